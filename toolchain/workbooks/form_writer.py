"""Write a form: one field a line, its label, its cell, and how it is filled."""

from __future__ import annotations

from collections.abc import Mapping

from toolchain.model.schema import Column, Row, columns
from toolchain.workbooks.blank_labels import FORM_HEADER, help_text
from toolchain.workbooks.blank_page import Page, start, write_head, write_label, write_state
from toolchain.workbooks.conditional_formats import colour_missing
from toolchain.workbooks.data_validation import validate
from toolchain.workbooks.live_formulas import Values, form_state
from toolchain.workbooks.rows import write_content
from toolchain.workbooks.styles import lines_needed, print_setup
from toolchain.workbooks.value_types import written

_FORM_WIDTHS = (25, 40, 32)
_HELP_WIDTH = 38
"""Characters of the smaller help font that fit into its column."""


def write_form(on: Page, lines: tuple[str, ...], sheet: type[Row], filled: list[Values]) -> Mapping[str, int]:
    """Write the fields of a form below its head lines, with what is known of the one record.

    Returns:
        The row of each field, counted from 1.
    """
    page, look = on.page, on.look
    for place, width in enumerate(_FORM_WIDTHS):
        page.set_column(place, place, width)
    head = write_head(on, lines, _FORM_WIDTHS)
    for place, text in enumerate(FORM_HEADER):
        page.write_string(head, place, text, look.header)
    page.set_row(head, 22)
    given = filled[0] if filled else {}
    row, group, given_count = head + 1, "", 0
    rows: dict[str, int] = {}
    for column in on.columns(sheet):
        if column.group and column.group != group:
            for place in range(3):
                page.write_string(row, place, "" if place else column.group, look.group)
            page.set_row(row, 20)
            row += 1
        group = column.group
        write_label(on, row, 0, column, look.label)
        value = given.get(column.name, start(column))
        locked = column.known and value is not None
        _write_value(on, row, 1, column, value, locked=locked)
        validate(page, on.words, (row, 1, row, 1), column)
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
    write_state(on, lines[0], _FORM_WIDTHS, form_state(sheet, rows, given))
    print_setup(page, width=sum(_FORM_WIDTHS), head=head, signed=True)
    return rows


def _write_value(on: Page, row: int, place: int, column: Column, value: object, *, locked: bool) -> None:
    style = on.look.cell(column, locked=locked)
    if value is None:
        on.page.write_blank(row, place, None, style)
    else:
        write_content(on.page, row, place, written(value), style)


def _room(column: Column) -> int:
    """Count the lines that a long text is given to write in."""
    if column.element is not str or column.many:
        return 1
    return 1 if column.length < 200 else 3 if column.length < 500 else 6  # noqa: PLR2004 - steps of room
