"""第十九条: the prize of each new laureate; repeat laureates get none (第二十八条)."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Sequence
from dataclasses import dataclass

from toolchain.parameters import Art19
from toolchain.problems import Problem
from toolchain.sheets.settings import Cycle


@dataclass(frozen=True)
class Prize:
    """One line of the prize list; ``amount`` in yuan."""

    uscc: str
    amount: int


@dataclass(frozen=True)
class PrizeList:
    """All prizes of a cycle; ``total`` in yuan."""

    prizes: tuple[Prize, ...]
    total: int


def prizes(
    laureates: Sequence[str], repeats: Collection[str], cycle: Cycle, p: Art19
) -> tuple[PrizeList, tuple[Problem, ...]]:
    """List the prizes; over the budget on record is a problem (第二十一条)."""
    raise NotImplementedError
