"""收发登记: pre-filled from what is there; a date and a tick for a batch; the old place in 届次设置 is still read."""

from __future__ import annotations

import shutil
import warnings
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from toolchain.cli import cli
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.inbox.file_examination import examine
from toolchain.inbox.intake import Intake
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile, scan_inbox
from toolchain.model.sheets import CORRESPONDENCE, SETTINGS
from toolchain.model.sheets.correspondence import Dispatch, Receipt
from toolchain.model.sheets.settings import Criterion, Cycle, CycleRules, Readings
from toolchain.model.sheets.vocabulary import YesNo
from toolchain.model.workbook_declaration import Mark
from toolchain.results.next_blanks import Blank
from toolchain.results.register_blank import registers
from toolchain.workbooks.blank import write

LETTERS = 3
"""The number of 受理通知书."""

CYCLE = "示例2025届"


def run(toolbox: Resources, intake: Intake, *changed: tuple[str, bytes]) -> CycleOutcome:
    """Judge the example with some files changed or added."""
    files = {item.name: item for item in scan_inbox(toolbox.project.inbox)}
    files |= {name: ScannedFile(name, data) for name, data in changed}
    [outcome] = judge_all(receive(files[name] for name in sorted(files)), toolbox).cycles
    assert intake.filled
    return outcome


def settings(example: CycleOutcome, receipts: list[Receipt], dispatches: list[Dispatch]) -> bytes:
    """Write 届次设置 of the example with other registers; without any their sheets are not in it."""
    kept = {sheet: example.record.whole(sheet) for sheet in (Cycle, CycleRules, Readings, Criterion)}
    return write(
        SETTINGS,
        Mark(SETTINGS.mark, SETTINGS.version, CYCLE),
        {**kept, Receipt: receipts, Dispatch: dispatches},
    )


def laid(blank: Blank) -> bytes:
    return write(blank.workbook, blank.mark, known=blank.known)


class Desk:
    """The pre-filled registers open in a spreadsheet program."""

    def __init__(self, data: bytes) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.book = load_workbook(BytesIO(data))

    def rows(self, title: str) -> list[dict[str, Any]]:
        """Give the filled rows: label → cell."""
        page: Worksheet = self.book[title]
        head = next(row for row in page.iter_rows() if sum(bool(c.value) for c in row) > 5)
        labels = [str(cell.value or "").rstrip("＊") for cell in head]
        body = page.iter_rows(min_row=head[0].row + 1)
        return [dict(zip(labels, row, strict=True)) for row in body if row[0].value]

    def bytes(self) -> bytes:
        buffer = BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()


@pytest.fixture(scope="module")
def earlier(toolbox: Resources, intake: Intake, example: CycleOutcome) -> CycleOutcome:
    """The example before its 受理通知书 were registered, its registers in 收发登记 alone."""
    rows = [row for row in example.record.whole(Dispatch) if row.document != LETTERS]
    data = write(
        CORRESPONDENCE,
        Mark(CORRESPONDENCE.mark, CORRESPONDENCE.version, CYCLE),
        {Receipt: list(example.record.whole(Receipt)), Dispatch: rows},
    )
    return run(toolbox, intake, ("届次设置.xlsx", settings(example, [], [])), ("收发登记.xlsx", data))


@pytest.fixture
def desk(earlier: CycleOutcome) -> Desk:
    assert earlier.judgement is not None
    return Desk(laid(registers(earlier.judgement, earlier.papers)))


def letters(outcome: CycleOutcome) -> list[Any]:
    return [paper.document for paper in outcome.papers if paper.document.number == LETTERS]


def waiting(desk: Desk) -> list[dict[str, Any]]:
    return [row for row in desk.rows("发文登记") if row["文书编号"].value == LETTERS]


def test_the_registers_may_stand_in_their_own_workbook(example: CycleOutcome, earlier: CycleOutcome) -> None:
    assert [item.at for item in earlier.problems if item.blocks] == []
    mine = {paper.path: paper.document.issue for paper in earlier.papers if paper.document.number != LETTERS}
    theirs = {paper.path: paper.document.issue for paper in example.papers if paper.document.number != LETTERS}
    assert mine == theirs
    assert all(document.draft for document in letters(earlier))


def test_the_blank_of_the_settings_has_no_registers_any_more() -> None:
    book = load_workbook(BytesIO(write(SETTINGS, Mark(SETTINGS.mark, SETTINGS.version, "2027届"))))
    assert not {"收件登记", "发文登记"} & set(book.sheetnames)
    found = examine("届次设置.xlsx", write(SETTINGS, Mark(SETTINGS.mark, SETTINGS.version, "2027届")))
    assert found.reading is not None
    assert not [item for item in found.reading.problems if item.code == "E-SHEET-01"]


def test_every_document_without_a_date_is_proposed_with_object_number_and_day(
    desk: Desk, earlier: CycleOutcome
) -> None:
    rows = waiting(desk)
    assert {row["对象代码"].value for row in rows} == {document.subject for document in letters(earlier)}
    assert all(row["对象名称"].value and row["拟用文号"].value and row["不早于"].value for row in rows)
    assert len({row["拟用文号"].value for row in rows}) == len(rows)
    assert len({row["同批"].value for row in rows}) == 1
    assert not any(row["成文日期"].value for row in rows)


def test_what_nobody_has_dated_is_not_registered(
    toolbox: Resources, intake: Intake, example: CycleOutcome, desk: Desk
) -> None:
    after = run(toolbox, intake, ("届次设置.xlsx", settings(example, [], [])), ("收发登记.xlsx", desk.bytes()))
    assert all(document.draft and document.issue.number is None for document in letters(after))
    assert [item for item in after.problems if item.blocks] == []


def test_one_date_and_one_tick_register_a_whole_batch(
    toolbox: Resources, intake: Intake, example: CycleOutcome, desk: Desk
) -> None:
    first, *_, last = waiting(desk)
    first["成文日期"].value, first["已印发"].value = date(2026, 6, 12), "是"
    last["已印发"].value = "否"
    after = run(toolbox, intake, ("届次设置.xlsx", settings(example, [], [])), ("收发登记.xlsx", desk.bytes()))
    found = {document.subject: document for document in letters(after)}
    held = found.pop(last["对象代码"].value)
    assert held.draft
    assert held.issue.number is None
    assert {document.issue.dated for document in found.values()} == {date(2026, 6, 12)}
    assert all(document.issue.issued for document in found.values())
    proposed = {row["对象代码"].value: row["拟用文号"].value for row in waiting(desk)}
    assert all(document.issue.number == proposed[subject] for subject, document in found.items())


def test_another_number_than_the_proposed_one_may_be_written(
    toolbox: Resources, intake: Intake, example: CycleOutcome, desk: Desk
) -> None:
    first = waiting(desk)[0]
    first["成文日期"].value, first["发文字号"].value = date(2026, 6, 12), "红质评办〔2026〕199号"
    first["同批"].value = None
    after = run(toolbox, intake, ("届次设置.xlsx", settings(example, [], [])), ("收发登记.xlsx", desk.bytes()))
    [changed] = [item for item in letters(after) if not item.draft]
    assert changed.issue.number == "红质评办〔2026〕199号"


def test_a_registered_batch_is_not_taken_up_again_by_later_rows(
    toolbox: Resources, intake: Intake, example: CycleOutcome, desk: Desk
) -> None:
    """Rows on record carry their own dates; a new batch of the same kind has another name."""
    first, *rest = waiting(desk)
    first["成文日期"].value = date(2026, 6, 12)
    for row in rest:
        row["同批"].value = None
    after = run(toolbox, intake, ("届次设置.xlsx", settings(example, [], [])), ("收发登记.xlsx", desk.bytes()))
    assert after.judgement is not None
    again = waiting(Desk(laid(registers(after.judgement, after.papers))))
    assert [row["成文日期"].value for row in again].count(None) == len(again) - 1
    assert first["同批"].value not in {row["同批"].value for row in again}


def test_an_application_nobody_registered_is_offered_with_the_receiver(
    toolbox: Resources, intake: Intake, example: CycleOutcome
) -> None:
    receipts = list(example.record.whole(Receipt))
    missing, rest = receipts[0], receipts[1:]
    after = run(toolbox, intake, ("届次设置.xlsx", settings(example, rest, [])))
    assert after.judgement is not None
    rows = Desk(laid(registers(after.judgement, after.papers))).rows("收件登记")
    [offered] = [row for row in rows if row["统一社会信用代码"].value == missing.uscc]
    assert offered["单位名称"].value == missing.name
    assert offered["收件人"].value == rest[-1].receiver
    assert offered["收到日期"].value is None


def test_blanks_and_parcels_wait_for_a_wrong_cell_without_falling_over(
    toolbox: Resources, example: CycleOutcome, tmp_path: Path
) -> None:
    """An empty register is never laid in the place of a filled one."""
    inbox = tmp_path / "inbox"
    shutil.copytree(toolbox.project.inbox, inbox)
    desk = Desk((inbox / "届次设置.xlsx").read_bytes())
    desk.rows("发文登记")[3]["成文日期"].value = "2025-05-36"
    (inbox / "届次设置.xlsx").write_bytes(desk.bytes())
    places = ["--inbox", str(inbox), "--outbox", str(tmp_path / "outbox")]
    for typed in (["blanks", "--to", str(tmp_path / "b")], ["pack", "--to", str(tmp_path / "p")], ["explain", "E01"]):
        done = CliRunner().invoke(cli, [*typed, *places], standalone_mode=False)
        assert done.exception is None or isinstance(done.exception, SystemExit), typed
    assert not (tmp_path / "b" / example.record.cycle / "收发登记.xlsx").exists()
    assert (tmp_path / "b" / example.record.cycle / "届次设置.xlsx").exists()


def test_what_both_places_hold_counts_once_and_a_difference_is_named(
    toolbox: Resources, intake: Intake, example: CycleOutcome
) -> None:
    rows = list(example.record.whole(Dispatch))
    changed = [replace(row, dated=date(2025, 5, 9)) if row.document == 6 else row for row in rows]
    data = write(CORRESPONDENCE, Mark(CORRESPONDENCE.mark, CORRESPONDENCE.version, CYCLE), {Dispatch: changed})
    after = run(toolbox, intake, ("收发登记.xlsx", data))
    assert len(after.record.readable(Dispatch)) == len(rows)
    told = [item for item in after.problems if item.code == "W-ISSUE-22"]
    assert {item.at.file for item in told} == {"届次设置.xlsx"}
    assert len(told) == sum(row.document == 6 for row in rows)
    assert {row.dated for row in after.record.readable(Dispatch) if row.document == 6} == {date(2025, 5, 9)}
    assert YesNo.YES in {row.issued for row in changed}
