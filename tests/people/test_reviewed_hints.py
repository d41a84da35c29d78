"""Hints that somebody looked at stay looked at until their cell says something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.rows import row_of
from toolchain.cli.report.text_report import lines
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.cycle.reviewed_hints import numbers_of, open_hints
from toolchain.inbox.intake import Intake
from toolchain.model.partial_row import Place
from toolchain.model.problems import Problem, Severity
from toolchain.model.sheets import CORRESPONDENCE
from toolchain.model.sheets.application import FiscalYear
from toolchain.model.sheets.hint_review import HintReview
from toolchain.results.absence_tables import absence_sheet

PROFIT = "W-RULE-1014"
"""净利润大于利润总额."""


def judged(intake: Intake, toolbox: Resources, profit: int, rows: Sequence[HintReview] = (), name: str = "") -> Any:
    """Judge the example with a net profit above the total one, and what was looked at."""
    filled = list(intake.filled)
    place = next(number for number, item in enumerate(filled) if item.rows.get(FiscalYear))
    book = filled[place]
    first, *others = book.rows[FiscalYear]
    rows_of = {**book.rows, FiscalYear: (replace(first, net_profit=profit, profit=1), *others)}
    if name:
        rows_of = {
            sheet: tuple(replace(row, at=replace(row.at, file=name)) for row in held) for sheet, held in rows_of.items()
        }
    filled[place] = replace(book, file=name or book.file, rows=rows_of)
    place = next(number for number, item in enumerate(filled) if item.mark.template == CORRESPONDENCE.mark)
    filled[place] = replace(filled[place], rows={**filled[place].rows, HintReview: tuple(rows)})
    return judge_all(replace(intake, filled=tuple(filled)), toolbox)


def hints(outcome: CycleOutcome) -> list[Problem]:
    return [item for item in outcome.problems if item.code == PROFIT]


def looked_at(outcome: CycleOutcome, **said: object) -> HintReview:
    [item] = hints(outcome)
    known = {"day": date(2026, 3, 2), "person": "李静", "result": "与审计报告一致"} | said
    number = numbers_of(outcome.problems, outcome.record)[item]
    return row_of(HintReview, hint=number, at=Place("收发登记.xlsx", "提示核对", {"hint": "A"}, 5), **known)


@pytest.fixture(scope="module")
def before(intake: Intake, toolbox: Resources) -> CycleOutcome:
    [found] = judged(intake, toolbox, 9).cycles
    return found


def test_a_hint_that_was_looked_at_is_a_note_with_who_and_when(
    before: CycleOutcome, intake: Intake, toolbox: Resources
) -> None:
    outcome = judged(intake, toolbox, 9, [looked_at(before)])
    [cycle] = outcome.cycles
    assert hints(cycle) == []
    assert PROFIT not in {item.code for item in outcome.problems}
    [note] = [item for item in cycle.problems if item.code == "N-SEEN-01"]
    said = toolbox.wording.message(note)
    assert note.at == hints(before)[0].at
    assert all(
        part in said for part in ("李静", "2026-03-02", "与审计报告一致", toolbox.wording.title(hints(before)[0]))
    )
    assert any("已核对、不再提示的1处" in line for line in lines(outcome, None, toolbox.wording))


def test_it_comes_back_once_the_cell_says_something_else(
    before: CycleOutcome, intake: Intake, toolbox: Resources
) -> None:
    [cycle] = judged(intake, toolbox, 10, [looked_at(before)]).cycles
    assert len(hints(cycle)) == 1
    assert cycle.seen == frozenset()


def test_another_name_of_the_file_brings_nothing_back(before: CycleOutcome, intake: Intake, toolbox: Resources) -> None:
    [cycle] = judged(intake, toolbox, 9, [looked_at(before)], "申报书（盖章）.xlsx").cycles
    assert hints(cycle) == []


def test_what_was_not_used_stays_among_what_took_no_part(
    before: CycleOutcome, intake: Intake, toolbox: Resources
) -> None:
    [cycle] = judged(intake, toolbox, 9, [looked_at(before)]).cycles
    assert cycle.judgement is not None
    [note] = [item for item in cycle.problems if item.code == "N-SEEN-01"]
    assert dict(note.facts)["hint"] == PROFIT
    other = replace(note, facts=(*note.facts[1:], ("hint", "W-CELL-06")))
    rows = absence_sheet(cycle.judgement, [other], toolbox.wording).rows
    assert [row for row in rows if "与审计报告一致" in str(row)]


@pytest.mark.parametrize("missing", ["day", "person", "result"])
def test_half_a_row_settles_nothing_and_is_named(
    before: CycleOutcome, intake: Intake, toolbox: Resources, missing: str
) -> None:
    [cycle] = judged(intake, toolbox, 9, [looked_at(before, **{missing: None})]).cycles
    assert len(hints(cycle)) == 1
    [told] = [item for item in cycle.problems if item.code == "W-SEEN-02"]
    label = {"day": "核对日期", "person": "核对人", "result": "核对结果"}[missing]
    assert dict(told.facts)["missing"] == label


def test_errors_cannot_be_looked_away(before: CycleOutcome) -> None:
    errors = {item for item in before.problems if item.severity is Severity.ERROR}
    assert not errors & numbers_of(before.problems, before.record).keys()


def test_the_blank_lists_what_was_looked_at_and_what_was_not(
    before: CycleOutcome, intake: Intake, toolbox: Resources
) -> None:
    waiting = open_hints(before.problems, before.record, toolbox.wording)
    [mine] = [row for row in waiting if str(row["hint"]).startswith(PROFIT)]
    assert mine["place"] == str(hints(before)[0].at)
    assert mine.get("day") is None
    [after] = judged(intake, toolbox, 9, [looked_at(before)]).cycles
    first, *others = open_hints(after.problems, after.record, toolbox.wording)
    assert (first["hint"], first["person"], first["day"]) == (mine["hint"], "李静", date(2026, 3, 2))
    assert not [row for row in others if row["hint"] == mine["hint"]]
    assert all(row["person"] == "李静" and row.get("day") is None for row in others)
