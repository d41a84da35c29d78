"""第十六条: the ranking of the cycle and the candidate list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property

from toolchain.engine.value_objects import Value
from toolchain.model.chinese import date_text, percent
from toolchain.model.problems import Problem, problem
from toolchain.model.record import FilledWorkbook
from toolchain.model.rule_set.rounds import Round, RoundKind, weight_of
from toolchain.model.rule_set.rules import Rules
from toolchain.model.sheets.settings import Criterion, CycleRules
from toolchain.model.sheets.supervision import Discipline
from toolchain.model.sheets.vocabulary import Scope, TieBreak, Trimming
from toolchain.regulation import art16_rounds
from toolchain.regulation.art08_draw import Draw
from toolchain.regulation.art12_criteria import check_sets, criteria_of, set_of
from toolchain.regulation.art15_qualification import Qualification
from toolchain.regulation.art16_places import (
    CategoryScore,
    Choice,
    Placement,
    Reviewed,
    ReviewerScore,
    deciding,
    places,
    profile,
    share,
)
from toolchain.regulation.art16_robustness import (
    Agreement,
    Matter,
    ReviewSetting,
    Variation,
    agreement,
    variations,
    without,
)
from toolchain.regulation.art16_scores import Card, Matrix, Void, collect
from toolchain.regulation.art27_recusal import Conflict

__all__ = [
    "Agreement",
    "Candidates",
    "CategoryScore",
    "Matter",
    "Placement",
    "Ranking",
    "ReviewerScore",
    "Variation",
    "candidates",
    "check_rules",
    "rank",
]


class Untrimmed(Value):
    """An applicant whose extremes are not left out though the cycle trims: too few of its panel's scores count.

    Attributes:
        uscc, name: the applicant.
        members: reviewers of its panel.
        counted: scores that count; fewer than it takes (口径16-2).
        away: names of the reviewers whose scores do not count.
    """

    uscc: str
    name: str
    members: int
    counted: int
    away: tuple[str, ...]


class Ranking(Value):
    """The ranking of the cycle, best first.

    Attributes:
        bench: what it was made from, and might have been made from otherwise.
        void: the scores of removed and recused reviewers that do not count.
        untrimmed: applicants averaged by another method than the rest of their panel, and why.
    """

    bench: ReviewSetting
    void: tuple[Void, ...] = ()
    untrimmed: tuple[Untrimmed, ...] = ()

    @property
    def standings(self) -> tuple[Placement, ...]:
        """Give every applicant that was reviewed."""
        return self.bench.standings

    @cached_property
    def profiles(self) -> Mapping[str, tuple[CategoryScore, ...]]:
        """Give each applicant's averages by category, in the order of the criteria, by code."""
        bench = self.bench
        return {
            item.uscc: profile(item, bench.choice, (bench.own or {}).get(item.uscc, bench.points))
            for item in bench.reviewed
        }

    @cached_property
    def variations(self) -> tuple[Variation, ...]:
        """Count a removed reviewer, leave out each reviewer, move weights by 10 points, trim or not."""
        return variations(self.bench, self.void)

    @cached_property
    def agreement(self) -> tuple[Agreement, ...]:
        """Say for each panel how far its reviewers agree."""
        return agreement(self.bench.reviewed, self.bench.choice)


class Candidates(Value):
    """The candidate list: first-time applicants up to the number set, repeat laureates beside them.

    ``tied`` names first-time applicants with equal standing at the border: people decide, none of them is in ``first``.
    """

    first: tuple[Placement, ...]
    repeat: tuple[Placement, ...]
    tied: tuple[Placement, ...]


def check_rules(rules: CycleRules, criteria: Sequence[Criterion], p: Rules) -> tuple[Problem, ...]:
    """第十二条, 第十六条: weights add to one, points to the total; the tie-break's category exists."""
    return tuple(_check_rules(rules, criteria, p))


def _check_rules(rules: CycleRules, criteria: Sequence[Criterion], p: Rules) -> Iterator[Problem]:
    desk, site = share(rules.desk_weight), share(rules.site_weight)
    if p.rounds:
        for name, kind in (("desk_weight", RoundKind.DESK), ("site_weight", RoundKind.SITE)):
            wanted = weight_of(p.rounds, kind)
            if share(getattr(rules, name)) != wanted:
                found = {"kind": kind, "found": getattr(rules, name), "wanted": percent(wanted)}
                yield problem("E-RULE-1632", rules.where(name), **found)
    elif desk + site != 1:
        yield problem(
            "E-RULE-1620",
            rules.where("site_weight"),
            desk=rules.desk_weight,
            site=rules.site_weight,
            sum=percent(desk + site),
        )
    yield from check_sets(rules, criteria, p)
    criteria = criteria_of(criteria)
    total = sum(row.points for row in criteria)
    if criteria and total != p.art12.total_points:
        yield problem("E-RULE-1621", criteria[-1].where("points"), sum=total, total=p.art12.total_points)
    categories = {row.category for row in criteria}
    if rules.tie_break is TieBreak.RESULTS and p.art16.results_category not in categories:
        yield problem("E-RULE-1622", rules.where("tie_break"), category=p.art16.results_category)


def rank(
    sheets: Sequence[FilledWorkbook],
    draws: Sequence[Draw],
    qualified: Sequence[Qualification],
    conflicts: Sequence[Conflict],
    discipline: Sequence[Discipline],
    criteria: Sequence[Criterion],
    rules: CycleRules,
    p: Rules,
    voted: date | None = None,
) -> tuple[Ranking | None, tuple[Problem, ...]]:
    """第十六条: rank the qualified applicants; None while the matrix reviewer × applicant × criterion has holes.

    An applicant is reviewed by the panel of its trade. Scores of someone not drawn or recused are problems at their
    cells and stop the ranking; those of a removed reviewer, or of one whose interest was found after signing, are void
    and the difference is told. What is found after the day of the vote (``voted``) changes nothing in the ranking that
    was voted on; what it would have changed is told. The average runs over the reviewers who may score that applicant,
    never a total.
    """
    matrix = collect(
        tuple(sheets),
        tuple(draws),
        tuple(qualified),
        tuple(conflicts),
        tuple(discipline),
        tuple(criteria),
        rules.scoring,
        p,
        voted,
    )
    return rank_matrix(matrix, draws, qualified, criteria, rules, p)


def rank_matrix(
    matrix: Matrix,
    draws: Sequence[Draw],
    qualified: Sequence[Qualification],
    criteria: Sequence[Criterion],
    rules: CycleRules,
    p: Rules,
) -> tuple[Ranking | None, tuple[Problem, ...]]:
    """第十六条: rank by scores that are gathered already; see :func:`rank`."""
    if not matrix.complete:
        return None, matrix.problems
    choice = Choice.of(rules, p.art16)
    points = _points(criteria_of(criteria))
    own = {name: _points(criteria_of(criteria, name)) for name in {row.set for row in criteria if row.set}}
    named = [(item.acceptance.application.uscc, set_of(item.acceptance.application.applicant, p)) for item in qualified]
    reviewed = _reviewed(matrix, qualified)
    standings = places(reviewed, choice)
    ranking = Ranking(
        ReviewSetting(reviewed, choice, points, standings, {uscc: own[name] for uscc, name in named if name in own}),
        tuple(item for item in matrix.void if not item.late),
        tuple(_untrimmed(reviewed, draws, choice)),
    )
    late = _told_late(ranking, [item for item in matrix.void if item.late])
    other = _other_method(ranking, draws, p.art16.trim_from)
    return ranking, tuple(sorted({*matrix.problems, *_voided(ranking), *late, *other}))


def _points(criteria: Iterable[Criterion]) -> dict[str, int]:
    """Add up the points of each category, in the order of the criteria."""
    points: dict[str, int] = {}
    for row in criteria:
        points[row.category] = points.get(row.category, 0) + row.points
    return points


def _untrimmed(reviewed: Sequence[Reviewed], draws: Sequence[Draw], choice: Choice) -> Iterator[Untrimmed]:
    """口径16-2: name whom recusals and void scores leave too few scores to trim, in a panel large enough for it."""
    if choice.trimming is Trimming.NONE:
        return
    panels = {draw.pool.panel.panel: draw.members for draw in draws}
    for item in reviewed:
        members = panels.get(item.panel, ())
        if len(item.cards) < choice.p.trim_from <= len(members):
            scoring = {card.expert for card in item.cards}
            away = tuple(expert.name for expert in members if expert.number not in scoring)
            yield Untrimmed(item.uscc, item.name, len(members), len(item.cards), away)


def _other_method(ranking: Ranking, draws: Sequence[Draw], least: int) -> Iterator[Problem]:
    panels = {item.uscc: item.panel for item in ranking.bench.reviewed}
    cells = {draw.pool.panel.panel: draw.pool.panel.where("size") for draw in draws}
    for item in ranking.untrimmed:
        facts = {"members": item.members, "away": "、".join(item.away), "counted": item.counted, "least": least}
        yield problem("W-RULE-1627", cells[panels[item.uscc]], subject=item.uscc, name=item.name, **facts)


def _reviewed(matrix: Matrix, qualified: Sequence[Qualification]) -> tuple[Reviewed, ...]:
    names: dict[str, str] = {item.acceptance.application.uscc: item.acceptance.application.name for item in qualified}
    cards: dict[str, list[Card]] = {uscc: [] for uscc in sorted(names)}
    for card in matrix.cards:
        cards[card.uscc].append(card)
    return tuple(_review(uscc, names[uscc], mine) for uscc, mine in cards.items() if mine)


def _review(uscc: str, name: str, cards: Sequence[Card]) -> Reviewed:
    """Put an applicant's cards together; all are of the one panel of its trade."""
    first, *_ = cards
    return Reviewed(uscc, name, first.panel, tuple(cards))


def _voided(ranking: Ranking) -> Iterator[Problem]:
    """第二十六条, 第二十七条: say what the void scores would have changed."""
    if not ranking.void:
        return
    told = iter([item.moved for item in ranking.variations if item.what in {Matter.REMOVAL, Matter.RECUSAL}])
    for void in ranking.void:
        moved = next(told) if void.cards else None
        if moved is None:
            difference = "其评分表不完整，不能比较"
        else:
            moves = [f"{name}由第{then}名变为第{now}名" for name, now, then in moved]
            difference = f"与计入时相比，{'；'.join(moves) or '名次没有变化'}"
        yield _void_problem("W-RULE-1624" if void.applicant else "W-RULE-1618", void, difference)


def _told_late(ranking: Ranking, late: Sequence[Void]) -> Iterator[Problem]:
    """Say what scores found wrong after the vote have changed; nothing that was voted on is undone."""
    for void in late:
        moves = [f"{name}由第{now}名变为第{then}名" for name, now, then in without(ranking.bench, void)]
        difference = f"不计其评分时，{'；'.join(moves) or '名次没有变化'}"
        yield _void_problem("W-RULE-1626" if void.applicant else "W-RULE-1625", void, difference)


def _void_problem(code: str, void: Void, difference: str) -> Problem:
    facts = {"expert": void.expert, "name": void.name, "found": date_text(void.found), "difference": difference}
    subject = void.cards[0].uscc if void.applicant and void.cards else ""
    return problem(code, void.at, subject=subject, applicant=void.applicant, **facts)


def candidates(
    ranking: Ranking, repeats: Collection[str], rules: CycleRules, rounds: tuple[Round, ...] = ()
) -> Candidates:
    """第十六条, 第二十八条: take the candidates by the cycle's rule (number, scope, minimum score).

    The number holds for first-time applicants, in each panel where panels rank apart; the minimum score for all, and
    so do the floors and cuts of the ``rounds`` that the rule set states.
    """
    least = None if rules.minimum_score is None else Fraction(rules.minimum_score)
    going_on = art16_rounds.going_on(ranking.standings, rounds)
    enough = [item for item in going_on if least is None or item.total >= least]
    newcomers = [item for item in enough if item.uscc not in repeats]
    groups: dict[str, list[Placement]] = {}
    for item in newcomers:
        groups.setdefault(item.panel if rules.scope is Scope.PANEL else "", []).append(item)
    taken: set[str] = set()
    border: set[str] = set()
    for group in groups.values():
        chosen, even = _cut(group, rules.candidates, rules.scope)
        taken |= chosen
        border |= even
    return Candidates(
        first=tuple(item for item in newcomers if item.uscc in taken),
        repeat=tuple(item for item in enough if item.uscc in repeats),
        tied=tuple(item for item in newcomers if item.uscc in border),
    )


def _cut(group: Sequence[Placement], number: int, scope: Scope) -> tuple[set[str], set[str]]:
    """Take the first ones of a group; equals of whom only some would fit are handed to people whole."""
    if len(group) <= number:
        return {item.uscc for item in group}, set()
    ordered = sorted(group, key=lambda item: deciding(item, scope))
    last = deciding(ordered[number - 1], scope)
    if deciding(ordered[number], scope) != last:
        return {item.uscc for item in ordered[:number]}, set()
    even = {item.uscc for item in group if deciding(item, scope) == last}
    return {item.uscc for item in group if deciding(item, scope) < last}, even
