"""第七条, 第十八条: objections to a nominee; who objects never leaves the office."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from toolchain.model.chinese import date_text
from toolchain.model.problems import Problem, problem
from toolchain.model.rule_set.spans import Span
from toolchain.model.sheets.notice import Objection, Posting
from toolchain.model.sheets.vocabulary import Outcome, YesNo
from toolchain.model.work_calendar import WorkCalendar
from toolchain.regulation import dates


def counts(row: Objection, last: Posting | None) -> bool:
    """Say whether an objection was accepted and came before the notice was signed off; later ones are supervision."""
    if row.accepted is not YesNo.YES:
        return False
    return last is None or last.concluded is None or row.received <= last.concluded


def upheld(row: Objection) -> bool:
    """Say whether an objection removes its subject."""
    return row.outcome is Outcome.UPHELD and row.concluded is not None


def waits(row: Objection) -> bool:
    """Say whether an objection has no conclusion yet, or one without its day."""
    return row.outcome is Outcome.OPEN or row.concluded is None


def check(
    objections: Sequence[Objection], nominees: Collection[str], postings: Sequence[Posting]
) -> tuple[Problem, ...]:
    """Name objections to strangers, conclusions without day or investigation, dates out of order, late ones."""
    return tuple(found for row in objections for found in _check(row, nominees, postings))


def late(objections: Sequence[Objection], span: Span | None, calendar: WorkCalendar) -> Iterator[Problem]:
    """Name objections that were concluded later than the rule set says, where it says so."""
    for row in objections if span is not None else ():
        until = None if span is None else dates.ends(row.received, span, calendar)
        if row.accepted is YesNo.YES and row.concluded is not None and until is not None and row.concluded > until:
            facts = {"objection": row.number, "received": date_text(row.received), "until": date_text(until)}
            at, said = row.where("concluded"), date_text(row.concluded)
            yield problem("W-RULE-1847", at, subject=row.uscc, span=span, concluded=said, **facts)


def _check(row: Objection, nominees: Collection[str], postings: Sequence[Posting]) -> Iterator[Problem]:
    if row.uscc not in nominees:
        yield problem("E-RULE-1813", row.where("uscc"), objection=row.number, uscc=row.uscc)
    yield from _conclusion(row)
    yield from _moment(row, postings)


def _conclusion(row: Objection) -> Iterator[Problem]:
    facts = {"objection": row.number, "outcome": row.outcome}
    if row.accepted is not YesNo.YES:
        if row.outcome is Outcome.UPHELD:
            yield problem("E-RULE-1816", row.where("outcome"), subject=row.uscc, **facts)
        return
    if row.outcome is Outcome.OPEN:
        if row.concluded is not None:
            yield problem("E-RULE-1820", row.where("outcome"), subject=row.uscc, **facts)
        return
    for field, label in (("concluded", "结论日期"), ("investigation", "调查情况")):
        if not getattr(row, field):
            yield problem("E-RULE-1814", row.where(field), subject=row.uscc, label=label, **facts)


def _moment(row: Objection, postings: Sequence[Posting]) -> Iterator[Problem]:
    """An objection outside the days of the notice is a fact all the same; people are told."""
    at, facts = row.where("received"), {"objection": row.number, "received": date_text(row.received)}
    if not postings or row.received < postings[0].posted:
        yield problem("W-RULE-1818", at, subject=row.uscc, **facts)
        return
    last = postings[-1]
    if last.concluded is not None and row.received > last.concluded:
        yield problem("W-RULE-1819", at, subject=row.uscc, signed=date_text(last.concluded), **facts)
    elif row.received > last.until:
        yield problem("W-RULE-1817", at, subject=row.uscc, until=date_text(last.until), **facts)
