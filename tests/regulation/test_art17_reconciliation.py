"""第十七条: 应到, 实到, 回避, 发出, 收回 and the four marks agree, or nothing is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.regulation.placed import FIRST, SECOND, STRANGER, at, codes, places
from tests.regulation.votes import NAMES, RULES, box, marks, split
from tests.rows import row_of
from toolchain.model.problems import Problem
from toolchain.model.rule_set.rules import Rules
from toolchain.model.sheets.committee import MemberRecusal
from toolchain.model.sheets.settings import Readings
from toolchain.model.sheets.vocabulary import Teller, Vote
from toolchain.regulation.art17_ballots import BallotBox
from toolchain.regulation.art17_vote import tally

Count = Callable[[BallotBox], tuple[Problem, ...]]


@pytest.fixture
def problems(readings: Readings, rules: Rules) -> Count:
    """Count the first round of one candidate and give what is wrong."""

    def run(urn: BallotBox) -> tuple[Problem, ...]:
        counted, found = tally(urn, list(NAMES.items()), 1, RULES, readings, rules.art17)
        assert bool(counted) is not any(item.blocks for item in found)
        return found

    return run


def urn(**changes: int) -> BallotBox:
    """Nine members, one of them away; eight papers: six 同意, one 不同意, one 弃权. Both tellers say so."""
    whole = box({FIRST: split(6, 1, 1)}, names=NAMES, count=9, present=8)
    return replace(whole, counts=tuple(replace(row, **changes) for row in whole.counts))


def test_numbers_that_agree(problems: Count) -> None:
    assert codes(problems(urn())) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"handed": 7}, [("E-RULE-1706", "发出票数·2"), ("E-RULE-1707", "收回票数·2")], id="少发一张"),
        pytest.param({"handed": 9}, [("E-RULE-1706", "发出票数·2")], id="多发一张"),
        pytest.param(
            {"returned": 9, "favour": 7},
            [("E-RULE-1707", "收回票数·2"), ("E-RULE-1709", "收回票数·2"), ("E-RULE-1710", "同意票·2")],
            id="收回多于发出",
        ),
        pytest.param(
            {"returned": 7}, [("E-RULE-1708", "收回票数·2"), ("E-RULE-1709", "收回票数·2")], id="收回少记一张"
        ),
        pytest.param(
            {"against": 0}, [("E-RULE-1708", "收回票数·2"), ("E-RULE-1710", "不同意票·2")], id="漏数一张不同意"
        ),
        pytest.param(
            {"against": 0, "invalid": 1},
            [("E-RULE-1710", "不同意票·2"), ("E-RULE-1710", "无效票·2")],
            id="不同意数成无效",
        ),
        pytest.param({"abstained": 2}, [("E-RULE-1708", "收回票数·2"), ("E-RULE-1710", "弃权票·2")], id="多数一张弃权"),
    ],
)
def test_numbers_that_do_not_agree(problems: Count, changes: dict[str, int], expected: list[tuple[str, str]]) -> None:
    assert places(problems(urn(**changes))) == expected


@pytest.mark.parametrize(
    ("returned", "expected"),
    [pytest.param(7, [], id="少收一张"), pytest.param(8, [], id="全部收回"), pytest.param(9, ["E-RULE-1707"], id="多")],
)
def test_papers_may_stay_out_but_not_multiply(problems: Count, returned: int, expected: list[str]) -> None:
    whole = box({FIRST: split(6, returned - 6)}, names=NAMES, count=9, present=8)
    assert codes(problems(whole)) == expected


@pytest.mark.parametrize(
    ("entered", "expected"),
    [
        pytest.param(split(5, 1, 1), ["E-RULE-1709", "E-RULE-1710"], id="漏录一张"),
        pytest.param(split(7, 1, 1), ["E-RULE-1709", "E-RULE-1710"], id="多录一张"),
        pytest.param(split(5, 2, 1), ["E-RULE-1710", "E-RULE-1710"], id="录错一张"),
    ],
)
def test_papers_entered_against_the_count(problems: Count, entered: list[Vote], expected: list[str]) -> None:
    assert codes(problems(replace(urn(), ballots=marks(FIRST, entered)))) == expected


def test_the_two_tellers_differ(problems: Count) -> None:
    whole = urn()
    counting, watching = whole.counts
    changed = replace(whole, counts=(counting, replace(watching, favour=5, against=2)))
    found = problems(changed)
    assert places(found) == [("E-RULE-1705", "同意票·3"), ("E-RULE-1705", "不同意票·3")]
    assert [dict(item.facts)["other"] for item in found] == [
        str(counting.where("favour")),
        str(counting.where("against")),
    ]


def test_one_teller_is_enough_but_it_is_the_one_who_counts(problems: Count) -> None:
    whole = urn()
    counting, watching = whole.counts
    assert (counting.teller, watching.teller) == (Teller.COUNTING, Teller.WATCHING)
    assert codes(problems(replace(whole, counts=(counting,)))) == []
    assert places(problems(replace(whole, counts=(watching,)))) == [("E-RULE-1701", "填写人·3")]
    assert places(problems(replace(whole, counts=()))) == [("E-RULE-1701", "")]
    assert codes(problems(replace(whole, counts=(*whole.counts, at(counting, 9))))) == ["E-RULE-1704"]


def test_rows_of_strangers_and_other_names(problems: Count) -> None:
    whole = urn()
    strange = at(replace(whole.counts[0], uscc=STRANGER), 9)
    assert places(problems(replace(whole, counts=(*whole.counts, strange)))) == [("E-RULE-1702", "统一社会信用代码·9")]
    renamed = (whole.counts[0], replace(whole.counts[1], name="乙公司"))
    assert places(problems(replace(whole, counts=renamed))) == [("E-RULE-1703", "候选单位·3")]


def test_a_candidate_does_not_count(problems: Count) -> None:
    whole = urn()
    meeting = replace(whole.meeting, counting=NAMES[FIRST])
    assert codes(problems(replace(whole, meeting=meeting))) == ["E-RULE-1724"]


def test_a_recusal_lowers_the_papers_handed_out(problems: Count) -> None:
    whole = box({FIRST: split(6, 1)}, names=NAMES, count=9, present=8, recused={FIRST: ["W03"]})
    assert codes(problems(whole)) == []
    assert codes(problems(replace(whole, recusals=()))) == ["E-RULE-1706"]


@pytest.mark.parametrize(
    ("member", "uscc", "expected"),
    [
        pytest.param(
            "W99",
            SECOND,
            [("E-RULE-1720", "委员编号·2"), ("E-RULE-1722", "统一社会信用代码·2")],
            id="不是委员·不是候选",
        ),
        pytest.param("W09", FIRST, [("E-RULE-1721", "委员编号·2")], id="没有到会"),
        pytest.param("W08", SECOND, [("E-RULE-1722", "统一社会信用代码·2")], id="不是候选单位"),
    ],
)
def test_recusals_that_do_not_fit(problems: Count, member: str, uscc: str, expected: list[tuple[str, str]]) -> None:
    row = at(row_of(MemberRecusal, member=member, uscc=SECOND if uscc == SECOND else FIRST), 2)
    assert places(problems(replace(urn(), recusals=(row,)))) == expected
