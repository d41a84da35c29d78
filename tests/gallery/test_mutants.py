"""No damage makes the reader fail, hang or change a value without a word.

A mutant that is read without an error is compared three ways: cell by cell with openpyxl, which shares no code with the
reader; typed value by typed value with the cells; and cell by cell with what was used or named.
"""

from __future__ import annotations

import random
import warnings
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.utils.datetime import to_excel

from tests.gallery.kit import healthy
from tests.gallery.mutator import mutate
from toolchain.engine.confined_process import Aborted, Confined
from toolchain.engine.xlsx.cells import Book, Cell, CellKind, Sheet
from toolchain.engine.xlsx.package import open_book
from toolchain.engine.xlsx.shared_strings import decoded
from toolchain.inbox.file_examination import Examined, examine
from toolchain.model.schema import Layout, Row, columns
from toolchain.model.sheets import WORKBOOKS
from toolchain.model.workbook_declaration import Workbook
from toolchain.workbooks.blank_labels import OWN_SHEETS, own_texts
from toolchain.workbooks.live_formulas import SIGN
from toolchain.workbooks.normalisation import label_key
from toolchain.workbooks.value_types import blank, initial_value

DECLARED = {book.mark: book for book in WORKBOOKS}


def verdict(data: bytes) -> str:
    """Read a mutant; empty when all is well, else what went wrong."""
    result = examine("表", data)
    problems = (*result.problems, *(result.reading.problems if result.reading else ()))
    if not result.opened or result.reading is None or result.mark is None or any(p.blocks for p in problems):
        return ""
    book, _ = open_book(data)
    assert book is not None
    declared = DECLARED[result.mark.template]
    return _unlike_openpyxl(book, data) or _changed(book, result, declared) or _dropped(book, result, declared)


def _unlike_openpyxl(book: Book, data: bytes) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            other = load_workbook(BytesIO(data))
        except Exception:  # noqa: BLE001 - the other reader refuses more, e.g. a broken theme
            return ""
    for sheet in book.sheets:
        if sheet.title not in other.sheetnames:
            continue  # openpyxl leaves out a sheet whose part is named in another case
        page = other[sheet.title]
        theirs = {c.coordinate: c for line in page.iter_rows() for c in line if c.value is not None}
        for cell in sheet.cells.values():
            under = any(
                top <= cell.row <= bottom and left <= cell.column <= right and (cell.row, cell.column) != (top, left)
                for top, left, bottom, right in sheet.merged
            )
            same = _agree(cell, theirs.pop(cell.ref, None), other.epoch)
            if not under and not same:
                return f"openpyxl: {sheet.title}!{cell.ref} {cell.text!r}"
        left = [ref for ref, c in theirs.items() if str(c.value) not in {"", "="}]
        if left:
            return f"openpyxl has more: {sheet.title}!{left[0]}"
    return ""


def _agree(cell: Cell, other: object, epoch: datetime) -> bool:  # noqa: PLR0911 - one return for each kind of value
    value = getattr(other, "value", None)
    if cell.formula is not None:
        return value is None or getattr(other, "data_type", "") in {"f", "n", "s"}
    if value is None:
        return cell.text == ""
    if isinstance(value, bool):
        return cell.kind is CellKind.BOOLEAN
    if isinstance(value, datetime | date | time):
        if cell.kind is CellKind.TEXT:
            return True
        return abs(to_excel(value, epoch) - float(cell.text)) < 2
    if isinstance(value, int | float):
        return cell.kind is CellKind.NUMBER and float(value) == float(cell.text)
    wanted = cell.text.replace("\r\n", "\n")  # openpyxl undoes some escapes itself
    return wanted in {str(value).replace("\r\n", "\n"), decoded(str(value)).replace("\r\n", "\n")}


def _changed(book: Book, result: Examined, declared: Workbook) -> str:
    """Compare typed values with their cells; where they are written otherwise there must be a note."""
    assert result.reading is not None
    said = {problem.at for problem in result.reading.problems}
    for sheet in declared.sheets:
        if not result.reading.rows[sheet]:
            continue
        page = _page(book, sheet)
        cells = {cell.ref: cell for cell in page.cells.values()}
        for row in result.reading.rows[sheet]:
            for column in columns(sheet):
                at, value = row.where(column.name), getattr(row, column.name)
                if at not in said and not _faithful(cells.get(at.cell), value):
                    return f"value: {at} {value!r}"
    return ""


def _page(book: Book, sheet: type[Row]) -> Sheet:
    wanted = label_key(sheet.sheet.title)
    return next(s for s in book.sheets if label_key(s.title).startswith(wanted))


def _faithful(cell: Cell | None, value: object) -> bool:  # noqa: PLR0911 - one return for each kind of value
    if value is None or cell is None:
        return value is None and blank(cell)
    if isinstance(value, Decimal | int):
        return cell.kind is CellKind.NUMBER and float(cell.text) == float(value)
    if isinstance(value, date):
        if cell.kind is CellKind.NUMBER:
            return to_excel(value) == float(cell.text)
        return cell.text == value.isoformat()
    if isinstance(value, tuple):
        rest = cell.text
        for item in value:
            before, found, rest = rest.partition(str(item))
            if not found or before.strip("、,，;；\n　 "):
                return False
        return not rest.strip("、,，;；\n　 ")
    if isinstance(value, StrEnum):
        return cell.text == str(value)
    if cell.kind is CellKind.NUMBER:
        return str(value).endswith("%") and float(str(value)[:-1]) == pytest.approx(float(cell.text) * 100)
    return cell.text.replace("\r\n", "\n") == value


def _dropped(book: Book, result: Examined, declared: Workbook) -> str:
    """Look for a cell that holds something, was not used and is named nowhere."""
    assert result.reading is not None
    assert result.mark is not None
    problems = result.reading.problems
    whole = {p.at.sheet for p in problems if p.code == "W-SHEET-03"}
    lines = {(p.at.sheet, p.at.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for p in problems if p.code == "W-ROW-02"}
    cells = {(p.at.sheet, p.at.cell) for p in problems}
    known: dict[str, tuple[set[str], set[str]]] = {}
    for sheet in declared.sheets:
        rows = result.reading.rows[sheet]
        used = {row.where(column.name).cell for row in rows for column in columns(sheet)}
        words = set(own_texts(declared, sheet, result.mark))
        words |= {label_key(word) for c in columns(sheet) for word in (c.label, *c.aliases)}
        if sheet.sheet.layout is Layout.TABLE:
            words |= {label_key(str(initial_value(c))) for c in columns(sheet) if c.initial}
        if any(label_key(page.title).startswith(label_key(sheet.sheet.title)) for page in book.sheets):
            known[_page(book, sheet).title] = used, words
    for page in book.sheets:
        if page.title in OWN_SHEETS or page.title in whole:
            continue
        used, words = known.get(page.title, (set(), set()))
        for cell in page.cells.values():
            said = (page.title, cell.ref) in cells or (page.title, str(cell.row)) in lines
            computed = cell.formula is not None or cell.kind is CellKind.NUMBER
            live = SIGN in f"{cell.text}{cell.formula}" or (computed and _in_totals(page, cell))
            if not (blank(cell) or cell.ref in used or label_key(cell.text) in words or said or live):
                return f"dropped: {page.title}!{cell.ref} {cell.text!r}"
    return ""


def _in_totals(page: Sheet, cell: Cell) -> bool:
    """Say whether a cell stands in a line of totals that the blank works out itself."""
    first = min(place for row, place in page.cells if row == cell.row)
    return page.cells[cell.row, first].text.startswith(SIGN)


def survivors(first: int, count: int) -> list[str]:
    """Make mutants with consecutive seeds, turn about over the thirteen workbooks; list those that went wrong."""
    wrong = []
    with Confined(verdict) as confined:
        for seed in range(first, first + count):
            book = WORKBOOKS[seed % len(WORKBOOKS)]
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # doubled part names are meant
                names, data = mutate(random.Random(seed), healthy(book))
            result = confined(data)
            if isinstance(result, Aborted) or result:
                wrong.append(f"{seed} {book.title} {names}: {result}")
    return wrong


def test_healthy_workbooks_pass_all_three_comparisons() -> None:
    assert [verdict(healthy(book)) for book in WORKBOOKS] == [""] * len(WORKBOOKS)


def test_no_mutant_of_a_sample_goes_wrong() -> None:
    assert survivors(0, 240) == []


@pytest.mark.stress
@pytest.mark.parametrize("part", range(10))
def test_no_mutant_goes_wrong(part: int) -> None:
    assert survivors(1_000 + part * 600, 600) == []
