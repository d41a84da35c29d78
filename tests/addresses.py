"""Cells by what a person calls them: the label of the field or column, and what stands in the row.

``成立日期`` is a field of a form, ``成立日期@项目`` the cell of its name, ``第20行`` the field of the twentieth line.
In a table ``得分@恒拓公司·1.1`` is the column 得分 in the one row that holds both texts, ``得分@第3行`` the third row
below the header, ``得分@第1行～第3行`` a range, ``得分@栏名`` the header itself; ``右1`` is the first column beyond the
last one, ``表题`` the title of the sheet. A label or a row that is not there, or is there twice, is an error: no test
goes on to another cell because a row was added.
"""

from __future__ import annotations

import re
import warnings
from functools import cache
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import coordinate_to_tuple, get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from toolchain.cycle.example import FOLDER
from toolchain.cycle.paths import find_root

EXAMPLE = find_root(Path(__file__).parent) / "inbox" / FOLDER
HEADER, TITLE, FORM_HEADER, MARK_SHEET = "栏名", "表题", "项目", "_模板"
_REQUIRED = "＊"
_PARTS = {"": "B{}", FORM_HEADER: "A{}", "旁": "C{}", "整行": "A{0}:B{0}"}
"""The cells of a line of a form: what is filled in, its name, the cell beside it, name and value."""
_COORDINATES = re.compile(r"[A-Z]{1,2}[1-9][0-9]*(:|$)")
_PLACED = re.compile(r"^(?P<code>[EWN]-[A-Z]+-\d+) (?P<sheet>[^!]+)!(?P<address>.+)$")


@cache
def example_book(start: str) -> Workbook:
    """Open the one workbook of the example whose name starts so; it is only to be looked at."""
    [path] = [path for path in EXAMPLE.glob("*.xlsx") if path.name.startswith(start)]
    return opened(path.read_bytes())


def opened(data: bytes) -> Workbook:
    """Open a workbook from its bytes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(BytesIO(data))


def text_of(value: object) -> str:
    """Give a cell's text as addresses write it."""
    return "" if value is None else str(value).removesuffix(_REQUIRED)


def header_row(sheet: Worksheet) -> int:
    """Give the row of the headers: the first in which two cells or more hold a text that is no formula."""
    return next(row[0].row for row in sheet.iter_rows(max_row=12) if sum(_is_text(cell.value) for cell in row) > 1)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value) and not value.startswith("=")


def find(sheet: Worksheet, address: str) -> str:
    """Give the coordinates of a cell, or of a range, that is named by an address; coordinates stay what they are.

    Raises:
        LookupError: no cell answers to it, or several do.
    """
    if address == TITLE or _COORDINATES.match(address):
        return "A1" if address == TITLE else address
    label, _, row = address.partition("@")
    head = 0 if sheet.title == MARK_SHEET else header_row(sheet)
    if not head or sheet.cell(head, 1).value == FORM_HEADER:
        return _PARTS[row].format(_line(sheet, head, label, address))
    names = [text_of(cell.value) for cell in sheet[head]]
    while not names[-1]:
        names.pop()
    beyond = re.fullmatch(r"右(\d+)", label)
    columns = [index for index, name in enumerate(names, 1) if name == label]
    column = get_column_letter(len(names) + int(beyond[1]) if beyond else _one(columns, sheet.title, address))
    first, _, last = row.partition("～")
    start = f"{column}{_row(sheet, head, first, address)}"
    return f"{start}:{column}{_row(sheet, head, last, address)}" if last else start


def at(sheet: Worksheet, address: str) -> Cell:
    """Give the cell that is named by an address."""
    return sheet[find(sheet, address)]


def _line(sheet: Worksheet, head: int, label: str, address: str) -> int:
    if counted := re.fullmatch(r"第(\d+)行", label):
        return head + int(counted[1])
    lines = [line for line in range(head + 1, sheet.max_row + 1) if text_of(sheet.cell(line, 1).value) == label]
    return _one(lines, sheet.title, address)


def _row(sheet: Worksheet, head: int, row: str, address: str) -> int:
    counted = re.fullmatch(r"第(\d+)行", row)
    if row == HEADER or counted:
        return head + (int(counted[1]) if counted else 0)
    wanted = row.split("·")
    lines = [
        line[0].row
        for line in sheet.iter_rows(min_row=head + 1)
        if (texts := {text_of(cell.value) for cell in line}).issuperset(wanted) and texts
    ]
    return _one(lines, sheet.title, address)


def _one(found: list[int], title: str, address: str) -> int:
    if len(found) != 1:
        raise LookupError(f"{title}!{address}: {len(found)} places")
    return found[0]


def located(said: str, start: str = "") -> str:
    """Give what is said of a cell, ``code sheet!address``, with the cell's coordinates in the example.

    ``start`` names the workbook; without it, or where it has no such sheet, the first one that knows the cell.
    """
    parts = _PLACED.match(said)
    if parts is None:
        return said
    return f"{parts['code']} {parts['sheet']}!{_in_example(parts['sheet'], parts['address'], start)}"


@cache
def _in_example(title: str, address: str, start: str) -> str:
    names = [start] if start else []
    for name in (*names, *(path.name for path in sorted(EXAMPLE.glob("*.xlsx")))):
        book = example_book(name)
        if title in book.sheetnames:
            try:
                return find(book[title], address)
            except LookupError:
                if name == start:
                    raise
    raise LookupError(f"{title}!{address}")


def named(sheet: Worksheet, ref: str) -> str:
    """Give the address of a cell or range: label, and in a table the number of the row; coordinates where it has none.

    The other way round than :func:`find`, for what is said of a cell by its coordinates.
    """
    if not _COORDINATES.match(ref):
        return ref
    head = 0 if sheet.title == MARK_SHEET else header_row(sheet)
    first, _, last = ref.partition(":")
    row, column = coordinate_to_tuple(first)
    if not head or sheet.cell(head, 1).value == FORM_HEADER:
        part = next((part for part, cells in _PARTS.items() if cells.format(row) == ref), None)
        if part is None or row <= head:
            return ref
        label = text_of(sheet.cell(row, 1).value) or f"第{row - head}行"
        return f"{label}@{part}" if part else label
    if row < head:
        return ref
    label = text_of(sheet.cell(head, column).value)
    label = label or f"右{column - sum(bool(text_of(cell.value)) for cell in sheet[head])}"
    end = f"～第{coordinate_to_tuple(last)[0] - head}行" if last else ""
    return f"{label}@{HEADER if row == head else f'第{row - head}行'}{end}"
