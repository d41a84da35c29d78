"""What must fit together about the criteria of classes of applicants."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.model.rule_set.articles import CITATION
from toolchain.model.rule_set.pools import wrong_class
from toolchain.model.rule_set.rules import Rules


def contradictions(rules: Rules) -> Iterator[str]:
    """Say what does not fit together about the sets."""
    names = [item.name for item in rules.criteria_sets]
    may = rules.subject_kinds
    for item in rules.criteria_sets:
        name = f"criteria_sets 的“{item.name}”"
        if not item.name.strip():
            yield f"{name}：name 不能为空，《届次设置》要用"
        if names.count(item.name) > 1:
            yield f"{name}：写了{names.count(item.name)}段，请改成各不相同的名称"
        if CITATION.fullmatch(item.article) is None:
            yield f"{name}：article 应写成“第十二条”这样，现为“{item.article}”"
        yield from (f"{name}：{wrong}" for wrong in wrong_class(item))
        for kind in item.subjects:
            if kind not in may:
                yield f"{name}：subjects 写了“{kind}”，[[subjects]] 里却没有这一类，请补上或者删去"
