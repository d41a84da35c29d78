"""One mistake of a clerk: what is done to the workbooks, and what must be said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.addresses import at, located
from tests.mistakes.desk import Desk


@dataclass(frozen=True)
class Mistake:
    """One mistake and its answer.

    Attributes:
        title: what the clerk did.
        make: does it.
        said: every problem that the run then has more, the worst first: its code, with ``sheet!address`` where it is
            not at the cell typed over.
        elsewhere: what the account of the inbox or the next steps say, where that is the answer.
    """

    title: str
    make: Callable[[Desk], None]
    said: tuple[str, ...] = ()
    elsewhere: str = ""

    @property
    def expected(self) -> tuple[str, ...]:
        """Give what must be said, each at the coordinates of its cell."""
        start = getattr(self.make, "start", "")
        here = f" {self.make.sheet}!{self.make.address}" if isinstance(self.make, TypedOver) else ""
        return tuple(located(item if " " in item else item + here, start) for item in self.said)


@dataclass(frozen=True)
class TypedOver:
    """Types a value over one cell, which is found by its address (tests/addresses.py)."""

    start: str
    sheet: str
    address: str
    value: object
    number_format: str = ""

    def __call__(self, desk: Desk) -> None:
        with desk.open(self.start) as book:
            place = at(book[self.sheet], self.address)
            place.value = self.value
            if self.number_format:
                place.number_format = self.number_format
