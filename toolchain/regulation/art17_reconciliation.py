"""第十七条: the tellers' numbers must agree with each other, with the room and with the papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from toolchain.engine.value_objects import Value
from toolchain.model.chinese import people_in
from toolchain.model.problems import At, Problem, problem
from toolchain.model.schema import columns
from toolchain.model.sheets.committee import Ballot, Count
from toolchain.model.sheets.vocabulary import Teller, Vote, Voters, YesNo
from toolchain.regulation.art17_ballots import BallotBox

_MARKS = {"favour": Vote.FOR, "against": Vote.AGAINST, "abstained": Vote.ABSTAIN, "invalid": Vote.INVALID}
_NUMBERS = ("handed", "returned", *_MARKS)
_LABELS = {item.name: item.label for item in columns(Count)}


class Room(Value):
    """Who may vote on one candidate.

    Attributes:
        members: 应到.
        present: 实到.
        recused: present members recused from the candidate.
        away: all members recused from it, also those who did not come.
    """

    members: int
    present: int
    recused: int
    away: int


def room(box: BallotBox, uscc: str) -> Room:
    """Count the members who may vote on a candidate (第二十七条)."""
    present = {row.number for row in box.members if row.present is YesNo.YES}
    away = {row.member for row in box.recusals if row.uscc == uscc} & {row.number for row in box.members}
    return Room(len(box.members), len(present), len(away & present), len(away))


def check_recusals(box: BallotBox, names: Mapping[str, str], voters: Voters) -> tuple[Problem, ...]:
    """第二十七条: a recused member is a member and is recused from a candidate.

    A member who did not come has no vote to leave, unless 投票人数 are all members (口径17-1).
    """
    return tuple(_recusals(box, names, voters))


def _recusals(box: BallotBox, names: Mapping[str, str], voters: Voters) -> Iterator[Problem]:
    members = {row.number: row for row in box.members}
    for row in box.recusals:
        member = members.get(row.member)
        if member is None:
            yield problem("E-RULE-1720", row.where("member"), member=row.member)
        elif member.present is not YesNo.YES and voters is not Voters.ALL:
            yield problem("E-RULE-1721", row.where("member"), member=row.member, name=member.name)
        if row.uscc not in names:
            yield problem("E-RULE-1722", row.where("uscc"), uscc=row.uscc, member=row.member)


def check_rows(box: BallotBox, names: Mapping[str, str], turn: int) -> tuple[Problem, ...]:
    """Name count rows of organisations that are no candidates, rows twice, other names, a candidate that counts."""
    return tuple(_rows(box, names, turn))


def _rows(box: BallotBox, names: Mapping[str, str], turn: int) -> Iterator[Problem]:
    seen: dict[tuple[str, Teller], Count] = {}
    for row in box.counts:
        if row.round != turn:
            continue
        if row.uscc not in names:
            yield problem("E-RULE-1702", row.where("uscc"), uscc=row.uscc, name=row.name)
            continue
        if row.name != names[row.uscc]:
            yield problem("E-RULE-1703", row.where("name"), subject=row.uscc, name=row.name, filed=names[row.uscc])
        first = seen.setdefault((row.uscc, row.teller), row)
        if first is not row:
            facts = {"name": row.name, "teller": row.teller, "other": first.where("teller")}
            yield problem("E-RULE-1704", row.where("teller"), subject=row.uscc, **facts)
    for field in ("counting", "watching"):
        for person in people_in(getattr(box.meeting, field)).values:
            if person in names.values():
                yield problem("E-RULE-1724", box.meeting.where(field), name=person)


def counted(box: BallotBox, uscc: str, name: str, turn: int) -> tuple[Count | None, tuple[Problem, ...]]:
    """Give the count of a candidate; the second teller's row, where there is one, must say the same."""
    rows = {row.teller: row for row in box.counts if row.round == turn and row.uscc == uscc}
    count, check = rows.get(Teller.COUNTING), rows.get(Teller.WATCHING)
    if count is None:
        at = check.where("teller") if check else At(box.meeting.at.file, Count.sheet.title)
        return None, (problem("E-RULE-1701", at, subject=uscc, name=name, round=turn),)
    if check is None:
        return count, ()
    return count, tuple(
        problem(
            "E-RULE-1705",
            check.where(field),
            subject=uscc,
            name=name,
            label=_LABELS[field],
            found=getattr(check, field),
            counted=getattr(count, field),
            other=count.where(field),
        )
        for field in _NUMBERS
        if getattr(count, field) != getattr(check, field)
    )


def reconcile(count: Count, marks: Sequence[Ballot], seats: Room) -> tuple[Problem, ...]:
    """发出 = 实到 − 回避; 收回 ≤ 发出; 同意 + 不同意 + 弃权 + 无效 = 收回 = papers entered, mark by mark."""
    return tuple(_reconcile(count, marks, seats))


def _reconcile(count: Count, marks: Sequence[Ballot], seats: Room) -> Iterator[Problem]:
    subject, name = count.uscc, count.name
    expected = seats.present - seats.recused
    if count.handed != expected:
        facts = {"found": count.handed, "present": seats.present, "recused": seats.recused, "expected": expected}
        yield problem("E-RULE-1706", count.where("handed"), subject=subject, name=name, **facts)
    if count.returned > count.handed:
        facts = {"returned": count.returned, "handed": count.handed}
        yield problem("E-RULE-1707", count.where("returned"), subject=subject, name=name, **facts)
    total = sum(getattr(count, field) for field in _MARKS)
    if total != count.returned:
        facts = {"total": total, "returned": count.returned}
        yield problem("E-RULE-1708", count.where("returned"), subject=subject, name=name, **facts)
    if len(marks) != count.returned:
        facts = {"entered": len(marks), "returned": count.returned}
        yield problem("E-RULE-1709", count.where("returned"), subject=subject, name=name, **facts)
    entered = Counter(row.vote for row in marks)
    for field, vote in _MARKS.items():
        if getattr(count, field) != entered[vote]:
            facts = {"found": getattr(count, field), "entered": entered[vote]}
            yield problem("E-RULE-1710", count.where(field), subject=subject, name=name, vote=vote, **facts)
