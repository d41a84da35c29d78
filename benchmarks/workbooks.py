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
from benchmarks.measuring import Line, agree, medians
from benchmarks.setting import ROOT, Setting
from toolchain.engine.xlsx.cells import CellKind
from toolchain.engine.xlsx.package import open_book
from toolchain.inbox.file_examination import Examined, examine
from toolchain.inbox.read_ahead import ReadAhead
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile, scan_inbox
from toolchain.model.record import FilledWorkbook
from toolchain.model.schema import Row, WanYuan, columns
from toolchain.model.sheets import APPLICATION
from toolchain.model.sheets.application import Applicant
from toolchain.workbooks.blank import write

COUNT = 1000
FEW = 50
_SELECTION = re.compile(rb"<selection[^>]*/>")


def lines(_: Setting) -> Iterator[Line]:
    """Measure reading."""
    models = [item for item in receive(scan_inbox(ROOT / "inbox")).filled if item.mark.template == APPLICATION.mark]
    ours = [_application(models[number % len(models)], number) for number in range(COUNT)]
    theirs = ours[:FEW]
    for data in theirs:
        agree(_ours(data), _theirs(data), "申报书")
    inbox = [ScannedFile(f"申报书-{number:04}.xlsx", data) for number, data in enumerate(ours)]
    sides = {
        "children": lambda: _read_by_children(inbox),
        "ours": lambda: [examine("申报书.xlsx", data) for data in ours],
        "openpyxl": lambda: [_loaded(data) for data in theirs],
    }
    took = medians(sides, {"children": COUNT, "ours": COUNT, "openpyxl": FEW})
    what = f"{COUNT}份各不相同的申报书（带样式）检查并读成记录，每份"
    beside = "openpyxl 仅读出单元格"
    yield Line(what, beside, took["ours"], took["openpyxl"], 10, checked="全部文字和公式")
    yield Line("同上，由两个受限子进程读（收件时即如此），每份", beside, took["children"], took["openpyxl"], 10)


def _read_by_children(inbox: list[ScannedFile]) -> None:
    """Read as an inbox is read; every file was used."""
    with ReadAhead(inbox).start() as reader:
        agree(all(isinstance(reader.answer(item), Examined) for item in inbox), True, "申报书")


def _application(model: FilledWorkbook, number: int) -> bytes:
    """Write the application of another applicant: texts and figures of its own."""
    chance = random.Random(number)  # noqa: S311 - made-up figures
    rows = {sheet: [_varied(row, chance) for row in held] for sheet, held in model.rows.items()}
    rows[Applicant] = [replace(row, uscc=code(number + 1), contact=f"王第{number}") for row in rows[Applicant]]
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
    cells = [cell for sheet in (book.sheets if book else ()) for cell in sheet.cells.values()]
    constants = [cell.text for cell in cells if cell.formula is None and cell.kind is CellKind.TEXT and cell.text]
    return sorted([*constants, *(f"={cell.formula}" for cell in cells if cell.formula is not None)])
