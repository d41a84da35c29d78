"""Workbooks: styled applications examined and read, against openpyxl that only loads them.

Every application is another: its own applicant, figures and texts, and as a spreadsheet program saves it the cell that
was selected last on each sheet, so that no two of their data parts are equal.
"""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import openpyxl

from benchmarks.many import code
from benchmarks.measuring import Line
from benchmarks.measuring import agree
from benchmarks.measuring import medians
from benchmarks.setting import ROOT
from benchmarks.setting import Setting
from toolchain.inbox import look
from toolchain.inbox import receive
from toolchain.inbox.examining import examine
from toolchain.record import Filled
from toolchain.schema import Row
from toolchain.schema import WanYuan
from toolchain.schema import columns
from toolchain.sheets import APPLICATION
from toolchain.sheets.application import Applicant
from toolchain.workbooks.blank import write
from toolchain.workbooks.cells import CellKind
from toolchain.workbooks.package import open_book

COUNT = 1000
FEW = 50
_SELECTION = re.compile(rb"<selection[^>]*/>")


def lines(_: Setting) -> Iterator[Line]:
    """Measure reading."""
    models = [item for item in receive(look(ROOT / "inbox")).filled if item.mark.template == APPLICATION.mark]
    ours = [_application(models[number % len(models)], number) for number in range(COUNT)]
    theirs = ours[:FEW]
    for data in theirs:
        agree(_ours(data), _theirs(data), "申报书")
    sides = {
        "ours": lambda: [examine("申报书.xlsx", data) for data in ours],
        "openpyxl": lambda: [_loaded(data) for data in theirs],
    }
    took = medians(sides, {"ours": COUNT, "openpyxl": FEW})
    what = f"{COUNT}份各不相同的申报书（带样式）检查并读成记录，每份"
    yield Line(what, "openpyxl 仅读出单元格", took["ours"], took["openpyxl"], 10, checked="全部文字单元格")


def _application(model: Filled, number: int) -> bytes:
    """Write the application of another applicant: texts and figures of its own."""
    chance = random.Random(number)  # noqa: S311 - made-up figures
    rows = {sheet: [_varied(row, chance) for row in held] for sheet, held in model.rows.items()}
    rows[Applicant] = [replace(row, uscc=code(number + 1), contact=f"王第{number}") for row in rows[Applicant]]  # type: ignore[call-arg]
    written = io.BytesIO(write(APPLICATION, model.mark, rows))
    saved = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            cell = f"{chance.choice('BCD')}{chance.randrange(6, 60)}"
            selected = f'<selection pane="bottomLeft" activeCell="{cell}" sqref="{cell}"/>'.encode()
            new.writestr(entry, _SELECTION.sub(selected, old.read(entry)))
    return saved.getvalue()


def _varied(row: Row, chance: random.Random) -> Row:
    values: dict[str, object] = {}
    for column in columns(type(row)):
        value = getattr(row, column.name)
        if column.element is WanYuan and value is not None:
            values[column.name] = value + Decimal(chance.randrange(99_999)) / 100
        elif column.element is str and isinstance(value, str) and len(value) + 6 <= column.length and len(value) > 4:  # noqa: PLR2004 - a text, no word
            values[column.name] = f"{value}{chance.randrange(99_999)}"
    return replace(row, **values)


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
