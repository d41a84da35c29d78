"""Every document that the facts on record allow, in the order of the stages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from types import ModuleType
from typing import Any

from toolchain.documents import (
    acceptance,
    after_award,
    approval,
    committee,
    discipline,
    event_letters,
    event_notices,
    event_records,
    launch,
    notice,
    panels,
    payment,
    print_set,
    qualification,
    review,
    revocation,
    supervision,
)
from toolchain.documents.declaration import Document, Pending, slots
from toolchain.documents.office_context import OfficeContext
from toolchain.engine.value_objects import Value
from toolchain.model.problems import Problem, Unread
from toolchain.model.rule_set.numbers import Method
from toolchain.model.schema import Row
from toolchain.stages.judgement import Judgement

STAGES = (
    launch,
    acceptance,
    qualification,
    panels,
    review,
    committee,
    notice,
    approval,
    payment,
    after_award,
    supervision,
    revocation,
    discipline,
    event_letters,
    event_notices,
    event_records,
)


class Unmade(Value):
    """A document that reads a wrong cell.

    Attributes:
        folder: the folder of its stage.
        about: whom it is about; empty where it is about everybody, or where nobody can say which they are.
        problems: what is wrong.
    """

    folder: str
    about: str
    problems: tuple[Problem, ...]


def declared() -> tuple[type[Document], ...]:
    """List every declared document by its number."""
    found = {
        item
        for stage in (*STAGES, print_set)
        for item in vars(stage).values()
        if isinstance(item, type) and issubclass(item, Document) and item.number
    }
    return tuple(sorted(found, key=lambda item: (item.number, item.template)))


def compose(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    """Yield the documents, one module per stage, but for those that the rule set does without."""
    off = without(judgement)
    for stage in STAGES:
        yield from (found for found in stage.compose(judgement, desk) if found.number not in off)


def without(judgement: Judgement) -> frozenset[int]:
    """Number the documents that the rule set does without; a deliberation has no ballot papers."""
    off = frozenset(judgement.rules.documents_off)
    return off | {committee.BallotPaper.number} if judgement.rules.art17.method is Method.DELIBERATION else off


Shown = Callable[[Document], Collection[str]]
"""Gives the names of all values that a document's template shows."""


def readable(
    judgement: Judgement, desk: OfficeContext, shown: Shown
) -> tuple[tuple[Document, ...], tuple[Unmade, ...]]:
    """Compose the documents of a record in which something may be wrong; those that read a wrong cell are not made."""
    if not judgement.record.uncertain and not judgement.held:
        return tuple(compose(judgement, desk)), ()
    found: list[Document] = []
    unmade: list[Unmade] = []
    off = without(judgement)
    for stage in STAGES:
        for part in getattr(stage, "PARTS", (stage.compose,)):
            try:
                for document in part(judgement, desk):
                    if document.number not in off:
                        found += _whole(document, shown, unmade)
            except Unread as unread:
                unmade += [Unmade(folder, "", unread.problems) for folder in sorted(_folders(stage))]
    return tuple(found), tuple(unmade)


def _folders(stage: ModuleType) -> set[str]:
    """Name the folders that the documents of a module go to."""
    found = (item for item in vars(stage).values() if isinstance(item, type) and issubclass(item, Document))
    return {item.folder for item in found if item.folder}


def _whole(document: Document | Pending, shown: Shown, unmade: list[Unmade]) -> tuple[Document, ...]:
    """Give a document of which all can be read that it shows."""
    try:
        made = document.make() if isinstance(document, Pending) else document
        try:
            repr(made)
        except Unread:
            made = _as_shown(made, frozenset(shown(made)) | _ALWAYS_SHOWN)
            repr(made)
    except Unread as unread:
        unmade.append(Unmade(document.folder, document.subject, unread.problems))
        return ()
    return (made,)


_ALWAYS_SHOWN = frozenset({"announced", "cycle"})
"""What every document says in its properties."""


def _as_shown(document: Document, names: Collection[str]) -> Document:
    """Give a document without the fields of rows that could not be read and that it does not show.

    Raises:
        Unread: it shows one of them.
    """
    changed: dict[str, Any] = {}
    for slot in slots(type(document)):
        value = getattr(document, slot.name)
        if isinstance(value, Row):
            changed[slot.name] = _row(value, names)
        elif isinstance(value, tuple) and any(isinstance(item, Row) for item in value):
            changed[slot.name] = tuple(_row(item, names) if isinstance(item, Row) else item for item in value)
    return replace(document, **changed)


def _row(row: Row, names: Collection[str]) -> Row:
    for name in names if row.lacking else ():
        getattr(row, name, None)
    return row.changed(**dict.fromkeys(row.lacking)) if row.lacking else row
