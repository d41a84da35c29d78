"""What the door hands over: cells with their literal content, and faults with their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from toolchain.engine.xlsx.style import PLAIN, CellFormat, Style, class_for


class CellKind(StrEnum):
    """What a cell stores."""

    TEXT = "文本"
    NUMBER = "数字"
    BOOLEAN = "逻辑值"
    ERROR = "错误值"

    __hash__ = str.__hash__


class Cell(NamedTuple):
    """One cell with content.

    Attributes:
        row, column: its place, counted from 1.
        kind: what it stores; a formula without a cached value counts as an empty text.
        text: the stored value: a text decoded, a number's literal, TRUE or FALSE, an error such as #REF!.
        formula: the formula as stored, "" for a follower of a shared formula, None for a constant.
        cached: a formula carries the result of its last calculation.
        style: how it looks.
    """

    row: int
    column: int
    kind: CellKind
    text: str
    formula: str | None = None
    cached: bool = False
    style: Style = PLAIN

    @property
    def format(self) -> CellFormat:
        """Give the class of number format in which the content is shown."""
        return class_for(self.style.code, self.text) if self.style.mixed else self.style.format

    @property
    def ref(self) -> str:
        """Give the address, e.g. C7."""
        return f"{letters(self.column)}{self.row}"


Trouble = tuple[str, tuple[tuple[str, str], ...]]
"""The code and the facts of a text that no cell may hold."""


class AnnotationKind(StrEnum):
    """What beside its content says something else about a cell."""

    STRUCK = "删除线"
    FAINT = "看不见的字"
    RULE = "条件格式"
    COMMENT = "批注"

    __hash__ = str.__hash__


class Annotation(NamedTuple):
    """What stands at a cell, and the words that belong to it: those struck through or hidden, or those of a comment."""

    kind: AnnotationKind
    text: str


@dataclass(frozen=True, slots=True)
class Shared:
    """What all sheets of a workbook refer to: strings, the odd ones among them, those with concealed parts, looks."""

    texts: Sequence[str]
    odd: Mapping[int, Trouble]
    concealed: Mapping[int, tuple[Annotation, ...]]
    styles: Sequence[Style]
    concealing: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its cells by (row, column) and what hides or joins them.

    Attributes:
        title: the name on its tab.
        state: visible, hidden or veryHidden.
        cells: the cells with content.
        merged: merged areas as (first row, first column, last row, last column).
        hidden_rows, hidden_columns: what nobody sees on the screen.
        filtered: a filter is in force.
        annotations: what says something else about a cell than its content, by (row, column).
    """

    title: str
    state: str
    cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filtered: bool = False
    annotations: Mapping[tuple[int, int], tuple[Annotation, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: its sheets in the order of the tabs, its defined names, its date system."""

    sheets: tuple[Sheet, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    date1904: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a file: a code of the catalogue, the place inside, and the message's facts."""

    code: str
    sheet: str = ""
    cell: str = ""
    facts: tuple[tuple[str, str], ...] = ()


class Refused(Exception):  # noqa: N818 - not an error: it carries a fault from deep inside to the door, never beyond
    """Stops the reading of one file; only :func:`toolchain.engine.xlsx.package.open_book` catches it."""

    def __init__(self, code: str, sheet: str = "", cell: str = "", **facts: str) -> None:
        """Keep the fault."""
        super().__init__(code)
        self.fault = Fault(code, sheet, cell, tuple(facts.items()))


LAST_ROW = 1_048_576
LAST_COLUMN = 16_384


@lru_cache(maxsize=LAST_COLUMN)
def letters(column: int) -> str:
    """Name a column: 1 is A, 27 is AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def number_of(name: str) -> int:
    """Number a column: A is 1, AA is 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number
