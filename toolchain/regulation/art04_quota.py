"""第四条: one cycle every two years, at most three new laureates, places may stay vacant."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from toolchain.engine.value_objects import Value
from toolchain.model.chinese import date_text
from toolchain.model.parameters import Art04
from toolchain.model.problems import Problem, problem
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.settings import Cycle
from toolchain.regulation.art17_vote import Tally


class Nomination(Value):
    """Who is nominated after the vote.

    Attributes:
        first: new nominees, most votes first, never more than the quota.
        repeat: repeat laureates that passed; they stand outside the quota (第二十八条).
        failed: candidates under the threshold.
        surplus: new candidates that passed but found no place left.
        tied: candidates with equal votes at the last place; a second ballot or people must decide.
        vacant: places left empty.
        nominated: the next that passed, in the 提名 grade where there is one; nobody while the first grade is tied.
    """

    first: tuple[Tally, ...]
    repeat: tuple[Tally, ...]
    failed: tuple[Tally, ...]
    surplus: tuple[Tally, ...]
    tied: tuple[Tally, ...]
    vacant: int
    nominated: tuple[Tally, ...] = ()

    @property
    def settled(self) -> bool:
        """Say whether nothing is left to a second ballot."""
        return not self.tied

    @property
    def nominees(self) -> tuple[Tally, ...]:
        """List everyone who goes on to the public notice: first grade, 提名 grade, repeat laureates."""
        return (*self.first, *self.nominated, *self.repeat)


def check_interval(cycle: Cycle, awards: Sequence[Award], p: Art04) -> tuple[Problem, ...]:
    """第四条: under two years since the last cycle is an error, over it a warning (口径4-1).

    Counted from 评定年度 to 评定年度: counted by days, two announcements of the usual rhythm would lie a few days under
    or over two years, and one of January belongs to the year before. The register tells the 评定年度 of the awards
    announced that day; where it has none, the year of the announcement counts.
    """
    previous = cycle.previous
    if previous is None:
        return ()
    at, before = cycle.where("previous"), date_text(previous)
    if previous >= cycle.announced:
        return (problem("E-RULE-0403", at, previous=before, announced=date_text(cycle.announced)),)
    passed = cycle.year - max((row.year for row in awards if row.announced == previous), default=previous.year)
    code = "E-RULE-0401" if passed < p.interval_years else "W-RULE-0402" if passed > p.interval_years else ""
    if not code:
        return ()
    return (problem(code, at, previous=before, year=cycle.year, passed=passed, years=p.interval_years),)


def nominate(tallies: Sequence[Tally], second: Sequence[Tally], repeats: Collection[str], p: Art04) -> Nomination:
    """第四条, 第二十八条: take the new candidates that passed, by votes, up to the quota.

    A tie that straddles the last place is settled by the second ballot's votes (``second``) where there is one; what it
    leaves equal stays tied, for people to decide. Where the rule set has a 提名 grade, the next ones fill it alike.
    """
    passed = [item for item in tallies if item.passed]
    new = [item for item in passed if item.uscc not in repeats]
    first, tied, rest = _fill(new, p.new_laureates, second)
    nominated: tuple[Tally, ...] = ()
    if not tied:
        nominated, tied, rest = _fill(rest, p.nomination_places, second)
        vacant = p.new_laureates - len(first)
    else:
        vacant = 0
    return Nomination(
        first=first,
        repeat=tuple(item for item in passed if item.uscc in repeats),
        failed=tuple(item for item in tallies if not item.passed),
        surplus=rest,
        tied=tied,
        vacant=vacant,
        nominated=nominated,
    )


_Split = tuple[tuple[Tally, ...], tuple[Tally, ...], tuple[Tally, ...]]


def _fill(entries: Sequence[Tally], places: int, second: Sequence[Tally]) -> _Split:
    """Fill the places by votes: who has one, who is tied at the last one, who has none."""
    votes = {item.uscc: item.favour for item in entries}
    sure, level, rest = _border(entries, places, votes)
    if len(sure) + len(level) <= places:
        return (*sure, *level), (), rest
    again = {item.uscc: item.favour for item in second}
    if not all(item.uscc in again for item in level):
        return sure, level, rest
    ahead, equal, behind = _border(level, places - len(sure), again)
    if len(sure) + len(ahead) + len(equal) <= places:
        return (*sure, *ahead, *equal), (), (*behind, *rest)
    return (*sure, *ahead), equal, (*behind, *rest)


def _border(entries: Sequence[Tally], places: int, votes: Mapping[str, int]) -> _Split:
    """Part the entries at the last place: more votes than it takes, exactly as many, fewer."""
    ranked = sorted(entries, key=lambda item: -votes[item.uscc])
    if places <= 0 or not ranked:
        return (), (), tuple(ranked)
    last = votes[ranked[min(places, len(ranked)) - 1].uscc]
    return (
        tuple(item for item in ranked if votes[item.uscc] > last),
        tuple(item for item in ranked if votes[item.uscc] == last),
        tuple(item for item in ranked if votes[item.uscc] < last),
    )
