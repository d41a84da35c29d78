"""第十六条: how firm the places are, and how far the reviewers agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from toolchain.engine.value_objects import Value
from toolchain.model.chinese import percent
from toolchain.model.sheets.vocabulary import Trimming
from toolchain.regulation.art16_places import Choice, Key, Placement, Reviewed, deciding, deciding_places, key_of
from toolchain.regulation.art16_scores import Card, Void

_PAIR = 2


class Matter(StrEnum):
    """Which choice a variation changes."""

    REVIEWER = "不计一名评审员"
    WEIGHTS = "改变权重"
    TRIMMING = "改变去掉最高最低分的做法"
    REMOVAL = "计入已取消评审资格的评审员"
    RECUSAL = "计入应当回避的评审员"


class Variation(Value):
    """What the ranking would be under another choice.

    Attributes:
        label: the choice, for people.
        moved: who moves, as (name, place now, place then), by the place now.
        what: the kind of choice.
        expert: 专家编号 of the reviewer it is about, else empty. A public paper names no reviewer.
    """

    label: str
    moved: tuple[tuple[str, int, int], ...]
    what: Matter
    expert: str = ""


class Agreement(Value):
    """How far the reviewers of a panel agree: Kendall's W as a fraction, None where it is not defined.

    Attributes:
        panel: its name.
        reviewers: those of the panel.
        applicants: those that all of them scored; others cannot be compared.
        concordance: from 0 (no agreement) to 1 (the same order), corrected for ties.
    """

    panel: str
    reviewers: int
    applicants: int
    concordance: Fraction | None


class ReviewSetting(Value):
    """What variations start from: the applicants with their cards, the cycle's choice, the places it gives.

    Attributes:
        points: of each category.
        own: the same of applicants with criteria of their own, by code.
    """

    reviewed: tuple[Reviewed, ...]
    choice: Choice
    points: Mapping[str, int]
    standings: tuple[Placement, ...]
    own: Mapping[str, Mapping[str, int]] | None = None

    @cached_property
    def keys(self) -> dict[int, Key]:
        """Give what the places now hang on, by object: most variations leave most applicants as they are."""
        return {id(item): key_of(item, self.choice) for item in self.reviewed}

    @cached_property
    def ordered(self) -> tuple[Placement, ...]:
        """Put the applicants in the order of the places that decide now."""
        scope = self.choice.scope
        return tuple(sorted(self.standings, key=lambda item: (deciding(item, scope), item.panel, item.uscc)))

    def moved(self, reviewed: Sequence[Reviewed], choice: Choice) -> tuple[tuple[str, int, int], ...]:
        """Say who moves when cards or choice are others."""
        scope = self.choice.scope
        known = self.keys if choice is self.choice else {}
        keys = [known.get(id(item)) or key_of(item, choice) for item in reviewed]
        then = deciding_places(reviewed, keys, scope)
        return tuple(
            (item.name, deciding(item, scope), then[item.uscc])
            for item in self.ordered
            if deciding(item, scope) != then[item.uscc]
        )


def variations(bench: ReviewSetting, void: Sequence[Void]) -> tuple[Variation, ...]:
    """第十六条, 第二十六条: a removed reviewer counted, each one left out, weights moved, trimmed or not."""
    return (*_removals(bench, void), *_reviewers(bench), *_weights(bench), *_trimming(bench))


def _removals(bench: ReviewSetting, void: Sequence[Void]) -> Iterator[Variation]:
    for item in void:
        if item.cards:
            moved = bench.moved(_with(bench.reviewed, item.cards), bench.choice)
            label = f"计入已取消评审资格的{item.name}（{item.expert}）"
            if item.applicant:
                label = f"计入应当回避的{item.name}（{item.expert}）对{item.applicant}的评分"
            yield Variation(label, moved, Matter.RECUSAL if item.applicant else Matter.REMOVAL, item.expert)


def without(bench: ReviewSetting, void: Void) -> tuple[tuple[str, int, int], ...]:
    """Say who would move without some scores that count; an applicant whom nobody else scored keeps its place."""
    gone = {(card.panel, card.expert, card.uscc) for card in void.cards}
    left = [
        replace(item, cards=tuple(card for card in item.cards if (card.panel, card.expert, card.uscc) not in gone))
        if any((card.panel, card.expert, card.uscc) in gone for card in item.cards)
        else item
        for item in bench.reviewed
    ]
    return bench.moved(left, bench.choice) if all(item.cards for item in left) else ()


def _with(reviewed: Sequence[Reviewed], cards: Sequence[Card]) -> list[Reviewed]:
    more = {card.uscc: card for card in cards}
    return [replace(item, cards=(*item.cards, more[item.uscc])) if item.uscc in more else item for item in reviewed]


def _reviewers(bench: ReviewSetting) -> Iterator[Variation]:
    """Leave each reviewer out in turn; one who alone scored an applicant cannot be left out."""
    seats = sorted({(card.panel, card.expert, card.name) for item in bench.reviewed for card in item.cards})
    for panel, expert, name in seats:
        left = [_without(item, panel, expert) for item in bench.reviewed]
        if all(item.cards for item in left):
            label = f"{panel}不计{name}（{expert}）"
            yield Variation(label, bench.moved(left, bench.choice), Matter.REVIEWER, expert)


def _without(item: Reviewed, panel: str, expert: str) -> Reviewed:
    cards = tuple(card for card in item.cards if (card.panel, card.expert) != (panel, expert))
    return item if len(cards) == len(item.cards) else replace(item, cards=cards)


def _weights(bench: ReviewSetting) -> Iterator[Variation]:
    """Move the weights both ways; they add to one before and after."""
    for shift in (bench.choice.p.weight_shift, -bench.choice.p.weight_shift):
        desk, site = bench.choice.desk_weight + shift, bench.choice.site_weight - shift
        if min(desk, site) >= 0:
            other = replace(bench.choice, desk_weight=desk, site_weight=site)
            label = f"材料评审权重{percent(desk)}、现场评审权重{percent(site)}"
            yield Variation(label, bench.moved(bench.reviewed, other), Matter.WEIGHTS)


def _trimming(bench: ReviewSetting) -> Iterator[Variation]:
    """Tell the other way only where it can be told: no applicant with enough scores, no trimming."""
    if all(len(item.cards) < bench.choice.p.trim_from for item in bench.reviewed):
        return
    other = next(item for item in Trimming if item is not bench.choice.trimming)
    label = "去掉一个最高分和一个最低分" if other is Trimming.EXTREMES else "不去掉最高分和最低分"
    yield Variation(label, bench.moved(bench.reviewed, replace(bench.choice, trimming=other)), Matter.TRIMMING)


def agreement(reviewed: Sequence[Reviewed], choice: Choice) -> tuple[Agreement, ...]:
    """第十六条: Kendall's W of each panel, by panel name."""
    panels = sorted({item.panel for item in reviewed})
    return tuple(_agreement(panel, [item for item in reviewed if item.panel == panel], choice) for panel in panels)


def _agreement(panel: str, reviewed: Sequence[Reviewed], choice: Choice) -> Agreement:
    experts = sorted({card.expert for item in reviewed for card in item.cards})
    common = [item for item in reviewed if {card.expert for card in item.cards} == set(experts)]
    totals = [
        [
            choice.weigh(card.desk, card.site) + card.defence
            for item in common
            for card in item.cards
            if card.expert == expert
        ]
        for expert in experts
    ]
    return Agreement(panel, len(experts), len(common), concordance(totals))


def concordance(totals: Sequence[Sequence[Fraction]]) -> Fraction | None:
    """Give Kendall's W of several reviewers' totals for the same applicants, equal ones sharing the middle rank.

    W = 12 S / (m² (n³ − n) − m ΣT), with S the spread of the rank sums and T = Σ (t³ − t) over each reviewer's ties.
    None for fewer than two reviewers or applicants, and where every reviewer gives all the same.
    """
    if len(totals) < _PAIR:
        return None
    first, *_ = totals
    m, n = len(totals), len(first)
    if n < _PAIR:
        return None
    ranks = [_middle_ranks(row) for row in totals]
    sums = [sum(column, Fraction()) for column in zip(*ranks, strict=True)]
    mean = Fraction(m * (n + 1), 2)
    spread = sum(((total - mean) ** 2 for total in sums), Fraction())
    ties = sum(count**3 - count for row in totals for count in Counter(row).values())
    most = m * m * (n**3 - n) - m * ties
    return 12 * spread / most if most else None


def _middle_ranks(values: Sequence[Fraction]) -> list[Fraction]:
    """Rank from the highest; equal values share the middle of their ranks."""
    return [
        1 + sum(other > value for other in values) + Fraction(sum(other == value for other in values) - 1, 2)
        for value in values
    ]
