"""What a blank works out while it is filled: what is still missing, and totals.

These cells are for the eye of whoever fills the workbook. The writer puts them beside the title and below a fixed
table; the reader knows them again and leaves them out, whatever they show: every figure that counts is worked out
anew from the records.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from toolchain.engine.value_objects import Value
from toolchain.engine.xlsx.cells import Cell, CellKind, letters
from toolchain.model.chinese import rounded
from toolchain.model.schema import Column, Row, columns
from toolchain.workbooks.formulas import Finished
from toolchain.workbooks.normalisation import label_key
from toolchain.workbooks.sheet_grid import Grid

SIGN = "核对："
"""Begins every text of a live cell; the reader knows it by this."""

TOTALS = f"{SIGN}合计"
_TOTALS = label_key(TOTALS)
RESTING = f"{SIGN}退回的副本不计算，放回收件箱后由系统重新计算"
"""Stands in a returned copy in place of the formula."""

_OURS = re.compile(r"SUMPRODUCT\(|\$?[A-Z]{1,3}\$?[0-9]+$")
"""The formulas of a line of totals: sums, and the name of whom they are of."""

_FURTHER = 1000
"""Rows below an open table that its formulas look at, for records that are added."""

_FULL = 100
_SHOWN = 2
"""Decimals of a total beside the title."""

Values = Mapping[str, object]


class Formula(Value):
    """A formula and what it gives for the records written with it."""

    text: Finished
    value: str | Decimal


class Area(Value):
    """The records of a table: their declaration, the first and the last row (counted from 1), and what is filled."""

    sheet: type[Row]
    first: int
    last: int
    filled: Sequence[Values]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The declared columns in their order."""
        return columns(self.sheet)

    def cells(self, column: Column) -> str:
        """Refer to one column of the records."""
        letter = f"${letters(self.columns.index(column) + 1)}"
        last = self.last if self.sheet.sheet.fixed else self.last + _FURTHER
        return f"{letter}${self.first}:{letter}${last}"

    def begun(self) -> list[Values]:
        """List the records in which something stands that the blank did not put there at the start."""
        free = [column.name for column in self.columns if not column.initial]
        return [row for row in self.filled if any(row.get(name) is not None for name in free)]


def form_state(sheet: type[Row], places: Mapping[str, int], given: Values) -> Formula:
    """Count the fields of a form that must be filled and are not; ``places`` are their rows, counted from 1."""
    needed = [column for column in columns(sheet) if column.required]
    count = "+".join(f"(LEN($B${places[column.name]})=0)" for column in needed)
    missing = sum(given.get(column.name) is None and not column.initial for column in needed)
    done, more = f"{SIGN}必填栏都已填写", f"{SIGN}还有"
    return Formula(
        Finished(f'IF({count}=0,"{done}","{more}"&({count})&"个必填栏没有填写")'),
        f"{more}{missing}个必填栏没有填写" if missing else done,
    )


def table_state(area: Area) -> Formula:
    """Count the records of a table and the cells missing in them, and add up the columns that have a total."""
    lengths = "+".join(f"LEN({area.cells(column)})" for column in area.columns if not column.initial)
    needed = [column for column in area.columns if column.asked]
    blanks = "+".join(f"(LEN({area.cells(column)})=0)" for column in needed)
    begun = area.begun()
    missing = sum(row.get(column.name) is None and not column.initial for row in begun for column in needed)
    said = f"{SIGN}{'共' if area.sheet.sheet.fixed else '已填'}"
    text = f'"{said}"&SUMPRODUCT(--({lengths}>0))&"行"'
    value = f"{said}{len(begun)}行"
    if needed:
        count = f"SUMPRODUCT(({lengths}>0)*({blanks}))"
        text += f'&IF({count}=0,"","，还缺"&{count}&"个必填格")'
        value += f"，还缺{missing}个必填格" if missing else ""
    for column in area.columns:
        if column.total and not column.weight:
            places = min(column.places, _SHOWN)
            total = rounded(sum((_number(row, column.name) for row in area.filled), Decimal(0)), places)
            pattern = "#,##0" + (f".{'0' * places}" if places else "")
            text += f'&"；{column.label}合计"&TEXT(SUM({area.cells(column)}),"{pattern}")'
            value += f"；{column.label}合计{total:,}"
    return Formula(Finished(text), value)


def totals(area: Area, *, shares: bool) -> list[dict[int, Formula | str]]:
    """Add up a fixed table for each subject: column number → what stands below the table.

    Args:
        area: the records.
        shares: values are percentages of their column's weight; else they are points and simply added.
    """
    weighted = {place: column for place, column in enumerate(area.columns) if column.total and column.weight}
    if not weighted or not area.filled:
        return []
    by_name = {column.name: column for column in area.columns}
    subject = by_name[area.sheet.sheet.key[0]]
    found: list[dict[int, Formula | str]] = []
    for key in dict.fromkeys(row.get(subject.name) for row in area.filled):
        mine = [row for row in area.filled if row.get(subject.name) == key]
        line = area.first + next(place for place, row in enumerate(area.filled) if row is mine[0])
        letter = f"${letters(area.columns.index(subject) + 1)}"
        same = f"--({area.cells(subject)}={letter}${line})"
        name = area.columns[1].name
        cells: dict[int, Formula | str] = {0: TOTALS, 1: Formula(Finished(f"$B${line}"), str(mine[0].get(name) or ""))}
        for place, column in weighted.items():
            weight = by_name[column.weight]
            parts = [same, *([area.cells(weight)] if shares else []), area.cells(column)]
            sums = (_number(row, column.name) * (_number(row, weight.name) / _FULL if shares else 1) for row in mine)
            text = f"SUMPRODUCT({','.join(parts)})" + (f"/{_FULL}" if shares else "")
            cells[place] = Formula(Finished(text), sum(sums, Decimal(0)))
        found.append(cells)
    return found


def column_total(column: str, weight: str, lines: tuple[int, int], value: Decimal) -> Formula:
    """Add up the figures of one column of a cross table.

    Args:
        column: its letter.
        weight: the letter of the column whose percentages stand in it; "" for points.
        lines: the first and the last line, counted from 1.
        value: what it comes to now.
    """
    first, last = lines
    parts = ",".join(f"${letter}${first}:${letter}${last}" for letter in (weight, column) if letter)
    return Formula(Finished(f"SUMPRODUCT({parts})" + (f"/{_FULL}" if weight else "")), value)


def blanks_state(area: tuple[int, int, int, int], given: int) -> Formula:
    """Count the cells of a cross table that are blank; the area's rows and columns are counted from 0."""
    top, left, bottom, right = area
    cells = f"${letters(left + 1)}${top + 1}:${letters(right + 1)}${bottom + 1}"
    missing = (bottom - top + 1) * (right - left + 1) - given
    done, more = f"{SIGN}各格都已填写", f"{SIGN}还缺"
    text = Finished(f'IF(COUNTBLANK({cells})=0,"{done}","{more}"&COUNTBLANK({cells})&"格")')
    return Formula(text, f"{more}{missing}格" if missing else done)


def _number(row: Values, name: str) -> Decimal:
    return Decimal(str(row.get(name) or 0))


def without_live(found: Grid, title: str) -> tuple[Grid, tuple[Cell, ...], tuple[Cell, ...]]:
    """Leave out of a sheet what the blank works out by itself.

    Args:
        found: the sheet's cells.
        title: the first line the blank prints on the sheet.

    Returns:
        The other cells; what somebody wrote into a line of totals; and the totals that are fixed, where a program
        that saved the workbook has kept no formula of any.
    """
    ours: set[tuple[int, int]] = set()
    totals: list[Cell] = []
    head = label_key(title)
    for row, cells in found.rows.items():
        first = label_key(next(iter(cells.values())).text)
        if first == _TOTALS:
            ours |= {(row, place) for place in cells}
            totals += [cell for cell in cells.values() if label_key(cell.text) != first]
        elif first == head:
            ours |= {(row, place) for place, cell in cells.items() if is_live(cell.text, cell.formula)}
    typed = tuple(cell for cell in totals if not _computed(cell))
    fixed: tuple[Cell, ...] = ()
    if len(typed) == len(totals) and not any(cell.formula is not None for cell in typed):
        known = {cell.text for spot, cell in found.cells.items() if spot not in ours}
        fixed = tuple(cell for cell in typed if cell.kind is CellKind.NUMBER or cell.text in known)
    return found.without(ours), tuple(cell for cell in typed if cell not in fixed), fixed


def _computed(cell: Cell) -> bool:
    return cell.formula is not None and _OURS.match(cell.formula) is not None


def is_live(text: object, formula: Any) -> bool:  # noqa: ANN401 - text or a library's formula object
    """Say whether a cell is one of ours by what it shows or computes."""
    return str(text or "").startswith(SIGN) or SIGN in str(formula or "")
