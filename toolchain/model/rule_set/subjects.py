"""Who and what may win: organisations, persons, teams, projects, models, each with its form, papers and words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolchain.engine.value_objects import Value
from toolchain.model.identifiers import SubjectKind
from toolchain.model.rule_set.articles import CITATION
from toolchain.model.sheets.application_book import CHOICES

if TYPE_CHECKING:
    from toolchain.model.parameters import Rules


class Word(Value):
    """A word of the common templates, and how a rule set says it."""

    word: str
    own: str


class Subject(Value):
    """One kind of applicant.

    Attributes:
        kind: what it is.
        article: the provision.
        name: what documents call it, 个人 or the rule set's own word.
        sheets: sheets of the organisations' form that its own form has too.
        attachments: the papers it must hand in; empty for those of everybody.
        words: how documents about one of them say the words of the common templates.
    """

    kind: SubjectKind
    article: str
    name: str
    sheets: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()


ORGANISATIONS = (Subject(SubjectKind.ORGANISATION, "", "单位"),)
"""Who may win where a rule set says nothing of it."""


def kinds_of(rules: Rules) -> tuple[SubjectKind, ...]:
    """List the kinds of applicants of a rule set."""
    return tuple(item.kind for item in rules.subjects or ORGANISATIONS)


def subject_of(rules: Rules, kind: SubjectKind) -> Subject | None:
    """Give what a rule set says of a kind of applicant; None where it may not apply."""
    return next((item for item in rules.subjects or ORGANISATIONS if item.kind is kind), None)


def words_for(rules: Rules, kind: SubjectKind | None) -> tuple[tuple[str, str], ...]:
    """Give the words of documents about one of a kind, or about several: longer ones go before shorter ones."""
    own = None if kind is None else subject_of(rules, kind)
    table = {item.word: item.own for item in (rules.words if own is None else own.words)}
    return tuple(sorted(table.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def contradictions(rules: Rules) -> Iterator[str]:
    """Say what does not fit together about the applicants."""
    kinds = [item.kind for item in rules.subjects]
    for kind in dict.fromkeys(kinds):
        if kinds.count(kind) > 1:
            yield f"subjects：“{kind}”写了{kinds.count(kind)}段，请只留一段"
    for item in rules.subjects:
        yield from _subject(item)
    yield from _unknown(rules)
    for kind in kinds_of(rules):
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
    may = kinds_of(rules)
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
