"""Cover and signature page of a blank that is printed and handed in: they show what the other sheets hold."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from toolchain.engine.xlsx.cells import Cell
from toolchain.model.schema import Column, Layout, Row, columns
from toolchain.model.workbook_declaration import Booklet, Mark, Workbook
from toolchain.workbooks.blank_labels import COVER_SHEET, SIGNING_SHEET, prints
from toolchain.workbooks.formulas import Finished
from toolchain.workbooks.normalisation import label_key
from toolchain.workbooks.sheet_grid import Spot
from toolchain.workbooks.styles import lines_needed, print_setup
from toolchain.workbooks.value_types import kind_of

_WIDTHS = (30, 60)
_SEAL = "（单位盖章处）"
_PAPERS = "所附材料"
_NOTE = (
    "封面和签字页由系统照各表自动填写，不必在这里填。"
    "填完各表以后选“打印整个工作簿”，依次是封面、各表和签字页，装订成册。"
)


@dataclass
class Printed:
    """Where the sheets of a blank hold what the cover and the last page show.

    Attributes:
        fields: of each form the row of each field, counted from 1.
        records: of each table the row of its first record, and how many are known.
    """

    fields: dict[type[Row], Mapping[str, int]] = field(default_factory=dict)
    records: dict[type[Row], tuple[int, int]] = field(default_factory=dict)


class BookletWriter:
    """Writes the cover, which stands in front of all sheets, and the page behind them."""

    def __init__(self, book: Any, booklet: Booklet, cycle: str, say: Callable[[str], str] | None) -> None:  # noqa: ANN401 - xlsxwriter has no types
        self._book, self._booklet, self._cycle, self._say = book, booklet, cycle, say or str
        self._cover = book.add_worksheet(COVER_SHEET)
        bold, middle = {"bold": True, "font_name": "黑体"}, {"valign": "vcenter", "text_wrap": True}
        self._heading = book.add_format({**bold, **middle, "font_size": 28, "align": "center"})
        self._under = book.add_format({**middle, "font_size": 16, "align": "center"})
        self._label = book.add_format({**middle, "font_size": 14, "align": "right"})
        self._value = book.add_format({**middle, "font_size": 14, "bottom": 1, "indent": 1})
        self._seal = book.add_format({**middle, "font_size": 14, "font_color": "#595959", "align": "center"})
        self._text = book.add_format({**middle, "font_size": 13})
        self._part = book.add_format({**bold, **middle, "font_size": 13})
        self._note = book.add_format({**middle, "font_size": 10, "font_color": "#44546A"})

    def write(self, printed: Printed) -> None:
        """Write both pages once the sheets between them are written."""
        self._write_cover(printed)
        page, row = self._book.add_worksheet(SIGNING_SHEET), 0
        for text in self._booklet.statement:
            row = _line(page, row, self._say(text), self._text)
        row = _line(page, row + 1, _PAPERS, self._part)
        first, count = printed.records.get(self._booklet.papers, (0, 0))
        title = self._booklet.papers.sheet.title
        for number in range(first, first + count):
            name, pages = (f"'{title}'!${letter}${number}" for letter in ("A", "D"))
            told = Finished(f'IF({name}="","",{name}&IF({pages}="","","（"&{pages}&"页）"))')
            page.merge_range(row, 0, row, 1, "", self._text)
            page.write_formula(row, 0, told, self._text, "")
            page.set_row(row, 40)
            row += 1
        for text in self._booklet.signing:
            row = _line(page, row + 1, self._say(text), self._text)
            page.set_row(row - 1, 60)
        _finish(page)

    def _write_cover(self, printed: Printed) -> None:
        page = self._cover
        _line(page, 0, self._say(self._booklet.heading), self._heading)
        page.set_row(0, 170)
        _line(page, 1, self._cycle, self._under)
        page.set_row(1, 60)
        row = 2
        for sheet, column in _shown(self._booklet, printed.fields):
            page.write_string(row, 0, f"{column.label}：", self._label)
            cell = f"'{sheet.sheet.title}'!$B${printed.fields[sheet][column.name]}"
            page.write_formula(row, 1, _copy(cell, column), self._value, "")
            page.set_row(row, 38)
            row += 1
        page.write_string(row, 1, _SEAL, self._seal)
        page.set_row(row, 110)
        _line(page, row + 2, _NOTE, self._note)
        _finish(page)


def _shown(booklet: Booklet, forms: Collection[type[Row]]) -> list[tuple[type[Row], Column]]:
    """List what a cover shows: the fields of the first form."""
    first = next(iter(forms), None)
    declared = {} if first is None else {column.name: column for column in columns(first)}
    return [(first, declared[name]) for name in booklet.fields if first is not None and name in declared]


def _copy(cell: str, column: Column) -> Finished:
    """Show a cell as it is, a date as it is written."""
    dated = kind_of(column).number_format(column).startswith("yyyy")
    shown = f'TEXT({cell},"yyyy-mm-dd")' if dated else f'{cell}&""'
    return Finished(f'IF({cell}="","",{shown})')


def _line(page: Any, row: int, text: str, style: Any) -> int:  # noqa: ANN401 - xlsxwriter has no types
    page.merge_range(row, 0, row, 1, "", style)
    page.write_string(row, 0, text, style)
    page.set_row(row, 22 * lines_needed(text, sum(_WIDTHS) - 20) + 6)
    return row + 1


def _finish(page: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
    for place, width in enumerate(_WIDTHS):
        page.set_column(place, place, width)
    print_setup(page, width=sum(_WIDTHS), head=0)
    page.protect("")


def typed_into(
    cells: Mapping[Spot, Cell], declaration: Workbook, mark: Mark, others: Collection[str]
) -> dict[Spot, Cell]:
    """Give what somebody typed into a cover or signature page: neither computed, nor printed, nor on another sheet."""
    if declaration.booklet is None:
        return dict(cells)
    booklet, forms = declaration.booklet, [s for s in declaration.sheets if s.sheet.layout is Layout.FORM]
    texts = [booklet.heading, *booklet.statement, *booklet.signing, _SEAL, _PAPERS, _NOTE, mark.cycle]
    texts += [f"{column.label}：" for form in forms for _, column in _shown(booklet, [form])]
    own = frozenset(map(label_key, texts))
    return {
        spot: cell
        for spot, cell in cells.items()
        if cell.formula is None and cell.text not in others and not prints(own, label_key(cell.text))
    }
