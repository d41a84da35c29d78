"""Every document that the facts on record allow, in the order of the stages."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from toolchain.documents import (
    acceptance,
    after_award,
    approval,
    committee,
    discipline,
    event_letters,
    event_records,
    launch,
    notice,
    panels,
    qualification,
    review,
    supervision,
)
from toolchain.documents.declaration import Document
from toolchain.documents.office_context import OfficeContext
from toolchain.engine.value_objects import Value
from toolchain.model.parameters import Method
from toolchain.model.problems import Problem, Unread
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
    after_award,
    supervision,
    discipline,
    event_letters,
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
        for stage in STAGES
        for item in vars(stage).values()
        if isinstance(item, type) and issubclass(item, Document) and item.number
    }
    return tuple(sorted(found, key=lambda item: (item.number, item.template)))


def compose(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    """Yield the documents, one module per stage, but for those that the rule set does without."""
    off = _off(judgement)
    for stage in STAGES:
        yield from (found for found in stage.compose(judgement, desk) if found.number not in off)


def _off(judgement: Judgement) -> frozenset[int]:
    """Number the documents that the rule set does without; a deliberation has no ballot papers."""
    off = frozenset(judgement.rules.documents_off)
    return off | {committee.BallotPaper.number} if judgement.rules.art17.method is Method.DELIBERATION else off


def readable(judgement: Judgement, desk: OfficeContext) -> tuple[tuple[Document, ...], tuple[Unmade, ...]]:
    """Compose the documents of a record in which something may be wrong; those that read a wrong cell are not made."""
    if not judgement.record.uncertain:
        return tuple(compose(judgement, desk)), ()
    found: list[Document] = []
    unmade: list[Unmade] = []
    off = _off(judgement)
    for stage in STAGES:
        for part in getattr(stage, "PARTS", (stage.compose,)):
            try:
                for document in part(judgement, desk):
                    if document.number not in off:
                        found += _whole(document, unmade)
            except Unread as unread:
                unmade += [Unmade(folder, "", unread.problems) for folder in sorted(_folders(stage))]
    return tuple(found), tuple(unmade)


def _folders(stage: ModuleType) -> set[str]:
    """Name the folders that the documents of a module go to."""
    found = (item for item in vars(stage).values() if isinstance(item, type) and issubclass(item, Document))
    return {item.folder for item in found if item.folder}


def _whole(document: Document, unmade: list[Unmade]) -> tuple[Document, ...]:
    """Give a document all of whose fields can be read."""
    try:
        repr(document)
    except Unread as unread:
        unmade.append(Unmade(document.folder, document.subject, unread.problems))
        return ()
    return (document,)
