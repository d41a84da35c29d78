"""第十九条: the prizes; 第二十一条: the budget; 第二十八条: repeat laureates get none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.regulation.placed import FIRST, FOURTH, SECOND, THIRD, codes
from toolchain.model.parameters import Art19, Rules
from toolchain.model.schema import Yuan
from toolchain.model.sheets.settings import Cycle
from toolchain.regulation.art19_prize import prizes

GRADES = Art19(prize_yuan=300_000, repeat_prize_yuan=0, nomination_prize_yuan=100_000)


def test_fifty_thousand_each_and_nothing_for_a_repeat(cycle: Cycle, rules: Rules) -> None:
    found, problems = prizes([FIRST, SECOND, THIRD, FOURTH], {FOURTH}, cycle, rules.art19)
    assert [(item.uscc, item.amount) for item in found.prizes] == [
        (FIRST, 50_000),
        (SECOND, 50_000),
        (THIRD, 50_000),
        (FOURTH, 0),
    ]
    assert (found.total, problems) == (150_000, ())


def test_nobody(cycle: Cycle, rules: Rules) -> None:
    found, problems = prizes([], (), replace(cycle, budget=Yuan(0)), rules.art19)
    assert (found.prizes, found.total, problems) == ((), 0, ())


def test_the_nomination_grade(cycle: Cycle) -> None:
    found, _ = prizes([FIRST, SECOND, THIRD], {THIRD}, cycle, GRADES, {SECOND})
    assert ([item.amount for item in found.prizes], found.total) == ([300_000, 100_000, 0], 400_000)


@pytest.mark.parametrize(
    ("budget", "expected"),
    [
        pytest.param(None, [], id="没有登记"),
        pytest.param(99_999, ["E-RULE-1901"], id="少一元"),
        pytest.param(100_000, [], id="恰好"),
        pytest.param(100_001, [], id="多一元"),
    ],
)
def test_the_budget(cycle: Cycle, rules: Rules, budget: int | None, expected: list[str]) -> None:
    given = replace(cycle, budget=None if budget is None else Yuan(budget))
    assert codes(prizes([FIRST, SECOND], (), given, rules.art19)[1]) == expected
