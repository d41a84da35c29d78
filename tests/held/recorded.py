"""What the decisions of a judgement read, noted cell by cell as they read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from toolchain.model.schema import Row
from toolchain.stages import application_stages, gates, review_stages
from toolchain.stages.judgement import Judgement, Stage

Decision = tuple[Stage, str]
"""The stage, and whom it is about."""
Cell = tuple[str, str, str]
"""File, sheet, coordinates."""


class Recorder:
    """Notes for each decision about one applicant or panel the cells of the rows that it reads."""

    def __init__(self) -> None:
        """Begin with none."""
        self.read: defaultdict[Decision, set[Cell]] = defaultdict(set)
        self._now: set[Cell] | None = None

    def patch(self, patch: pytest.MonkeyPatch) -> None:
        """Put the notes between the rules and their rows."""
        patch.setattr(Row, "__getattribute__", self._noted, raising=False)
        patch.setattr(Row, "_key", self._unnoted(Row._key))
        for module in (application_stages, review_stages):
            patch.setattr(module, "each", self._each)

    @property
    def _noted(self) -> Callable[[Row, str], Any]:
        recorder = self

        def get(row: Row, name: str) -> Any:
            now = recorder._now
            if now is not None and name in object.__getattribute__(row, "_known") and name != "at":
                at = object.__getattribute__(row, "at").of(name)
                now.add((at.file, at.sheet, at.cell))
            return object.__getattribute__(row, name)

        return get

    def _unnoted(self, key: Callable[[Row], object]) -> Callable[[Row], object]:
        def compared(row: Row) -> object:
            with self._scope(None):
                return key(row)

        return compared

    @contextmanager
    def _scope(self, cells: set[Cell] | None) -> Iterator[None]:
        before, self._now = self._now, cells
        try:
            yield
        finally:
            self._now = before

    def _each(
        self,
        j: Judgement,
        stage: Stage,
        subjects: Iterable[Any],
        key: Callable[[Any], str],
        decide: Callable[[Any], Any],
    ) -> tuple[Judgement, tuple[Any, ...]]:
        _ = j.status, j.registered  # what is put together for all is read by nobody in particular

        def noted(subject: Any) -> Any:
            with self._scope(self.read[stage, key(subject)]):
                return decide(subject)

        return gates.each(j, stage, subjects, key, noted)

    def readers(self) -> Mapping[Cell, frozenset[Decision]]:
        """Say of each cell which decisions read it."""
        found: defaultdict[Cell, set[Decision]] = defaultdict(set)
        for decision, cells in self.read.items():
            for cell in cells:
                found[cell].add(decision)
        return {cell: frozenset(decisions) for cell, decisions in found.items()}
