"""第十六条: averages, places, candidates; computed by hand, in exact fractions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.regulation.panels import (
    CRITERIA,
    RULES,
    TEMPLATES,
    Marks,
    cycle_rules,
    expert,
    experts,
    flat,
    placed,
    qualified,
    seated,
    sheet,
)
from toolchain.model.schema import Share
from toolchain.model.sheets.scores import Score
from toolchain.model.sheets.vocabulary import Scope, TieBreak, Trimming
from toolchain.model.wording import Wording
from toolchain.regulation.art08_draw import Draw
from toolchain.regulation.art16_places import share, without_extremes
from toolchain.regulation.art16_ranking import Candidates, Ranking, candidates, check_rules, rank

WORDING = Wording.load(TEMPLATES / "wording")
PANELS = {size: seated(experts(size), size=size) for size in (3, 4, 5)}


def ranked(given_marks: Sequence[Marks], draws: Sequence[Draw] | None = None, **changes: object) -> Ranking:
    """Rank what a panel of as many reviewers as there are sheets gave."""
    applicants = sorted(given_marks[0])
    sheets = [sheet(member, marks) for member, marks in zip(experts(len(given_marks)), given_marks, strict=True)]
    ranking, problems = rank(
        sheets,
        draws or [PANELS[len(given_marks)]],
        [qualified(uscc) for uscc in applicants],
        (),
        (),
        CRITERIA,
        cycle_rules(**changes),
        RULES,
    )
    assert problems == ()
    assert ranking is not None
    return ranking


def levels(*rows: Sequence[int], names: str = "甲乙丙丁") -> list[Marks]:
    """Give each reviewer's percentages, one per applicant."""
    return [{name: flat(level) for name, level in zip(names, row, strict=False)} for row in rows]


def order(ranking: Ranking) -> list[tuple[str, int]]:
    return [(item.uscc, item.rank) for item in ranking.standings]


# ---- by hand ----


def test_a_ranking_by_hand() -> None:
    """400 分领导、600 分结果，材料 40%、现场 60%。

    甲  E01 材料 80%、70% → 320+420=740，现场 90%、60% → 360+360=720，0.4×740+0.6×720=728；结果 0.4×420+0.6×360=384
        E02 材料 75%、85% → 300+510=810，现场 70%、80% → 280+480=760，780；结果 492
        E03 材料 65%、60% → 260+360=620，现场 85%、75% → 340+450=790，722；结果 414
        平均 材料 2170/3，现场 2270/3，综合 2230/3，结果 430
    乙  全部 75% → 750
    """
    others = {"乙": flat(75)}
    ranking = ranked(
        [
            {"甲": [("80", "90"), ("70", "60")], **others},
            {"甲": [("75", "70"), ("85", "80")], **others},
            {"甲": [("65", "85"), ("60", "75")], **others},
        ]
    )
    first, second = ranking.standings
    assert (first.uscc, first.total, first.rank) == ("乙", 750, 1)
    assert (second.uscc, second.rank, second.panel_rank, second.tied) == ("甲", 2, 2, False)
    assert [(item.expert, item.desk, item.site, item.total, item.results) for item in second.scores] == [
        ("E01", 740, 720, 728, 384),
        ("E02", 810, 760, 780, 492),
        ("E03", 620, 790, 722, 414),
    ]
    assert (second.desk, second.site) == (Fraction(2170, 3), Fraction(2270, 3))
    assert (second.total, second.plain, second.trimmed) == (Fraction(2230, 3), Fraction(2230, 3), None)
    assert second.results == 430
    assert [(item.category, item.average, item.points) for item in ranking.profiles[second.uscc]] == [
        ("领导", Fraction(2230, 3) - 430, 400),
        ("结果", Fraction(430), 600),
    ]


def test_the_average_runs_over_the_reviewers_not_the_total() -> None:
    ranking = ranked(levels((80, 70), (80, 70), (80, 70)))
    assert [item.total for item in ranking.standings] == [800, 700]


# ---- trimming ----


@pytest.mark.parametrize(
    ("given_levels", "trimmed", "total"),
    [
        pytest.param((100, 50, 60, 70), None, Fraction(700), id="四名不去掉"),
        pytest.param((100, 50, 60, 70, 65), Fraction(650), Fraction(650), id="五名去掉"),
    ],
)
def test_trimming_starts_at_five(given_levels: tuple[int, ...], trimmed: Fraction | None, total: Fraction) -> None:
    ranking = ranked(levels(*((level,) for level in given_levels)), trimming=Trimming.EXTREMES)
    only = ranking.standings[0]
    assert (only.trimmed, only.total) == (trimmed, total)
    assert only.plain == Fraction(sum(given_levels) * 10, len(given_levels))


def test_both_averages_are_shown_and_the_cycle_says_which_decides() -> None:
    rows = levels((100,), (50,), (60,), (70,), (65,))
    kept, cut = ranked(rows, trimming=Trimming.NONE), ranked(rows, trimming=Trimming.EXTREMES)
    assert (kept.standings[0].plain, kept.standings[0].trimmed) == (690, 650)
    assert (cut.standings[0].plain, cut.standings[0].trimmed) == (690, 650)
    assert (kept.standings[0].total, cut.standings[0].total) == (690, 650)


def test_only_one_of_several_equal_extremes_goes() -> None:
    totals = [Fraction(90), Fraction(90), Fraction(50), Fraction(60), Fraction(70)]
    assert without_extremes(totals) == [Fraction(1, 2), Fraction(1, 2), 0, 1, 1]
    assert without_extremes([Fraction(60)] * 5) == [Fraction(3, 5)] * 5
    ranking = ranked(levels((90,), (90,), (50,), (60,), (70,)), trimming=Trimming.EXTREMES)
    assert ranking.standings[0].total == Fraction(900 + 600 + 700, 3)


# ---- places ----


def test_equal_totals_share_a_place() -> None:
    ranking = ranked(levels((80, 70, 70, 60), (80, 70, 70, 60), (80, 70, 70, 60)))
    assert order(ranking) == [("甲", 1), ("丙", 2), ("乙", 2), ("丁", 4)]
    assert [item.tied for item in ranking.standings] == [False, True, True, False]


SITE_HIGHER = {"甲": [("70", "70"), ("70", "70")], "乙": [("85", "60"), ("85", "60")]}
"""Equal totals of 700; 甲 is better on site."""
RESULTS_HIGHER = {"甲": [("85", "85"), ("60", "60")], "乙": [("70", "70"), ("70", "70")]}
"""Equal totals of 700; 乙 is better in results."""


@pytest.mark.parametrize(
    ("marks", "tie_break", "expected"),
    [
        pytest.param(SITE_HIGHER, TieBreak.SHARED, [("乙", 1), ("甲", 1)], id="并列"),
        pytest.param(SITE_HIGHER, TieBreak.SITE, [("甲", 1), ("乙", 2)], id="现场高者在前"),
        pytest.param(SITE_HIGHER, TieBreak.RESULTS, [("乙", 1), ("甲", 1)], id="结果也相同"),
        pytest.param(RESULTS_HIGHER, TieBreak.SITE, [("乙", 1), ("甲", 1)], id="现场也相同"),
        pytest.param(RESULTS_HIGHER, TieBreak.RESULTS, [("乙", 1), ("甲", 2)], id="结果高者在前"),
    ],
)
def test_ties_break_only_as_the_cycle_declared(marks: Marks, tie_break: TieBreak, expected: list[object]) -> None:
    assert order(ranked([marks] * 3, tie_break=tie_break)) == expected


# ---- the list of candidates ----


def listed(ranking: Ranking, repeats: Sequence[str] = (), **changes: object) -> tuple[list[str], list[str], list[str]]:
    found: Candidates = candidates(ranking, repeats, cycle_rules(**changes))
    return tuple([item.uscc for item in part] for part in (found.first, found.repeat, found.tied))


def test_the_number_holds_for_first_time_applicants() -> None:
    ranking = ranked(levels(*[(80, 75, 70, 65)] * 3))
    assert listed(ranking) == (["甲", "乙"], [], [])
    assert listed(ranking, ["甲"]) == (["乙", "丙"], ["甲"], [])
    assert listed(ranking, ["丁"], candidates=1) == (["甲"], ["丁"], [])
    assert listed(ranking, candidates=9) == (["甲", "乙", "丙", "丁"], [], [])


@pytest.mark.parametrize(
    ("least", "first"),
    [
        pytest.param(Decimal("749.99"), ["甲", "乙"], id="最低分略低"),
        pytest.param(Decimal(750), ["甲", "乙"], id="恰等于最低分"),
        pytest.param(Decimal("750.01"), ["甲"], id="低于最低分"),
    ],
)
def test_the_minimum_score_is_included(least: Decimal, first: list[str]) -> None:
    ranking = ranked(levels(*[(80, 75, 70)] * 3))
    assert listed(ranking, minimum_score=least) == (first, [], [])


def test_the_minimum_score_holds_for_repeat_laureates_too() -> None:
    ranking = ranked(levels(*[(80, 60)] * 3))
    assert listed(ranking, ["乙"], minimum_score=Decimal(700)) == (["甲"], [], [])


def test_a_tie_at_the_border_goes_to_people() -> None:
    ranking = ranked(levels(*[(80, 70, 70, 60)] * 3))
    assert listed(ranking) == (["甲"], [], ["丙", "乙"])
    assert listed(ranking, candidates=3) == (["甲", "丙", "乙"], [], [])
    assert listed(ranking, candidates=1) == (["甲"], [], [])
    assert listed(ranking, ["乙"]) == (["甲", "丙"], ["乙"], [])
    even = ranked(levels(*[(70, 70, 70)] * 3))
    assert listed(even) == ([], [], ["丙", "乙", "甲"])


def two_panels(scope: Scope) -> Ranking:
    serving = seated([expert(f"E1{index}", trades=("服务业",)) for index in range(3)], name="服务业组", trade="服务业")
    making_marks, serving_marks = levels((90, 80, 70), names="甲乙丙")[0], levels((60, 50), names="丁戊")[0]
    ranking, problems = rank(
        [
            *(sheet(member, making_marks) for member in PANELS[3].members),
            *(sheet(member, serving_marks, "服务业组") for member in serving.members),
        ],
        [PANELS[3], serving],
        [*(qualified(name) for name in "甲乙丙"), *(qualified(name, "服务业") for name in "丁戊")],
        (),
        (),
        CRITERIA,
        cycle_rules(scope=scope),
        RULES,
    )
    assert problems == ()
    assert ranking is not None
    return ranking


@pytest.mark.parametrize("scope", Scope)
def test_equals_of_two_panels_share_a_place_only_where_they_rank_together(scope: Scope) -> None:
    serving = seated([expert(f"E1{index}", trades=("服务业",)) for index in range(3)], name="服务业组", trade="服务业")
    ranking, _ = rank(
        [
            *(sheet(member, {"甲": flat(80)}) for member in PANELS[3].members),
            *(sheet(member, {"丁": flat(80)}, "服务业组") for member in serving.members),
        ],
        [PANELS[3], serving],
        [qualified("甲"), qualified("丁", "服务业")],
        (),
        (),
        CRITERIA,
        cycle_rules(scope=scope),
        RULES,
    )
    assert ranking is not None
    assert [(item.rank, item.panel_rank) for item in ranking.standings] == [(1, 1), (1, 1)]
    assert {item.tied for item in ranking.standings} == {scope is Scope.OVERALL}


def test_candidates_come_from_each_panel_where_panels_rank_apart() -> None:
    assert listed(two_panels(Scope.OVERALL), scope=Scope.OVERALL) == (["甲", "乙"], [], [])
    assert listed(two_panels(Scope.PANEL), scope=Scope.PANEL, candidates=1) == (["甲", "丁"], [], [])
    assert [(item.rank, item.panel_rank) for item in two_panels(Scope.PANEL).standings] == [
        (1, 1),
        (2, 2),
        (3, 3),
        (4, 1),
        (5, 2),
    ]


# ---- the rules of the cycle ----


@pytest.mark.parametrize(
    ("desk", "site", "found"),
    [
        pytest.param("40%", "60%", [], id="百分比"),
        pytest.param("1/3", "2/3", [], id="分数"),
        pytest.param("33.33%", "66.67%", [], id="小数百分比"),
        pytest.param("40%", "59.99%", ["E-RULE-1620"], id="差一点"),
        pytest.param("40%", "60.01%", ["E-RULE-1620"], id="多一点"),
        pytest.param("33%", "2/3", ["E-RULE-1620"], id="不能凑整"),
    ],
)
def test_weights_add_to_exactly_one(desk: str, site: str, found: list[str]) -> None:
    problems = check_rules(cycle_rules(desk_weight=Share(desk), site_weight=Share(site)), CRITERIA, RULES)
    assert [item.code for item in problems] == found
    assert all(WORDING.describe(item) for item in problems)
    assert all(item.at.cell == "现场评审权重·7" for item in problems)


def test_the_sum_of_the_weights_is_told() -> None:
    (found,) = check_rules(cycle_rules(desk_weight=Share("40%"), site_weight=Share("59%")), CRITERIA, RULES)
    assert dict(found.facts)["sum"] == "99%"


@pytest.mark.parametrize(
    ("points", "found"),
    [
        pytest.param(599, ["E-RULE-1621"], id="少一分"),
        pytest.param(600, [], id="恰一千分"),
        pytest.param(601, ["E-RULE-1621"], id="多一分"),
    ],
)
def test_points_add_to_the_total(points: int, found: list[str]) -> None:
    first, last = placed(CRITERIA[0], "届次设置.xlsx", 8), placed(CRITERIA[1], "届次设置.xlsx", 10)
    middle = replace(first, code="4.1.3", points=100, at=replace(first.at, row=9))
    criteria = (replace(first, points=300), middle, replace(last, points=points))
    problems = check_rules(cycle_rules(), criteria, RULES)
    assert [item.code for item in problems] == found
    assert all(item.at.cell == "分值·10" for item in problems)


def test_the_tie_break_needs_its_category() -> None:
    criteria = tuple(replace(row, category="经营") for row in CRITERIA)
    rules = cycle_rules(tie_break=TieBreak.RESULTS)
    assert [item.code for item in check_rules(rules, criteria, RULES)] == ["E-RULE-1622"]
    assert check_rules(rules, CRITERIA, RULES) == ()


def test_shares_are_exact() -> None:
    assert (share("12.5%"), share("2/3"), share("100%")) == (Fraction(1, 8), Fraction(2, 3), 1)


# ---- order says nothing ----

PERCENTS = st.integers(0, 20).map(lambda step: str(5 * step))
ONE = st.lists(st.tuples(PERCENTS, PERCENTS), min_size=2, max_size=2)


@settings(max_examples=40, deadline=None)
@given(
    marks=st.lists(st.fixed_dictionaries(dict.fromkeys("甲乙丙", ONE)), min_size=5, max_size=5),
    trimming=st.sampled_from(Trimming),
    tie_break=st.sampled_from(TieBreak),
    number=st.integers(1, 3),
    shuffle=st.randoms(use_true_random=False),
)
def test_the_order_of_sheets_and_rows_changes_nothing(
    marks: list[Marks], trimming: Trimming, tie_break: TieBreak, number: int, shuffle: object
) -> None:
    rules = cycle_rules(trimming=trimming, tie_break=tie_break, candidates=number)
    sheets = [sheet(member, given_marks) for member, given_marks in zip(experts(5), marks, strict=True)]
    applicants = [qualified(name) for name in "甲乙丙"]
    one = rank(sheets, [PANELS[5]], applicants, (), (), CRITERIA, rules, RULES)
    mixed = []
    for item in sheets:
        rows = list(item.all(Score))
        shuffle.shuffle(rows)
        mixed.append(replace(item, rows={**item.rows, Score: tuple(rows)}))
    for rows in (mixed, applicants):
        shuffle.shuffle(rows)
    two = rank(mixed, [PANELS[5]], applicants, (), (), CRITERIA, rules, RULES)
    assert one == two
    assert one[0] is not None
    assert two[0] is not None
    assert candidates(one[0], (), rules) == candidates(two[0], (), rules)


@settings(max_examples=40, deadline=None)
@given(totals=st.lists(st.integers(0, 8), min_size=1, max_size=8), number=st.integers(1, 6))
def test_nobody_is_listed_before_a_better_or_equal_one(totals: list[int], number: int) -> None:
    names = [f"单{index}" for index in range(len(totals))]
    marks = {name: flat(5 * total) for name, total in zip(names, totals, strict=True)}
    ranking = ranked([marks] * 3)
    first, _, tied = listed(ranking, candidates=number)
    score = dict(zip(names, totals, strict=True))
    rest = set(names) - set(first) - set(tied)
    assert len(first) <= number
    assert len({score[name] for name in tied}) <= 1
    assert all(score[name] > score[other] for name in first for other in (*tied, *rest))
    assert all(score[name] > score[other] for name in tied for other in rest)
    assert not tied or len(first) < number < len(first) + len(tied)
    assert tied or len(first) == min(number, len(totals))
