from __future__ import annotations

from datetime import date

import pytest
from openpyxl.styles import PatternFill

from tests.workbooks.sample import BOOK, CODE, ITEM, MARK, PLAN, Edit, Item, Plan, filled, reread
from toolchain.model.problems import At
from toolchain.model.workbook_declaration import Mark
from toolchain.workbooks.blank import write
from toolchain.workbooks.sheet_grid import ReadingTally

HEAD, FIRST = 4, 5
"""The header row and the first data row of the sample's table."""


@pytest.fixture
def edit() -> Edit:
    made = Edit()
    page = made["明细"]
    assert page.cell(HEAD, 1).value == "统一社会信用代码＊"
    page.cell(FIRST, 8).value = "说明文字"
    return made


def add_row(edit: Edit, row: int, number: int, score: object = 80) -> None:
    for place, value in enumerate((CODE, number, score), 1):
        edit["明细"].cell(row, place).value = value


def test_untouched_copy_has_no_problem(edit: Edit) -> None:
    assert edit.codes() == []


def test_columns_may_stand_in_any_order(edit: Edit) -> None:
    page = edit["明细"]
    for row in range(HEAD, FIRST + 1):
        one, other = page.cell(row, 3).value, page.cell(row, 8).value
        page.cell(row, 3).value, page.cell(row, 8).value = other, one
    reading = edit.read()
    assert reading.problems == ()
    assert reading.rows[Item][0].where("score").cell == "H5"


def test_inserted_lines_above_are_named_and_the_table_is_found(edit: Edit) -> None:
    for merged in list(edit["明细"].merged_cells.ranges):
        edit["明细"].unmerge_cells(str(merged))
    edit["明细"].insert_rows(1)
    edit["明细"]["A1"] = "第二稿"
    reading = edit.read()
    assert [(p.code, p.at.cell) for p in reading.problems] == [("W-CELL-06", "A1")]
    assert [at.cell for at in reading.unused] == ["A1"]
    assert len(reading.rows[Item]) == 1


def test_headers_are_folded(edit: Edit) -> None:
    edit["明细"].cell(HEAD, 1).value = " 统一社会\n信用代码 *"
    edit["明细"].cell(HEAD, 4).value = "金额(万元)"
    edit["明细"].cell(HEAD, 3).value = "分数"
    assert edit.codes() == []


@pytest.mark.parametrize(
    ("place", "text", "codes"),
    [
        (3, "成绩", [("E-COLUMN-02", "C4"), ("E-COLUMN-01", "4:4")]),
        (3, None, [("E-COLUMN-01", "4:4"), ("E-COLUMN-04", "C5")]),
        (9, "委员姓名", [("W-COLUMN-06", "I4")]),
        (9, "得分", [("E-COLUMN-03", "I4")]),
        (9, "备注", [("W-COLUMN-06", "I4")]),
    ],
)
def test_unknown_missing_and_double_columns(edit: Edit, place: int, text: str, codes: list[object]) -> None:
    edit["明细"].cell(HEAD, place).value = text
    assert edit.codes() == codes


def test_row_with_an_error_gives_no_row(edit: Edit) -> None:
    add_row(edit, FIRST + 1, 3, "八十")
    reading = edit.read()
    assert [(p.code, p.at.cell) for p in reading.problems] == [("E-NUM-01", "C6")]
    assert len(reading.rows[Item]) == 1


def test_rows_with_the_same_key_are_both_left_out(edit: Edit) -> None:
    add_row(edit, FIRST + 1, 2)
    reading = edit.read()
    assert [(p.code, p.at.cell) for p in reading.problems] == [("E-ROW-05", "A6")]
    assert reading.rows[Item] == ()


def test_blank_rows_between_are_noted_and_nothing_is_lost(edit: Edit) -> None:
    add_row(edit, FIRST + 30, 3)
    for row in range(FIRST + 1, FIRST + 6):
        edit["明细"].cell(row, 2).value = None
    reading = edit.read()
    assert [p.code for p in reading.problems] == ["N-ROW-03"]
    assert len(reading.rows[Item]) == 2


def test_rows_that_hold_only_initial_values_are_blank() -> None:
    reading = reread(write(BOOK, MARK))
    assert [p.code for p in reading.problems if p.at.sheet == "明细"] == ["E-ROW-04"]


def test_totals_and_notes_are_not_records(edit: Edit) -> None:
    page = edit["明细"]
    page.cell(FIRST + 1, 1).value = "合 计"
    page.cell(FIRST + 1, 3).value = 80
    page.cell(FIRST + 2, 1).value = "填表人：李四"
    page.cell(FIRST + 2, 2).value = None
    assert sorted(edit.codes()) == [("E-ROW-01", "A6"), ("W-ROW-02", "A7")]
    assert len(edit.read().rows[Item]) == 1


def test_formula_merge_and_hidden_row_are_refused(edit: Edit) -> None:
    page = edit["明细"]
    page.cell(FIRST, 3).value = "=80+9"
    assert edit.codes() == [("E-CELL-01", "C5")]
    page.cell(FIRST, 3).value = 89
    page.row_dimensions[FIRST].hidden = True
    page.merge_cells("A5:A6")
    assert sorted(code for code, _ in edit.codes()) == ["E-TABLE-03", "E-TABLE-04"]


def test_hidden_column_is_named(edit: Edit) -> None:
    edit["明细"].column_dimensions["H"].hidden = True
    assert [code for code, _ in edit.codes()] == ["W-TABLE-06"]


def test_cells_that_are_only_coloured_do_not_count(edit: Edit) -> None:
    edit["明细"].cell(400, 12).fill = PatternFill("solid", fgColor="FF0000")
    edit["明细"].cell(300, 1).value = "  "
    assert edit.codes() == []


def test_sheet_names_are_folded_and_missing_ones_named(edit: Edit) -> None:
    edit["明细"].title = " 明细　"
    assert edit.codes() == []
    edit[" 明细　"].title = "明细表"
    reading = edit.read()
    assert [p.code for p in reading.problems] == ["E-SHEET-01"]
    assert "明细表" in dict(reading.problems[0].facts)["hint"]
    assert len(reading.unused) == 1


def test_two_candidate_sheets_are_refused(edit: Edit) -> None:
    edit.book.create_sheet("明细 (2)")
    reading = edit.read()
    assert [p.code for p in reading.problems] == ["E-SHEET-02"]
    assert reading.rows[Item] == ()


def test_empty_extra_sheet_is_fine_and_a_filled_one_named(edit: Edit) -> None:
    extra = edit.book.create_sheet("Sheet1")
    assert edit.codes() == []
    extra["B2"] = "草稿"
    assert [code for code, _ in edit.codes()] == ["W-SHEET-03"]


def test_form_fields_are_found_by_label(edit: Edit) -> None:
    page = edit["概况"]
    for merged in list(page.merged_cells.ranges):
        page.unmerge_cells(str(merged))
    page.insert_rows(6)
    assert edit.codes() == []
    assert edit.read().rows[Plan] == (PLAN,)


def test_form_faults(edit: Edit) -> None:
    page = edit["概况"]
    rows = {page.cell(row, 1).value: row for row in range(1, 20)}
    page.cell(rows["名称＊"], 2).value = None
    page.cell(rows["颜色"], 1).value = "颜 色彩"
    page.cell(20, 1).value = "经过"
    page.cell(21, 2).value = "多写的"
    codes = {code for code, _ in edit.codes()}
    assert codes == {"E-CELL-04", "E-FORM-03", "E-FORM-05", "E-FORM-02", "E-FORM-04"}
    assert edit.read().rows[Plan] == ()


def test_blank_required_date_of_a_form_is_named(edit: Edit) -> None:
    page = edit["概况"]
    row = next(row for row in range(1, 20) if page.cell(row, 1).value == "开始日期＊")
    page.cell(row, 2).value = date(2026, 5, 20)
    assert edit.codes() == []
    page.cell(row, 2).value = None
    assert edit.codes() == [("E-CELL-04", f"B{row}")]


@pytest.mark.parametrize(
    ("mark", "code"),
    [
        (Mark("sample", BOOK.version, "2026届"), ""),
        (Mark("sample", "0123456789ab", "2026届"), "E-BOOK-01"),
        (Mark("another", BOOK.version, "2026届"), "E-BOOK-02"),
    ],
)
def test_old_and_foreign_workbooks_are_refused(mark: Mark, code: str) -> None:
    edit = Edit(filled())
    edit["明细"].cell(FIRST, 8).value = None
    edit["_模板"]["B1"], edit["_模板"]["B2"] = mark.template, mark.version
    assert [c for c, _ in edit.codes()] == ([code] if code else [])


def test_the_blank_writes_the_version_of_its_declaration() -> None:
    assert reread(write(BOOK, Mark("sample", BOOK.version, "")), BOOK).rows[Plan] == ()
    assert ITEM.round == 2


@pytest.mark.parametrize(("wrong", "listed"), [(100, 100), (101, 101), (150, 101)])
def test_only_so_many_errors_of_a_sheet_are_listed_and_all_are_counted(edit: Edit, wrong: int, listed: int) -> None:
    for line in range(wrong):
        add_row(edit, FIRST + 1 + line, 3, "八十")
    reading = edit.read()
    codes = [item.code for item in reading.problems]
    assert len(codes) == listed
    assert ("E-SHEET-06" in codes) is (wrong > 100)
    if wrong > 100:
        assert dict(reading.problems[-1].facts)["more"] == str(wrong - 100)


def test_hints_of_one_kind_are_listed_twenty_times_and_then_counted() -> None:
    tally = ReadingTally()
    for row in range(1, 31):
        tally.add("W-SHOWN-04", At("表", "单", f"A{row}"), label="甲", seen="1", stored="1.2")
    codes = [item.code for item in tally.reading().problems]
    assert codes == ["W-SHOWN-04"] * 20 + ["W-SHEET-07"]
