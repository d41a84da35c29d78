"""An office in the middle of its cycle: all papers made, none issued; one cell goes wrong and the tool runs again."""

from __future__ import annotations

import shutil
import warnings
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from openpyxl import load_workbook

from tests.addresses import at
from toolchain.cli.unchanged_run import RepeatableRun
from toolchain.cycle.example import FOLDER
from toolchain.cycle.outcome import ALWAYS, Outcome
from toolchain.cycle.paths import Project, find_root
from toolchain.outbox.output import Publication

ROOT = find_root(Path(__file__).parent)
MADE_ANEW = ALWAYS | {"校验结果.xlsx"}
"""What is made anew by every run, usable settings or not: it says what is held."""


@dataclass(frozen=True)
class Edit:
    """One cell of one workbook (tests/addresses.py) and what it holds now; a value of None empties it."""

    book: str
    sheet: str
    cell: str
    value: object


@dataclass(frozen=True)
class Ran:
    """A run over an outbox.

    Attributes:
        outcome: what was judged.
        publication: what was published.
        before, after: path below the cycle's folder → digest, without what is made anew by every run.
        withdrawn: paths below the folder of withdrawn files that were not there.
    """

    outcome: Outcome
    publication: Publication
    before: dict[str, str]
    after: dict[str, str]
    withdrawn: tuple[str, ...]

    @property
    def moved(self) -> list[str]:
        """List the files that are no longer at their place."""
        return sorted(self.before.keys() - self.after.keys())

    @property
    def changed(self) -> list[str]:
        """List the files that hold something else."""
        return sorted(path for path in self.before.keys() & self.after.keys() if self.before[path] != self.after[path])

    @property
    def added(self) -> list[str]:
        """List the files that were not there, marked copies left out."""
        return sorted(path for path in self.after.keys() - self.before.keys() if not path.startswith("退回/"))


class Office:
    """An inbox and an outbox in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        """Lay the example's workbooks, with no paper registered as issued, and run."""
        self.folder = folder
        shutil.copytree(ROOT / "inbox" / FOLDER, folder / "inbox" / FOLDER)
        self.clear("届次设置", "发文登记", "已印发")
        self.run()

    @property
    def project(self) -> Project:
        """The program's data with this inbox and outbox."""
        return Project(ROOT, self.folder / "inbox", self.folder / "outbox")

    def path(self, book: str) -> Path:
        """Find the one workbook whose name starts so."""
        [path] = sorted((self.folder / "inbox" / FOLDER).glob(f"{book}*.xlsx"))
        return path

    def clear(self, book: str, sheet: str, label: str) -> None:
        """Empty a column below its header."""
        page, save = self._opened(book, sheet)
        head = next(cell for row in page.iter_rows() for cell in row if cell.value == label)
        for row in range(head.row + 1, page.max_row + 1):
            page.cell(row, head.column).value = None
        save()

    def edit(self, edit: Edit) -> str:
        """Put something into a cell, and give its coordinates."""
        page, save = self._opened(edit.book, edit.sheet)
        cell = at(page, edit.cell)
        cell.value = edit.value
        save()
        return str(cell.coordinate)

    def _opened(self, book: str, sheet: str):  # noqa: ANN202 - a sheet of an untyped library, and how it is saved
        path = self.path(book)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            held = load_workbook(path)
        return held[sheet], lambda: held.save(path)

    def run(self) -> Ran:
        """Run the tool once."""
        before, lay = self.files(), self._withdrawn()
        outcome, publication, _ = RepeatableRun.of(self.project).cycle(lambda _: None, dry=False)
        return Ran(outcome, publication, before, self.files(), tuple(sorted(self._withdrawn() - lay)))

    def _withdrawn(self) -> set[str]:
        below = self.folder / "outbox" / "_撤下"
        return {str(path.relative_to(below)) for path in below.rglob("*") if path.is_file()}

    def files(self) -> dict[str, str]:
        """Digest what lies in the cycle's folder."""
        folder = self.folder / "outbox" / FOLDER
        found = {
            str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        return {path: digest for path, digest in found.items() if path not in MADE_ANEW}

    def copied(self, folder: Path) -> Office:
        """Give a copy of the office to try something in."""
        shutil.copytree(self.folder, folder)
        twin = object.__new__(Office)
        twin.folder = folder
        return twin
