"""第十六条: what another choice would change, and how far reviewers agree."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.regulation.panels import CRITERIA, RULES, conflict, cycle_rules, experts, flat, qualified, seated, sheet
from toolchain.model.schema import Share
from toolchain.model.sheets.vocabulary import Scope, TieBreak, Trimming
from toolchain.regulation.art16_places import Choice, Reviewed, deciding, deciding_places, key_of, places
from toolchain.regulation.art16_ranking import Matter, Ranking, rank
from toolchain.regulation.art16_robustness import ReviewSetting, concordance, variations
from toolchain.regulation.art16_scores import Card, Part
from toolchain.regulation.art27_recusal import Conflict

PARTS = (Part("结果", Fraction(800), Fraction(800)),)
PANELS = {size: seated(experts(size), size=size) for size in (3, 5)}


def ranked(
    *marks: dict[str, list[tuple[str, str]]], conflicts: tuple[Conflict, ...] = (), **changes: object
) -> Ranking:
    names = sorted({name for given_marks in marks for name in given_marks})
    ranking, problems = rank(
        [sheet(member, given_marks) for member, given_marks in zip(experts(len(marks)), marks, strict=True)],
        [PANELS[len(marks)]],
        [qualified(name) for name in names],
        conflicts,
        (),
        CRITERIA,
        cycle_rules(**changes),
        RULES,
    )
    assert problems == ()
    assert ranking is not None
    return ranking


def moves(ranking: Ranking, what: Matter) -> dict[str, tuple[tuple[str, int, int], ...]]:
    return {item.label: item.moved for item in ranking.variations if item.what is what}


def test_each_reviewer_is_left_out_in_turn() -> None:
    """甲 70、70、100，乙 75、75、80：不计 E03 时乙在前。"""
    ranking = ranked(
        {"甲": flat(70), "乙": flat(75)}, {"甲": flat(70), "乙": flat(75)}, {"甲": flat(100), "乙": flat(80)}
    )
    assert [item.uscc for item in ranking.standings] == ["甲", "乙"]
    assert moves(ranking, Matter.REVIEWER) == {
        "制造业组不计专家E01（E01）": (),
        "制造业组不计专家E02（E02）": (),
        "制造业组不计专家E03（E03）": (("单位甲", 1, 2), ("单位乙", 2, 1)),
    }
    assert [item.expert for item in ranking.variations if item.what is Matter.REVIEWER] == ["E01", "E02", "E03"]


def test_weights_move_by_ten_points() -> None:
    """甲 材料 80、现场 70，乙 材料 70、现场 75：40:60 时甲 740、乙 730；30:70 时甲 730、乙 735。"""
    marks = {"甲": [("80", "70")] * 2, "乙": [("70", "75")] * 2}
    assert moves(ranked(marks, marks, marks), Matter.WEIGHTS) == {
        "材料评审权重50%、现场评审权重50%": (),
        "材料评审权重30%、现场评审权重70%": (("单位甲", 1, 2), ("单位乙", 2, 1)),
    }


@pytest.mark.parametrize(
    ("desk", "site", "labels"),
    [
        ("95%", "5%", ["材料评审权重85%、现场评审权重15%"]),
        ("90%", "10%", ["材料评审权重100%、现场评审权重0%", "材料评审权重80%、现场评审权重20%"]),
        ("100%", "0%", ["材料评审权重90%、现场评审权重10%"]),
    ],
)
def test_weights_stay_under_all(desk: str, site: str, labels: list[str]) -> None:
    marks = {"甲": flat(80)}
    ranking = ranked(marks, marks, marks, desk_weight=Share(desk), site_weight=Share(site))
    assert list(moves(ranking, Matter.WEIGHTS)) == labels


def test_who_alone_scored_an_applicant_is_not_left_out() -> None:
    """丙只有 E03 能打分：不计 E03 就没有丙的成绩。"""
    reviewed = [
        Reviewed(uscc, uscc, "制造业组", tuple(Card(who, who, "制造业组", uscc, PARTS) for who in whose))
        for uscc, whose in (("甲", ("E01", "E03")), ("丙", ("E03",)))
    ]
    choice = Choice.of(cycle_rules(), RULES.art16)
    bench = ReviewSetting(reviewed, choice, {"结果": 1000}, places(reviewed, choice))
    left = [item.expert for item in variations(bench, ()) if item.what is Matter.REVIEWER]
    assert left == ["E01"]


def test_trimming_is_told_once_one_applicant_has_enough_scores() -> None:
    marks = [{"甲": flat(level), "乙": flat(65)} for level in (100, 60, 60, 60, 60)]
    found = ranked({"甲": flat(100)}, *marks[1:], conflicts=(conflict("E01", "乙"),))
    assert list(moves(found, Matter.TRIMMING)) == ["去掉一个最高分和一个最低分"]


@pytest.mark.parametrize(
    ("desk", "site", "labels"),
    [
        pytest.param("5%", "95%", ["材料评审权重15%、现场评审权重85%"], id="不越过零"),
        pytest.param(
            "10%", "90%", ["材料评审权重20%、现场评审权重80%", "材料评审权重0%、现场评审权重100%"], id="恰到零"
        ),
    ],
)
def test_weights_stay_between_nothing_and_all(desk: str, site: str, labels: list[str]) -> None:
    marks = {"甲": flat(80)}
    ranking = ranked(marks, marks, marks, desk_weight=Share(desk), site_weight=Share(site))
    assert list(moves(ranking, Matter.WEIGHTS)) == labels


@pytest.mark.parametrize(
    ("trimming", "label"),
    [
        pytest.param(Trimming.NONE, "去掉一个最高分和一个最低分", id="本届不去掉"),
        pytest.param(Trimming.EXTREMES, "不去掉最高分和最低分", id="本届去掉"),
    ],
)
def test_trimmed_or_not(trimming: Trimming, label: str) -> None:
    """甲 100、60、60、60、60（平均 680，去掉后 600），乙 65×5（650）。"""
    marks = [{"甲": flat(level), "乙": flat(65)} for level in (100, 60, 60, 60, 60)]
    found = moves(ranked(*marks, trimming=trimming), Matter.TRIMMING)
    assert list(found) == [label]
    assert {name for name, _, _ in found[label]} == {"单位甲", "单位乙"}


def test_under_five_scores_there_is_nothing_to_trim() -> None:
    marks = {"甲": flat(80)}
    assert moves(ranked(marks, marks, marks), Matter.TRIMMING) == {}


# ---- Kendall's W ----


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        pytest.param([[3, 2, 1]] * 4, Fraction(1), id="完全一致"),
        pytest.param([[3, 2, 1], [1, 2, 3]], Fraction(0), id="完全相反"),
        # 秩和 4、5、9，均值 6，S=4+1+9=14，W=12×14÷(9×24)=7/9
        pytest.param([[3, 2, 1], [3, 2, 1], [2, 3, 1]], Fraction(7, 9), id="三人一处不同"),
        # 秩 1、2.5、2.5 与 1、2、3：秩和 2、4.5、5.5，S=4+1/4+9/4=13/2，T=6，W=78÷(4×24−12)=13/14
        pytest.param([[9, 5, 5], [9, 5, 4]], Fraction(13, 14), id="有并列"),
        pytest.param([[5, 5], [5, 5]], None, id="全部并列"),
        pytest.param([[5, 4]], None, id="一名评审员"),
        pytest.param([[5], [4]], None, id="一家单位"),
        pytest.param([], None, id="没有评审员"),
    ],
)
def test_concordance(totals: list[list[int]], expected: Fraction | None) -> None:
    assert concordance([[Fraction(value) for value in row] for row in totals]) == expected


@given(
    totals=st.lists(st.lists(st.integers(0, 6).map(Fraction), min_size=4, max_size=4), min_size=2, max_size=5),
    shuffle=st.randoms(use_true_random=False),
)
def test_concordance_lies_between_nothing_and_one(totals: list[list[Fraction]], shuffle: object) -> None:
    value = concordance(totals)
    assert value is None or 0 <= value <= 1
    columns = [list(column) for column in zip(*totals, strict=True)]
    shuffle.shuffle(columns)
    mixed = [list(row) for row in zip(*columns, strict=True)]
    shuffle.shuffle(mixed)
    assert concordance(mixed) == value


def test_agreement_compares_what_all_reviewers_scored() -> None:
    marks = [{"甲": flat(80), "乙": flat(70), "丙": flat(60)}] * 5
    ranking = ranked({"甲": flat(80), "乙": flat(70)}, *marks[1:], conflicts=(conflict("E01", "丙"),))
    found = ranking.agreement[0]
    assert (found.panel, found.reviewers, found.applicants, found.concordance) == ("制造业组", 5, 2, Fraction(1))


def test_agreement_of_reviewers_who_do_not_agree() -> None:
    """秩：E01、E02 甲乙丙，E03 乙甲丙；秩和 4、5、9，W=7/9。"""
    usual = {"甲": flat(80), "乙": flat(70), "丙": flat(60)}
    ranking = ranked(usual, usual, {"甲": flat(70), "乙": flat(80), "丙": flat(60)})
    assert [item.concordance for item in ranking.agreement] == [Fraction(7, 9)]


POINTS = st.sampled_from(["60", "80", "85"])
MARKS = st.lists(st.tuples(POINTS, POINTS), min_size=len(CRITERIA), max_size=len(CRITERIA))


@given(st.lists(st.fixed_dictionaries({"甲": MARKS, "乙": MARKS, "丙": MARKS}), min_size=3, max_size=3))
@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("tie_break", TieBreak)
def test_what_a_place_hangs_on_is_what_it_was_given_by(
    tie_break: TieBreak, scope: Scope, marks: list[dict[str, list[tuple[str, str]]]]
) -> None:
    bench = ranked(*marks, tie_break=tie_break, scope=scope).bench
    keys = [key_of(item, bench.choice) for item in bench.reviewed]
    assert deciding_places(bench.reviewed, keys, scope) == {
        item.uscc: deciding(item, scope) for item in bench.standings
    }


@pytest.mark.parametrize(
    ("tie_break", "places_of"),
    [
        (TieBreak.SHARED, {"甲": 1, "乙": 1}),
        (TieBreak.SITE, {"甲": 2, "乙": 1}),
        (TieBreak.RESULTS, {"甲": 1, "乙": 1}),
    ],
)
def test_equals_are_parted_as_the_cycle_declared(tie_break: TieBreak, places_of: dict[str, int]) -> None:
    """甲材料高、乙现场高，每一类的合计都相同：只有看现场得分时分得出先后。"""
    marks = {"甲": [("90", "60")] * len(CRITERIA), "乙": [("60", "80")] * len(CRITERIA)}
    bench = ranked(marks, marks, marks, tie_break=tie_break, desk_weight=Share("40%"), site_weight=Share("60%")).bench
    keys = [key_of(item, bench.choice) for item in bench.reviewed]
    assert len({key[0] for key in keys}) == 1
    assert deciding_places(bench.reviewed, keys, Scope.OVERALL) == places_of


@pytest.mark.parametrize("desk", [Fraction(0), Fraction(2, 3), Fraction(500), Fraction(1001, 7)])
@pytest.mark.parametrize("site", [Fraction(0), Fraction(5, 6), Fraction(500), Fraction(1003, 11)])
def test_desk_and_site_are_joined_exactly(desk: Fraction, site: Fraction) -> None:
    choice = Choice.of(cycle_rules(desk_weight=Share("1/3"), site_weight=Share("2/3")), RULES.art16)
    assert choice.weigh(desk, site) == Fraction(1, 3) * desk + Fraction(2, 3) * site
