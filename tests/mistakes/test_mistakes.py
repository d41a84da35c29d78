"""A hurried clerk's mistakes in the example: each is named exactly, and marked where the clerk will look."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.mistakes.desk import Answer, Office
from tests.mistakes.mistake import Mistake
from tests.mistakes.page import PAGE, answers, page
from toolchain.engine.temporary_store import bytes_of
from toolchain.model.problems import Problem
from toolchain.workbooks.blank_labels import SUMMARY_SHEET
from toolchain.workbooks.returned_copy import mark_up

Answered = list[tuple[Mistake, Answer]]


@pytest.fixture(scope="module")
def office() -> Office:
    return Office()


@pytest.fixture(scope="module")
def answered(office: Office) -> Answered:
    return list(answers(office))


def short(item: Problem) -> str:
    place = f"{item.at.sheet}!{item.at.cell}" if item.at.sheet else item.at.file.partition(".")[0]
    return f"{item.code} {place}"


def test_every_mistake_gets_exactly_its_answer(answered: Answered) -> None:
    wrong = {
        mistake.title: tuple(map(short, answer.added))
        for mistake, answer in answered
        if tuple(map(short, answer.added)) != mistake.expected or mistake.elsewhere not in answer.told
    }
    assert wrong == {}


def test_no_mistake_goes_without_an_answer(answered: Answered) -> None:
    assert [mistake.title for mistake, _ in answered if not mistake.said and not mistake.elsewhere] == []


def test_every_error_is_marked_in_the_returned_copy(answered: Answered, office: Office) -> None:
    for mistake, answer in answered:
        files = {item.at.file for item in answer.added if item.blocks} & answer.outcome.intake.held.keys()
        for file in files:
            problems = [item for item in answer.added if item.at.file == file and item.blocks]
            copy = mark_up(bytes_of(answer.outcome.intake.held[file]), problems, office.toolbox.wording.describe)
            assert_marked(mistake, copy, problems, office)


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


def test_the_page_is_fresh(answered: Answered, office: Office) -> None:
    fresh = page(answered, office.toolbox.wording)
    assert PAGE.read_text(encoding="utf-8") == fresh, "请运行 python -m tests.mistakes.page"
