"""第十九条: the prize of each new laureate; repeat laureates get none (第二十八条)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

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
    laureates: Sequence[str],
    repeats: Collection[str],
    cycle: Cycle,
    p: Art19,
    lower: Mapping[str, int] = MappingProxyType({}),
) -> tuple[PrizeList, tuple[Problem, ...]]:
    """List the prizes, everyone with an amount; over the budget on record is a problem (第二十一条).

    ``lower`` gives the prize of those in a grade below the top one, where the rule set has any.
    """
    listed = tuple(Prize(uscc, _amount(uscc, repeats, lower, p)) for uscc in laureates)
    total = sum(prize.amount for prize in listed)
    found: tuple[Problem, ...] = ()
    if cycle.budget is not None and total > cycle.budget:
        found = (problem("E-RULE-1901", cycle.where("budget"), total=total, budget=cycle.budget),)
    return PrizeList(listed, total), found


def _amount(uscc: str, repeats: Collection[str], lower: Mapping[str, int], p: Art19) -> int:
    if uscc in repeats and uscc not in lower:
        return p.repeat_prize_yuan
    return lower.get(uscc, p.prize_yuan)
