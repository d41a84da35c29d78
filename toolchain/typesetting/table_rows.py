"""Rows of a table without a tree of each: their texts, and the markup that many rows have in common.

Most rows of a long table differ in nothing but their texts. What their common markup says (the styles, the widths of
the cells) is read once; a row's height then follows from the lengths of its texts.
"""

from __future__ import annotations

import html
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from lxml import etree

from toolchain.typesetting import title_breaking
from toolchain.typesetting.docx_parts import text_of
from toolchain.typesetting.format_master import Style
from toolchain.typesetting.ooxml import w
from toolchain.typesetting.rare_characters import has_rare_characters

END = "</w:tr>"
BORDER = 10
"""Twentieths of a point: half a point between rows."""

_PADDING = 114, 56  # of a cell, from side to side and from top to bottom
_TEXT, _TEXT_ENDS = '<w:t xml:space="preserve">', "</w:t>"
_HOLE = "\ufdd2"  # no character, and refused in values
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_ROW, _CELL, _P = w("tr"), w("tc"), w("p")
_TC_PR, _TC_W, _W, _VALUE = w("tcPr"), w("tcW"), w("w"), w("val")
_STYLE, _HEAD = f"{w('pPr')}/{w('pStyle')}", f"{w('trPr')}/{w('tblHeader')}"

Styles = Mapping[str, Style]


@dataclass(frozen=True)
class Line:
    """A paragraph of a cell: its style, the half 字 of its own text, and how many of the row's texts are in it."""

    style: str
    own: int
    texts: int


@dataclass(frozen=True)
class Shape:
    """The markup of a row, holes in the places of its texts.

    Attributes:
        filling: as the finished part has it, with ``%s`` for each text.
        head: it is repeated on every page.
        styles: those of its paragraphs.
        cells: room for text in twentieths of a point, and the paragraphs.
    """

    filling: str
    head: bool
    styles: frozenset[str]
    cells: tuple[tuple[int, tuple[Line, ...]], ...]

    def high(self, texts: Sequence[str], styles: Styles) -> int:
        """Give the height of the row in twentieths of a point: that of its highest cell."""
        wide = iter([title_breaking.width(html.unescape(text)) for text in texts])
        heights = [0]
        for room, lines in self.cells:
            taken = ((styles.get(line.style), line.own + sum(islice(wide, line.texts))) for line in lines)
            heights.append(sum(paragraph_high(wanted, room, style) for style, wanted in taken))
        return row_high(heights)

    def single(self, styles: Styles) -> tuple[int, tuple[int, ...]]:
        """Give the height where no text needs a second line, and the most half 字 of each text for that."""
        heights, most = [0], []
        for room, lines in self.cells:
            taken = ((styles.get(line.style), 0 if line.texts else line.own) for line in lines)
            heights.append(sum(paragraph_high(wide, room, style) for style, wide in taken))
            for line in lines:
                style = styles.get(line.style)
                free = _half_characters(room, style) - line.own if style else sys.maxsize
                most += [free] if line.texts == 1 else [-1] * line.texts
        return row_high(heights), tuple(most)


class Row(NamedTuple):
    """A row of a part.

    Attributes:
        shape: its markup.
        texts: what is in the markup's holes.
    """

    shape: Shape
    texts: tuple[str, ...]

    def written(self) -> str:
        """Write the row as the finished part has it."""
        return self.shape.filling % self.texts

    def unquoted(self) -> Row:
        """Give the row with quotation marks written as in the finished part."""
        return Row(self.shape, tuple(text.replace("&#34;", '"').replace("&#39;", "'") for text in self.texts))


def taken_apart(rows: Iterable[str], namespaces: str) -> Iterator[Row | None]:
    """Take rows apart that come without their :data:`END`; None for what has no :func:`shape_of` it.

    Args:
        rows: as the part has them.
        namespaces: what its first element declares.
    """
    known: list[str] = []
    shape = None
    for row in rows:
        first, *pieces = row.split(_TEXT)
        parts = [piece.partition(_TEXT_ENDS) for piece in pieces]
        frame = [first, *[rest for _, _, rest in parts]]
        texts = tuple([text for text, _, _ in parts])
        if frame != known or "" in texts:
            pieces = [f"{_HOLE if text else ''}{end}{rest}" for text, end, rest in parts]
            markup = _TEXT.join([first, *pieces]) + END
            shape = shape_of(markup, namespaces)
            known = [] if "" in texts else frame
            texts = tuple(filter(None, texts))
        yield None if shape is None else Row(shape, texts)


@lru_cache(maxsize=1024)
def shape_of(markup: str, namespaces: str) -> Shape | None:
    """Read the markup of one row with holes; None where it is not exactly one well-formed row of common characters."""
    try:
        root = etree.fromstring(f"<w:tbl{namespaces}>{markup}</w:tbl>".encode(), _PARSER)
    except etree.XMLSyntaxError:
        return None
    if len(root) != 1 or root[0].tag != _ROW or root.text or root[0].tail:
        return None
    row = root[0]
    cells = tuple((room(cell), tuple(map(_line, cell.iterchildren(_P)))) for cell in row.iterchildren(_CELL))
    written = etree.tostring(root, encoding="unicode")
    written = written[written.index(">") + 1 : written.rindex("<")]
    holes = sum(line.texts for _, lines in cells for line in lines)
    if not holes == markup.count(_HOLE) == written.count(_HOLE) or has_rare_characters(written):
        return None
    styles = frozenset(map(_style, row.iter(_P)))
    return Shape(written.replace("%", "%%").replace(_HOLE, "%s"), row.find(_HEAD) is not None, styles, cells)


def heights(rows: Iterable[Row], styles: Styles) -> Iterator[int]:
    """Give the heights of rows in twentieths of a point."""
    known: dict[int, tuple[int, tuple[int, ...]]] = {}
    for row in rows:
        if id(row.shape) not in known:
            known[id(row.shape)] = row.shape.single(styles)
        high, most = known[id(row.shape)]
        wider = (
            2 * len(text) > limit < title_breaking.width(text) for text, limit in zip(row.texts, most, strict=True)
        )
        yield row.shape.high(row.texts, styles) if any(wider) else high


def row_high(cells: Sequence[int]) -> int:
    """Give the height of a row whose cells' paragraphs are so high."""
    return max(cells) + _PADDING[1] + BORDER


def paragraph_high(wide: int, room: int, style: Style | None) -> int:
    """Give the height of a paragraph of so many half 字 in a room of so many twentieths of a point."""
    if style is None:
        return 0
    return style.line * max(1, -(-(wide * style.character // 2) // max(room - style.sides, 1)))


def _half_characters(room: int, style: Style) -> int:
    """Give the most half 字 that :func:`paragraph_high` sets on one line."""
    return (2 * max(room - style.sides, 1) + 1) // style.character


def room(cell: etree._Element) -> int:
    """Give the width of a cell's text in twentieths of a point."""
    for properties in cell.iterchildren(_TC_PR):
        for width in properties.iterchildren(_TC_W):
            return int(str(width.get(_W))) - _PADDING[0]
    return 1


def _line(paragraph: etree._Element) -> Line:
    text = text_of(paragraph)
    return Line(_style(paragraph), title_breaking.width(text.replace(_HOLE, "")), text.count(_HOLE))


def _style(paragraph: etree._Element) -> str:
    found = paragraph.find(_STYLE)
    return str(found.get(_VALUE)) if found is not None else ""
