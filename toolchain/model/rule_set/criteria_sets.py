"""Criteria of their own for classes of applicants, beside those of everybody else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolchain.engine.value_objects import Value
from toolchain.model.identifiers import SubjectKind
from toolchain.model.rule_set.articles import CITATION
from toolchain.model.rule_set.pools import wrong_class
from toolchain.model.rule_set.subjects import kinds_of
from toolchain.model.sheets.vocabulary import OrganisationKind

if TYPE_CHECKING:
    from toolchain.model.parameters import Rules


class CriteriaSet(Value):
    """The criteria of a class of applicants; whom the first one fits is reviewed by it.

    Attributes:
        name: of the set, as 届次设置 names it.
        article: the provision.
        criteria: file name below ``templates/criteria``.
        trades, kinds, subjects, specialised: who is reviewed by it.
        employees_least, employees_most: by its size, both included.
    """

    name: str
    article: str
    criteria: str
    trades: tuple[str, ...] = ()
    kinds: tuple[OrganisationKind, ...] = ()
    subjects: tuple[SubjectKind, ...] = ()
    specialised: bool | None = None
    employees_least: int | None = None
    employees_most: int | None = None


def contradictions(rules: Rules) -> Iterator[str]:
    """Say what does not fit together about the sets."""
    names = [item.name for item in rules.criteria_sets]
    may = kinds_of(rules)
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
