"""第二十八条: four years, to the corresponding day; then the exception."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.regulation.awards import award, repeat
from tests.regulation.placed import FIRST, SECOND, at, places
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import Yuan
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.vocabulary import AwardKind, RegisterStatus
from toolchain.regulation.art28_validity import check_register, in_force, open_again, stands, titles, valid_until

OLD = "红政〔2015〕1号"
GONE = RegisterStatus.REVOKED_CONDUCT


@pytest.mark.parametrize(
    ("announced", "last"),
    [
        pytest.param(date(2022, 12, 30), date(2026, 12, 30), id="对应日"),
        pytest.param(date(2023, 3, 1), date(2027, 3, 1), id="三月一日"),
        pytest.param(date(2024, 2, 28), date(2028, 2, 28), id="闰年二月二十八日"),
        pytest.param(date(2024, 2, 29), date(2028, 2, 29), id="闰日到闰日"),
        pytest.param(date(2096, 2, 29), date(2100, 2, 28), id="闰日到平年"),
    ],
)
def test_the_last_day(rules: Rules, announced: date, last: date) -> None:
    assert valid_until(announced, rules.art28) == last


@pytest.mark.parametrize(("offset", "running"), [(-1, True), (0, True), (1, False)])
def test_in_force_to_the_last_day(offset: int, running: bool) -> None:
    assert in_force(award(), date(2026, 12, 30) + timedelta(days=offset)) is running
    assert open_again(award()) == date(2026, 12, 31)


@pytest.mark.parametrize(("offset", "before"), [(-1, True), (0, False), (1, False)])
def test_in_force_and_standing_until_revoked(offset: int, before: bool) -> None:
    gone = award(status=GONE, revoked=date(2025, 6, 1))
    day = date(2025, 6, 1) + timedelta(days=offset)
    assert in_force(gone, day) is before
    assert stands(gone, day) is before


def test_a_revoked_status_without_a_day_never_stands() -> None:
    assert not stands(award(status=GONE), date(2023, 1, 1))
    assert stands(award(status=RegisterStatus.EXPIRED), date(2030, 1, 1))


@pytest.mark.parametrize(
    ("day", "held"),
    [
        pytest.param(date(2022, 12, 29), (), id="公告前一日"),
        pytest.param(date(2022, 12, 30), (award(),), id="公告当日"),
        pytest.param(date(2022, 12, 31), (award(),), id="公告次日"),
        pytest.param(date(2027, 2, 28), (award(),), id="再次公告前一日"),
        pytest.param(date(2027, 3, 1), (award(), repeat()), id="再次公告当日"),
    ],
)
def test_titles_count_from_the_day_of_their_announcement(day: date, held: tuple[Award, ...]) -> None:
    assert titles(FIRST, [repeat(), award(), award(uscc=SECOND)], day) == held


def test_every_title_counts_in_the_order_in_which_they_end() -> None:
    """One announced later that ends earlier hides no other."""
    long, short = award(valid_until=date(2028, 1, 1)), repeat(announced=date(2024, 3, 1), valid_until=date(2026, 1, 1))
    assert titles(FIRST, [short, long], date(2025, 1, 1)) == (short, long)


def test_a_nomination_makes_nobody_a_repeat_laureate() -> None:
    assert titles(FIRST, [award(kind=AwardKind.NOMINATION)], date(2027, 1, 1)) == ()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(award(), [], id="相符"),
        pytest.param(award(valid_until=date(2026, 12, 29)), [("E-RULE-2801", "有效期截止·2")], id="少一日"),
        pytest.param(award(valid_until=date(2026, 12, 31)), [("E-RULE-2801", "有效期截止·2")], id="多一日"),
        pytest.param(award(basis=OLD, valid_until=date(2025, 12, 30)), [], id="原办法照登记"),
        pytest.param(award(basis=OLD, valid_until=date(2022, 12, 30)), [], id="原办法·公告当日"),
        pytest.param(
            award(basis=OLD, valid_until=date(2022, 12, 29)), [("E-RULE-2805", "有效期截止·2")], id="原办法·早一日"
        ),
        pytest.param(award(status=GONE), [("E-RULE-2802", "撤销日期·2")], id="撤销没有日期"),
        pytest.param(award(revoked=date(2024, 1, 1)), [("E-RULE-2803", "状态·2")], id="状态不是撤销"),
        pytest.param(
            award(status=GONE, revoked=date(2022, 12, 29)), [("E-RULE-2806", "撤销日期·2")], id="撤销早于公告"
        ),
        pytest.param(award(status=GONE, revoked=date(2022, 12, 30)), [], id="撤销于公告当日"),
        pytest.param(repeat(prize=Yuan(1)), [("E-RULE-2804", "奖金（元）·2")], id="再次获奖有奖金"),
    ],
)
def test_the_register(rules: Rules, row: Award, expected: list[tuple[str, str]]) -> None:
    assert places(check_register([row], rules.art28, rules.document)) == expected


def test_a_certificate_number_twice_warns(rules: Rules) -> None:
    rows = [award(), at(repeat(certificate="证1"), 3), at(award(uscc=SECOND, certificate=None), 4)]
    assert places(check_register(rows, rules.art28, rules.document)) == [("W-RULE-2808", "证书编号·3")]


def test_awards_without_a_certificate_number_share_none(rules: Rules) -> None:
    assert check_register([award(certificate=None), repeat(certificate=None)], rules.art28, rules.document) == ()
