"""A long sheet's rows, written straight into its file, are those that the library writes."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter

from toolchain.workbooks import rows
from toolchain.workbooks.rows import Content, write_content, write_row
from toolchain.workbooks.styles import options

ODD = (
    "平常",
    "",
    " 前后有空 ",
    "　",
    "a&b<c>\"d'",
    "_x0041_",
    "\x01\x0b",
    "一行\n二行\r",
    "\ufffe\uffff",
    "字" * 20_000,
)
VALUES: tuple[Content, ...] = (*ODD, None, 0, 12345678901234567, Decimal("0.1"), Decimal("-3.50"), date(1999, 12, 31))
HEIGHTS = (20.0, 15.0, 35, 400, 22)


def made(*, by_library: bool, values: tuple[Content, ...] = VALUES) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, options(long=True))
    styles = [book.add_format({"num_format": pattern, "border": 1}) for pattern in ("@", "0.00", "yyyy-mm-dd")]
    page = book.add_worksheet("表")
    page.set_column(0, 2, 20)
    page.write_string(0, 0, "表头", styles[2])
    for number, height in enumerate(HEIGHTS * 3, 1):
        shown = values[number % len(values) :] + values[: number % len(values)]
        cells = [(value, styles[place % 3]) for place, value in enumerate(shown)]
        if by_library:
            for place, (value, style) in enumerate(cells):
                write_content(page, number, place, value, style)
            page.set_row(number, height)
        else:
            write_row(page, number, cells, height)
    page.write_string(len(HEIGHTS) * 3 + 2, 1, "合计", styles[0])
    page.autofilter(0, 0, len(HEIGHTS) * 3, 2)
    book.close()
    with zipfile.ZipFile(buffer) as package:
        return package.read("xl/worksheets/sheet1.xml") + package.read("xl/styles.xml")


def test_the_bytes_are_those_of_the_library() -> None:
    short = tuple(value for value in VALUES if not isinstance(value, str) or len(value) < 100)
    assert made(by_library=False) == made(by_library=True)
    assert made(by_library=False, values=short) == made(by_library=True, values=short)


def test_the_rows_take_the_short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "write_content", lambda *_: pytest.fail("through the library"))
    short = tuple(value for value in VALUES if not isinstance(value, str) or len(value) < 100)
    made(by_library=False, values=short)


def test_what_looks_like_markup_stays_a_text() -> None:
    text = "<r><t>甲</t></r>"
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, options(long=True))
    write_row(book.add_worksheet("表"), 0, [(text, book.add_format())], 20)
    book.close()
    assert openpyxl.load_workbook(buffer).active["A1"].value == text
