"""A figure is held against all others without a look at each; what is told is what a look at each tells."""

from __future__ import annotations

import random
from decimal import Decimal
from statistics import median

import pytest

from toolchain.model.problems import At
from toolchain.regulation.plausibility import Figure, Figures


@pytest.mark.parametrize("seed", range(20))
def test_median_and_nearest_are_those_of_all_others(seed: int) -> None:
    chance = random.Random(seed)
    given = [
        Figure(
            Decimal(chance.choice((1, 2, 3, 1000, 2500))), At(f"{chance.randrange(9)}.xlsx", "表", f"B{place}"), name
        )
        for place in range(chance.randrange(4, 30))
        for name in (chance.choice("甲乙丙"),)
    ]
    figures = Figures(given)
    for mine in given:
        rest = sorted(other for other in given if other is not mine)
        assert figures.median_without(mine) == median(other.value for other in rest)
        nearest = min(rest, key=lambda found: (abs(found.value - mine.value), found.whose))
        assert figures.nearest_to(mine) == nearest
