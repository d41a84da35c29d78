from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.workbooks.sample import BOOK, ITEM, MARK, PLAN, Item, Plan, filled, reread
from tests.workbooks.test_table import seen
from toolchain.engine.xlsx.package import open_book
from toolchain.inbox.file_examination import examine
from toolchain.model.schema import Layout
from toolchain.model.sheets import APPLICATION, EXPERTS, WORKBOOKS
from toolchain.model.workbook_declaration import Mark, Workbook
from toolchain.workbooks.blank import write
from toolchain.workbooks.template_mark import mark_of


def test_filled_workbook_reads_back_to_the_same_rows() -> None:
    reading = reread(filled())
    assert reading.problems == ()
    assert reading.unused == ()
    assert reading.rows == {Plan: (PLAN,), Item: (ITEM,)}


def test_places_name_the_cells() -> None:
    reading = reread(filled())
    plan, item = reading.rows[Plan][0], reading.rows[Item][0]
    page = load_workbook(BytesIO(filled()))
    assert page["概况"][plan.where("name").cell].value == "某某计划"
    assert page["明细"][item.where("remark").cell].value == "=1+1"


def test_text_that_looks_like_a_formula_stays_text() -> None:
    cells = [c for sheet in load_workbook(BytesIO(filled())) for row in sheet.iter_rows() for c in row]
    assert [c.data_type for c in cells if c.value == "=1+1"] == ["s"]
    with ZipFile(BytesIO(filled())) as parts:
        pages = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/")]
    assert all("核对：" in formula for page in pages for formula in re.findall(r"<f>(.*?)</f>", page))


def test_same_declaration_gives_same_bytes() -> None:
    assert write(BOOK, MARK) == write(BOOK, MARK)


@pytest.mark.parametrize("book", WORKBOOKS, ids=lambda book: book.title)
def test_blanks_say_what_they_are_and_hold_no_data(book: Workbook) -> None:
    mark = Mark(book.mark, book.version, "2026届", "E01")
    opened, faults = open_book(write(book, mark))
    assert not faults
    assert opened is not None
    plain = replace(book, sheets=tuple(sheet for sheet in book.sheets if not sheet.sheet.extra))
    assert mark_of(opened) == replace(mark, version=plain.version)
    reading = reread(write(book, mark), book)
    assert {item.code for item in reading.problems} <= {"E-CELL-04", "E-ROW-04"}
    tables = [sheet for sheet in book.sheets if sheet.sheet.layout is Layout.TABLE]
    assert not any(reading.rows[sheet] for sheet in tables)


def test_known_cells_are_locked_and_others_open() -> None:
    data = write(BOOK, MARK, known={Item: [{"code": ITEM.code, "score": ITEM.score}]})
    page = load_workbook(BytesIO(data))["明细"]
    assert page.protection.sheet
    cells = {c.value: c for row in page.iter_rows() for c in row}
    assert cells["统一社会信用代码＊"].protection.locked
    assert not cells[ITEM.code].protection.locked, "not declared as known, so it may be changed"


def test_input_messages_keep_the_limits() -> None:
    for book in WORKBOOKS:
        for page in load_workbook(BytesIO(write(book, Mark(book.mark, book.version, "")))):
            for rule in page.data_validations.dataValidation:
                assert len(rule.promptTitle or "") <= 32
                assert len(rule.prompt or "") <= 255
                assert len(rule.formula1 or "") <= 257


def test_drop_downs_offer_the_vocabulary() -> None:
    page = load_workbook(BytesIO(write(BOOK, MARK)))["概况"]
    assert '"红（主色）,绿"' in {rule.formula1 for rule in page.data_validations.dataValidation}


def test_what_is_missing_shows_once_a_row_or_form_has_been_begun() -> None:
    book = load_workbook(BytesIO(write(APPLICATION, Mark(APPLICATION.mark, APPLICATION.version, "2026届"))))
    form, table = book["基本情况"], book["财务数据"]
    rules = {str(area.sqref): rule.formula[0] for area in table.conditional_formatting for rule in area.rules}
    missing = next(areas for areas, rule in rules.items() if "ISBLANK" in rule)
    assert missing.split()[:2] == ["A5:A7", "B5:B7"]
    assert "F5:F7" not in missing  # 上缴税金 may stay empty
    assert rules[missing].startswith("AND(ISBLANK(A5),LEN($A5&$B5&"), "moves with each cell of the areas"
    [(first, rule)] = [
        (str(area.sqref).split()[0], rule.formula[0])
        for area in form.conditional_formatting
        if str(area.sqref).startswith("B")
        for rule in area.rules
    ]
    assert "COUNTA($B$6:" in rule
    assert f"ISBLANK({first})" in rule


def test_formulas_use_only_functions_that_every_program_knows() -> None:
    """They are written without being searched for later functions, which would have to be marked."""
    known = {"AND", "COUNT", "COUNTA", "IF", "ISBLANK", "ISNUMBER", "LEN", "OR", "SEARCH", "SUM", "SUMPRODUCT", "TEXT"}
    used: set[str] = set()
    for book in WORKBOOKS:
        with ZipFile(BytesIO(write(book, Mark(book.mark, book.version, "2026届")))) as archive:
            for name in archive.namelist():
                for text in re.findall(r"<(?:f|formula\d?)>([^<]*)<", archive.read(name).decode()):
                    assert not text.startswith("=")
                    used.update(re.findall(r"([A-Z.]+)\(", text))
    assert used
    assert used <= known


def test_sheets_too_wide_for_a4_are_set_on_a3_and_leave_room_for_a_signature() -> None:
    book = load_workbook(BytesIO(write(APPLICATION, Mark(APPLICATION.mark, APPLICATION.version, "2026届"))))
    wide = load_workbook(BytesIO(write(EXPERTS, Mark(EXPERTS.mark, EXPERTS.version, "2026届"))))
    assert book["基本情况"].page_setup.paperSize == 9
    assert wide.worksheets[0].page_setup.paperSize == 8
    assert "签字（盖章）" in book["基本情况"].oddFooter.center.text


@pytest.mark.parametrize("book", WORKBOOKS, ids=lambda book: book.title)
def test_a_long_blank_is_written_row_by_row_and_looks_the_same(book: Workbook, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {sheet: [{}] * 30 for sheet in book.sheets if sheet.sheet.layout is Layout.TABLE}
    mark = Mark(book.mark, book.version, "2026届")
    whole = write(book, mark, known=known)
    monkeypatch.setattr("toolchain.workbooks.blank._CELLS", 0)
    rows = write(book, mark, known=known)
    assert (rows == whole) == any(sheet.sheet.layout is Layout.FORM for sheet in book.sheets)
    for one, other in zip(load_workbook(BytesIO(rows)), load_workbook(BytesIO(whole)), strict=True):
        assert seen(one) == seen(other)
        assert str(one.data_validations.dataValidation) == str(other.data_validations.dataValidation)
    assert examine("表.xlsx", rows) == examine("表.xlsx", whole)
