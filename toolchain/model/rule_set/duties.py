"""What laureates owe after the award, year by year or when the title runs out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolchain.engine.value_objects import Value
from toolchain.model.rule_set.articles import CITATION, Local
from toolchain.model.rule_set.spans import Span, Unit
from toolchain.model.sheets.vocabulary import IncidentKind

if TYPE_CHECKING:
    from toolchain.model.parameters import Rules


class Duty(Value):
    """One duty.

    Attributes:
        name: what it is called, 年度报告 or 期满复评.
        article: the provision.
        every: how often, counted from the announcement; 无 for once, by the last day of validity.
        text: what is to be done.
        ground: what 《监督事项》 calls it when it was not done, or what it came to.
    """

    name: str
    article: Local
    every: Span
    text: str
    ground: IncidentKind = IncidentKind.DUTY


def wrong_duties(rules: Rules) -> Iterator[str]:
    """Say what of the table does not fit together, each with key and remedy."""
    named = [duty.name for duty in rules.duties]
    for duty in rules.duties:
        name = f"duties 的“{duty.name}”"
        if not duty.name.strip() or not duty.text.strip():
            yield f"{name}：name、text 不能为空，到期提醒要用"
        if named.count(duty.name) > 1:
            yield f"{name}：写了{named.count(duty.name)}段，请改成各不相同的名称"
        if duty.article and CITATION.fullmatch(duty.article) is None:
            yield f"{name}：article 应写成“第二十三条”这样，现为“{duty.article}”"
        if duty.every.unit not in {Unit.YEAR, Unit.MONTH, Unit.NONE}:
            yield f"{name}：every 应以年、个月计，只在期满时一次的写“无”，现为“{duty.every}”"
        if rules.ground(duty.ground) is None:
            yield f"{name}：没有做到的怎样处理没有写，请在 consequences 里加“{duty.ground}”一段"
