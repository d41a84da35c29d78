"""The papers of a whole cycle hold what their kinds declare that they say: no fact is empty that may not be."""

from __future__ import annotations

from collections.abc import Iterator
from types import NoneType
from typing import Any, get_args, get_type_hints

from toolchain.cycle.outcome import CycleOutcome
from toolchain.documents.declaration import Document


def _values(owner: object, path: list[str]) -> Iterator[Any]:
    if isinstance(owner, tuple):
        for item in owner:
            yield from _values(item, path)
    elif path and NoneType not in get_args(get_type_hints(type(owner)).get(path[0])):
        yield from _values(getattr(owner, path[0]), path[1:])
    elif not path:
        yield owner


def _lacking(document: Document) -> list[str]:
    facts = (*document.says.facts, *document.says.term)
    return [name for name in facts if any(value in ("", None) for value in _values(document, name.split(".")))]


def test_no_paper_of_the_example_lacks_a_fact(example: CycleOutcome) -> None:
    assert {paper.document.template: found for paper in example.papers if (found := _lacking(paper.document))} == {}
