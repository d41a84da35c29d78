"""Every document that the facts on record allow, in the order of the stages."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.documents import acceptance
from toolchain.documents import afterlife
from toolchain.documents import approval
from toolchain.documents import committee
from toolchain.documents import launch
from toolchain.documents import notice
from toolchain.documents import panels
from toolchain.documents import qualification
from toolchain.documents import review
from toolchain.documents import supervision
from toolchain.documents.declaration import Document
from toolchain.documents.desk import Desk
from toolchain.judgement import Judgement

STAGES = (
    launch,
    acceptance,
    qualification,
    panels,
    review,
    committee,
    notice,
    approval,
    afterlife,
    supervision,
)


def compose(judgement: Judgement, desk: Desk) -> Iterator[Document]:
    """Yield the documents, one module per stage."""
    for stage in STAGES:
        yield from stage.compose(judgement, desk)
