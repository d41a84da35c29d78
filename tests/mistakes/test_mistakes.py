"""A hurried clerk's mistakes in the example: each is named exactly, and marked where the clerk will look."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.mistakes.cases import MISTAKES
from tests.mistakes.desk import Office
from tests.mistakes.mistake import Mistake
from tests.mistakes.page import PAGE, answer, line, page, written
from toolchain.engine.temporary_store import bytes_of
from toolchain.model.problems import Problem
from toolchain.workbooks.blank_labels import SUMMARY_SHEET
from toolchain.workbooks.returned_copy import mark_up

WRITTEN = dict(zip((mistake.title for mistake in MISTAKES), written(), strict=True))


def sampled() -> Iterator[Any]:
    """Give every mistake; those that are answered as an earlier one is run with the slow tests."""
    shown: set[tuple[str, ...]] = set()
    for mistake in MISTAKES:
        codes = tuple(said.split()[0] for said in mistake.said) or (mistake.title,)
        yield pytest.param(mistake, id=mistake.title, marks=[pytest.mark.slow] if codes in shown else [])
        shown.add(codes)


@pytest.fixture(scope="module")
def office() -> Office:
    return Office()


def short(item: Problem) -> str:
    place = f"{item.at.sheet}!{item.at.cell}" if item.at.sheet else item.at.file.partition(".")[0]
    return f"{item.code} {place}"


@pytest.mark.parametrize("mistake", list(sampled()))
def test_a_mistake_gets_exactly_its_answer(mistake: Mistake, office: Office) -> None:
    """Where the clerk will look: in what is said, on the page of mistakes, in the returned copies."""
    found = answer(office, mistake)
    assert tuple(map(short, found.added)) == mistake.expected
    assert mistake.elsewhere in found.told
    assert line(mistake, found, office.toolbox.wording) == WRITTEN[mistake.title], (
        "请运行 python -m tests.mistakes.page"
    )
    for file in {item.at.file for item in found.added if item.blocks} & found.outcome.intake.held.keys():
        problems = [item for item in found.added if item.at.file == file and item.blocks]
        copy = mark_up(bytes_of(found.outcome.intake.held[file]), problems, office.toolbox.wording.describe)
        assert_marked(mistake, copy, problems, office)


def test_no_mistake_goes_without_an_answer() -> None:
    assert [mistake.title for mistake in MISTAKES if not mistake.said and not mistake.elsewhere] == []


def assert_marked(mistake: Mistake, copy: bytes, problems: list[Problem], office: Office) -> None:
    book = load_workbook(BytesIO(copy))
    listed = [row[5] for row in book[SUMMARY_SHEET].iter_rows(min_row=5, max_col=6, values_only=True)]
    for item in problems:
        told = office.toolbox.wording.describe(item)
        assert told in listed, mistake.title
        if item.at.cell:
            cell = book[item.at.sheet][item.at.cell.partition(":")[0]]
            assert cell.comment is not None, mistake.title
            assert told in cell.comment.text, mistake.title
            assert cell.fill.fgColor.rgb.endswith("FFC7CE"), mistake.title


def test_the_page_holds_every_mistake_and_nothing_else() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(WRITTEN.values())
