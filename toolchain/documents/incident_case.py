"""An incident as the papers about it tell it, and what a rule set lets follow from a revocation."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from toolchain.engine.value_objects import Value
from toolchain.model.rule_set.spans import Span
from toolchain.model.sheets.vocabulary import IncidentDecision, IncidentKind


class Answer(Value):
    """What the unit said before the decision: the day, and in a few words what."""

    day: date
    text: str


class Further(Value):
    """What a rule set lets follow from a revocation besides certificate and trophy, other than for fraud.

    Attributes:
        prize: yuan to be paid back, 0 for none.
        ban: how long nothing is accepted, None for no ban.
        until: its last day, None for ever and without a ban.
        counted: the day of the approval is the ban's first (口径25-1).
    """

    ahead: ClassVar[tuple[str, ...]] = ("until",)

    prize: int
    ban: Span | None
    until: date | None
    counted: bool = True


class Case(Value):
    """An incident as decisions tell it.

    Attributes:
        number: its number.
        uscc: the organisation's code.
        kind: what it is.
        happened: day of the fact.
        found: day it was found.
        facts: what happened, without end mark.
        evidence: what it rests on.
        article: the provision applied.
        meeting: the meeting that approved the measure, empty before.
        approved: the day of the approval, None before.
        told: the day on which the unit was told what was intended, None where that is not on record.
        answers: what it answered (陈述、申辩).
        decision: what was decided.
    """

    number: str
    uscc: str
    kind: IncidentKind
    happened: date
    found: date
    facts: str
    evidence: str
    article: str
    meeting: str
    approved: date | None
    told: date | None = None
    answers: tuple[Answer, ...] = ()
    decision: IncidentDecision | None = None

    @property
    def accident(self) -> bool:
        """Say whether it is an accident."""
        return self.kind is IncidentKind.ACCIDENT

    @property
    def money(self) -> bool:
        """Say whether the prize was misused."""
        return self.kind is IncidentKind.PRIZE_MISUSE

    @property
    def told_as(self) -> str:
        """Name in running text what the unit is found in."""
        return _TOLD.get(self.kind, "存在严重违法、失信或者违规情形")

    @property
    def measure(self) -> str:
        """Name the letter that a decision leads to: 约谈, 限期整改; empty for a reminder of how the title is used."""
        return str(self.decision) if self.decision in _MEASURES else ""


_TOLD = {
    IncidentKind.ACCIDENT: "发生重大事故",
    IncidentKind.INSPECTION: "监督抽查不合格",
    IncidentKind.CONSUMERS: "侵害消费者权益",
    IncidentKind.DEFICIT: "严重亏损",
    IncidentKind.DUTY: "不履行获奖后的义务",
    IncidentKind.REVIEW: "复核不合格",
    IncidentKind.RENEWAL: "期满复评不合格",
    IncidentKind.OTHER: "出现《办法》规定的其他情形",
}
_MEASURES = frozenset({IncidentDecision.TALK, IncidentDecision.MEND})
