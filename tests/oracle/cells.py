"""Workbooks as plain dicts: template mark, sheet title, one dict of header → cell value for each row."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from functools import cache, lru_cache
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

Line = dict[str, Any]
Sheets = dict[str, list[Line]]
Books = dict[str, list[Sheets]]


def books_of(files: dict[str, bytes]) -> Books:
    """Group the sheets of every file by what the workbook is."""
    found: Books = {}
    for name in sorted(files):
        mark, sheets = read(files[name])
        found.setdefault(mark, []).append(sheets)
    return found


@lru_cache(maxsize=256)
def read(data: bytes) -> tuple[str, Sheets]:
    """Read one workbook."""
    book = load_workbook(BytesIO(data), read_only=True)
    mark = ""
    sheets: Sheets = {}
    for page in book.worksheets:
        lines = [[plain(value) for value in line] for line in page.iter_rows(values_only=True)]
        if page.title == "_模板":
            mark = str(lines[0][1])
        elif not page.title.startswith("_"):
            sheets[page.title] = rows_of(lines)
    return mark, sheets


def rows_of(lines: list[list[Any]]) -> list[Line]:
    """Take a sheet apart: the first line with two filled cells is the header; a check beside the title is a formula."""
    start = next(number for number, line in enumerate(lines) if sum(map(_written, line)) > 1)
    header = [_label(str(value)) for value in lines[start] if value is not None]
    below = lines[start + 1 :]
    if header[:2] == ["项目", "填写内容"]:
        return [{str(line[0]).replace("\uff0a", ""): line[1] for line in below if line[0] is not None}]
    # a row that only carries initial values was never filled: its first or second cell is empty
    found = [dict(zip(header, line, strict=False)) for line in below if any(value is not None for value in line)]
    return [row for row in found if sum(value is not None for value in row.values()) > UNFILLED]


def _label(text: str) -> str:
    """Give a heading without its star, and without the scale that the headings of scores carry."""
    text = text.replace("\uff0a", "")
    return next((name for name in ("材料评审得分", "现场评审得分") if text.startswith(name)), text)


def _written(value: object) -> bool:
    return value is not None and not str(value).startswith("=")


UNFILLED = 2
"""A row with no more cells than this holds nothing but the values that a blank starts with."""


def plain(value: object) -> Any:
    """Give dates as dates, numbers exactly, text without outer blanks."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float):
        return Fraction(str(value))
    if isinstance(value, str):
        return value.strip() or None
    return value


def many(value: object) -> list[str]:
    """Split a cell that holds several values."""
    return [] if value is None else [part for part in str(value).split("、") if part]


def share(value: object) -> Fraction:
    """Read 40% or 2/5."""
    text = str(value)
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


@cache
def years_later(day: date, years: int) -> date:
    """Give the corresponding day; 29 February has 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
