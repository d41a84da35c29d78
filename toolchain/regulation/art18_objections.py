"""第七条, 第十八条: objections to a nominee; who objects never leaves the office."""

from __future__ import annotations

import re
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
    found = [found for row in objections for found in _check(row, nominees, postings)]
    first: dict[tuple[str, str, str], Objection] = {}
    for row in objections:
        same = first.setdefault((row.uscc, row.matter, row.objector), row)
        if same is not row:
            facts = {"objection": row.number, "other": same.number}
            found.append(problem("W-RULE-1827", row.where("matter"), subject=row.uscc, **facts))
    return tuple(found)


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
        elif row.outcome is not Outcome.OPEN and row.concluded is not None:
            yield problem("W-RULE-1826", row.where("accepted"), subject=row.uscc, **facts)
        return
    yield from _anonymous(row)
    if row.outcome is Outcome.OPEN:
        if row.concluded is not None:
            yield problem("E-RULE-1820", row.where("outcome"), subject=row.uscc, **facts)
        return
    for field, label in (("concluded", "结论日期"), ("investigation", "调查情况")):
        if not getattr(row, field):
            yield problem("E-RULE-1814", row.where(field), subject=row.uscc, label=label, **facts)


def _anonymous(row: Objection) -> Iterator[Problem]:
    """第七条: an accepted objection whose author nobody can answer, and one that nobody has answered yet."""
    nameless = [(name, label) for name, label in _AUTHOR if _NOBODY.fullmatch(getattr(row, name).strip())]
    for name, label in nameless:
        yield problem("W-RULE-1825", row.where(name), subject=row.uscc, objection=row.number, label=label)
    if row.concluded is not None and row.outcome is not Outcome.OPEN and row.replied is None and not nameless:
        facts = {"objection": row.number, "concluded": date_text(row.concluded)}
        yield problem("W-RULE-1824", row.where("replied"), subject=row.uscc, **facts)


_AUTHOR = (("objector", "异议人"), ("contact", "异议人联系方式"))
_NOBODY = re.compile(
    ".*(?:匿名|不详|不明|未署名|未留|佚名|保密).*|[无/—-]+|(?:一名|部分|热心|某)?(?:群众|市民|网民|网友|职工|员工|知情人|举报人|来电人)"
)


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
