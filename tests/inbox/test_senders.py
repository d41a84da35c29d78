"""What others hand in cannot act as a table of the office, nor as somebody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gallery.kit import healthy
from toolchain.inbox.intake import Intake
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile
from toolchain.model.sheets import APPLICATION, CHECKS, COMMITTEE, PRIZE_USE, SCORES, SETTINGS, WORKBOOKS
from toolchain.model.workbook_declaration import Workbook

ROOT = Path(__file__).resolve().parents[2]
HANDED_IN = (APPLICATION, PRIZE_USE, CHECKS, SCORES)
OWN = {"申报单位": {APPLICATION, PRIZE_USE}, "部门": {CHECKS}, "评审员": {SCORES}}


def take(**files: bytes) -> Intake:
    return receive([ScannedFile(name, data) for name, data in files.items()])


def applications() -> tuple[bytes, bytes]:
    """Give the applications of two organisations of the example."""
    first, second, *_ = sorted((ROOT / "inbox" / "示例2025届").glob("申报书-*.xlsx"))
    return first.read_bytes(), second.read_bytes()


def codes(intake: Intake, name: str) -> list[str]:
    return [item.code for entry in intake.entries if entry.name == name for item in entry.problems]


@pytest.mark.parametrize("folder", OWN)
@pytest.mark.parametrize("book", WORKBOOKS, ids=lambda book: book.title)
def test_a_folder_of_a_sender_holds_what_the_sender_fills(folder: str, book: Workbook) -> None:
    name = f"2026届/{folder}/交来的.xlsx"
    intake = take(**{name: healthy(book)})
    mine = book in OWN[folder]
    assert codes(intake, name) == ([] if mine else ["E-FILE-85"])
    assert [item.file for item in intake.filled] == ([name] if mine else [])
    assert set(intake.held) == {item.file for item in intake.filled}


@pytest.mark.parametrize("book", WORKBOOKS, ids=lambda book: book.title)
def test_anything_may_lie_in_the_office_s_own_folder_or_flat(book: Workbook) -> None:
    for name in (f"评审办/{book.title}.xlsx", f"{book.title}.xlsx", "随便.xlsx"):
        assert codes(take(**{name: healthy(book)}), name) == []


def test_an_intruder_does_not_hold_up_the_office_s_own_table() -> None:
    """Two unlike copies would block each other; one that cannot come from its sender is left out before."""
    own, forged = healthy(COMMITTEE), healthy(COMMITTEE, "2026届", "伪造")
    intake = take(**{"评审办/评委会会议.xlsx": own, "申报单位/甲/评委会会议.xlsx": forged})
    assert codes(intake, "评审办/评委会会议.xlsx") == []
    assert [item.file for item in intake.filled] == ["评审办/评委会会议.xlsx"]


@pytest.mark.parametrize("book", [book for book in WORKBOOKS if book not in HANDED_IN], ids=lambda book: book.title)
def test_a_file_named_as_an_application_is_no_table_of_the_office(book: Workbook) -> None:
    name = "申报书-某公司.xlsx"
    intake = take(**{name: healthy(book)})
    assert codes(intake, name) == ["E-FILE-87"]
    assert intake.filled == ()


def test_a_file_named_after_an_applicant_is_no_table_of_the_office() -> None:
    first, _ = applications()
    name, own = "新乡市恒拓精密机械有限公司的材料.xlsx", "届次设置（新乡市恒拓精密机械有限公司更名后）.xlsx"
    assert codes(take(**{"甲.xlsx": first, name: healthy(SETTINGS)}), name) == ["E-FILE-87"]
    assert codes(take(**{"甲.xlsx": first, own: healthy(SETTINGS)}), own) == []


def test_another_kind_than_the_name_says_is_pointed_out() -> None:
    intake = take(**{"申报书.xlsx": healthy(PRIZE_USE)})
    assert codes(intake, "申报书.xlsx") == ["W-FILE-87"]
    assert len(intake.filled) == 1


def test_one_applicant_s_folder_holds_no_other_s_application() -> None:
    first, second = applications()
    mine, other = "申报单位/新乡市恒拓精密机械有限公司", "申报单位/新乡市启明电气科技有限公司"
    intake = take(**{f"{mine}/一.xlsx": first, f"{mine}/二.xlsx": second})
    assert codes(intake, f"{mine}/二.xlsx") == ["E-FILE-86"]
    assert [item.file for item in intake.filled] == [f"{mine}/一.xlsx"]
    assert codes(take(**{f"{mine}/一.xlsx": first, f"{other}/二.xlsx": second}), f"{other}/二.xlsx") == []


@pytest.mark.parametrize(("folder", "said"), [("恒拓精密机械", []), ("材料一", ["W-FILE-86"])])
def test_a_folder_may_be_called_by_a_part_of_the_name(folder: str, said: list[str]) -> None:
    first, _ = applications()
    name = f"申报单位/{folder}/申报书.xlsx"
    assert codes(take(**{name: first}), name) == said
