"""第十四条, 第十八条: events of applicants held against the rest of the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolchain.model.problems import Problem, problem
from toolchain.model.record import Record
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.approval import Approved, ExecutiveMeeting
from toolchain.model.sheets.committee import Count, Meeting, Member
from toolchain.model.sheets.event_vocabulary import ApplicantEventKind, DecisionKind
from toolchain.model.sheets.events import ApplicantEvent, DecisionEvent
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.settings import Receipt
from toolchain.model.sheets.vocabulary import GovernmentDecision
from toolchain.regulation.departures import later, of_events
from toolchain.regulation.events import Events, misdated
from toolchain.regulation.events_identity import changes_identity

_OF_THE_CYCLE = frozenset(
    {
        DecisionKind.TIE,
        DecisionKind.NOBODY,
        DecisionKind.REFUSED,
        DecisionKind.DEFERRED,
        DecisionKind.LATER,
        DecisionKind.LATE_FACT,
    }
)
"""Decisions on an application of this cycle."""

_DECIDED = {DecisionKind.REFUSED: GovernmentDecision.REFUSED, DecisionKind.DEFERRED: GovernmentDecision.PENDING}
"""What the government's list says of whom it refuses or defers."""


def check(record: Record, events: Events) -> Iterator[Problem]:
    """Name events of strangers, events out of their time, and a second withdrawal of the same application."""
    filed: dict[str, str] = {application.uscc: application.name for application in record.applications}
    known: dict[str, str] = {str(row.uscc): row.name for row in record.all(Award)}
    known |= {str(row.uscc): "" for row in record.having(Receipt, "uscc")} | filed
    seen: dict[str, ApplicantEvent] = {}
    line: dict[str, str] = {}
    for row in sorted(events.applicants, key=lambda item: (item.effective, item.number)):
        if row.uscc not in known:
            yield problem("E-EVENT-08", row.where("uscc"), subject=row.uscc, number=row.number, uscc=row.uscc)
            continue
        if row.kind is ApplicantEventKind.WITHDRAWAL:
            yield from _leaving(record, row, filed, events)
            first = seen.setdefault(row.uscc, row)
            if first is not row:
                facts = {"number": row.number, "other": first.where("uscc")}
                yield problem("E-EVENT-09", row.where("uscc"), subject=row.uscc, **facts)
        elif row.new_code is not None and changes_identity(row):
            if line.get(row.uscc, row.uscc) != line.get(row.new_code, row.new_code):
                yield from _joined(row, filed)
            line[row.new_code] = line.get(row.uscc, row.uscc)
            known.setdefault(row.new_code, row.name)
            if row.uscc in filed:
                filed.setdefault(row.new_code, filed[row.uscc])
    for decision in events.decisions:
        if decision.uscc is not None:
            yield from _decision(record, decision, filed, known, events)
    yield from _later(events)
    yield from _names(record, events)


def _decision(
    record: Record, row: DecisionEvent, filed: Mapping[str, str], known: Mapping[str, str], events: Events
) -> Iterator[Problem]:
    """Name a decision on somebody it cannot be about, on another day, and against the list of the government."""
    uscc = str(row.uscc)
    if uscc not in (filed if row.kind in _OF_THE_CYCLE else known):
        yield problem("E-EVENT-08", row.where("uscc"), subject=uscc, number=row.number, uscc=uscc)
    elif row.kind is DecisionKind.LATE_FACT:
        yield from _leaving(record, row, filed, events)
    elif row.kind in {DecisionKind.TIE, DecisionKind.NOBODY}:
        meeting, members = record.one(Meeting), record.all(Member)
        if meeting is not None and row.effective < meeting.held:
            yield misdated(row, "effective", "早于", "评委会会议日期", meeting.held, meeting.where("held"))
        if members and row.voters is not None and row.voters > len(members):
            facts = {"number": row.number, "voters": row.voters, "members": len(members)}
            yield problem("E-EVENT-42", row.where("voters"), subject=uscc, **facts)
    elif row.kind in _DECIDED:
        yield from _by_government(record, row)


def _by_government(record: Record, row: DecisionEvent) -> Iterator[Problem]:
    """第十八条: a refusal or deferral is of the day of the meeting, and the list of its decisions says the same."""
    meeting = record.one(ExecutiveMeeting)
    if meeting is None:
        return
    if row.effective != meeting.held:
        order = "早于" if row.effective < meeting.held else "晚于"
        yield misdated(row, "effective", order, "常务会议日期", meeting.held, meeting.where("held"))
    entry = next((item for item in record.all(Approved) if item.uscc == row.uscc), None)
    if entry is None or entry.decision is not _DECIDED[row.kind]:
        found = "没有这家单位" if entry is None else f"写的是“{entry.decision}”"
        at = meeting.where("held") if entry is None else entry.where("decision")
        facts = {"number": row.number, "kind": row.kind, "found": found, "where": at}
        yield problem("E-EVENT-41", row.where("uscc"), subject=str(row.uscc), **facts)


def _joined(row: ApplicantEvent, filed: Mapping[str, str]) -> Iterator[Problem]:
    """第十四条: who becomes another applicant of the cycle has two applications, of which one is withdrawn."""
    if row.uscc in filed and row.new_code in filed:
        facts = {"number": row.number, "new": row.new_code, "name": filed[str(row.new_code)]}
        yield problem("E-EVENT-43", row.where("new_code"), subject=row.uscc, **facts)


def _names(record: Record, events: Events) -> Iterator[Problem]:
    """第二十八条: an event names the organisation as it is on record; a change starts from the name of its day."""
    known: dict[str, set[str]] = {}
    applicants, awards = record.having(Applicant, "uscc", "name"), record.having(Award, "uscc", "name")
    held: tuple[Award | Applicant, ...] = (*applicants, *awards)
    for item in held:
        known.setdefault(str(item.uscc), set()).add(item.name)
    started = {(row.uscc, row.name) for row in events.applicants}
    called: dict[str, str] = {}
    for row in sorted(events.applicants, key=lambda item: (item.effective, item.number)):
        if row.uscc not in known:
            continue
        changes = changes_identity(row)
        fits = {called[row.uscc]} if changes and row.uscc in called else known[row.uscc]
        later = row.new_name in fits or (row.new_code or row.uscc, row.new_name) in started
        if row.name not in fits and not (changes and row.uscc not in called and later):
            facts = {"number": row.number, "label": "单位名称", "name": row.name, "known": "、".join(sorted(fits))}
            yield problem("E-EVENT-36", row.where("name"), subject=row.uscc, **facts)
        elif changes:
            code, name = str(row.new_code or row.uscc), row.new_name or row.name
            known.setdefault(code, set()).update({name, *known[row.uscc]})
            called[code] = name


def _later(events: Events) -> Iterator[Problem]:
    """第十八条: who was deferred is decided on afterwards, once, and announced after that."""
    deferred = {row.uscc: row for row in events.decisions if row.kind is DecisionKind.DEFERRED}
    seen: dict[str, DecisionEvent] = {}
    for row in later(events):
        subject = str(row.uscc)
        before = deferred.get(row.uscc)
        if before is None:
            yield problem("E-EVENT-30", row.where("uscc"), subject=subject, number=row.number, uscc=subject)
        elif row.effective <= before.effective:
            at = before.where("effective")
            yield misdated(row, "effective", "不晚于", "审定暂缓的日期", before.effective, at)
        if row.announced is not None and row.announced < row.effective:
            at = row.where("effective")
            yield misdated(row, "announced", "早于", "同一行的常务会议日期", row.effective, at)
        first = seen.setdefault(subject, row)
        if first is not row:
            facts = {"number": row.number, "other": first.where("uscc")}
            yield problem("E-EVENT-31", row.where("uscc"), subject=subject, **facts)


def _leaving(
    record: Record, row: ApplicantEvent | DecisionEvent, filed: Mapping[str, str], events: Events
) -> Iterator[Problem]:
    """An applicant leaves or waits after its application came in, and before its award is announced."""
    if row.uscc not in filed:
        yield problem("E-EVENT-08", row.where("uscc"), subject=str(row.uscc), number=row.number, uscc=str(row.uscc))
        return
    receipt = next((item for item in record.all(Receipt) if item.uscc == row.uscc), None)
    if receipt is not None and row.effective < receipt.received:
        at = receipt.where("received")
        yield misdated(row, "effective", "早于", "申报材料收到日期", receipt.received, at)
    meeting = record.one(Meeting)
    counted = next((item for item in record.all(Count) if item.uscc == row.uscc), None)
    if meeting is not None and counted is not None and row.effective < meeting.held:
        gone = [item for item in of_events(events) if item.number == row.number and item.uscc == row.uscc]
        if any(item.counts(meeting.held) for item in gone):
            at = counted.where("uscc")
            yield misdated(row, "effective", "早于", "已对其计票的评委会会议日期", meeting.held, at)
    yield from _after_the_award(record, row)


def _after_the_award(record: Record, row: ApplicantEvent | DecisionEvent) -> Iterator[Problem]:
    """After the announcement a title is dealt with under 第二十五条, not by leaving the cycle; who was put off may."""
    meeting = record.one(ExecutiveMeeting)
    waits = any(item.uscc == row.uscc and item.decision is GovernmentDecision.PENDING for item in record.all(Approved))
    if not waits and meeting is not None and meeting.announced is not None and row.effective > meeting.announced:
        at = meeting.where("announced")
        yield misdated(row, "effective", "晚于", "授奖公告日期", meeting.announced, at)
