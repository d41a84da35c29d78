"""What a result workbook shows: sheets of typed columns and their rows."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from toolchain.engine.lazy_sequence import LazySequence
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
