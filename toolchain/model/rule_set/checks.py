"""A rule set as a whole: what its tables say must fit together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolchain.model.rule_set.articles import CITATION

if TYPE_CHECKING:
    from toolchain.model.parameters import Rules

_CODE = re.compile(r"[0-9]{2,6}")


def contradictions(rules: Rules) -> tuple[str, ...]:
    """Say what does not fit together in a rule set, each with key and remedy."""
    return tuple(_contradictions(rules))


def _contradictions(rules: Rules) -> Iterator[str]:
    if bool(rules.nomination_award) is not bool(rules.art04.nomination_places):
        yield "nomination_award（提名奖名称）和 nomination_places（家数）要么都有，要么都没有"
    yield from _places(rules)
    yield from _articles(rules)
    yield from _numbers(rules)


def _places(rules: Rules) -> Iterator[str]:
    if not rules.areas:
        yield "areas：至少写一个地区，否则没有单位能够申报"
    for area in rules.areas:
        if not area.name:
            yield "areas：name（地区名称）不能为空"
        for code in area.codes:
            if _CODE.fullmatch(code) is None:
                yield f"areas 的“{area.name}”：codes 应为两至六位数字，现为“{code}”"
    names = [area.name for area in rules.areas]
    for name in dict.fromkeys(names):
        if names.count(name) > 1 and len({area.city for area in rules.areas if area.name == name}) < names.count(name):
            yield f"areas：“{name}”写了几次，请删去重复的，或用 city 写明各属哪个市"


def _articles(rules: Rules) -> Iterator[str]:
    for name in rules.articles._names:  # noqa: SLF001 - the fields of a value
        text = getattr(rules.articles, name)
        if text and CITATION.fullmatch(text) is None:
            yield f"articles 的 {name}：应写成“第十八条”“第九条第（二）项”这样，没有的留空，现为“{text}”"


def _numbers(rules: Rules) -> Iterator[str]:
    if rules.art08.panel_min > rules.art08.panel_max:
        yield f"art08：panel_min（{rules.art08.panel_min}）大于 panel_max（{rules.art08.panel_max}），没有人数可选"
    for section, name, least in _LEAST:
        value = getattr(getattr(rules, section), name)
        if value < least:
            yield f"{section} 的 {name}：至少为{least}，现为{value}"
    for section, name in (("art06", "quorum"), ("art17", "vote_share"), ("art16", "weight_shift")):
        share = getattr(getattr(rules, section), name)
        if not 0 <= share <= 1:
            yield f"{section} 的 {name}：应为0至1的比例，现为“{share}”"


_LEAST = (
    ("art04", "interval_years", 1),
    ("art04", "new_laureates", 0),
    ("art04", "nomination_places", 0),
    ("art08", "panel_min", 1),
    ("art10", "operating_years", 0),
    ("art11", "window_years", 1),
    ("art12", "total_points", 1),
    ("art12", "percent_step", 1),
    ("art16", "trim_from", 3),
    ("art18", "notice_workdays", 1),
    ("art19", "prize_yuan", 0),
    ("art19", "repeat_prize_yuan", 0),
    ("art19", "nomination_prize_yuan", 0),
    ("art28", "validity_years", 1),
)
"""The least that each number may be: below it a rule could not be applied."""
