"""第十九条: the prize of each new laureate; repeat laureates get none (第二十八条)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from toolchain.engine.value_objects import Value
from toolchain.model.parameters import Art19
from toolchain.model.problems import Problem, problem
from toolchain.model.sheets.settings import Cycle


class Prize(Value):
    """One line of the prize list; ``amount`` in yuan."""

    uscc: str
    amount: int


class PrizeList(Value):
    """All prizes of a cycle; ``total`` in yuan."""

    prizes: tuple[Prize, ...]
    total: int


def prizes(
    laureates: Sequence[str], repeats: Collection[str], cycle: Cycle, p: Art19, nominated: Collection[str] = ()
) -> tuple[PrizeList, tuple[Problem, ...]]:
    """List the prizes, everyone with an amount; over the budget on record is a problem (第二十一条).

    ``nominated`` are those of the 提名 grade, where the rule set has one.
    """
    listed = tuple(Prize(uscc, _amount(uscc, repeats, nominated, p)) for uscc in laureates)
    total = sum(prize.amount for prize in listed)
    found: tuple[Problem, ...] = ()
    if cycle.budget is not None and total > cycle.budget:
        found = (problem("E-RULE-1901", cycle.where("budget"), total=total, budget=cycle.budget),)
    return PrizeList(listed, total), found


def _amount(uscc: str, repeats: Collection[str], nominated: Collection[str], p: Art19) -> int:
    if uscc in repeats:
        return p.repeat_prize_yuan
    return p.nomination_prize_yuan if uscc in nominated else p.prize_yuan
