"""Write a blank, or a filled copy, of any declared workbook: same declaration, same bytes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

import xlsxwriter

from toolchain.model.identifiers import Refers
from toolchain.model.schema import Layout, Row, columns
from toolchain.model.workbook_declaration import Mark, Workbook
from toolchain.workbooks.blank_labels import MARK_LABELS, MARK_SHEET, head_lines
from toolchain.workbooks.blank_page import Page
from toolchain.workbooks.booklet import BookletWriter, Printed
from toolchain.workbooks.cross_table_writer import may_cross, write_cross_table
from toolchain.workbooks.data_validation import Words
from toolchain.workbooks.form_writer import write_form
from toolchain.workbooks.live_formulas import Values
from toolchain.workbooks.styles import CellStyles, close_workbook, options, properties
from toolchain.workbooks.table_writer import write_table

Given = Mapping[type[Row], Iterable[object]]

_CELLS = 50_000
"""From so many cells on each row is written away at once."""

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
    say: Callable[[str], str] | None = None,
    rare: Collection[str] = (),
    names: Mapping[Refers, tuple[str, ...]] | None = None,
) -> bytes:
    """Write a workbook.

    Args:
        declaration: what it is.
        mark: what it says of itself.
        rows: complete rows.
        known: rows with some cells filled in beforehand.
        shares: figures with a weight are percentages of it, else points.
        say: says the blank's own texts as a rule set does.
        rare: the words that only some rule sets use, which this one does.
        names: what may be chosen where a code or number of somebody is wanted.

    Of several forms in one place those that nobody filled are left out, as soon as one is filled; an extra sheet is
    left out unless something, or an empty list, is given for it. A table whose columns may be spread is laid out so
    where what is known beforehand says over whom.
    """
    declaration = _narrowed(declaration, rows or {}, known or {})
    lines = {
        sheet: [*map(_values, (rows or {}).get(sheet, ())), *(known or {}).get(sheet, ())]
        for sheet in declaration.sheets
        if sheet in declaration.own or (rows or {}).get(sheet)
    }
    buffer, long = BytesIO(), _long(lines)
    book = xlsxwriter.Workbook(buffer, options(long=long))
    book.set_properties({**properties(say), "title": declaration.title})
    look = CellStyles(book)
    words = Words(say, rare, names)
    booklet = None if any((rows or {}).values()) else declaration.booklet
    pages, printed = None if booklet is None else BookletWriter(book, booklet, mark.cycle, say), Printed()
    for sheet, filled in lines.items():
        page = book.add_worksheet(sheet.sheet.title)
        if pages is not None and not (printed.fields or printed.records):
            page.activate()
        whole = bool((rows or {}).get(sheet))
        title, *notes = head_lines(declaration, sheet, mark)
        head = (title, *(notes if say is None else map(say, notes)))
        on = Page(page, look, words, shares, long, say, pages is not None)
        if sheet.sheet.layout is Layout.FORM:
            printed.fields[sheet] = write_form(on, head, sheet, filled)
        elif not whole and may_cross(sheet, filled):
            write_cross_table(on, head, sheet, filled)
        else:
            printed.records[sheet] = write_table(on, head, sheet, filled), len(filled)
        page.protect("", _PROTECTION | ({} if sheet.sheet.fixed else {"insert_rows": True, "delete_rows": True}))
    if pages is not None:
        pages.write(printed)
    words.write(book)
    _write_mark(book, declaration, mark)
    return close_workbook(book, buffer)


def _narrowed(declaration: Workbook, rows: Given, known: Given) -> Workbook:
    """Leave out the sheets that this copy is to be without."""
    forms = [sheet for sheet in declaration.sheets if sheet.sheet.variant]
    filled = [sheet for sheet in forms if rows.get(sheet) or known.get(sheet)]
    left_out = {sheet for sheet in forms if filled and sheet not in filled}
    left_out |= {sheet for sheet in declaration.sheets if sheet.sheet.extra and not (sheet in rows or sheet in known)}
    if not left_out:
        return declaration
    return replace(declaration, sheets=tuple(sheet for sheet in declaration.sheets if sheet not in left_out))


def _long(lines: Mapping[type[Row], Sequence[Values]]) -> bool:
    """Say whether there are so many cells that each row is written away at once; a form is gone back to."""
    forms = any(sheet.sheet.layout is Layout.FORM for sheet in lines)
    return not forms and sum(len(filled) * len(columns(sheet)) for sheet, filled in lines.items()) > _CELLS


def _values(row: Row) -> Values:
    return {column.name: getattr(row, column.name) for column in columns(type(row))}


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
