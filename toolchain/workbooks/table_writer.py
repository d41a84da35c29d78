"""Write a table: headers, records, empty rows to go on in, totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from toolchain.model.schema import Column, Row
from toolchain.workbooks.blank_labels import REQUIRED
from toolchain.workbooks.blank_page import (
    TITLE_HEIGHT,
    Page,
    heading,
    line_height,
    start,
    write_head,
    write_label,
    write_state,
)
from toolchain.workbooks.conditional_formats import colour_rows, show_begun
from toolchain.workbooks.data_validation import explain_head, validate
from toolchain.workbooks.live_formulas import Area, Formula, Values, table_state, totals
from toolchain.workbooks.rows import Content, write_row
from toolchain.workbooks.styles import ROW_HEIGHT, CellStyles, lines_needed, print_setup, rows_on_page
from toolchain.workbooks.value_types import kind_of, written

_LEAST_ROWS = 3
"""Empty rows offered below rows that fill the page already."""
_EMPTY: Values = {}


def write_table(on: Page, lines: tuple[str, ...], sheet: type[Row], filled: list[Values]) -> int:
    """Write the headers and records of a table below its head lines, and rows to go on in.

    Returns:
        The row of the first record, counted from 1.
    """
    page, look = on.page, on.look
    declared = on.columns(sheet)
    widths = [_width(column) for column in declared]
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    head = len(lines) + any(column.group for column in declared)
    room = 0 if sheet.sheet.fixed and filled else max(sheet.sheet.room, 1)
    last = head + len(filled) + room
    area = Area(sheet, head + 2, last + 1, filled)
    state = table_state(area)
    write_head(on, lines, widths, state if on.long else None)
    _write_groups(page, look, len(lines), declared)
    for place, column in enumerate(declared):
        write_label(on, head, place, column, look.header)
        explain_head(page, head, place, column)
    tall = 15 * max(lines_needed(heading(c, on) + REQUIRED, w) for c, w in zip(declared, widths, strict=True)) + 12
    page.set_row(head, tall)
    tall += TITLE_HEIGHT + 15 * (head - len(lines)) + sum(line_height(line, widths) for line in lines[1:])
    offered = min(room, max(_LEAST_ROWS, rows_on_page(widths, tall, bound=on.bound) - len(filled)))
    _write_lines(on, head + 1, declared, [*filled, *([_EMPTY] * offered)], widths)
    for place, column in enumerate(declared):
        validate(page, on.words, (head + 1, place, last, place), column)
    colour_rows(page, look, sheet, (head + 1, last))
    _spare_rows(on, declared, head + len(filled) + offered + 1, last)
    if not on.long:
        write_state(on, lines[0], widths, state)
    _write_totals(on, last + 2, totals(area, shares=on.shares))
    page.autofilter(head, 0, last, len(declared) - 1)
    page.freeze_panes(head + 1, 0)
    print_setup(page, width=sum(widths), head=head, signed=True, bound=on.bound)
    return head + 2


def _width(column: Column) -> int:
    """Make a column wide enough for its values and for its header on two lines."""
    header = len(column.label) + column.required + 2
    return max(kind_of(column).width(column), min(2 * header, header + 4))


def _write_groups(page: Any, look: CellStyles, row: int, declared: tuple[Column, ...]) -> None:  # noqa: ANN401 - xlsxwriter has no types
    if not any(column.group for column in declared):
        return
    for place, column in enumerate(declared):
        first = place == 0 or declared[place - 1].group != column.group
        page.write_string(row, place, column.group if first else "", look.group)


def _write_lines(
    on: Page, first: int, declared: tuple[Column, ...], lines: Sequence[Values], widths: Sequence[int]
) -> None:
    look = on.look
    names = [column.name for column in declared]
    starts = [start(column) for column in declared]
    free = [look.cell(column, locked=False) for column in declared]
    kept = [look.cell(column, locked=column.known) for column in declared]
    for row, given in enumerate(lines, first):
        tall = 1
        cells: list[tuple[Content, Any]] = []
        for place, name in enumerate(names):
            value = given.get(name, starts[place])
            if value is None:
                cells.append((None, free[place]))
                continue
            content = written(value)
            cells.append((content, (kept if name in given else free)[place]))
            tall = max(tall, lines_needed(str(content), widths[place]))
        write_row(on.page, row, cells, 15 * tall + ROW_HEIGHT - 15)


def _spare_rows(on: Page, declared: tuple[Column, ...], first: int, last: int) -> None:
    """Keep further rows ready that show, and print, only once the row above them is filled."""
    if first > last:
        return
    empty = [(None, on.look.cell(column, locked=False, spare=True)) for column in declared]
    for row in range(first, last + 1):
        write_row(on.page, row, empty, ROW_HEIGHT)
    show_begun(on.page, on.look, declared, (first, last))


def _write_totals(on: Page, row: int, found: Sequence[Mapping[int, Formula | str]]) -> None:
    page, style = on.page, on.look.total
    for number, cells in enumerate(found, row):
        for place in range(max(cells) + 1):
            cell = cells.get(place, "")
            if isinstance(cell, Formula):
                page.write_formula(number, place, cell.text, style, cell.value)
            else:
                page.write_string(number, place, cell, style)
        page.set_row(number, ROW_HEIGHT)
