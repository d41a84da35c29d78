"""Every document that the facts on record allow, in the order of the stages."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.documents import (
    acceptance,
    after_award,
    approval,
    committee,
    discipline,
    launch,
    notice,
    panels,
    qualification,
    review,
    supervision,
)
from toolchain.documents.declaration import Document
from toolchain.documents.office_context import Desk
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
)


def declared() -> tuple[type[Document], ...]:
    """List every declared document by its number."""
    found = {
        item
        for stage in STAGES
        for item in vars(stage).values()
        if isinstance(item, type) and issubclass(item, Document) and item.number
    }
    return tuple(sorted(found, key=lambda item: (item.number, item.template)))


def compose(judgement: Judgement, desk: Desk) -> Iterator[Document]:
    """Yield the documents, one module per stage, but for those that the rule set does without."""
    off = frozenset(judgement.rules.documents_off)
    for stage in STAGES:
        yield from (found for found in stage.compose(judgement, desk) if found.number not in off)
