"""Equal parts of what is read from many workbooks, kept once: questions, names of papers, the columns of a sheet."""

from __future__ import annotations

from collections.abc import Mapping

from toolchain.inbox.examining import Examined
from toolchain.schema import Place
from toolchain.schema import Row


class Alike:
    """The parts met so far; several threads may ask at once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._texts: dict[str, str] = {}
        self._cells: dict[tuple[tuple[str, str], ...], Mapping[str, str]] = {}

    def shared(self, found: Examined) -> Examined:
        """Let the rows of a file that was just read hold the parts that other files have too; nothing else changes."""
        for rows in () if found.reading is None else found.reading.rows.values():
            for row in rows:
                self._share(row)
        return found

    def _share(self, row: Row) -> None:
        held, at = vars(row), row.at
        for name, value in held.items():
            if type(value) is str:
                held[name] = self._text(value)
        cells = self._cells.setdefault(tuple(at.cells.items()), at.cells)
        held["at"] = Place(self._text(at.file), self._text(at.sheet), cells, at.row)

    def _text(self, text: str) -> str:
        return self._texts.setdefault(text, text)
