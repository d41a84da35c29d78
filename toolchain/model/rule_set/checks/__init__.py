"""A rule set as a whole: what its tables say must fit together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolchain.engine.value_objects import field_names
from toolchain.model.rule_set.articles import CITATION
from toolchain.model.rule_set.checks import (
    conditions,
    consequences,
    criteria_sets,
    numbers,
    own_steps,
    quota,
    rounds,
    subjects,
)
from toolchain.model.rule_set.rules import Rules

_CODE = re.compile(r"[0-9]{2,6}")


def contradictions(rules: Rules) -> tuple[str, ...]:
    """Say what does not fit together in a rule set, each with key and remedy."""
    return tuple(_contradictions(rules))


def _contradictions(rules: Rules) -> Iterator[str]:
    if len({bool(rules.nomination_award), bool(rules.nomination_short), bool(rules.art04.nomination_places)}) > 1:
        yield "nomination_award（提名奖名称）、nomination_short（简称）和 nomination_places（家数）要么都有，要么都没有"
    yield from _named(rules)
    yield from numbers.wrong_spans(rules)
    yield from quota.wrong_pools(rules)
    if rules.expires is not None and rules.expires < rules.effective:
        yield f"expires（失效日期）早于 effective（施行日期{rules.effective}）"
    for kind in dict.fromkeys(item.award for item in rules.higher):
        if [item.award for item in rules.higher].count(kind) > 1:
            yield f"higher：“{kind}”写了几行，请只留一行"
    cited = [*(("higher", item.article) for item in rules.higher), *(("pools", item.article) for item in rules.pools)]
    for name, article in cited:
        if article and CITATION.fullmatch(article) is None:
            yield f"{name}：article 应写成“第二十条”这样，没有的留空，现为“{article}”"
    for paper in dict.fromkeys(rules.attachments):
        if not paper.strip() or rules.attachments.count(paper) > 1:
            yield f"attachments：“{paper}”写了{rules.attachments.count(paper)}次或者是空的，请改成各不相同的材料名称"
    yield from _places(rules)
    yield from _articles(rules)
    yield from numbers.wrong_numbers(rules)
    yield from conditions.contradictions(rules)
    yield from subjects.contradictions(rules)
    yield from consequences.wrong_grounds(rules)
    yield from consequences.wrong_duties(rules)
    yield from quota.wrong_grades(rules)
    yield from rounds.contradictions(rules)
    yield from criteria_sets.contradictions(rules)
    yield from own_steps.contradictions(rules)


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
    for name in field_names(rules.articles):
        text = getattr(rules.articles, name)
        if text and CITATION.fullmatch(text) is None:
            yield f"articles 的 {name}：应写成“第十八条”“第九条第（二）项”这样，没有的留空，现为“{text}”"


def _named(rules: Rules) -> Iterator[str]:
    for name in ("document", "title", "issuer", "district", "award"):
        if not getattr(rules, name).strip():
            yield f"{name} 不能为空"
    for name in field_names(rules.terms):
        if not getattr(rules.terms, name).strip():
            yield f"terms 的 {name} 不能为空，文书和表格要用"
    if "〔" not in rules.document:
        yield f"document（文号）应写成“某政〔2022〕1号”，现为“{rules.document}”"
    if not rules.art04.new_laureates and not rules.art04.nomination_places and not rules.grades:
        yield "art04：new_laureates 和 nomination_places 都是 0，没有单位能够获奖"
    yield from conditions.wrong_titles(rules)
