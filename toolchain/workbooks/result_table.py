"""Result workbooks: typed columns in, sheets to read, filter, chart and print out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

import xlsxwriter

from toolchain.engine.lazy_sequence import LazySequence
from toolchain.engine.value_objects import Value
from toolchain.model.chinese import ENDLESS, rounded
from toolchain.workbooks.charts import Place, add_charts, chart_width
from toolchain.workbooks.result_sheet import Kind, ResultColumn, ResultSheet
from toolchain.workbooks.rows import Content, write_row
from toolchain.workbooks.sheet_limits import within_limits
from toolchain.workbooks.styles import (
    ERROR,
    HEADER,
    WARNING,
    close_workbook,
    lines_needed,
    options,
    print_setup,
    properties,
    text_width,
)

_WIDEST = 50
_CELLS = 50_000
_HELD = 300_000
"""Cells of a sheet that are held while it is written; the rows of a longer one are made anew each time."""
_BORDER = "#9AA5B1"


GOOD = ("符合", "通过", "已采用", "已印发", "有效", "入选", "递补入选", "是", "受理", "名次不变")
BAD = ("不符合", "未通过", "需修改", "已撤销", "不予受理")
OPEN = ("待核", "待印发", "送审稿", "提示", "未识别", "期满", "谢绝", "否")


_FORMATS = {
    Kind.TEXT: "@",
    Kind.VERDICT: "@",
    Kind.LINK: "@",
    Kind.INTEGER: "0",
    Kind.YUAN: "#,##0",
    Kind.SCORE: "0.00",
    Kind.MONEY: "#,##0.00",
    Kind.PERCENT: "0.0%",
    Kind.DATE: "yyyy-mm-dd",
}
_TEXTS = {Kind.TEXT, Kind.VERDICT, Kind.LINK}
_CENTRED = {Kind.DATE, Kind.VERDICT, Kind.INTEGER}
_PLACES = {Kind.INTEGER: 0, Kind.YUAN: 0, Kind.SCORE: 2, Kind.MONEY: 2, Kind.PERCENT: 3}


_TINTS = (
    ({"bg_color": "#E2F2E5", "font_color": "#116329"}, GOOD),
    ({"bg_color": ERROR, "font_color": "#8B0000"}, BAD),
    ({"bg_color": WARNING, "font_color": "#6B4E00"}, OPEN),
)
"""Colours of verdicts; the word in the cell carries the meaning without them."""


def write_result(title: str, sheets: Sequence[ResultSheet], say: Callable[[str], str] | None = None) -> bytes:
    """Write a result workbook: the same sheets give the same bytes, no value becomes a formula, nothing is cut.

    ``say`` says the program's own texts as a rule set does.
    """
    sheets = [part for sheet in sheets for part in within_limits(_held(sheet), _links(sheet))]
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, options(long=_long(sheets)))
    book.set_properties({**properties(say), "title": title})
    styles = _Styles(book)
    for sheet in sheets:
        page, found = book.add_worksheet(sheet.title), _Measured.of(sheet)
        widths = found.widths
        head = _write_sheet(page, styles, title, sheet, found)
        if sheet.rows:
            columns = {column.label: place for place, column in enumerate(sheet.columns)}
            place = Place(sheet.title, columns, head, head + len(sheet.rows))
            add_charts(book, page, sheet.charts, place, width=sum(widths))
    return close_workbook(book, buffer)


def _held(sheet: ResultSheet) -> ResultSheet:
    """Make the rows once for all that goes through them, unless they are too many to be held."""
    few = len(sheet.rows) * len(sheet.columns) <= _HELD
    return replace(sheet, rows=tuple(sheet.rows)) if few and isinstance(sheet.rows, LazySequence) else sheet


def _links(sheet: ResultSheet) -> int:
    return sum(column.kind is Kind.LINK for column in sheet.columns)


def _long(sheets: Sequence[ResultSheet]) -> bool:
    """Say whether there are so many cells that each row is written away at once; charts keep the cells they show."""
    cells = sum(len(sheet.rows) * len(sheet.columns) for sheet in sheets)
    return cells > _CELLS and not any(sheet.charts for sheet in sheets)


class _Styles:
    """The formats of one workbook."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
        lined = {"border": 1, "border_color": _BORDER, "text_wrap": True, "valign": "vcenter"}
        self.title = book.add_format({"bold": True, "font_name": "黑体", "font_size": 16, "valign": "vcenter"})
        self.note = book.add_format({"font_size": 10, "font_color": "#44546A", "text_wrap": True, "valign": "vcenter"})
        self.header = book.add_format(
            {**lined, "bold": True, "font_name": "黑体", "bg_color": HEADER, "align": "center"}
        )
        self.cells = {
            kind: book.add_format({**lined, "num_format": pattern} | _alignment(kind))
            for kind, pattern in _FORMATS.items()
        }
        self.tints = [(book.add_format(style), words) for style, words in _TINTS]


def _alignment(kind: Kind) -> dict[str, object]:
    if kind is Kind.LINK:
        return {"font_color": "#0B5CAD", "underline": 1}
    return {"align": "center"} if kind in _CENTRED else {} if kind in _TEXTS else {"align": "right", "indent": 1}


def _write_sheet(page: Any, styles: _Styles, title: str, sheet: ResultSheet, found: _Measured) -> int:  # noqa: ANN401 - xlsxwriter has no types
    """Write one sheet; give its header row."""
    widths = found.widths
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    last = len(sheet.columns) - 1
    head = 0
    for line, style, least in ((f"{title} · {sheet.title}", styles.title, 30), (sheet.note, styles.note, 18)):
        if line:
            if last:
                page.merge_range(head, 0, head, last, "", style)
            page.write_string(head, 0, line, style)
            page.set_row(head, max(least, 15 * lines_needed(line, sum(widths)) + 3))
            head += 1
    for place, column in enumerate(sheet.columns):
        page.write_string(head, place, column.label, styles.header)
    page.set_row(head, 15 * max(map(lines_needed, (c.label for c in sheet.columns), widths)) + 10)
    _write_rows(page, styles, sheet, head + 1, widths)
    for place, column in enumerate(sheet.columns):
        if column.kind is Kind.VERDICT and sheet.rows:
            _tint(page, styles, (head + 1, place, head + len(sheet.rows), place), found.verdicts[place])
    page.autofilter(head, 0, head + max(1, len(sheet.rows)), last)
    page.freeze_panes(head + 1, 0)
    width = max(sum(widths), chart_width(sheet.charts, len(sheet.rows)))
    print_setup(page, width=width, head=head)
    return head


def _write_rows(page: Any, styles: _Styles, sheet: ResultSheet, first: int, widths: Sequence[int]) -> None:  # noqa: ANN401 - xlsxwriter has no types
    kinds = [column.kind for column in sheet.columns]
    links = [place for place, kind in enumerate(kinds) if kind is Kind.LINK]
    for number, row in enumerate(sheet.rows, first):
        tall = max(map(lines_needed, map(str, map(_plain, row)), widths), default=1)
        cells = [_cell(styles, kind, value) for kind, value in zip(kinds, row, strict=True)]
        write_row(page, number, cells, min(400, 15 * tall + 5))
        for place in links:
            if row[place]:
                _link(page, number, place, str(row[place]), styles.cells[Kind.LINK])


def _tint(page: Any, styles: _Styles, area: tuple[int, int, int, int], shown: set[str]) -> None:  # noqa: ANN401 - xlsxwriter has no types
    """Colour the verdicts of a column by what they begin with."""
    for style, words in styles.tints:
        for word in words:
            if any(text.startswith(word) for text in shown):
                rule = {"type": "text", "criteria": "begins with", "value": word, "format": style}
                page.conditional_format(*area, rule)


def _cell(styles: _Styles, kind: Kind, value: object) -> tuple[Content, Any]:
    """Give what stands in a cell, and its format."""
    if value is None or value == "":
        return None, styles.cells[kind]
    if isinstance(value, date):
        return (ENDLESS, styles.cells[Kind.TEXT]) if value == date.max else (value, styles.cells[Kind.DATE])
    if (number := _number(kind, value)) is not None:
        return number, styles.cells[kind]
    return str(_plain(value)), styles.cells[kind if kind in _TEXTS else Kind.TEXT]


def _link(page: Any, row: int, place: int, text: str, style: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
    """Make a link of a cell that is written already."""
    page.ignore_write_string = True
    page.write_url(row, place, f"external:{text.replace('%', '%25').replace('#', '%23')}", style, text)
    page.ignore_write_string = False


def _number(kind: Kind, value: object) -> Decimal | None:
    """Give a number as its kind shows it; None for anything else."""
    if kind not in _TEXTS and isinstance(value, int | Decimal | Fraction) and not isinstance(value, bool):
        return rounded(value, _PLACES.get(kind, 2))
    return None


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return "" if value is None else value


class _Measured(Value):
    """What must be known of all rows of a sheet before the first is written; they are gone through once for it.

    Attributes:
        widths: of each column that its longest value needs, where none is declared.
        verdicts: the words of each column, as far as verdicts stand in it.
    """

    widths: list[int]
    verdicts: tuple[set[str], ...]

    @classmethod
    def of(cls, sheet: ResultSheet) -> _Measured:
        """Go through the rows."""
        longest = [0] * len(sheet.columns)
        verdicts: tuple[set[str], ...] = tuple(set() for _ in sheet.columns)
        open_ones = [(place, column.kind) for place, column in enumerate(sheet.columns) if not column.width]
        told = [place for place, column in enumerate(sheet.columns) if column.kind is Kind.VERDICT]
        for row in sheet.rows if open_ones or told else ():
            for place in told:
                verdicts[place].add(str(row[place]))
            for place, kind in open_ones:
                longest[place] = max(longest[place], _room(kind, row[place]))
        return cls([c.width or _width(c, longest[place]) for place, c in enumerate(sheet.columns)], verdicts)


def _room(kind: Kind, value: object) -> int:
    """Give the width that a value takes."""
    if kind in _TEXTS or kind is Kind.DATE:
        return max(map(text_width, str(_plain(value)).split("\n")))
    number = _number(kind, value)
    return 0 if number is None else len(f"{number:,}")


def _width(column: ResultColumn, longest: int) -> int:
    """Give the width of a column by its longest value and its header, which over numbers may take two lines."""
    header = text_width(column.label) + 3
    if column.kind not in {*_TEXTS, Kind.DATE}:
        header, longest = -(-header // 2) + 2, longest + 1
    return max(8, min(_WIDEST, max(longest, header) + 2))
