"""One sheet of an opened workbook while it is read: which cells are used, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from toolchain.engine.xlsx.cells import Book, Cell, CellKind, Sheet, letters
from toolchain.engine.xlsx.decimals import stored
from toolchain.engine.xlsx.style import CellFormat
from toolchain.model.problems import At, Problem, problem
from toolchain.model.schema import Column, Row, SecretText
from toolchain.workbooks.cell_dates import DAYS_1904, UNFORMATTED, chinese_day
from toolchain.workbooks.cell_parser import Parsed, Remark, shown
from toolchain.workbooks.display_problems import annotations_at, differing
from toolchain.workbooks.normalisation import EDGE, label_key
from toolchain.workbooks.redaction import always, is_secret, unquoted
from toolchain.workbooks.value_types import blank, parse

Spot = tuple[int, int]

_EDGES = frozenset(("", *EDGE))
"""How the text of a cell begins that may hold nothing."""

PENDING = frozenset({"E-USCC-05", "E-REF-01"})
"""Problems that what stands in another workbook may settle; their rows are kept until all workbooks are read."""

MOST_ERRORS = 100
"""Errors listed for one sheet; a hundred are mended before the next are looked for."""

MOST_ALIKE = 20
"""Hints of one kind about what is shown that are listed for one sheet; the others are counted."""
_REPEATED = ("W-SHOWN-", "W-LOOK-", "N-LOOK-")


@dataclass(frozen=True)
class Grid:
    """A sheet's cells that hold something, by row and column, counted from 1.

    Attributes:
        rows: the same cells by row and then by column, in order.
        own: texts that the blank itself prints, as keys.
        moved: dates counted from 1904, brought to the usual count.
        old_count: the workbook counts its days from 1904.
        strict: points or votes stand in the sheet.
    """

    file: str
    sheet: Sheet
    cells: dict[Spot, Cell]
    rows: dict[int, dict[int, Cell]]
    own: frozenset[str] = frozenset()
    moved: frozenset[Spot] = frozenset()
    old_count: bool = False
    strict: bool = False

    def at(self, ref: str = "") -> At:
        """Give a place on this sheet."""
        return At(self.file, self.sheet.title, ref)

    @cached_property
    def keys(self) -> dict[Spot, str]:
        """What the text of each cell is as a label."""
        return {spot: label_key(cell.text) for spot, cell in self.cells.items()}

    def without(self, spots: AbstractSet[Spot]) -> Grid:
        """Leave out some of the cells."""
        cells, rows = dict(self.cells), dict(self.rows)
        for row, column in spots:
            del cells[row, column]
            rows[row] = {place: cell for place, cell in rows[row].items() if place != column}
        for row in {row for row, _ in spots if not rows[row]}:
            del rows[row]
        return replace(self, cells=cells, rows=rows)


@dataclass(frozen=True)
class SheetReading:
    """What one sheet gave: rows, problems, cells that were used or named, rows that lack something, secrets then."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    used: frozenset[Spot] = frozenset()
    partial: tuple[Row, ...] = ()
    secrets: tuple[SecretText, ...] = ()


@dataclass
class ReadingTally:
    """Collects problems and used cells while a sheet is walked; it does not leave the reader.

    Attributes:
        quotes: says of a cell's address whether messages may quote it.
        secrets: what stands in secret cells, which messages about others may not quote either.
    """

    problems: list[Problem] = field(default_factory=list)
    used: set[Spot] = field(default_factory=set)
    errors: int = 0
    said: Counter[str] = field(default_factory=Counter)
    quotes: Callable[[str], bool] = always
    secrets: list[SecretText] = field(default_factory=list)

    def add(self, code: str, at: At, **facts: object) -> None:
        """Put down a problem."""
        self.put(Problem(at, code, tuple((name, str(value)) for name, value in facts.items())))

    def put(self, item: Problem) -> None:
        """Put down a problem that is made already; of the errors only so many are listed, and no secret is quoted."""
        item = item if self.quotes(item.at.cell) else unquoted(item)
        if item.blocks and item.code not in PENDING:
            self.errors += 1
        self.said[item.code] += 1
        many = item.code.startswith(_REPEATED) and self.said[item.code] > MOST_ALIKE
        if self.errors <= MOST_ERRORS if item.blocks else not many:
            self.problems.append(item)

    def use(self, spots: Iterable[Spot]) -> None:
        """Remember cells as used or named."""
        self.used.update(spots)

    def wrong_since(self, count: int) -> tuple[Problem, ...]:
        """List the errors put down since there were ``count`` problems; beyond those listed, the first of the sheet."""
        found = tuple(item for item in self.problems[count:] if item.blocks)
        return found or tuple(item for item in self.problems if item.blocks)[:1]

    def reading(self, rows: tuple[Row, ...] = (), partial: tuple[Row, ...] = ()) -> SheetReading:
        """Close the sheet; errors beyond those listed are at least counted."""
        more = self.errors - MOST_ERRORS
        if more > 0:
            at = At(self.problems[0].at.file, self.problems[0].at.sheet)
            self.problems.append(problem("E-SHEET-06", at, listed=MOST_ERRORS, more=more))
        for code, times in self.said.items():
            if code.startswith(_REPEATED) and times > MOST_ALIKE:
                first = next(item.at for item in self.problems if item.code == code)
                facts = {"listed": str(MOST_ALIKE), "more": str(times - MOST_ALIKE), "kind": code}
                self.problems.append(problem("W-SHEET-07", At(first.file, first.sheet), **facts))
        secrets = tuple(self.secrets) if self.errors else ()
        return SheetReading(rows, tuple(self.problems), frozenset(self.used), partial, secrets)


def grid(book: Book, sheet: Sheet, file: str, own: frozenset[str] = frozenset(), *, strict: bool = False) -> Grid:
    """Take the cells of a sheet that hold something, dates of a 1904 workbook moved to the usual count."""
    held = {spot: cell for spot, cell in sheet.cells.items() if cell.text[:1] not in _EDGES or not blank(cell)}
    if not book.date1904:
        return Grid(file, sheet, held, _by_row(held), own, strict=strict)
    dates = {spot for spot, cell in held.items() if cell.kind is CellKind.NUMBER and cell.format is CellFormat.DATE}
    moved = {spot: _moved(cell) if spot in dates else cell for spot, cell in held.items()}
    return Grid(file, sheet, moved, _by_row(moved), own, frozenset(dates), old_count=True, strict=strict)


def _by_row(cells: Mapping[Spot, Cell]) -> dict[int, dict[int, Cell]]:
    grouped: dict[int, dict[int, Cell]] = {}
    last, line = 0, dict[int, Cell]()
    for (row, column), cell in sorted(cells.items()):
        if row != last:
            last, line = row, grouped.setdefault(row, {})
        line[column] = cell
    return grouped


def _moved(cell: Cell) -> Cell:
    return cell._replace(text=str(stored(cell.text) + DAYS_1904))


def missing(found: Grid, column: Column, spot: Spot) -> Problem:
    """Make the problem of a cell that must be filled and is blank."""
    return problem("E-CELL-04", found.at(_ref(spot)), label=column.label, **_basis(column))


def read_cell(found: Grid, tally: ReadingTally, column: Column, cell: Cell | None, spot: Spot) -> tuple[bool, Any]:
    """Read one cell of a row: whether it is right, and its value (None for an allowed blank)."""
    annotations = found.sheet.annotations.get(spot)
    plain = annotations is None or _name_annotations(found, tally, column, cell, spot)
    if cell is None:
        if column.required:
            tally.add("E-CELL-04", found.at(_ref(spot)), label=column.label, **_basis(column))
        return plain and not column.required, None
    if is_secret(column) and column.element is str:
        tally.secrets.append(SecretText(found.at(cell.ref), column.label, column.form, cell.text))
    told = differing(cell, column, strict=found.strict)
    if told is not None and told[0].startswith("E"):
        tally.add(told[0], found.at(_ref(spot)), **told[1], **_basis(column))
        return False, None
    parsed = parse(cell, column)
    if told is not None and parsed.value is not None:
        tally.add(told[0], found.at(_ref(spot)), **told[1])
    if parsed.value is not None and not parsed.remarks and not found.old_count:
        return plain, parsed.value
    fine, value = _remarked(found, tally, column, cell, parsed)
    return plain and fine, value


def _remarked(found: Grid, tally: ReadingTally, column: Column, cell: Cell, parsed: Parsed) -> tuple[bool, Any]:
    """Put down what was remarked while a cell was parsed."""
    at = found.at(cell.ref)
    remarks = [_from_1904(remark) for remark in parsed.remarks] if found.old_count else parsed.remarks
    for remark in remarks:
        tally.put(Problem(at, remark.code, remark.facts))
    if parsed.pending is not None:
        return True, parsed.pending
    wrong = any(remark.code.startswith("E") for remark in remarks)
    if parsed.value is None and not wrong and column.required:
        tally.add("E-CELL-04", at, label=column.label, **_basis(column))
        wrong = True
    if not wrong and (cell.row, cell.column) in found.moved:
        tally.add("N-DATE-07", at, label=column.label, result=parsed.value)
    return not wrong, parsed.value


def _from_1904(remark: Remark) -> Remark:
    """Ask about a date without a format in a workbook that counts from 1904: it may be one of either count."""
    if remark.code != UNFORMATTED:
        return remark
    facts = dict(remark.facts)
    later = date.fromisoformat(facts.pop("result")) + timedelta(days=DAYS_1904)
    return Remark("E-DATE-03", (*facts.items(), ("meant", chinese_day(later))))


def _name_annotations(found: Grid, tally: ReadingTally, column: Column, cell: Cell | None, spot: Spot) -> bool:
    """Put down what says something else about a cell than its content; False where that blocks it."""
    told = tuple(annotations_at(cell, column, found.sheet.annotations[spot], strict=found.strict))
    for code, facts in told:
        tally.add(code, found.at(_ref(spot)), **facts)
    return not any(code.startswith("E") for code, _ in told)


def _ref(spot: Spot) -> str:
    return f"{letters(spot[1])}{spot[0]}"


def _basis(column: Column) -> dict[str, str]:
    return {"basis": column.basis} if column.basis else {}


show = shown
