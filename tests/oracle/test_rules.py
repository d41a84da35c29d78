"""Every rule of the second implementation is reached on both sides: a cycle notices when it is read otherwise."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.oracle.cells import books_of
from tests.oracle.changed import changed, notices, seeds
from tests.oracle.comparing import apart, decisions, judged
from tests.oracle.naive import decide
from tests.oracle.random_cycles import cycle
from tests.oracle.rules import CHANGES, UNREACHED

ALWAYS, SLOW = 2, 8
"""So many cycles, those that notice most, by every run, so many by ``-m slow``, the others by ``-m stress``."""

NOTICED = seeds()
BY_NAME = {change.name: change for change in CHANGES}
MOST = [seed for seed, _ in sorted(Counter(NOTICED.values()).items(), key=lambda item: (-item[1], item[0]))]


@pytest.mark.parametrize(
    "seed",
    [
        *MOST[:ALWAYS],
        *(pytest.param(seed, marks=pytest.mark.slow) for seed in MOST[ALWAYS:SLOW]),
        *(pytest.param(seed, marks=pytest.mark.stress) for seed in MOST[SLOW:]),
    ],
)
def test_a_cycle_notices_rules_read_otherwise(seed: int) -> None:
    books = books_of(files := cycle(seed))
    theirs = decisions(judged(files))
    assert apart(decide(books), theirs) == []
    names = [name for name, noticed in NOTICED.items() if noticed == seed]
    unnoticed = [name for name in names if not notices(changed(BY_NAME[name]), books, theirs)]
    assert unnoticed == [], "请运行 python -m tests.oracle.changed"


def test_every_change_is_noticed_or_known_not_to_be() -> None:
    """A new rule needs a cycle that reaches it; what no cycle reaches is listed, and the list may only shrink."""
    assert set(BY_NAME) - set(NOTICED) == set(UNREACHED), "请运行 python -m tests.oracle.changed"
    assert set(NOTICED) <= set(BY_NAME)


def test_a_change_leaves_the_second_implementation_as_it_is() -> None:
    files = cycle(7)
    before = decide(books_of(files))
    changed(CHANGES[0])(books_of(files))
    assert decide(books_of(files)) == before
