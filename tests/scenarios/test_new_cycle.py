"""A new cycle begins with what the cycle before leaves: register, experts, contacts, never its rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from toolchain.cli import cli
from toolchain.cycle.example import FOLDER
from toolchain.cycle.pipeline import cycle_before, judge_all, lay_blanks
from toolchain.cycle.resources import Resources
from toolchain.engine.xlsx.package import Book, open_book
from toolchain.inbox.intake import Intake


@pytest.fixture(scope="module")
def laid(intake: Intake, toolbox: Resources, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Book]:
    folder = tmp_path_factory.mktemp("blanks")
    found = {}
    outcome = judge_all(intake, toolbox)
    for path in lay_blanks("2027届", outcome, toolbox, folder, cycle_before("2027届", outcome)):
        book, faults = open_book(Path(path).read_bytes())
        assert book is not None
        assert not faults
        found[path.stem] = book
    return found


def cells(book: Book, title: str) -> list[str]:
    sheet = next(sheet for sheet in book.sheets if sheet.title == title)
    return [cell.text for cell in sheet.cells.values()]


def test_nothing_of_the_made_up_example_comes_into_a_real_cycle(
    intake: Intake, toolbox: Resources, tmp_path: Path
) -> None:
    outcome = judge_all(intake, toolbox)
    assert cycle_before("2027届", outcome, apart=(FOLDER,)) is None
    assert cycle_before(FOLDER, outcome) is None
    done = CliRunner().invoke(
        cli, ["new", "2027届", "--root", str(toolbox.project.root), "--outbox", str(tmp_path)], standalone_mode=False
    )
    assert "带入" not in done.output
    for title, sheet in (("获奖台账", "获奖单位"), ("评审专家库", "专家")):
        book, _ = open_book((tmp_path / "空白表" / "2027届" / f"{title}.xlsx").read_bytes())
        assert book is not None
        held = cells(book, sheet)
        assert not [text for text in held if text.startswith(("914107", "E0")) or "有限公司" in text]


def test_all_fourteen_are_there(laid: dict[str, Book]) -> None:
    assert len(laid) == 14


def test_the_register_carries_new_awards_and_revocations(laid: dict[str, Book]) -> None:
    awards = cells(laid["获奖台账"], "获奖单位")
    assert awards.count("示例2025届") == 4
    assert "已撤销（骗取称号）" in awards
    assert "已撤销（事故或违规）" in awards
    assert "骗取称号" in cells(laid["获奖台账"], "限制申报")


def test_experts_come_along_and_sign_anew(laid: dict[str, Book]) -> None:
    experts = cells(laid["评审专家库"], "专家")
    assert "E01" in experts
    assert "E16" in experts


def test_contacts_come_along_but_not_the_rules(laid: dict[str, Book]) -> None:
    assert "苏晓雯" in cells(laid["届次设置"], "届次")
    assert "2027届" in cells(laid["届次设置"], "届次")
    rules = cells(laid["届次设置"], "本届规则")
    assert "去掉一个最高分和一个最低分" not in rules
