"""What must fit together about the rounds of the review."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from toolchain.model.rule_set.articles import CITATION
from toolchain.model.rule_set.rounds import Round, RoundKind
from toolchain.model.rule_set.rules import Rules


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
