from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from tests.gallery.kit import TABLE, Copy
from tests.workbooks.sample import BOOK, Edit, filled, reread
from toolchain.model.problems import At, Problem, problem
from toolchain.workbooks.returned_copy import mark_up

WRONG = (
    problem("W-CELL-06", At("表.xlsx", "明细", "J2"), found="第二稿"),
    problem("E-NUM-01", At("表.xlsx", "明细", "C5"), label="得分", found="=八十"),
    problem("E-ROW-04", At("表.xlsx", "明细"), least="1", count="0"),
)


def describe(item: Problem) -> str:
    return f"=说明 {item.code}"


def test_cells_are_coloured_and_commented_and_the_summary_leads() -> None:
    book = load_workbook(BytesIO(mark_up(filled(), WRONG, describe)))
    assert book.sheetnames[0] == "问题汇总"
    cell = book["明细"]["C5"]
    assert cell.fill.fgColor.rgb == "00FFC7CE"
    assert cell.comment.text == "=说明 E-NUM-01"
    assert book["明细"]["J2"].fill.fgColor.rgb == "00FFEB9C"
    lines = [[c.value for c in row] for row in book["问题汇总"].iter_rows(min_row=5)]
    assert [line[1] for line in lines] == ["需修改", "需修改", "提示"]
    assert {line[4] for line in lines} == {"=八十", "", "第二稿"} or {line[4] for line in lines} == {
        "=八十",
        None,
        "第二稿",
    }


def test_no_value_from_outside_is_a_formula() -> None:
    edit = Edit()
    edit["明细"]["C5"] = '=HYPERLINK("http://x")'
    book = load_workbook(BytesIO(mark_up(edit.save(), WRONG, describe)))
    assert [c.coordinate for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"] == []
    assert book["明细"]["C5"].value == '=HYPERLINK("http://x")'


def test_same_problems_give_the_same_bytes() -> None:
    assert mark_up(filled(), WRONG, describe) == mark_up(filled(), WRONG, describe)


def test_mended_returned_copy_reads_like_the_original() -> None:
    again = reread(mark_up(filled(), WRONG, describe))
    assert again.problems == ()
    assert again.rows == reread(filled()).rows


def test_returning_twice_keeps_one_summary() -> None:
    twice = mark_up(mark_up(filled(), WRONG, describe), WRONG[:1], describe)
    assert load_workbook(BytesIO(twice)).sheetnames.count("问题汇总") == 1


def test_unreadable_file_comes_back_as_a_summary() -> None:
    book = load_workbook(BytesIO(mark_up(b"PK\x03\x04 broken", WRONG, describe)))
    assert book.sheetnames == ["问题汇总"]


def test_merged_and_distant_cells_do_no_harm() -> None:
    made = Workbook()
    made.active.title = "明细"
    made.active.merge_cells("B5:D5")
    buffer = BytesIO()
    made.save(buffer)
    assert load_workbook(BytesIO(mark_up(buffer.getvalue(), WRONG, describe))).sheetnames == ["问题汇总", "明细"]
    assert BOOK.title == "样表"


def test_no_program_travels_in_a_returned_copy() -> None:
    buffer = BytesIO(filled())
    with ZipFile(buffer, "a") as package:
        package.writestr("xl/vbaProject.bin", b"x")
    with ZipFile(BytesIO(mark_up(buffer.getvalue(), WRONG, describe))) as package:
        assert not any("vba" in name.lower() for name in package.namelist())


def test_problems_stand_in_the_order_of_the_sheets() -> None:
    cells = ("C10", "C9", "AA9", "B9")
    wrong = [problem("E-NUM-01", At("表.xlsx", "明细", cell), label="得分", found="八") for cell in cells]
    page = load_workbook(BytesIO(mark_up(filled(), wrong, describe)))["问题汇总"]
    assert [page.cell(row, 4).value for row in range(5, 9)] == ["B9", "C9", "AA9", "C10"]


@pytest.mark.render
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_returned_copy_opens_in_libreoffice_and_reads_the_same(tmp_path: Path) -> None:
    source, target = tmp_path / "in.xlsx", tmp_path / "out"
    source.write_bytes(mark_up(filled(), WRONG, describe))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(target), str(source)], check=True, capture_output=True, timeout=300)
    saved = (target / "in.xlsx").read_bytes()
    assert reread(saved).rows == reread(filled()).rows
    book = load_workbook(BytesIO(saved))
    assert book.sheetnames[0] == "问题汇总"
    assert "E-NUM-01" in book["明细"]["C5"].comment.text


@pytest.mark.parametrize(("rows", "copied"), [(1_000, True), (260_000, False)])
def test_a_sheet_of_endless_blank_rows_comes_back_as_its_summary(rows: int, copied: bool) -> None:
    blank = "".join(f'<row r="{row}" s="0" customFormat="1"/>' for row in range(30, rows + 30))
    data = Copy().row(TABLE, blank).bytes()
    book = load_workbook(BytesIO(mark_up(data, (problem("E-CELL-04", At("表", TABLE, "B5"), label="甲"),), str)))
    assert (TABLE in book.sheetnames) is copied
