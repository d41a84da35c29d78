"""The many like rows of long tables: nothing is laid in them once the values are known, so they are left out.

Their heads and their last rows stay, and rows that need a closer look; the rest waits as text, checked for being
well-formed, and is put back in its place. Its heights are known all the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from xml.parsers import expat

from lxml import etree

from toolchain.typesetting.finishing import SMALL_ROWS
from toolchain.typesetting.rare import outside
from toolchain.typesetting.rows import END
from toolchain.typesetting.rows import Row
from toolchain.typesetting.rows import Styles
from toolchain.typesetting.rows import heights
from toolchain.typesetting.rows import taken_apart

LAST = 3
"""Rows at the end of a table that stay: what follows it looks at them."""

_NAMESPACE = re.compile(' xmlns:[^=]+="[^"]*"')
_MARK = re.compile(b"<!--rows ([0-9]+)-->")
_WRITTEN_OTHERWISE = re.compile("[<>\r]|&#")
"""What is no text, or what the parser would write in another way; then nothing is left out."""


@dataclass(frozen=True)
class Left:
    """Rows that follow each other and were left out: as the finished part has them, and what is in them."""

    text: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Shortened:
    """A part with its tables' like rows left out.

    Attributes:
        text: the part, a mark in the place of rows that follow each other.
        left: what was left out at each mark.
    """

    text: str
    left: tuple[Left, ...] = ()

    def restored(self, first: bytes, data: bytes) -> bytes:
        """Put the rows back into the finished part, and a first line before it."""
        pieces = _MARK.split(data)
        pieces[1::2] = [self.left[int(number)].text.encode() for number in pieces[1::2]]
        return b"".join((first, *pieces))

    def heights(self, mark: etree._Comment, styles: Styles) -> Iterator[int]:
        """Give the heights of the rows left out at a mark, in twentieths of a point."""
        return heights(self.left[int(str(mark.text).removeprefix("rows "))].rows, styles)


def shortened(text: str, idle: Collection[str]) -> Shortened:
    """Leave out rows of long tables: those whose paragraphs all have ``idle`` styles and which every font can show."""
    pieces = text.split(END)
    rows = _fit(pieces, frozenset(idle)) if len(pieces) > SMALL_ROWS else {}
    texts = _joined(rows)
    if "&#" in texts:
        rows = {place: row.unquoted() for place, row in rows.items()}
        texts = _joined(rows)
    if not rows or _WRITTEN_OTHERWISE.search(texts) or not _well_formed(texts):
        return Shortened(text)
    rare = set(outside(texts))
    if rare:
        rows = {place: row for place, row in rows.items() if rare.isdisjoint(chain.from_iterable(row.texts))}
    shown: list[str] = []
    left: list[Left] = []
    end = 0
    for first, behind in _together(rows):
        taken = tuple(rows[place] for place in range(first, behind))
        written = [pieces[place] if row.same else row.written() for place, row in enumerate(taken, first)]
        shown += pieces[end:first]
        pieces[behind] = f"<!--rows {len(left)}-->{pieces[behind]}"
        left.append(Left(END.join((*written, "")), taken))
        end = behind
    return Shortened(END.join([*shown, *pieces[end:]]), tuple(left))


def _fit(pieces: Sequence[str], idle: frozenset[str]) -> dict[int, Row]:
    """Find the rows that can be left out, by number."""
    places = list(chain.from_iterable(range(first, behind - LAST) for first, behind in _tables(pieces)))
    namespaces = "".join(_NAMESPACE.findall(pieces[0], 0, pieces[0].find(">")))
    rows = taken_apart((pieces[place] for place in places), namespaces)
    return {
        place: row
        for place, row in zip(places, rows, strict=True)
        if row is not None and not row.shape.head and row.shape.styles <= idle
    }


def _tables(pieces: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Find many rows that follow each other: the number of the first one, and of what comes behind the last one."""
    first = None
    for place, piece in enumerate(pieces):
        row = piece.startswith(("<w:tr>", "<w:tr ")) and "<w:tbl>" not in piece
        if row and first is None:
            first = place
        elif not row and first is not None:
            if place - first > SMALL_ROWS:
                yield first, place
            first = None


def _together(places: Collection[int]) -> Iterator[tuple[int, int]]:
    """Give numbers that follow each other as the first one and the one behind the last one."""
    first = behind = -1
    for place in places:
        if place != behind:
            if first >= 0:
                yield first, behind
            first = place
        behind = place + 1
    if first >= 0:
        yield first, behind


def _joined(rows: Mapping[int, Row]) -> str:
    return "\n".join(chain.from_iterable(row.texts for row in rows.values()))


def _well_formed(texts: str) -> bool:
    """Make sure that nothing in texts breaks a file."""
    try:
        expat.ParserCreate().Parse(f"<texts>{texts}</texts>", True)
    except expat.ExpatError:
        return False
    return True
