"""Places within the quota: a class may have at most so many, or so many are kept for it, or a share of them."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from toolchain.engine.value_objects import Value
from toolchain.model.identifiers import SubjectKind
from toolchain.model.sheets.vocabulary import OrganisationKind


class Of(StrEnum):
    """The places that a pool is a part of, beside those of a grade by its short name; 提名 is the only lower one."""

    TOP = "首次获奖"
    LOWER = "提名"


class Pool(Value):
    """One class of applicants and its part of the places; what it does not name stays open.

    Attributes:
        name: of the class, for people.
        article: the provision.
        of: the places it is a part of.
        trades, kinds, subjects, specialised: who belongs to it.
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
