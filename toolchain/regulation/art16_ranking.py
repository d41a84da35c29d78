"""第十六条: scores, ranking and the candidate list."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from toolchain.problems import Problem
from toolchain.record import Filled
from toolchain.regulation.art08_draw import Draw
from toolchain.regulation.art15_qualification import Qualification
from toolchain.regulation.art27_recusal import Conflict
from toolchain.sheets.settings import Criterion
from toolchain.sheets.settings import CycleRules
from toolchain.sheets.supervision import Discipline


@dataclass(frozen=True)
class ReviewerScore:
    """One reviewer's totals for one applicant, out of 1000, exact."""

    expert: str
    name: str
    desk: Fraction
    site: Fraction
    total: Fraction
    results: Fraction


@dataclass(frozen=True)
class Standing:
    """One applicant's place.

    Attributes:
        uscc, name, panel: who.
        scores: each reviewer's totals.
        desk, site, total, results: averages over the reviewers counted.
        plain: average over all reviewers; trimmed: without the extremes, None under five scores.
        rank: place among all; panel_rank: place within the panel. Equal totals share a place unless the cycle's tie-break parts them.
        tied: shares its deciding place with another.
    """

    uscc: str
    name: str
    panel: str
    scores: tuple[ReviewerScore, ...]
    desk: Fraction
    site: Fraction
    total: Fraction
    results: Fraction
    plain: Fraction
    trimmed: Fraction | None
    rank: int
    panel_rank: int
    tied: bool


@dataclass(frozen=True)
class Variation:
    """What the ranking would be under another choice: who moves, as (name, place now, place then)."""

    label: str
    moved: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Agreement:
    """How far the reviewers of a panel agree: Kendall's W as a fraction, None where it is not defined."""

    panel: str
    reviewers: int
    applicants: int
    concordance: Fraction | None


@dataclass(frozen=True)
class Ranking:
    """The ranking of the cycle, best first.

    Attributes:
        standings: every applicant that was reviewed.
        variations: leave one reviewer out, weights ± 10 points, trimmed or not.
        agreement: per panel.
    """

    standings: tuple[Standing, ...]
    variations: tuple[Variation, ...] = ()
    agreement: tuple[Agreement, ...] = ()


@dataclass(frozen=True)
class Candidates:
    """The candidate list: first-time applicants up to the number set, repeat laureates beside them.

    ``tied`` names first-time applicants with equal standing at the border: people decide.
    """

    first: tuple[Standing, ...]
    repeat: tuple[Standing, ...]
    tied: tuple[Standing, ...]


def check_rules(rules: CycleRules, criteria: Sequence[Criterion]) -> tuple[Problem, ...]:
    """Weights must add to one, points to 1000."""
    raise NotImplementedError


def rank(
    sheets: Sequence[Filled],
    draws: Sequence[Draw],
    qualified: Sequence[Qualification],
    conflicts: Sequence[Conflict],
    discipline: Sequence[Discipline],
    criteria: Sequence[Criterion],
    rules: CycleRules,
) -> tuple[Ranking | None, tuple[Problem, ...]]:
    """Rank the qualified applicants; None while the matrix reviewer × applicant × criterion has holes.

    An applicant is reviewed by the panel of its trade. Scores of someone not drawn, recused or removed are problems at
    their cells; the average runs over the reviewers who may score that applicant, never a total.
    """
    raise NotImplementedError


def candidates(ranking: Ranking, repeats: Collection[str], rules: CycleRules) -> Candidates:
    """Take the candidates from the ranking by the cycle's rule (number, scope, minimum score)."""
    raise NotImplementedError
