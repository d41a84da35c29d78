"""第十六条: averages and places under one choice of the cycle's rules."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import assert_never

from toolchain.engine.value_objects import Value
from toolchain.model.rule_set.numbers import Art16
from toolchain.model.sheets.settings import CycleRules
from toolchain.model.sheets.vocabulary import Scope, TieBreak, TrimmedBy, Trimming
from toolchain.regulation.art16_scores import Card, added


class ReviewerScore(Value):
    """One reviewer's totals for one applicant, out of the points of all criteria, exact."""

    expert: str
    name: str
    desk: Fraction
    site: Fraction
    total: Fraction
    results: Fraction


class CategoryScore(Value):
    """An applicant's average in one category, desk and site weighted, and the points it could have."""

    category: str
    average: Fraction
    points: int


class Placement(Value):
    """One applicant's place.

    Attributes:
        uscc, name, panel: who.
        scores: each reviewer's totals, by number.
        desk, site, total, results: the averages that decide, trimmed where the cycle trims.
        plain: average over all reviewers; trimmed: without the extremes, None under five scores.
        rank: place among all; panel_rank: place within the panel. Equal totals share a place unless the cycle's
            tie-break parts them.
        tied: shares its deciding place with another.
        defence: what the oral defence adds on average, where the rule set has one.
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
    defence: Fraction = Fraction(0)


class Choice(Value):
    """What the cycle chose: weights, trimming, tie-break, scope (口径16-1 to 16-5), by the numbers of the rule set."""

    desk_weight: Fraction
    site_weight: Fraction
    trimming: Trimming
    tie_break: TieBreak
    scope: Scope
    p: Art16
    trimmed_by: TrimmedBy = TrimmedBy.TOTAL

    @classmethod
    def of(cls, rules: CycleRules, p: Art16) -> Choice:
        """Take the choice from the cycle's rules."""
        return cls(
            share(rules.desk_weight),
            share(rules.site_weight),
            rules.trimming,
            rules.tie_break,
            rules.scope,
            p,
            rules.trimmed_by or TrimmedBy.TOTAL,
        )

    def weigh(self, desk: Fraction, site: Fraction) -> Fraction:
        """Join desk and site by their weights."""
        above, below = (self.desk_weight.numerator * desk.numerator, self.desk_weight.denominator * desk.denominator)
        more, under = (self.site_weight.numerator * site.numerator, self.site_weight.denominator * site.denominator)
        return Fraction(above * under + more * below, below * under)


class Reviewed(Value):
    """One applicant with the cards that count."""

    uscc: str
    name: str
    panel: str
    cards: tuple[Card, ...]


def share(text: str) -> Fraction:
    """Read a share as 届次设置 keeps it: 40% or 2/5."""
    return Fraction(text.removesuffix("%")) / 100 if text.endswith("%") else Fraction(text)


def deciding(standing: Placement, scope: Scope) -> int:
    """Give the place that decides: among all, or within the panel (口径16-4)."""
    return standing.rank if scope is Scope.OVERALL else standing.panel_rank


def places(reviewed: Sequence[Reviewed], choice: Choice) -> tuple[Placement, ...]:
    """第十六条: average each applicant over its own reviewers and give places, best first.

    Places depend on the scores alone; the list puts equals in order of code.
    """
    measured = [_Measured.of(item, choice) for item in reviewed]
    keys = [item.key(choice.tie_break) for item in measured]
    panels: dict[str, list[Key]] = {}
    for item, key in zip(measured, keys, strict=True):
        panels.setdefault(item.reviewed.panel, []).append(key)
    overall = _Order.of(keys)
    within = {panel: _Order.of(found) for panel, found in panels.items()}
    found = [
        _placed(item, key, overall, within[item.reviewed.panel], choice.scope)
        for item, key in zip(measured, keys, strict=True)
    ]
    return tuple(sorted(found, key=lambda standing: (standing.rank, standing.uscc)))


def profile(reviewed: Reviewed, choice: Choice, points: Mapping[str, int]) -> tuple[CategoryScore, ...]:
    """Average an applicant in each category, as its total is averaged; ``points`` are those of each category."""
    used = _Used.of(reviewed.cards, choice)
    return tuple(
        CategoryScore(category, used.category(reviewed.cards, category, choice), most)
        for category, most in points.items()
    )


Key = tuple[Fraction, ...]
"""What places are given by."""


def key_of(reviewed: Reviewed, choice: Choice) -> Key:
    """Give what an applicant's place hangs on, and nothing that is only told beside it."""
    cards = reviewed.cards
    used = _Used.of(cards, choice)
    total = used.total(cards, choice)
    match choice.tie_break:
        case TieBreak.SHARED:
            return (total,)
        case TieBreak.SITE:
            return (total, _mean(used.site, [card.site for card in cards]))
        case TieBreak.RESULTS:
            return (total, used.category(cards, choice.p.results_category, choice))
        case _:
            assert_never(choice.tie_break)


def deciding_places(reviewed: Sequence[Reviewed], keys: Sequence[Key], scope: Scope) -> dict[str, int]:
    """第十六条: give the deciding place of each applicant by code, as :func:`places` does."""
    groups: dict[str, list[Key]] = {}
    for item, key in zip(reviewed, keys, strict=True):
        groups.setdefault(item.panel if scope is Scope.PANEL else "", []).append(key)
    place = {}
    for name, held in groups.items():
        first: dict[Key, int] = {}
        for number, key in enumerate(sorted(held, reverse=True), 1):
            first.setdefault(key, number)
        place[name] = first
    return {
        item.uscc: place[item.panel if scope is Scope.PANEL else ""][key]
        for item, key in zip(reviewed, keys, strict=True)
    }


class _Order(Value):
    """Keys from the lowest, so that a place is counted and not searched for."""

    keys: tuple[Key, ...]

    @classmethod
    def of(cls, keys: Sequence[Key]) -> _Order:
        return cls(tuple(sorted(keys)))

    def place(self, key: Key) -> int:
        """Give one more than the number of better ones."""
        return 1 + len(self.keys) - bisect_right(self.keys, key)

    def shared(self, key: Key) -> bool:
        """Say whether another has the same key."""
        return bisect_right(self.keys, key) - bisect_left(self.keys, key) > 1


class _Measured(Value):
    """One applicant's averages before places are given."""

    reviewed: Reviewed
    scores: tuple[ReviewerScore, ...]
    desk: Fraction
    site: Fraction
    total: Fraction
    results: Fraction
    plain: Fraction
    trimmed: Fraction | None
    defence: Fraction

    @classmethod
    def of(cls, reviewed: Reviewed, choice: Choice) -> _Measured:
        cards = sorted(reviewed.cards, key=lambda card: card.expert)
        scores = tuple(_score(card, choice) for card in cards)
        totals = [score.total for score in scores]
        cutting = replace(choice, trimming=Trimming.EXTREMES)
        enough = len(totals) >= choice.p.trim_from
        trimmed = _Used.of(cards, cutting).total(cards, cutting) if enough else None
        used = _Used.of(cards, choice)
        return cls(
            reviewed=reviewed,
            scores=scores,
            desk=_mean(used.desk, [score.desk for score in scores]),
            site=_mean(used.site, [score.site for score in scores]),
            total=used.total(cards, choice),
            results=used.category(cards, choice.p.results_category, choice),
            plain=_mean(_alike(len(totals)), totals),
            trimmed=trimmed,
            defence=_mean(used.defence, [card.defence for card in cards]),
        )

    def key(self, tie_break: TieBreak) -> Key:
        """Give what places are given by: the total, then what the cycle declared, nothing else."""
        parting = {TieBreak.SHARED: (), TieBreak.SITE: (self.site,), TieBreak.RESULTS: (self.results,)}
        return (self.total, *parting[tie_break])


def _weights(totals: Sequence[Fraction], choice: Choice) -> list[Fraction]:
    """Give each score its weight: alike, or without the extremes where the cycle trims and there are enough."""
    trims = choice.trimming is Trimming.EXTREMES and len(totals) >= choice.p.trim_from
    return without_extremes(totals) if trims else _alike(len(totals))


class _Used(Value):
    """The weight of each reviewer's desk and site scores; they differ where the two are trimmed apart (口径16-5)."""

    desk: list[Fraction]
    site: list[Fraction]
    defence: list[Fraction]

    @classmethod
    def of(cls, cards: Sequence[Card], choice: Choice) -> _Used:
        """Weigh the cards of one applicant."""
        if choice.trimmed_by is TrimmedBy.ROUND:
            by_desk, by_site = [card.desk for card in cards], [card.site for card in cards]
            oral = _weights([card.defence for card in cards], choice)
            return cls(_weights(by_desk, choice), _weights(by_site, choice), oral)
        alike = _weights([choice.weigh(card.desk, card.site) + card.defence for card in cards], choice)
        return cls(alike, alike, alike)

    def total(self, cards: Sequence[Card], choice: Choice) -> Fraction:
        """Average the totals."""
        desk, site = _mean(self.desk, [card.desk for card in cards]), _mean(self.site, [card.site for card in cards])
        return choice.weigh(desk, site) + _mean(self.defence, [card.defence for card in cards])

    def category(self, cards: Sequence[Card], category: str, choice: Choice) -> Fraction:
        """Average one category."""
        desk = [added([part.desk for part in card.parts if part.category == category]) for card in cards]
        site = [added([part.site for part in card.parts if part.category == category]) for card in cards]
        return choice.weigh(_mean(self.desk, desk), _mean(self.site, site))


def _alike(count: int) -> list[Fraction]:
    return [Fraction(1)] * count


def without_extremes(totals: Sequence[Fraction]) -> list[Fraction]:
    """Weigh each score so that one highest and one lowest are left out (口径16-2).

    Where several are highest or lowest alike, each loses an equal part of its weight: who came first does not matter.
    """
    highest, lowest = max(totals), min(totals)
    top, bottom = Fraction(1, totals.count(highest)), Fraction(1, totals.count(lowest))
    return [1 - (total == highest) * top - (total == lowest) * bottom for total in totals]


def _mean(weights: Sequence[Fraction], values: Sequence[Fraction]) -> Fraction:
    weighed = [weight * value for weight, value in zip(weights, values, strict=True)]
    return added(weighed) / added(weights)


def _score(card: Card, choice: Choice) -> ReviewerScore:
    desk, site = card.desk, card.site
    results = _category(card, choice.p.results_category, choice)
    return ReviewerScore(card.expert, card.name, desk, site, choice.weigh(desk, site) + card.defence, results)


def _category(card: Card, category: str, choice: Choice) -> Fraction:
    return added([choice.weigh(part.desk, part.site) for part in card.parts if part.category == category])


def _placed(item: _Measured, key: Key, overall: _Order, within: _Order, scope: Scope) -> Placement:
    deciding_order = overall if scope is Scope.OVERALL else within
    return Placement(
        uscc=item.reviewed.uscc,
        name=item.reviewed.name,
        panel=item.reviewed.panel,
        scores=item.scores,
        desk=item.desk,
        site=item.site,
        total=item.total,
        results=item.results,
        plain=item.plain,
        trimmed=item.trimmed,
        rank=overall.place(key),
        panel_rank=within.place(key),
        tied=deciding_order.shared(key),
        defence=item.defence,
    )
