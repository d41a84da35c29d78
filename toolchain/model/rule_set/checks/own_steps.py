"""What must fit together about the steps of a rule set's own."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.model.rule_set.articles import CITATION
from toolchain.model.rule_set.rules import Rules
from toolchain.model.rule_set.spans import Unit


def contradictions(rules: Rules) -> Iterator[str]:
    """Say what does not fit together about the steps."""
    names = [item.name for item in rules.steps]
    for item in rules.steps:
        name = f"steps 的“{item.name}”"
        if not item.name.strip() or not item.body.strip():
            yield f"{name}：name、body 不能为空，登记和提示要用"
        if names.count(item.name) > 1:
            yield f"{name}：写了{names.count(item.name)}段，请改成各不相同的名称"
        if CITATION.fullmatch(item.article) is None:
            yield f"{name}：article 应写成“第十六条”这样，现为“{item.article}”"
        if item.lasts.unit not in {Unit.WORKDAY, Unit.DAY, Unit.NONE}:
            yield f"{name}：lasts 应以个工作日、日计，不限的不写，现为“{item.lasts}”"
