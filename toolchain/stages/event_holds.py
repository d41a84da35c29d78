"""What waits for a row of 变更事项 that cannot be read: what it would decide, from the stage its day falls into.

A row that does not say whom it is about may be about anybody: then the stage waits as a whole. What the timetable would
be is told in :func:`toolchain.regulation.events_schedule.in_force`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from toolchain.model.problems import Problem
from toolchain.model.schema import Row
from toolchain.model.sheets.approval import ExecutiveMeeting
from toolchain.model.sheets.checks import Check
from toolchain.model.sheets.committee import Meeting
from toolchain.model.sheets.draw import Panel
from toolchain.model.sheets.event_vocabulary import (
    ApplicantEventKind,
    DecisionKind,
    PaperEventKind,
    PersonEventKind,
    ScheduleEventKind,
)
from toolchain.model.sheets.events import (
    ApplicantEvent,
    DecisionEvent,
    MoneyEntry,
    PaperEvent,
    PersonEvent,
    ScheduleEvent,
    ScoreCorrection,
)
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.notice import Posting
from toolchain.model.sheets.scores import Reviewer
from toolchain.regulation import art14_supplement
from toolchain.regulation.events import AnyEvent, unread_key
from toolchain.regulation.events_notice import OF_NOTICE
from toolchain.regulation.events_scores import counts
from toolchain.stages.judgement import Judgement
from toolchain.stages.steps import Stage

Waiting = tuple[Stage, str]
"""The stage, and whom its decision is about; empty for everybody."""


def of_events(j: Judgement, stage: Stage) -> dict[str, tuple[Problem, ...]]:
    """Say who waits at a stage for an event to be mended, and what is wrong with it."""
    found: dict[str, tuple[Problem, ...]] = {}
    for row in j.events.unread:
        wrong = tuple(dict.fromkeys(item for problems in row.lacking.values() for item in problems))
        for at, subject in _decides(j, row):
            if at is stage:
                found[subject] = (*found.get(subject, ()), *wrong)
    return found


def _decides(j: Judgement, row: AnyEvent) -> Iterator[Waiting]:
    """Say what an event decides, and what its own papers tell of."""
    day = _stage_of(j, row.known("effective"))
    yield day, unread_key(row)
    match row:
        case ApplicantEvent():
            yield from _applicant(row, day)
        case PersonEvent():
            yield from _person(j, row)
        case ScheduleEvent():
            yield from _schedule(row, day)
        case PaperEvent():
            yield from _paper(row)
        case DecisionEvent():
            yield from _decision(row, day)
        case ScoreCorrection():
            meeting = j.record.one(Meeting)
            voted = None if meeting is None else meeting.known("held")
            if "effective" in row.lacking or counts(row, voted):
                yield Stage.REVIEW, ""
        case MoneyEntry():
            yield Stage.AFTERLIFE, row.known("incident") or ""


def _applicant(row: ApplicantEvent, day: Stage) -> Iterator[Waiting]:
    """A withdrawal counts from its day; another name or code is looked up wherever the organisation stands."""
    kind = row.known("kind")
    if kind not in {ApplicantEventKind.CONTACT, ApplicantEventKind.IDENTITY}:
        stage = day if kind is ApplicantEventKind.WITHDRAWAL else Stage.ACCEPTANCE
        yield stage, row.known("uscc") or ""
        if row.known("new_code"):
            yield stage, row.known("new_code")


def _person(j: Judgement, row: PersonEvent) -> Iterator[Waiting]:
    """A reviewer is of a panel, a member of the committee; where the kind is not said, the number tells."""
    kind, person = row.known("kind"), row.known("person")
    reviewer = kind in {PersonEventKind.REVIEWER_LEAVES, PersonEventKind.LEADER_CHANGES}
    experts = {expert.number for expert in j.record.having(Expert, "number")}
    if reviewer or (kind is None and (person is None or person in experts)):
        yield Stage.PANELS, row.known("panel") or ""
    if not reviewer and (kind is not None or person not in experts):
        yield Stage.COMMITTEE, ""


def _schedule(row: ScheduleEvent, day: Stage) -> Iterator[Waiting]:
    """An event of a notice moves its days or voids it, a stop keeps the cycle; moved dates wait for themselves."""
    kind = row.known("kind")
    if kind is None or kind in OF_NOTICE:
        yield Stage.NOTICE, ""
    if kind in {ScheduleEventKind.STOPPED, ScheduleEventKind.POSTPONED, None}:
        yield day, ""


def _paper(row: PaperEvent) -> Iterator[Waiting]:
    """The delivery of 补正通知书 begins the term of the supplement (口径14-2); the others tell of papers alone."""
    delivered = row.known("kind") in {PaperEventKind.DELIVERED, None}
    if delivered and row.known("document") in {art14_supplement.NOTICE, None}:
        yield Stage.ACCEPTANCE, row.known("subject") or ""


def _decision(row: DecisionEvent, day: Stage) -> Iterator[Waiting]:
    """A tie is decided for all who stand in it, everything else about one organisation or one incident."""
    kind = row.known("kind")
    whom = row.known("uscc") or ""
    if kind in {DecisionKind.TIE, DecisionKind.NOBODY}:
        yield Stage.COMMITTEE, ""
    elif kind in {DecisionKind.REFUSED, DecisionKind.DEFERRED, DecisionKind.LATER}:
        yield Stage.APPROVAL, whom
    elif kind is DecisionKind.LATE_FACT or (kind is None and not row.known("incident")):
        yield day, whom
    else:
        yield Stage.AFTERLIFE, row.known("incident") or ""


def _stage_of(j: Judgement, day: date | None) -> Stage:
    """Give the stage that a day falls into: the first one whose act does not lie before it, or has no day yet."""
    for stage, end in _ends(j):
        if day is None or end is None or day <= end:
            return stage
    return Stage.AFTERLIFE


def _ends(j: Judgement) -> Iterator[tuple[Stage, date | None]]:
    """Give the day on which each stage is done, as far as it is on record."""
    yield Stage.ACCEPTANCE, j.settings.cycle.known("deadline")
    yield Stage.QUALIFICATION, _latest(j, Check, "checked")
    yield Stage.PANELS, _latest(j, Panel, "drawn")
    yield Stage.REVIEW, _latest(j, Reviewer, "signed")
    yield Stage.COMMITTEE, _latest(j, Meeting, "held")
    yield Stage.NOTICE, _latest(j, Posting, "concluded")
    yield Stage.APPROVAL, _latest(j, ExecutiveMeeting, "announced")


def _latest(j: Judgement, sheet: type[Row], name: str) -> date | None:
    days: list[date] = [day for row in j.record.readable(sheet) if (day := row.known(name)) is not None]
    return max(days, default=None)
