"""The rounds of the review as a rule set states them; without any the cycle weighs desk and site review itself."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from toolchain.engine.value_objects import Value


class RoundKind(StrEnum):
    """How a round is scored: desk and site item by item, an oral defence as a whole."""

    DESK = "材料评审"
    SITE = "现场评审"
    DEFENCE = "陈述答辩"


class Round(Value):
    """One round.

    Attributes:
        kind: how it is scored.
        article: the provision.
        weight: the share of its score that counts.
        points: its full marks; of desk and site review those of the criteria.
        floor: whoever has less in it on average is no candidate.
        cut: of those that came so far at most so many go on; equals at the border go on together.
    """

    kind: RoundKind
    article: str
    weight: Fraction
    points: int
    floor: int | None = None
    cut: int | None = None


def round_of(rounds: tuple[Round, ...], kind: RoundKind) -> Round | None:
    """Give the round of a kind, if there is one."""
    return next((item for item in rounds if item.kind is kind), None)


def weight_of(rounds: tuple[Round, ...], kind: RoundKind) -> Fraction:
    """Give the weight of a kind of round, nothing where there is none."""
    found = round_of(rounds, kind)
    return Fraction(0) if found is None else found.weight
