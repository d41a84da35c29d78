"""What departments found of an applicant, weighed alike for every item of 第十条 and 第十一条 (第十五条)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum

from toolchain.engine.value_objects import Value
from toolchain.model.chinese import date_text, numeral
from toolchain.model.findings import Finding
from toolchain.model.problems import At
from toolchain.model.record import Application
from toolchain.model.rule_set.conditions import Condition, Test, TestKind
from toolchain.model.rule_set.rules import Rules
from toolchain.model.rule_set.spans import Span, Unit
from toolchain.model.sheets.application import Declaration
from toolchain.model.sheets.checks import Check, Event
from toolchain.model.sheets.settings import Readings
from toolchain.model.sheets.vocabulary import EventKind, EventLevel, Repaired, Verdict, YesNo
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
        span: length of the window for the item looked at.
    """

    application: Application
    checks: Sequence[Check]
    events: Sequence[Event]
    day: date
    readings: Readings
    span: Span

    @property
    def subject(self) -> str:
        """Give the applicant's code."""
        return self.application.uscc

    def recent(self, happened: date) -> bool:
        """Say whether a day lies within 近3年 of the day that decides."""
        return dates.within(happened, self.day, self.span, self.readings.window)

    def free(self, happened: date) -> date | None:
        """Give the first day from which a fact is older than 近3年; None where it never is."""
        return dates.free_after(happened, self.span, self.readings.window)


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


_VERDICTS = {Effect.BARS: Verdict.NOT_MET, Effect.UNCLEAR: Verdict.PENDING}
_GRADES = (EventLevel.MINOR, EventLevel.LARGER, EventLevel.MAJOR, EventLevel.GRAVE)
"""Of accidents, the slightest first."""
_AUTHORITIES = (EventLevel.NATIONAL, EventLevel.PROVINCIAL, EventLevel.MUNICIPAL, EventLevel.DISTRICT)
"""That inspect, the highest first."""


def weigh(test: Test, event: Event) -> Effect | None:
    """Tell what an event does to a test of events; None where it does not concern it."""
    if event.kind not in test.events:
        return None
    if test.responsible and event.responsible is not YesNo.YES:
        return Effect.BLAMELESS
    if test.least is not None:
        known, counts, else_ = _GRADES, _GRADES[_GRADES.index(test.least) :], Effect.MINOR
    elif test.authorities:
        known, counts, else_ = _AUTHORITIES, test.authorities, Effect.DISTRICT
    else:
        return Effect.BARS
    if event.level not in known:
        return Effect.UNCLEAR
    return Effect.BARS if event.level in counts else else_


def concerned(item: Condition, event: Event) -> tuple[Test, Effect] | None:
    """Give the first test of a condition that an event concerns, and what it does to it."""
    for test in item.tests:
        effect = weigh(test, event) if test.kind is TestKind.EVENTS else _cheating(test, event)
        if effect is not None:
            return test, effect
    return None


def _cheating(test: Test, event: Event) -> Effect | None:
    cheats = test.kind is TestKind.CHEATING and event.kind is EventKind.CHEATING
    return Effect.BARS if cheats else None


def span_of(test: Test, rules: Rules) -> Span:
    """Give the window of a test: its own, or the one its section states for accidents, cheating and all others."""
    if test.span is not None:
        return rules.in_years(test.span)
    if test.kind is TestKind.CHEATING:
        return rules.in_years(rules.art11.cheating)
    return Span(rules.art10.accident_years if test.least is not None else rules.art11.window_years, Unit.YEAR)


def last_round(checks: Iterable[Check], code: str) -> Check | None:
    """Give an item's conclusion; of several rounds the last one counts."""
    return max((row for row in checks if row.item == code), key=lambda row: row.round, default=None)


def conclusion(item: Condition, evidence: Evidence) -> Finding:
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


def incidents(item: Condition, evidence: Evidence, rules: Rules) -> Iterable[Finding]:
    """Weigh every event that concerns an item, oldest first; what does not count is kept with the reason."""
    for event in sorted(evidence.events, key=lambda row: (row.happened, row.kind, row.facts)):
        found = concerned(item, event)
        if found is not None:
            test, effect = found
            yield _weighed(item, event, effect, replace(evidence, span=span_of(test, rules)))


def _weighed(item: Condition, event: Event, effect: Effect, evidence: Evidence) -> Finding:
    word, verdict, again = effect.value, _VERDICTS.get(effect, Verdict.MET), None
    if event.overturned is YesNo.YES:
        word, verdict = "overturned", Verdict.MET
    elif _cleared(event, evidence):
        word, verdict = "repaired", Verdict.MET
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
        ("window", _spoken(evidence.span)),
    )
    cells = (event.where("happened"), event.where("kind"), event.where("level"))
    return Finding(f"{item.code}-{word}", item.article, evidence.subject, verdict, facts, cells, WINDOW_READING, again)


_DISHONESTY = frozenset({EventKind.DISHONESTY, EventKind.DISHONESTY_PERSON})


def _cleared(event: Event, evidence: Evidence) -> bool:
    """Say whether a record of dishonesty was repaired by the day, where that ends it (口径11-4)."""
    if evidence.readings.repaired is not Repaired.CLEARED or event.kind not in _DISHONESTY:
        return False
    return event.repaired is not None and event.repaired <= evidence.day


def _spoken(span: Span) -> str:
    """Say a window as texts do: 近三年, 近六个月."""
    return f"近{numeral(span.number)}{span.unit}" if span.number else "以往"


def declaration(
    item: Condition, evidence: Evidence, concluded: Finding, *, explained: bool, computed: bool = False
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


def _declared(item: Condition, evidence: Evidence, row: Declaration, check: Check | None) -> Finding:
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
