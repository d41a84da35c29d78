"""The rounds of the review as a rule set states them; without any the cycle weighs desk and site review itself."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from toolchain.engine.value_objects import Value
from toolchain.model.rule_set.articles import CITATION

if TYPE_CHECKING:
    from toolchain.model.parameters import Rules


class RoundKind(StrEnum):
    """How a round is scored: desk and site item by item, an oral defence as a whole."""

    DESK = "材料评审"
    SITE = "现场评审"
    DEFENCE = "陈述答辩"


class Round(Value):
    """One round.

    Attributes:
        kind: how it is scored.
        article: the provision.
        weight: the share of its score that counts.
        points: its full marks; of desk and site review those of the criteria.
        floor: whoever has less in it on average is no candidate.
        cut: of those that came so far at most so many go on; equals at the border go on together.
    """

    kind: RoundKind
    article: str
    weight: Fraction
    points: int
    floor: int | None = None
    cut: int | None = None


def round_of(rounds: tuple[Round, ...], kind: RoundKind) -> Round | None:
    """Give the round of a kind, if there is one."""
    return next((item for item in rounds if item.kind is kind), None)


def weight_of(rounds: tuple[Round, ...], kind: RoundKind) -> Fraction:
    """Give the weight of a kind of round, nothing where there is none."""
    found = round_of(rounds, kind)
    return Fraction(0) if found is None else found.weight


def contradictions(rules: Rules) -> Iterator[str]:
    """Say what does not fit together about the rounds."""
    if not rules.rounds:
        return
    kinds = [item.kind for item in rules.rounds]
    for kind in dict.fromkeys(kinds):
        if kinds.count(kind) > 1:
            yield f"rounds：“{kind}”写了{kinds.count(kind)}段，请只留一段"
    if not {RoundKind.DESK, RoundKind.SITE} & set(kinds):
        yield f"rounds：至少写“{RoundKind.DESK}”或“{RoundKind.SITE}”，不然没有按评审标准的评分"
    full = rules.art12.total_points
    for item in rules.rounds:
        yield from (f"rounds 的“{item.kind}”：{wrong}" for wrong in _round(item, full))
    total = sum((item.weight * item.points for item in rules.rounds), Fraction())
    if total != full:
        yield f"rounds：各轮满分乘权重合计{total}，应为{full}（criteria 的 total_points）"


def _round(item: Round, full: int) -> Iterator[str]:
    if CITATION.fullmatch(item.article) is None:
        yield f"article 应写成“第十六条”这样，现为“{item.article}”"
    if not 0 < item.weight <= 1:
        yield f"weight 应大于0、不超过1，现为“{item.weight}”"
    if item.kind is not RoundKind.DEFENCE and item.points != full:
        yield f"points 应为评审标准的总分{full}，现为{item.points}"
    if item.points < 1:
        yield f"points 至少为1，现为{item.points}"
    if item.floor is not None and not 0 < item.floor <= item.points:
        yield f"floor 应在1至{item.points}之间，现为{item.floor}"
    if item.cut is not None and item.cut < 1:
        yield f"cut 至少为1，现为{item.cut}"
