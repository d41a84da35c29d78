"""How written workbooks look: colours with a meaning, fonts, print set-up; the same bytes every time."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from math import ceil
from typing import Any

from toolchain.engine.reproducible_zip import same_origin
from toolchain.model.schema import Column
from toolchain.workbooks.value_types import kind_of

MADE = datetime(2022, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The creation time written into every workbook; a real one would make two runs differ."""

PROPERTIES: dict[str, Any] = {"author": "区长质量奖评审办公室", "created": MADE}


def properties(say: Callable[[str], str] | None) -> dict[str, Any]:
    """Give what a workbook says of its making, in the words of a rule set."""
    return PROPERTIES if say is None else {**PROPERTIES, "author": say(PROPERTIES["author"])}


INPUT, KNOWN, HEADER, GROUP = "#FFFDE7", "#E7E9EC", "#DCE6F1", "#EEF3F9"
ERROR, WARNING, MISSING = "#FFC7CE", "#FFEB9C", "#FFD8A8"
_BORDER = "#9AA5B1"
_RED = "#C00000"


def options(*, long: bool = False) -> dict[str, Any]:
    """Give the options of a new workbook: no text ever turns into a formula, a link or a number.

    A fresh dictionary each time, because the library writes into what it is given.

    Args:
        long: each row is written into a temporary file as soon as the next one begins; no row can be gone back to.
    """
    return {
        "in_memory": not long,
        "constant_memory": long,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": "宋体", "font_size": 11, "font_scheme": "none"},
    }


def close_workbook(book: Any, buffer: BytesIO) -> bytes:  # noqa: ANN401 - xlsxwriter has no types
    """Close a workbook and give its bytes; its cells go at once, which its parts would keep that know each other."""
    book.close()
    for page in book.worksheets():
        vars(page).clear()
    return same_origin(buffer.getvalue())


class CellStyles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
        self._book = book
        self._cells: dict[tuple[str, bool, bool, bool], Any] = {}
        lined = {"border": 1, "border_color": _BORDER, "text_wrap": True, "valign": "vcenter"}
        bold = {"bold": True, "font_name": "黑体"}
        self.title = book.add_format({**bold, "font_size": 16, "valign": "vcenter"})
        self.note = book.add_format({"font_size": 10, "font_color": "#44546A", "text_wrap": True, "valign": "vcenter"})
        self.header = book.add_format({**lined, **bold, "bg_color": HEADER, "align": "center"})
        self.header_text = book.add_format(bold)
        self.label = book.add_format({**lined, "bg_color": GROUP, "indent": 1})
        self.label_text = book.add_format({"font_name": "宋体"})
        self.group = book.add_format(
            {**bold, "border": 1, "border_color": _BORDER, "bg_color": HEADER, "valign": "vcenter"}
        )
        self.help = book.add_format({**lined, "font_size": 9, "font_color": "#595959", "indent": 1})
        self.state = book.add_format(
            {"font_size": 10, "font_color": "#44546A", "text_wrap": True, "valign": "vcenter", "align": "right"}
        )
        self.owner = book.add_format({**lined, **bold, "bg_color": KNOWN, "align": "center"})
        self.unfinished = book.add_format({"font_color": _RED})
        self.total = book.add_format({**lined, "bold": True, "bg_color": GROUP, "num_format": "#,##0.00"})
        self.shown = book.add_format({"bg_color": INPUT, "border": 1, "border_color": _BORDER})
        self.wrong = book.add_format({"bg_color": ERROR, "border": 1, "border_color": _RED})
        self.missing = book.add_format({"bg_color": MISSING, "border": 1, "border_color": _RED})
        self.red = book.add_format({"bold": True, "font_color": _RED})

    def cell(self, column: Column, *, locked: bool, spare: bool = False) -> Any:  # noqa: ANN401 - as above
        """Give the format of a data cell; a spare one shows nothing until its row is needed."""
        pattern = "@" if column.many else kind_of(column).number_format(column)
        centred = bool(column.choices) or pattern.startswith("yyyy")
        key = (pattern, locked, centred, spare)
        if key not in self._cells:
            style = {"num_format": pattern, "locked": locked, "text_wrap": True, "valign": "vcenter"}
            if not spare:
                style |= {"bg_color": KNOWN if locked else INPUT, "border": 1, "border_color": _BORDER}
            self._cells[key] = self._book.add_format(style | ({"align": "center"} if centred else {}))
        return self._cells[key]


class _Widths(dict[str, int]):
    """The width of each character met so far."""

    def __missing__(self, char: str) -> int:
        width = self[char] = 2 if unicodedata.east_asian_width(char) in "WFA" else 1
        return width


_width_of = _Widths().__getitem__


@lru_cache(maxsize=4096)
def text_width(text: str) -> int:
    """Measure a line in half-width characters, as column widths are."""
    return sum(map(_width_of, text))


def lines_needed(text: str, width: int) -> int:
    """Count the lines a text takes in a column of the given width."""
    if 2 * len(text) < width and "\n" not in text:
        return 1  # even if every character is a wide one
    return _lines_needed(text, width)


@lru_cache(maxsize=4096)
def _lines_needed(text: str, width: int) -> int:
    return sum(max(1, ceil(text_width(line) / max(1, width - 1))) for line in text.split("\n"))


_A4, _A3 = 9, 8
_UPRIGHT, _BOUND, _ACROSS = 98, 125, 200
"""Characters across that an upright A4 page, one bound into a booklet and a lying one carry legibly."""
_INSIDE = {(_A4, True): (509, 741), (_A4, False): (755, 494), (_A3, False): (1104, 741)}
"""Points across and down inside the margins, by paper and whether it stands upright."""
_CHARACTER, ROW_HEIGHT = 5.7, 22
"""Points that a character of a column's width and a row of one line take."""
_SAFE = 0.95
"""Share of a page that is counted on: programs differ in what they make of a height."""


def _paper(width: int, bound: bool) -> tuple[int, bool]:
    return (_A4 if width <= _ACROSS else _A3), width <= (_BOUND if bound else _UPRIGHT)


def rows_on_page(widths: Sequence[int], head: int, *, bound: bool = False) -> int:
    """Count the rows that fit on a page below a head of so many points, printed no wider than the page."""
    across, down = _INSIDE[_paper(sum(widths), bound)]
    scale = min(1.0, across / (sum(widths) * _CHARACTER))
    return int((down * _SAFE / scale - head) / ROW_HEIGHT)


def print_across(page: Any, widths: Sequence[int], left: int, each: int) -> None:  # noqa: ANN401 - xlsxwriter has no types
    """Break a page that is too wide after every so many columns, the first ``left`` ones on every page."""
    across, _ = _INSIDE[_A4, False]
    page.set_paper(_A4)
    page.fit_page = 0
    page.set_print_scale(max(10, int(100 * across * _SAFE / (sum(widths[: left + each]) * _CHARACTER))))
    page.repeat_columns(0, left - 1)
    page.set_v_pagebreaks(list(range(left + each, len(widths), each)))


def print_setup(page: Any, *, width: int, head: int, signed: bool = False, bound: bool = False) -> None:  # noqa: ANN401 - xlsxwriter has no types
    """Set a page: one wide, A4 or where that would be too small A3, the header on every page, page numbers below.

    A ``signed`` page leaves a line for signature or seal and date at its foot; one of a booklet (``bound``) stands
    upright where it can be read so.
    """
    paper, upright = _paper(width, bound)
    page.set_paper(paper)
    if upright:
        page.set_portrait()
    else:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)
    page.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    signature = "&C&9签字（盖章）：______________　日期：___________" if signed else ""
    page.set_footer(f"&L&9&A{signature}&R&9第 &P 页，共 &N 页")
    page.hide_gridlines(2)
