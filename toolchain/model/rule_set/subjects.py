"""Who and what may win: organisations, persons, teams, projects, models, each with its form, papers and words."""

from __future__ import annotations

import re
from collections.abc import Iterable

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


ORGANISATIONS = (Subject(SubjectKind.ORGANISATION, "", "单位"),)
"""Who may win where a rule set says nothing of it."""
MEASURE = Word("家", "个")
"""How what may win is counted where it is not organisations alone."""


def words_in(words: Iterable[str]) -> re.Pattern[str]:
    """Match words in a text, the first of several that fit at one place; one character only as what a number counts."""
    return re.compile(
        "|".join(re.escape(word) if len(word) > 1 else rf"(?<=[0-9}}]){re.escape(word)}" for word in words)
    )
