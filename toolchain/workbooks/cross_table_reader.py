"""Read a cross table: a line for each item, some columns for each organisation, whose code and name stand above them.

Every pair of a line and an organisation is a row of the sheet, as if it stood in a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from toolchain.engine.xlsx.cells import CellKind, letters
from toolchain.model.problems import At, Problem
from toolchain.model.schema import Across, Column, Place, Row, columns
from toolchain.workbooks.normalisation import label_key
from toolchain.workbooks.redaction import by_letters, has_secrets, is_secret
from toolchain.workbooks.sheet_grid import Grid, ReadingTally, SheetReading, read_cell
from toolchain.workbooks.table_reader import data_lines, read_values, without_doubles
from toolchain.workbooks.table_shape import Covered, Header, Line, check_shape, headers, name_unknown

Wrong = Mapping[str, tuple[Problem, ...]]


@dataclass
class _Owner:
    """Whose columns some are: what stands above them, and where each of them is."""

    values: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    stated: dict[str, At] = field(default_factory=dict)
    places: dict[int, Column] = field(default_factory=dict)


@dataclass(frozen=True)
class _Lines:
    """The lines that head a cross table: its header, and what stands above it by field, counted from 1."""

    header: int
    above: Mapping[str, int]
    labels: int


def read_cross_table(found: Grid, sheet: type[Row]) -> SheetReading | None:
    """Read all rows of a cross table with everything that is wrong with it; None where the sheet is not laid out so."""
    across = sheet.sheet.across
    heads = None if across is None else _heads(found, sheet, across)
    if across is None or heads is None:
        return None
    tally = ReadingTally()
    if has_secrets(sheet):
        tally.quotes = by_letters(set())
    shared, owners, strange, missing = _columns(found, tally, sheet, across, heads)
    mapped = shared | {place: column for owner in owners for place, column in owner.places.items()}
    header = Header(heads.header, mapped, strange)
    if has_secrets(sheet):
        tally.quotes = by_letters({letters(place) for place, column in mapped.items() if not is_secret(column)})
    above = [spot for spot in found.cells if spot[0] in heads.above.values() and spot[1] >= heads.labels]
    tally.use(above)
    rest = found.without(set(above))
    lines = data_lines(rest, tally, header)
    covered = check_shape(rest, tally, header, list(lines), strict=sheet.sheet.strict)
    read = [
        row
        for number, cells in lines.items()
        for row in _line(rest, tally, sheet, (shared, owners), number, cells, covered)
    ]
    if len(read) < sheet.sheet.least:
        tally.add("E-ROW-04", found.at(), least=sheet.sheet.least, count=len(read))
    if missing:
        return tally.reading()
    whole, doubled = without_doubles(tally, sheet, [row for row in read if not row.lacking])
    return tally.reading(whole, (*(row for row in read if row.lacking), *doubled))


def _heads(found: Grid, sheet: type[Row], across: Across) -> _Lines | None:
    """Find the header by its labels, and the lines above it that say whose columns these are."""
    declared = headers(sheet)
    above: dict[str, int] = {}
    labels = 0
    for number, cells in found.rows.items():
        texts = {place: cell for place, cell in cells.items() if cell.kind is CellKind.TEXT}
        named = {
            place: declared[key].name for place, cell in texts.items() if (key := label_key(cell.text)) in declared
        }
        here = set(named.values())
        if here & set(across.cells) and here.isdisjoint(across.by):
            return _Lines(number, above, labels) if across.by[0] in above else None
        if len(here) == 1 and (only := here & set(across.by)):
            above[only.pop()] = number
            labels = max(labels, *named)
    return None


def _columns(
    found: Grid, tally: ReadingTally, sheet: type[Row], across: Across, heads: _Lines
) -> tuple[dict[int, Column], list[_Owner], frozenset[int], bool]:
    """Say what each column holds and whose it is; what is missing, doubled or unknown is named."""
    declared, cells = headers(sheet), found.rows[heads.header]
    tally.use((heads.header, place) for place in cells)
    firsts = sorted(place for place in found.rows[heads.above[across.by[0]]] if place > heads.labels)
    owners = {place: _owner(found, tally, sheet, heads, place) for place in firsts}
    shared: dict[int, Column] = {}
    strange: set[int] = set()
    doubled: set[str] = set()
    for place, cell in sorted(cells.items()):
        column = declared.get(label_key(cell.text)) if cell.kind is CellKind.TEXT else None
        first = max((one for one in firsts if one <= place), default=0)
        if column is None:
            idle = all(place not in line for number, line in found.rows.items() if number > heads.header)
            name_unknown(found, tally, cell, sheet, (), idle=idle)
            strange.add(place)
        elif column.name in across.cells:
            if not first or column.name in _names(owners[first].places):  # nothing says whose it is
                owners[place] = _owner(found, tally, sheet, heads, place)
                first = place
                firsts = sorted((*firsts, place))
            owners[first].places[place] = column
        elif column.name in _names(shared):
            other = next(number for number, known in shared.items() if known.name == column.name)
            tally.add("E-COLUMN-03", found.at(cell.ref), label=column.label, other=f"{letters(other)}{cell.row}")
            strange.add(place)
            doubled.add(column.name)
        else:
            shared[place] = column
    strange |= {place for place, column in shared.items() if column.name in doubled}
    shared = {place: column for place, column in shared.items() if column.name not in doubled}
    names = {c.name: c for c in columns(sheet)}
    lacking = [
        c for c in names.values() if c.name not in {*across.by, *across.cells, *_names(shared), *doubled} and c.required
    ]
    for column in lacking:
        tally.add("E-COLUMN-01", found.at(f"{heads.header}:{heads.header}"), label=column.label)
    for first, owner in owners.items():
        for name in across.cells:
            if name not in _names(owner.places):
                before = len(tally.problems)
                at = found.at(f"{letters(first)}{heads.header}")
                tally.add("E-COLUMN-01", at, label=f"{owner.values.get(across.by[-1]) or ''}{names[name].label}")
                owner.wrong[name] = tally.wrong_since(before)
    return shared, list(owners.values()), frozenset(strange), bool(lacking or doubled)


def _names(places: Mapping[int, Column]) -> set[str]:
    return {column.name for column in places.values()}


def _owner(found: Grid, tally: ReadingTally, sheet: type[Row], heads: _Lines, place: int) -> _Owner:
    """Read what stands above the columns of one organisation."""
    owner = _Owner()
    for column in columns(sheet):
        if (line := heads.above.get(column.name)) is None:
            continue
        before = len(tally.problems)
        fine, value = read_cell(found, tally, column, found.cells.get((line, place)), (line, place))
        owner.values[column.name] = value
        owner.stated[column.name] = found.at(f"{letters(place)}{line}")
        if not fine:
            owner.wrong[column.name] = tally.wrong_since(before)
    return owner


def _line(
    found: Grid,
    tally: ReadingTally,
    sheet: type[Row],
    held: tuple[Mapping[int, Column], list[_Owner]],
    number: int,
    cells: Line,
    covered: Covered,
) -> Iterator[Row]:
    """Give the rows of a line, one for each organisation; in an open table those alone of which something is said."""
    shared, owners = held
    common, lost = read_values(found, tally, Header(number, dict(shared), frozenset()), number, cells, covered)
    for owner in owners:
        if not (sheet.sheet.fixed or owner.places.keys() & cells.keys()):
            continue
        mine = Header(number, owner.places, frozenset())
        values, wrong = read_values(found, tally, mine, number, cells, covered)
        places = {column.name: letters(place) for place, column in (owner.places | dict(shared)).items()}
        at = Place(found.file, found.sheet.title, places, number, owner.stated)
        values, wrong = {**common, **owner.values, **values}, {**lost, **owner.wrong, **wrong}
        yield sheet.lacks(at, values, wrong) if wrong else sheet(at=at, **values)
