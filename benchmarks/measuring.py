"""Taking times in pairs: each round runs every side once, so that a busy machine is busy for all of them."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

ROUNDS = 5
Work = Callable[[], object]


@dataclass(frozen=True)
class Line:
    """One comparison.

    Attributes:
        what: what was done.
        beside: against what.
        ours, theirs: median seconds of one piece.
        goal: the ratio that is asked for; None where there is none.
        slower: the ratio says how many times slower we are (against a limit), not faster.
        checked: what was found equal.
    """

    what: str
    beside: str
    ours: float
    theirs: float
    goal: float | None = None
    slower: bool = False
    checked: str = ""

    @property
    def ratio(self) -> float:
        """Say how many times faster, or against a limit how many times its time."""
        return self.ours / self.theirs if self.slower else self.theirs / self.ours

    @property
    def met(self) -> bool | None:
        """Say whether the goal is met."""
        if self.goal is None:
            return None
        return self.ratio <= self.goal if self.slower else self.ratio >= self.goal


def agree(one: object, other: object, what: str) -> None:
    """Make sure that two results are equal: what differs is not compared.

    Raises:
        AssertionError: they differ.
    """
    if one != other:
        raise AssertionError(f"{what}：结果不同，不能比较")


def medians(sides: Mapping[str, Work], pieces: Mapping[str, int], rounds: int = ROUNDS) -> dict[str, float]:
    """Give each side's median time for one of its pieces; all sides take turns in every round."""
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for work in sides.values():
        work()
    for _ in range(rounds):
        for name, work in sides.items():
            gc.collect()
            begin = time.perf_counter()
            work()
            taken[name].append((time.perf_counter() - begin) / pieces.get(name, 1))
    return {name: statistics.median(times) for name, times in taken.items()}
