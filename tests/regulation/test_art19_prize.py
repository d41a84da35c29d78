"""第十九条: the prizes; 第二十一条: the budget; 第二十八条: repeat laureates get none."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.regulation.placed import FIRST, FOURTH, SECOND, THIRD, at, codes
from tests.rows import row_of
from toolchain.model.rule_set.articles import Local
from toolchain.model.rule_set.numbers import Art19, Payer, Reduction, Way
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import Yuan
from toolchain.model.sheets.approval import Approved
from toolchain.model.sheets.settings import Cycle
from toolchain.regulation.art19_prize import prizes, shares

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
    found, _ = prizes([FIRST, SECOND, THIRD], {THIRD}, cycle, GRADES, {SECOND: 100_000})
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


CEILING = Art19(
    prize_yuan=300_000,
    repeat_prize_yuan=0,
    nomination_prize_yuan=0,
    reductions=(
        Reduction("全额财政拨款的单位", Local("第十九条"), Way.NONE),
        Reduction("已获其他奖励的单位", Local("第十九条"), Way.DIFFERENCE),
    ),
)


@pytest.mark.parametrize(
    ("ceiling", "granted", "less", "amount", "expected"),
    [
        pytest.param(False, None, None, 300_000, [], id="照办法"),
        pytest.param(False, 300_000, None, 300_000, [], id="照办法填了数额"),
        pytest.param(False, 299_999, None, 300_000, ["E-RULE-1906"], id="没有原因"),
        pytest.param(False, 0, "全额财政拨款的单位", 0, [], id="不发"),
        pytest.param(False, 1, "全额财政拨款的单位", 1, ["E-RULE-1905"], id="不发却填了数额"),
        pytest.param(False, 100_000, "已获其他奖励的单位", 100_000, [], id="补差额"),
        pytest.param(False, None, "已获其他奖励的单位", 300_000, ["E-RULE-1903"], id="差额没有填"),
        pytest.param(False, 100_000, "效益不好", 100_000, ["E-RULE-1902"], id="办法没有的原因"),
        pytest.param(True, 300_000, None, 300_000, [], id="恰好最高额"),
        pytest.param(True, 300_001, None, 300_001, ["E-RULE-1904"], id="超过一元"),
        pytest.param(True, 0, None, 0, [], id="决定不发"),
        pytest.param(True, None, None, 0, ["E-RULE-1903"], id="还没有决定"),
    ],
)
def test_what_the_meeting_grants(
    cycle: Cycle, ceiling: bool, granted: int | None, less: str | None, amount: int, expected: list[str]
) -> None:
    row = row_of(
        Approved,
        uscc=FIRST,
        granted=None if granted is None else Yuan(granted),
        less=less,
    )
    given = replace(cycle, budget=None)
    found, problems = prizes([FIRST], (), given, replace(CEILING, ceiling=ceiling), {}, {FIRST: at(row, 2)})
    assert ([item.amount for item in found.prizes], codes(problems)) == ([amount], expected)


def test_a_repeat_laureate_needs_no_amount_under_a_ceiling(cycle: Cycle) -> None:
    row = row_of(Approved, uscc=FIRST)
    found, problems = prizes([FIRST], {FIRST}, cycle, replace(CEILING, ceiling=True), {}, {FIRST: at(row, 2)})
    assert (found.total, problems) == (0, ())


def test_budgets_share_every_yuan() -> None:
    payers = (Payer("市财政", Fraction(1, 3)), Payer("区财政", Fraction(2, 3)))
    assert shares(100, replace(CEILING, payers=payers)) == (("市财政", 34), ("区财政", 66))
    assert shares(100, CEILING) == ()
