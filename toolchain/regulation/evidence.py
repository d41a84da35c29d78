"""What departments found of an applicant, weighed alike for every item of 第十条 and 第十一条 (第十五条)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import Enum

from toolchain.engine.value_objects import Value
from toolchain.model.chinese import date_text
from toolchain.model.findings import Finding
from toolchain.model.problems import At
from toolchain.model.record import Application
from toolchain.model.sheets.application import Declaration
from toolchain.model.sheets.checks import Check, Event
from toolchain.model.sheets.settings import Readings
from toolchain.model.sheets.vocabulary import Verdict, YesNo
from toolchain.regulation import dates

WINDOW_READING = "口径11-1"
"""How 近3年 is counted."""


class Evidence(Value):
    """What is on record of one applicant on the day that decides.

    Attributes:
        application: what it filed.
        checks: the departments' conclusions.
        events: what happened to it.
        day: the application deadline, or a later day at a second look.
        readings: the readings of the cycle.
        years: length of 近3年 for the item looked at.
    """

    application: Application
    checks: Sequence[Check]
    events: Sequence[Event]
    day: date
    readings: Readings
    years: int

    @property
    def subject(self) -> str:
        """Give the applicant's code."""
        return self.application.uscc

    def recent(self, happened: date) -> bool:
        """Say whether a day lies within 近3年 of the day that decides."""
        return dates.within_last_years(happened, self.day, self.years, self.readings.window)

    def free(self, happened: date) -> date:
        """Give the first day from which a fact is older than 近3年."""
        return dates.first_outside(happened, self.years, self.readings.window)


class Effect(Enum):
    """What an event does to an item while it is recent and stands."""

    BARS = "event"
    """The item is not met."""
    UNCLEAR = "level"
    """Its level is missing, so nobody can tell."""
    DISTRICT = "district"
    """第十一条第（四）项: a failure at district level only warns."""
    MINOR = "minor"
    """第十条第（五）项: below 重大."""
    BLAMELESS = "blameless"
    """第十一条第（三）项: not responsible."""


Weigh = Callable[[Event], Effect | None]
"""Tells what an event does to one item; None where it does not concern it."""

_VERDICTS = {Effect.BARS: Verdict.NOT_MET, Effect.UNCLEAR: Verdict.PENDING}


class Item(Value):
    """One item that departments answer: its number, provision and the events that concern it."""

    code: str
    article: str
    weigh: Weigh = lambda _: None


def last_round(checks: Iterable[Check], code: str) -> Check | None:
    """Give an item's conclusion; of several rounds the last one counts."""
    return max((row for row in checks if row.item == code), key=lambda row: row.round, default=None)


def examine_item(item: Item, evidence: Evidence, *, declares: bool = False) -> tuple[Finding, ...]:
    """Join the department's conclusion, the events and, for 第十一条, what the applicant says of itself."""
    concluded = conclusion(item, evidence)
    happened = tuple(incidents(item, evidence))
    said = declaration(item, evidence, concluded, explained=bool(happened)) if declares else ()
    return (concluded, *happened, *said)


def conclusion(item: Item, evidence: Evidence) -> Finding:
    """Say what the department concluded; no conclusion is 待核."""
    check = last_round(evidence.checks, item.code)
    if check is None:
        return Finding(f"{item.code}-missing", item.article, evidence.subject, Verdict.PENDING)
    return Finding(
        f"{item.code}-checked",
        item.article,
        evidence.subject,
        check.verdict,
        (
            ("department", check.department),
            ("checked", date_text(check.checked)),
            ("facts", clause(check.facts or "未写明事实")),
            ("evidence", clause(check.evidence or "未写明材料")),
        ),
        (check.where("verdict"),),
    )


def incidents(item: Item, evidence: Evidence) -> Iterable[Finding]:
    """Weigh every event that concerns an item, oldest first; what does not count is kept with the reason."""
    for event in sorted(evidence.events, key=lambda row: (row.happened, row.kind, row.facts)):
        effect = item.weigh(event)
        if effect is not None:
            yield _weighed(item, event, effect, evidence)


def _weighed(item: Item, event: Event, effect: Effect, evidence: Evidence) -> Finding:
    word, verdict, again = effect.value, _VERDICTS.get(effect, Verdict.MET), None
    if event.overturned is YesNo.YES:
        word, verdict = "overturned", Verdict.MET
    elif event.happened > evidence.day:
        again = evidence.free(event.happened) if verdict is Verdict.NOT_MET else None
        word, verdict = "later", Verdict.MET
    elif not evidence.recent(event.happened):
        word, verdict = "outside", Verdict.MET
    elif verdict is Verdict.NOT_MET:
        again = evidence.free(event.happened)
    facts = (
        ("date", date_text(event.happened)),
        ("event", f"{event.level or ''}{event.kind}"),
        ("facts", clause(event.facts)),
        ("department", event.department),
        ("evidence", clause(event.evidence)),
        ("day", date_text(evidence.day)),
    )
    cells = (event.where("happened"), event.where("kind"), event.where("level"))
    return Finding(f"{item.code}-{word}", item.article, evidence.subject, verdict, facts, cells, WINDOW_READING, again)


def declaration(
    item: Item, evidence: Evidence, concluded: Finding, *, explained: bool, computed: bool = False
) -> tuple[Finding, ...]:
    """Hold what the applicant declares against the conclusion.

    An admitted fact that no event explains contradicts a conclusion of 符合 and goes to people: it stays 待核 until
    the department concludes in a further round (for a computed item, in any round).
    """
    row = next((row for row in evidence.application.declarations if row.item == item.code), None)
    if row is None:
        return (Finding(f"{item.code}-undeclared", item.article, evidence.subject, Verdict.PENDING),)
    if row.answer is YesNo.NO or explained or concluded.verdict is not Verdict.MET:
        return ()
    check = last_round(evidence.checks, item.code)
    settled = check is not None and check.verdict is Verdict.MET and (computed or check.round > 1)
    return (_declared(item, evidence, row, check if settled else None),)


def _declared(item: Item, evidence: Evidence, row: Declaration, check: Check | None) -> Finding:
    facts: tuple[tuple[str, str], ...] = (("explanation", clause(row.explanation or "未作说明")),)
    cells: tuple[At, ...] = (row.where("answer"),)
    if check is None:
        return Finding(f"{item.code}-declared", item.article, evidence.subject, Verdict.PENDING, facts, cells)
    facts += (("department", check.department), ("checked", date_text(check.checked)))
    cells += (check.where("verdict"),)
    return Finding(f"{item.code}-reviewed", item.article, evidence.subject, Verdict.MET, facts, cells)


def clause(text: str) -> str:
    """Take the stop off a text so that it can stand inside a sentence."""
    return text.strip().rstrip("。；;.，,")
