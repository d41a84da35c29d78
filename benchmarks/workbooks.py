"""Workbooks: styled applications examined and read, against openpyxl that only loads them."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from itertools import cycle
from itertools import islice

import openpyxl

from benchmarks.measuring import Line
from benchmarks.measuring import agree
from benchmarks.measuring import medians
from benchmarks.setting import ROOT
from benchmarks.setting import Setting
from toolchain.inbox.receiving import examine
from toolchain.workbooks.cells import CellKind
from toolchain.workbooks.package import open_book

COUNT = 1000
FEW = 50


def lines(_: Setting) -> Iterator[Line]:
    """Measure reading; the applications of the example stand for a thousand."""
    applications = [path.read_bytes() for path in sorted((ROOT / "inbox").rglob("申报书-*.xlsx"))]
    for data in applications:
        agree(_ours(data), _theirs(data), "申报书")
    ours = list(islice(cycle(applications), COUNT))
    theirs = ours[:FEW]
    sides = {
        "ours": lambda: [examine("申报书.xlsx", data) for data in ours],
        "openpyxl": lambda: [_loaded(data) for data in theirs],
    }
    took = medians(sides, {"ours": COUNT, "openpyxl": FEW})
    what = "申报书（带样式）检查并读成记录"
    yield Line(what, "openpyxl 仅读出单元格", took["ours"], took["openpyxl"], 10, checked="全部文字单元格")


def _loaded(data: bytes) -> list[object]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data))
    return [cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]


def _theirs(data: bytes) -> list[str]:
    return sorted(value for value in _loaded(data) if isinstance(value, str) and value)


def _ours(data: bytes) -> list[str]:
    book, _ = open_book(data)
    sheets = () if book is None else book.sheets
    return sorted(
        cell.text for sheet in sheets for cell in sheet.cells.values() if cell.kind is CellKind.TEXT and cell.text
    )
