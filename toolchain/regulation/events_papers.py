"""第七条, 第十九条: events of issued papers; what was issued stays, a certificate issued once more has a new number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from toolchain.model.problems import At, Problem, problem
from toolchain.model.record import Record
from toolchain.model.sheets.approval import Approved, ExecutiveMeeting
from toolchain.model.sheets.event_vocabulary import DecisionKind, PaperEventKind
from toolchain.model.sheets.events import PaperEvent
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.settings import Dispatch
from toolchain.model.sheets.supervision import Incident
from toolchain.model.sheets.vocabulary import IncidentDecision
from toolchain.regulation.events import Events, misdated

CERTIFICATE = 24
"""The document that is the certificate of a laureate."""

_AGAIN = frozenset({PaperEventKind.REISSUED, PaperEventKind.REPLACED})


def certified(awards: Iterable[Award], papers: Iterable[PaperEvent]) -> tuple[Award, ...]:
    """第十九条: enter the number of a certificate issued once more in the award it is the certificate of."""
    known = {(award.uscc, award.announced): award for award in awards}
    for row in sorted(papers, key=lambda item: (item.effective, item.number)):
        award = award_of(row, tuple(known.values())) if row.kind in _AGAIN and row.certificate else None
        if award is not None:
            known[award.uscc, award.announced] = replace(award, certificate=row.certificate)
    return tuple(known.values())


def award_of(row: PaperEvent, awards: Sequence[Award]) -> Award | None:
    """Give the award whose certificate is issued once more: the last one announced by that day."""
    mine = [award for award in awards if award.uscc == row.subject and award.announced <= row.effective]
    return max(mine, key=lambda award: award.announced, default=None)


def delivered(events: Events, document: int, subject: str) -> PaperEvent | None:
    """第七条: give the first delivery of a paper: terms and remedies count from its day; None without one."""
    found = [
        row
        for row in events.papers
        if row.kind is PaperEventKind.DELIVERED and (row.document, row.subject or "") == (document, subject)
    ]
    return min(found, key=lambda row: (row.effective, row.number), default=None)


def check(record: Record, events: Events) -> Iterator[Problem]:
    """Name events of papers never issued, or not yet, and certificates of nobody, of a revoked title, twice."""
    dispatched = {(row.document, row.subject or ""): row for row in reversed(record.whole(Dispatch))}
    numbers = dict(_certificates(record, events))
    recalled = {(row.document, row.subject): row for row in events.papers if row.kind is PaperEventKind.RECALLED}
    for row in events.papers:
        issued = dispatched.get((row.document, row.subject or "")) or dispatched.get((row.document, ""))
        if issued is None or issued.dated is None:
            code = "W-EVENT-27" if row.kind is PaperEventKind.DELIVERED else "E-EVENT-26"
            facts = {"number": row.number, "kind": row.kind, "object": row.subject or "无"}
            yield problem(code, row.where("document"), document=row.document, **facts)
        elif row.effective < issued.dated:
            yield misdated(row, "effective", "早于", "文书的成文日期", issued.dated, issued.where("dated"))
        before = recalled.get((row.document, row.subject), row)
        if before is not row and row.effective >= before.effective:
            at = before.where("effective")
            yield misdated(row, "effective", "不早于", "撤回这份文书的日期", before.effective, at)
        if row.kind in _AGAIN:
            yield from _again(row, record, numbers)
    for decision in events.decisions:
        other = numbers.get(decision.certificate or "")
        if decision.kind is DecisionKind.LATER and other is not None and other[0] != decision.number:
            facts = {"number": decision.number, "certificate": decision.certificate or ""}
            at = decision.where("certificate")
            yield problem("E-EVENT-29", at, subject=str(decision.uscc), **facts, other=other[1])


def _again(row: PaperEvent, record: Record, numbers: Mapping[str, tuple[str, At]]) -> Iterator[Problem]:
    """第十九条: only certificates are issued once more, of a title that stands, under a number nobody else has."""
    subject = row.subject or ""
    if row.document != CERTIFICATE:
        yield problem("E-EVENT-28", row.where("document"), number=row.number, kind=row.kind, document=row.document)
        return
    held = {str(award.uscc) for award in record.whole(Award)} | {str(item.uscc) for item in record.whole(Approved)}
    if subject not in held:
        yield problem("E-EVENT-08", row.where("subject"), number=row.number, uscc=subject or "空")
        return
    if ended := _revoked(record, subject, row.effective):
        day, at = ended
        yield misdated(row, "effective", "不早于", "撤销称号的日期", day, at)
    if row.certificate and (other := numbers.get(row.certificate)) and other[0] != row.number:
        facts = {"number": row.number, "certificate": row.certificate, "other": other[1]}
        yield problem("E-EVENT-29", row.where("certificate"), subject=subject, **facts)


def _revoked(record: Record, uscc: str, day: date) -> tuple[date, At] | None:
    """Give the day by which the organisation's last title was revoked, and where it stands."""
    found = [
        (row.approved, row.where("approved"))
        for row in (*record.whole(Incident), *record.elsewhere(Incident))
        if row.uscc == uscc and row.decision is IncidentDecision.REVOKE and row.approved is not None
    ]
    awards = [row for row in record.whole(Award) if row.uscc == uscc]
    found += [(row.revoked, row.where("revoked")) for row in awards if row.revoked is not None]
    meeting = record.one(ExecutiveMeeting)
    given = [row.announced for row in awards]
    given += [meeting.announced] if meeting is not None and meeting.announced is not None else []
    last = max((one for one in given if one <= day), default=date.min)
    return next(((ended, at) for ended, at in found if last <= ended <= day), None)


def _certificates(record: Record, events: Events) -> Iterator[tuple[str, tuple[str, At]]]:
    """Give every number of a certificate with the event, where one gives it, and the cell."""
    for paper in reversed(events.papers):
        if paper.certificate and paper.kind in _AGAIN:
            yield paper.certificate, (paper.number, paper.where("certificate"))
    for later in events.decisions:
        if later.certificate and later.kind is DecisionKind.LATER:
            yield later.certificate, (later.number, later.where("certificate"))
    held: tuple[Award | Approved, ...] = (*record.whole(Award), *record.whole(Approved))
    yield from ((row.certificate, ("", row.where("certificate"))) for row in held if row.certificate)
