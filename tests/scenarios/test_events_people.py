"""Reviewers who cannot go on and members who come and go: the next ticket serves, the draw stays as it was drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.scenarios.events import edited, happened, judged, named, nothing_new, only, said, with_events
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.resources import Resources
from toolchain.documents.panels import Appointment, DrawRecord
from toolchain.inbox.intake import Intake
from toolchain.model.schema import Row
from toolchain.model.sheets.committee import Member
from toolchain.model.sheets.event_vocabulary import GivenScores, PersonEventKind
from toolchain.model.sheets.events import PersonEvent
from toolchain.model.sheets.scores import Reviewer
from toolchain.model.sheets.vocabulary import YesNo
from toolchain.regulation.art08_draw import Role

PANELLED = ("届次设置", "获奖台账", "申报书", "部门核查", "评审专家库", "评审组抽取", "评分表")
LEFT = date(2025, 6, 20)


def leaves(person: str, panel: str, day: date = LEFT, **values: object) -> Any:
    row = {"scores": GivenScores.VOID, "reason": "住院", "name": named(person), **values}
    return happened(PersonEvent, "R01", day, person=person, panel=panel, kind=PersonEventKind.REVIEWER_LEAVES, **row)


def member(kind: PersonEventKind, person: str, day: date, **values: object) -> Any:
    return happened(PersonEvent, "R02", day, person=person, name=named(person), kind=kind, reason="路上堵车", **values)


def test_the_next_ticket_follows_and_the_tickets_stay(
    intake: Intake, toolbox: Resources, example: CycleOutcome
) -> None:
    before = example.judgement
    assert before is not None
    draw = before.panels.draws[0]
    panel = draw.pool.panel.panel
    last = next(ticket.expert.number for ticket in reversed(draw.tickets) if ticket.role is Role.DRAWN)
    reserve = next(ticket.expert for ticket in draw.tickets if ticket.role is Role.RESERVE)
    outcome, after = judged(with_events(only(intake, *PANELLED), leaves(last, panel)), toolbox)
    then, now = draw, after.panels.draws[0]
    assert now.tickets == then.tickets
    assert now.pool == then.pool
    assert [one.number for one in now.members] == [
        reserve.number if one.number == last else one.number for one in then.members
    ]
    appointed = {paper.document.subject for paper in outcome.papers if isinstance(paper.document, Appointment)}
    assert reserve.number in appointed
    record = [paper.document for paper in outcome.papers if isinstance(paper.document, DrawRecord)]
    assert record == [paper.document for paper in example.papers if isinstance(paper.document, DrawRecord)]
    assert not said(outcome)
    assert after.review.ranking is None  # the successor has not scored yet
    assert any(item.code == "W-RULE-1616" for item in outcome.problems)


def test_marks_that_stay_count_on(intake: Intake, toolbox: Resources, example: CycleOutcome) -> None:
    before = example.judgement
    assert before is not None
    reviewer = next(row for item in intake.filled for row in item.all(Reviewer))
    assert reviewer.panel
    row = leaves(reviewer.expert, reviewer.panel, reviewer.signed, scores=GivenScores.KEPT)
    outcome, after = judged(with_events(intake, row), toolbox)
    assert not said(outcome)
    assert after.review.ranking is not None
    assert before.review.ranking is not None
    assert [(item.uscc, item.total) for item in after.review.ranking.standings] == [
        (item.uscc, item.total) for item in before.review.ranking.standings
    ]


def _wrong(before: CycleOutcome) -> list[tuple[Row, str, str]]:
    assert before.judgement is not None
    draw = before.judgement.panels.draws[0]
    panel, first = draw.pool.panel.panel, draw.members[-1].number
    meeting = date(2025, 7, 10)
    return [
        (leaves(first, panel, date(2025, 6, 1)), "E-EVENT-04", "E"),
        (leaves(first, panel, date(2025, 7, 11)), "E-EVENT-04", "E"),
        (leaves(first, "没有的组"), "E-EVENT-14", "I"),
        (leaves(first, panel, date(2025, 6, 12), scores=GivenScores.KEPT), "E-EVENT-04", "E"),
        (leaves("E99", panel, scores=GivenScores.KEPT), "E-EVENT-17", "J"),
        (member(PersonEventKind.MEMBER_LEAVES, "W99", meeting, round=2), "E-EVENT-14", "B"),
    ]


@pytest.mark.parametrize("index", range(6))
def test_in_a_wrong_place_it_takes_no_effect(
    index: int, intake: Intake, toolbox: Resources, example: CycleOutcome
) -> None:
    row, code, column = _wrong(example)[index]
    outcome, after = judged(with_events(intake, row), toolbox)
    assert (code, column) in [(found, cell.rstrip("0123456789")) for found, _, cell in said(outcome)]
    assert not after.events.people
    assert nothing_new(outcome, example)


def test_nobody_is_skipped(intake: Intake, toolbox: Resources, example: CycleOutcome) -> None:
    assert example.judgement is not None
    draw = example.judgement.panels.draws[0]
    reserves = [ticket.expert.number for ticket in draw.tickets if ticket.role is Role.RESERVE]
    row = leaves(draw.members[-1].number, draw.pool.panel.panel, successor=reserves[-1] + "X")
    outcome, after = judged(with_events(only(intake, *PANELLED), row), toolbox)
    assert [(code, cell.rstrip("0123456789")) for code, _, cell in said(outcome)] == [("E-EVENT-15", "K")]
    assert after.panels.draws[0].members == draw.members


def test_who_comes_late_votes_from_then_on(intake: Intake, toolbox: Resources, example: CycleOutcome) -> None:
    assert example.judgement is not None
    held = next(tally for tally in example.judgement.vote.tallies)
    someone = next(row for item in intake.filled for row in item.all(Member) if row.present is YesNo.YES)
    day = date(2025, 7, 10)
    late = member(PersonEventKind.MEMBER_ARRIVES, someone.number, day, round=2)
    outcome, _ = judged(with_events(intake, late), toolbox)
    codes = {item.code for item in outcome.problems if item.blocks}
    assert codes  # one paper too many was handed out for those who were there
    signed = edited(intake, Member, lambda row: replace(row, present=YesNo.NO) if row == someone else row)
    early = member(PersonEventKind.MEMBER_ARRIVES, someone.number, day, round=1)
    _, after = judged(with_events(signed, early), toolbox)
    assert [tally.present for tally in after.vote.tallies][:1] == [held.present]
    assert [tally.favour for tally in after.vote.tallies] == [tally.favour for tally in example.judgement.vote.tallies]
