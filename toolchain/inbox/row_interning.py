"""Equal parts of what is read from many workbooks, kept once: questions, numbers, the columns of a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from toolchain.inbox.file_examination import Examined
from toolchain.model.schema import Place


class RowInterning:
    """The parts met so far; several threads may ask at once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._texts: dict[str, str] = {}
        self._numbers: dict[str, Decimal] = {}
        self._cells: dict[tuple[tuple[str, str], ...], Mapping[str, str]] = {}

    def shared(self, found: Examined) -> Examined:
        """Let the rows of a file that was just read hold the parts that other files have too; nothing else changes."""
        for rows in () if found.reading is None else found.reading.rows.values():
            for row in rows:
                row.sharing(self._part)
        return found

    def _part(self, value: object) -> object:
        if type(value) is str:
            return self._text(value)
        if type(value) is Decimal:
            return self._numbers.setdefault(str(value), value)
        if isinstance(value, Place):
            cells = self._cells.setdefault(tuple(value.cells.items()), value.cells)
            return Place(self._text(value.file), self._text(value.sheet), cells, value.row, value.stated)
        return value

    def _text(self, text: str) -> str:
        return self._texts.setdefault(text, text)
