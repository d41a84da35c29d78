"""The shape of a table: its header row, merged cells, hidden rows, totals and notes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType

from toolchain.engine.typed_cache import cached
from toolchain.engine.value_objects import Value
from toolchain.engine.xlsx.cells import Cell, CellKind, Sheet, letters
from toolchain.engine.xlsx.decimals import finite, stored
from toolchain.model.schema import Column, Row, WanYuan, Yuan, columns
from toolchain.workbooks.normalisation import ascii_form, closest, label_key
from toolchain.workbooks.sheet_grid import MOST_ERRORS, Grid, ReadingTally, show
from toolchain.workbooks.value_types import parse
from toolchain.workbooks.versions import dropped_headers, name_dropped, name_later_columns, place_required_columns

_TOTAL = re.compile(
    r"(合计|小计|总计|共计|累计|汇总|总和|平均|均值|平均分|平均值|最高分|最低分|去掉最高最低后)(数|额|分|值|人数|票数)?[：:]?"
)
_NOTE = re.compile(
    r"(注|备注|说明|填表|填写|填报|制表|审核|复核|校对|签字|签名|签章|盖章|负责人|单位|日期|联系人|以下空白|以上)"
)
_PERSON = re.compile(r"姓名|委员|评委|签名|签字|投票人|表决人|填票人")
_BALLOT = "票号"
"""A table with this column holds anonymous ballots; no column of it may name a person."""

_NOTE_CELLS = 2

_AGGREGATE = re.compile(r"(SUM|AVERAGE|SUBTOTAL|COUNTA?|MAX|MIN|SUMIFS?)\(", re.IGNORECASE)
_NEAR = Decimal("0.005")
"""An average is often written with two decimals."""
_LARGEST = Decimal(10) ** 15

Line = dict[int, Cell]
"""The cells of a row by their column."""

Covered = tuple[tuple[int, int, int, int], ...]
"""Merged areas in the data, of which only the first cell can hold something."""


class Header(Value):
    """Where a table's columns stand.

    Attributes:
        row: the header row.
        columns: declared columns by column number; a doubled one is left out.
        strange: column numbers under a header that nobody declared, already named.
        later: names of columns that came after the copy was made and are read as blank.
    """

    row: int
    columns: dict[int, Column]
    strange: frozenset[int]
    later: tuple[str, ...] = ()

    @cached_property
    def required(self) -> frozenset[int]:
        """The columns in which every record holds something."""
        return frozenset(place for place, column in self.columns.items() if column.required)

    @cached_property
    def starts(self) -> Mapping[int, str]:
        """What the cells of an empty row start with, where that is something."""
        return {place: column.initial for place, column in self.columns.items() if column.initial}

    @cached_property
    def offered(self) -> frozenset[int]:
        """The columns that a blank may propose values for."""
        return frozenset(place for place, column in self.columns.items() if column.offered)


def find_header(found: Grid, tally: ReadingTally, sheet: type[Row], version: int) -> Header | None:
    """Find the header row by its texts; what is missing, doubled or unknown in this version is named."""
    declared = headers(sheet)
    row, most, full = 0, 0, len(columns(sheet))
    for number, cells in found.rows.items():
        hits = len({declared[key].name for key in map(_key, cells.values()) if key in declared})
        if hits > most:
            row, most = number, hits
        if hits == full:
            break
    if most < min(2, full):
        tally.add("E-TABLE-01", found.at(), wanted="、".join(c.label for c in columns(sheet)))
        return None
    return _header(found, tally, sheet, version, row, found.rows[row])


@cached
def headers(sheet: type[Row]) -> Mapping[str, Column]:
    """Give the columns of a sheet by the keys of their headers and of the other headers accepted."""
    found = {label_key(name): c for c in columns(sheet) for name in (c.label, *c.aliases)}
    for column in columns(sheet):
        for alias, unit in zip(column.aliases, _SCALES, strict=False) if column.weight else ():
            found[label_key(alias)] = replace(column, units=(unit,))
    return MappingProxyType(found)


_SCALES = ("%", "分")
"""What a figure with a weight counts under each of its headers, so that it may stand behind the number."""


def _key(cell: Cell) -> str:
    return label_key(cell.text) if cell.kind is CellKind.TEXT else ""


def _header(
    found: Grid, tally: ReadingTally, sheet: type[Row], version: int, row: int, cells: dict[int, Cell]
) -> Header:
    declared = headers(sheet)
    dropped = dropped_headers(sheet)
    mapped: dict[int, Column] = {}
    seen: dict[str, Cell] = {}
    doubled: set[str] = set()
    unknown: list[tuple[int, Cell]] = []
    unread: set[int] = set()
    for number, cell in cells.items():
        column = declared.get(_key(cell))
        if column is None and (gone := dropped.get(_key(cell))):
            filled = [(line, number) for line, others in found.rows.items() if line > row and number in others]
            name_dropped(found, tally, gone, (row, number), filled)
            unread.add(number)
        elif column is None:
            unknown.append((number, cell))
        elif column.name in seen:
            tally.add("E-COLUMN-03", found.at(cell.ref), label=column.label, other=seen[column.name].ref)
            doubled.add(column.name)
        else:
            seen[column.name] = cell
            refuse_formula(found, tally, cell, column)
        if column is not None:
            mapped[number] = column
    later = name_later_columns(found, tally, sheet, version, seen.keys(), row)
    asked = place_required_columns(found, tally, sheet, version, seen.keys(), row, cells)
    named = {c.name: c for c in columns(sheet)}
    mapped |= {number: named[name] for number, name in asked.items()}
    missing = tuple(c.label for c in columns(sheet) if c.name not in {*seen, *later, *asked.values()})
    for number, cell in unknown:
        idle = not missing and all(number not in cells for line, cells in found.rows.items() if line > row)
        name_unknown(found, tally, cell, sheet, missing, idle=idle)
    for label in missing:
        tally.add("E-COLUMN-01", found.at(f"{row}:{row}"), label=label)
    tally.use((row, number) for number in cells)
    kept = {number: column for number, column in mapped.items() if column.name not in doubled}
    strange = unread | {number for number, _ in unknown} | (set(mapped) - set(kept))
    return Header(row, kept, frozenset(strange), later)


def name_unknown(
    found: Grid, tally: ReadingTally, cell: Cell, sheet: type[Row], missing: tuple[str, ...], *, idle: bool
) -> None:
    """Name a header that nobody declared, and what it may mean."""
    secret = any(c.label == _BALLOT for c in columns(sheet))
    if secret and _PERSON.search(cell.text):
        tally.add("E-COLUMN-05", found.at(cell.ref), found=show(cell))
        return
    if idle:
        tally.add("W-COLUMN-06", found.at(cell.ref), found=show(cell))
        return
    hint = closest(cell.text, missing)
    tally.add("E-COLUMN-02", found.at(cell.ref), found=show(cell), hint=f"是否指“{hint}”？" if hint else "")


def is_total(cells: dict[int, Cell]) -> bool:
    """Say whether a row is a total or an average below or between the data."""
    texts = (label_key(cell.text) for cell in cells.values() if cell.kind is CellKind.TEXT)
    return bool(_TOTAL.fullmatch(next(texts, "")))


def refuse_formula(found: Grid, tally: ReadingTally, cell: Cell, column: Column) -> None:
    """Refuse a header or a label that is computed: it may say something else tomorrow."""
    if cell.formula is not None:
        tally.add("E-CELL-01", found.at(cell.ref), label=column.label, found=show(cell))


def sums_up(cells: Line, above: list[Line], header: Header) -> bool:
    """Say whether an incomplete row only adds up or averages what stands above it, whatever it is called."""
    if header.required <= cells.keys():
        return False
    own = {n: cell for n, cell in cells.items() if n not in header.starts or not says(cell, header.starts[n])}
    return bool(own) and all(_aggregates(cell, [line[n] for line in above if n in line]) for n, cell in own.items())


def equals_sum(cells: Line, above: list[Line], header: Header) -> tuple[str, ...]:
    """Name the amounts of a complete record when each is exactly the sum of those above it; else nothing.

    It may be a total that somebody gave the looks of a record, or chance: that is for a person to say.
    """
    if len(above) < 2:  # noqa: PLR2004 - one number is no sum
        return ()
    places = [n for n, c in header.columns.items() if c.element in {Yuan, WanYuan} and n in cells]
    if not places or not header.required <= cells.keys():
        return ()
    for n in places:
        result, parts = _number(cells[n]), [_number(line[n]) for line in above if n in line]
        known = [part for part in parts if part]
        if not result or len(known) < 2 or result != sum(known):  # noqa: PLR2004 - one number is no sum
            return ()
    return tuple(header.columns[n].label for n in places)


def _aggregates(cell: Cell, above: list[Cell]) -> bool:
    if cell.formula is not None:
        return bool(_AGGREGATE.match(cell.formula))
    result, parts = _number(cell), [value for value in map(_number, above) if value is not None]
    if result is None or len(parts) < 2:  # noqa: PLR2004 - one number is no sum
        return False
    total = sum(parts, Decimal(0))
    return abs(result - total) <= _NEAR or abs(result - total / len(parts)) <= _NEAR


def _number(cell: Cell) -> Decimal | None:
    if cell.kind is not CellKind.NUMBER or cell.formula is not None:
        return None
    try:
        value = stored(cell.text)
    except (ArithmeticError, ValueError):
        return None
    return value if value.is_finite() and abs(value) < _LARGEST else None


def is_note(cells: Line, header: Header) -> bool:
    """Say whether a row is a remark or a signature line: few cells, a typical word, required cells blank."""
    if len(cells) > _NOTE_CELLS or header.required <= cells.keys():
        return False
    first = next(iter(cells.values()))
    return first.kind is CellKind.TEXT and bool(_NOTE.match(label_key(first.text)))


def is_idle(cells: Line, header: Header) -> bool:
    """Say whether a row holds nothing but the values its blank started with, or proposed.

    A proposed row has all that its blank proposes, each readable; a remark below the table is none.
    """
    if header.required <= header.starts.keys():
        return False
    starts, offered = header.starts, header.offered
    others = {n for n, cell in cells.items() if not (n in starts and says(cell, starts[n]))}
    if not others:
        return True
    if not others <= offered or not offered & header.required <= cells.keys() or is_note(cells, header):
        return False
    return all(_readable(cells[n], header.columns[n]) for n in others)


def _readable(cell: Cell, column: Column) -> bool:
    """Say whether a cell holds a value of its column, or a name in its place, and no formula."""
    if cell.formula is not None:
        return False
    parsed = parse(cell, column)
    return parsed.pending is not None or (
        parsed.value is not None and not any(remark.code.startswith("E") for remark in parsed.remarks)
    )


def says(cell: Cell, start: str) -> bool:
    """Say whether a cell holds what its blank started with, a number as a number: 1, 1.0 and the text 1 are one."""
    if cell.formula is not None:
        return False
    if cell.text == start or label_key(cell.text) == label_key(start):
        return True
    held, meant = finite(ascii_form(cell.text)), finite(start)
    return held is not None and held == meant


def merged_ranges(sheet: Sheet) -> tuple[tuple[int, int, int, int, str], ...]:
    """List the merged ranges as top, left, bottom, right and their name."""
    return tuple((t, w, b, e, f"{letters(w)}{t}:{letters(e)}{b}") for t, w, b, e in sheet.merged)


def check_shape(found: Grid, tally: ReadingTally, header: Header, rows: list[int], *, strict: bool) -> Covered:
    """Name merged cells in the data, hidden rows and hidden columns; give what the merges cover."""
    if not rows:
        return ()
    last, first = rows[-1], letters(min(header.columns, default=1))
    covered = []
    for top, left, bottom, right, ref in merged_ranges(found.sheet):
        if top <= last and bottom > header.row and any(left <= n <= right for n in header.columns):
            tally.add("E-TABLE-03", found.at(ref))
            covered.append((top, left, bottom, right))
    hidden = [row for row in rows if row in found.sheet.hidden_rows]
    if hidden:
        code = "E-TABLE-05" if found.sheet.filtered else "E-TABLE-04"
        tally.add(code, found.at(f"{first}{hidden[0]}"), rows=runs(hidden))
    veiled = [n for n in sorted(header.columns) if n in found.sheet.hidden_columns]
    if veiled:
        code = "E-TABLE-08" if strict and any((row, n) in found.cells for row in rows for n in veiled) else "W-TABLE-06"
        names = "、".join(header.columns[n].label for n in veiled)
        tally.add(code, found.at(f"{letters(veiled[0])}{header.row}"), columns=names)
    return tuple(covered[:MOST_ERRORS])


def runs(numbers: list[int]) -> str:
    """Print row numbers, neighbours joined: 3、5–7."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][-1] == number - 1:
            parts[-1][1:] = [number]
        else:
            parts.append([number])
    return "、".join("–".join(map(str, part)) for part in parts)
