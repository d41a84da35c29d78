"""What a blank colours while it is filled: what is missing, figures that do not add up, the next row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_range, xl_rowcol_to_cell

from toolchain.model.schema import Column, Row, columns
from toolchain.workbooks.formulas import Finished
from toolchain.workbooks.styles import CellStyles

Ranged = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 0."""


def colour_rows(page: Any, look: CellStyles, sheet: type[Row], rows: tuple[int, int]) -> None:  # noqa: ANN401 - xlsxwriter has no types
    """Colour what is missing in a row that has been begun, and figures that do not add up."""
    (first, last), declared = rows, columns(sheet)
    needed = [(first, place, last, place) for place, column in enumerate(declared) if column.asked]
    colour_missing(page, look, needed, _begun(declared, first + 1))
    if sheet.sheet.balance:
        cells = {column.name: f"${xl_col_to_name(place)}{first + 1}" for place, column in enumerate(declared)}
        whole, *parts = (cells[name] for name in sheet.sheet.balance)
        full = f"COUNT({','.join((whole, *parts))})={len(parts) + 1}"
        place = next(place for place, column in enumerate(declared) if column.name == sheet.sheet.balance[0])
        area = (first, place, last, place + len(parts))
        _colour(page, [area], f"AND({full},{whole}<>{'+'.join(parts)})", look.wrong)


def colour_missing(page: Any, look: CellStyles, areas: Sequence[Ranged], started: str) -> None:  # noqa: ANN401 - as above
    """Colour what must be filled and is not, once a row or form has been begun as a formula says.

    One rule serves all areas: its formula speaks of the first cell of the first, which stands above or left of the
    others, and moves with each cell.
    """
    if areas:
        _colour(page, areas, f"AND(ISBLANK({xl_rowcol_to_cell(*areas[0][:2])}),{started})", look.missing)


def show_begun(page: Any, look: CellStyles, declared: tuple[Column, ...], rows: tuple[int, int]) -> None:  # noqa: ANN401 - as above
    """Show a spare row once the row above it, or itself, is filled."""
    first, last = rows
    either = f"OR({_begun(declared, first)},{_begun(declared, first + 1)})"
    _colour(page, [(first, 0, last, len(declared) - 1)], either, look.shown)


def colour_state(page: Any, look: CellStyles, area: Ranged) -> None:  # noqa: ANN401 - as above
    """Colour the state beside the title while it says that something is still missing."""
    _colour(page, [area], f'ISNUMBER(SEARCH("还",{xl_rowcol_to_cell(*area[:2])}))', look.unfinished)


def _begun(declared: tuple[Column, ...], row: int) -> str:
    """Say in a formula that whoever fills the blank wrote something into a row, counted from 1."""
    free = [place for place, column in enumerate(declared) if not column.initial and not column.known]
    cells = [f"{xl_col_to_name(place, col_abs=True)}{row}" for place in free or range(len(declared))]
    return f"LEN({'&'.join(cells)})>0"


def _colour(page: Any, areas: Sequence[Ranged], formula: str, style: Any) -> None:  # noqa: ANN401 - as above
    rule = {"type": "formula", "criteria": Finished(formula), "format": style}
    page.conditional_format(*areas[0], rule | {"multi_range": " ".join(xl_range(*area) for area in areas)})
