"""第二十二条, 第二十四条, 第二十五条: what follows from incidents; the two revocations and the recovery never mix."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from toolchain.engine.value_objects import Value
from toolchain.model.problems import Problem
from toolchain.model.rule_set.consequences import cause_of
from toolchain.model.rule_set.rules import Rules
from toolchain.model.rule_set.spans import Span, Unit
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.supervision import Incident
from toolchain.model.sheets.vocabulary import BanEnd, IncidentDecision, IncidentKind, Outcome
from toolchain.regulation import art25_incidents
from toolchain.regulation.dates import after, free_after


class Consequence(StrEnum):
    """What an incident leads to."""

    REVOKE_FRAUD = "第二十五条第一款撤销"
    REVOKE_CONDUCT = "第二十五条第二款撤销"
    CRITICISE = "通报批评"
    RECOVER_PRIZE = "追缴奖金"
    REMIND = "提醒纠正"
    NONE = "不予处理"
    OPEN = "调查中"
    TALK = "约谈"
    MEND = "限期整改"
    KEEP = "保留称号"


class Ruling(Value):
    """What an incident leads to, with what is recovered.

    Attributes:
        incident: the row.
        award: the award concerned.
        consequence: see :class:`Consequence`; OPEN while investigation or decision is missing.
        article: the provision, e.g. 第二十五条第一款.
        approved: 区政府 approved it, so that announcement and recovery may go out; before that only the 请示. Criticism
            and reminder need no approval.
        recover_title: certificate and trophy come back.
        recover_prize: yuan to be paid back, 0 where none; after fraud all that other decisions have left of the prize.
        ban_until: last day on which applications are not accepted, None where there is no ban or no approval yet.
        ban: how long nothing is accepted after it; None where there is no ban.
        extends: how much longer the title is valid that is kept.
    """

    incident: Incident
    award: Award | None
    consequence: Consequence
    article: str
    approved: bool
    recover_title: bool
    recover_prize: int
    ban_until: date | None
    ban: Span | None = None
    extends: Span | None = None


_UNAPPROVED = frozenset({Consequence.CRITICISE, Consequence.REMIND, Consequence.TALK, Consequence.MEND})
_DECIDED = {
    IncidentDecision.CRITICISE: Consequence.CRITICISE,
    IncidentDecision.RECOVER_PRIZE: Consequence.RECOVER_PRIZE,
    IncidentDecision.REMIND: Consequence.REMIND,
    IncidentDecision.NONE: Consequence.NONE,
    IncidentDecision.TALK: Consequence.TALK,
    IncidentDecision.MEND: Consequence.MEND,
    IncidentDecision.KEEP: Consequence.KEEP,
}


def rule(
    incidents: Sequence[Incident], awards: Sequence[Award], rules: Rules, reading: BanEnd | None = None
) -> tuple[tuple[Ruling, ...], tuple[Problem, ...]]:
    """Rule on every incident; one with a blocking problem has no ruling, so that no paper comes of it.

    Fraud: any time, also after a revocation for conduct; certificate, trophy and what is left of the prize, six years
    from the approval date. Accident or offence: the fact
    must lie within validity; certificate and trophy only. Prize misuse: criticism; serious and approved: the prize.
    Misuse of the title alone: a reminder, or 第二款 where a revocation was decided. A decision that its article does
    not allow is a problem.
    """
    grounds = {row.ground: row for row in rules.consequences}
    clashing = art25_incidents.clashes(incidents, awards, grounds)
    exceeding = art25_incidents.exceeding(incidents, awards, grounds)
    left = art25_incidents.recoveries(incidents, awards, grounds)
    rulings: list[Ruling] = []
    problems: list[Problem] = []
    for place, row in enumerate(incidents):
        award, wrong = art25_incidents.examine(row, awards, grounds)
        found = (*wrong, *clashing.get(place, ()), *exceeding.get(place, ()))
        problems += found
        if not any(item.blocks for item in found):
            rulings.append(_ruling(row, award, left.get(place, 0), rules, reading))
    return tuple(rulings), tuple(problems)


def ban_until(approved: date, span: Span, reading: BanEnd | None = None) -> date | None:
    """第二十五条第一款: the last day of the ban; by default the corresponding day is free (口径25-1); None for ever."""
    if reading is BanEnd.FOLLOWING and span.unit is not Unit.FOREVER:
        return after(approved, span)  # as a title is counted: of 29 February the corresponding day is 28 February
    free = free_after(approved, span)
    return None if free is None else free - timedelta(days=1)


def _ruling(row: Incident, award: Award | None, left: int, rules: Rules, reading: BanEnd | None) -> Ruling:
    consequence, ground = _consequence(row), next(item for item in rules.consequences if item.ground is row.kind)
    revoked = consequence in {Consequence.REVOKE_FRAUD, Consequence.REVOKE_CONDUCT}
    approvable = revoked or consequence in {Consequence.RECOVER_PRIZE, Consequence.KEEP}
    recovered = left if revoked and ground.prize else row.amount or 0  # 第二十二条 alone names an amount
    cause = cause_of(row.kind)
    span = None if not revoked or cause is None else rules.ban_of(cause, row.approved or rules.effective)
    ban = span if span is not None and span.exists else None
    return Ruling(
        incident=row,
        award=award,
        consequence=consequence,
        article=ground.rests_on(row.decision if revoked else None),
        approved=row.approved is not None if approvable else consequence in _UNAPPROVED,
        recover_title=revoked,
        recover_prize=recovered,
        ban_until=None if ban is None or row.approved is None else ban_until(row.approved, ban, reading),
        ban=ban,
        extends=ground.extends if consequence is Consequence.KEEP else None,
    )


def _consequence(row: Incident) -> Consequence:
    if row.outcome is Outcome.DISMISSED:
        return Consequence.NONE
    if row.outcome is Outcome.OPEN or row.decision is None:
        return Consequence.OPEN
    if row.decision is IncidentDecision.REVOKE:
        return Consequence.REVOKE_FRAUD if row.kind is IncidentKind.FRAUD else Consequence.REVOKE_CONDUCT
    return _DECIDED[row.decision]
