"""The register of laureates carried on: earlier awards, this cycle's, revocations (第二十五条, 第二十八条)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from toolchain.model.rule_set.consequences import cause_of
from toolchain.model.rule_set.grades import Grade
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import Place, Yuan
from toolchain.model.sheets.register import Award, Ban
from toolchain.model.sheets.settings import Cycle
from toolchain.model.sheets.vocabulary import AwardKind, BanCause, RegisterStatus
from toolchain.regulation.art18_notice import Approval
from toolchain.regulation.art25_revocation import Consequence, Ruling
from toolchain.regulation.art28_validity import titles, valid_until
from toolchain.regulation.dates import after

_REVOKED = {
    Consequence.REVOKE_FRAUD: RegisterStatus.REVOKED_FRAUD,
    Consequence.REVOKE_CONDUCT: RegisterStatus.REVOKED_CONDUCT,
}


def awarded(
    approval: Approval,
    prizes: Mapping[str, int],
    repeats: Collection[str],
    cycle: Cycle,
    rules: Rules,
    grades: Mapping[str, Grade] = MappingProxyType({}),
) -> tuple[Award, ...]:
    """Make the register rows of the laureates just announced, in the order of the announcement, then of later ones.

    A title deferred at first holds from its own announcement (第二十八条). ``grades`` gives the grade of those below
    the top one, where the rule set has any.
    """
    rows = {str(row.uscc): row for row in approval.rows}
    told = [(uscc, rows[uscc], approval.announced, rows[uscc].certificate) for uscc in approval.approved]
    told += [(item.uscc, item.row, item.announced, item.event.certificate) for item in approval.later if item.row]
    return tuple(
        Award(
            uscc=row.uscc,
            name=row.name,
            cycle=cycle.cycle,
            year=cycle.year,
            kind=_kind(uscc, repeats, grades),
            basis=rules.document,
            announced=announced,
            valid_until=valid_until(announced, rules.art28),
            certificate=certificate,
            prize=Yuan(prizes.get(uscc, 0)),
            status=RegisterStatus.VALID,
            revoked=None,
            grade=grades[uscc].name if uscc in grades and len(rules.lower) > 1 else "",
        )
        for uscc, row, announced, certificate in told
        if announced is not None
    )


def former(awards: Sequence[Award], approval: Approval) -> frozenset[str]:
    """Name those approved that had a title before, for a rule set in which they compete like everybody else."""
    day = approval.meeting.held
    return frozenset(code for code in approval.approved if titles(code, awards, day))


def _kind(uscc: str, repeats: Collection[str], lower: Collection[str]) -> AwardKind:
    if uscc in lower:
        return AwardKind.NOMINATION
    return AwardKind.REPEAT if uscc in repeats else AwardKind.FIRST


def carried(awards: Sequence[Award], new: Sequence[Award]) -> tuple[Award, ...]:
    """Join earlier awards and new ones; an award entered by hand for this cycle stands as entered."""
    known = {(award.uscc, award.announced) for award in awards} | {(award.uscc, award.cycle) for award in awards}
    return (
        *awards,
        *(award for award in new if not {(award.uscc, award.announced), (award.uscc, award.cycle)} & known),
    )


def expired(awards: Iterable[Award], day: date) -> tuple[Award, ...]:
    """Enter 期满 where an award that was valid had run out by a day, which is a date on record, never today."""
    return tuple(
        replace(award, status=RegisterStatus.EXPIRED)
        if award.status is RegisterStatus.VALID and award.valid_until < day
        else award
        for award in awards
    )


def revoked(awards: Iterable[Award], rulings: Sequence[Ruling]) -> tuple[Award, ...]:
    """Enter what was approved of titles: those revoked, each once, and those kept on after a re-assessment.

    A title ends once, so fraud found after a revocation adds a ban and no more.
    """
    approved: dict[tuple[str, date], Ruling] = {}
    for ruling in sorted(rulings, key=_approval):
        if ruling.award is not None and ruling.approved and ruling.consequence in _REVOKED:
            approved.setdefault((ruling.award.uscc, ruling.award.announced), ruling)
    found = []
    kept = sorted((ruling for ruling in rulings if ruling.extends is not None), key=_approval)
    for award in (_renewed(award, kept) for award in awards):
        ended = approved.get((award.uscc, award.announced))
        if ended is None or (award.revoked is not None and award.revoked <= _approval(ended)):
            found.append(award)
        else:
            status = _REVOKED[ended.consequence]
            found.append(replace(award, status=status, revoked=ended.incident.approved))
    return tuple(found)


def _approval(ruling: Ruling) -> date:
    return ruling.incident.approved or date.max


def _renewed(award: Award, rulings: Sequence[Ruling]) -> Award:
    """Enter the later last day of a title that an approved re-assessment keeps on; entered once, it stays.

    A re-assessment looks back on the time that ends: with the extension the end lies further off than it reaches.
    """
    for ruling in rulings:
        mine = ruling.award is not None and (ruling.award.uscc, ruling.award.announced) == (award.uscc, award.announced)
        longer, happened = ruling.extends, ruling.incident.happened
        if mine and ruling.approved and longer is not None and award.valid_until < after(happened, longer):
            until = after(award.valid_until, longer)
            award = replace(award, valid_until=until, status=RegisterStatus.VALID)
    return award


def fraud_bans(awards: Iterable[Award]) -> Iterator[Ban]:
    """第二十五条第一款: give the bans of titles revoked for fraud; each bars though nobody entered the ban."""
    for award in awards:
        if award.status is RegisterStatus.REVOKED_FRAUD and award.revoked is not None:
            yield Ban(
                uscc=award.uscc,
                name=award.name,
                cause=BanCause.FRAUD,
                since=award.revoked,
                evidence=f"获奖台账，{award.cycle}",
                at=_at(award.at, cause="status", since="revoked"),
            )


def _at(place: Place, **cells: str) -> Place:
    """Let a ban that nobody entered rest on the cells it follows from."""
    return replace(place, cells={name: place.cells.get(cell, "") for name, cell in cells.items()})


def banned(bans: Sequence[Ban], rulings: Sequence[Ruling]) -> tuple[Ban, ...]:
    """Add the bans that approved revocations bring (第二十五条第一款, or as the rule set says)."""
    known = {(ban.uscc, ban.cause, ban.since) for ban in bans}
    added = [
        Ban(
            uscc=ruling.incident.uscc,
            name=ruling.incident.name,
            cause=cause,
            since=ruling.incident.approved,
            evidence=ruling.incident.evidence,
            at=_at(ruling.incident.at, cause="decision", since="approved"),
        )
        for ruling in rulings
        if ruling.approved
        and ruling.ban is not None
        and ruling.incident.approved is not None
        and (cause := cause_of(ruling.incident.kind)) is not None
    ]
    return (*bans, *(ban for ban in added if (ban.uscc, ban.cause, ban.since) not in known))
