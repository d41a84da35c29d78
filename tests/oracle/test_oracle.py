"""Random cycles through the real workbooks: the toolchain decides everything as a second, naive implementation does."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.oracle.cells import books_of
from tests.oracle.comparing import differences
from tests.oracle.features import WANTED, features
from tests.oracle.naive import decide
from tests.oracle.random_cycles import cycle

TAUGHT = (5, 14, 106, 210)
"""Cycles that once came out differently: lapsed supplement, ended interest, fact of a fraud, absent recused member."""


@pytest.mark.parametrize("seed", [*TAUGHT, *range(2000, 2016)])
def test_a_random_cycle_is_decided_alike(seed: int) -> None:
    assert differences(cycle(seed)) == []


def test_a_cycle_is_made_of_its_seed_alone() -> None:
    assert cycle(7) == cycle(7)


@pytest.mark.stress
def test_a_thousand_random_cycles_are_decided_alike() -> None:
    seen: Counter[str] = Counter()
    apart = {}
    for seed in range(1000):
        files = cycle(seed)
        books = books_of(files)
        seen.update(features(decide(books), books))
        found = differences(files)
        if found:
            apart[seed] = found
    assert apart == {}
    assert WANTED - set(seen) == frozenset()
