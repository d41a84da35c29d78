"""Who leaves a cycle before it ends, from which day, and why; the others' results do not move (第十四条至第十八条)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum

from toolchain.engine.value_objects import Value
from toolchain.model.chinese import date_text
from toolchain.model.problems import At, Problem, problem
from toolchain.model.sheets.checks import Check
from toolchain.model.sheets.event_vocabulary import ApplicantEventKind, DecisionKind, DecisionResult
from toolchain.model.sheets.events import DecisionEvent
from toolchain.model.sheets.vocabulary import YesNo
from toolchain.regulation.events import Events


class Why(StrEnum):
    """Why somebody leaves."""

    WITHDRAWN = "撤回申报"
    ANOTHER = "不再是同一单位"
    EXCLUDED = "不予继续评审"
    FACT = "新发现的事实"
    WAITS = "等待查清"
    DEFERRED = "审定暂缓"


class Departure(Value):
    """One organisation that does not go on.

    Attributes:
        uscc: its code.
        day: the day from which it counts.
        why: the kind.
        number: the event's number, empty where a fact on record decides by itself.
        article: the provision.
        reason: in a few words, without end mark.
        decided_by, paper: who decided, and on what paper; empty where a fact decides.
        cells: where it is on record.
        until: the day from which it goes on again, None where it does not.
    """

    uscc: str
    day: date
    why: Why
    number: str
    article: str
    reason: str
    decided_by: str = ""
    paper: str = ""
    cells: tuple[At, ...] = ()
    until: date | None = None

    def counts(self, day: date | None) -> bool:
        """Say whether it keeps the organisation out on a day, or for good."""
        if day is None:
            return self.until is None
        return self.day <= day and (self.until is None or day < self.until)

    @property
    def by_event(self) -> bool:
        """Say whether it is on record as an event of its own."""
        return bool(self.number)


_LEAVING = {DecisionResult.EXCLUDED: Why.EXCLUDED, DecisionResult.WAITS: Why.WAITS}


def of_events(events: Events, announced: date | None = None) -> tuple[Departure, ...]:
    """List those whose leaving is on record, by day; who was excluded or waited is back from the day that says so.

    After the announcement of the award nobody leaves by ceasing to be the same organisation: what was decided stands.
    """
    found = sorted((*_withdrawn(events, announced), *_decided(events)), key=lambda item: (item.day, item.number))
    return tuple(found)


def going_on(events: Events) -> frozenset[str]:
    """Give those of whom it was decided, after a late fact, that they go on."""
    return frozenset(
        str(row.uscc)
        for row in events.decisions
        if row.kind is DecisionKind.LATE_FACT and row.result is DecisionResult.GOES_ON
    )


def _withdrawn(events: Events, announced: date | None) -> Iterator[Departure]:
    for row in events.applicants:
        cells = (row.where("kind"), row.where("effective"))
        if row.kind is ApplicantEventKind.WITHDRAWAL:
            why, reason = Why.WITHDRAWN, row.note or "申报单位书面撤回申报"
        elif row.same is YesNo.NO and (announced is None or row.effective <= announced):
            why, reason = Why.ANOTHER, f"{row.kind}后不视为同一申报单位"
        else:
            continue
        yield Departure(row.uscc, row.effective, why, row.number, "第十四条", reason, row.decided_by, row.paper, cells)


def _decided(events: Events) -> Iterator[Departure]:
    resumed = {row.uscc: row.effective for row in later(events) if row.result is DecisionResult.AWARDED}
    back = [row for row in events.decisions if row.result is DecisionResult.GOES_ON]
    for row in events.decisions:
        why = _why(row)
        if why is not None and row.uscc is not None:
            yield Departure(
                row.uscc,
                row.effective,
                why,
                row.number,
                "第十八条" if why is Why.DEFERRED else "第十一条",
                row.reason.strip().rstrip("。"),
                row.decided_by,
                row.paper,
                (row.where("result"), row.where("effective")),
                resumed.get(row.uscc) if why is Why.DEFERRED else _back(row, back),
            )


def _back(row: DecisionEvent, decided: Sequence[DecisionEvent]) -> date | None:
    """Give the day from which an organisation goes on again: the first such decision that is not before this one."""
    return min(
        (item.effective for item in decided if item.uscc == row.uscc and item.effective >= row.effective), default=None
    )


def later(events: Events) -> tuple[DecisionEvent, ...]:
    """List what the government decided of those it had deferred (第十八条), by day."""
    found = (row for row in events.decisions if row.kind is DecisionKind.LATER)
    return tuple(sorted(found, key=lambda row: (row.effective, row.number)))


def _why(row: DecisionEvent) -> Why | None:
    if row.kind is DecisionKind.DEFERRED:
        return Why.DEFERRED
    return _LEAVING.get(row.result) if row.kind is DecisionKind.LATE_FACT and row.result is not None else None


def of_refusals(rows: Iterable[Check]) -> Iterator[Departure]:
    """Let those leave of whom a department concluded after the draw that an item is not met after all (第十五条)."""
    for row in rows:
        cells = (row.where("verdict"), row.where("checked"))
        yield Departure(row.uscc, row.checked, Why.FACT, "", "第十五条", _refused(row), cells=cells)


def standing_refusals(rows: Iterable[Check]) -> Iterator[Problem]:
    """Say of such conclusions about announced laureates that the award stands (第二十五条 is the way)."""
    for row in rows:
        facts = {"name": row.name, "reason": _refused(row), "day": date_text(row.checked)}
        yield problem("W-EVENT-13", row.where("verdict"), subject=row.uscc, **facts)


def _refused(row: Check) -> str:
    return f"{date_text(row.checked)}{row.department}复查认定第{row.item}项不符合"


STILL_VALID = "E-RULE-2807"
BARRING = frozenset({"E-RULE-1508", "E-RULE-1510", STILL_VALID})
UNCLEAR = frozenset({"E-RULE-1509"})
"""What the look at the windows on a later day finds: a fact that bars, and one that cannot be judged yet."""


def of_facts(problems: Iterable[Problem], day: date) -> tuple[tuple[Departure, ...], tuple[Problem, ...]]:
    """Turn what a later look found into departures of its subjects alone; the rest of the problems stays.

    Args:
        problems: of :func:`toolchain.regulation.art15_qualification.recheck`.
        day: the day of the act (vote, end of the notice, approval) on which was looked.
    """
    found: dict[str, Departure] = {}
    told: list[Problem] = []
    for item in problems:
        if item.code not in BARRING | UNCLEAR:
            told.append(item)
            continue
        facts = dict(item.facts)
        why = Why.FACT if item.code in BARRING else Why.WAITS
        reason = _said(item.code, facts)
        article = facts.get("article", "第二十八条" if item.code == STILL_VALID else "第十一条第（六）项")
        known = found.get(item.subject)
        if known is None or (known.why is Why.WAITS and why is Why.FACT):
            found[item.subject] = Departure(item.subject, day, why, "", article, reason, cells=(item.at,))
        code = "W-EVENT-11" if why is Why.FACT else "W-EVENT-12"
        name = facts.get("name", item.subject)
        told.append(problem(code, item.at, subject=item.subject, name=name, reason=reason, day=date_text(day)))
    return tuple(found.values()), tuple(told)


def after_the_award(problems: Iterable[Problem], day: date) -> tuple[Problem, ...]:
    """Say of facts found after the announcement that what was decided stands (第二十五条 is the way).

    A title that was still in force on the day of approval stays an error: the award itself was not open (第二十八条).
    """
    return tuple(_standing(item, day) for item in problems)


def _standing(item: Problem, day: date) -> Problem:
    if item.code not in (BARRING | UNCLEAR) - {STILL_VALID}:
        return item
    facts = dict(item.facts)
    name, reason = facts.get("name", item.subject), _said(item.code, facts)
    return problem("W-EVENT-13", item.at, subject=item.subject, name=name, reason=reason, day=date_text(day))


def _said(code: str, facts: dict[str, str]) -> str:
    if code == "E-RULE-1510":
        return f"自{facts['since']}起因{facts['cause']}限制申报"
    if code == STILL_VALID:
        return f"前次称号有效期至{facts['until']}"
    return f"{facts['date']}的{facts['event']}一事"


def first(departures: Sequence[Departure], uscc: str, until: date | None = None) -> Departure | None:
    """Give the first departure of an organisation that counts by a day, or at all."""
    mine = [item for item in departures if item.uscc == uscc and item.counts(until)]
    return min(mine, key=lambda item: item.day, default=None)
