"""Random cycles through the real workbooks: the toolchain decides everything as a second, naive implementation does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest

from tests.oracle.cells import books_of
from tests.oracle.comparing import apart, decisions, differences, judged
from tests.oracle.eventful import decided, eventful
from tests.oracle.features import WANTED, features
from tests.oracle.naive import decide
from tests.oracle.random_cycles import cycle

TAUGHT = (5, 14, 106, 210)
"""Cycles that once came out differently: lapsed supplement, ended interest, fact of a fraud, absent recused member."""

TAUGHT_EVENTS = (8, 37, 265)
"""Cycles with events that once came out differently: a reviewer of two panels, a title announced later alone."""


def _slow(seeds: Iterable[int]) -> list[Any]:
    return [pytest.param(seed, marks=pytest.mark.slow) for seed in seeds]


@pytest.mark.parametrize("seed", [*TAUGHT, 2000, 2001, *_slow(range(2002, 2016))])
def test_a_random_cycle_is_decided_alike(seed: int) -> None:
    assert differences(cycle(seed)) == []


@pytest.mark.parametrize("seed", [*TAUGHT_EVENTS, 3000, 3001, *_slow(range(3002, 3010))])
def test_a_random_cycle_with_events_is_decided_alike(seed: int) -> None:
    files = eventful(seed)
    assert apart(decided(files), decisions(judged(files))) == []


@pytest.mark.stress
def test_a_thousand_random_cycles_with_events_are_decided_alike() -> None:
    found = {seed: apart(decided(files), decisions(judged(files))) for seed in range(1000) if (files := eventful(seed))}
    assert {seed: differences for seed, differences in found.items() if differences} == {}


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
