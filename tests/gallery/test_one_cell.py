"""One cell of a filled workbook, edited in any way: it is used exactly or named, and no other value moves.

What stands in the cell is known to the test, so the value that comes out is compared with that, not with what the
reader says it saw. Where an error stands in the workbook its rows are not used, so only then may others be missing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel

from tests.gallery.kit import Copy, healthy, text
from tests.gallery.mutator import _CELL, _NUMBERS, _TEXTS
from toolchain.engine.xlsx.package import open_book
from toolchain.inbox.file_examination import examine
from toolchain.model.problems import Problem
from toolchain.model.schema import Layout, Row, columns
from toolchain.model.sheets import WORKBOOKS
from toolchain.model.workbook_declaration import Workbook
from toolchain.workbooks.blank_labels import own_texts
from toolchain.workbooks.normalisation import label_key, visible
from toolchain.workbooks.reader import Reading

BLANK = " 　\n\u200b\u00a0'"
_DIGITS = str.maketrans("０１２３４５６７８９．，", "0123456789.,")

Spot = tuple[str, str]
"""A sheet's title and a cell's address."""


@dataclass(frozen=True)
class Content:
    """What is typed into the cell: its XML, and what a person would say it is."""

    xml: str
    kind: str
    said: str


LETTERS = st.sampled_from("0123456789.,-/%年月日万元分是否同意公司甲乙ABXO（）()，、；　 \u200b\u00a0９．ｘ'=+#\n")
CONTENTS = st.one_of(
    st.text(LETTERS, min_size=1, max_size=12).map(lambda said: Content(" " + text(said), "text", said)),
    st.sampled_from([word for word in _TEXTS if "_x" not in word]).map(lambda s: Content(" " + text(s), "text", s)),
    st.sampled_from(_NUMBERS).map(lambda said: Content(f"><v>{said}</v>", "number", said)),
    st.decimals(-(10**9), 10**9, places=3).map(lambda value: Content(f"><v>{value}</v>", "number", str(value))),
    st.integers(-5, 60_000).map(lambda value: Content(f"><v>{value}</v>", "number", str(value))),
    st.just(Content(' t="b"><v>1</v>', "other", "TRUE")),
    st.just(Content(' t="e"><v>#N/A</v>', "other", "#N/A")),
    st.just(Content("><f>1+1</f><v>2</v>", "other", "=1+1")),
    st.just(Content("/>", "blank", "")),
)


@cache
def cells_of(book: Workbook) -> list[Spot]:
    """List every cell that the filled blank has, headers, labels, notes and empty rows among them."""
    copy = Copy(healthy(book))
    there = set(copy.titles)
    titles = [sheet.sheet.title for sheet in book.sheets if sheet.sheet.title in there]
    return [(title, found[1]) for title in titles for found in _CELL.finditer(copy.parts[copy.where(title)].decode())]


def values(reading: Reading, book: Workbook) -> dict[Spot, object]:
    """Give every value that was read by its cell."""
    return {
        (sheet.sheet.title, row.where(column.name).cell): getattr(row, column.name)
        for sheet in book.sheets
        for row in reading.rows[sheet]
        for column in columns(sheet)
    }


def edited(book: Workbook, spot: Spot, content: Content) -> bytes:
    copy = Copy(healthy(book))
    sheet, ref = spot

    def change(xml: str) -> str:
        return re.sub(
            rf'<c r="{ref}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)',
            lambda found: f'<c r="{ref}"{found[1] or ""}{content.xml}' + ("" if content.xml == "/>" else "</c>"),
            xml,
            count=1,
        )

    part = copy.where(sheet)
    copy.parts[part] = change(copy.parts[part].decode()).encode()
    return copy.bytes()


def names(item: Problem, spot: Spot) -> bool:
    """Say whether a problem tells of the cell: by its address, its row, or as a part of the whole sheet or file."""
    sheet, ref = spot
    if item.at.sheet not in {"", sheet}:
        return False
    row = ref.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    whole_row = item.code in {"E-ROW-01", "W-ROW-02", "E-ROW-05", "E-TABLE-07"} and item.at.cell.endswith(row)
    return item.at.cell in {ref, f"{row}:{row}"} or whole_row or (item.blocks and not item.at.cell)


def exact(value: object, content: Content) -> bool:  # noqa: PLR0911 - one return for each kind of value
    """Say whether a value is what the content says, by means other than the reader's."""
    if value is None:
        return not content.said.strip(BLANK)
    if isinstance(value, bool):
        return False
    if isinstance(value, Decimal | int):
        return as_number(content.said) == Decimal(value)
    if isinstance(value, date):
        return value in {as_date(content), iso(content.said)}
    if isinstance(value, tuple) and content.kind == "number":
        return [as_number(str(item)) for item in value] == [as_number(content.said)]
    if isinstance(value, tuple):
        return label_key("".join(map(str, value))) == label_key(re.sub("[、,，;；\n]", "", content.said))
    if isinstance(value, StrEnum):
        return label_key(str(value)) == label_key(content.said)
    if content.kind == "number":
        return str(value) == content.said or as_number(str(value).rstrip("%")) in {
            as_number(content.said),
            100 * (as_number(content.said) or Decimal()),
        }
    return label_key(str(value)) == label_key(content.said.lstrip(BLANK))


def is_rounding(value: object, content: Content) -> bool:
    """Say whether a value differs from the content by what adding doubles leaves behind; a note tells of that."""
    typed = as_number(content.said)
    return isinstance(value, Decimal | int) and typed is not None and abs(typed - value) < Decimal("1e-9")


def as_number(said: str) -> Decimal | None:
    try:
        typed = Decimal(said.translate(_DIGITS).strip("' 　\n\u200b\u00a0").replace(",", ""))
    except InvalidOperation:
        return None
    return Decimal(repr(float(typed))) if len(typed.as_tuple().digits) > 15 else typed


def as_date(content: Content) -> date | None:
    if content.kind != "number":
        return None
    try:
        found = from_excel(float(content.said))
    except (ValueError, OverflowError, TypeError):
        return None
    return found.date() if hasattr(found, "date") else None


def iso(said: str) -> date | None:
    digits = re.findall(r"\d+", said.translate(str.maketrans("０１２３４５６７８９二〇六五", "01234567892065")))
    try:
        return date(*map(int, digits)) if len(digits) == 3 else date(2026, 5, 20) if "二十日" in said else None
    except ValueError:
        return None


def check(book: Workbook, spot: Spot, content: Content) -> None:
    before = examine("表", healthy(book)).reading
    assert before is not None
    after = examine("表", edited(book, spot, content))
    problems = (*after.problems, *(after.reading.problems if after.reading else ()))
    if after.reading is None:
        assert problems
        return
    then, now = values(before, book), values(after.reading, book)
    told = [item for item in problems if names(item, spot)]
    blocked = any(item.blocks for item in problems)
    moved = {place for place in then.keys() | now.keys() if place != spot and then.get(place) != now.get(place)}
    assert blocked or not moved, (spot, content, sorted(moved)[:3])
    if blocked:
        assert told or any(item.blocks and item.at.sheet == spot[0] for item in problems), (spot, content, problems)
        return
    declared = next(sheet for sheet in book.sheets if sheet.sheet.title == spot[0])
    if spot in now:
        assert exact(now[spot], content) or (told and is_rounding(now[spot], content)), (spot, content, now[spot])
        for item in told:
            if item.code == "N-CELL-01":
                result = dict(item.facts)["result"].removeprefix("文本")
                assert visible(str(now[spot])) == result or isinstance(now[spot], tuple)
    elif content.said.strip(BLANK) and label_key(content.said) not in words(book, declared) | starts(declared, spot):
        line = (spot[0], int(spot[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")))
        assert told or (content.said.startswith("=") and line in computed(book)), (spot, content)


@cache
def computed(book: Workbook) -> frozenset[tuple[str, int]]:
    """List the lines in which the blank itself computes totals; another formula there counts for nothing either."""
    opened, _ = open_book(healthy(book))
    assert opened is not None
    return frozenset(
        (page.title, c.row) for page in opened.sheets for c in page.cells.values() if c.formula is not None
    )


def words(book: Workbook, sheet: type[Row]) -> set[str]:
    """List what the blank itself prints; written anew it is no news."""
    mark = examine("表", healthy(book)).mark
    assert mark is not None
    return set(own_texts(book, sheet, mark)) | {""}


def starts(sheet: type[Row], spot: Spot) -> set[str]:
    """Give what a row of the spot's column starts with; alone in a row it is no record, as in the blank."""
    place = column_index_from_string(spot[1].rstrip("0123456789"))
    declared = columns(sheet)[place - 1 : place] if sheet.sheet.layout is Layout.TABLE else ()
    return {label_key(column.initial) for column in declared if column.initial}


EDITS = st.sampled_from(WORKBOOKS).flatmap(lambda book: st.tuples(st.just(book), st.sampled_from(cells_of(book))))


@given(EDITS, CONTENTS)
@settings(max_examples=120, deadline=None)
def test_one_edited_cell_is_used_exactly_or_named(edit: tuple[Workbook, Spot], content: Content) -> None:
    check(*edit, content)


@pytest.mark.parametrize("residue", ["1e-400", "1e-30", "-0.0000000001"])
def test_what_arithmetic_leaves_behind_is_named(residue: str) -> None:
    application = next(book for book in WORKBOOKS if book.mark == "application")
    spot = "财务数据", Copy(healthy(application)).ref("财务数据", "营业收入（万元）@第1行")
    check(application, spot, Content(f"><v>{residue}</v>", "number", residue))


@pytest.mark.stress
@given(EDITS, CONTENTS)
@settings(max_examples=6_000, deadline=None)
def test_many_edited_cells_are_used_exactly_or_named(edit: tuple[Workbook, Spot], content: Content) -> None:
    check(*edit, content)
