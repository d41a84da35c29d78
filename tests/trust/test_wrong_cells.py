"""Secrets that stand in the wrong cell, or in a cell that cannot be read: no command quotes them, on disk or screen."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.addresses import EXAMPLE, at
from tests.trust.test_spellings import SPELLINGS, leaks

ROOT = Path(__file__).resolve().parents[2]
KEPT = ("_存档/", "_记忆/表格/", "退回/")
"""Where an outbox keeps the workbooks themselves, for the office and for who handed them in."""

COMMANDS = (
    ("cycle", "-v"),
    ("cycle", "--json"),
    ("check", "-v", "--json"),
    ("explain", "新乡市恒拓精密机械有限公司"),
    ("remind", "--as-of", "2025-07-25"),
)


def objections(book: Workbook) -> None:
    """Give every spelling an objection, in turn beside its date, its answer, its number and in its text."""
    page = book["异议"]
    first = [cell.value for cell in page[at(page, "收到日期@第1行").row]]
    for line, spelling in enumerate(SPELLINGS, 1):
        row = at(page, f"收到日期@第{line}行").row
        for place, value in enumerate(first, 1):
            page.cell(row, place).value = value
        said = {
            "异议编号": f"Y{line:02d}",
            "异议人": "邱大林（职工）",
            "异议人联系方式": "13812345678，qiu_dalin@example.cn",
        }
        wrong = ("收到日期", "是否受理", "异议编号", "异议事项", "答复日期")[line % 5]
        said[wrong] = f"{said.get(wrong, '')}{spelling}"
        for label, value in said.items():
            at(page, f"{label}@第{line}行").value = value
    at(page, "右1@第2行").value = "邱大林13812345678"
    book.create_sheet("来电记录").append(["邱大林13812345678"])


def unreadable_contact(book: Workbook) -> None:
    page = book["异议"]
    at(page, "异议人@第1行").value = "邱大林（职工）"
    at(page, "异议人联系方式@第1行").value = "13812345678，qiu_dalin@example.cn，" + "某街某号" * 20
    at(page, "调查情况@第1行").value = "13812345678来电，邱 大林在场"


def twice(book: Workbook) -> None:
    """Let two objections have one number: then nothing else of them is known."""
    page = book["异议"]
    unreadable_contact(book)
    for place, cell in enumerate(list(page[at(page, "收到日期@第1行").row]), 1):
        page.cell(at(page, "收到日期@第2行").row, place).value = cell.value
    at(page, "异议人联系方式@第1行").value = at(page, "异议人联系方式@第2行").value = "13812345678"


def accounts(book: Workbook) -> None:
    page = book["审定名单"]
    at(page, "银行账号@第1行").value = "6222600260001072444X"
    at(page, "审定结论@第2行").value = "同意（6222-6002-6000-1072-444）"
    at(page, "开户银行@第3行").value = "某银行6222600260001072444"
    at(page, "审定奖金（元）@第1行").value = "6222600260001072444"


def checks(book: Workbook) -> None:
    at(book["核查结论"], "结论@第2行").value = "符合，据邱大林13812345678"
    at(book["核查结论"], "事实@第3行").value = "据邱大林13812345678"


CASES = {"异议": objections, "联系方式读不出": unreadable_contact, "编号重复": twice}


@pytest.mark.slow
@pytest.mark.parametrize("change", CASES.values(), ids=CASES.keys())
def test_no_command_quotes_them(change: object, tmp_path: Path) -> None:
    inbox, outbox = tmp_path / "inbox", tmp_path / "outbox"
    shutil.copytree(EXAMPLE, inbox / EXAMPLE.name)
    for name, seed in {"公示与异议": change, "政府审定": accounts, "部门核查": checks}.items():
        path = inbox / EXAMPLE.name / f"{name}.xlsx"
        book = load_workbook(path)
        assert callable(seed)
        seed(book)
        book.save(path)
    told = []
    for command, *more in COMMANDS:
        line = [sys.executable, "-m", "toolchain", command, "--inbox", inbox, "--outbox", outbox, *more]
        done = subprocess.run(line, cwd=ROOT, capture_output=True, check=False)
        assert done.returncode in {0, 1}, done.stderr.decode()
        told += [f"{command}：{line}" for line in leaks(command, done.stdout + done.stderr)]
    assert told == []
    files = {path.relative_to(outbox).as_posix(): path for path in outbox.rglob("*") if path.is_file()}
    open_ones = {name: path for name, path in files.items() if not any(part in name for part in KEPT)}
    assert [line for name, path in open_ones.items() for line in leaks(name, path.read_bytes())] == []
    assert len(files) > len(open_ones) > 40


@pytest.mark.slow
def test_comparing_two_copies_names_secret_cells_alone(tmp_path: Path) -> None:
    path = EXAMPLE / "公示与异议.xlsx"
    book = load_workbook(path)
    unreadable_contact(book)
    at(book["异议"], "异议人联系方式@第1行").value = "13812345678"
    book.save(tmp_path / "后来的.xlsx")
    line = [sys.executable, "-m", "toolchain", "compare", path, tmp_path / "后来的.xlsx"]
    said = subprocess.run(line, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    assert "异议人联系方式" in said
    assert "（略）来电，（略）在场" in said
    assert leaks("屏幕", said.encode()) == []
    assert "邱某" not in said
