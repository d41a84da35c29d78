"""第二十条: higher awards of laureates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.regulation.awards import award, repeat
from tests.regulation.placed import FIRST, STRANGER, at, places
from tests.rows import row_of
from toolchain.model.rule_set.higher_awards import Higher
from toolchain.model.schema import Yuan
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.supervision import HigherAward
from toolchain.model.sheets.vocabulary import AwardKind, HigherAwardKind, RegisterStatus
from toolchain.regulation.art20_support import higher_awards


def row(**changes: object) -> HigherAward:
    given = row_of(HigherAward, uscc=FIRST, name="甲制造有限公司", won=date(2025, 4, 28), evidence="公告")
    return at(replace(given, **changes), 2)


def test_a_laureate_s_higher_award() -> None:
    assert higher_awards([row()], [award()]) == ((row(),), ())


@pytest.mark.parametrize(
    ("given", "held", "expected"),
    [
        pytest.param(row(uscc=STRANGER), award(), [("E-RULE-2001", "统一社会信用代码·2")], id="不是获奖单位"),
        pytest.param(row(), award(kind=AwardKind.NOMINATION), [("E-RULE-2001", "统一社会信用代码·2")], id="只得过提名"),
        pytest.param(
            row(),
            award(status=RegisterStatus.REVOKED_FRAUD, revoked=date(2025, 4, 28)),
            [("E-RULE-2002", "统一社会信用代码·2")],
            id="当日已撤销",
        ),
    ],
)
def test_rows_left_out(given: HigherAward, held: Award, expected: list[tuple[str, str]]) -> None:
    kept, problems = higher_awards([given], [held])
    assert (kept, places(problems)) == ((), expected)


def test_an_award_revoked_later_stood_when_it_was_won() -> None:
    held = award(status=RegisterStatus.REVOKED_FRAUD, revoked=date(2025, 4, 29))
    assert higher_awards([row()], [held])[1] == ()


def test_another_name_only_warns() -> None:
    kept, problems = higher_awards([row(name="甲公司")], [award()])
    assert (len(kept), places(problems)) == (1, [("W-RULE-2003", "单位名称·2")])


def test_one_standing_award_is_enough() -> None:
    gone = award(status=RegisterStatus.REVOKED_CONDUCT, revoked=date(2024, 1, 5))
    assert higher_awards([row(won=date(2028, 4, 28))], [gone, repeat()])[1] == ()


def test_the_name_is_the_last_one_on_record() -> None:
    held = [award(name="甲厂"), repeat()]
    assert higher_awards([row()], held)[1] == ()
    assert places(higher_awards([row(name="甲厂")], held)[1]) == [("W-RULE-2003", "单位名称·2")]


def amount(yuan: int, *, difference: bool, kind: HigherAwardKind = HigherAwardKind.CITY) -> Higher:
    return Higher(award=kind, article="第二十条", yuan=yuan, difference=difference)


@pytest.mark.parametrize(
    ("difference", "prize", "due"), [(False, 50_000, 200_000), (True, 50_000, 150_000), (True, 300_000, 0)]
)
def test_a_named_amount_is_filled_in(difference: bool, prize: int, due: int) -> None:
    amounts = [amount(200_000, difference=difference)]
    kept, problems = higher_awards([row()], [award(prize=Yuan(prize))], amounts)
    assert ([item.proposed for item in kept], problems) == ([due], ())
    kept, problems = higher_awards([row(proposed=Yuan(due + 1))], [award(prize=Yuan(prize))], amounts)
    assert (kept, places(problems)) == ((), [("E-RULE-2004", "拟奖励金额（元）·2")])


def test_of_a_second_higher_award_what_the_first_brought_is_taken_off() -> None:
    amounts = [
        amount(200_000, difference=True),
        amount(1_000_000, difference=True, kind=HigherAwardKind.PROVINCE),
    ]
    later = row(award=HigherAwardKind.PROVINCE, won=date(2026, 4, 28))
    kept, _ = higher_awards([row(), later], [award(prize=Yuan(50_000))], amounts)
    assert [item.proposed for item in kept] == [150_000, 800_000]


def test_an_award_without_an_amount_is_left_to_the_office() -> None:
    kept, problems = higher_awards([row(proposed=Yuan(7))], [award()], [])
    assert ([item.proposed for item in kept], problems) == ([7], ())
