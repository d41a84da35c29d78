"""Read a form: one field a line, found by its label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from toolchain.engine.xlsx.cells import CellKind, letters
from toolchain.model.problems import Problem
from toolchain.model.schema import Column, Place, Row, columns
from toolchain.workbooks.blank_labels import FORM_HEADER, prints
from toolchain.workbooks.normalisation import closest, label_key
from toolchain.workbooks.redaction import is_secret
from toolchain.workbooks.sheet_grid import Grid, ReadingTally, SheetReading, read_cell, show
from toolchain.workbooks.table_shape import headers, merged_ranges, refuse_formula
from toolchain.workbooks.versions import dropped_headers, name_dropped, name_later_columns

_NOT_YET = -(10**9)
"""The line of a field that came after the copy was made."""


def read_form(found: Grid, sheet: type[Row], version: int) -> SheetReading:
    """Read the one row of a form as filled in a version of its workbook, with everything that is wrong with it."""
    declared = headers(sheet)
    tally = ReadingTally()
    label_column = _label_column(found, declared)
    if not label_column:
        wanted = "、".join(c.label for c in columns(sheet))
        tally.add("E-FORM-01", found.at(), wanted=wanted)
        tally.use(found.cells)
        return tally.reading()
    value_column = _value_column(found, label_column)
    tally.use(spot for spot in found.cells if spot[1] not in {label_column, value_column} and _own(found, spot))
    lines = _lines(found, tally, sheet, label_column, value_column)
    _name_beside(found, tally, declared, lines, value_column)
    _shape(found, tally, lines, value_column)
    lines |= dict.fromkeys(name_later_columns(found, tally, sheet, version, lines.keys()), _NOT_YET)
    secret = {f"{letters(value_column)}{lines.get(item.name)}" for item in columns(sheet) if is_secret(item)}
    tally.quotes = lambda cell: cell not in secret
    row = _row(found, tally, sheet, lines, value_column)
    return tally.reading((), (row,)) if row.lacking else tally.reading((row,))


def _label_column(found: Grid, declared: Mapping[str, Column]) -> int:
    texts = (spot for spot, key in found.keys.items() if key in declared)
    hits = Counter(spot[1] for spot in texts if found.cells[spot].kind is CellKind.TEXT)
    return min(hits, key=lambda column: (-hits[column], column)) if hits else 0


def _value_column(found: Grid, label_column: int) -> int:
    """Find the column headed 填写内容; without that heading it stands right of the labels."""
    head = label_key(FORM_HEADER[1])
    headed = min((spot for spot, key in found.keys.items() if key == head), default=(0, 0))
    return headed[1] if headed[1] > label_column else label_column + 1


def _lines(found: Grid, tally: ReadingTally, sheet: type[Row], label_column: int, value_column: int) -> dict[str, int]:
    """Map each field to its line; doubled, dropped and unknown labels are named."""
    declared, dropped = headers(sheet), dropped_headers(sheet)
    lines: dict[str, int] = {}
    labels = tuple(c.label for c in declared.values())
    for row, cells in found.rows.items():
        label, value = cells.get(label_column), cells.get(value_column)
        if label is None:
            if value is not None and not _own(found, (row, value_column)):
                tally.add("E-FORM-04", found.at(value.ref), found=show(value))
                tally.use([(row, value_column)])
            continue
        column = declared.get(found.keys[row, label_column])
        if column is None:
            if _own(found, (row, label_column)):
                tally.use(spot for spot in ((row, label_column), (row, value_column)) if _own(found, spot))
            if gone := dropped.get(found.keys[row, label_column]):
                name_dropped(found, tally, gone, (row, label_column), [] if value is None else [(row, value_column)])
            elif value is not None and (row, value_column) not in tally.used:
                hint = closest(label.text, labels)
                tally.add(
                    "E-FORM-03",
                    found.at(label.ref),
                    found=show(label),
                    hint=f"是否指“{hint}”？" if hint else "",
                )
                tally.use([(row, label_column), (row, value_column)])
            continue
        tally.use([(row, label_column), (row, value_column)])
        if column.name in lines:
            tally.add("E-FORM-02", found.at(label.ref), label=column.label, other=f"第{lines[column.name]}行")
            lines[column.name] = -abs(lines[column.name])
        else:
            lines[column.name] = row
            refuse_formula(found, tally, label, column)
    return lines


def _name_beside(
    found: Grid, tally: ReadingTally, declared: Mapping[str, Column], lines: dict[str, int], value_column: int
) -> None:
    """Refuse what was written beside the cell of a field that is itself blank."""
    labels = {c.name: c.label for c in declared.values()}
    for name, row in lines.items():
        if row <= 0 or (row, value_column) in found.cells:
            continue
        beside = [(row, column) for column in found.rows[row] if (row, column) not in tally.used]
        for spot in beside:
            if not _own(found, spot):
                cell = found.cells[spot]
                place = f"{letters(value_column)}{row}"
                tally.add("E-FORM-06", found.at(cell.ref), label=labels[name], found=show(cell), place=place)
                tally.use([spot])


def _own(found: Grid, spot: tuple[int, int]) -> bool:
    return prints(found.own, found.keys.get(spot))


def _shape(found: Grid, tally: ReadingTally, lines: dict[str, int], value_column: int) -> None:
    rows = {abs(row) for row in lines.values()}
    for top, left, bottom, right, ref in merged_ranges(found.sheet):
        hides = top != bottom or left < value_column
        if hides and left <= value_column <= right and rows & set(range(top, min(bottom, max(rows)) + 1)):
            tally.add("E-TABLE-03", found.at(ref))
    hidden = sorted(rows & set(found.sheet.hidden_rows))
    if hidden:
        tally.add("E-TABLE-04", found.at(f"{letters(value_column)}{hidden[0]}"), rows="、".join(map(str, hidden)))
    if value_column in found.sheet.hidden_columns:
        tally.add("W-TABLE-06", found.at(f"{letters(value_column)}{min(rows)}"), columns=FORM_HEADER[1])


def _row(found: Grid, tally: ReadingTally, sheet: type[Row], lines: dict[str, int], value_column: int) -> Row:
    values: dict[str, object] = {}
    cells: dict[str, str] = {}
    wrong: dict[str, tuple[Problem, ...]] = {}
    for column in columns(sheet):
        row, before = lines.get(column.name, 0), len(tally.problems)
        if row == _NOT_YET:
            continue
        if row == 0:
            tally.add("E-FORM-05", found.at(), label=column.label)
        if row <= 0:
            wrong[column.name] = tally.wrong_since(before)
            continue
        ref = f"{letters(value_column)}{row}"
        cells[column.name] = ref
        fine, value = read_cell(found, tally, column, found.cells.get((row, value_column)), (row, value_column))
        values[column.name] = value
        if not fine:
            wrong[column.name] = tally.wrong_since(before)
    at = Place(found.file, found.sheet.title, cells)
    return sheet.lacks(at, values, wrong) if wrong else sheet(at=at, **values)
