"""What a laureate is given that wins an award above this one."""

from __future__ import annotations

from toolchain.engine.value_objects import Value
from toolchain.model.sheets.vocabulary import HigherAwardKind


class Higher(Value):
    """The amount for one higher award.

    Attributes:
        award: which one.
        article: the provision.
        yuan: the amount.
        difference: only what goes beyond the prize already had from this award or for a lower one.
    """

    award: HigherAwardKind
    article: str
    yuan: int
    difference: bool
