"""Dates that no other date bears out: listed until somebody reads the original again, and held against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.addresses import example_book, find
from tests.chronology.sweep import Sweep
from toolchain.cli.report.text_report import lines
from toolchain.cycle.outcome import CycleOutcome, Outcome
from toolchain.cycle.pipeline import judge_all
from toolchain.model.problems import Problem
from toolchain.model.schema import Row
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.confirmed_dates import ConfirmedDate
from toolchain.model.sheets.draw import Panel
from toolchain.model.sheets.prize_use import Spending
from toolchain.regulation.date_confirmation import slips, unconfirmed
from toolchain.results.unconfirmed_date_table import loose_date_sheet
from toolchain.stages.judgement import Judgement, Stage, State


@pytest.fixture(scope="module")
def sweep() -> Sweep:
    return Sweep()


def with_rows(sweep: Sweep, sheet: type[Row], *changes: dict[str, Any], file: str = "") -> CycleOutcome:
    """Judge the example with the first rows of a sheet written otherwise, or (without changes) without its rows."""
    for number, item in enumerate(sweep.intake.filled):
        rows = item.rows.get(sheet, ())
        if rows and file in item.file:
            changed = [replace(row, **change) for row, change in zip(rows, changes, strict=False)]
            new = (*changed, *rows[len(changed) :]) if changes else ()
            other = replace(item, rows={**item.rows, sheet: new})
            filled = (*sweep.intake.filled[:number], other, *sweep.intake.filled[number + 1 :])
            return judge_all(replace(sweep.intake, filled=filled), sweep.toolbox).cycles[0]
    raise AssertionError(sheet)


def found(outcome: CycleOutcome, code: str) -> list[Problem]:
    return [item for item in outcome.problems if item.code == code]


def judged(outcome: CycleOutcome) -> Judgement:
    assert outcome.judgement is not None
    return outcome.judgement


def test_the_example_was_read_again_throughout(sweep: Sweep) -> None:
    outcome = judge_all(sweep.intake, sweep.toolbox).cycles[0]
    loose = judged(outcome).dates.loose
    assert loose
    assert all(item.confirmed for item in loose)
    assert not [item for item in outcome.problems if "-ORDER-" in item.code]
    assert {row[5] for row in loose_date_sheet(judged(outcome)).rows} == {"已核对"}


def test_what_nobody_read_again_is_said_once_and_listed(sweep: Sweep) -> None:
    outcome = with_rows(sweep, ConfirmedDate)
    loose = judged(outcome).dates.loose
    whole = Outcome(sweep.intake, (outcome,))
    told = [line for line in lines(whole, None, sweep.toolbox.wording) if "对照原件" in line]
    assert told == [f"  请核对：{unconfirmed(loose)}，见《日期核对单》。"]
    assert f"{len(loose)}个日期" in told[0]
    assert "基本情况/成立日期12个" in told[0]
    listed = {(row[0], row[1], row[2]) for row in loose_date_sheet(judged(outcome)).rows}
    assert ("基本情况", "成立日期", "91410702MA40HT313A") in listed
    assert not any(item.sheet == "届次" for item in loose)


def test_a_year_of_founding_is_told_by_the_licence(sweep: Sweep) -> None:
    outcome = with_rows(sweep, Applicant, {"established": date(2011, 4, 26)}, file="-01")
    [said] = found(outcome, "E-ORDER-05")
    told = sweep.toolbox.wording.describe(said)
    founded = find(example_book("申报书-01")["基本情况"], "成立日期")
    assert (said.at.sheet, said.at.cell, said.subject) == ("基本情况", founded, "91410702MA40HT313A")
    assert "2010年4月26日" in told
    assert "“日期核对”" in told
    [step] = [step for step in outcome.steps if step.stage is Stage.ACCEPTANCE]
    assert step.some or step.state is State.BLOCKED


def test_a_row_that_fits_no_date_is_named(sweep: Sweep) -> None:
    outcome = with_rows(sweep, ConfirmedDate, {"label": "注册日期"})
    [said] = found(outcome, "W-ORDER-06")
    assert said.at.sheet == "日期核对"
    assert unconfirmed(judged(outcome).dates.loose).startswith("1个日期")


def test_each_date_is_borne_out_by_one_row(sweep: Sweep) -> None:
    rows = next(item.rows[ConfirmedDate] for item in sweep.intake.filled if item.rows.get(ConfirmedDate))
    first, second = rows[:2]
    twice = {name: getattr(first, name) for name in ("sheet_title", "label", "subject", "day")}
    assert (first.sheet_title, first.subject) != (second.sheet_title, second.subject)
    outcome = with_rows(sweep, ConfirmedDate, {}, twice)
    assert [item.at.sheet for item in found(outcome, "W-ORDER-06")] == ["日期核对"]


def test_a_day_off_that_was_read_again_is_not_asked_about(sweep: Sweep) -> None:
    saturday = {"drawn": date(2025, 6, 14)}
    assert found(with_rows(sweep, Panel, saturday), "W-ORDER-04")
    panel = next(item.rows[Panel][0] for item in sweep.intake.filled if item.rows.get(Panel))
    said = {"sheet_title": "评审组", "label": "抽取日期", "subject": panel.panel, "day": date(2025, 6, 14)}
    first = next(number for number, item in enumerate(sweep.intake.filled) if item.rows.get(ConfirmedDate))
    item = sweep.intake.filled[first]
    rows = (*item.rows[ConfirmedDate], replace(item.rows[ConfirmedDate][0], **said))
    other = replace(item, rows={**item.rows, ConfirmedDate: rows})
    filled = (*sweep.intake.filled[:first], other, *sweep.intake.filled[first + 1 :])
    again = Sweep.__new__(Sweep)
    again.toolbox, again.intake = sweep.toolbox, replace(sweep.intake, filled=filled)
    outcome = with_rows(again, Panel, saturday)
    assert not [item for item in found(outcome, "W-ORDER-04") if item.at.sheet == "评审组"]


@pytest.mark.parametrize(
    ("voucher", "said"),
    [
        ("记账凭证2025-09-032", 1),
        ("2025年11月第3号", 1),
        ("记2025/10/15", 0),
        ("凭证10-032", 0),
        ("12025-09-1", 0),
        ("2025-09和2025-10", 0),
    ],
)
def test_the_month_of_a_voucher_is_held_against_the_payment(sweep: Sweep, voucher: str, said: int) -> None:
    outcome = with_rows(sweep, Spending, {"evidence": voucher})
    assert len(found(outcome, "W-ORDER-05")) == said


@pytest.mark.slow
def test_every_slip_is_said_or_the_date_is_listed(sweep: Sweep) -> None:
    """Without 日期核对: a date that could be mistyped without a word stands in the list."""
    bare = Sweep.__new__(Sweep)
    bare.toolbox = sweep.toolbox
    filled = tuple(replace(item, rows={**item.rows, ConfirmedDate: ()}) for item in sweep.intake.filled)
    bare.intake = replace(sweep.intake, filled=filled)
    before = judge_all(bare.intake, bare.toolbox).cycles[0]
    listed = {str(item.at) for item in judged(before).dates.loose}
    known = frozenset(before.problems)
    open_slips = [slip for slip in bare.slips(bare.cells) if slip[0].place not in listed]
    assert open_slips
    for cell, slip, day in open_slips[::40]:
        outcome = bare.judged(bare.with_cell(cell, day))
        assert any(item not in known for item in outcome.problems), (cell.place, slip, day)


def test_everyday_slips_of_a_day() -> None:
    leap = {date(2024, 3, 29), date(2024, 1, 29), date(2025, 2, 28), date(2023, 2, 28)}
    assert set(slips(date(2024, 2, 29))) == leap
    exchanged = {date(2025, 9, 4), date(2025, 5, 9), date(2025, 3, 9), date(2026, 4, 9), date(2024, 4, 9)}
    assert set(slips(date(2025, 4, 9))) == exchanged
    newyear = {date(2026, 2, 28), date(2025, 12, 31), date(2027, 1, 31), date(2025, 1, 31)}
    assert set(slips(date(2026, 1, 31))) == newyear
