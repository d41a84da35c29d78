"""The example's workbooks on a clerk's desk: open one in a spreadsheet library, change it in a hurry, save it."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.addresses import find
from tests.read_memory import ReadMemory
from toolchain.cycle import pipeline
from toolchain.cycle.example import FOLDER
from toolchain.cycle.outcome import Outcome
from toolchain.cycle.paths import Project, find_root
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import scan_inbox
from toolchain.model.problems import Problem

ROOT = find_root(Path(__file__).parent)


class Desk:
    """The files of an inbox by name, to be changed in place."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = dict(files)

    def name(self, start: str) -> str:
        """Give the one file whose name starts so."""
        [name] = [name for name in self.files if name.startswith(start)]
        return name

    @contextmanager
    def open(self, start: str, *, save_as: str = "") -> Iterator[Any]:
        """Open a workbook; it is saved when the block ends, under another name where one is given."""
        name = self.name(start)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(self.files[name]))
            yield book
            buffer = BytesIO()
            book.save(buffer)
        self.files[save_as or name] = buffer.getvalue()

    def drop(self, start: str) -> None:
        del self.files[self.name(start)]

    def copy(self, start: str, name: str) -> None:
        self.files[name] = self.files[self.name(start)]


def put(start: str, sheet: str, values: Mapping[str, object]) -> Callable[[Desk], None]:
    """Type values over cells, each by its address in the workbook as it is (tests/addresses.py)."""

    def make(desk: Desk) -> None:
        with desk.open(start) as book:
            places = {find(book[sheet], address): value for address, value in values.items()}
            for ref, value in places.items():
                book[sheet][ref] = value

    return make


@dataclass(frozen=True)
class Answer:
    """What a run says of a desk.

    Attributes:
        outcome: everything.
        added: the problems that the example does not have, the worst first.
    """

    outcome: Outcome
    added: tuple[Problem, ...]

    @property
    def told(self) -> str:
        """Give what the account of the inbox and the next steps say."""
        reasons = [f"{entry.state.value}：{entry.reason}" for entry in self.outcome.intake.entries if entry.reason]
        return "\n".join([*reasons, *(todo for cycle in self.outcome.cycles for todo in cycle.current.todo)])


class Office:
    """Runs the example's inbox; what was read once is not read again."""

    def __init__(self) -> None:
        self.toolbox = Resources.load(Project(ROOT, ROOT / "inbox" / FOLDER, ROOT / "outbox"))
        self.files = {item.name: item.data for item in scan_inbox(self.toolbox.project.inbox) if item.held is not None}
        self._read = ReadMemory()
        self._before = frozenset(self._outcome(self.toolbox.project.inbox).problems)

    def run(self, desk: Desk, folder: Path) -> Answer:
        """Lay the desk's files into a folder and run it as an inbox."""
        for name, data in desk.files.items():
            (folder / name).write_bytes(data)
        outcome = self._outcome(folder)
        added = set(outcome.problems) - self._before
        return Answer(outcome, tuple(sorted(added, key=lambda item: item.order)))

    def _outcome(self, inbox: Path) -> Outcome:
        """Judge an inbox; what other readings would decide (口径) names no problem and is left out."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pipeline, "differences", lambda _: ())
            return judge_all(receive(scan_inbox(inbox), known=self._read), self.toolbox)
