"""What a blank works out while it is filled: right as written, recalculated elsewhere, and never taken for data."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.rows import row_of
from tests.workbooks.sample import Edit, reread
from toolchain.model.schema import USCC, Yuan
from toolchain.model.sheets import APPLICATION, COMMITTEE, PRIZE_USE, SCORES, WORKBOOKS
from toolchain.model.sheets.committee import Ballot
from toolchain.model.sheets.prize_use import PrizeReport, Spending
from toolchain.model.sheets.scores import Remark, Reviewer, Score
from toolchain.model.sheets.vocabulary import PrizeUse
from toolchain.model.workbook_declaration import Mark, Workbook
from toolchain.workbooks.blank import write
from toolchain.workbooks.live_formulas import RESTING, SIGN, TOTALS
from toolchain.workbooks.returned_copy import mark_up

CODES = (USCC("91350100M000100Y43"), USCC("91410702MA40HT313A"))
NAMES = ("甲公司", "乙公司")
AMOUNTS = (12_000, 3_400, 600)


def mark(book: Workbook) -> Mark:
    return Mark(book.mark, book.version, "2026届")


def spending(amounts: tuple[int, ...] = AMOUNTS) -> bytes:
    report = row_of(PrizeReport, uscc=CODES[0], name=NAMES[0], prize=Yuan(50_000), reported=date(2026, 12, 1))
    rows = [
        row_of(
            Spending,
            spent=date(2026, 10, day),
            use=next(iter(PrizeUse)),
            amount=Yuan(amount),
            detail="培训",
            evidence=f"P{day}",
        )
        for day, amount in enumerate(amounts, 1)
    ]
    return write(PRIZE_USE, mark(PRIZE_USE), {PrizeReport: (report,), Spending: rows})


POINTS = (40, 60)
MARKS = ((80, 70), (50, None), (100, 90), (65, 55))
"""Desk and site mark in percent: two items of one applicant, two others of another; one is missing."""


def scores(*, shares: bool = True) -> bytes:
    known = [
        {
            "uscc": CODES[at // 2],
            "name": NAMES[at // 2],
            "code": f"4.{at}",
            "item": "条目",
            "points": POINTS[at % 2],
        }
        | {"desk": Decimal(desk)}
        | ({} if site is None else {"site": Decimal(site)})
        for at, (desk, site) in enumerate(MARKS)
    ]
    book = {Reviewer: [{"expert": "E1", "name": "某", "panel": "组"}], Score: known, Remark: []}
    return write(SCORES, mark(SCORES), known=book, shares=shares)


def state(data: bytes, title: str) -> str:
    """Give the text beside the title of a sheet as it stands in the file."""
    page = load_workbook(BytesIO(data), data_only=True)[title]
    (found,) = [str(cell.value) for cell in page[1] if str(cell.value or "").startswith(SIGN)]
    return found


def totals(data: bytes) -> list[tuple[object, ...]]:
    """Give the lines below the scores: name, desk, site."""
    page = load_workbook(BytesIO(data), data_only=True)["评分"]
    return [(row[1].value, row[5].value, row[6].value) for row in page.iter_rows() if row[0].value == TOTALS]


BY_HAND = {True: [("甲公司", 62, 28), ("乙公司", 79, 69)], False: [("甲公司", 130, 70), ("乙公司", 165, 145)]}
"""Scored in percent: 40×80%+60×50%, 40×70%, 40×100%+60×65%, 40×90%+60×55%; in points: plain sums."""


# -- what it says --------------------------------------------------------------------------------------------


def test_an_empty_form_says_how_much_is_missing() -> None:
    blank = write(APPLICATION, mark(APPLICATION))
    required = sum(str(row[0].value).endswith("＊") for row in load_workbook(BytesIO(blank))["基本情况"].iter_rows())
    assert state(blank, "基本情况") == f"核对：还有{required}个必填栏没有填写"


def test_a_full_form_says_so() -> None:
    assert state(spending(), "奖金情况") == "核对：必填栏都已填写"


def test_a_table_counts_its_rows_and_adds_up() -> None:
    assert state(spending(), "支出明细") == "核对：已填3行；金额（元）合计16,000"
    assert state(write(PRIZE_USE, mark(PRIZE_USE)), "支出明细") == "核对：已填0行；金额（元）合计0"


@pytest.mark.parametrize("shares", [True, False])
def test_scores_are_added_up_for_each_applicant(shares: bool) -> None:
    assert totals(scores(shares=shares)) == BY_HAND[shares]
    assert state(scores(), "评分") == "核对：共4行，还缺1个必填格"


# -- what the reader makes of it -------------------------------------------------------------------------------


@pytest.mark.parametrize("book", WORKBOOKS, ids=lambda book: book.title)
def test_no_blank_takes_its_own_cells_for_data(book: Workbook) -> None:
    data = write(book, mark(book))
    reading = reread(data, book)
    assert reading.unused == ()
    assert not [item for item in reading.problems if item.at.cell.endswith("1") and item.at.cell[:-1].isalpha()]
    assert all(state(data, sheet.sheet.title) for sheet in book.own if not sheet.sheet.extra)


@pytest.mark.parametrize("value", ["=SUM(C5:C44)+1", '="核对：合计999,999"', 999_999, None], ids=str)
def test_a_changed_total_beside_the_title_changes_nothing(value: object) -> None:
    right = reread(spending(), PRIZE_USE)
    edit = Edit(spending())
    (cell,) = [cell for cell in edit["支出明细"][1] if SIGN in str(cell.value)]
    if value in {"=SUM(C5:C44)+1", 999_999}:
        cell.value = value
        assert edit_codes(edit) == [("W-CELL-06", cell.coordinate)]  # no longer ours: it is at least mentioned
    else:
        cell.value = value
        assert edit_codes(edit) == []
    assert reread(edit.save(), PRIZE_USE).rows == right.rows
    assert sum(row.amount for row in right.rows[Spending] if isinstance(row, Spending)) == sum(AMOUNTS)


def edit_codes(edit: Edit) -> list[tuple[str, str]]:
    return [(item.code, item.at.cell) for item in reread(edit.save(), PRIZE_USE).problems]


def test_a_wrong_result_kept_in_the_file_counts_for_nothing() -> None:
    data = scores()
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/"):
                part = part.replace(b"<v>62.0</v>", b"<v>99</v>").replace("共4行".encode(), "共9行".encode())
            target.writestr(name, part)
    assert totals(out.getvalue())[0] == ("甲公司", 99, 28)
    assert state(out.getvalue(), "评分") == "核对：共9行，还缺1个必填格"
    assert reread(out.getvalue(), SCORES) == reread(data, SCORES)


def test_totals_typed_over_are_mentioned_and_count_for_nothing() -> None:
    edit = Edit(scores())
    rows = [row for row in edit["评分"].iter_rows() if row[0].value == TOTALS]
    rows[0][5].value, rows[1][6].value = 1, "已核"
    problems = reread(edit.save(), SCORES).problems
    before = reread(scores(), SCORES).problems
    added = {(item.code, item.at.cell) for item in problems if item not in before}
    assert added == {("W-CELL-06", rows[0][5].coordinate), ("W-CELL-06", rows[1][6].coordinate)}
    assert reread(edit.save(), SCORES).rows == reread(scores(), SCORES).rows


def test_a_returned_copy_says_that_it_does_not_compute_and_reads_the_same() -> None:
    before = reread(scores(), SCORES)
    copy = mark_up(scores(), before.problems, lambda item: item.code)
    assert state(copy, "评分") == RESTING
    assert totals(copy) == [(None, None, None)] * 2
    assert "SUMPRODUCT" not in "".join(
        str(cell.value) for sheet in load_workbook(BytesIO(copy)) for row in sheet.iter_rows() for cell in row
    )
    assert reread(copy, SCORES).rows == before.rows
    assert {item.code for item in reread(copy, SCORES).problems} == {item.code for item in before.problems}


# -- rows kept ready ---------------------------------------------------------------------------------------------


def ballots(count: int) -> bytes:
    rows = [row_of(Ballot, number=f"{n:05}", uscc=CODES[0]) for n in range(count)]
    return write(COMMITTEE, mark(COMMITTEE), {Ballot: rows})


def test_rows_beyond_the_page_are_ready_but_bare() -> None:
    page = load_workbook(BytesIO(ballots(0)))["表决票"]
    rows = list(page.iter_rows(min_row=5))
    assert len(rows) == 200
    bordered = [row for row in rows if row[1].border.left.style]
    assert 10 < len(bordered) < 40
    assert all(row[0].value is None and not row[1].fill.fgColor.rgb.startswith("FFFF") for row in rows[len(bordered) :])
    assert not any(cell.protection.locked for row in rows for cell in row)
    checked = [str(area.sqref) for area in page.data_validations.dataValidation]
    assert f"D5:D{page.max_row}" in checked


def test_rows_filled_beyond_the_page_are_read() -> None:
    edit = Edit(ballots(0))
    for number in range(5, 205):
        for place, value in enumerate((1, f"{number:05}", CODES[0], "同意"), 1):
            edit["表决票"].cell(number, place).value = value
    assert len(reread(edit.save(), COMMITTEE).rows[Ballot]) == 200


# -- in another program ------------------------------------------------------------------------------------------


def converted(data: bytes, ending: str, folder: Path) -> bytes:
    """Open a workbook in LibreOffice, recalculate it and save it."""
    source = folder / "表.xlsx"
    source.write_bytes(data)
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", ending]
    subprocess.run([*command, "--outdir", str(folder / "out"), str(source)], check=True, capture_output=True)
    return (folder / "out" / f"表.{ending}").read_bytes()


needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@pytest.mark.render
@needs_office
def test_libreoffice_works_out_the_same(tmp_path: Path) -> None:
    edit = Edit(scores())
    for sheet in ("评审员", "评分"):
        assert any(SIGN in str(cell.value) for cell in edit[sheet][1])
    again = converted(edit.save(), "xlsx", tmp_path)  # saved without results, so all must be worked out
    assert totals(again) == BY_HAND[True]
    for sheet in ("评审员", "评分"):
        assert state(again, sheet) == state(scores(), sheet)
    assert reread(again, SCORES).rows == reread(scores(), SCORES).rows


@pytest.mark.render
@needs_office
def test_libreoffice_works_out_the_state_of_a_half_filled_application(tmp_path: Path) -> None:
    edit = Edit(write(APPLICATION, mark(APPLICATION)))
    labels = {str(row[0].value).rstrip("＊"): row[1] for row in edit["基本情况"].iter_rows()}
    required = sum(str(row[0].value).endswith("＊") for row in edit["基本情况"].iter_rows())
    labels["单位名称"].value, labels["联系人"].value = "甲公司", "某"
    figures = edit["财务数据"]
    figures["A5"].value, figures["B5"].value, figures["D5"].value, figures["D6"].value = 2025, 10, -3.5, 10
    again = converted(edit.save(), "xlsx", tmp_path)
    assert state(again, "基本情况") == f"核对：还有{required - 2}个必填栏没有填写"
    assert state(again, "财务数据") == "核对：已填2行，还缺6个必填格；净利润（万元）合计6.50"


@pytest.mark.render
@needs_office
@pytest.mark.parametrize(("filled", "pages"), [(0, 1), (150, 7)])
def test_an_empty_sheet_prints_on_one_page_and_every_filled_row_is_printed(
    filled: int, pages: int, tmp_path: Path
) -> None:
    edit = Edit(ballots(filled))
    for title in edit.book.sheetnames:
        if title not in {"表决票", "_模板", "_词表"}:
            del edit.book[title]
    (tmp_path / "表.pdf").write_bytes(converted(edit.save(), "pdf", tmp_path))
    told = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "表.pdf", "-"], check=True, capture_output=True, text=True
    )
    assert told.stdout.count("\f") <= pages
    assert all(f"{number:05}" in told.stdout for number in range(filled))
