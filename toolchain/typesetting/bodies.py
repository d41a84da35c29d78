"""The many like rows of a long table: nothing is laid in them once the values are known, so they are left out of it.

Their first rows and the last one stay, so that whatever looks at the table sees a long one; the rest waits as text and
is put back in its place, checked for being well-formed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from xml.parsers import expat

from toolchain.typesetting.finishing import SMALL_ROWS

_END = "</w:tr>"
_STYLE = '<w:pStyle w:val="'
_MARK = "<!--rows-->"
_FROM = 60
"""Rows from which on leaving some out is worth the trouble."""

_FLOATING = "<w:tblpPr "
"""A 版记 at the foot of the last page: whether it fits hangs on the heights of all rows before it."""

_WRITTEN_OTHERWISE = "&#"
"""What the parser would write in another way; then nothing is left out."""


@dataclass(frozen=True)
class Shortened:
    """A part with a table's like rows left out.

    Attributes:
        text: the part, a mark in the place of the rows.
        rows: the rows that were left out, empty where nothing was.
    """

    text: str
    rows: str = ""

    def restored(self, data: bytes) -> bytes:
        """Put the rows back into the finished part."""
        return data.replace(_MARK.encode(), self.rows.encode(), 1) if self.rows else data


def shortened(text: str, idle: Collection[str]) -> Shortened:
    """Leave out the like rows of the longest table whose paragraphs all have ``idle`` styles.

    Raises:
        expat.ExpatError: the rows are not well-formed.
    """
    pieces = text.split(_END)
    if len(pieces) <= _FROM:
        return Shortened(text)
    first, last = _longest(pieces)
    start, stop = first + SMALL_ROWS + 1, last - 1
    if stop - start < _FROM:
        return Shortened(text)
    rows = _END.join([*pieces[start:stop], ""])
    if rows.count("<w:p>") + rows.count("<w:p ") != sum(rows.count(f'{_STYLE}{key}"/>') for key in idle):
        return Shortened(text)
    followed = any(_FLOATING in piece for piece in pieces[stop:])
    if followed or "<w:p/>" in rows or _WRITTEN_OTHERWISE in rows or not _plain(rows):
        return Shortened(text)
    return Shortened(_END.join([*pieces[:start], _MARK + pieces[stop], *pieces[stop + 1 :]]), rows)


def _plain(rows: str) -> bool:
    """Make sure that rows are well-formed; say whether nothing but elements and text is in them."""
    other: list[object] = []
    parser = expat.ParserCreate()
    parser.CommentHandler = other.append
    parser.ProcessingInstructionHandler = lambda *_: other.append(_)
    parser.StartCdataSectionHandler = lambda: other.append("")
    parser.Parse(f"<rows>{rows}</rows>", True)
    return not other


def _longest(pieces: list[str]) -> tuple[int, int]:
    """Find the longest sequence of rows that follow each other; the numbers of its first row and of the one after."""
    best = 0, 0
    begin = None
    for number, piece in enumerate([*pieces, ""]):
        whole = piece.startswith(("<w:tr>", "<w:tr ")) and piece.count("<w:tr>") + piece.count("<w:tr ") == 1
        if whole and begin is None:
            begin = number
        elif not whole and begin is not None:
            if number - begin > best[1] - best[0]:
                best = begin, number
            begin = None
    return best
