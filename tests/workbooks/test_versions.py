"""Workbooks of earlier versions are read: the declarations carry the history of every column."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.workbooks.sample import reread
from toolchain.inbox.file_examination import examine
from toolchain.model.schema import Dropped, Layout, Row, column, columns
from toolchain.model.sheets import WORKBOOKS
from toolchain.model.sheets.roster import ROSTER
from toolchain.model.workbook_declaration import Mark, Workbook
from toolchain.workbooks.blank import write

FIRST = Path(__file__).with_name("version_1")
FILLED = sorted(FIRST.glob("*.xlsx"))


class Before(Row, title="明细", key=("number",)):
    number: int = column("序号")
    name: str = column("名称")
    fax: str | None = column("传真", default=None)


class OptionalCame(Row, title="明细", key=("number",), dropped=(Dropped("传真", 2),)):
    number: int = column("序号")
    name: str = column("名称")
    mail: str | None = column("电子邮箱", default=None, since=2)


class RequiredCame(Row, title="明细", key=("number",), dropped=(Dropped("传真", 2),)):
    number: int = column("序号")
    name: str = column("名称")
    mail: str | None = column("电子邮箱", default=None, since=2)
    seat: str = column("座位", since=3)


class FormBefore(Row, title="登记", layout=Layout.FORM):
    name: str = column("名称")


class FormAfter(Row, title="登记", layout=Layout.FORM):
    name: str = column("名称")
    mail: str | None = column("电子邮箱", default=None, since=2)


class Added(Row, title="附注", since=2):
    text: str = column("内容")


def workbook(*sheets: type[Row]) -> Workbook:
    return Workbook(mark="history", title="历史", sheets=sheets, filled_by="评审办")


def old_copy(*sheets: type[Row], rows: dict[type[Row], list[dict[str, object]]]) -> bytes:
    return write(workbook(*sheets), Mark("history", "1", "2026届"), known=rows)


TABLE = {Before: [{"number": 1, "name": "甲", "fax": "123"}, {"number": 2, "name": "乙", "fax": None}]}


def test_the_version_is_the_newest_of_its_history() -> None:
    assert workbook(Before).number == 1
    assert workbook(OptionalCame).number == 2
    assert workbook(RequiredCame).number == 3
    assert workbook(Before, Added).number == 2


def test_an_added_optional_column_is_a_note_and_a_dropped_one_is_named() -> None:
    reading = reread(old_copy(Before, rows=TABLE), workbook(OptionalCame))
    assert [(row.number, row.name, row.mail) for row in reading.rows[OptionalCame]] == [
        (1, "甲", None),
        (2, "乙", None),
    ]
    assert sorted((p.code, dict(p.facts).get("count", "")) for p in reading.problems) == [
        ("N-COLUMN-06", ""),
        ("W-COLUMN-07", "1"),
    ]
    assert reading.unused == ()


def test_an_added_required_column_asks_for_exactly_its_cells() -> None:
    reading = reread(old_copy(Before, rows=TABLE), workbook(RequiredCame))
    blocking = [(p.code, p.at.cell) for p in reading.problems if p.blocks]
    [head] = [cell for code, cell in blocking if code == "E-COLUMN-06"]
    letter, row = head.rstrip("0123456789"), int(head.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    assert [cell for code, cell in blocking if code != "E-COLUMN-06"] == [f"{letter}{row + 1}", f"{letter}{row + 2}"]


def test_the_asked_column_may_be_written_into_the_old_copy() -> None:
    data = old_copy(Before, rows=TABLE)
    asked = next(p.at.cell for p in reread(data, workbook(RequiredCame)).problems if p.code == "E-COLUMN-06")
    book = load_workbook(BytesIO(data))
    page = book["明细"]
    page.protection.sheet = False
    head = page[asked]
    for row, value in enumerate(("座位", "一排", "二排")):
        page.cell(head.row + row, head.column).value = value
    saved = BytesIO()
    book.save(saved)
    reading = reread(saved.getvalue(), workbook(RequiredCame))
    assert [p for p in reading.problems if p.blocks] == []
    assert [row.seat for row in reading.rows[RequiredCame]] == ["一排", "二排"]


def test_a_field_that_came_later_is_blank_in_an_older_form() -> None:
    data = old_copy(FormBefore, rows={FormBefore: [{"name": "甲"}]})
    reading = reread(data, workbook(FormAfter))
    assert [(row.name, row.mail) for row in reading.rows[FormAfter]] == [("甲", None)]
    assert [p.code for p in reading.problems] == ["N-COLUMN-06"]


def test_a_sheet_that_came_later_is_empty_in_an_older_copy() -> None:
    reading = reread(old_copy(Before, rows=TABLE), workbook(Before, Added))
    assert reading.problems == ()
    assert reading.rows[Added] == ()


def test_a_column_missing_from_its_own_version_is_still_named() -> None:
    book = load_workbook(BytesIO(write(workbook(OptionalCame), Mark("history", "2", "2026届"), {})))
    page = book["明细"]
    page.protection.sheet = False
    cell = next(c for row in page.iter_rows() for c in row if c.value and str(c.value).startswith("电子邮箱"))
    cell.value = None
    saved = BytesIO()
    book.save(saved)
    assert "E-COLUMN-01" in {p.code for p in reread(saved.getvalue(), workbook(OptionalCame)).problems}


@pytest.mark.parametrize("said", ["0", "4", "１", "abc", "-1", ""])
def test_a_version_that_nobody_made_is_refused(said: str) -> None:
    assert workbook(RequiredCame).version_of(said) is None


@pytest.mark.parametrize("path", FILLED, ids=lambda path: path.stem)
def test_the_workbooks_of_the_first_version_are_read(path: Path) -> None:
    found = examine(path.name, path.read_bytes())
    assert found.reading is not None
    assert [p for p in found.reading.problems if p.blocks] == []
    assert any(found.reading.rows.values())


def history() -> dict[tuple[str, str], set[str]]:
    """Give the columns of version 1 by workbook and sheet."""
    found: dict[tuple[str, str], set[str]] = {}
    for line in (FIRST / "columns.tsv").read_text(encoding="utf-8").splitlines():
        mark, sheet, label = line.split("\t")
        found.setdefault((mark, sheet), set()).add(label)
    return found


SHEETS = [(book, sheet) for book in (*WORKBOOKS, ROSTER) if book.first_mark for sheet in book.sheets]


@pytest.mark.parametrize(("book", "sheet"), SHEETS, ids=lambda item: getattr(item, "mark", "") or item.sheet.title)
def test_every_change_since_the_first_version_is_declared(book: Workbook, sheet: type[Row]) -> None:
    """A new column says ``since=`` the next version; one that goes is left behind as ``Dropped``."""
    first = history().get((book.mark, sheet.sheet.title), set())
    if not first:
        assert sheet.sheet.since > 1, f"新工作表“{sheet.sheet.title}”要写明 since"
        return
    names = {label: c for c in columns(sheet) for label in (c.label, *c.aliases)}
    for label in first:
        gone = label in {item.label for item in sheet.sheet.dropped}
        assert gone or (label in names and names[label].since == 1), f"“{label}”栏不见了：写成 Dropped 或放进 aliases"
    for c in columns(sheet):
        assert c.since > 1 or first & {c.label, *c.aliases}, f"新栏“{c.label}”要写明 since={book.number + 1}"
