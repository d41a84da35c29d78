"""The application's blank is a booklet: its cover and last page show what its sheets hold and are never read."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.workbooks.sample import reread
from toolchain.model.identifiers import SubjectKind
from toolchain.model.problems import At, problem
from toolchain.model.sheets import APPLICATION, SCORES
from toolchain.model.sheets.application import Applicant, Attachment, Declaration
from toolchain.model.sheets.application_book import form_of
from toolchain.model.sheets.vocabulary import YesNo
from toolchain.model.workbook_declaration import Mark
from toolchain.workbooks.blank import write
from toolchain.workbooks.blank_labels import BOOKLET_SHEETS, COVER_SHEET, SIGNING_SHEET
from toolchain.workbooks.returned_copy import mark_up

PAPERS = ("登记证书复印件", "自评报告")
NAME = "新乡市某某有限公司"


def blank(kind: SubjectKind = SubjectKind.ORGANISATION, say: Callable[[str], str] | None = None) -> bytes:
    known = {
        Declaration: [{"item": "11.1", "question": "是否存在"}],
        Attachment: [{"name": name, "required": YesNo.YES} for name in PAPERS],
    }
    return write(form_of(kind), Mark(APPLICATION.mark, APPLICATION.version, "2026届"), known=known, say=say)


def opened(data: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(BytesIO(data))


def saved(book: Any) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def cell(page: Any, label: str) -> Any:
    """Find the cell beside a label."""
    return next(row[1] for row in page.iter_rows() if str(row[0].value).rstrip("＊：") == label)


def test_every_page_of_the_booklet_is_an_upright_a4() -> None:
    pages = [page for page in opened(blank()) if page.sheet_state == "visible"]
    assert {(page.page_setup.orientation, page.page_setup.paperSize) for page in pages} == {("portrait", 9)}


def filled() -> Any:
    book = opened(blank())
    cell(book["基本情况"], "单位名称").value = NAME
    page = book["附件清单"]
    next(row for row in page.iter_rows() if row[0].value == PAPERS[1])[3].value = 12
    return book


def said(data: bytes) -> list[str]:
    """Give what is told of cover and last page."""
    return [item.code for item in reread(data, APPLICATION).problems if item.at.sheet in BOOKLET_SHEETS]


def test_cover_first_and_signatures_last_and_the_first_form_in_front() -> None:
    book = opened(blank())
    visible = [page.title for page in book.worksheets if page.sheet_state == "visible"]
    assert (visible[0], visible[-1]) == BOOKLET_SHEETS
    assert book.active.title == "基本情况"
    assert all(page.page_setup.paperSize == 9 for page in book.worksheets if page.title in visible)
    assert all("&P" in page.oddFooter.right.text for page in book.worksheets if page.title in visible)


def test_the_cover_points_at_the_cells_it_shows() -> None:
    book = opened(blank())
    for label in ("单位名称", "统一社会信用代码", "填报日期"):
        own = cell(book["基本情况"], label)
        assert f"'基本情况'!$B${own.row}" in cell(book[COVER_SHEET], label).value
    listed = [str(row[0].value) for row in book[SIGNING_SHEET].iter_rows() if "附件清单" in str(row[0].value)]
    assert len(listed) == len(PAPERS)


def test_it_is_never_read_and_never_a_problem() -> None:
    assert said(blank()) == []
    assert said(saved(filled())) == []
    assert said(blank(say=lambda text: text.replace("区长质量奖", "云泽区政府质量奖"))) == []


@pytest.mark.parametrize("kind", list(SubjectKind))
def test_every_kind_of_applicant_has_one(kind: SubjectKind) -> None:
    data = blank(kind)
    assert COVER_SHEET in opened(data).sheetnames
    assert said(data) == []


@pytest.mark.parametrize("title", BOOKLET_SHEETS)
def test_what_somebody_types_there_is_named(title: str) -> None:
    book = filled()
    book[title].cell(40, 1).value = "另有补充材料"
    assert said(saved(book)) == ["W-SHEET-03"]


def test_a_returned_copy_shows_no_formula_and_comes_back_without_a_word() -> None:
    data = mark_up(saved(filled()), [problem("E-CELL-04", At("表.xlsx", "基本情况", "B6"))], lambda _: "请填写")
    texts = [str(item.value or "") for row in opened(data)[COVER_SHEET].iter_rows() for item in row]
    assert not [text for text in texts if "!" in text or text.startswith("=")]
    assert said(data) == []


def test_filled_copies_and_other_workbooks_have_none() -> None:
    row = reread(saved(filled()), APPLICATION).partial[Applicant][0]
    assert row.known("name") == NAME
    others = opened(write(SCORES, Mark(SCORES.mark, SCORES.version, "2026届")))
    assert not set(BOOKLET_SHEETS) & set(others.sheetnames)


@pytest.mark.render
def test_the_printed_booklet_shows_what_was_filled(tmp_path: Path) -> None:
    if shutil.which("soffice") is None or shutil.which("pdftotext") is None:
        pytest.skip("needs LibreOffice and poppler")
    (tmp_path / "申报书.xlsx").write_bytes(saved(filled()))
    office = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"]
    convert = ["--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "申报书.xlsx"]
    subprocess.run([*office, *convert], check=True, capture_output=True)
    pages = subprocess.run(["pdftotext", "-layout", tmp_path / "申报书.pdf", "-"], check=True, capture_output=True)
    first, *_, last = pages.stdout.decode().rstrip("\f").split("\f")
    assert NAME in first
    assert f"{PAPERS[1]}（12页）" in last
    assert "签字" in last
