"""第二十二条, 第二十四条, 第二十五条: which award an incident concerns, and which decisions its article allows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from toolchain.model.chinese import date_text
from toolchain.model.problems import Problem, problem
from toolchain.model.rule_set.consequences import Ground
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.supervision import Incident
from toolchain.model.sheets.vocabulary import IncidentDecision, IncidentKind, Outcome, RegisterStatus, YesNo

Grounds = Mapping[IncidentKind, Ground]
"""What the rule set says of each ground."""


def examine(row: Incident, awards: Sequence[Award], grounds: Grounds) -> tuple[Award | None, tuple[Problem, ...]]:
    """Give the award that an incident concerns, and what is wrong with its row."""
    mine = _of(row, awards)
    if not mine:
        return None, (problem("E-RULE-2501", row.where("uscc"), subject=row.uscc, number=row.number, name=row.name),)
    award = concerned(row, mine, grounds)
    problems = (
        *_name(row, mine[-1]),
        *_award(row, award, mine, grounds),
        *_decision(row, grounds),
        *_approval(row),
        *_money(row, award),
    )
    return award, problems


def concerned(row: Incident, mine: Sequence[Award], grounds: Grounds) -> Award | None:
    """Find the award: fraud won the next one after it; conduct falls into the validity of one; money came with one."""
    if row.kind is IncidentKind.FRAUD:
        return next((award for award in mine if award.announced >= row.happened), None)
    before = [award for award in mine if award.announced <= row.happened]
    if row.kind is IncidentKind.PRIZE_MISUSE:
        return next((award for award in reversed(before) if award.prize), None)
    if _loses_title(row, grounds):
        before = [award for award in before if _valid(award, row)]
    return before[-1] if before else None


def clashes(
    incidents: Sequence[Incident], awards: Sequence[Award], grounds: Grounds
) -> Mapping[int, tuple[Problem, ...]]:
    """Name, by their place in the list, incidents that revoke one award twice: people must say which one stands.

    A title revoked under 第二款 may turn out to have been won by fraud: the later 第一款 adds the prize and the ban.
    """
    revoking: defaultdict[tuple[str, date], list[int]] = defaultdict(list)
    for place, row in enumerate(incidents):
        award = concerned(row, _of(row, awards), grounds)
        if award is not None and _revokes(row):
            revoking[award.uscc, award.announced].append(place)
    return {
        place: (
            problem(
                "E-RULE-2511",
                incidents[place].where("decision"),
                subject=incidents[place].uscc,
                number=incidents[place].number,
                name=incidents[place].name,
                others="、".join(incidents[other].number for other in among if other != place),
                announced=date_text(announced),
            ),
        )
        for (_, announced), among in revoking.items()
        for place in among
        if len(among) > 1 and not _in_turn([incidents[other] for other in among])
    }


def _in_turn(rows: Sequence[Incident]) -> bool:
    """Say whether there is one revocation for conduct and, approved later or not yet, one for fraud."""
    conduct = [row.approved for row in rows if row.kind is not IncidentKind.FRAUD]
    fraud = [row.approved for row in rows if row.kind is IncidentKind.FRAUD]
    if len(conduct) != 1 or len(fraud) != 1 or conduct[0] is None:
        return False
    return fraud[0] is None or conduct[0] < fraud[0]


def recoveries(incidents: Sequence[Incident], awards: Sequence[Award], grounds: Grounds) -> Mapping[int, int]:
    """Say what is left of the prize for each incident that takes money back, by its place in the list, in yuan.

    第二十二条 takes an amount, 第二十五条第一款 all that is left, in the order of approval; those without it come last.
    A title revoked for fraud by an earlier decision has left nothing.
    """
    taking: defaultdict[tuple[str, date], list[int]] = defaultdict(list)
    held: dict[tuple[str, date], Award] = {}
    for place, row in enumerate(incidents):
        award = concerned(row, _of(row, awards), grounds)
        if award is not None and row.outcome is Outcome.UPHELD and (_takes_all(row, grounds) or row.amount is not None):
            held[award.uscc, award.announced] = award
            taking[award.uscc, award.announced].append(place)
    found: dict[int, int] = {}
    for key, among in taking.items():
        left: int = held[key].prize
        for place in sorted(among, key=lambda place: (incidents[place].approved or date.max, place)):
            row = incidents[place]
            found[place] = 0 if _spent(held[key], row) else left
            taken = found[place] if _takes_all(row, grounds) else row.amount or 0
            left = max(left - taken, 0) if taken <= found[place] else left
    return found


def _takes_all(row: Incident, grounds: Grounds) -> bool:
    """Say whether a revocation takes back what is left of the prize."""
    return row.decision is IncidentDecision.REVOKE and row.kind in grounds and grounds[row.kind].prize


def _spent(award: Award, row: Incident) -> bool:
    """Say whether an earlier revocation for fraud, which the register tells of, took the prize back."""
    if award.status is not RegisterStatus.REVOKED_FRAUD or award.revoked is None:
        return False
    return award.revoked != row.approved and (row.approved is None or award.revoked < row.approved)


def exceeding(
    incidents: Sequence[Incident], awards: Sequence[Award], grounds: Grounds
) -> Mapping[int, tuple[Problem, ...]]:
    """第二十二条: all recoveries of one prize together are never more than what was paid."""
    found = {}
    for place, left in recoveries(incidents, awards, grounds).items():
        row = incidents[place]
        award = concerned(row, _of(row, awards), grounds)
        if award is None or _takes_all(row, grounds) or row.amount is None or not left < row.amount <= award.prize:
            continue
        facts = {"name": row.name, "number": row.number, "amount": row.amount, "prize": award.prize, "left": left}
        found[place] = (problem("E-RULE-2518", row.where("amount"), subject=row.uscc, **facts),)
    return found


def _of(row: Incident, awards: Sequence[Award]) -> list[Award]:
    """List the organisation's awards, earliest first."""
    return sorted((award for award in awards if award.uscc == row.uscc), key=lambda award: award.announced)


def _revokes(row: Incident) -> bool:
    return row.outcome is Outcome.UPHELD and row.decision is IncidentDecision.REVOKE


def _loses_title(row: Incident, grounds: Grounds) -> bool:
    """Say whether the fact must lie within validity: as its ground says, and wherever the title is revoked for it."""
    return row.decision is IncidentDecision.REVOKE or (row.kind in grounds and grounds[row.kind].valid)


def _valid(award: Award, row: Incident) -> bool:
    """Say whether the fact lies within an award's validity, both ends included, and before any other revocation.

    On the day of a revocation the title no longer holds (口径30-1).
    """
    if award.revoked is not None and award.revoked <= row.happened and award.revoked != row.approved:
        return False
    return award.announced <= row.happened <= award.valid_until


def _name(row: Incident, award: Award) -> Iterator[Problem]:
    if row.name != award.name:
        yield problem("W-RULE-2514", row.where("name"), subject=row.uscc, name=row.name, known=award.name)


def _award(row: Incident, award: Award | None, mine: Sequence[Award], grounds: Grounds) -> Iterator[Problem]:
    """The article must reach an award: not what is dismissed, but what is established or still looked into."""
    facts = {"number": row.number, "name": row.name, "happened": date_text(row.happened)}
    if award is None and row.outcome is not Outcome.DISMISSED:
        if row.kind is IncidentKind.FRAUD:
            yield problem("E-RULE-2502", row.where("happened"), subject=row.uscc, **facts)
        elif row.kind is IncidentKind.PRIZE_MISUSE:
            yield problem("E-RULE-2515", row.where("happened"), subject=row.uscc, **facts)
        else:
            spans = "、".join(f"{date_text(a.announced)}至{date_text(a.valid_until)}" for a in mine)
            yield problem("E-RULE-2503", row.where("happened"), subject=row.uscc, spans=spans, **facts)
    if (
        _revokes(row)
        and award is not None
        and award.revoked not in {None, row.approved}
        and not _adds(row, award, grounds)
    ):
        facts["revoked"] = date_text(award.revoked)
        yield problem("E-RULE-2512", row.where("decision"), subject=row.uscc, **facts)


def _adds(row: Incident, award: Award, grounds: Grounds) -> bool:
    """Say whether fraud found out later is added to a title revoked under 第二款 before."""
    conduct = award.status is RegisterStatus.REVOKED_CONDUCT and award.revoked is not None
    fraud = row.kind is IncidentKind.FRAUD and _takes_all(row, grounds)
    return conduct and fraud and (row.approved is None or (award.revoked or date.max) < row.approved)


def _decision(row: Incident, grounds: Grounds) -> Iterator[Problem]:
    """A decision rests on an established fact and is one that the article knows."""
    ground = grounds.get(row.kind)
    if ground is None:
        yield problem("E-RULE-2519", row.where("kind"), subject=row.uscc, number=row.number, kind=row.kind)
        return
    if row.decision is None:
        return
    at, facts = row.where("decision"), {"number": row.number, "kind": row.kind, "decision": row.decision}
    if row.outcome is Outcome.OPEN:
        yield problem("E-RULE-2505", at, subject=row.uscc, **facts)
    elif row.outcome is Outcome.DISMISSED and row.decision is not IncidentDecision.NONE:
        yield problem("E-RULE-2506", at, subject=row.uscc, **facts)
    elif row.outcome is Outcome.UPHELD and row.decision not in ground.decisions:
        allowed = "、".join(ground.decisions)
        yield problem("E-RULE-2504", at, subject=row.uscc, allowed=allowed, **facts)


def _approval(row: Incident) -> Iterator[Problem]:
    """An approval approves a decision, and names the meeting that gave it."""
    if row.approved is None:
        return
    if not row.meeting:
        yield problem("E-RULE-2516", row.where("meeting"), subject=row.uscc, number=row.number)
    if row.decision is None:
        yield problem("E-RULE-2517", row.where("decision"), subject=row.uscc, number=row.number)


def _money(row: Incident, award: Award | None) -> Iterator[Problem]:
    """第二十二条: money comes back for serious misuse only, never more than the prize; 第二十五条 needs no amount."""
    facts = {"number": row.number, "kind": row.kind}
    if row.decision is not IncidentDecision.RECOVER_PRIZE:
        if row.amount is not None:
            yield problem("E-RULE-2510", row.where("amount"), subject=row.uscc, amount=row.amount, **facts)
        return
    if row.serious is not YesNo.YES:
        yield problem("E-RULE-2507", row.where("serious"), subject=row.uscc, serious=row.serious or "未填", **facts)
    if row.amount is None:
        yield problem("E-RULE-2508", row.where("amount"), subject=row.uscc, **facts)
    elif award is not None and row.amount > award.prize:
        amounts = {"amount": row.amount, "prize": award.prize}
        yield problem("E-RULE-2509", row.where("amount"), subject=row.uscc, **amounts, **facts)
