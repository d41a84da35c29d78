"""Every declared workbook, filled, goes out and comes back the same; also after other programs saved it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.workbooks.sample import CODE, reread
from toolchain.model.identifiers import Form
from toolchain.model.schema import USCC, Column, Row, Share, WanYuan, Yuan, columns
from toolchain.model.sheets import WORKBOOKS
from toolchain.model.workbook_declaration import Mark, Workbook
from toolchain.workbooks.blank import write

_PLAIN = {
    Decimal: Decimal("88.25"),
    WanYuan: Decimal("1234.5678"),
    Yuan: 50000,
    date: date(2026, 2, 28),
    USCC: CODE,
    Share: "40%",
}
_FORMED = {
    Form.PHONE: "0373-305000{turn}",
    Form.EMAIL: "zlj{turn}@example.com",
    Form.POSTCODE: "45300{turn}",
    Form.BANK: "某某银行第{turn}支行",
    Form.ACCOUNT: "4100156001000500{turn}",
    Form.DOCUMENT: "某政〔2026〕{turn}号",
    Form.MEETING: "第{turn}次常务会议",
    Form.CERTIFICATE: "某奖202600{turn}",
    Form.IDENTITY: "E0000000{turn}",
}


def value(column: Column, turn: int) -> object:
    if column.choices:
        one: object = column.element(column.choices[turn % len(column.choices)])
    elif column.element is int:
        low = int(column.minimum or 0)
        one = min(low + turn, int(column.maximum or 9))
    elif column.label in {"单位名称", "候选单位"}:
        one = "甲公司"  # all samples have one code
    elif column.form in _FORMED:
        one = _FORMED[column.form].format(turn=turn)
    elif column.element is str:
        one = f"{column.label}{turn}"[-column.length :]
    else:
        one = _PLAIN[column.element]
    return (one,) if column.many else one


def sample(book: Workbook) -> Mapping[type[Row], tuple[Row, ...]]:
    rows: dict[type[Row], tuple[Row, ...]] = {}
    for sheet in book.sheets:
        codes = {c.name for c in columns(sheet) if c.name in sheet.sheet.key}
        distinct = any(c.element in {str, int} for c in columns(sheet) if c.name in codes)
        several = 3 if distinct and sheet.sheet.layout == "表" else 1
        rows[sheet] = tuple(sheet(**{c.name: value(c, turn) for c in columns(sheet)}) for turn in range(1, several + 1))
    return rows


@pytest.mark.parametrize("book", WORKBOOKS, ids=lambda book: book.title)
def test_rows_come_back(book: Workbook) -> None:
    rows = sample(book)
    data = write(book, Mark(book.mark, book.version, "2026届"), rows)
    reading = reread(data, book)
    assert reading.problems == ()
    assert reading.rows == rows


@pytest.mark.parametrize("book", WORKBOOKS, ids=lambda book: book.title)
def test_rows_come_back_after_a_save_by_openpyxl(book: Workbook) -> None:
    rows = sample(book)
    opened = load_workbook(BytesIO(write(book, Mark(book.mark, book.version, "2026届"), rows)))
    saved = BytesIO()
    opened.save(saved)
    assert reread(saved.getvalue(), book).rows == rows


@pytest.mark.render
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_rows_come_back_after_a_save_by_libreoffice(tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for book in WORKBOOKS:
        data = write(book, Mark(book.mark, book.version, "2026届"), sample(book))
        (source / f"{book.mark}.xlsx").write_bytes(data)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
    files = sorted(map(str, source.iterdir()))
    subprocess.run([*command, "--outdir", str(target), *files], check=True, capture_output=True, timeout=300)
    for book in WORKBOOKS:
        reading = reread((target / f"{book.mark}.xlsx").read_bytes(), book)
        assert reading.problems == (), book.title
        assert reading.rows == sample(book), book.title
