"""What is measured: the example cycle of the repository."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from toolchain.cycle.outcome import Outcome
from toolchain.cycle.paths import Project
from toolchain.cycle.pipeline import run
from toolchain.cycle.resources import Resources
from toolchain.documents.declaration import Document

ROOT = Path(__file__).resolve().parent.parent
D = TypeVar("D", bound=Document)


@dataclass(frozen=True)
class Setting:
    """The example cycle, judged once."""

    folder: Path

    @property
    def templates(self) -> Path:
        """The Word templates."""
        return ROOT / "templates" / "documents"

    @cached_property
    def toolbox(self) -> Resources:
        """The data files, with a scratch folder as outbox."""
        return Resources.load(Project(ROOT, ROOT / "inbox", self.folder / "outbox"))

    @cached_property
    def outcome(self) -> Outcome:
        """What the example leads to."""
        return run(self.toolbox)

    def paper(self, kind: type[D]) -> D:
        """Give the first document of a kind."""
        papers = (paper.document for cycle in self.outcome.cycles for paper in cycle.papers)
        return next(document for document in papers if isinstance(document, kind))
