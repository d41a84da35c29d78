"""The register of laureates carried on: earlier awards, this cycle's, revocations (第二十五条, 第二十八条)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from toolchain.model.parameters import Rules
from toolchain.model.schema import Place, Yuan
from toolchain.model.sheets.register import Award, Ban
from toolchain.model.sheets.settings import Cycle
from toolchain.model.sheets.vocabulary import AwardKind, BanCause, RegisterStatus
from toolchain.regulation.art18_notice import Approval
from toolchain.regulation.art25_revocation import Consequence, Ruling
from toolchain.regulation.art28_validity import valid_until

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
    nominated: Collection[str] = (),
) -> tuple[Award, ...]:
    """Make the register rows of the laureates just announced, in the order of the announcement.

    ``nominated`` are those of the 提名 grade, where the rule set has one.
    """
    if approval.announced is None:
        return ()
    rows = {str(row.uscc): row for row in approval.rows}
    return tuple(
        Award(
            uscc=rows[uscc].uscc,
            name=rows[uscc].name,
            cycle=cycle.cycle,
            year=cycle.year,
            kind=_kind(uscc, repeats, nominated),
            basis=rules.document,
            announced=approval.announced,
            valid_until=valid_until(approval.announced, rules.art28),
            certificate=rows[uscc].certificate,
            prize=Yuan(prizes.get(uscc, 0)),
            status=RegisterStatus.VALID,
            revoked=None,
        )
        for uscc in approval.approved
    )


def _kind(uscc: str, repeats: Collection[str], nominated: Collection[str]) -> AwardKind:
    if uscc in repeats:
        return AwardKind.REPEAT
    return AwardKind.NOMINATION if uscc in nominated else AwardKind.FIRST


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
    """Enter the approved revocations; a title ends once, so fraud found after a revocation adds a ban and no more."""
    approved: dict[tuple[str, date], Ruling] = {}
    for ruling in sorted(rulings, key=_approval):
        if ruling.award is not None and ruling.approved and ruling.consequence in _REVOKED:
            approved.setdefault((ruling.award.uscc, ruling.award.announced), ruling)
    found = []
    for award in awards:
        ended = approved.get((award.uscc, award.announced))
        if ended is None or (award.revoked is not None and award.revoked <= _approval(ended)):
            found.append(award)
        else:
            status = _REVOKED[ended.consequence]
            found.append(replace(award, status=status, revoked=ended.incident.approved))
    return tuple(found)


def _approval(ruling: Ruling) -> date:
    return ruling.incident.approved or date.max


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
    """Add the bans that approved revocations for fraud bring (第二十五条第一款)."""
    known = {(ban.uscc, ban.cause, ban.since) for ban in bans}
    added = [
        Ban(
            uscc=ruling.incident.uscc,
            name=ruling.incident.name,
            cause=BanCause.FRAUD,
            since=ruling.incident.approved,
            evidence=ruling.incident.evidence,
            at=_at(ruling.incident.at, cause="decision", since="approved"),
        )
        for ruling in rulings
        if ruling.approved and ruling.consequence is Consequence.REVOKE_FRAUD and ruling.incident.approved is not None
    ]
    return (*bans, *(ban for ban in added if (ban.uscc, ban.cause, ban.since) not in known))
