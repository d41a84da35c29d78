"""Who leaves: withdrawn at every stage, left out after a late fact, deferred; the others do not move."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.rows import row_of
from tests.scenarios.events import edited, happened, judged, named, nothing_new, only, said, with_events
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.resources import Resources
from toolchain.inbox.intake import Intake
from toolchain.model.schema import USCC, Row
from toolchain.model.sheets.approval import Approved, ExecutiveMeeting
from toolchain.model.sheets.checks import Event
from toolchain.model.sheets.event_vocabulary import ApplicantEventKind, DecisionKind, DecisionResult
from toolchain.model.sheets.events import ApplicantEvent, DecisionEvent
from toolchain.model.sheets.settings import Dispatch
from toolchain.model.sheets.vocabulary import EventKind, EventLevel, GovernmentDecision
from toolchain.stages.judgement import Judgement, Stage, State

ELECTRIC, PRECISION, LOGISTICS, FOOD, CARE, VALVES = (
    USCC("91410702MA41QM525H"),
    USCC("91410702MA40HT313A"),
    USCC("91410702MA49MY2086"),
    USCC("91410702MA42JN731W"),
    USCC("52410702MJ48KN997R"),
    USCC("91410702MA43HY9421"),
)
EARLY = ("届次设置", "获奖台账", "申报书", "部门核查", "评审专家库", "评审组抽取", "评分表")


def withdrawal(uscc: USCC, day: date, number: str = "D01") -> Any:
    return happened(ApplicantEvent, number, day, uscc=uscc, name=named(uscc), kind=ApplicantEventKind.WITHDRAWAL)


def late_fact(uscc: USCC, day: date, result: DecisionResult) -> Any:
    return happened(
        DecisionEvent, "J01", day, uscc=uscc, kind=DecisionKind.LATE_FACT, result=result, reason="收到处罚决定"
    )


def fact(uscc: USCC, day: date) -> Event:
    return row_of(
        Event,
        uscc=uscc,
        kind=EventKind.SAFETY,
        level=EventLevel.LARGER,
        happened=day,
        facts="车间事故一起。",
        evidence="应急管理局通报",
        department="区应急管理局",
    )


def with_fact(intake: Intake, row: Event) -> Intake:
    filled = tuple(
        replace(item, rows={**item.rows, Event: (*item.rows[Event], row)}) if Event in item.rows else item
        for item in intake.filled
    )
    return replace(intake, filled=filled)


def states(judgement: Judgement) -> dict[Stage, State]:
    return {step.stage: step.state for step in judgement.steps}


def standings(judgement: Judgement) -> list[tuple[str, int]]:
    assert judgement.review.ranking is not None
    return [(item.uscc, item.rank) for item in judgement.review.ranking.standings]


def test_withdrawn_before_the_vote_the_ranking_closes_up(
    intake: Intake, toolbox: Resources, example: CycleOutcome
) -> None:
    before = example.judgement
    assert before is not None
    outcome, after = judged(with_events(only(intake, *EARLY), withdrawal(PRECISION, date(2025, 7, 1))), toolbox)
    others = [uscc for uscc, _ in standings(before) if uscc != PRECISION]
    assert [uscc for uscc, _ in standings(after)] == others
    totals = {item.uscc: item.total for item in before.review.ranking.standings}
    assert all(item.total == totals[item.uscc] for item in after.review.ranking.standings)
    assert PRECISION not in {item.uscc for item in after.review.candidates.first}
    assert not [item.code for item in outcome.problems if item.blocks]
    assert after.panels.pools == before.panels.pools
    assert [draw.tickets for draw in after.panels.draws] == [draw.tickets for draw in before.panels.draws]


def test_once_the_candidates_are_put_forward_nobody_moves_up(intake: Intake, toolbox: Resources) -> None:
    early = only(intake, *EARLY)
    _, before = judged(early, toolbox)
    assert before.review.candidates is not None
    report = next(row for row in before.record.all(Dispatch) if row.document == 15)
    assert report.dated is not None
    _, after = judged(with_events(early, withdrawal(PRECISION, report.dated + timedelta(days=1))), toolbox)
    listed = [item.uscc for item in before.review.candidates.first if item.uscc != PRECISION]
    assert [item.uscc for item in after.review.candidates.first] == listed


def test_withdrawn_after_the_vote_the_tally_stays_and_the_place_is_empty(
    intake: Intake, toolbox: Resources, example: CycleOutcome
) -> None:
    before = example.judgement
    assert before is not None
    books = only(intake, *EARLY, "评委会会议")
    _, after = judged(with_events(books, withdrawal(PRECISION, date(2025, 7, 11))), toolbox)
    assert after.vote.tallies == before.vote.tallies
    assert after.vote.nomination == before.vote.nomination
    assert after.review.candidates == before.review.candidates


@pytest.mark.parametrize(
    ("day", "announced"),
    [(date(2025, 7, 11), True), (date(2025, 7, 17), True), (date(2025, 7, 24), True), (date(2025, 8, 10), False)],
    ids=["before the notice", "in the notice", "after the notice", "after the approval"],
)
def test_withdrawn_later_everybody_else_goes_on(
    day: date, announced: bool, intake: Intake, toolbox: Resources, example: CycleOutcome
) -> None:
    before = example.judgement
    assert before is not None
    books = intake if announced else edited(intake, ExecutiveMeeting, lambda row: replace(row, announced=None))
    if day == date(2025, 7, 11):
        from toolchain.model.sheets.notice import Posting

        books = edited(
            books,
            Posting,
            lambda row: replace(row, nominees=tuple(uscc for uscc in row.nominees if uscc != PRECISION)),
        )
    outcome, after = judged(with_events(books, withdrawal(PRECISION, day)), toolbox)
    assert not [item.code for item in outcome.problems if item.blocks and item.subject != PRECISION]
    assert after.decision.approval is not None
    others = tuple(uscc for uscc in before.decision.approval.approved if uscc != PRECISION)
    assert after.decision.approval.approved == others
    assert PRECISION not in {award.uscc for award in after.announced}
    assert {award.uscc: award.prize for award in after.announced} == {
        award.uscc: award.prize for award in before.announced if award.uscc != PRECISION and announced
    }


WRONG: list[tuple[Row, str, str]] = [
    (withdrawal(USCC("91410702MA44ABCD5P"), date(2025, 7, 1)), "E-EVENT-08", "B"),
    (withdrawal(PRECISION, date(2025, 4, 1)), "E-EVENT-04", "E"),
    (withdrawal(PRECISION, date(2025, 7, 1)), "E-EVENT-04", "E"),
    (withdrawal(PRECISION, date(2025, 9, 1)), "E-EVENT-04", "E"),
    (late_fact(PRECISION, date(2025, 9, 1), DecisionResult.EXCLUDED), "E-EVENT-04", "E"),
]


@pytest.mark.parametrize(
    ("row", "code", "column"), WRONG, ids=["stranger", "before receipt", "before its count", "after", "late fact"]
)
def test_in_a_wrong_place_it_takes_no_effect(
    row: Row, code: str, column: str, intake: Intake, toolbox: Resources, example: CycleOutcome
) -> None:
    outcome, after = judged(with_events(intake, row), toolbox)
    assert (code, column) in [(found, cell.rstrip("0123456789")) for found, _, cell in said(outcome)]
    assert not after.departures
    assert nothing_new(outcome, example)


@pytest.mark.parametrize(
    ("who", "day", "announced"),
    [
        (FOOD, date(2025, 7, 1), True),
        (PRECISION, date(2025, 7, 1), False),
        (PRECISION, date(2025, 7, 18), False),
        (PRECISION, date(2025, 7, 25), False),
    ],
    ids=["before the vote, not nominated", "before the vote", "in the notice", "before the approval"],
)
def test_a_late_fact_concerns_its_subject_alone(
    who: USCC, day: date, *, announced: bool, intake: Intake, toolbox: Resources, example: CycleOutcome
) -> None:
    before = example.judgement
    assert before is not None
    books = with_fact(intake, fact(who, day))
    if not announced:
        books = edited(books, ExecutiveMeeting, lambda row: replace(row, announced=None))
    outcome, after = judged(books, toolbox)
    assert not [item.code for item in outcome.problems if item.blocks]
    assert [item.code for item in outcome.problems if item.subject == who] == ["W-EVENT-11"]
    assert after.vote.tallies == before.vote.tallies
    assert after.decision.approval is not None
    assert after.decision.approval.approved == tuple(uscc for uscc in before.decision.approval.approved if uscc != who)


def test_after_the_announcement_it_is_reported_and_nothing_is_undone(
    intake: Intake, toolbox: Resources, example: CycleOutcome
) -> None:
    before = example.judgement
    assert before is not None
    outcome, after = judged(with_fact(intake, fact(PRECISION, date(2025, 7, 25))), toolbox)
    assert [item.code for item in outcome.problems if item.subject == PRECISION] == ["W-EVENT-13"]
    assert after.announced == before.announced


def test_people_may_decide_that_it_goes_on(intake: Intake, toolbox: Resources, example: CycleOutcome) -> None:
    before = example.judgement
    assert before is not None
    books = with_fact(intake, fact(VALVES, date(2025, 7, 1)))
    decided = late_fact(VALVES, date(2025, 7, 8), DecisionResult.GOES_ON)
    outcome, after = judged(with_events(books, decided), toolbox)
    assert not [item.code for item in outcome.problems if item.subject == VALVES]
    assert after.announced == before.announced


def test_the_government_defers_one_and_the_rest_is_announced(
    intake: Intake, toolbox: Resources, example: CycleOutcome
) -> None:
    before = example.judgement
    assert before is not None
    books = edited(
        intake,
        Approved,
        lambda row: (
            replace(row, decision=GovernmentDecision.PENDING, certificate=None) if row.uscc == LOGISTICS else row
        ),
    )
    held = next(row.held for item in intake.filled for row in item.all(ExecutiveMeeting))
    deferred = happened(DecisionEvent, "J02", held, uscc=LOGISTICS, kind=DecisionKind.DEFERRED, reason="纳税情况待核实")
    outcome, after = judged(with_events(books, deferred), toolbox)
    assert not [item.code for item in outcome.problems if item.blocks and item.subject != LOGISTICS]
    assert {award.uscc for award in after.announced} == {
        award.uscc for award in before.announced if award.uscc != LOGISTICS
    }


def test_papers_of_before_stay_as_they_were(intake: Intake, toolbox: Resources, example: CycleOutcome) -> None:
    day = date(2025, 7, 17)
    outcome, _ = judged(with_events(intake, withdrawal(PRECISION, day)), toolbox)
    then = {(p.document.number, p.document.template, p.document.subject): p.document for p in example.papers}
    now = {(p.document.number, p.document.template, p.document.subject): p.document for p in outcome.papers}
    for key, document in then.items():
        if document.issue.dated is not None and document.issue.dated < day:
            assert now[key] == document, key
