"""The grades below the top one, in their order: names, places, prize, least score, when their holders apply again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolchain.engine.value_objects import Value
from toolchain.model.rule_set.articles import CITATION
from toolchain.model.rule_set.pools import Of
from toolchain.model.rule_set.spans import Span, Unit

if TYPE_CHECKING:
    from toolchain.model.parameters import Rules


class Grade(Value):
    """One grade below the top one.

    Attributes:
        name: in full, as certificates say it.
        short: as texts that have named the award say it; pools name it so.
        article: the provision.
        places: at most so many; 0 for any number.
        prize_yuan: the prize of each.
        least_score: whoever has less in the review does not get it.
        proposed: only for those that the committee proposes for it, outside all numbers (特别奖).
        again: from its announcement how long its holder does not apply again; 无 where it holds nobody back.
    """

    name: str
    short: str
    article: str
    places: int
    prize_yuan: int = 0
    least_score: int | None = None
    proposed: bool = False
    again: Span = Span(0, Unit.NONE)


def lower(rules: Rules) -> tuple[Grade, ...]:
    """List the grades below the top one: the one of the 提名奖, or those that the rule set lists."""
    if not rules.nomination_award:
        return rules.grades
    own = Grade(
        name=rules.nomination_award,
        short=rules.nomination_short,
        article=rules.articles.quota,
        places=rules.art04.nomination_places,
        prize_yuan=rules.art19.nomination_prize_yuan,
    )
    return (own,)


def names_of(rules: Rules) -> tuple[str, ...]:
    """List what pools call the grades: the top one, then those below it; one alone may be called 提名."""
    below = lower(rules)
    return (Of.TOP, *(item.short for item in below), *([Of.LOWER] if len(below) == 1 else ()))


def places_of(rules: Rules, name: str) -> int:
    """Give the places of a grade by what pools call it."""
    if name == Of.TOP:
        return rules.art04.new_laureates
    below = lower(rules)
    named = (item for item in below if item.short == name)
    one = below[0] if name == Of.LOWER and len(below) == 1 else next(named, None)
    return 0 if one is None else one.places


def contradictions(rules: Rules) -> Iterator[str]:
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
    if item.again.unit not in {Unit.YEAR, Unit.MONTH, Unit.CYCLE, Unit.NONE}:
        yield f"again 应以年、个月、届计，或者写“无”，现为“{item.again}”"
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
