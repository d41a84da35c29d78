"""Every filled cell of the example's workbooks, and what makes it wrong by its type."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import datetime

from openpyxl import load_workbook

from tests.held.desk import Edit, Office
from toolchain.cycle.example import FOLDER

FILLED_IN = 2
"""The column of a form that is filled in."""

_OWN = {"问题汇总", "填写说明", "填表说明"}


def filled_cells(office: Office) -> Iterator[Edit]:
    """Give an edit for each cell that somebody filled, with a value that its type cannot be."""
    for path in sorted((office.folder / "inbox" / FOLDER).glob("*.xlsx")):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(path)
        for sheet in book:
            if sheet.sheet_state != "visible" or sheet.title in _OWN:
                continue
            head = next((row for row in range(1, 9) if _headers(sheet, row)), 0)
            for row in sheet.iter_rows(min_row=head + 1):
                for cell in row:
                    form = sheet.cell(head, 1).value == "项目"
                    if (
                        cell.value in {None, ""}
                        or str(cell.value).startswith("=")
                        or (form and cell.column != FILLED_IN)
                    ):
                        continue
                    yield Edit(path.stem, sheet.title, cell.coordinate, wrong(cell.value))


def _headers(sheet, row: int) -> bool:  # noqa: ANN001 - a sheet of an untyped library
    return ("＊" in str(sheet.cell(row, 1).value or "") and sheet.cell(row, 2).value is not None) or (
        sheet.cell(row, 1).value == "项目"
    )


def wrong(value: object) -> object:
    """Give what cannot be read in place of a value: of a date, of a number, of a text."""
    if isinstance(value, datetime):
        return "2025年13月45日"
    if isinstance(value, int | float):
        return "约若干"
    return "=1/0"
