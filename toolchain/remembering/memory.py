"""What a run takes from earlier ones, and what it leaves to the next."""

from __future__ import annotations

from pathlib import Path

from toolchain.declared import Value
from toolchain.program import Program
from toolchain.remembering.books import Books
from toolchain.remembering.outputs import Made
from toolchain.remembering.store import Store


class Memory(Value):
    """The workbooks that were read and the files that were made."""

    books: Books
    made: Made

    @classmethod
    def of(cls, outbox: Path, program: Program, *, writing: bool) -> Memory:
        """Open what is remembered beside an outbox; a run that writes no file leaves it as it is."""
        books = Books(Store(outbox, "表格", writing=writing), program.whole)
        return cls(books, Made(Store(outbox, "产出", writing=writing), program.base, outbox))

    def settle(self) -> None:
        """Keep what this run met and forget the rest."""
        self.books.settle()
        self.made.settle()
