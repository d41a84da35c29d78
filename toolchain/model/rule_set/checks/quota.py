"""What must fit together about the grades, their places and the parts that classes of applicants have."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.model.rule_set.articles import CITATION
from toolchain.model.rule_set.grades import Grade
from toolchain.model.rule_set.pools import Of, wrong_class
from toolchain.model.rule_set.rules import Rules
from toolchain.model.rule_set.spans import Unit


def wrong_grades(rules: Rules) -> Iterator[str]:
    """Say what does not fit together about the grades."""
    if rules.grades and rules.nomination_award:
        yield "grades：写了 [[grades]] 的，nomination_award、nomination_short 留空，nomination_places 填 0"
    for part in ("name", "short"):
        said = [getattr(item, part) for item in rules.grades]
        for text in dict.fromkeys(said):
            if said.count(text) > 1:
                yield f"grades：{part} “{text}”写了{said.count(text)}次，请改成各不相同的"
    if any(item.name == rules.award or item.short == Of.TOP for item in rules.grades):
        yield "grades：最高等级写在 award，这里只写它以下的等级"
    for item in rules.grades:
        yield from (f"grades 的“{item.short}”：{wrong}" for wrong in _grade(item, rules))
    yield from _scores(rules)


def _grade(item: Grade, rules: Rules) -> Iterator[str]:
    if not item.name.strip() or not item.short.strip():
        yield "name、short 不能为空，证书和文书要用"
    if CITATION.fullmatch(item.article) is None:
        yield f"article 应写成“第四条”这样，现为“{item.article}”"
    if item.places < 0 or item.prize_yuan < 0:
        yield "places、prize_yuan 至少为0"
    if item.again.unit not in {Unit.YEAR, Unit.MONTH, Unit.CYCLE, Unit.FOREVER, Unit.NONE}:
        yield f"again 应以年、个月、届计，或者写“永久”“无”，现为“{item.again}”"
    if item.again.unit is Unit.CYCLE and not rules.art04.interval.exists:
        yield "没有固定周期（interval = 无）的，again 不能以届计，请写年数"


def _scores(rules: Rules) -> Iterator[str]:
    """A least score lies within the points, and is not higher for a lower grade."""
    top = rules.art04.least_score
    before = top
    for name, least in (
        ("quota 的 least_score", top),
        *((f"grades 的“{g.short}”", g.least_score) for g in rules.grades),
    ):
        if least is None:
            continue
        if not 0 < least <= rules.art12.total_points:
            yield f"{name}：最低分应在1至{rules.art12.total_points}之间，现为{least}"
        if before is not None and least > before:
            yield f"{name}：最低分{least}高于上一等级的{before}，请核对"
        before = least


_ONE_SAID = 2
"""Of three ways to limit a pool, so many are left out."""


def wrong_pools(rules: Rules) -> Iterator[str]:
    """Say what does not fit together about the parts of the quota."""
    names = rules.grade_names
    for pool in rules.pools:
        name = f"pools 的“{pool.name}”"
        if pool.of not in names:
            yield f"{name}：of 只能写{'、'.join(names)}，现为“{pool.of}”"
            continue
        places = rules.places_of(pool.of)
        if [pool.most, pool.kept, pool.share].count(None) != _ONE_SAID:
            yield f"{name}：most、kept、share 写且只写一个"
        elif not 0 <= (pool.kept if pool.kept is not None else pool.limit(places)) <= places:
            yield f"{name}：超过了“{pool.of}”的名额（{places}家）"
        yield from (f"{name}：{wrong}" for wrong in wrong_class(pool))
    for of in names:
        kept = sum(pool.kept or 0 for pool in rules.pools if pool.of == of)
        if kept > rules.places_of(of):
            yield f"pools：“{of}”各类保留的合计{kept}家，超过名额{rules.places_of(of)}家"
    total, below = rules.art04.total, rules.lower
    numbered = [rules.art04.new_laureates, *(item.places for item in below if not item.proposed)]
    open_ = any(not item.places and not item.proposed for item in below)
    if total and not open_ and not max(numbered) <= total <= sum(numbered):
        yield f"art04 的 total：合计{total}家，与各等级{'、'.join(map(str, numbered))}家合不上"
