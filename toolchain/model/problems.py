"""A problem is data: a code, the cell it stands at, and the facts its message needs.

Wording lives in ``templates/wording/problems.toml``; the first letter of a code is its severity.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")


class Severity(StrEnum):
    """How much a problem stops."""

    ERROR = "需修改"
    WARNING = "提示"
    NOTE = "已记录"


_BY_LETTER = {"E": Severity.ERROR, "W": Severity.WARNING, "N": Severity.NOTE}


@dataclass(frozen=True, slots=True, order=True)
class At:
    """A place a clerk can go to: file, sheet, cell. Empty parts are unknown or do not apply."""

    file: str
    sheet: str = ""
    cell: str = ""

    @property
    def order(self) -> tuple[str, str, int, int, str]:
        """Sort by file, sheet, then row and column as people read them: B9 before A10, Z1 before AA1."""
        letters = self.cell.rstrip("0123456789")
        digits = self.cell[len(letters) :]
        return self.file, self.sheet, int(digits or 0), len(letters), letters

    def __str__(self) -> str:
        """Print the place as it is quoted in messages."""
        parts = [self.file]
        if self.sheet:
            parts.append(f"“{self.sheet}”")
        if self.cell:
            parts.append(self.cell)
        return " › ".join(parts)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something a person must look at.

    Attributes:
        at: where it stands.
        code: its entry in the catalogue, ``E-…`` error, ``W-…`` warning, ``N-…`` note.
        facts: the values its message names, as (slot, text) pairs.
        subject: the applicant (统一社会信用代码) whose matter it blocks; empty when it blocks the whole workbook.
    """

    at: At
    code: str
    facts: tuple[tuple[str, str], ...] = ()
    subject: str = ""

    @property
    def severity(self) -> Severity:
        """Tell the severity from the code's first letter."""
        return _BY_LETTER[self.code[0]]

    @property
    def order(self) -> tuple[int, tuple[str, str, int, int, str], str, tuple[tuple[str, str], ...]]:
        """Sort the worst first, then by place; what stands at one place by what it says, in every run alike."""
        return "EWN".index(self.code[0]), self.at.order, self.code, self.facts

    @property
    def blocks(self) -> bool:
        """Say whether what depends on the cell must wait."""
        return self.severity is Severity.ERROR


class Unread(Exception):  # noqa: N818 - says what a cell is
    """A decision reads a cell that is wrong: it waits until the cell is mended.

    Attributes:
        problems: what is wrong.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep what is wrong."""
        self.problems = tuple(problems)
        super().__init__(places(self.problems))


def as_far_as_read(found: Iterator[T]) -> Iterator[T]:
    """Give things to be pointed out until one asks for a cell that must be mended first; the rest come once it is."""
    with suppress(Unread):
        yield from found


def places(found: Iterable[Problem]) -> str:
    """Name the cells of problems, those of one sheet together: 部门核查.xlsx › “核查” › J6 等 3 格."""
    by_sheet: dict[tuple[str, str], dict[At, None]] = {}
    for item in sorted(found, key=lambda item: item.at.order):
        by_sheet.setdefault((item.at.file, item.at.sheet), {})[item.at] = None
    told = (f"{first}" + (f" 等{len(rest) + 1}格" if rest else "") for first, *rest in by_sheet.values())
    return "；".join(told)


def problem(code: str, at: At, *, subject: str = "", **facts: object) -> Problem:
    """Make a problem; the facts are kept as text, in the order given."""
    return Problem(at, code, tuple((name, _text(value)) for name, value in facts.items()), subject)


def _text(value: object) -> str:
    """Give a fact as text; what is text already stays the very same."""
    return value if isinstance(value, str) and not isinstance(value, StrEnum) else str(value)
