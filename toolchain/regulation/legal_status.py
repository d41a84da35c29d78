"""第二十五条, 第二十六条, 第二十八条: what an organisation is on a day, by everything on record of it in any cycle.

A title, revocation, ban, removal or new code counts from its date, whichever workbook of whichever cycle holds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from toolchain.engine.value_objects import Value
from toolchain.model.record import Record
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import USCC, Yuan
from toolchain.model.sheets.approval import Approved, ExecutiveMeeting
from toolchain.model.sheets.event_vocabulary import ApplicantEventKind, DecisionKind, DecisionResult
from toolchain.model.sheets.events import ApplicantEvent, DecisionEvent
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.register import Award, Ban
from toolchain.model.sheets.supervision import Discipline, Incident
from toolchain.model.sheets.vocabulary import AwardKind, BanCause, GovernmentDecision, RegisterStatus, YesNo
from toolchain.regulation import art25_revocation, art28_validity, register

_RECODED = frozenset({ApplicantEventKind.RECODED, ApplicantEventKind.MERGED, ApplicantEventKind.DIVIDED})


class LegalStatus(Value):
    """Titles and bans of all organisations on record, by all workbooks together.

    Attributes:
        awards: every title, once, with its revocation where one is approved anywhere.
        bans: every ban, once.
        codes: (old code, new code) of the organisations that people decided are the same one.
    """

    awards: tuple[Award, ...]
    bans: tuple[Ban, ...]
    codes: tuple[tuple[str, str], ...] = ()

    def same(self, uscc: str) -> frozenset[str]:
        """Give every code under which an organisation is or was on record: what became it, and what it became."""
        return self._line(uscc, back=True) | self._line(uscc, back=False)

    def _line(self, uscc: str, *, back: bool) -> frozenset[str]:
        found, rest = {uscc}, [uscc]
        while rest:
            code = rest.pop()
            near = {old if back else new for old, new in self.codes if (new if back else old) == code}
            rest += near - found
            found |= near
        return frozenset(found)

    def awards_of(self, uscc: USCC) -> tuple[Award, ...]:
        """List an organisation's titles, those under its other codes too, all under this one."""
        mine = self.same(uscc)
        return tuple(_under(uscc, row) for row in self.awards if row.uscc in mine)

    def bans_of(self, uscc: USCC) -> tuple[Ban, ...]:
        """List an organisation's bans, those under its other codes too, all under this one."""
        mine = self.same(uscc)
        return tuple(row if row.uscc == uscc else replace(row, uscc=uscc) for row in self.bans if row.uscc in mine)

    def titles(self, uscc: USCC, day: date) -> tuple[Award, ...]:
        """List the titles in force on a day."""
        held = art28_validity.titles(uscc, self.awards_of(uscc), day)
        return tuple(award for award in held if art28_validity.in_force(award, day))


def _under(uscc: USCC, row: Award) -> Award:
    return row if row.uscc == uscc else replace(row, uscc=uscc)


def on_record(record: Record, rules: Rules) -> LegalStatus:
    """Join the registers, the supervision and the approvals of all cycles that a record knows of.

    Of two rows for one title the one revoked first counts, else the one in the cycle's own register. What is decided on
    an incident in two workbooks is one decision.
    """
    rows = [*record.whole(Award), *record.elsewhere(Award), *_approved(record, rules)]
    awards = _once(rows)
    incidents = _decided([*record.whole(Incident), *record.elsewhere(Incident)])
    rulings, _ = art25_revocation.rule(incidents, awards, rules)
    bans = (*record.whole(Ban), *record.elsewhere(Ban), *register.fraud_bans(rows))
    return LegalStatus(
        awards=register.revoked(awards, rulings),
        bans=_distinct(register.banned(bans, rulings)),
        codes=tuple(_codes([*record.whole(ApplicantEvent), *record.elsewhere(ApplicantEvent)])),
    )


def revoked_elsewhere(awards: Sequence[Award], record: Record, rules: Rules) -> tuple[Award, ...]:
    """Enter into a register the revocations that other cycles record."""
    if not record.others:
        return tuple(awards)
    rulings, _ = art25_revocation.rule(_decided(record.elsewhere(Incident)), awards, rules)
    known = {(row.uscc, row.announced): row for row in _once(record.elsewhere(Award)) if row.revoked is not None}
    found = []
    for award in register.revoked(awards, rulings):
        other = known.get((award.uscc, award.announced))
        if other is not None and (award.revoked is None or (other.revoked or date.max) < award.revoked):
            found.append(replace(award, status=other.status, revoked=other.revoked))
        else:
            found.append(award)
    return tuple(found)


def bans_elsewhere(record: Record, awards: Sequence[Award], rules: Rules) -> tuple[Ban, ...]:
    """Join the bans in the cycle's own register with those that other cycles record of its organisations."""
    if not record.others:
        return record.whole(Ban)
    mine = {row.uscc for row in awards} | {row.uscc for row in record.whole(Ban)}
    rulings, _ = art25_revocation.rule(_decided(record.elsewhere(Incident)), awards, rules)
    bans = (*record.whole(Ban), *(row for row in record.elsewhere(Ban) if row.uscc in mine))
    return _distinct(register.banned(bans, rulings))


def discipline(record: Record) -> tuple[Discipline, ...]:
    """第二十六条: list the measures against the cycle's experts, those that other cycles record too.

    Another cycle's measure is an expert's where number and name agree.
    """
    experts = {(row.number, row.name) for row in record.having(Expert, "number", "name")}
    own = record.all(Discipline)
    more = [row for row in record.elsewhere(Discipline) if (row.expert, row.name) in experts]
    known = {(row.expert, row.measure, row.decided) for row in own if not row.lacking}
    return (*own, *(row for row in more if (row.expert, row.measure, row.decided) not in known))


def _approved(record: Record, rules: Rules) -> Iterator[Award]:
    """第二十八条: take the titles that another cycle's government announced, entered in a register or not yet.

    Where a rule set has a 提名 grade the approval alone does not tell the grades apart, and only the register counts.
    """
    if rules.lower:
        return
    yield from _approved_later(record, rules)
    for item in record.others:
        meeting = item.one(ExecutiveMeeting)
        if meeting is None or meeting.announced is None:
            continue
        cells = {name: meeting.at.cells.get("announced", "") for name in ("announced", "valid_until")}
        for row in item.all(Approved):
            if row.decision is GovernmentDecision.APPROVED:
                found = _title(row.uscc, row.name, item.mark.cycle, meeting.announced, rules)
                yield replace(found, certificate=row.certificate, at=replace(meeting.at, cells=cells))


def _approved_later(record: Record, rules: Rules) -> Iterator[Award]:
    """第十八条: take the titles that another cycle's government had deferred and announced afterwards."""
    for item in record.others:
        for row in item.all(DecisionEvent):
            given = row.kind is DecisionKind.LATER and row.result is DecisionResult.AWARDED
            if given and row.announced is not None and row.uscc is not None and not row.lacking:
                cell = row.at.cells.get("announced", "")
                found = _title(row.uscc, row.uscc, item.mark.cycle, row.announced, rules)
                cells = dict.fromkeys(("announced", "valid_until"), cell)
                yield replace(found, certificate=row.certificate, at=replace(row.at, cells=cells))


def _title(uscc: USCC, name: str, cycle: str, announced: date, rules: Rules) -> Award:
    return Award(
        uscc=uscc,
        name=name,
        cycle=cycle,
        year=announced.year,
        kind=AwardKind.FIRST,
        basis=rules.document,
        announced=announced,
        valid_until=art28_validity.valid_until(announced, rules.art28),
        certificate=None,
        prize=Yuan(rules.art19.prize_yuan),
        status=RegisterStatus.VALID,
        revoked=None,
    )


def _once(rows: Iterable[Award]) -> tuple[Award, ...]:
    found: dict[tuple[str, date], Award] = {}
    for row in rows:
        key = row.uscc, row.announced
        known = found.setdefault(key, row)
        if row.revoked is not None and (known.revoked is None or row.revoked < known.revoked):
            found[key] = replace(row, name=known.name)
    return tuple(found.values())


def _decided(rows: Iterable[Incident]) -> tuple[Incident, ...]:
    found: dict[tuple[object, ...], Incident] = {}
    for row in rows:
        found.setdefault((row.uscc, row.kind, row.happened, row.decision, row.approved, row.amount), row)
    return tuple(found.values())


def _distinct(bans: Iterable[Ban]) -> tuple[Ban, ...]:
    found: dict[tuple[str, BanCause, date], Ban] = {}
    for ban in bans:
        found.setdefault((ban.uscc, ban.cause, ban.since), ban)
    return tuple(found.values())


def _codes(changes: Iterable[ApplicantEvent]) -> Iterator[tuple[str, str]]:
    for row in changes:
        if row.kind in _RECODED and row.new_code and row.same is YesNo.YES and row.new_code != row.uscc:
            yield row.uscc, row.new_code
