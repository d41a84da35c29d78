"""第二十一条, 第二十二条: what prize money may be spent on, and what follows where it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolchain.problems import Problem
from toolchain.record import Filled
from toolchain.sheets.prize_use import PrizeReport
from toolchain.sheets.prize_use import Spending


@dataclass(frozen=True)
class UseLedger:
    """The use of one laureate's prize, amounts in yuan.

    Attributes:
        report: the laureate's report.
        proper: spent on listed uses, or on other quality work judged 符合.
        improper: spent elsewhere, or judged 不符合.
        pending: other quality work that nobody has judged yet.
        left: not yet spent.
        questioned: the improper and pending rows.
    """

    report: PrizeReport
    proper: int
    improper: int
    pending: int
    left: int
    questioned: tuple[Spending, ...]


def ledger(filled: Filled) -> tuple[UseLedger | None, tuple[Problem, ...]]:
    """第二十一条: sort one laureate's spending by use; over the prize is a problem."""
    raise NotImplementedError


def ledgers(filled: Sequence[Filled]) -> tuple[tuple[UseLedger, ...], tuple[Problem, ...]]:
    """Sort everybody's."""
    raise NotImplementedError
