"""Write a blank, or a filled copy, of any declared workbook: same declaration, same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from toolchain.schema import Column
from toolchain.schema import Layout
from toolchain.schema import Mark
from toolchain.schema import Row
from toolchain.schema import Workbook
from toolchain.schema import columns
from toolchain.workbooks.folding import visible
from toolchain.workbooks.layout import FORM_HEADER
from toolchain.workbooks.layout import MARK_LABELS
from toolchain.workbooks.layout import MARK_SHEET
from toolchain.workbooks.layout import REQUIRED
from toolchain.workbooks.layout import WORDS_SHEET
from toolchain.workbooks.layout import head_lines
from toolchain.workbooks.layout import help_text
from toolchain.workbooks.look import PROPERTIES
from toolchain.workbooks.look import Look
from toolchain.workbooks.look import lines_needed
from toolchain.workbooks.look import options
from toolchain.workbooks.look import print_setup
from toolchain.workbooks.values import initial_value
from toolchain.workbooks.values import kind_of
from toolchain.workbooks.values import written

Values = Mapping[str, object]

_TITLE_LIMIT, _TEXT_LIMIT, _LIST_LIMIT = 32, 255, 255
_FORM_WIDTHS = (25, 40, 32)
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
    known: Mapping[type[Row], Sequence[Values]] | None = None,
) -> bytes:
    """Write a workbook: ``rows`` are complete, ``known`` are rows with some cells filled in beforehand."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, options())
    book.set_properties({**PROPERTIES, "title": declaration.title})
    look = Look(book)
    words = _Words()
    for sheet in declaration.sheets:
        page = book.add_worksheet(sheet.sheet.title)
        filled = [_values(row) for row in (rows or {}).get(sheet, ())]
        filled += list((known or {}).get(sheet, ()))
        writer = _write_form if sheet.sheet.layout is Layout.FORM else _write_table
        writer(_Desk(page, look, words), head_lines(declaration, sheet, mark), sheet, filled)
        page.protect("", _PROTECTION | ({} if sheet.sheet.fixed else {"insert_rows": True, "delete_rows": True}))
    words.write(book)
    _write_mark(book, declaration, mark)
    book.close()
    return buffer.getvalue()


class _Words:
    """Vocabularies too long for a list inside a cell; they go to a hidden sheet."""

    def __init__(self) -> None:
        self.lists: list[tuple[str, ...]] = []

    def source(self, choices: tuple[str, ...]) -> list[str] | str:
        if len(",".join(choices)) <= _LIST_LIMIT and not any("," in choice for choice in choices):
            return list(choices)
        if choices not in self.lists:
            self.lists.append(choices)
        letter = chr(65 + self.lists.index(choices))
        return f"='{WORDS_SHEET}'!${letter}$1:${letter}${len(choices)}"

    def write(self, book: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
        if not self.lists:
            return
        page = book.add_worksheet(WORDS_SHEET)
        for number, choices in enumerate(self.lists):
            for row, choice in enumerate(choices):
                page.write_string(row, number, choice)
        page.very_hidden()


@dataclass(frozen=True)
class _Desk:
    """A page to write on, with the formats and the vocabularies of its workbook."""

    page: Any
    look: Look
    words: _Words


def _values(row: Row) -> Values:
    return {column.name: getattr(row, column.name) for column in columns(type(row))}


def _write_head(page: Any, look: Look, lines: tuple[str, ...], width: int, last: int) -> int:  # noqa: ANN401
    """Write the lines above the data; give the number of rows they take."""
    for number, line in enumerate(lines):
        style = look.title if number == 0 else look.note
        if last:
            page.merge_range(number, 0, number, last, "", style)
        page.write_string(number, 0, line, style)
        page.set_row(number, 30 if number == 0 else 15 * lines_needed(line, width) + 3)
    return len(lines)


def _write_form(desk: _Desk, lines: tuple[str, ...], sheet: type[Row], filled: list[Values]) -> None:
    page, look = desk.page, desk.look
    for place, width in enumerate(_FORM_WIDTHS):
        page.set_column(place, place, width)
    head = _write_head(page, look, lines, sum(_FORM_WIDTHS), 2)
    for place, text in enumerate(FORM_HEADER):
        page.write_string(head, place, text, look.header)
    page.set_row(head, 22)
    given = filled[0] if filled else {}
    row, group, given_count = head + 1, "", 0
    required = []
    for column in columns(sheet):
        if column.group and column.group != group:
            for place in range(3):
                page.write_string(row, place, "" if place else column.group, look.group)
            page.set_row(row, 20)
            row += 1
        group = column.group
        _write_label(desk, row, 0, column, look.label)
        value = given.get(column.name, initial_value(column) if column.initial else None)
        locked = column.known and value is not None
        _write_value(desk, row, 1, column, value, locked=locked)
        _validate(desk, (row, 1, row, 1), column)
        given_count += value is not None
        if column.required:
            required.append(row)
        text = help_text(column)
        page.write_string(row, 2, text, look.help)
        shown = lines_needed("" if value is None else str(written(value)), _FORM_WIDTHS[1])
        page.set_row(row, max(24, 15 * max(lines_needed(text, _HELP_WIDTH), shown, _room(column)) + 6))
        row += 1
    page.freeze_panes(head + 1, 0)
    started = f"COUNTA($B${head + 2}:$B${row})>{given_count}"
    for place in required:
        _show_missing(desk, (place, 1, place, 1), f"$B${place + 1}", started)
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
    head = _write_head(page, look, lines, sum(widths), len(declared) - 1)
    head = _write_groups(page, look, head, declared)
    for place, column in enumerate(declared):
        _write_label(desk, head, place, column, look.header)
        _validate_head(page, head, place, column)
    page.set_row(
        head,
        15 * max(lines_needed(c.label + REQUIRED, w) for c, w in zip(declared, widths, strict=True)) + 12,
    )
    room = 0 if sheet.sheet.fixed and filled else max(sheet.sheet.room, 1)
    empty: Values = {}
    for row, given in enumerate([*filled, *([empty] * room)], head + 1):
        _write_line(desk, row, declared, given, widths)
    last = head + len(filled) + room
    for place, column in enumerate(declared):
        _validate(desk, (head + 1, place, last, place), column)
    first = head + 2
    free = [xl_col_to_name(place, col_abs=True) for place, column in enumerate(declared) if not column.initial]
    started = f"LEN({'&'.join(f'{name}{first}' for name in free)})>0"
    for place, column in enumerate(declared):
        if column.required and free:
            _show_missing(desk, (head + 1, place, last, place), f"{xl_col_to_name(place)}{first}", started)
    page.autofilter(head, 0, last, len(declared) - 1)
    page.freeze_panes(head + 1, 0)
    print_setup(page, width=sum(widths), head=head, signed=True)


def _show_missing(desk: _Desk, area: tuple[int, int, int, int], cell: str, started: str) -> None:
    """Colour what must be filled and is not, once a row or form has been begun."""
    rule = {"type": "formula", "criteria": f"=AND(ISBLANK({cell}),{started})", "format": desk.look.missing}
    desk.page.conditional_format(*area, rule)


def _width(column: Column) -> int:
    """Make a column wide enough for its values and for its header on two lines."""
    header = len(column.label) + column.required + 2
    return max(kind_of(column).width(column), min(2 * header, header + 4))


def _write_groups(page: Any, look: Look, row: int, declared: tuple[Column, ...]) -> int:  # noqa: ANN401
    if not any(column.group for column in declared):
        return row
    for place, column in enumerate(declared):
        first = place == 0 or declared[place - 1].group != column.group
        page.write_string(row, place, column.group if first else "", look.group)
    return row + 1


def _write_line(desk: _Desk, row: int, declared: tuple[Column, ...], given: Values, widths: list[int]) -> None:
    tall = 1
    for place, column in enumerate(declared):
        value = given.get(column.name, initial_value(column) if column.initial else None)
        locked = column.known and column.name in given and value is not None
        _write_value(desk, row, place, column, value, locked=locked)
        if value is not None:
            tall = max(tall, lines_needed(str(written(value)), widths[place]))
    desk.page.set_row(row, 15 * tall + 7)


def _write_label(desk: _Desk, row: int, place: int, column: Column, style: Any) -> None:  # noqa: ANN401 - no types
    page, look = desk.page, desk.look
    if column.required:
        base = look.header_text if style is look.header else look.label_text
        page.write_rich_string(row, place, base, column.label, look.red, REQUIRED, style)
    else:
        page.write_string(row, place, column.label, style)


def _write_value(desk: _Desk, row: int, place: int, column: Column, value: object, *, locked: bool) -> None:
    page = desk.page
    style = desk.look.cell(column, locked=locked)
    if value is None:
        page.write_blank(row, place, None, style)
        return
    content = written(value)
    if isinstance(content, str):
        page.write_string(row, place, content, style)
    elif isinstance(content, int) or hasattr(content, "as_tuple"):
        page.write_number(row, place, content, style)
    else:
        page.write_datetime(row, place, content, style)


def _validate(desk: _Desk, area: tuple[int, int, int, int], column: Column) -> None:
    check: dict[str, object] = {"validate": "any"} if column.many else kind_of(column).validation(column)
    if check["validate"] == "list":
        check["source"] = desk.words.source(column.choices)
    desk.page.data_validation(
        *area,
        {
            **check,
            "ignore_blank": True,
            "input_title": visible(column.label, _TITLE_LIMIT),
            "input_message": visible(help_text(column) or "从下拉列表中选择", _TEXT_LIMIT),
            "error_title": "请检查填写内容",
            "error_message": visible(_complaint(column), _TEXT_LIMIT),
        },
    )


def _complaint(column: Column) -> str:
    if column.choices:
        return f"“{column.label}”只能填：{'、'.join(column.choices)}"
    return f"“{column.label}”填写不合要求：{help_text(column)}"


def _validate_head(page: Any, row: int, place: int, column: Column) -> None:  # noqa: ANN401
    text = help_text(column)
    if text:
        message = {
            "validate": "any",
            "input_title": visible(column.label, _TITLE_LIMIT),
            "input_message": visible(text, _TEXT_LIMIT),
        }
        page.data_validation(row, place, row, place, message)


def _write_mark(book: Any, declaration: Workbook, mark: Mark) -> None:  # noqa: ANN401
    page = book.add_worksheet(MARK_SHEET)
    said = (declaration.mark, declaration.version, mark.cycle, mark.subject)
    for row, (label, text) in enumerate(zip(MARK_LABELS, said, strict=True)):
        page.write_string(row, 0, label)
        if text:
            page.write_string(row, 1, text)
        book.define_name(f"表格{label}", f"='{MARK_SHEET}'!$B${row + 1}")
    page.protect("")
    page.very_hidden()
