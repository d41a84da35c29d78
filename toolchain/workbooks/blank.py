"""Write a blank, or a filled copy, of any declared workbook: same declaration, same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import accumulate
from typing import Any

import xlsxwriter

from toolchain.schema import Column
from toolchain.schema import Layout
from toolchain.schema import Mark
from toolchain.schema import Row
from toolchain.schema import Workbook
from toolchain.schema import columns
from toolchain.workbooks.colouring import colour_missing
from toolchain.workbooks.colouring import colour_rows
from toolchain.workbooks.colouring import colour_state
from toolchain.workbooks.colouring import show_begun
from toolchain.workbooks.layout import FORM_HEADER
from toolchain.workbooks.layout import MARK_LABELS
from toolchain.workbooks.layout import MARK_SHEET
from toolchain.workbooks.layout import REQUIRED
from toolchain.workbooks.layout import head_lines
from toolchain.workbooks.layout import help_text
from toolchain.workbooks.live import Area
from toolchain.workbooks.live import Formula
from toolchain.workbooks.live import Values
from toolchain.workbooks.live import form_state
from toolchain.workbooks.live import table_state
from toolchain.workbooks.live import totals
from toolchain.workbooks.look import PROPERTIES
from toolchain.workbooks.look import ROW_HEIGHT
from toolchain.workbooks.look import Look
from toolchain.workbooks.look import finished
from toolchain.workbooks.look import lines_needed
from toolchain.workbooks.look import options
from toolchain.workbooks.look import print_setup
from toolchain.workbooks.look import rows_on_page
from toolchain.workbooks.look import text_width
from toolchain.workbooks.validation import Words
from toolchain.workbooks.validation import explain_head
from toolchain.workbooks.validation import validate
from toolchain.workbooks.values import initial_value
from toolchain.workbooks.values import kind_of
from toolchain.workbooks.values import written

_FORM_WIDTHS = (25, 40, 32)
_TITLE_HEIGHT = 30
_TITLE_SCALE = 1.5
"""Width of the title's font against that of the cells."""
_MORE = "还缺100个必填格"
"""What the state beside the title may grow by while the sheet is filled."""
_LEAST_ROWS = 3
"""Empty rows offered below rows that fill the page already."""
_CELLS = 50_000
_EMPTY: Values = {}
_HELP_WIDTH = 38
"""Characters of the smaller help font that fit into its column."""

_PROTECTION = {
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


def write(
    declaration: Workbook,
    mark: Mark,
    rows: Mapping[type[Row], Sequence[Row]] | None = None,
    *,
    known: Mapping[type[Row], Iterable[Values]] | None = None,
    shares: bool = True,
) -> bytes:
    """Write a workbook.

    Args:
        declaration: what it is.
        mark: what it says of itself.
        rows: complete rows.
        known: rows with some cells filled in beforehand.
        shares: figures with a weight are percentages of it, else points.
    """
    lines = {
        sheet: [*map(_values, (rows or {}).get(sheet, ())), *(known or {}).get(sheet, ())]
        for sheet in declaration.sheets
    }
    buffer, long = BytesIO(), _long(lines)
    book = xlsxwriter.Workbook(buffer, options(long=long))
    book.set_properties({**PROPERTIES, "title": declaration.title})
    look = Look(book)
    words = Words()
    for sheet, filled in lines.items():
        page = book.add_worksheet(sheet.sheet.title)
        writer = _write_form if sheet.sheet.layout is Layout.FORM else _write_table
        writer(_Desk(page, look, words, shares, long), head_lines(declaration, sheet, mark), sheet, filled)
        page.protect("", _PROTECTION | ({} if sheet.sheet.fixed else {"insert_rows": True, "delete_rows": True}))
    words.write(book)
    _write_mark(book, declaration, mark)
    return finished(book, buffer)


def _long(lines: Mapping[type[Row], Sequence[Values]]) -> bool:
    """Say whether there are so many cells that each row is written away at once; a form is gone back to."""
    forms = any(sheet.sheet.layout is Layout.FORM for sheet in lines)
    return not forms and sum(len(filled) * len(columns(sheet)) for sheet, filled in lines.items()) > _CELLS


@dataclass(frozen=True)
class _Desk:
    """A page to write on, with the formats and the vocabularies of its workbook; a long one only from top to bottom."""

    page: Any
    look: Look
    words: Words
    shares: bool
    long: bool


def _values(row: Row) -> Values:
    return {column.name: getattr(row, column.name) for column in columns(type(row))}


def _write_head(desk: _Desk, lines: tuple[str, ...], widths: Sequence[int], state: Formula | None = None) -> int:
    """Write the lines above the data, and the state beside the title; give the number of rows they take."""
    page, look = desk.page, desk.look
    for number, line in enumerate(lines):
        last = len(widths) - 1 if number else _beside(lines[0], widths) - 1
        style = look.note if number else look.title
        if last:
            page.merge_range(number, 0, number, last, "", style)
        page.write_string(number, 0, line, style)
        page.set_row(number, _line_height(line, widths) if number else _TITLE_HEIGHT)
        if state is not None and not number:
            _write_state(desk, line, widths, state)
    return len(lines)


def _line_height(line: str, widths: Sequence[int]) -> int:
    return 15 * lines_needed(line, sum(widths)) + 3


def _beside(title: str, widths: Sequence[int]) -> int:
    """Find the first column that the title leaves free."""
    needed = text_width(title) * _TITLE_SCALE
    ends = list(accumulate(widths))
    return next((place for place, end in enumerate(ends, 1) if end >= needed and place < len(ends)), len(ends) - 1)


def _write_state(desk: _Desk, title: str, widths: Sequence[int], state: Formula) -> None:
    """Say beside the title what is still missing."""
    page, look = desk.page, desk.look
    first, last = _beside(title, widths), len(widths) - 1
    if first < last:
        page.merge_range(0, first, 0, last, "", look.state)
    page.write_formula(0, first, state.text, look.state, state.value)
    colour_state(page, look, (0, first, 0, last))
    lines = lines_needed(f"{state.value}{_MORE}", max(1, sum(widths[first:])))
    page.set_row(0, max(_TITLE_HEIGHT, 14 * lines + 2))


def _write_form(desk: _Desk, lines: tuple[str, ...], sheet: type[Row], filled: list[Values]) -> None:
    page, look = desk.page, desk.look
    for place, width in enumerate(_FORM_WIDTHS):
        page.set_column(place, place, width)
    head = _write_head(desk, lines, _FORM_WIDTHS)
    for place, text in enumerate(FORM_HEADER):
        page.write_string(head, place, text, look.header)
    page.set_row(head, 22)
    given = filled[0] if filled else {}
    row, group, given_count = head + 1, "", 0
    rows: dict[str, int] = {}
    for column in columns(sheet):
        if column.group and column.group != group:
            for place in range(3):
                page.write_string(row, place, "" if place else column.group, look.group)
            page.set_row(row, 20)
            row += 1
        group = column.group
        _write_label(desk, row, 0, column, look.label)
        value = given.get(column.name, _start(column))
        locked = column.known and value is not None
        _write_value(desk, row, 1, column, value, locked=locked)
        validate(page, desk.words, (row, 1, row, 1), column)
        given_count += value is not None
        rows[column.name] = row + 1
        text = help_text(column)
        page.write_string(row, 2, text, look.help)
        shown = lines_needed("" if value is None else str(written(value)), _FORM_WIDTHS[1])
        page.set_row(row, max(24, 15 * max(lines_needed(text, _HELP_WIDTH), shown, _room(column)) + 6))
        row += 1
    page.freeze_panes(head + 1, 0)
    started = f"COUNTA($B${head + 2}:$B${row})>{given_count}"
    needed = [(rows[c.name] - 1, 1, rows[c.name] - 1, 1) for c in columns(sheet) if c.required]
    colour_missing(page, look, needed, started)
    _write_state(desk, lines[0], _FORM_WIDTHS, form_state(sheet, rows, given))
    print_setup(page, width=sum(_FORM_WIDTHS), head=head, signed=True)


def _room(column: Column) -> int:
    """Count the lines that a long text is given to write in."""
    if column.element is not str or column.many:
        return 1
    return 1 if column.length < 200 else 3 if column.length < 500 else 6  # noqa: PLR2004 - steps of room


def _write_table(desk: _Desk, lines: tuple[str, ...], sheet: type[Row], filled: list[Values]) -> None:
    page, look = desk.page, desk.look
    declared = columns(sheet)
    widths = [_width(column) for column in declared]
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    head = len(lines) + any(column.group for column in declared)
    room = 0 if sheet.sheet.fixed and filled else max(sheet.sheet.room, 1)
    last = head + len(filled) + room
    area = Area(sheet, head + 2, last + 1, filled)
    state = table_state(area)
    _write_head(desk, lines, widths, state if desk.long else None)
    _write_groups(page, look, len(lines), declared)
    for place, column in enumerate(declared):
        _write_label(desk, head, place, column, look.header)
        explain_head(page, head, place, column)
    tall = 15 * max(lines_needed(c.label + REQUIRED, w) for c, w in zip(declared, widths, strict=True)) + 12
    page.set_row(head, tall)
    tall += _TITLE_HEIGHT + 15 * (head - len(lines)) + sum(_line_height(line, widths) for line in lines[1:])
    offered = min(room, max(_LEAST_ROWS, rows_on_page(widths, tall) - len(filled)))
    _write_lines(desk, head + 1, declared, [*filled, *([_EMPTY] * offered)], widths)
    for place, column in enumerate(declared):
        validate(page, desk.words, (head + 1, place, last, place), column)
    colour_rows(page, look, sheet, (head + 1, last))
    _spare_rows(desk, declared, head + len(filled) + offered + 1, last)
    if not desk.long:
        _write_state(desk, lines[0], widths, state)
    _write_totals(desk, last + 2, totals(area, shares=desk.shares))
    page.autofilter(head, 0, last, len(declared) - 1)
    page.freeze_panes(head + 1, 0)
    print_setup(page, width=sum(widths), head=head, signed=True)


def _spare_rows(desk: _Desk, declared: tuple[Column, ...], first: int, last: int) -> None:
    """Keep further rows ready that show, and print, only once the row above them is filled."""
    if first > last:
        return
    styles = [desk.look.cell(column, locked=False, spare=True) for column in declared]
    for row in range(first, last + 1):
        for place, style in enumerate(styles):
            desk.page.write_blank(row, place, None, style)
        desk.page.set_row(row, ROW_HEIGHT)
    show_begun(desk.page, desk.look, declared, (first, last))


def _write_totals(desk: _Desk, row: int, found: Sequence[Mapping[int, Formula | str]]) -> None:
    page, style = desk.page, desk.look.total
    for number, cells in enumerate(found, row):
        for place in range(max(cells) + 1):
            cell = cells.get(place, "")
            if isinstance(cell, Formula):
                page.write_formula(number, place, cell.text, style, cell.value)
            else:
                page.write_string(number, place, cell, style)
        page.set_row(number, ROW_HEIGHT)


def _width(column: Column) -> int:
    """Make a column wide enough for its values and for its header on two lines."""
    header = len(column.label) + column.required + 2
    return max(kind_of(column).width(column), min(2 * header, header + 4))


def _write_groups(page: Any, look: Look, row: int, declared: tuple[Column, ...]) -> None:  # noqa: ANN401 - xlsxwriter has no types
    if not any(column.group for column in declared):
        return
    for place, column in enumerate(declared):
        first = place == 0 or declared[place - 1].group != column.group
        page.write_string(row, place, column.group if first else "", look.group)


def _write_lines(
    desk: _Desk, first: int, declared: tuple[Column, ...], lines: Sequence[Values], widths: Sequence[int]
) -> None:
    page, look = desk.page, desk.look
    names = [column.name for column in declared]
    starts = [_start(column) for column in declared]
    free = [look.cell(column, locked=False) for column in declared]
    kept = [look.cell(column, locked=column.known) for column in declared]
    for row, given in enumerate(lines, first):
        tall = 1
        for place, name in enumerate(names):
            value = given.get(name, starts[place])
            if value is None:
                page.write_blank(row, place, None, free[place])
                continue
            content = written(value)
            _write_content(page, row, place, content, (kept if name in given else free)[place])
            tall = max(tall, lines_needed(str(content), widths[place]))
        page.set_row(row, 15 * tall + ROW_HEIGHT - 15)


def _start(column: Column) -> object:
    """Give what the cell of an empty row starts with."""
    return initial_value(column) if column.initial else None


def _write_label(desk: _Desk, row: int, place: int, column: Column, style: Any) -> None:  # noqa: ANN401 - no types
    page, look = desk.page, desk.look
    if column.required:
        base = look.header_text if style is look.header else look.label_text
        page.write_rich_string(row, place, base, column.label, look.red, REQUIRED, style)
    else:
        page.write_string(row, place, column.label, style)


def _write_value(desk: _Desk, row: int, place: int, column: Column, value: object, *, locked: bool) -> None:
    style = desk.look.cell(column, locked=locked)
    if value is None:
        desk.page.write_blank(row, place, None, style)
    else:
        _write_content(desk.page, row, place, written(value), style)


def _write_content(page: Any, row: int, place: int, content: str | int | Decimal | date, style: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
    if isinstance(content, str):
        page.write_string(row, place, content, style)
    elif isinstance(content, int | Decimal):
        page.write_number(row, place, content, style)
    else:
        page.write_datetime(row, place, content, style)


def _write_mark(book: Any, declaration: Workbook, mark: Mark) -> None:  # noqa: ANN401 - xlsxwriter has no types
    page = book.add_worksheet(MARK_SHEET)
    said = (declaration.mark, declaration.version, mark.cycle, mark.subject)
    for row, (label, text) in enumerate(zip(MARK_LABELS, said, strict=True)):
        page.write_string(row, 0, label)
        if text:
            page.write_string(row, 1, text)
        book.define_name(f"表格{label}", f"='{MARK_SHEET}'!$B${row + 1}")
    page.protect("")
    page.very_hidden()
