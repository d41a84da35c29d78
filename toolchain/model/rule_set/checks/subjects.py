"""What must fit together about the kinds of applicants and their words."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.model.identifiers import SubjectKind
from toolchain.model.rule_set.articles import CITATION
from toolchain.model.rule_set.rules import Rules
from toolchain.model.rule_set.subjects import Subject
from toolchain.model.sheets.application_book import CHOICES


def contradictions(rules: Rules) -> Iterator[str]:
    """Say what does not fit together about the applicants."""
    kinds = [item.kind for item in rules.subjects]
    for kind in dict.fromkeys(kinds):
        if kinds.count(kind) > 1:
            yield f"subjects：“{kind}”写了{kinds.count(kind)}段，请只留一段"
    for item in rules.subjects:
        yield from _subject(item)
    yield from _unknown(rules)
    for kind in rules.subject_kinds:
        if not any(item.concerns(kind) for item in rules.conditions):
            yield f"conditions：没有一项适用于“{kind}”，谁都能获奖；至少写一项"
    yield from _words(rules)


def _subject(item: Subject) -> Iterator[str]:
    name = f"subjects 的“{item.kind}”"
    if not item.name.strip():
        yield f"{name}：name 不能为空，文书要用"
    if item.article and CITATION.fullmatch(item.article) is None:
        yield f"{name}：article 应写成“第五条”这样，没有的留空，现为“{item.article}”"
    for title in item.sheets:
        if title not in CHOICES:
            yield f"{name}：sheets 只能写{'、'.join(CHOICES)}，现有“{title}”"
    if item.sheets and item.kind is SubjectKind.ORGANISATION:
        yield f"{name}：单位的申报书本来就有这些表，请删去 sheets"


def _unknown(rules: Rules) -> Iterator[str]:
    """Name the kinds that conditions and pools speak of and that may not apply."""
    told = [(f"conditions 的“{item.code}”", item.subjects) for item in rules.conditions]
    told += [(f"pools 的“{pool.name}”", pool.subjects) for pool in rules.pools]
    may = rules.subject_kinds
    for name, kinds in told:
        for kind in kinds:
            if kind not in may:
                yield f"{name}：subjects 写了“{kind}”，[[subjects]] 里却没有这一类，请补上或者删去"


def _words(rules: Rules) -> Iterator[str]:
    tables = [("words", rules.words), *((f"subjects 的“{item.kind}”的 words", item.words) for item in rules.subjects)]
    for name, table in tables:
        said = [item.word for item in table]
        for item in table:
            if not item.word.strip() or "{" in item.word + item.own or "}" in item.word + item.own:
                yield f"{name}：word 不能为空，word 和 own 都不能有花括号，现为“{item.word}”→“{item.own}”"
        for word in dict.fromkeys(said):
            if said.count(word) > 1:
                yield f"{name}：“{word}”写了{said.count(word)}次，请只留一次"
