"""Nothing of a result workbook is cut at the limits of the format: it goes on in further rows and sheets."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from toolchain.engine.lazy_sequence import LazySequence
from toolchain.workbooks import sheet_limits
from toolchain.workbooks.result_sheet import Kind, ResultColumn, ResultSheet, Rows
from toolchain.workbooks.result_table import write_result

LINKED = (ResultColumn(label="序号", kind=Kind.INTEGER), ResultColumn(label="位置", kind=Kind.LINK))
PLAIN = (ResultColumn(label="序号", kind=Kind.INTEGER), ResultColumn(label="说明"))


def pages(sheet: ResultSheet) -> dict[str, list[tuple[object, ...]]]:
    """Give the records of each sheet as another program reads them."""
    book = load_workbook(BytesIO(write_result("表", [sheet])))
    found = {}
    for page in book:
        rows = [tuple(cell.value for cell in row) for row in page.iter_rows()]
        head = next(number for number, row in enumerate(rows) if row[0] == "序号")
        found[page.title] = rows[head + 1 :]
    return found


@pytest.mark.parametrize("lazy", [False, True])
@pytest.mark.parametrize("count", [9, 10, 11, 20, 21])
def test_rows_and_links_beyond_the_limit_go_on_in_further_sheets(
    monkeypatch: pytest.MonkeyPatch, count: int, lazy: bool
) -> None:
    monkeypatch.setattr(sheet_limits, "MOST_LINKS", 10)
    numbers = tuple(range(1, count + 1))
    rows: Rows = LazySequence(numbers, lambda n: (n, f"文书/{n}.docx"))
    found = pages(ResultSheet(title="文书", columns=LINKED, rows=rows if lazy else tuple(rows)))
    assert list(found) == ["文书", "文书（2）", "文书（3）"][: -(-count // 10)]
    assert [row for page in found.values() for row in page] == [(n, f"文书/{n}.docx") for n in numbers]


def test_each_part_says_which_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_limits, "MOST_ROWS", 2)
    sheet = ResultSheet(title="很长" * 15, columns=PLAIN, rows=((1, "甲"), (2, "乙"), (3, "丙")), note="注。")
    book = load_workbook(BytesIO(write_result("表", [sheet])))
    assert [str(page["A2"].value) for page in book] == [
        "注。共3行，分在2张工作表，这是第1张。",
        "注。共3行，分在2张工作表，这是第2张。",
    ]
    assert all(len(page.title) <= sheet_limits.MOST_TITLE for page in book)


@pytest.mark.parametrize("length", [31_999, 32_000, 32_001, 70_000])
def test_a_text_too_long_for_a_cell_goes_on_below(length: int) -> None:
    text = "".join(chr(0x4E00 + number % 5000) for number in range(length))
    [rows] = pages(ResultSheet(title="说明", columns=PLAIN, rows=((1, text), (2, "短")))).values()
    pieces = [str(row[1]) for row in rows[:-1]]
    assert "".join(piece.removesuffix(sheet_limits.GOES_ON) for piece in pieces) == text
    assert [row[0] for row in rows] == [1, *[None] * (len(pieces) - 1), 2]
    assert (len(pieces) > 1) == (length > sheet_limits.MOST_CHARACTERS)


def test_the_limits_lie_below_those_of_the_format() -> None:
    assert sheet_limits.MOST_ROWS + 10 <= 1_048_576
    assert sheet_limits.MOST_LINKS <= 65_530
    assert sheet_limits.MOST_CHARACTERS <= 32_767
