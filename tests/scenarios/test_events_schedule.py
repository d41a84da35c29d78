"""The timetable through the inbox: 登记截至, extension, another site visit, and each of them in a wrong place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.scenarios.events import edited, happened, judged, nothing_new, only, said, with_events
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.resources import Resources
from toolchain.inbox.intake import Intake
from toolchain.model.schema import Row
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.event_vocabulary import MeasuringDay, Phase, ScheduleEventKind
from toolchain.model.sheets.events import ScheduleEvent
from toolchain.model.sheets.settings import Dispatch, Receipt
from toolchain.stages.judgement import Stage, State
from toolchain.stages.reminders import seen_from

DEADLINE = date(2025, 4, 30)
INQUIRY, ACCEPTANCE_LETTER = 6, 3


def event(kind: ScheduleEventKind, day: date, number: str = "C01", **values: object) -> Any:
    return happened(ScheduleEvent, number, day, kind=kind, **values)


@pytest.fixture(scope="module")
def young(intake: Intake) -> Intake:
    """The example while applications come in: nothing on record lies beyond the deadline."""
    early = only(intake, "届次设置", "获奖台账", "申报书")
    early = edited(early, Dispatch, lambda _: None)
    early = edited(early, Applicant, signed_early)
    return edited(
        early,
        Receipt,
        lambda row: replace(
            row, received=min(row.received, date(2025, 4, 24)), supplemented=row.supplemented and date(2025, 4, 28)
        ),
    )


def signed_early(row: Applicant) -> Applicant:
    day = date(2025, 4, 22)
    return replace(
        row,
        filled=min(row.filled, day),
        commitment=row.commitment and min(row.commitment, day),
        credit_certificate=row.credit_certificate and min(row.credit_certificate, day),
    )


def numbers(outcome: CycleOutcome) -> set[int]:
    return {paper.document.number for paper in outcome.papers}


@pytest.mark.parametrize(
    ("rows", "closed"),
    [
        ((), False),
        ((event(ScheduleEventKind.AS_OF, DEADLINE),), False),
        ((event(ScheduleEventKind.AS_OF, date(2025, 5, 1)),), True),
        ((event(ScheduleEventKind.CLOSED, DEADLINE, phase=Phase.APPLICATIONS),), True),
        ((event(ScheduleEventKind.CLOSED, DEADLINE, phase=Phase.NOTICE),), False),
    ],
)
def test_acceptance_ends_with_the_window_never_with_the_last_row(
    rows: tuple[Row, ...], young: Intake, toolbox: Resources, *, closed: bool
) -> None:
    outcome, judgement = judged(with_events(young, *rows) if rows else young, toolbox)
    step = next(step for step in judgement.steps if step.stage is Stage.ACCEPTANCE)
    assert any("受理尚未结束" in text for text in step.todo) is not closed
    assert ACCEPTANCE_LETTER in numbers(outcome)
    if not closed:
        assert step.state is State.WAITING
        assert INQUIRY not in numbers(outcome)


def test_terms_are_counted_from_the_day_on_record(intake: Intake, toolbox: Resources) -> None:
    _, without_one = judged(intake, toolbox)
    assert seen_from(without_one) is None
    _, judgement = judged(with_events(intake, event(ScheduleEventKind.AS_OF, date(2026, 11, 24))), toolbox)
    assert seen_from(judgement) == date(2026, 11, 24)


def extended(until: date, measured: MeasuringDay, day: date = date(2025, 4, 25)) -> Any:
    return event(ScheduleEventKind.EXTENDED, day, until=until, measured=measured, reason="申报单位较少")


@pytest.mark.parametrize("measured", MeasuringDay)
def test_an_extension_moves_the_deadline_and_leaves_what_was_announced(
    measured: MeasuringDay, intake: Intake, toolbox: Resources
) -> None:
    outcome, judgement = judged(with_events(intake, extended(date(2025, 5, 9), measured)), toolbox)
    cycle = judgement.settings.cycle
    assert cycle.deadline == date(2025, 5, 9)
    assert cycle.measuring == (DEADLINE if measured is MeasuringDay.ORIGINAL else date(2025, 5, 9))
    announcement = next(paper.document for paper in outcome.papers if paper.document.number == 1)
    assert announcement.cycle.deadline == DEADLINE
    later = next(paper.document for paper in outcome.papers if paper.document.number == INQUIRY)
    assert later.cycle.deadline == date(2025, 5, 9)
    assert not said(outcome)


def test_what_came_in_between_is_in_time(intake: Intake, toolbox: Resources) -> None:
    late = {row.uscc for row in _receipts(intake) if row.received > DEADLINE}
    assert late
    last = max(row.received for row in _receipts(intake))
    _, before = judged(intake, toolbox)
    _, after = judged(with_events(intake, extended(last, MeasuringDay.ORIGINAL)), toolbox)

    def window(judgement: Any, uscc: str) -> str:
        item = next(item for item in judgement.acceptances if item.application.uscc == uscc)
        return str(next(finding.verdict for finding in item.findings if finding.case == "14-window"))

    assert {window(before, uscc) for uscc in late} == {"不符合"}
    assert {window(after, uscc) for uscc in late} == {"符合"}


def _receipts(intake: Intake) -> list[Receipt]:
    return [row for item in intake.filled for row in item.all(Receipt)]


WRONG: list[tuple[Any, list[tuple[str, str, str]]]] = [
    (extended(date(2025, 5, 9), MeasuringDay.ORIGINAL, date(2025, 5, 1)), [("E-EVENT-04", "日程变更", "C")]),
    (extended(DEADLINE, MeasuringDay.ORIGINAL), [("E-EVENT-04", "日程变更", "G")]),
    (event(ScheduleEventKind.CLOSED, date(2025, 4, 29), phase=Phase.APPLICATIONS), [("E-EVENT-04", "日程变更", "C")]),
    (event(ScheduleEventKind.AS_OF, date(2024, 4, 30)), [("W-EVENT-07", "日程变更", "C")]),
    (
        event(ScheduleEventKind.MOVED, date(2025, 6, 1), until=date(2025, 5, 30), reason="停电"),
        [("E-EVENT-04", "日程变更", "G")],
    ),
    (
        event(ScheduleEventKind.INTERRUPTED, date(2025, 7, 15), until=date(2025, 7, 16), posting=2, reason="断网"),
        [("E-EVENT-06", "日程变更", "J")],
    ),
    (
        event(ScheduleEventKind.INTERRUPTED, date(2025, 7, 1), until=date(2025, 7, 2), posting=1, reason="断网"),
        [("E-EVENT-04", "日程变更", "C")],
    ),
    (event(ScheduleEventKind.STOPPED, date(2026, 1, 5), reason="洪灾"), [("E-EVENT-04", "日程变更", "C")]),
]


@pytest.mark.parametrize(("row", "problems"), WRONG)
def test_in_a_wrong_place_it_takes_no_effect(
    row: Any,
    problems: list[tuple[str, str, str]],
    intake: Intake,
    toolbox: Resources,
    example: CycleOutcome,
) -> None:
    outcome, judgement = judged(with_events(intake, row), toolbox)
    assert [(code, sheet, cell.rstrip("0123456789")) for code, sheet, cell in said(outcome)] == problems
    assert example.judgement is not None
    if problems[0][0].startswith("E"):
        assert not judgement.events.all
        assert judgement.settings.rules == example.judgement.settings.rules
        assert nothing_new(outcome, example)


def test_an_interrupted_notice_lasts_as_many_workdays_longer(
    intake: Intake, toolbox: Resources, example: CycleOutcome
) -> None:
    before: Any = example.judgement
    row = event(ScheduleEventKind.INTERRUPTED, date(2025, 7, 16), until=date(2025, 7, 17), posting=1, reason="网站检修")
    outcome, after = judged(with_events(intake, row), toolbox)
    days = toolbox.calendar.between(before.notice.ends, after.notice.ends)
    assert days == 2
    assert {item.code for item in outcome.problems if item.blocks} == {"E-RULE-1805"}


def test_a_stopped_cycle_waits_where_it_is(young: Intake, toolbox: Resources) -> None:
    row = event(ScheduleEventKind.STOPPED, date(2025, 4, 26), reason="防汛应急响应")
    outcome, judgement = judged(with_events(young, row), toolbox)
    assert judgement.current.state is State.WAITING
    assert "中止" in judgement.current.todo[0]
    assert {ACCEPTANCE_LETTER, 41} <= numbers(outcome)
