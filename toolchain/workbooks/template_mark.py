"""The hidden sheet by which a workbook says which blank it is a copy of, wherever a copy or a program has put it."""

from __future__ import annotations

import re

from toolchain.engine.xlsx.cells import Book, CellKind, Sheet
from toolchain.model.schema import Row, columns
from toolchain.model.workbook_declaration import Mark, Workbook
from toolchain.workbooks.blank_labels import MARK_LABELS, MARK_SHEET, OWN_SHEETS
from toolchain.workbooks.normalisation import label_key, trimmed

_COPIED = re.compile(r"(?:[（(_ ]*\d+[）)]?|[ _-]*(?:的)?副本\d*|[ _-]*copy\d*)$", re.IGNORECASE)
"""What programs put behind the name of a sheet that was copied."""
_MOST_CELLS = 2 * len(MARK_LABELS) + 2
"""Cells of a sheet that can be a mark: its labels, what stands beside them, and a stray one."""
_TITLE = re.compile(r"(.+?) · (.+?)(?:（(.+)）)?")
_LIKE = 0.6
"""Share of a sheet's headers that make another sheet look like it."""


def mark_of(book: Book) -> Mark | None:
    """Read what a workbook says of itself; None when it is none of ours, or says two different things."""
    first = next((sheet for sheet in book.sheets if sheet.title == MARK_SHEET), None)
    if first is not None:
        return _said(first)
    found = {mark for mark in map(_said, marked_sheets(book)) if mark is not None}
    return found.pop() if len(found) == 1 else None


def marked_sheets(book: Book) -> tuple[Sheet, ...]:
    """List the sheets that hold a mark, whatever they are called now."""
    return tuple(sheet for sheet in book.sheets if len(sheet.cells) <= _MOST_CELLS and _said(sheet) is not None)


def is_own(sheet: Sheet) -> bool:
    """Say whether the tool itself adds such a sheet, so that no data is taken from it."""
    if sheet.title in OWN_SHEETS or _COPIED.sub("", sheet.title.strip()) in OWN_SHEETS:
        return True
    return sheet.state != "visible" and len(sheet.cells) <= _MOST_CELLS and _said(sheet) is not None


def _said(sheet: Sheet) -> Mark | None:
    said = {
        trimmed(cell.text): trimmed(sheet.cells[row, column + 1].text)
        for (row, column), cell in sorted(sheet.cells.items(), reverse=True)
        if (row, column + 1) in sheet.cells and sheet.cells[row, column + 1].formula is None
    }
    template, version, cycle, subject = (said.get(label, "") for label in MARK_LABELS)
    return Mark(template, version, cycle, subject) if template and (version or sheet.title == MARK_SHEET) else None


def resembles(book: Book, declared: tuple[Workbook, ...]) -> tuple[str, str]:
    """Say as which declared workbook a book without a mark was made, and of which cycle; empty where it is unlike all.

    Titles of sheets, their headers, and the heading that a blank prints in its first cell are held against each other.
    """
    keys = [
        {label_key(cell.text) for cell in sheet.cells.values() if cell.kind is CellKind.TEXT} for sheet in book.sheets
    ]
    titles = {label_key(_COPIED.sub("", sheet.title)) for sheet in book.sheets}
    scores = [(_share(workbook, titles, keys), workbook.title) for workbook in declared]
    best = max(scores, default=(0.0, ""))
    if best[0] < 0.5:  # noqa: PLR2004 - half of the sheets
        return "", ""
    return best[1], _cycle(book, best[1])


def _share(workbook: Workbook, titles: set[str], keys: list[set[str]]) -> float:
    """Give which share of a workbook's sheets is here, by title or by headers; headers settle between equals."""
    found = fitting = 0.0
    for sheet in workbook.sheets:
        like = max((_headers(sheet, texts) for texts in keys), default=0.0)
        found += label_key(sheet.sheet.title) in titles or like >= _LIKE
        fitting += like
    return found / len(workbook.sheets) + fitting / len(workbook.sheets) / 1000


def _headers(sheet: type[Row], texts: set[str]) -> float:
    labels = [label_key(column.label) for column in columns(sheet)]
    return sum(label in texts for label in labels) / len(labels)


def _cycle(book: Book, title: str) -> str:
    """Read the cycle out of the heading of a sheet."""
    for sheet in book.sheets:
        for cell in list(sheet.cells.values())[:1]:
            found = _TITLE.fullmatch(trimmed(cell.text))
            if found and found[1] == title and found[3]:
                return found[3]
    return ""
