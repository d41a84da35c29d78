"""What a run takes from earlier ones, and what it leaves to the next."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from toolchain.cycle.cache.read_workbooks import WorkbookCache
from toolchain.cycle.cache.store import Store
from toolchain.engine.fingerprint import Program
from toolchain.engine.value_objects import Value

if TYPE_CHECKING:
    from toolchain.cycle.cache.made_files import FileCache


class RunCache(Value):
    """The workbooks that were read and the files that were made.

    Attributes:
        outbox: what is remembered lies there.
        program: what was found out by another one is not used.
        writing: a run that writes no file leaves what is remembered as it is.
    """

    outbox: Path
    program: Program
    writing: bool

    @cached_property
    def books(self) -> WorkbookCache:
        """The workbooks, by content."""
        return WorkbookCache(Store(self.outbox, "表格", writing=self.writing), self.program.whole)

    @cached_property
    def made(self) -> FileCache:
        """The files; what makes them is loaded while the workbooks are being read."""
        from toolchain.cycle.cache.made_files import FileCache

        return FileCache(Store(self.outbox, "产出", writing=self.writing), self.program.base, self.outbox)

    def settle(self) -> None:
        """Keep what this run met and forget the rest."""
        self.books.settle()
        self.made.settle()
