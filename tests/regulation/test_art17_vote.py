"""第十七条: two thirds of the voters, two thirds included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.regulation.placed import FIRST, SECOND, codes, places
from tests.regulation.votes import NAMES, RULES, box, split
from tests.rows import row_of
from toolchain.model.rule_set.numbers import Art17, Method
from toolchain.model.rule_set.rules import Rules
from toolchain.model.sheets.committee import MemberRecusal
from toolchain.model.sheets.settings import Readings
from toolchain.model.sheets.vocabulary import Vote, Voters
from toolchain.regulation.art17_vote import Tally, needed, tally

TWO_THIRDS = Art17(Fraction(2, 3), inclusive=True, secret_from=5, method=Method.BALLOT, manner="")
OVER_HALF = Art17(Fraction(1, 2), inclusive=False, secret_from=5, method=Method.BALLOT, manner="")
BOTH = {FIRST: "甲制造有限公司", SECOND: "乙纺织有限公司"}


@pytest.mark.parametrize(
    ("voters", "least"),
    [(9, 6), (10, 7), (11, 8), (12, 8), (13, 9), (15, 10), (17, 12), (18, 12), (21, 14), (31, 21)],
)
def test_yes_votes_needed(rules: Rules, voters: int, least: int) -> None:
    assert needed(voters, rules.art17) == least


@pytest.mark.parametrize(
    ("votes", "voters", "passed"),
    [
        pytest.param(6, 9, True, id="恰为三分之二"),
        pytest.param(5, 9, False, id="少一票"),
        pytest.param(7, 9, True, id="多一票"),
        pytest.param(5, 7, True, id="七分之五"),
        pytest.param(4, 7, False, id="七分之四"),
        pytest.param(1, 1, True, id="一人"),
        pytest.param(1, 2, False, id="两人一票"),
        pytest.param(2, 3, True, id="三人两票"),
    ],
)
def test_the_share_itself_passes(rules: Rules, votes: int, voters: int, passed: bool) -> None:
    assert (votes >= needed(voters, rules.art17)) is passed


@pytest.mark.parametrize(("voters", "least"), [(1, 1), (2, 2), (9, 5), (10, 6), (11, 6)])
def test_a_share_that_must_be_exceeded(voters: int, least: int) -> None:
    assert needed(voters, OVER_HALF) == least


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 999), st.fractions(Fraction(1, 20), 1, max_denominator=20))
def test_needed_is_exact_and_monotone(voters: int, share: Fraction) -> None:
    inclusive, exclusive = (
        Art17(share, inclusive=True, secret_from=5, method=Method.BALLOT, manner=""),
        Art17(share, inclusive=False, secret_from=5, method=Method.BALLOT, manner=""),
    )
    assert needed(voters, inclusive) == ceil(share * voters)
    assert needed(voters, exclusive) == floor(share * voters) + 1
    assert 0 <= needed(voters + 1, inclusive) - needed(voters, inclusive) <= 1
    assert needed(voters, inclusive) <= needed(voters, exclusive)


def one(marks: Sequence[Vote], readings: Readings, p: Art17, **changes: int) -> Tally:
    urn = box({FIRST: marks}, names=NAMES, count=changes.get("count", 9), present=changes.get("present"))
    counted, problems = tally(urn, [(FIRST, NAMES[FIRST])], 1, RULES, readings, p)
    assert not [item for item in problems if item.blocks]
    return counted[0]


SPLITS = [
    (favour, against, abstained, returned - favour - against - abstained)
    for returned in range(1, 10)
    for favour in range(returned + 1)
    for against in range(returned - favour + 1)
    for abstained in range(returned - favour - against + 1)
]


@pytest.mark.parametrize("reading", list(Voters))
def test_every_small_ballot_against_a_naive_count(readings: Readings, reading: Voters) -> None:
    chosen = replace(readings, voters=reading)
    for favour, against, abstained, invalid in SPLITS:
        returned = favour + against + abstained + invalid
        voters = {
            Voters.RETURNED: returned,
            Voters.VALID: favour + against + abstained,
            Voters.PRESENT: 9,
            Voters.ALL: 10,
        }[reading]
        if not voters:
            continue
        found = one(split(favour, against, abstained, invalid), chosen, TWO_THIRDS, count=10, present=9)
        assert (found.favour, found.against, found.abstained, found.invalid) == (favour, against, abstained, invalid)
        assert (found.members, found.present, found.handed, found.returned) == (10, 9, 9, returned)
        assert found.voters == voters
        assert found.passed is (3 * favour >= 2 * voters)


@pytest.mark.parametrize(
    ("reading", "voters", "passed"),
    [
        pytest.param(Voters.RETURNED, 9, False, id="收回票数"),
        pytest.param(Voters.VALID, 7, True, id="有效票数"),
        pytest.param(Voters.PRESENT, 9, False, id="实到"),
        pytest.param(Voters.ALL, 11, False, id="应到"),
    ],
)
def test_readings_of_the_voters(readings: Readings, reading: Voters, voters: int, passed: bool) -> None:
    urn = box({FIRST: split(5, 2, 0, 2)}, names=NAMES, count=12, present=10, recused={FIRST: ["W04"]})
    counted, _ = tally(urn, [(FIRST, NAMES[FIRST])], 1, RULES, replace(readings, voters=reading), TWO_THIRDS)
    assert (counted[0].voters, counted[0].passed) == (voters, passed)


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        pytest.param(Voters.ALL, [], id="应到的回避委员不必到会"),
        pytest.param(Voters.RETURNED, ["E-RULE-1721"], id="收回票数时未到会的不登记"),
    ],
)
def test_a_recused_member_who_did_not_come(readings: Readings, reading: Voters, expected: list[str]) -> None:
    whole = box({FIRST: split(6, 3)}, names=NAMES, count=10, present=9)
    away = (row_of(MemberRecusal, member="W10", uscc=FIRST, reason="曾任职"),)
    chosen = replace(readings, voters=reading)
    counted, problems = tally(replace(whole, recusals=away), [(FIRST, NAMES[FIRST])], 1, RULES, chosen, TWO_THIRDS)
    assert codes(problems) == expected
    assert [(item.voters, item.passed) for item in counted] == ([] if expected else [(9, True)])


def test_a_recused_member_leaves_that_candidate_only(readings: Readings) -> None:
    urn = box({FIRST: split(8), SECOND: split(8, 1)}, names=BOTH, count=9, recused={FIRST: ["W05"]})
    (first, second), problems = tally(urn, list(BOTH.items()), 1, RULES, readings, TWO_THIRDS)
    assert codes(problems) == []
    assert (first.recused, first.handed, first.voters, first.needed) == (1, 8, 8, 6)
    assert (second.recused, second.handed, second.voters, second.needed) == (0, 9, 9, 6)


@pytest.mark.parametrize(("voters", "expected"), [(4, ["W-RULE-1712"]), (5, []), (6, [])])
def test_a_unanimous_count_of_few_is_no_secret(readings: Readings, voters: int, expected: list[str]) -> None:
    for marks in (split(voters), split(0, voters), split(0, 0, voters), split(0, 0, 0, voters)):
        urn = box({FIRST: marks}, names=NAMES, count=9)
        counted, problems = tally(urn, [(FIRST, NAMES[FIRST])], 1, RULES, readings, TWO_THIRDS)
        assert (codes(problems), len(counted)) == (expected, 1)


def test_a_divided_count_of_few_keeps_its_secret(readings: Readings) -> None:
    urn = box({FIRST: split(3, 1)}, names=NAMES, count=9)
    assert codes(tally(urn, [(FIRST, NAMES[FIRST])], 1, RULES, readings, TWO_THIRDS)[1]) == []


def test_no_voters_decide_nothing(readings: Readings) -> None:
    urn = box({FIRST: []}, names=NAMES, count=9)
    counted, problems = tally(urn, [(FIRST, NAMES[FIRST])], 1, RULES, readings, TWO_THIRDS)
    assert (counted, places(problems)) == ((), [("E-RULE-1711", "收回票数·2")])
    urn = box({FIRST: split(0, 0, 0, 6)}, names=NAMES, count=9)
    counted, problems = tally(
        urn, [(FIRST, NAMES[FIRST])], 1, RULES, replace(readings, voters=Voters.VALID), TWO_THIRDS
    )
    assert (counted, codes(problems)) == ((), ["E-RULE-1711"])


def test_the_second_round_counts_its_own_rows(readings: Readings) -> None:
    first = box({FIRST: split(9), SECOND: split(9)}, names=BOTH, count=9)
    again = box({SECOND: split(3, 6)}, names=BOTH, count=9, turn=2)
    both = replace(first, counts=first.counts + again.counts, ballots=first.ballots + again.ballots)
    counted, problems = tally(both, [(SECOND, BOTH[SECOND])], 2, RULES, readings, TWO_THIRDS)
    assert (codes(problems), [item.favour for item in counted]) == ([], [3])
    counted, problems = tally(both, list(BOTH.items()), 1, RULES, readings, TWO_THIRDS)
    assert (codes(problems), [item.favour for item in counted]) == ([], [9, 9])


def test_one_wrong_number_stops_the_whole_round(readings: Readings) -> None:
    urn = box({FIRST: split(9), SECOND: split(9)}, names=BOTH, count=9)
    wrong = replace(urn, counts=tuple(replace(row, handed=8) if row.uscc == SECOND else row for row in urn.counts))
    counted, problems = tally(wrong, list(BOTH.items()), 1, RULES, readings, TWO_THIRDS)
    assert counted == ()
    assert {item.code for item in problems} == {"E-RULE-1706", "E-RULE-1707"}


def test_adding_a_yes_never_loses(readings: Readings) -> None:
    for favour in range(9):
        less = one(split(favour, 9 - favour), readings, TWO_THIRDS)
        more = one(split(favour + 1, 8 - favour), readings, TWO_THIRDS)
        assert more.passed >= less.passed


def test_cells_name_the_count_before_the_papers_in_the_order_of_their_numbers(readings: Readings) -> None:
    urn = box({FIRST: split(6, 3)}, names=NAMES, count=9)
    shuffled = replace(urn, ballots=tuple(reversed(urn.ballots)))
    counted, _ = tally(urn, [(FIRST, NAMES[FIRST])], 1, RULES, readings, TWO_THIRDS)
    again, _ = tally(shuffled, [(FIRST, NAMES[FIRST])], 1, RULES, readings, TWO_THIRDS)
    assert counted == again
    assert [item.sheet for item in counted[0].cells[:3]] == ["发票收票", "发票收票", "表决票"]
    assert len(counted[0].cells) == 11
