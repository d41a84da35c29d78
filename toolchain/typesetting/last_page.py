"""The last table of an annex and the 版记 on one last page.

The 版记 floats at the foot of the page on which the text ends. Where a table ends so low that the 版记 finds no room
under it, LibreOffice moves the whole table and leaves the label of the annex alone. Rows have exact heights, so this
can be told beforehand: the table is then parted at the page's end, its head repeated, and its last rows go with the
版记, as they would on a page that breaks by itself.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from toolchain.typesetting import title_breaking
from toolchain.typesetting.docx_parts import text_of
from toolchain.typesetting.format_master import Master, Style
from toolchain.typesetting.ooxml import NAMESPACES, paragraph, tag, twips, w
from toolchain.typesetting.table_rows import BORDER, paragraph_high, room, row_high
from toolchain.typesetting.tables import RECORD_FOOT

_SPARE = 60
_TOGETHER = 3  # rows that go to the last page

_P = w("p")

StyleOf = Callable[[etree._Element], Style | None]  # noqa: SLF001 - the name lxml gives its elements
LeftOut = Callable[[etree._Comment], Iterable[int]]  # noqa: SLF001 - likewise


def close(root: etree._Element, master: Master, style_of: StyleOf, left_out: LeftOut) -> None:
    """Part the last table of an annex where the 版记 would not fit under it, and any whose last page had a lone row.

    Args:
        root: of the part.
        master: the format.
        style_of: the style of a paragraph.
        left_out: the heights of the rows that a comment stands for.
    """
    for record in [table for table in root.iter(w("tbl")) if _floats(table)]:
        table = _above(record)
        laid = None if table is None else _laid(table, master, style_of, left_out)
        if laid is not None and laid.room < _record_height(record, style_of) + _SPARE:
            laid.part()
    for table in [table for table in root.iter(w("tbl")) if not _floats(table)]:
        laid = _laid(table, master, style_of, left_out)
        if laid is not None and laid.last < _TOGETHER:
            laid.part()


class _Laid(NamedTuple):
    """How the table of an annex comes to stand: the room left under it, and how many rows its last page has."""

    table: etree._Element
    heads: list[etree._Element]
    rows: list[etree._Element]
    room: int
    last: int

    def part(self) -> None:
        """Put the last rows on a new page."""
        _part(self.table, self.heads, self.rows[-_TOGETHER:])


def _floats(table: etree._Element) -> bool:
    return table.find(f"{w('tblPr')}/{w('tblpPr')}") is not None


def _laid(table: etree._Element, master: Master, style_of: StyleOf, left_out: LeftOut) -> _Laid | None:
    """Lay out the rows of a table that begins an annex; None for others and for short ones."""
    start = _start(table, style_of)
    if start is None:
        return None
    rows = table.findall(w("tr"))
    heads = [row for row in rows if row.find(f"{w('trPr')}/{w('tblHeader')}") is not None]
    heights = list(_heights(table, heads, style_of, left_out))
    if len(heights) < 2 * _TOGETHER:
        return None
    page = master.page.size[1] - twips(master.page.top) - twips(master.page.bottom)
    head = sum(_height(row, style_of) for row in heads)
    low, last, turned = start + head, 0, False
    for high in heights:
        if low + high > page:
            low, last, turned = head + high, 1, True
        else:
            low, last = low + high, last + 1
    return _Laid(table, heads, rows, page - low, last if turned else len(heights))


def _above(record: etree._Element) -> etree._Element | None:
    """Give the table right above the 版记, None where text stands between them."""
    found = record.getprevious()
    while found is not None and found.tag == w("p") and not text_of(found).strip():
        found = found.getprevious()
    return found if found is not None and found.tag == w("tbl") else None


def _start(table: etree._Element, style_of: StyleOf) -> int | None:
    """Give how far below the top of its page a table begins, None where it does not begin an annex."""
    low = 0
    found = table.getprevious()
    while found is not None and found.tag == w("p"):
        style = style_of(found)
        if style is None or not style.line:
            return None
        low += style.line * (1 + len(list(found.iter(w("br")))))
        if style.key == "Annex":
            return low
        if style.key not in {"AnnexTitle", "Blank"}:
            return None
        found = found.getprevious()
    return None


def _heights(
    table: etree._Element, heads: Collection[etree._Element], style_of: StyleOf, left_out: LeftOut
) -> Iterator[int]:
    """Give the heights of a table's rows under its head, those left out too."""
    for child in table:
        if isinstance(child, etree._Comment):  # noqa: SLF001 - the name lxml gives its comments
            yield from left_out(child)
        elif child.tag == w("tr") and child not in heads:
            yield _height(child, style_of)


def _height(row: etree._Element, style_of: StyleOf) -> int:
    """Give a row's height: that of its highest cell."""
    heights = [0]
    for cell in row.iterchildren(w("tc")):
        wide = room(cell)
        heights.append(sum(_lines(item, wide, style_of) for item in cell.iterchildren(_P)))
    return row_high(heights)


def _lines(item: etree._Element, wide: int, style_of: StyleOf) -> int:
    """Give the height of a paragraph in a room."""
    return paragraph_high(title_breaking.width(text_of(item)), wide, style_of(item))


def _record_height(record: etree._Element, style_of: StyleOf) -> int:
    width = record.find(f"{w('tblPr')}/{w('tblW')}")
    wide = int(str(width.get(w("w")))) if width is not None else 1
    return sum(_lines(item, wide, style_of) + BORDER + RECORD_FOOT for item in record.iter(w("p")))


def _part(table: etree._Element, heads: Sequence[etree._Element], last: Sequence[etree._Element]) -> None:
    """Put a table's last rows on a new page under a copy of its head."""
    rest = etree.Element(w("tbl"))
    for child in table:
        if child.tag in {w("tblPr"), w("tblGrid")}:
            rest.append(copy.deepcopy(child))
    for row in (*(copy.deepcopy(head) for head in heads), *last):
        rest.append(row)
    turn = etree.fromstring(
        f"<w:p {NAMESPACES}>{paragraph('End', direct=tag('pageBreakBefore')).removeprefix('<w:p>')}"
    )
    table.addnext(turn)
    turn.addnext(rest)
