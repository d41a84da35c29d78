"""Tables: those of the text, the 版记 at the foot of the last page, and the frame of a certificate."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from toolchain.documents.declaration import Form
from toolchain.typesetting.format_master import Master
from toolchain.typesetting.ooxml import border, paragraph, run, tag, twips
from toolchain.typesetting.sketch import MERGE_LEFT, MERGE_UP, PARAGRAPH, Row, Table

_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_PADDING = 57  # 1 mm, in twentieths of a point
RECORD_FOOT = 68  # between the last line of a row of the 版记 and the rule under it
FRAME_WIDTH = "269"
FRAME_HEIGHT = "182"
FOOT_HEIGHT = "56"
FOOT_COLUMNS = ("134.5", "134.5")
_GOLD = "B8860B"


def table(master: Master, block: Table) -> str:
    """Write a table of the text: ruled, fixed widths, its head repeated on every page."""
    widths = [twips(Fraction(width)) for width in block.widths]
    lines = [border(edge, master.lines.table_size) for edge in _EDGES]
    properties = tag(
        "tblPr",
        None,
        tag("tblW", {"w": sum(widths), "type": "dxa"}),
        tag("jc", {"val": "center"}),
        tag("tblBorders", None, *lines),
        tag("tblLayout", {"type": "fixed"}),
        _cell_margins(_PADDING),
    )
    grid = tag("tblGrid", None, *(tag("gridCol", {"w": width}) for width in widths))
    rows = [_row(block, widths, number) for number in range(len(block.rows))]
    return tag("tbl", None, properties, grid, *rows)


def _cell_margins(side: int, *, bottom: int = 0) -> str:
    edges = (("top", side // 2), ("left", side), ("bottom", bottom or side // 2), ("right", side))
    return tag("tblCellMar", None, *(tag(edge, {"w": width, "type": "dxa"}) for edge, width in edges))


def _row(block: Table, widths: Sequence[int], number: int) -> str:
    row = block.rows[number]
    properties = [tag("cantSplit")]
    if block.height:
        properties.append(tag("trHeight", {"val": twips(Fraction(block.height)), "hRule": "atLeast"}))
    if row.head:
        properties.append(tag("tblHeader"))
    return tag("tr", None, tag("trPr", None, *properties), *_cells(block, row, widths, number))


def _cells(block: Table, row: Row, widths: Sequence[int], number: int) -> list[str]:
    if row.control:
        inner = paragraph("Control", run(row.cells[0]))
        return [_cell(sum(widths), inner, span=len(widths))]
    cells = []
    column = 0
    while column < len(row.cells):
        span = 1
        while column + span < len(row.cells) and row.cells[column + span] == MERGE_LEFT:
            span += 1
        text = row.cells[column]
        style = "CellHead" if row.head else "Cell"
        align = "" if row.head or block.aligns[column] == "center" else tag("jc", {"val": block.aligns[column]})
        shown = "" if text == MERGE_UP else text
        inner = "".join(paragraph(style, _runs(piece), direct=align) for piece in shown.split(PARAGRAPH))
        merge = _vertical(block, number, column)
        cells.append(_cell(sum(widths[column : column + span]), inner, span=span, merge=merge))
        column += span
    return cells


def _runs(text: str) -> str:
    return run(text) if text else ""


def _vertical(block: Table, number: int, column: int) -> str:
    """Tell whether a cell continues the one above it or begins such a column of cells."""
    if block.rows[number].cells[column] == MERGE_UP:
        return tag("vMerge")
    below = block.rows[number + 1 : number + 2]
    if below and not below[0].control and below[0].cells[column] == MERGE_UP:
        return tag("vMerge", {"val": "restart"})
    return ""


def _cell(width: int, inner: str, *, span: int = 1, merge: str = "", align: str = "center", borders: str = "") -> str:
    properties = [
        tag("tcW", {"w": width, "type": "dxa"}),
        tag("gridSpan", {"val": span}) if span > 1 else "",
        merge,
        borders,
        tag("vAlign", {"val": align}),
    ]
    return tag("tc", None, tag("tcPr", None, *properties), inner)


def record(master: Master, rows: Sequence[str]) -> str:
    """Write the 版记: a table that floats at the foot of the last page's 版心 (第7.4条; 第10.1条 without rules)."""
    width = master.page.width
    lines = master.lines
    ruled = master.form is not Form.LETTER
    edges = (("top", lines.record_outer), ("bottom", lines.record_outer), ("insideH", lines.record_inner))
    borders = tag("tblBorders", None, *(border(edge, size) for edge, size in edges)) if ruled else ""
    place = {
        "vertAnchor": "margin",
        "horzAnchor": "page",
        "tblpX": twips(master.page.left),
        "tblpYSpec": "bottom",
    }
    properties = tag(
        "tblPr",
        None,
        tag("tblpPr", place),
        tag("tblOverlap", {"val": "never"}),
        tag("tblW", {"w": width, "type": "dxa"}),
        borders,
        tag("tblLayout", {"type": "fixed"}),
        _cell_margins(0, bottom=RECORD_FOOT),
    )
    grid = tag("tblGrid", None, tag("gridCol", {"w": width}))
    written = [tag("tr", None, tag("trPr", None, tag("cantSplit")), _cell(width, row)) for row in rows]
    return tag("tbl", None, properties, grid, *written)


def certificate(text: str, numbers: str, signature: str) -> str:
    """Write a certificate's frame: the text above, below it the numbers on the left and the organ on the right."""
    width = twips(Fraction(FRAME_WIDTH))
    columns = [twips(Fraction(column)) for column in FOOT_COLUMNS]
    foot = twips(Fraction(FOOT_HEIGHT))
    lines = [border(edge, 12, color=_GOLD) for edge in ("top", "left", "bottom", "right")]
    properties = tag(
        "tblPr",
        None,
        tag("tblW", {"w": width, "type": "dxa"}),
        tag("jc", {"val": "center"}),
        tag("tblBorders", None, *lines),
        tag("tblLayout", {"type": "fixed"}),
        _cell_margins(0),
    )
    grid = tag("tblGrid", None, *(tag("gridCol", {"w": column}) for column in columns))
    upper = _tall(twips(Fraction(FRAME_HEIGHT)) - foot, _cell(width, text, span=2))
    lower = _tall(foot, _cell(columns[0], numbers, align="center"), _cell(columns[1], signature, align="center"))
    return tag("tbl", None, properties, grid, upper, lower)


def _tall(height: int, *cells: str) -> str:
    return tag("tr", None, tag("trPr", None, tag("trHeight", {"val": height, "hRule": "exact"})), *cells)
