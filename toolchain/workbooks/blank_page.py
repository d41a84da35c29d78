"""A page of a blank: the lines above its data, the state beside its title, the cells that forms and tables share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from toolchain.model.schema import Column, Row, columns
from toolchain.workbooks.blank_labels import REQUIRED, spoken
from toolchain.workbooks.conditional_formats import colour_state
from toolchain.workbooks.data_validation import Words
from toolchain.workbooks.live_formulas import Formula
from toolchain.workbooks.styles import CellStyles, lines_needed, text_width
from toolchain.workbooks.value_types import initial_value

TITLE_HEIGHT = 30
_TITLE_SCALE = 1.5
"""Width of the title's font against that of the cells."""
_MORE = "还缺100个必填格"
"""What the state beside the title may grow by while the sheet is filled."""


@dataclass(frozen=True)
class Page:
    """A page to write on, with the formats and the vocabularies of its workbook; a long one only from top to bottom.

    Attributes:
        page: the library's.
        look: the formats.
        words: the vocabularies.
        shares: figures with a weight are percentages of it, else points.
        long: each row is written away at once.
        say: says the blank's own texts as a rule set does; None where they stand as they are.
        bound: its sheets are printed and bound into a booklet.
    """

    page: Any
    look: CellStyles
    words: Words
    shares: bool
    long: bool
    say: Callable[[str], str] | None = None
    bound: bool = False

    def columns(self, sheet: type[Row]) -> tuple[Column, ...]:
        """List a sheet's columns in the words of the rule set."""
        declared = columns(sheet)
        return declared if self.say is None else tuple(spoken(column, self.say) for column in declared)


def write_head(on: Page, lines: tuple[str, ...], widths: Sequence[int], state: Formula | None = None) -> int:
    """Write the lines above the data, and the state beside the title; give the number of rows they take."""
    page, look = on.page, on.look
    for number, line in enumerate(lines):
        last = len(widths) - 1 if number else _beside(lines[0], widths) - 1
        style = look.note if number else look.title
        if last:
            page.merge_range(number, 0, number, last, "", style)
        page.write_string(number, 0, line, style)
        page.set_row(number, line_height(line, widths) if number else TITLE_HEIGHT)
        if state is not None and not number:
            write_state(on, line, widths, state)
    return len(lines)


def line_height(line: str, widths: Sequence[int]) -> int:
    """Give the height in points of a line above the data, over all columns."""
    return 15 * lines_needed(line, sum(widths)) + 3


def _beside(title: str, widths: Sequence[int]) -> int:
    """Find the first column that the title leaves free."""
    needed = text_width(title) * _TITLE_SCALE
    ends = list(accumulate(widths))
    return next((place for place, end in enumerate(ends, 1) if end >= needed and place < len(ends)), len(ends) - 1)


def write_state(on: Page, title: str, widths: Sequence[int], state: Formula) -> None:
    """Say beside the title what is still missing."""
    page, look = on.page, on.look
    first, last = _beside(title, widths), len(widths) - 1
    if first < last:
        page.merge_range(0, first, 0, last, "", look.state)
    page.write_formula(0, first, state.text, look.state, state.value)
    colour_state(page, look, (0, first, 0, last))
    lines = lines_needed(f"{state.value}{_MORE}", max(1, sum(widths[first:])))
    page.set_row(0, max(TITLE_HEIGHT, 14 * lines + 2))


def write_label(on: Page, row: int, place: int, column: Column, style: Any) -> None:  # noqa: ANN401 - no types
    """Write the name of a field, with the mark of those that must be filled."""
    page, look = on.page, on.look
    if column.required:
        base = look.header_text if style is look.header else look.label_text
        page.write_rich_string(row, place, base, heading(column, on), look.red, REQUIRED, style)
    else:
        page.write_string(row, place, heading(column, on), style)


def heading(column: Column, on: Page) -> str:
    """Give a column's header; a figure with a weight is headed by its scale, per cent or points."""
    if not column.weight:
        return column.label
    return column.aliases[0 if on.shares else 1]


def start(column: Column) -> object:
    """Give what the cell of an empty row starts with."""
    return initial_value(column) if column.initial else None
