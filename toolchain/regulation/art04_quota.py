"""第四条: one cycle every two years, at most three new laureates, places may stay vacant."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toolchain.chinese import date_text
from toolchain.parameters import Art04
from toolchain.problems import Problem
from toolchain.problems import problem
from toolchain.regulation.art17_vote import Tally
from toolchain.sheets.settings import Cycle


@dataclass(frozen=True)
class Nomination:
    """Who is nominated after the vote.

    Attributes:
        first: new nominees, most votes first, never more than the quota.
        repeat: repeat laureates that passed; they stand outside the quota (第二十八条).
        failed: candidates under the threshold.
        surplus: new candidates that passed but found no place left.
        tied: candidates with equal votes at the last place; a second ballot or people must decide.
        vacant: places left empty.
    """

    first: tuple[Tally, ...]
    repeat: tuple[Tally, ...]
    failed: tuple[Tally, ...]
    surplus: tuple[Tally, ...]
    tied: tuple[Tally, ...]
    vacant: int

    @property
    def settled(self) -> bool:
        """Say whether nothing is left to a second ballot."""
        return not self.tied


def check_interval(cycle: Cycle, previous: date | None, p: Art04) -> tuple[Problem, ...]:
    """第四条: under two years since the last announcement is an error, over it a warning.

    Counted from the year of that announcement to 评定年度: counted by days, two announcements of the usual rhythm
    would lie a few days under or over two years.
    """
    if previous is None:
        return ()
    at, before = cycle.where("previous"), date_text(previous)
    if previous >= cycle.announced:
        return (problem("E-RULE-0403", at, previous=before, announced=date_text(cycle.announced)),)
    passed = cycle.year - previous.year
    if passed == p.interval_years:
        return ()
    code = "E-RULE-0401" if passed < p.interval_years else "W-RULE-0402"
    return (problem(code, at, previous=before, year=cycle.year, passed=passed, years=p.interval_years),)


def nominate(tallies: Sequence[Tally], second: Sequence[Tally], repeats: Collection[str], p: Art04) -> Nomination:
    """第四条, 第二十八条: take the new candidates that passed, by votes, up to the quota.

    A tie that straddles the last place is settled by the second ballot's votes (``second``) where there is one.
    """
    raise NotImplementedError
