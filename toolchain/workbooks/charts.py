"""Native charts of result workbooks: they draw the cells of the table and move with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from toolchain.engine.value_objects import Value

_BLUE, _RED, _GREY = "#2F6DB5", "#B3261E", "#7F8790"
_WIDE, _SMALL = (960, 400), (470, 220)
_NAME, _WIDEST = 150, 1800
"""Room for a name along the axis, and the widest chart, in pixels."""
_ROW_HEIGHT, _CHARACTER = 20, 7
"""Pixels of an empty row and of a character of a column's width."""
_GAP = 1
_COUNTS = 2
"""Place of what counts among the values of a spread."""
_UPRIGHT_TEXT = 360
"""xlsxwriter's word for labels that stay level instead of turning."""


class ChartShape(StrEnum):
    """How a chart is drawn."""

    BAR = "bars"
    LINE = "lines"
    SPREAD = "spread"


class Chart(Value):
    """A chart under a sheet's table.

    Attributes:
        title: its heading.
        category: label of the column along the axis.
        values: labels of the columns drawn; for a spread: the highest, the lowest, what counts.
        shape: bars, lines, or a mark on a line from the lowest to the highest.
        against: label of a column that the bars are held against (a mean, a threshold).
        small: several fit side by side.
        ends: begin and end of the value axis where they are known; bars begin at nought.
        pattern: number format of the value axis.
    """

    title: str
    category: str
    values: tuple[str, ...]
    shape: ChartShape = ChartShape.BAR
    against: str = ""
    small: bool = False
    ends: tuple[int, int] | None = None
    pattern: str = "0"


class Place(Value):
    """Where a table lies on its sheet: its title, its columns by label, its head row and last row."""

    sheet: str
    columns: Mapping[str, int]
    head: int
    last: int

    def series(self, label: str, category: str) -> dict[str, object]:
        """Refer to the cells of one column."""
        first, column = self.head + 1, self.columns[label]
        return {
            "name": [self.sheet, self.head, column],
            "categories": [self.sheet, first, self.columns[category], self.last, self.columns[category]],
            "values": [self.sheet, first, column, self.last, column],
        }


def add_charts(book: Any, page: Any, charts: Sequence[Chart], place: Place, *, width: int) -> None:  # noqa: ANN401 - xlsxwriter has no types
    """Put charts below a table of so many characters across, small ones side by side."""
    abreast = max(2, width * _CHARACTER // (_SMALL[0] + 10))
    row, side = place.last + 2, 0
    for chart in charts:
        across, height = _across(chart, place.last - place.head), (_SMALL if chart.small else _WIDE)[1]
        if side and not chart.small:
            row, side = row + _rows(_SMALL[1]), 0
        drawn = _drawn(book, chart, place)
        drawn.set_size({"width": across, "height": height})
        page.insert_chart(row, 0, drawn, {"x_offset": side * (across + 10) + 4, "object_position": 3})
        side = (side + 1) % abreast if chart.small else 0
        if not side:
            row += _rows(height)


def _rows(height: int) -> int:
    return height // _ROW_HEIGHT + _GAP


def _drawn(book: Any, chart: Chart, place: Place) -> Any:  # noqa: ANN401 - as above
    drawn = book.add_chart({"type": "column" if chart.shape is ChartShape.BAR else "line"})
    for number, label in enumerate(chart.values):
        drawn.add_series({**place.series(label, chart.category), **_style(chart, number)})
    if chart.shape is ChartShape.SPREAD:
        drawn.set_high_low_lines({"line": {"color": _GREY, "width": 2}})
    if chart.against:
        drawn.combine(_against(book, chart, place))
    drawn.set_title({"name": chart.title, "overlay": False, "name_font": {"size": 11 if chart.small else 13}})
    drawn.set_legend({"position": "bottom"})
    drawn.set_x_axis({"num_font": {"rotation": _UPRIGHT_TEXT, "size": 9}, "text_axis": True, "label_position": "low"})
    axis: dict[str, object] = {
        "major_gridlines": {"visible": True, "line": {"color": "#D9DDE2"}},
        "num_format": chart.pattern,
    }
    if chart.ends is not None:
        axis |= {"min": chart.ends[0], "max": chart.ends[1]}
    elif chart.shape is ChartShape.BAR:
        axis |= {"min": 0}
    drawn.set_y_axis(axis)
    return drawn


def _against(book: Any, chart: Chart, place: Place) -> Any:  # noqa: ANN401 - as above
    """Draw what bars are held against as marks on a line, told from them by form and not by colour alone."""
    line = book.add_chart({"type": "line"})
    style = {
        "line": {"color": _RED, "width": 1.5, "dash_type": "dash"},
        "marker": {"type": "diamond", "size": 8, "fill": {"color": _RED}, "border": {"color": _RED}},
    }
    line.add_series({**place.series(chart.against, chart.category), **style})
    return line


def _style(chart: Chart, number: int) -> dict[str, object]:
    if chart.shape is ChartShape.BAR:
        fill: dict[str, object] = {"gap": 80}
        if len(chart.values) == 1:
            fill |= {"fill": {"color": _BLUE}, "data_labels": {"value": True, "font": {"size": 8}}}
        return fill
    if chart.shape is ChartShape.LINE:
        return {"marker": {"type": "circle"}}
    if number < _COUNTS:
        return {"line": {"none": True}, "marker": {"type": "long_dash", "size": 10, "border": {"color": _GREY}}}
    marker = {"type": "diamond", "size": 9, "fill": {"color": _BLUE}, "border": {"color": _BLUE}}
    labels = {"value": True, "position": "right", "font": {"size": 8}}
    return {"line": {"none": True}, "marker": marker, "data_labels": labels}


def chart_width(charts: Sequence[Chart], count: int) -> int:
    """Give the characters that the charts of a table of so many rows take across."""
    return max((_across(chart, count) // _CHARACTER for chart in charts if not chart.small), default=0)


def _across(chart: Chart, count: int) -> int:
    """Give a chart's width in pixels."""
    return _SMALL[0] if chart.small else min(_WIDEST, max(_WIDE[0], _NAME * count))
