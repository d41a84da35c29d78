"""Read a table: rows under headers, in any column order, to the last cell that holds something."""

from __future__ import annotations

from collections import defaultdict
from itertools import repeat
from typing import Any

from toolchain.engine.xlsx.cells import Cell, letters
from toolchain.model.problems import Problem
from toolchain.model.schema import Column, Place, Row, columns
from toolchain.workbooks.normalisation import label_key
from toolchain.workbooks.redaction import by_letters, has_secrets, is_secret
from toolchain.workbooks.sheet_grid import Grid, ReadingTally, SheetReading, missing, read_cell, show
from toolchain.workbooks.table_shape import (
    Covered,
    Header,
    Line,
    check_shape,
    equals_sum,
    find_header,
    is_idle,
    is_note,
    is_total,
    runs,
    sums_up,
)

_RECORD_CELLS = 2
Lines = dict[int, Line]


def read_table(found: Grid, sheet: type[Row], version: int) -> SheetReading:
    """Read all rows of a table as filled in a version of its workbook, with everything that is wrong with it."""
    tally = ReadingTally()
    header = find_header(found, tally, sheet, version)
    if header is None:
        tally.use(found.cells)
        return tally.reading()
    if has_secrets(sheet):
        tally.quotes = by_letters({letters(place) for place, item in header.columns.items() if not is_secret(item)})
    _name_rows_above(found, tally, header)
    lines = data_lines(found, tally, header)
    covered = check_shape(found, tally, header, list(lines), strict=sheet.sheet.strict)
    read = [read_values(found, tally, header, number, cells, covered) for number, cells in lines.items()]
    if len(read) < sheet.sheet.least:
        tally.add("E-ROW-04", found.at(), least=sheet.sheet.least, count=len(read))
    if len(header.columns) + len(header.later) < len(columns(sheet)):
        return tally.reading()
    places = {column.name: letters(place) for place, column in header.columns.items()}
    rows, partial = [], []
    for number, (values, wrong) in zip(lines, read, strict=True):
        at = Place(found.file, found.sheet.title, places, number)
        if wrong:
            partial.append(sheet.lacks(at, values, wrong))
        else:
            rows.append(sheet(at=at, **values))
    whole, doubled = without_doubles(tally, sheet, rows)
    return tally.reading(whole, (*partial, *doubled))


def data_lines(found: Grid, tally: ReadingTally, header: Header) -> Lines:
    """Collect the rows that hold data; totals, notes and cells outside the table are named."""
    lines: Lines = {}
    headless: dict[int, list[Cell]] = defaultdict(list)
    for number, cells in found.rows.items():
        if number <= header.row:
            continue
        tally.use(zip(repeat(number), cells))
        inside = cells
        if not cells.keys() <= header.columns.keys():
            inside = {place: cell for place, cell in cells.items() if place in header.columns}
            for place, cell in cells.items():
                if place not in inside and place not in header.strange:
                    headless[place].append(cell)
        if inside and not is_idle(inside, header):
            lines[number] = inside
    for place, outside in headless.items():
        tally.add(
            "E-COLUMN-04",
            found.at(outside[0].ref),
            found=show(outside[0]),
            column=letters(place),
            count=len(outside),
        )
    kept = _without_totals_and_notes(found, tally, header, lines)
    _name_gaps(found, tally, list(lines), list(kept))
    return kept


def _name_rows_above(found: Grid, tally: ReadingTally, header: Header) -> None:
    """Refuse what looks like a record above the header, as sorting with the header leaves it."""
    for number, cells in found.rows.items():
        if number >= header.row:
            return
        foreign = {place: cell for place, cell in cells.items() if label_key(cell.text) not in found.own}
        if sum(place in header.columns for place in foreign) >= _RECORD_CELLS:
            first = min(foreign.items())[1]
            tally.add("E-TABLE-07", found.at(first.ref), row=number, found=show(first))
            tally.use((number, place) for place in foreign)


def _without_totals_and_notes(found: Grid, tally: ReadingTally, header: Header, lines: Lines) -> Lines:
    kept = dict(lines)
    for number, cells in reversed(lines.items()):
        if not is_note(cells, header):
            break
        del kept[number]
        first = next(iter(cells.values()))
        tally.add("W-ROW-02", found.at(first.ref), found=show(first))
    last = max(kept, default=0)
    for number, cells in list(kept.items()):
        above = [line for other, line in kept.items() if other < last] if number == last else []
        first = next(iter(cells.values()))
        if is_total(cells) or sums_up(cells, above, header):
            del kept[number]
            tally.add("E-ROW-01", found.at(first.ref), found=show(first), row=number)
        elif amounts := equals_sum(cells, above, header):
            tally.add("W-ROW-06", found.at(first.ref), row=number, columns="、".join(amounts))
    return kept


def _name_gaps(found: Grid, tally: ReadingTally, held: list[int], kept: list[int]) -> None:
    """Note blank rows between the data; nothing below them is lost."""
    gaps = sorted(set(range(kept[0], kept[-1])) - set(held)) if kept else []
    if gaps:
        tally.add("N-ROW-03", found.at(), rows=runs(gaps))


def read_values(
    found: Grid, tally: ReadingTally, header: Header, number: int, cells: Line, covered: Covered
) -> tuple[dict[str, Any], dict[str, tuple[Problem, ...]]]:
    """Read a row: its values, and what is wrong with those of its cells that cannot be read."""
    values: dict[str, Any] = {}
    wrong: dict[str, tuple[Problem, ...]] = {}
    for place, column in header.columns.items():
        cell = cells.get(place)
        if cell is None and covered and _under(covered, number, place):
            wrong[column.name] = tally.wrong_since(len(tally.problems))
            continue
        if cell is None and column.stated:
            wrong[column.name] = (missing(found, column, (number, place)),)
            continue
        before = len(tally.problems)
        fine, values[column.name] = read_cell(found, tally, column, cell, (number, place))
        if not fine:
            wrong[column.name] = tally.wrong_since(before)
    return values, wrong


def _under(covered: Covered, row: int, place: int) -> bool:
    """Say whether a merge hides the cell; the merge has been named, the blank below it need not be."""
    return any(top <= row <= bottom and left <= place <= right for top, left, bottom, right in covered)


def without_doubles(tally: ReadingTally, sheet: type[Row], rows: list[Row]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Part the rows: of those whose key occurs twice nothing but the key is known, for either may be right."""
    if not sheet.sheet.key:
        return tuple(rows), ()
    by_key: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        by_key[tuple(getattr(row, name) for name in sheet.sheet.key)].append(row)
    if len(by_key) == len(rows):
        return tuple(rows), ()
    labels = {column.name: column for column in columns(sheet)}
    telling = max(sheet.sheet.key, key=lambda name: len({getattr(row, name) for row in rows}))
    doubled: list[Row] = []
    for key, same in by_key.items():
        before = len(tally.problems)
        for row in same[1:]:
            tally.add(
                "E-ROW-05",
                row.where(telling),
                label=_labels(labels, sheet.sheet.key),
                found="、".join("（空）" if value is None else str(value) for value in key),
                other=f"第{same[0].at.row}行",
            )
        if len(same) > 1:
            unsure = [name for name in labels if name not in sheet.sheet.key]
            doubled += [row.without(dict.fromkeys(unsure, tally.wrong_since(before))) for row in same]
    return tuple(row for same in by_key.values() if len(same) == 1 for row in same), tuple(doubled)


def _labels(declared: dict[str, Column], names: tuple[str, ...]) -> str:
    return "、".join(declared[name].label for name in names)
