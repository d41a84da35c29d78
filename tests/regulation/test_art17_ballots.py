"""第十七条: ballot papers carry no names; two forms, one cap (口径17-2, 口径17-4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.regulation.placed import FIRST, SECOND, STRANGER, THIRD, at, codes, places
from tests.regulation.votes import RULES, box, split
from tests.rows import row_of
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import USCC
from toolchain.model.sheets.committee import Ballot, MemberRecusal
from toolchain.model.sheets.settings import CycleRules, Readings
from toolchain.model.sheets.vocabulary import BallotForm, Vote
from toolchain.regulation.art17_ballots import BallotBox, held, read, stray_rounds
from toolchain.regulation.art17_vote import tally

NAMES = {FIRST: "甲", SECOND: "乙", THIRD: "丙"}
LIST = replace(RULES, ballot_form=BallotForm.LIST)


def urn(*, listing: bool = False) -> BallotBox:
    """Three candidates, six voters."""
    votes = {FIRST: split(6), SECOND: split(4, 2), THIRD: split(3, 1, 1, 1)}
    return box(votes, names=NAMES, count=6, listing=listing)


def found(urn: BallotBox, rules: CycleRules) -> list[tuple[str, str]]:
    return places(read(urn, NAMES, 1, rules)[1])


def changed(urn: BallotBox, index: int, **changes: object) -> BallotBox:
    rows = list(urn.ballots)
    rows[index] = replace(rows[index], **changes)
    return replace(urn, ballots=tuple(rows))


def test_papers_without_fault() -> None:
    for rules, listing in ((RULES, False), (LIST, True)):
        papers, problems = read(urn(listing=listing), NAMES, 1, rules)
        assert problems == ()
        assert [len(papers[uscc]) for uscc in NAMES] == [6, 6, 6]


def test_papers_are_kept_in_the_order_of_their_numbers() -> None:
    papers, _ = read(urn(), NAMES, 1, RULES)
    numbers = [row.number for row in papers[SECOND]]
    assert numbers == sorted(numbers)


def test_a_paper_for_a_stranger() -> None:
    assert ("E-RULE-1713", "统一社会信用代码·2") in found(changed(urn(), 0, uscc=STRANGER), RULES)


def test_single_papers_have_numbers_of_their_own() -> None:
    whole = urn()
    assert found(changed(whole, 1, number=whole.ballots[0].number), RULES) == [("E-RULE-1714", "票号·3")]
    across = found(changed(whole, 7, number=whole.ballots[0].number), RULES)
    assert [code for code, _ in across] == ["E-RULE-1714"]


def test_a_list_paper_used_in_single_form_is_a_number_twice() -> None:
    assert {code for code, _ in found(urn(listing=True), RULES)} == {"E-RULE-1714"}


def test_a_list_paper_carries_every_candidate_once() -> None:
    whole = urn(listing=True)
    short = replace(whole, ballots=whole.ballots[1:])
    assert [code for code, _ in found(short, LIST)] == ["E-RULE-1716"]
    twice = replace(whole, ballots=(*whole.ballots, at(whole.ballots[0], 40)))
    assert found(twice, LIST) == [("E-RULE-1715", "票号·40")]


def test_single_papers_in_list_form_lack_the_others() -> None:
    assert {code for code, _ in found(urn(), LIST)} == {"E-RULE-1716"}


def test_a_list_paper_gives_away_who_is_recused() -> None:
    recusal = at(row_of(MemberRecusal, member="W02", uscc=SECOND), 2)
    assert found(replace(urn(listing=True), recusals=(recusal,)), LIST) == [("E-RULE-1717", "统一社会信用代码·2")]
    assert found(replace(urn(), recusals=(recusal,)), RULES) == []
    stranger = replace(recusal, uscc=STRANGER)
    assert found(replace(urn(listing=True), recusals=(stranger,)), LIST) == []


def test_a_cap_needs_list_papers() -> None:
    rules = at(replace(RULES, vote_cap=3), 0)
    assert [code for code, _ in found(urn(), rules)] == ["E-RULE-1718"]
    assert found(urn(listing=True), replace(LIST, vote_cap=3)) == []


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param("委员一的票", ["E-RULE-1719"], id="含姓名"),
        pytest.param("W01", ["W-RULE-1725"], id="与委员编号相同"),
        pytest.param("W99", [], id="随机号"),
    ],
)
def test_paper_numbers_name_nobody(number: str, expected: list[str]) -> None:
    assert [code for code, _ in found(changed(urn(), 0, number=number), RULES)] == expected


def mark_rows(papers: Sequence[tuple[Vote, Vote, Vote]]) -> dict[USCC, list[Vote]]:
    return {uscc: [paper[index] for paper in papers] for index, uscc in enumerate(NAMES)}


@pytest.mark.parametrize(
    ("cap", "favours", "invalid"),
    [
        pytest.param(None, [5, 5, 4], 0, id="不限"),
        pytest.param(3, [5, 5, 4], 0, id="最多三家"),
        pytest.param(2, [1, 1, 0], 4, id="最多两家"),
        pytest.param(1, [0, 0, 0], 5, id="最多一家"),
    ],
)
def test_a_paper_over_the_cap_counts_for_nobody_but_stays_a_voter(
    readings: Readings, rules: Rules, cap: int | None, favours: list[int], invalid: int
) -> None:
    papers = [(Vote.FOR, Vote.FOR, Vote.FOR)] * 4 + [(Vote.FOR, Vote.FOR, Vote.AGAINST)]
    papers += [(Vote.AGAINST, Vote.ABSTAIN, Vote.AGAINST)]
    whole = box(mark_rows(papers), names=NAMES, count=6, listing=True)
    chosen = replace(LIST, vote_cap=cap)
    after, _ = read(whole, NAMES, 1, chosen)
    counts = tuple(
        replace(
            row,
            favour=sum(mark.vote is Vote.FOR for mark in after[row.uscc]),
            against=sum(mark.vote is Vote.AGAINST for mark in after[row.uscc]),
            abstained=sum(mark.vote is Vote.ABSTAIN for mark in after[row.uscc]),
            invalid=sum(mark.vote is Vote.INVALID for mark in after[row.uscc]),
        )
        for row in whole.counts
    )
    counted, problems = tally(replace(whole, counts=counts), list(NAMES.items()), 1, chosen, readings, rules.art17)
    assert [item.favour for item in counted] == favours
    assert [(item.returned, item.voters, item.invalid) for item in counted] == [(6, 6, invalid)] * 3
    assert codes(problems) == ["N-RULE-1726"] * invalid


def test_a_list_paper_that_lacks_one_is_told_at_its_first_row() -> None:
    whole = box(mark_rows([(Vote.FOR, Vote.FOR, Vote.FOR)] * 6), names=NAMES, count=6, listing=True)
    last = list(NAMES)[-1]
    paper = whole.ballots[0].number
    rows = [row for row in whole.ballots if row.number == paper and row.uscc != last]
    lacking = replace(whole, ballots=tuple(row for row in whole.ballots if row.number != paper or row.uscc != last))
    _, problems = read(lacking, NAMES, 1, LIST)
    first = min(rows, key=lambda row: row.uscc)
    assert [(item.code, item.at) for item in problems] == [("E-RULE-1716", first.where("number"))]


def test_a_count_that_forgot_the_cap_does_not_reconcile(readings: Readings, rules: Rules) -> None:
    whole = box(mark_rows([(Vote.FOR, Vote.FOR, Vote.FOR)] * 6), names=NAMES, count=6, listing=True)
    counted, problems = tally(whole, list(NAMES.items()), 1, replace(LIST, vote_cap=2), readings, rules.art17)
    assert counted == ()
    assert {item.code for item in problems if item.blocks} == {"E-RULE-1710"}


def row(turn: int) -> Ballot:
    return at(row_of(Ballot, round=turn, number="a1", uscc=FIRST), 50)


@pytest.mark.parametrize(
    ("turn", "tied", "expected"),
    [
        pytest.param(1, False, [], id="首轮"),
        pytest.param(2, False, [("E-RULE-1723", "轮次·50")], id="没有并列却有第二轮"),
        pytest.param(2, True, [], id="并列后的第二轮"),
        pytest.param(3, True, [("E-RULE-1723", "轮次·50")], id="第三轮"),
    ],
)
def test_rounds_that_nothing_calls_for(turn: int, tied: bool, expected: list[tuple[str, str]]) -> None:
    whole = urn()
    with_row = replace(whole, ballots=(*whole.ballots, row(turn)))
    assert places(stray_rounds(with_row, tied=tied)) == expected


def test_a_round_is_on_record_by_count_or_paper() -> None:
    whole = urn()
    assert held(whole, 1)
    assert not held(whole, 2)
    assert held(replace(whole, ballots=(*whole.ballots, row(2))), 2)
    assert held(replace(whole, counts=(*whole.counts, replace(whole.counts[0], round=2))), 2)
