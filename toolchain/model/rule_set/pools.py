"""Places within the quota: a class may have at most so many, or so many are kept for it, or a share of them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

from toolchain.engine.value_objects import Value
from toolchain.model.identifiers import SubjectKind
from toolchain.model.sheets.vocabulary import OrganisationKind


class Of(StrEnum):
    """The places that a pool is a part of, beside those of a grade by its short name; 提名 is the only lower one."""

    TOP = "首次获奖"
    LOWER = "提名"


class Selecting(Protocol):
    """Which applicants belong to a class; what it does not name stays open."""

    @property
    def trades(self) -> tuple[str, ...]:
        """Give their trades; empty for any."""

    @property
    def kinds(self) -> tuple[OrganisationKind, ...]:
        """Give the kinds of organisations; empty for any."""

    @property
    def subjects(self) -> tuple[SubjectKind, ...]:
        """Give the kinds of applicants; empty for any."""

    @property
    def specialised(self) -> bool | None:
        """Say whether they are small and specialised; None for either."""

    @property
    def employees_least(self) -> int | None:
        """Give the least number of employees."""

    @property
    def employees_most(self) -> int | None:
        """Give the most employees."""


class Pool(Value):
    """One class of applicants and its part of the places; what it does not name stays open.

    Attributes:
        name: of the class, for people.
        article: the provision.
        of: the places it is a part of.
        trades, kinds, subjects, specialised: who belongs to it.
        employees_least, employees_most: by its size, both included.
        most: at most so many of it.
        kept: so many are kept for it, so that the others have the rest at most.
        share: at most this share of the places, a part of a place counted whole.
    """

    name: str
    article: str
    of: str
    trades: tuple[str, ...] = ()
    kinds: tuple[OrganisationKind, ...] = ()
    subjects: tuple[SubjectKind, ...] = ()
    specialised: bool | None = None
    employees_least: int | None = None
    employees_most: int | None = None
    most: int | None = None
    kept: int | None = None
    share: Fraction | None = None

    def limit(self, places: int) -> int:
        """Give how many of the class, or with ``kept`` of all others, the places may take."""
        if self.kept is not None:
            return max(0, places - self.kept)
        if self.share is not None:
            return -(-self.share.numerator * places // self.share.denominator)
        return places if self.most is None else self.most


def wrong_class(item: Selecting) -> Iterator[str]:
    """Say what is wrong with a class of applicants."""
    least, most = item.employees_least, item.employees_most
    sized = least is not None or most is not None
    if not (item.trades or item.kinds or item.subjects or item.specialised is not None or sized):
        yield "trades、kinds、subjects、specialised、employees_least、employees_most 至少写一个，不然不知道是哪一类"
    if sized and not 1 <= (1 if least is None else least) <= (least or 1 if most is None else most):
        yield f"employees_least、employees_most 是职工人数的下限和上限，现为{least}和{most}"
