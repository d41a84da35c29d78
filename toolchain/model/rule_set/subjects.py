"""Who and what may win: organisations, persons, teams, projects, models, each with its form, papers and words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from toolchain.engine.value_objects import Value
from toolchain.model.identifiers import SubjectKind


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


_CALLED = ("申报", "候选", "拟奖", "获奖")
"""What 单位 are in the common templates."""


def common_words(kind: SubjectKind | None, subjects: Sequence[Subject]) -> dict[str, str]:
    """Say the common templates' words for organisations of others too, where a rule set does not say them itself.

    Args:
        kind: whom a document is about; None for several.
        subjects: who may win.
    """
    if kind is SubjectKind.ORGANISATION or all(item.kind is SubjectKind.ORGANISATION for item in subjects):
        return {}
    names = [item.name for item in subjects if kind in {None, item.kind}]
    whole = "和".join(filter(None, ("、".join(names[:-1]), *names[-1:])))
    one = {"你单位": "您" if kind is SubjectKind.PERSON else "你们", "单位类型": "类型", "该单位": f"该{whole}"}
    several = {"家单位": f"个{whole}", "奖的单位": f"奖的{whole}", "每家": "每个"}
    return (one if kind else several) | {"单位名称": "名称"} | {f"{word}单位": f"{word}{whole}" for word in _CALLED}


ORGANISATIONS = (Subject(SubjectKind.ORGANISATION, "", "单位"),)
"""Who may win where a rule set says nothing of it."""
MEASURE = Word("家", "个")
"""How what may win is counted where it is not organisations alone."""


def words_in(words: Iterable[str]) -> re.Pattern[str]:
    """Match words in a text, the first of several that fit at one place; one character only as what a number counts."""
    return re.compile(
        "|".join(re.escape(word) if len(word) > 1 else rf"(?<=[0-9}}]){re.escape(word)}" for word in words)
    )
