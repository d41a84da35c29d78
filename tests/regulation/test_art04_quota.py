"""第四条: the rhythm of the cycles and the three places."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.regulation.awards import award
from tests.regulation.placed import codes
from toolchain.model.rule_set.numbers import Art04
from toolchain.model.rule_set.rules import Rules
from toolchain.model.rule_set.spans import Span
from toolchain.model.sheets.settings import Cycle
from toolchain.model.sheets.vocabulary import Precedence, SecondBallot
from toolchain.regulation.art04_quota import Nomination, check_interval, nominate
from toolchain.regulation.art17_vote import Tally

QUOTA = Art04(interval=Span.read("2年"), firm=True, new_laureates=3, nomination_places=0, total=0, late_until_month=6)
GRADES = Art04(interval=Span.read("2年"), firm=True, new_laureates=2, nomination_places=2, total=0, late_until_month=6)


def tally(name: str, favour: int, *, passed: bool = True) -> Tally:
    return Tally(name, name, 17, 17, 0, 17, 17, favour, 17 - favour, 0, 0, 17, 12, passed)


def votes(**favours: int) -> list[Tally]:
    return [tally(name, favour, passed=favour >= 12) for name, favour in favours.items()]


def names(tallies: tuple[Tally, ...]) -> str:
    return "".join(item.uscc for item in tallies)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        pytest.param(2025, ["E-RULE-0401"], id="一年"),
        pytest.param(2026, [], id="两年"),
        pytest.param(2027, ["W-RULE-0402"], id="三年"),
    ],
)
def test_the_interval(cycle: Cycle, rules: Rules, year: int, expected: list[str]) -> None:
    found = check_interval(replace(cycle, year=year), (), rules.art04)
    assert codes(found) == expected
    assert all(dict(item.facts)["passed"] == str(year - 2024) for item in found)


@pytest.mark.parametrize(
    ("previous", "told", "before", "expected"),
    [
        pytest.param(date(2025, 1, 10), None, None, ["W-RULE-0404"], id="一月公告，评定年度不明"),
        pytest.param(date(2025, 6, 30), None, None, ["W-RULE-0404"], id="上半年公告，评定年度不明"),
        pytest.param(date(2025, 7, 1), None, None, ["E-RULE-0401"], id="下半年公告"),
        pytest.param(date(2025, 1, 10), 2024, None, [], id="填写了评定年度"),
        pytest.param(date(2025, 1, 10), 2025, None, ["E-RULE-0401"], id="填写的评定年度只隔一年"),
        pytest.param(date(2025, 1, 10), None, 2024, [], id="上一届的表格在收件箱"),
        pytest.param(date(2025, 1, 10), None, 2025, ["E-RULE-0401"], id="上一届的表格只隔一年"),
        pytest.param(date(2026, 1, 10), None, None, ["E-RULE-0401"], id="当年公告，怎样都不足"),
    ],
)
def test_a_cycle_before_of_which_every_place_stayed_vacant(
    cycle: Cycle, rules: Rules, previous: date, told: int | None, before: int | None, expected: list[str]
) -> None:
    """No laureate in the register tells its year (口径4-1)."""
    this = replace(cycle, previous=previous, previous_year=told, year=2026)
    known = () if before is None else (replace(cycle, year=before),)
    assert codes(check_interval(this, (), rules.art04, known)) == expected


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        pytest.param(2025, ["E-RULE-0401"], id="一年"),
        pytest.param(2026, [], id="两年"),
        pytest.param(2027, ["W-RULE-0402"], id="三年"),
    ],
)
def test_an_announcement_of_january_belongs_to_the_year_it_is_for(
    cycle: Cycle, rules: Rules, year: int, expected: list[str]
) -> None:
    late = replace(cycle, year=year, previous=date(2025, 1, 10))
    held = [
        award(year=2024, announced=date(2025, 1, 10)),
        award(year=2021, announced=date(2025, 1, 10)),
        award(year=2030, announced=date(2025, 1, 11)),
    ]
    assert codes(check_interval(late, held, rules.art04)) == expected
    assert codes(check_interval(replace(late, year=2027), (), rules.art04)) == []


@pytest.mark.parametrize(
    ("previous", "expected"),
    [
        pytest.param(None, [], id="首届"),
        pytest.param(date(2026, 8, 2), ["E-RULE-0401"], id="早一日"),
        pytest.param(date(2026, 8, 3), ["E-RULE-0403"], id="同一日"),
        pytest.param(date(2026, 8, 4), ["E-RULE-0403"], id="晚一日"),
    ],
)
def test_the_previous_announcement(cycle: Cycle, rules: Rules, previous: date | None, expected: list[str]) -> None:
    assert codes(check_interval(replace(cycle, previous=previous), (), rules.art04)) == expected


def test_the_quota_is_three(rules: Rules) -> None:
    assert (rules.art04.new_laureates, rules.art04.nomination_places) == (3, 0)


@pytest.mark.parametrize(
    ("favours", "first", "surplus", "tied", "vacant"),
    [
        pytest.param({}, "", "", "", 3, id="无人通过"),
        pytest.param({"A": 12, "B": 12}, "AB", "", "", 1, id="两家"),
        pytest.param({"A": 12, "B": 12, "C": 12}, "ABC", "", "", 0, id="恰三家且同票"),
        pytest.param({"A": 12, "B": 15, "C": 14, "D": 13}, "BCD", "A", "", 0, id="四家无并列"),
        pytest.param({"A": 13, "B": 15, "C": 14, "D": 13}, "BC", "", "AD", 0, id="第三第四并列"),
        pytest.param({"A": 13, "B": 13, "C": 13, "D": 13}, "", "", "ABCD", 0, id="四家并列"),
        pytest.param({"A": 15, "B": 15, "C": 15, "D": 13, "E": 13}, "ABC", "DE", "", 0, id="并列在名额之外"),
        pytest.param({"A": 15, "B": 13, "C": 13, "D": 13, "E": 12}, "A", "E", "BCD", 0, id="两个名额三家并列"),
    ],
)
def test_places_by_votes(favours: dict[str, int], first: str, surplus: str, tied: str, vacant: int) -> None:
    found = nominate(votes(**favours), (), (), QUOTA)
    assert (names(found.first), names(found.surplus), names(found.tied)) == (first, surplus, tied)
    assert found.vacant == vacant
    assert found.settled is (tied == "")


def test_below_the_threshold_takes_no_place() -> None:
    found = nominate(votes(A=11, B=12), (), (), QUOTA)
    assert (names(found.first), names(found.failed), found.vacant) == ("B", "A", 2)


def test_repeat_laureates_stand_outside_the_quota_and_must_pass() -> None:
    found = nominate(votes(A=12, B=13, C=14, D=16, E=11), (), {"D", "E"}, QUOTA)
    assert (names(found.first), names(found.repeat), names(found.failed)) == ("CBA", "D", "E")
    assert (names(found.nominees), found.vacant) == ("CBAD", 0)


@pytest.mark.parametrize(
    ("second", "most", "threshold"),
    [
        pytest.param({"B": 14, "C": 13, "D": 12}, ("ABC", "D", ""), ("ABC", "D", ""), id="都达到，分出先后"),
        pytest.param({"B": 14, "C": 13, "D": 13}, ("AB", "", "CD"), ("AB", "", "CD"), id="都达到，仍并列"),
        pytest.param({"B": 12, "C": 12, "D": 11}, ("ABC", "D", ""), ("ABC", "D", ""), id="恰有两家达到"),
        pytest.param({"B": 12, "C": 11, "D": 10}, ("ABC", "D", ""), ("AB", "", "CD"), id="一家达到，余下由人决定"),
        pytest.param({"B": 12, "C": 11, "D": 11}, ("AB", "", "CD"), ("AB", "", "CD"), id="一家达到，余下并列"),
        pytest.param({"B": 10, "C": 9, "D": 8}, ("ABC", "D", ""), ("A", "", "BCD"), id="都没有达到"),
        pytest.param({"B": 9, "C": 9, "D": 9}, ("A", "", "BCD"), ("A", "", "BCD"), id="全部相同，没有达到"),
        pytest.param({"B": 14, "C": 13}, ("A", "", "BCD"), ("A", "", "BCD"), id="第二轮不全"),
    ],
)
def test_the_second_ballot(second: dict[str, int], most: tuple[str, str, str], threshold: tuple[str, str, str]) -> None:
    """Of 17 votes 12 are needed; two places are left for B, C and D (口径17-5)."""
    for reading, expected in ((SecondBallot.MOST, most), (SecondBallot.THRESHOLD, threshold)):
        found = nominate(votes(A=15, B=13, C=13, D=13), votes(**second), (), QUOTA, reading)
        assert (names(found.first), names(found.surplus), names(found.tied)) == expected, reading
        assert all(item.passed for item in found.nominees)
    assert SecondBallot.THRESHOLD is next(iter(SecondBallot))


@pytest.mark.parametrize(
    ("decided", "first", "surplus", "tied"),
    [
        pytest.param({"B": True, "C": True, "D": False}, "ABC", "D", "", id="列入两家"),
        pytest.param({"B": True, "C": True}, "ABC", "D", "", id="名额已满，其余不列入"),
        pytest.param({"B": True, "C": False, "D": False}, "AB", "CD", "", id="只列入一家"),
        pytest.param({"B": False, "C": False, "D": False}, "A", "BCD", "", id="都不列入"),
        pytest.param({"B": True}, "AB", "", "CD", id="还有没决定的"),
        pytest.param({"B": True, "C": True, "D": True}, "A", "", "BCD", id="列入的多于名额"),
        pytest.param({"A": False}, "A", "", "BCD", id="没有并列的不受影响"),
    ],
)
def test_people_decide_what_the_second_ballot_leaves(
    decided: dict[str, bool], first: str, surplus: str, tied: str
) -> None:
    found = nominate(votes(A=15, B=13, C=13, D=13), votes(B=5, C=4, D=4), (), QUOTA, decided=decided)
    assert (names(found.first), names(found.surplus), names(found.tied)) == (first, surplus, tied)
    assert set(names(found.decided)) == set(first) - {"A"}


@pytest.mark.parametrize(
    ("b", "over", "first"),
    [
        pytest.param((13, 17), Precedence.VOTES, "ACD", id="票数少一票"),
        pytest.param((13, 15), Precedence.VOTES, "ACD", id="票数少，比例高"),
        pytest.param((13, 15), Precedence.SHARE, "BAC", id="比例高者先"),
        pytest.param((13, 16), Precedence.SHARE, "ACD", id="比例仍低"),
    ],
)
def test_votes_or_their_share(b: tuple[int, int], over: Precedence, first: str) -> None:
    """Members recused from one candidate make its voters fewer (口径17-6)."""
    entries = [tally(name, 14 + (name == "A")) for name in "ACD"]
    entries[1] = tally("C", 15)
    entries.append(Tally("B", "B", 17, 17, 17 - b[1], b[1], b[1], b[0], b[1] - b[0], 0, 0, b[1], 12, True))
    found = nominate(entries, (), (), QUOTA, over=over)
    ordered = "".join(sorted(names(found.first)))
    assert ordered == "".join(sorted(first))


@pytest.mark.parametrize(
    ("favours", "first", "nominated", "surplus", "tied"),
    [
        pytest.param({"A": 16, "B": 15, "C": 14, "D": 13, "E": 12}, "AB", "CD", "E", "", id="两等各两家"),
        pytest.param({"A": 16, "B": 15, "C": 14}, "AB", "C", "", "", id="提名未满"),
        pytest.param({"A": 16, "B": 15, "C": 14, "D": 13, "E": 13}, "AB", "C", "", "DE", id="提名末位并列"),
        pytest.param({"A": 16, "B": 15, "C": 15, "D": 13}, "A", "", "D", "BC", id="一等末位并列则提名不定"),
    ],
)
def test_the_nomination_grade(favours: dict[str, int], first: str, nominated: str, surplus: str, tied: str) -> None:
    found = nominate(votes(**favours), (), (), GRADES)
    assert (names(found.first), names(found.nominated)) == (first, nominated)
    assert (names(found.surplus), names(found.tied)) == (surplus, tied)


def test_losers_of_the_second_ballot_fill_the_nomination_grade() -> None:
    for second, reading in ((votes(B=8, C=9), SecondBallot.MOST), (votes(B=12, C=13), SecondBallot.THRESHOLD)):
        found = nominate(votes(A=16, B=15, C=15, D=13), second, (), GRADES, reading)
        assert (names(found.first), names(found.nominated), found.settled) == ("AC", "BD", True)


def settled(found: Nomination) -> tuple[frozenset[str], ...]:
    groups = (found.first, found.nominated, found.surplus, found.tied, found.failed, found.repeat)
    return tuple(frozenset(item.uscc for item in group) for group in groups)


def test_the_order_of_the_list_never_decides() -> None:
    entries = votes(A=14, B=13, C=13, D=13, E=12)
    assert {settled(nominate(order, (), {"E"}, QUOTA)) for order in permutations(entries)} == {
        settled(nominate(entries, (), {"E"}, QUOTA))
    }


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 17), max_size=8), st.integers(0, 3), st.integers(0, 3))
def test_nobody_is_lost_and_no_place_is_given_twice(favours: list[int], places: int, nominations: int) -> None:
    entries = [tally(str(index), favour, passed=favour >= 12) for index, favour in enumerate(favours)]
    found = nominate(entries, (), {"0"}, Art04(Span.read("2年"), True, places, nominations, 0))
    groups = (*found.nominees, *found.surplus, *found.tied, *found.failed)
    assert sorted(item.uscc for item in groups) == sorted(item.uscc for item in entries)
    assert len(found.first) <= places
    assert len(found.nominated) <= nominations
    assert all(item.passed for item in (*found.nominees, *found.tied))
    for taken in found.first:
        assert all(taken.favour >= other.favour for other in (*found.surplus, *found.tied, *found.nominated))
