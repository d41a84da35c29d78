"""The grades below the top one, in their order: names, places, prize, least score, when their holders apply again."""

from __future__ import annotations

from toolchain.engine.value_objects import Value
from toolchain.model.rule_set.spans import Span, Unit


class Grade(Value):
    """One grade below the top one.

    Attributes:
        name: in full, as certificates say it.
        short: as texts that have named the award say it; pools name it so.
        article: the provision.
        places: at most so many; 0 for any number.
        prize_yuan: the prize of each.
        least_score: whoever has less in the review does not get it.
        proposed: only for those that the committee proposes for it, outside all numbers (特别奖).
        again: from its announcement how long its holder does not apply again; 无 where it holds nobody back.
    """

    name: str
    short: str
    article: str
    places: int
    prize_yuan: int = 0
    least_score: int | None = None
    proposed: bool = False
    again: Span = Span(0, Unit.NONE)
