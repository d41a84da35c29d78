"""The many like rows of long tables: nothing is laid in them once the values are known, so they are left out.

Their heads and their last rows stay, and rows that need a closer look; the rest waits as text, checked for being
well-formed, and is put back in its place. Its heights are known all the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from xml.parsers import expat

from lxml import etree

from toolchain.engine.value_objects import Value
from toolchain.typesetting.post_processing import SMALL_ROWS
from toolchain.typesetting.rare_characters import has_rare_characters
from toolchain.typesetting.table_rows import END, Row, Styles, heights, taken_apart

LAST = 3
"""Rows at the end of a table that stay: what follows it looks at them."""

_AT_ONCE = 200  # rows
_NAMESPACE = re.compile(' xmlns:[^=]+="[^"]*"')
_MARK = re.compile(b"<!--rows ([0-9]+)-->")
_WRITTEN_OTHERWISE = re.compile("[<>\r]|&#")
"""What is no text, or what the parser would write in another way; then nothing is left out."""


class ShortenedTable(Value):
    """A part with its tables' like rows left out.

    Attributes:
        text: the part, a mark in the place of rows that follow each other.
        left: what was left out at each mark.
    """

    text: str
    left: tuple[Sequence[Row], ...] = ()

    def restored(self, data: bytes) -> Iterator[bytes]:
        """Put the rows back into the finished part, piece by piece."""
        for place, piece in enumerate(_MARK.split(data)):
            if place % 2 == 0:
                yield piece
                continue
            rows = iter(self.left[int(piece)])
            while written := "".join([row.written() for row in islice(rows, _AT_ONCE)]):
                yield written.encode()

    def heights(self, mark: etree._Comment, styles: Styles) -> Iterator[int]:
        """Give the heights of the rows left out at a mark, in twentieths of a point."""
        return heights(self.left[int(str(mark.text).removeprefix("rows "))], styles)


def shorten_table(chunks: Iterable[str], idle: Collection[str]) -> ShortenedTable:
    """Leave out rows of long tables: those whose paragraphs all have ``idle`` styles and which every font can show.

    Args:
        chunks: the part, as it is written.
        idle: identifiers of styles.
    """
    work = _Shortening(frozenset(idle))
    rest = ""
    for chunk in chunks:
        *pieces, rest = f"{rest}{chunk}".split(END)
        work.take(pieces)
    work.end()
    return ShortenedTable("".join((*work.shown, rest)), tuple(work.left))


@dataclass
class _Shortening:
    """A part on its way through: what of it is shown, what was left out, and the rows of the table it is in."""

    idle: frozenset[str]
    shown: list[str] = field(default_factory=list)
    left: list[list[Row]] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    long: bool = False
    following: bool = False
    namespaces: str | None = None

    def take(self, pieces: Iterable[str]) -> None:
        """Take pieces that end where a row ends, each without its :data:`END`."""
        for piece in pieces:
            if piece.startswith(("<w:tr>", "<w:tr ")) and "<w:tbl>" not in piece:
                self.rows.append(piece)
                continue
            self.end()
            if self.namespaces is None:
                self.namespaces = "".join(_NAMESPACE.findall(piece, 0, piece.find(">")))
            self._show(piece)
        if self.long or len(self.rows) > SMALL_ROWS:
            self._part()

    def end(self) -> None:
        """Go on behind rows that followed each other."""
        if self.long or len(self.rows) > SMALL_ROWS:
            self._part()
        for row in self.rows:
            self._show(row)
        self.rows, self.long = [], False

    def _part(self) -> None:
        """Leave out of the rows so far what can be; the last ones wait."""
        self.long = True
        fit = _fit(self.rows[:-LAST], self.namespaces or "", self.idle)
        for piece, row in zip(self.rows[:-LAST], fit, strict=True):
            if row is None:
                self._show(piece)
                continue
            if not self.following:
                self.shown.append(f"<!--rows {len(self.left)}-->")
                self.left.append([])
            self.left[-1].append(row)
            self.following = True
        del self.rows[:-LAST]

    def _show(self, piece: str) -> None:
        self.shown.append(f"{piece}{END}")
        self.following = False


def _fit(pieces: Sequence[str], namespaces: str, idle: frozenset[str]) -> list[Row | None]:
    """Take rows apart; None for each that cannot be left out."""
    rows = [
        row if row is not None and not row.shape.head and row.shape.styles <= idle else None
        for row in taken_apart(pieces, namespaces)
    ]
    texts = _joined(rows)
    if "&#" in texts:
        rows = [row and row.unquoted() for row in rows]
        texts = _joined(rows)
    if _plain(texts):
        return rows
    return [row if row is not None and _plain("\n".join(row.texts)) else None for row in rows]


def _joined(rows: Iterable[Row | None]) -> str:
    return "\n".join(chain.from_iterable(row.texts for row in rows if row is not None))


def _plain(texts: str) -> bool:
    """Say whether texts are well-formed, written as in the finished part, and of characters that every font has."""
    return not _WRITTEN_OTHERWISE.search(texts) and _well_formed(texts) and not has_rare_characters(texts)


def _well_formed(texts: str) -> bool:
    """Make sure that nothing in texts breaks a file."""
    try:
        expat.ParserCreate().Parse(f"<texts>{texts}</texts>", True)
    except expat.ExpatError:
        return False
    return True
