"""A new cycle begins with what the cycle before leaves: register, experts, contacts, never its rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolchain.cycle import judge_all
from toolchain.cycle import lay_blanks
from toolchain.inbox import Intake
from toolchain.toolbox import Toolbox
from toolchain.workbooks.package import Book
from toolchain.workbooks.package import open_book


@pytest.fixture(scope="module")
def laid(intake: Intake, toolbox: Toolbox, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Book]:
    folder = tmp_path_factory.mktemp("blanks")
    found = {}
    for path in lay_blanks("2027届", judge_all(intake, toolbox), toolbox, folder):
        book, faults = open_book(Path(path).read_bytes())
        assert book is not None
        assert not faults
        found[path.stem] = book
    return found


def cells(book: Book, title: str) -> list[str]:
    sheet = next(sheet for sheet in book.sheets if sheet.title == title)
    return [cell.text for cell in sheet.cells.values()]


def test_all_twelve_are_there(laid: dict[str, Book]) -> None:
    assert len(laid) == 12


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
