"""A score sheet laid out crosswise: lines of items, columns for each applicant, read as the rows that it stands for."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from tests.workbooks.sample import reread
from toolchain.model.identifiers import check_uscc
from toolchain.model.problems import problem
from toolchain.model.schema import USCC
from toolchain.model.sheets import COMMITTEE, SCORES
from toolchain.model.sheets.committee import Ballot, Proposal
from toolchain.model.sheets.filled_workbook import FilledWorkbook
from toolchain.model.sheets.scores import Remark, Reviewer, Score
from toolchain.model.workbook_declaration import Mark
from toolchain.workbooks.blank import write
from toolchain.workbooks.reader import Reading

CODES = (USCC("91350100M000100Y43"), USCC("91410702MA40HT313A"), USCC("91410702MA41QM525H"))
NAMES = ("甲公司", "乙公司", "丙公司")
ITEMS = (("4.1", "领导", 40), ("4.2", "战略", 60))
MARK = Mark(SCORES.mark, SCORES.version, "2026届", "E1")
FIRST, SECOND = 2, 3
"""Columns of an applicant, counted from its first."""


def blank(codes: tuple[USCC, ...] = CODES, *, shares: bool = True) -> bytes:
    known = [
        {"uscc": code, "name": name, "code": number, "item": item, "points": points}
        for code, name in zip(codes, NAMES, strict=False)
        for number, item, points in ITEMS
    ]
    book = {Reviewer: [{"expert": "E1", "name": "某", "panel": "组"}], Score: known, Remark: []}
    return write(SCORES, MARK, known=book, shares=shares)


def sheet(data: bytes) -> tuple[Any, Any]:
    book = load_workbook(BytesIO(data))
    return book, book["评分"]


def saved(book: Any) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def line(page: Any, text: str) -> int:
    """Find the line that begins with a text."""
    return next(row[0].row for row in page.iter_rows() if str(row[0].value).rstrip("＊") == text)


def column(page: Any, name: str) -> int:
    """Find the first column of an applicant."""
    (cell,) = (cell for cell in page[line(page, "单位名称")] if cell.value == name)
    return int(cell.column)


def filled(data: bytes, change: Callable[[Any], None] = lambda _: None) -> bytes:
    """Fill each cell with a number of its own, then change something."""
    book, page = sheet(data)
    for at, (number, _, _) in enumerate(ITEMS):
        for place, name in enumerate(NAMES[: (page.max_column - 3) // 2]):
            for back in (0, 1):
                page.cell(line(page, number), column(page, name) + back, 50 + 10 * place + 5 * at + back)
    change(page)
    return saved(book)


def told(data: bytes) -> Reading:
    return reread(data, SCORES)


def codes(found: Reading) -> list[str]:
    return [item.code for item in found.problems if item.at.sheet == "评分"]


def test_every_pair_of_item_and_applicant_is_a_row() -> None:
    found = told(filled(blank()))
    assert not codes(found)
    rows = {(row.uscc, row.code): (row.name, row.item, row.points, row.desk, row.site) for row in found.rows[Score]}
    assert rows == {
        (code, number): (NAMES[place], item, points, *(Decimal(50 + 10 * place + 5 * at + back) for back in (0, 1)))
        for place, code in enumerate(CODES)
        for at, (number, item, points) in enumerate(ITEMS)
    }


def test_a_row_knows_its_cells_and_those_above_it() -> None:
    data = filled(blank())
    _, page = sheet(data)
    row = next(item for item in told(data).rows[Score] if (item.name, item.code) == ("乙公司", "4.2"))
    cells = {name: page[row.where(name).cell].value for name in ("uscc", "name", "code", "points", "desk", "site")}
    assert cells == {"uscc": CODES[1], "name": "乙公司", "code": "4.2", "points": 60, "desk": 65, "site": 66}
    assert row.at.field(row.where("uscc").cell) == "uscc"


def test_lines_and_columns_may_stand_in_any_order() -> None:
    def turned(page: Any) -> None:
        one, two = line(page, "4.1"), line(page, "4.2")
        for place in range(1, page.max_column + 1):
            here, there = page.cell(one, place), page.cell(two, place)
            here.value, there.value = there.value, here.value

    assert set(told(filled(blank(), turned)).rows[Score]) == set(told(filled(blank())).rows[Score])


def test_a_blank_score_is_asked_for_at_its_cell() -> None:
    data = filled(
        blank(), lambda page: page.cell(line(page, "4.1"), column(page, "乙公司") + 1).__setattr__("value", None)
    )
    found = told(data)
    (wrong,) = (item for item in found.problems if item.blocks and item.at.sheet == "评分")
    _, page = sheet(data)
    assert (wrong.code, page[wrong.at.cell].row, page[wrong.at.cell].column) == (
        "E-CELL-04",
        line(page, "4.1"),
        column(page, "乙公司") + 1,
    )
    (lacking,) = found.partial[Score]
    assert (lacking.known("name"), lacking.known("code"), *lacking.lacking) == ("乙公司", "4.1", "site")
    assert len(found.rows[Score]) == len(CODES) * len(ITEMS) - 1


def test_a_code_that_is_gone_leaves_only_its_own_columns_unread() -> None:
    def without(page: Any) -> None:
        page.cell(line(page, "统一社会信用代码"), column(page, "丙公司")).value = None

    found = told(filled(blank(), without))
    assert "E-CELL-04" in codes(found)
    assert {row.known("name") for row in found.rows[Score]} == {"甲公司", "乙公司"}


def test_one_applicant_twice_counts_for_neither() -> None:
    def doubled(page: Any) -> None:
        page.cell(line(page, "统一社会信用代码"), column(page, "丙公司")).value = CODES[1]

    found = told(filled(blank(), doubled))
    assert "E-ROW-05" in codes(found)
    assert {row.name for row in found.rows[Score]} == {"甲公司"}


def _stray(page: Any) -> None:
    page.cell(line(page, "4.1"), page.max_column + 2, "见附页")


def _hidden_line(page: Any) -> None:
    page.row_dimensions[line(page, "4.2")].hidden = True


def _hidden_columns(page: Any) -> None:
    page.column_dimensions[get_column_letter(column(page, "乙公司"))].hidden = True


def _text(page: Any) -> None:
    page.cell(line(page, "4.1"), column(page, "甲公司")).value = "八十"


def _header(page: Any) -> None:
    page.cell(line(page, "条目编号"), column(page, "甲公司")).value = "印象分"


def _code(page: Any) -> None:
    page.cell(line(page, "统一社会信用代码"), column(page, "甲公司")).value = "91350100M000100Y44"


def _average(page: Any) -> None:
    row = line(page, "4.2") + 1
    page.cell(row, 1, "平均")
    page.cell(row, column(page, "甲公司"), 52)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_stray, "E-COLUMN-04"),
        (_hidden_line, "E-TABLE-04"),
        (_hidden_columns, "E-TABLE-08"),
        (_text, "E-NUM-01"),
        (_header, "E-COLUMN-02"),
        (_code, "E-USCC-05"),
        (_average, "E-ROW-01"),
    ],
)
def test_what_is_wrong_is_named_as_in_any_table(change: Callable[[Any], None], code: str) -> None:
    assert code in codes(told(filled(blank(), change)))


@pytest.mark.parametrize(("shares", "parts"), [(True, "$C${0}:$C${1},$D${0}:$D${1}"), (False, "$D${0}:$D${1}")])
def test_a_percentage_is_added_up_by_its_points_and_points_as_they_are(parts: str, *, shares: bool) -> None:
    _, page = sheet(blank(shares=shares))
    cell = page.cell(line(page, "核对：合计"), column(page, "甲公司"))
    lines = parts.format(line(page, "4.1"), line(page, "4.2"))
    assert cell.value == f"=SUMPRODUCT({lines})" + ("/100" if shares else "")


def test_applicants_with_items_of_their_own_stand_one_below_the_other() -> None:
    known = [
        {"uscc": CODES[0], "name": "甲公司", "code": number, "item": item, "points": 1} for number, item, _ in ITEMS
    ]
    known.append({"uscc": CODES[1], "name": "乙公司", "code": "9.1", "item": "个人", "points": 100})
    _, page = sheet(write(SCORES, MARK, known={Reviewer: [], Score: known, Remark: []}))
    assert sum(cell.value == CODES[0] for row in page.iter_rows() for cell in row) == len(ITEMS)


def test_many_applicants_break_after_some_with_the_items_on_every_page() -> None:
    many = tuple(f"单位{number}" for number in range(9))
    known = [
        {"uscc": f"{number}", "name": name, "code": "4.1", "item": "领导", "points": 40}
        for number, name in enumerate(many)
    ]
    _, page = sheet(write(SCORES, MARK, known={Reviewer: [], Score: known, Remark: []}))
    assert [item.id for item in page.col_breaks.brk] == [3 + 14]
    assert page.print_title_cols == "$A:$C"


def test_a_cell_found_wrong_later_marks_its_own_row_and_a_code_all_of_its_columns() -> None:
    found = told(filled(blank()))
    row = next(item for item in found.rows[Score] if (item.name, item.code) == ("乙公司", "4.1"))
    for place, lost in (("desk", 1), ("uscc", len(ITEMS))):
        wrong = problem("E-RULE-1645", row.where(place))
        book = FilledWorkbook("表.xlsx", MARK, rows=found.rows, problems=(wrong,)).settled()
        assert [(item.uscc if place == "desk" else item.name, *item.lacking) for item in book.partial[Score]] == [
            (CODES[1] if place == "desk" else "乙公司", place)
        ] * lost


def test_the_codes_of_the_tests_are_sound() -> None:
    assert all(check_uscc(code).ok for code in CODES)


BALLOTS = Mark(COMMITTEE.mark, COMMITTEE.version, "2026届")
VOTES = {("101", "甲公司"): "同意", ("101", "乙公司"): "弃权", ("102", "甲公司"): "不同意", ("102", "乙公司"): "同意"}


def papers(change: Callable[[Any], None] = lambda _: None) -> bytes:
    """Fill two papers that list two candidates, then change something."""
    book = load_workbook(
        BytesIO(write(COMMITTEE, BALLOTS, known={Ballot: [{"uscc": name} for name in NAMES[:2]], Proposal: []}))
    )
    page = book["表决票"]
    head = line(page, "轮次")
    owners = {str(cell.value): cell.column for cell in page[line(page, "候选单位")] if cell.value in NAMES}
    for place, number in enumerate(("101", "102"), head + 1):
        page.cell(place, 2, number)
        for name, column_number in owners.items():
            page.cell(place, column_number, VOTES[number, name])
    change(page)
    return saved(book)


def cast(data: bytes) -> Reading:
    return reread(data, COMMITTEE)


def test_papers_stand_beside_each_other_with_the_names_of_the_candidates() -> None:
    found = cast(papers())
    assert {item.code for item in found.problems if item.at.sheet == "表决票"} <= {"E-REF-01"}  # names, settled later
    rows = {(row.number, str(row.known("uscc"))): (row.round, str(row.vote)) for row in found.rows[Ballot]}
    assert rows == {key: (1, vote) for key, vote in VOTES.items()}


def test_a_paper_without_a_mark_for_somebody_is_no_row_of_it() -> None:
    def unmarked(page: Any) -> None:
        page.cell(line(page, "轮次") + 1, 3).value = None

    assert len(cast(papers(unmarked)).rows[Ballot]) == len(VOTES) - 1


def test_empty_lines_are_no_papers() -> None:
    found = cast(write(COMMITTEE, BALLOTS, known={Ballot: [{"uscc": name} for name in NAMES], Proposal: []}))
    assert found.rows[Ballot] == ()
    assert {item.code for item in found.problems if item.at.sheet == "表决票"} <= {"E-REF-01"}


def test_no_message_quotes_a_vote_or_names_a_member() -> None:
    def named(page: Any) -> None:
        page.cell(line(page, "轮次"), 5, "委员姓名")
        page.cell(line(page, "轮次") + 1, 5, "张三")
        page.cell(line(page, "轮次") + 1, 3).value = "赞成啊"

    found = cast(papers(named))
    said = [str(value) for item in found.problems for _, value in item.facts if item.at.sheet == "表决票"]
    assert "E-COLUMN-05" in {item.code for item in found.problems}
    assert not [text for text in said if "赞成啊" in text or "张三" in text]
