"""What must fit together about the conditions and bars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

from toolchain.model.rule_set.articles import CITATION
from toolchain.model.rule_set.conditions import USES, Answer, Condition, Test
from toolchain.model.rule_set.rules import Rules
from toolchain.model.rule_set.spans import Unit
from toolchain.model.sheets.vocabulary import AwardKind

_ITEM = re.compile(r"[1-9][0-9]*(?:\.[1-9][0-9]*)*")


def contradictions(rules: Rules) -> Iterator[str]:
    """Say what does not fit together about the conditions."""
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


def wrong_titles(rules: Rules) -> Iterator[str]:
    """Name the grades and kinds of award that conditions speak of and that there are not."""
    kinds = [*(str(kind) for kind in AwardKind), *(grade.short for grade in rules.grades)]
    for item in rules.conditions:
        for title in item.titles:
            if title not in rules.grade_names:
                yield (
                    f"conditions 的“{item.code}”：titles 写的“{title}”不是本办法的等级，"
                    f"可以写{'、'.join(rules.grade_names)}"
                )
        for title in (title for test in item.tests for title in test.titles if title not in kinds):
            yield f"conditions 的“{item.code}”：titles 只能写{'、'.join(kinds)}，现有“{title}”"
