"""Write a cross table: a line for each item, some columns for each organisation, its code and name above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import product

from toolchain.engine.value_objects import Value
from toolchain.engine.xlsx.cells import letters
from toolchain.model.schema import Across, Column, Row
from toolchain.workbooks.blank_labels import REQUIRED
from toolchain.workbooks.blank_page import Page, heading, start, write_head, write_label
from toolchain.workbooks.conditional_formats import colour_missing
from toolchain.workbooks.data_validation import explain_head, validate
from toolchain.workbooks.live_formulas import TOTALS, Values, blanks_state, column_total
from toolchain.workbooks.rows import write_content
from toolchain.workbooks.styles import ROW_HEIGHT, lines_needed, print_across, print_setup
from toolchain.workbooks.value_types import kind_of, written

_CELL_WIDTH = 11
_MOST_ROOM = 40
"""Lines that an open table offers to be filled."""
_SIDE_BY_SIDE = 7
"""Organisations beside each other on a page, where there are more than one page carries."""

Key = tuple[object, ...]


class _Spread(Value):
    """What is known, by lines and organisations.

    Attributes:
        shared, cells: the columns that stand once in a line, and those of each organisation.
        owners: by their code, what stands above their columns.
        lines: by what stands at their beginning, the records by the organisation's code.
    """

    shared: tuple[Column, ...]
    cells: tuple[Column, ...]
    owners: Mapping[object, Values]
    lines: Mapping[Key, Mapping[object, Values]]


def may_cross(sheet: type[Row], filled: Sequence[Values]) -> bool:
    """Say whether the columns of a table may be spread: every organisation is asked for the same items."""
    across = sheet.sheet.across
    if across is None or not filled:
        return False
    names = sorted({name for row in filled for name in row} - {*across.by, *across.cells})
    owners = {row.get(across.by[0]) for row in filled}
    lines = {tuple(str(row.get(name)) for name in names) for row in filled}
    held = {(row.get(across.by[0]), tuple(str(row.get(name)) for name in names)) for row in filled}
    return None not in owners and len(held) == len(filled) and held == set(product(owners, lines))


def write_cross_table(on: Page, lines: tuple[str, ...], sheet: type[Row], filled: list[Values]) -> None:
    """Write a table whose columns are spread below its head lines, with a total for each column that has one."""
    across = sheet.sheet.across
    assert across is not None  # noqa: S101 - asked before
    page, look = on.page, on.look
    found = _spread(on.columns(sheet), across, filled)
    left, each = len(found.shared), len(found.cells)
    widths = [kind_of(column).width(column) for column in found.shared]
    widths += [_CELL_WIDTH] * (each * len(found.owners))
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    head = len(lines) + len(across.by)
    room = 0 if sheet.sheet.fixed else min(sheet.sheet.room, _MOST_ROOM)
    last = head + len(found.lines) + room
    area = (head + 1, left, last, len(widths) - 1)
    asked = [column for column in found.cells if column.asked]
    state = blanks_state(area, _given(found)) if sheet.sheet.fixed and len(asked) == each else None
    write_head(on, lines, widths[: left + each * _SIDE_BY_SIDE], state)
    _write_owners(on, len(lines), found, on.columns(sheet), across)
    header = (*found.shared, *(column for _ in found.owners for column in found.cells))
    for place, column in enumerate(header):
        write_label(on, head, place, column, look.header)
        explain_head(page, head, place, column)
    page.set_row(
        head, 15 * max(lines_needed(heading(c, on) + REQUIRED, w) for c, w in zip(header, widths, strict=True)) + 12
    )
    _write_lines(on, head + 1, found, widths, room)
    for place, column in enumerate(header):
        validate(page, on.words, (head + 1, place, last, place), column)
    if sheet.sheet.fixed:
        first = letters(left + 1)
        colour_missing(page, look, [area], f"COUNTA({first}${head + 2}:{first}${last + 1})>0")
    _write_totals(on, last + 2, found, (head + 2, last + 1))
    page.freeze_panes(head + 1, left)
    print_setup(page, width=sum(widths), head=head, signed=True)
    if len(found.owners) > _SIDE_BY_SIDE:
        print_across(page, widths, left, each * _SIDE_BY_SIDE)


def _spread(declared: Sequence[Column], across: Across, filled: Sequence[Values]) -> _Spread:
    shared = tuple(column for column in declared if column.name not in {*across.by, *across.cells})
    cells = tuple(column for column in declared if column.name in across.cells)
    owners: dict[object, Values] = {}
    lines: dict[Key, dict[object, Values]] = {}
    for row in filled:
        code = row[across.by[0]]
        owners.setdefault(code, {name: row.get(name) for name in across.by})
        key = tuple(row.get(column.name) for column in shared)
        if any(part is not None for part in key):
            lines.setdefault(key, {})[code] = row
    return _Spread(shared, cells, owners, lines)


def _given(found: _Spread) -> int:
    """Count the cells of organisations that are filled beforehand."""
    rows = (row for line in found.lines.values() for row in line.values())
    return sum(row.get(column.name) is not None for row in rows for column in found.cells)


def _write_owners(on: Page, first: int, found: _Spread, declared: Sequence[Column], across: Across) -> None:
    """Write above the columns of each organisation who it is."""
    left, each = len(found.shared), len(found.cells)
    labels = {column.name: column for column in declared}
    for line, name in enumerate(across.by, first):
        tall = 1
        if left > 1:
            on.page.merge_range(line, 0, line, left - 1, "", on.look.label)
        said = across.label if across.label and name == across.by[0] else labels[name].label
        on.page.write_string(line, 0, said, on.look.label)
        for number, owner in enumerate(found.owners.values()):
            place, text = left + each * number, str(owner[name] or "")
            if each > 1:
                on.page.merge_range(line, place, line, place + each - 1, "", on.look.owner)
            on.page.write_string(line, place, text, on.look.owner)
            tall = max(tall, lines_needed(text, _CELL_WIDTH * each))
        on.page.set_row(line, 15 * tall + 6)


def _write_lines(on: Page, first: int, found: _Spread, widths: Sequence[int], room: int) -> None:
    page, look = on.page, on.look
    free = [look.cell(column, locked=False) for column in found.cells]
    kept = [look.cell(column, locked=column.known) for column in found.cells]
    texts = [look.cell(column, locked=column.known) for column in found.shared]
    open_texts = [look.cell(column, locked=False) for column in found.shared]
    empty: tuple[Key, Mapping[object, Values]] = (tuple(start(column) for column in found.shared), {})
    for row, (key, records) in enumerate([*found.lines.items(), *([empty] * room)], first):
        tall = 1
        for place, value in enumerate(key):
            content = None if value is None else written(value)
            write_content(page, row, place, content, (texts if records else open_texts)[place])
            tall = max(tall, lines_needed("" if content is None else str(content), widths[place]))
        for number, code in enumerate(found.owners):
            given = records.get(code, {})
            for place, column in enumerate(found.cells):
                value = given.get(column.name, start(column))
                style = (free if value is None else kept)[place]
                at = len(key) + number * len(found.cells) + place
                write_content(page, row, at, None if value is None else written(value), style)
        page.set_row(row, 15 * tall + ROW_HEIGHT - 15)


def _write_totals(on: Page, row: int, found: _Spread, lines: tuple[int, int]) -> None:
    """Add up below the table what each organisation has so far."""
    if not any(column.total for column in found.cells) or not found.lines:
        return
    page, style, left = on.page, on.look.total, len(found.shared)
    for place in range(left):
        page.write_string(row, place, "" if place else TOTALS, style)
    places = {column.name: letters(place + 1) for place, column in enumerate(found.shared)}
    for number, code in enumerate(found.owners):
        for place, column in enumerate(found.cells):
            at = left + number * len(found.cells) + place
            if not column.total:
                page.write_string(row, at, "", style)
                continue
            weight = column.weight if on.shares else ""
            records = [line[code] for line in found.lines.values()]
            total = column_total(letters(at + 1), places.get(weight, ""), lines, _sum(records, column.name, weight))
            page.write_formula(row, at, total.text, style, total.value)
    page.set_row(row, ROW_HEIGHT)


def _sum(records: Sequence[Values], name: str, weight: str) -> Decimal:
    parts = (Decimal(str(row.get(name) or 0)) * (Decimal(str(row[weight])) / 100 if weight else 1) for row in records)
    return sum(parts, Decimal(0))
