"""The receipt of an application says what was read, as people see it; two copies are compared cell by cell."""

from __future__ import annotations

import io
import shutil
import warnings
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import load_workbook

from toolchain.cli import cli
from toolchain.cycle.example import FOLDER
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile
from toolchain.model.record import FilledWorkbook
from toolchain.results.application_receipt import NOT_READ, sections
from toolchain.typesetting.receipt_page import page_set

ROOT = Path(__file__).resolve().parents[2]
ONE = ROOT / "inbox" / FOLDER / "申报书-02新乡市启明电气科技有限公司.xlsx"


def read(path: Path) -> FilledWorkbook:
    [filled] = receive([ScannedFile(path.name, path.read_bytes())]).filled
    return filled


def changed(path: Path, target: Path, **cells: object) -> Path:
    """Copy a workbook with some cells of 基本情况 written otherwise."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(path)
    for cell, value in cells.items():
        book["基本情况"][cell] = value
    book.save(target)
    return target


def told(path: Path) -> dict[str, str]:
    """Give label → value of 基本情况."""
    [form] = [item for item in sections(read(path)) if item.title == "基本情况"]
    return {row[0]: row[1] for row in form.rows}


def test_every_value_is_as_people_see_it() -> None:
    form = told(ONE)
    assert form["单位名称"] == "新乡市启明电气科技有限公司"
    assert form["成立日期"].endswith("日")
    years = next(item for item in sections(read(ONE)) if item.title == "财务数据")
    assert years.head[0] == "会计年度"
    assert len(years.rows) == 3
    assert any("," in value for value in years.rows[0])


def test_a_cell_that_could_not_be_read_is_said_to_be(tmp_path: Path) -> None:
    assert told(changed(ONE, tmp_path / "a.xlsx", B10="去年"))["成立日期"] == NOT_READ


def test_the_pages_hold_everything_and_are_the_same_each_time() -> None:
    tables = [(item.title, item.head, item.rows) for item in sections(read(ONE))]
    made = [page_set("收件回执", [("单位", "某公司")], tables, ["签字：", "盖章："]) for _ in range(2)]
    assert made[0] == made[1]
    document = Document(io.BytesIO(made[0]))
    held = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {value for _, _, rows in tables for row in rows for value in row} <= held
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert {"收件回执", "单位：某公司", "签字：", "盖章："} <= set(texts)
    assert "PAGE" in document.sections[0].footer.paragraphs[0]._p.xml


def compare(*paths: Path) -> str:
    done = CliRunner().invoke(cli, ["compare", *map(str, paths)], standalone_mode=False)
    return str(done.exception) if done.exception else done.output


def test_two_copies_are_compared_cell_by_cell(tmp_path: Path) -> None:
    later = changed(ONE, tmp_path / "补正后.xlsx", B10="2011-01-02", B19=None)
    lines = compare(ONE, later).splitlines()
    assert lines[-1] == "共2格不同。"
    assert lines[0].startswith("“基本情况”B10 成立日期：")
    assert lines[0].endswith(" → 2011年1月2日")
    assert " → " in lines[1]


def test_equal_copies_differ_in_nothing(tmp_path: Path) -> None:
    shutil.copy(ONE, tmp_path / "同.xlsx")
    assert compare(ONE, tmp_path / "同.xlsx").strip() == "两份的内容相同。"


@pytest.mark.parametrize(
    ("other", "said"), [("部门核查.xlsx", "不是同一种表格"), ("../../README.md", "不是本系统的表格")]
)
def test_what_cannot_be_compared_is_said(other: str, said: str) -> None:
    assert said in compare(ONE, ONE.parent / other)
