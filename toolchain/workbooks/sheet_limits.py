"""Result sheets within the limits of spreadsheet programs: what does not fit goes on in further rows and sheets.

A program that reads a worksheet takes so many rows, so many links on a sheet and so many characters in a cell; the
writer would leave the rest out without a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolchain.engine.lazy_sequence import LazySequence
from toolchain.workbooks.result_sheet import ResultSheet, Rows

MOST_ROWS = 1_000_000
"""Records on one sheet; the format holds 1,048,576 rows, the head and the notes included."""

MOST_LINKS = 65_000
"""Links on one sheet; the format holds 65,530."""

MOST_CHARACTERS = 32_000
"""Characters of one cell; the format holds 32,767."""

MOST_TITLE = 31
"""Characters of a sheet's title."""

GOES_ON = "……（接下一行）"


def within_limits(sheet: ResultSheet, links: int) -> Iterator[ResultSheet]:
    """Split a sheet that is too long; each part says which it is and of how many.

    Args:
        sheet: one sheet of a workbook.
        links: how many cells of each row are links.
    """
    sheet = _unfolded(sheet)
    most = min(MOST_ROWS, MOST_LINKS // links) if links else MOST_ROWS
    count = -(-len(sheet.rows) // most)
    if count <= 1:
        yield sheet
        return
    for number in range(count):
        told = f"共{len(sheet.rows)}行，分在{count}张工作表，这是第{number + 1}张。"
        yield replace(
            sheet,
            title=_title(sheet.title, number),
            rows=_slice(sheet.rows, number * most, (number + 1) * most),
            note=f"{sheet.note}{told}",
            charts=() if number else sheet.charts,
        )


def _title(title: str, number: int) -> str:
    """Number the sheets after the first."""
    if not number:
        return title
    ending = f"（{number + 1}）"
    return title[: MOST_TITLE - len(ending)] + ending


def _slice(rows: Rows, start: int, stop: int) -> Rows:
    return rows.part(start, stop) if isinstance(rows, LazySequence) else rows[start:stop]


def _unfolded(sheet: ResultSheet) -> ResultSheet:
    """Let texts that are too long for a cell go on in the rows below."""
    if not any(isinstance(value, str) and len(value) > MOST_CHARACTERS for row in sheet.rows for value in row):
        return sheet
    return replace(sheet, rows=tuple(line for row in sheet.rows for line in _lines(row)))


def _lines(row: tuple[object, ...]) -> Iterator[tuple[object, ...]]:
    """Give a record as one row, or as several where a text goes on; the other cells of those are empty."""
    room = MOST_CHARACTERS - len(GOES_ON)
    rest = row
    while any(isinstance(value, str) and len(value) > MOST_CHARACTERS for value in rest):
        long = [isinstance(value, str) and len(value) > MOST_CHARACTERS for value in rest]
        yield tuple(f"{str(value)[:room]}{GOES_ON}" if cut else value for value, cut in zip(rest, long, strict=True))
        rest = tuple(str(value)[room:] if cut else None for value, cut in zip(rest, long, strict=True))
    yield rest
