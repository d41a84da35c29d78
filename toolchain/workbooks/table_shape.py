"""The shape of a table: its header row, merged cells, hidden rows, totals and notes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolchain.schema import Column
from toolchain.schema import Row
from toolchain.schema import columns
from toolchain.workbooks.cells import Cell
from toolchain.workbooks.cells import CellKind
from toolchain.workbooks.cells import Sheet
from toolchain.workbooks.cells import letters
from toolchain.workbooks.folding import closest
from toolchain.workbooks.folding import label_key
from toolchain.workbooks.grid import Grid
from toolchain.workbooks.grid import Tally
from toolchain.workbooks.grid import show

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


@dataclass(frozen=True, slots=True)
class Header:
    """Where a table's columns stand.

    Attributes:
        row: the header row.
        columns: declared columns by column number; a doubled one is left out.
        strange: column numbers under a header that nobody declared, already named.
    """

    row: int
    columns: dict[int, Column]
    strange: frozenset[int]


def find_header(found: Grid, tally: Tally, sheet: type[Row]) -> Header | None:
    """Find the header row by its texts; what is missing, doubled or unknown is named."""
    declared = {label_key(name): c for c in columns(sheet) for name in (c.label, *c.aliases)}
    grouped = found.rows()
    hits = {
        row: len({declared[key].name for key in map(_key, cells.values()) if key in declared})
        for row, cells in grouped.items()
    }
    row = min(hits, key=lambda number: (-hits[number], number), default=0)
    if not row or hits[row] < min(2, len(columns(sheet))):
        tally.add("E-TABLE-01", found.at(), wanted="、".join(c.label for c in columns(sheet)))
        return None
    return _header(found, tally, sheet, declared, row, grouped[row])


def _key(cell: Cell) -> str:
    return label_key(cell.text) if cell.kind is CellKind.TEXT else ""


def _header(
    found: Grid, tally: Tally, sheet: type[Row], declared: dict[str, Column], row: int, cells: dict[int, Cell]
) -> Header:
    mapped: dict[int, Column] = {}
    seen: dict[str, Cell] = {}
    doubled: set[str] = set()
    unknown: list[tuple[int, Cell]] = []
    for number, cell in cells.items():
        column = declared.get(_key(cell))
        if column is None:
            unknown.append((number, cell))
        elif column.name in seen:
            tally.add("E-COLUMN-03", found.at(cell.ref), label=column.label, other=seen[column.name].ref)
            doubled.add(column.name)
        else:
            seen[column.name] = cell
        if column is not None:
            mapped[number] = column
    missing = tuple(c.label for c in columns(sheet) if c.name not in seen)
    for _, cell in unknown:
        _name_unknown(found, tally, cell, sheet, missing)
    for label in missing:
        tally.add("E-COLUMN-01", found.at(f"{row}:{row}"), label=label)
    tally.use((row, number) for number in cells)
    kept = {number: column for number, column in mapped.items() if column.name not in doubled}
    strange = {number for number, _ in unknown} | (set(mapped) - set(kept))
    return Header(row, kept, frozenset(strange))


def _name_unknown(found: Grid, tally: Tally, cell: Cell, sheet: type[Row], missing: tuple[str, ...]) -> None:
    secret = any(c.label == _BALLOT for c in columns(sheet))
    if secret and _PERSON.search(cell.text):
        tally.add("E-COLUMN-05", found.at(cell.ref), found=show(cell))
        return
    hint = closest(cell.text, missing)
    tally.add("E-COLUMN-02", found.at(cell.ref), found=show(cell), hint=f"是否指“{hint}”？" if hint else "")


def is_total(cells: dict[int, Cell]) -> bool:
    """Say whether a row is a total or an average below or between the data."""
    texts = (label_key(cell.text) for _, cell in sorted(cells.items()) if cell.kind is CellKind.TEXT)
    return bool(_TOTAL.fullmatch(next(texts, "")))


def is_note(cells: dict[int, Cell], mapped: dict[int, Column]) -> bool:
    """Say whether a row is a remark or a signature line: few cells, a typical word, required cells blank."""
    if len(cells) > _NOTE_CELLS or all(n in cells for n, c in mapped.items() if c.required):
        return False
    first = next(iter(cells.values()))
    return first.kind is CellKind.TEXT and bool(_NOTE.match(label_key(first.text)))


def is_idle(cells: dict[int, Cell], mapped: dict[int, Column]) -> bool:
    """Say whether a row holds nothing but the values its blank started with."""
    if all(c.initial for c in mapped.values() if c.required):
        return False
    return all(n in mapped and mapped[n].initial and cell.text == mapped[n].initial for n, cell in cells.items())


def merged_ranges(sheet: Sheet) -> tuple[tuple[int, int, int, int, str], ...]:
    """List the merged ranges as top, left, bottom, right and their name."""
    return tuple((t, w, b, e, f"{letters(w)}{t}:{letters(e)}{b}") for t, w, b, e in sheet.merged)


def check_shape(found: Grid, tally: Tally, header: Header, rows: list[int]) -> None:
    """Name merged cells in the data, hidden rows and hidden columns that hold data."""
    if not rows:
        return
    last = rows[-1]
    for top, left, bottom, right, ref in merged_ranges(found.sheet):
        if top <= last and bottom > header.row and any(left <= n <= right for n in header.columns):
            tally.add("E-TABLE-03", found.at(ref))
    hidden = [row for row in rows if row in found.sheet.hidden_rows]
    if hidden:
        code = "E-TABLE-05" if found.sheet.filtered else "E-TABLE-04"
        tally.add(code, found.at(), rows=runs(hidden))
    veiled = [n for n in sorted(header.columns) if n in found.sheet.hidden_columns]
    if veiled:
        tally.add("W-TABLE-06", found.at(), columns="、".join(header.columns[n].label for n in veiled))


def runs(numbers: list[int]) -> str:
    """Print row numbers, neighbours joined: 3、5–7."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][-1] == number - 1:
            parts[-1][1:] = [number]
        else:
            parts.append([number])
    return "、".join("–".join(map(str, part)) for part in parts)
