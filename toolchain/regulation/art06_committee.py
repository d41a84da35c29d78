"""第六条: who sits on the committee, who presides and who counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolchain.model.chinese import people_in
from toolchain.model.problems import At, Problem, problem
from toolchain.model.rule_set.numbers import Art06
from toolchain.model.sheets.committee import Meeting, Member
from toolchain.model.sheets.settings import Readings
from toolchain.model.sheets.vocabulary import MemberCategory, MemberRole, Quorum, YesNo


def check_meeting(meeting: Meeting, members: Sequence[Member], readings: Readings, p: Art06) -> tuple[Problem, ...]:
    """第六条: categories and offices of the committee, quorum by the reading (口径6-1), two tellers."""
    return (
        *_offices(meeting, members, p),
        *_size(meeting, members, p),
        *_categories(meeting, members),
        *_namesakes(members),
        *_quorum(meeting, members, readings, p),
        *_people(meeting, members),
    )


def roster(meeting: Meeting) -> At:
    """Give the place of the roster as a whole."""
    return At(meeting.at.file, Member.sheet.title)


def _offices(meeting: Meeting, members: Sequence[Member], p: Art06) -> Iterator[Problem]:
    """One chair, always; another number of vice-chairs only warns, since an office may be unfilled."""
    chairs = [row for row in members if row.role is MemberRole.CHAIR]
    if len(chairs) != 1:
        at = chairs[1].where("role") if chairs else roster(meeting)
        yield problem("E-RULE-0601", at, count=len(chairs), names=_names(chairs))
    vice = [row for row in members if row.role is MemberRole.VICE_CHAIR]
    if len(vice) != p.vice_chairs:
        at = vice[-1].where("role") if vice else roster(meeting)
        yield problem("W-RULE-0602", at, count=len(vice), names=_names(vice), expected=p.vice_chairs)


def _size(meeting: Meeting, members: Sequence[Member], p: Art06) -> Iterator[Problem]:
    """The least number of members, or an odd one, where the text asks for it."""
    count = len(members)
    if count < p.members or (p.odd and not count % 2):
        wanted = [f"不少于{p.members}人"] * bool(p.members) + ["单数"] * p.odd
        yield problem("W-RULE-0610", roster(meeting), count=count, wanted="、".join(wanted))


def _categories(meeting: Meeting, members: Sequence[Member]) -> Iterator[Problem]:
    missing = [category for category in MemberCategory if all(row.category is not category for row in members)]
    if missing:
        yield problem("W-RULE-0603", roster(meeting), missing="、".join(missing))


def _namesakes(members: Sequence[Member]) -> Iterator[Problem]:
    """Two rows with one name may be one person listed twice, which would raise 应到."""
    seen: dict[str, Member] = {}
    for row in members:
        first = seen.setdefault(row.name, row)
        if first is not row:
            yield problem("W-RULE-0609", row.where("name"), name=row.name, number=row.number, other=first.number)


def _quorum(meeting: Meeting, members: Sequence[Member], readings: Readings, p: Art06) -> Iterator[Problem]:
    """The text names no quorum: the share of the rule set is asked for, or missed with a warning only."""
    present = sum(row.present is YesNo.YES for row in members)
    if present < p.quorum * len(members):
        code = "E-RULE-0604" if readings.quorum is Quorum.TWO_THIRDS else "W-RULE-0605"
        yield problem(code, roster(meeting), present=present, members=len(members))


def _people(meeting: Meeting, members: Sequence[Member]) -> Iterator[Problem]:
    present = {row.name for row in members if row.present is YesNo.YES}
    counting, watching = people_in(meeting.counting).values, people_in(meeting.watching).values
    for name in watching:
        if name in counting:
            yield problem("E-RULE-0606", meeting.where("watching"), name=name)
    for name in counting:
        if name in present:
            yield problem("W-RULE-0607", meeting.where("counting"), name=name)
    if meeting.presider not in present:
        yield problem("W-RULE-0608", meeting.where("presider"), name=meeting.presider)


def _names(members: Sequence[Member]) -> str:
    return "、".join(row.name for row in members) or "无"
