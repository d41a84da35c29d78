"""第十四条, 第十八条: events of applicants held against the rest of the record."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.model.problems import Problem, problem
from toolchain.model.record import Record
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.approval import Approved, ExecutiveMeeting
from toolchain.model.sheets.committee import Count, Meeting
from toolchain.model.sheets.event_vocabulary import ApplicantEventKind, DecisionKind
from toolchain.model.sheets.events import ApplicantEvent, DecisionEvent
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.settings import Receipt
from toolchain.model.sheets.vocabulary import GovernmentDecision
from toolchain.regulation.departures import later
from toolchain.regulation.events import Events, misdated
from toolchain.regulation.events_identity import changes_identity


def check(record: Record, events: Events) -> Iterator[Problem]:
    """Name events of strangers, events out of their time, and a second withdrawal of the same application."""
    filed: dict[str, str] = {application.uscc: application.name for application in record.applications}
    known: dict[str, str] = {str(row.uscc): row.name for row in record.all(Award)}
    known |= {str(row.uscc): "" for row in record.having(Receipt, "uscc")} | filed
    seen: dict[str, ApplicantEvent] = {}
    for row in events.applicants:
        if row.uscc not in known:
            yield problem("E-EVENT-08", row.where("uscc"), subject=row.uscc, number=row.number, uscc=row.uscc)
            continue
        if row.kind is ApplicantEventKind.WITHDRAWAL:
            yield from _withdrawal(record, row, filed)
            first = seen.setdefault(row.uscc, row)
            if first is not row:
                facts = {"number": row.number, "other": first.where("uscc")}
                yield problem("E-EVENT-09", row.where("uscc"), subject=row.uscc, **facts)
    for decision in events.decisions:
        if decision.uscc is not None and decision.uscc not in known:
            facts = {"number": decision.number, "uscc": decision.uscc}
            yield problem("E-EVENT-08", decision.where("uscc"), subject=decision.uscc, **facts)
        elif decision.kind is DecisionKind.LATE_FACT:
            yield from _after_the_award(record, decision)
    yield from _later(events)
    yield from _former_names(record, events)


def _former_names(record: Record, events: Events) -> Iterator[Problem]:
    """第二十八条: a change of name or code starts from a name on record; papers of before keep that one."""
    known: dict[str, set[str]] = {}
    applicants, awards = record.having(Applicant, "uscc", "name"), record.having(Award, "uscc", "name")
    held: tuple[Award | Applicant, ...] = (*applicants, *awards)
    for item in held:
        known.setdefault(str(item.uscc), set()).add(item.name)
    for row in sorted(events.applicants, key=lambda item: (item.effective, item.number)):
        if not changes_identity(row) or row.uscc not in known:
            continue
        if row.name not in known[row.uscc]:
            facts = {"number": row.number, "name": row.name, "known": "、".join(sorted(known[row.uscc]))}
            yield problem("E-EVENT-36", row.where("name"), subject=row.uscc, **facts)
        known.setdefault(str(row.new_code or row.uscc), set()).add(row.new_name or row.name)


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


def _withdrawal(record: Record, row: ApplicantEvent, filed: dict[str, str]) -> Iterator[Problem]:
    """An application is withdrawn after it came in and before its award is announced."""
    if row.uscc not in filed:
        yield problem("E-EVENT-08", row.where("uscc"), subject=row.uscc, number=row.number, uscc=row.uscc)
        return
    receipt = next((item for item in record.all(Receipt) if item.uscc == row.uscc), None)
    if receipt is not None and row.effective < receipt.received:
        at = receipt.where("received")
        yield misdated(row, "effective", "早于", "申报材料收到日期", receipt.received, at)
    meeting = record.one(Meeting)
    counted = next((item for item in record.all(Count) if item.uscc == row.uscc), None)
    if meeting is not None and counted is not None and row.effective < meeting.held:
        at = counted.where("uscc")
        yield misdated(row, "effective", "早于", "已对其计票的评委会会议日期", meeting.held, at)
    yield from _after_the_award(record, row)


def _after_the_award(record: Record, row: ApplicantEvent | DecisionEvent) -> Iterator[Problem]:
    """After the announcement a title is dealt with under 第二十五条, not by leaving the cycle."""
    meeting = record.one(ExecutiveMeeting)
    approved = any(
        item.uscc == row.uscc and item.decision is GovernmentDecision.APPROVED for item in record.all(Approved)
    )
    if approved and meeting is not None and meeting.announced is not None and row.effective > meeting.announced:
        at = meeting.where("announced")
        yield misdated(row, "effective", "晚于", "授奖公告日期", meeting.announced, at)
