"""第八条, 第十六条, 第十七条: a reviewer who cannot go on is followed by the next ticket; members come and go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolchain.engine.value_objects import Value
from toolchain.model.problems import Problem, problem
from toolchain.model.record import Record
from toolchain.model.sheets.committee import Meeting, Member, MemberRecusal
from toolchain.model.sheets.draw import Panel
from toolchain.model.sheets.event_vocabulary import GivenScores, PersonEventKind
from toolchain.model.sheets.events import PersonEvent
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.scores import Reviewer
from toolchain.model.sheets.vocabulary import YesNo
from toolchain.regulation.art08_draw import Draw, Role
from toolchain.regulation.events import Events, misdated


class Replacement(Value):
    """One reviewer who leaves a panel after the draw.

    Attributes:
        event: the row.
        panel: the panel's name.
        left: who leaves.
        follows: who takes the seat; None where the marks given stay and the seat is not filled again.
    """

    event: PersonEvent
    panel: str
    left: Expert
    follows: Expert | None


def replaced(
    draw: Draw, events: Events, experts: Sequence[Expert]
) -> tuple[Draw, tuple[Replacement, ...], tuple[Problem, ...]]:
    """第八条: seat the next reserve for every reviewer of a panel who cannot go on; the tickets stay as drawn.

    Where the marks given stay (保留), the seat is not filled again unless a successor is named. Where the reserves are
    used up, people name the successor, found by a recorded widening.
    """
    found: list[Replacement] = []
    problems: list[Problem] = []
    members = list(draw.members)
    reserves = [ticket.expert for ticket in draw.tickets if ticket.role is Role.RESERVE]
    known = {expert.number: expert for expert in experts}
    mine = [row for row in leaving(events) if row.panel == draw.pool.panel.panel]
    for row in sorted(mine, key=lambda item: (item.effective, item.number)):
        left = next((expert for expert in members if expert.number == row.person), None)
        if left is None:
            facts = {"number": row.number, "person": row.person, "panel": f"{draw.pool.panel.panel}的评审员"}
            problems.append(problem("E-EVENT-14", row.where("person"), **facts))
            continue
        follows: Expert | None = None
        if row.scores is GivenScores.VOID or row.successor:
            follows, wrong = _next(row, reserves, known, members)
            problems += wrong
            if wrong:
                continue
        place = members.index(left)
        members[place : place + 1] = [] if follows is None else [follows]
        if follows in reserves:
            reserves.remove(follows)
        found.append(Replacement(row, draw.pool.panel.panel, left, follows))
    seated = tuple(members)
    leader, wrong = _led(draw, events, {expert.number for expert in seated})
    problems += wrong
    if not found and leader == draw.leader:
        return draw, (), tuple(problems)
    return replace(draw, seated=seated, leader=leader), tuple(found), tuple(problems)


def _led(draw: Draw, events: Events, seated: set[str]) -> tuple[str, list[Problem]]:
    """第八条: give the leader after every change on record, and changes from or to whoever is not in the panel."""
    leader, panel = draw.leader, draw.pool.panel.panel
    problems: list[Problem] = []
    changes = [row for row in events.people if row.kind is PersonEventKind.LEADER_CHANGES and row.panel == panel]
    for row in sorted(changes, key=lambda item: (item.effective, item.number)):
        if row.person != leader:
            told = {"number": row.number, "person": row.person, "panel": f"{panel}的组长"}
            problems.append(problem("E-EVENT-14", row.where("person"), **told))
        elif row.successor not in seated:
            told = {"number": row.number, "person": row.successor or "", "panel": f"{panel}现在的评审员"}
            problems.append(problem("E-EVENT-14", row.where("successor"), **told))
        else:
            leader = row.successor or ""
    return leader if leader in seated else "", problems


def _next(
    row: PersonEvent, reserves: Sequence[Expert], known: dict[str, Expert], members: Sequence[Expert]
) -> tuple[Expert | None, list[Problem]]:
    """Give the successor: the next reserve, or whom people named once the reserves are used up."""
    facts = {"number": row.number, "panel": row.panel or ""}
    if reserves:
        first = reserves[0]
        if row.successor and row.successor != first.number:
            told = {**facts, "found": row.successor, "expected": f"{first.number}{first.name}"}
            return None, [problem("E-EVENT-15", row.where("successor"), **told)]
        return first, []
    named = known.get(row.successor or "")
    if named is None or named in members:
        return None, [problem("E-EVENT-16", row.where("successor"), **facts)]
    return named, []


def leaving(events: Events) -> tuple[PersonEvent, ...]:
    """List the reviewers who cannot go on."""
    return tuple(row for row in events.people if row.kind is PersonEventKind.REVIEWER_LEAVES)


def void(events: Events) -> frozenset[tuple[str, str]]:
    """Give panel and number of those whose marks do not count; their sheets stay on file."""
    return frozenset((row.panel, row.person) for row in leaving(events) if row.scores is GivenScores.VOID and row.panel)


def kept(events: Events) -> frozenset[tuple[str, str]]:
    """Give panel and number of those whose marks stay though they left."""
    return frozenset((row.panel, row.person) for row in leaving(events) if row.scores is GivenScores.KEPT and row.panel)


def present(members: Sequence[Member], events: Events, turn: int) -> tuple[Member, ...]:
    """第十七条: mark who is there in a round of the vote: who came late is from then on, who left is not any more."""
    here = {member.number: member.present is YesNo.YES for member in members}
    moves = [row for row in events.people if row.kind in _MOVES and row.round is not None]
    for row in sorted(moves, key=lambda item: (item.round or 0, item.number), reverse=True):
        if row.round is not None and turn < row.round:
            here[row.person] = row.kind is PersonEventKind.MEMBER_LEAVES  # not come yet, or not gone yet
    for row in sorted(moves, key=lambda item: (item.round or 0, item.number)):
        if row.round is not None and turn >= row.round:
            here[row.person] = row.kind is PersonEventKind.MEMBER_ARRIVES
    found = ((member, here[member.number]) for member in members)
    return tuple(
        member if there is (member.present is YesNo.YES) else _marked(member, here=there) for member, there in found
    )


_MOVES = frozenset({PersonEventKind.MEMBER_ARRIVES, PersonEventKind.MEMBER_LEAVES})


def _marked(member: Member, *, here: bool) -> Member:
    return replace(member, present=YesNo.YES if here else YesNo.NO)


def recusals(record: Record, events: Events) -> tuple[MemberRecusal, ...]:
    """第二十七条: list the recusals of the meeting's workbook, and those declared in the meeting."""
    declared = tuple(
        MemberRecusal(member=row.person, uscc=row.uscc, reason=row.reason, at=row.at)
        for row in events.people
        if row.kind is PersonEventKind.MEMBER_RECUSED and row.uscc is not None
    )
    return (*record.all(MemberRecusal), *declared)


def check(record: Record, events: Events) -> Iterator[Problem]:
    """Name events of people out of their time, of strangers, and marks kept that nobody signed."""
    experts = {row.number: row.name for row in record.having(Expert, "number", "name")}
    members = {row.number: row.name for row in record.having(Member, "number", "name")}
    for row in events.people:
        of_panel = row.kind in {PersonEventKind.REVIEWER_LEAVES, PersonEventKind.LEADER_CHANGES}
        known = (experts if of_panel else members).get(row.person, row.name)
        if known != row.name:
            facts = {"number": row.number, "label": "姓名", "name": row.name, "known": known}
            yield problem("E-EVENT-36", row.where("name"), **facts)
        if of_panel:
            yield from _of_panel(row, record)
        else:
            yield from _of_meeting(row, record)


def _of_panel(row: PersonEvent, record: Record) -> Iterator[Problem]:
    """A reviewer leaves between the draw and the vote; what stays of the marks was signed before."""
    panel = next((item for item in record.all(Panel) if item.panel == row.panel), None)
    meeting, sheets = record.one(Meeting), record.all(Reviewer)
    if panel is None:
        told = {"number": row.number, "person": row.person, "panel": f"{row.panel}的评审员，没有这个评审组"}
        yield problem("E-EVENT-14", row.where("panel"), **told)
        return
    if row.effective < panel.drawn:
        yield misdated(row, "effective", "早于", "抽取日期", panel.drawn, panel.where("drawn"))
    elif meeting is not None and row.effective > meeting.held:
        yield misdated(row, "effective", "晚于", "评委会会议日期", meeting.held, meeting.where("held"))
    if row.scores is GivenScores.KEPT and sheets:
        sheet = next((item for item in sheets if (item.panel, item.expert) == (row.panel, row.person)), None)
        if sheet is None:
            yield problem("E-EVENT-17", row.where("scores"), number=row.number, person=row.person)
        elif sheet.signed > row.effective:
            yield misdated(row, "effective", "早于", "评分表签字日期", sheet.signed, sheet.where("signed"))


def _of_meeting(row: PersonEvent, record: Record) -> Iterator[Problem]:
    """A member comes, goes or stays away on the day of the meeting."""
    meeting = record.one(Meeting)
    if meeting is None:
        return
    if row.person not in {item.number for item in record.all(Member)}:
        yield problem("E-EVENT-14", row.where("person"), number=row.number, person=row.person, panel="评委会的委员")
    elif row.effective != meeting.held:
        order = "早于" if row.effective < meeting.held else "晚于"
        yield misdated(row, "effective", order, "评委会会议日期", meeting.held, meeting.where("held"))
