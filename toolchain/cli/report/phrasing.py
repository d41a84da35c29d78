"""Words that papers do not use, in templates and in the sentences of findings; the list is ``phrasing.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from toolchain.documents.declaration import Addressee, Document
from toolchain.engine.value_objects import Value
from toolchain.model.chinese import shorten
from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.rule_set.toml_files import read_toml

PHRASING = "phrasing.toml"

_SHOWN = 40


class Phrase(Value):
    """A way of saying that is not used.

    Attributes:
        patterns: what it looks like in one paragraph of a template; of several, that all stand in one template.
        reason: why not.
        instead: what to write.
        excepted: numbers of the documents that may use it.
        outside: it is not used in papers for others than the office.
        sentences: findings may not use it either.
    """

    patterns: tuple[re.Pattern[str], ...]
    reason: str
    instead: str
    excepted: frozenset[int]
    outside: bool
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
            tuple(re.compile(pattern) for pattern in entry.get("mixed") or (entry["pattern"],)),
            entry["reason"],
            entry["instead"],
            frozenset(entry.get("except", ())),
            entry.get("outside", False),
            entry["sentences"],
        )
    except (KeyError, TypeError, re.error) as error:
        raise ParameterFault(
            f"{PHRASING} 第 {place} 条：须有 pattern 或者 mixed（正则表达式）、reason、instead、sentences"
        ) from error


def unwanted(text: str, phrases: tuple[Phrase, ...], kind: type[Document] | None = None) -> Iterator[str]:
    """Name every use in the text of a template of a kind, one paragraph a line; or in a sentence of findings."""
    for phrase in phrases:
        if kind is None and not phrase.sentences:
            continue
        if kind is not None and (kind.number in phrase.excepted or (phrase.outside and _inside(kind))):
            continue
        places = [
            [found for line in text.splitlines() for found in _uses(pattern, line)] for pattern in phrase.patterns
        ]
        if all(places):
            told = places[0] if len(places) == 1 else [(" 和 ".join(uses[0][0] for uses in places), places[-1][0][1])]
            yield from (f"“{word}”：{phrase.reason}，{phrase.instead}（段落“…{shown}”）" for word, shown in told)


def _inside(kind: type[Document]) -> bool:
    return kind.addressee is Addressee.OFFICE


def _uses(pattern: re.Pattern[str], line: str) -> Iterator[tuple[str, str]]:
    """Give the first use in a paragraph, and the words round it."""
    if found := pattern.search(line):
        start = max(found.start() - _SHOWN // 4, 0)
        yield found[0], shorten(line[start:].partition("| ")[2] or line[start:], _SHOWN)
