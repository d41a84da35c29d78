"""What a result workbook shows: sheets of typed columns and their rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from toolchain.engine.lazy_sequence import LazySequence, mapped_lazily
from toolchain.engine.value_objects import Value
from toolchain.workbooks.charts import Chart


class Kind(StrEnum):
    """What a result column holds."""

    TEXT = "文本"
    VERDICT = "结论"
    LINK = "位置"
    INTEGER = "整数"
    YUAN = "整元"
    SCORE = "得分"
    MONEY = "金额"
    PERCENT = "百分比"
    DATE = "日期"


Rows = tuple[tuple[object, ...], ...] | LazySequence[Any, tuple[object, ...]]
"""The cells of each row; very many are made anew each time they are gone through."""


class ResultColumn(Value):
    """A column of a result sheet; without a width it takes what its longest value needs."""

    label: str
    kind: Kind = Kind.TEXT
    width: int = 0


class ResultSheet(Value):
    """A sheet of a result workbook.

    Numbers are shown with the decimals of their kind, rounded half up; give exact values as text.
    """

    title: str
    columns: tuple[ResultColumn, ...]
    rows: Rows
    note: str = ""
    charts: tuple[Chart, ...] = ()


T = TypeVar("T")
Told = (
    tuple[str, Callable[[T], object]]
    | tuple[str, Kind, Callable[[T], object]]
    | tuple[str, Kind, int, Callable[[T], object]]
)
"""A column with what it tells of each item: label, kind, width, value."""


def labelled(*labels: str | tuple[str, Kind] | tuple[str, Kind, int]) -> tuple[ResultColumn, ...]:
    """Declare columns by label, or by (label, kind, width)."""
    return tuple(ResultColumn(label) if isinstance(label, str) else ResultColumn(*label) for label in labels)


def tabulate(
    title: str, items: Sequence[T], *columns: Told[T], note: str = "", charts: tuple[Chart, ...] = ()
) -> ResultSheet:
    """Lay out a sheet with a row for each item."""
    values = [value for *_, value in columns]

    def row(item: T) -> tuple[object, ...]:
        return tuple(value(item) for value in values)

    declared = tuple(ResultColumn(*head) for *head, _ in columns)
    return ResultSheet(title, declared, mapped_lazily(items, row), note, charts)
