"""Words that papers do not use, in templates and in the sentences of findings; the list is ``phrasing.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from toolchain.engine.value_objects import Value
from toolchain.model.chinese import shorten
from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.rule_set.toml_files import read_toml

PHRASING = "phrasing.toml"

_SHOWN = 40


class Phrase(Value):
    """A way of saying that is not used.

    Attributes:
        pattern: what it looks like, in the text of a template.
        reason: why not.
        instead: what to write.
        excepted: numbers of the documents that may use it.
        sentences: findings may not use it either.
    """

    pattern: re.Pattern[str]
    reason: str
    instead: str
    excepted: frozenset[int]
    sentences: bool


def load(folder: Path) -> tuple[Phrase, ...]:
    """Read the list.

    Raises:
        ParameterFault: the file is missing or broken.
    """
    entries = read_toml(folder / PHRASING).get("phrase", ())
    return tuple(_phrase(place, entry) for place, entry in enumerate(entries, start=1))


def _phrase(place: int, entry: Mapping[str, Any]) -> Phrase:
    try:
        return Phrase(
            re.compile(entry["pattern"]),
            entry["reason"],
            entry["instead"],
            frozenset(entry.get("except", ())),
            entry["sentences"],
        )
    except (KeyError, TypeError, re.error) as error:
        raise ParameterFault(
            f"{PHRASING} 第 {place} 条：须有 pattern（正则表达式）、reason、instead、sentences"
        ) from error


def unwanted(text: str, phrases: tuple[Phrase, ...], number: int = 0) -> Iterator[str]:
    """Name every use in a text, one paragraph a line; ``number`` is the document's, 0 for a sentence of findings."""
    for line in text.splitlines():
        for phrase in phrases:
            if number in phrase.excepted or not (number or phrase.sentences):
                continue
            found = phrase.pattern.search(line)
            if found:
                start = max(found.start() - _SHOWN // 4, 0)
                shown = shorten(line[start:].partition("| ")[2] or line[start:], _SHOWN)
                yield f"“{found[0]}”：{phrase.reason}，{phrase.instead}（段落“…{shown}”）"
