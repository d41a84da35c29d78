"""One mistake of a clerk: what is done to the workbooks, and what must be said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.mistakes.desk import Desk


@dataclass(frozen=True)
class Mistake:
    """One mistake and its answer.

    Attributes:
        title: what the clerk did.
        make: does it.
        said: every problem that the run then has more, as code and cell, the worst first.
        elsewhere: what the account of the inbox or the next steps say, where that is the answer.
    """

    title: str
    make: Callable[[Desk], None]
    said: tuple[str, ...] = ()
    elsewhere: str = ""

    @property
    def expected(self) -> tuple[str, ...]:
        """Give what must be said, {cell} being the field that was typed over."""
        return tuple(item.replace("{cell}", getattr(self.make, "ref", "")) for item in self.said)


class Field:
    """Types over a field of a form, which is found by its label: forms get new lines."""

    def __init__(self, start: str, sheet: str, label: str, value: object) -> None:
        self.start, self.sheet, self.label, self.value = start, sheet, label, value
        self.ref = ""

    def __call__(self, desk: Desk) -> None:
        with desk.open(self.start) as book:
            found = next(row for row in book[self.sheet].iter_rows() if str(row[0].value).rstrip("＊") == self.label)[1]
            found.value = self.value
            self.ref = found.coordinate


def cell(start: str, sheet: str, ref: str, value: object, number_format: str = "") -> Callable[[Desk], None]:
    """Type a value over one cell."""

    def make(desk: Desk) -> None:
        with desk.open(start) as book:
            book[sheet][ref] = value
            if number_format:
                book[sheet][ref].number_format = number_format

    return make
