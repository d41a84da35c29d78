"""A rule set as a whole: what its tables say must fit together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter
from typing import TYPE_CHECKING

from toolchain.model.rule_set import criteria_sets, grades, rounds, subjects
from toolchain.model.rule_set.articles import CITATION
from toolchain.model.rule_set.conditions import USES, Answer, Condition, Test
from toolchain.model.rule_set.consequences import wrong_grounds
from toolchain.model.rule_set.duties import wrong_duties
from toolchain.model.rule_set.pools import wrong_class
from toolchain.model.rule_set.spans import Unit
from toolchain.model.sheets.vocabulary import AwardKind

if TYPE_CHECKING:
    from toolchain.model.parameters import Rules

_CODE = re.compile(r"[0-9]{2,6}")


def contradictions(rules: Rules) -> tuple[str, ...]:
    """Say what does not fit together in a rule set, each with key and remedy."""
    return tuple(_contradictions(rules))


def _contradictions(rules: Rules) -> Iterator[str]:
    if len({bool(rules.nomination_award), bool(rules.nomination_short), bool(rules.art04.nomination_places)}) > 1:
        yield "nomination_award（提名奖名称）、nomination_short（简称）和 nomination_places（家数）要么都有，要么都没有"
    yield from _named(rules)
    yield from _spans(rules)
    yield from _pools(rules)
    if rules.expires is not None and rules.expires < rules.effective:
        yield f"expires（失效日期）早于 effective（施行日期{rules.effective}）"
    for kind in dict.fromkeys(item.award for item in rules.higher):
        if [item.award for item in rules.higher].count(kind) > 1:
            yield f"higher：“{kind}”写了几行，请只留一行"
    cited = [*(("higher", item.article) for item in rules.higher), *(("pools", item.article) for item in rules.pools)]
    for name, article in cited:
        if article and CITATION.fullmatch(article) is None:
            yield f"{name}：article 应写成“第二十条”这样，没有的留空，现为“{article}”"
    yield from _places(rules)
    yield from _articles(rules)
    yield from _numbers(rules)
    yield from _conditions(rules)
    yield from subjects.contradictions(rules)
    yield from wrong_grounds(rules)
    yield from wrong_duties(rules)
    yield from grades.contradictions(rules)
    yield from rounds.contradictions(rules)
    yield from criteria_sets.contradictions(rules)


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


def _conditions(rules: Rules) -> Iterator[str]:
    if not rules.conditions:
        yield "conditions：一项申报条件也没有，谁都能获奖；至少写一项"
    codes = [item.code for item in rules.conditions]
    for item in rules.conditions:
        name = f"conditions 的“{item.code}”"
        if codes.count(item.code) > 1:
            yield f"{name}：code 写了{codes.count(item.code)}次，请改成各不相同的编号"
        yield from (f"{name}：{wrong}" for wrong in (*_wording(item), *_answers(item)))
        for test in item.tests:
            yield from (f"{name} 的 tests（{test.kind}）：{wrong}" for wrong in _test(test))


def _wording(item: Condition) -> Iterator[str]:
    if _ITEM.fullmatch(item.code) is None:
        yield "code 应为“条.项”，如 10.2"
    if item.article and CITATION.fullmatch(item.article) is None:
        yield f"article 应写成“第十条第（二）项”这样，现为“{item.article}”"
    unknown = {slot for _, slot, _, _ in _slots(item.text)} - {None, "district", "span", "years", "credit"}
    if unknown:
        yield f"text 的花括号里只能写 district、span、years、credit，现有“{'、'.join(map(str, unknown))}”"


def _answers(item: Condition) -> Iterator[str]:
    if item.asked and not (item.matter and item.department):
        yield "asked = true 的要写 matter（核查事项）和 department（核查部门）"
    if item.answer is Answer.COMPUTED and not item.tests:
        yield "answer = computed 却没有 tests，没有人判断；请写 tests，或者改成 department、attested"
    if item.answer is not Answer.COMPUTED and not item.asked:
        yield f"由部门回答（{item.answer}）却没有 asked = true，部门收不到，会一直待核"


def _slots(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    try:
        return list(Formatter().parse(text))
    except ValueError:
        return [("", text, None, None)]


def _test(test: Test) -> Iterator[str]:
    needed, allowed = USES[test.kind]
    given = {name for name in test._names if getattr(test, name) != test._defaults.get(name)} - {"kind"}  # noqa: SLF001 - the fields of a value
    for name in sorted(needed - given):
        yield f"缺少 {name}"
    for name in sorted(given - needed - allowed):
        yield f"用不到 {name}，请删去"
    if test.span is not None and test.span.unit not in {Unit.YEAR, Unit.MONTH, Unit.DAY, Unit.FOREVER}:
        yield f"span 应以年、月、日计或者永久，现为“{test.span}”"
    if test.years is not None and test.years < 1:
        yield f"years 至少为1，现为{test.years}"


_ITEM = re.compile(r"[1-9][0-9]*(?:\.[1-9][0-9]*)*")


def _named(rules: Rules) -> Iterator[str]:
    for name in ("document", "title", "issuer", "district", "award"):
        if not getattr(rules, name).strip():
            yield f"{name} 不能为空"
    for name in rules.terms._names:  # noqa: SLF001 - the fields of a value
        if not getattr(rules.terms, name).strip():
            yield f"terms 的 {name} 不能为空，文书和表格要用"
    if "〔" not in rules.document:
        yield f"document（文号）应写成“某政〔2022〕1号”，现为“{rules.document}”"
    if not rules.art04.new_laureates and not rules.art04.nomination_places and not rules.grades:
        yield "art04：new_laureates 和 nomination_places 都是 0，没有单位能够获奖"
    yield from _titles(rules)


def _titles(rules: Rules) -> Iterator[str]:
    kinds = [str(kind) for kind in AwardKind]
    for item in rules.conditions:
        for title in item.titles:
            if title not in grades.names_of(rules):
                yield (
                    f"conditions 的“{item.code}”：titles 写的“{title}”不是本办法的等级，"
                    f"可以写{'、'.join(grades.names_of(rules))}"
                )
        for title in (title for test in item.tests for title in test.titles if title not in kinds):
            yield f"conditions 的“{item.code}”：titles 只能写{'、'.join(kinds)}，现有“{title}”"


def _pools(rules: Rules) -> Iterator[str]:
    names = grades.names_of(rules)
    for pool in rules.pools:
        name = f"pools 的“{pool.name}”"
        if pool.of not in names:
            yield f"{name}：of 只能写{'、'.join(names)}，现为“{pool.of}”"
            continue
        places = grades.places_of(rules, pool.of)
        if [pool.most, pool.kept, pool.share].count(None) != _ONE_SAID:
            yield f"{name}：most、kept、share 写且只写一个"
        elif not 0 <= (pool.kept if pool.kept is not None else pool.limit(places)) <= places:
            yield f"{name}：超过了“{pool.of}”的名额（{places}家）"
        yield from (f"{name}：{wrong}" for wrong in wrong_class(pool))
    for of in names:
        kept = sum(pool.kept or 0 for pool in rules.pools if pool.of == of)
        if kept > grades.places_of(rules, of):
            yield f"pools：“{of}”各类保留的合计{kept}家，超过名额{grades.places_of(rules, of)}家"
    total, below = rules.art04.total, grades.lower(rules)
    numbered = [rules.art04.new_laureates, *(item.places for item in below if not item.proposed)]
    open_ = any(not item.places and not item.proposed for item in below)
    if total and not open_ and not max(numbered) <= total <= sum(numbered):
        yield f"art04 的 total：合计{total}家，与各等级{'、'.join(map(str, numbered))}家合不上"


_ONE_SAID = 2
"""Of three ways to limit a pool, so many are left out."""

_UNITS = (
    ("art04", "interval", (Unit.YEAR, Unit.NONE)),
    ("art11", "cheating", (Unit.YEAR, Unit.MONTH, Unit.CYCLE, Unit.FOREVER)),
    ("art18", "notice", (Unit.WORKDAY, Unit.DAY)),
    ("art25", "fraud_ban", (Unit.YEAR, Unit.MONTH, Unit.CYCLE, Unit.FOREVER)),
    ("art28", "validity", (Unit.YEAR, Unit.MONTH)),
    ("art28", "again", (Unit.YEAR, Unit.MONTH, Unit.CYCLE, Unit.NONE)),
)
"""The units that each length of time may be counted in."""


def _spans(rules: Rules) -> Iterator[str]:
    for section, name, units in _UNITS:
        span = getattr(getattr(rules, section), name)
        if span.unit not in units:
            yield f"{section} 的 {name}：应以{'、'.join(units)}计，现为“{span}”"
        if span.unit is Unit.CYCLE and not rules.art04.interval.exists:
            yield f"{section} 的 {name}：没有固定周期（interval = 无）的，不能以届计，请写年数"


def _numbers(rules: Rules) -> Iterator[str]:
    if rules.art08.panel_min > rules.art08.panel_max:
        yield f"art08：panel_min（{rules.art08.panel_min}）大于 panel_max（{rules.art08.panel_max}），没有人数可选"
    for section, name, least in _LEAST:
        value = getattr(getattr(rules, section), name)
        if value < least:
            yield f"{section} 的 {name}：至少为{least}，现为{value}"
    if rules.art17.turns not in {1, _TURNS}:
        yield f"art17 的 turns：应为1（同票由评委会集体决定）或者{_TURNS}（同票重新投票一次），现为{rules.art17.turns}"
    share = rules.art17.score_share
    if share is not None and not 0 < share < 1:
        yield f"art17 的 score_share：应大于0、小于1，现为“{share}”；只比得票的不写"
    for section, name in (("art06", "quorum"), ("art17", "vote_share"), ("art16", "weight_shift")):
        share = getattr(getattr(rules, section), name)
        if not 0 <= share <= 1:
            yield f"{section} 的 {name}：应为0至1的比例，现为“{share}”"


_TURNS = 2
"""At most so often is voted."""

_LEAST = (
    ("art04", "new_laureates", 0),
    ("art04", "nomination_places", 0),
    ("art08", "panel_min", 1),
    ("art10", "operating_years", 0),
    ("art11", "window_years", 1),
    ("art12", "total_points", 1),
    ("art12", "percent_step", 1),
    ("art16", "trim_from", 3),
    ("art19", "prize_yuan", 0),
    ("art19", "repeat_prize_yuan", 0),
    ("art19", "nomination_prize_yuan", 0),
)
"""The least that each number may be: below it a rule could not be applied."""
