"""第十六条, 第二十六条, 第二十七条: what is found of a reviewer before signing, before the vote, and after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from tests.regulation.panels import (
    CRITERIA,
    RULES,
    conflict,
    cycle_rules,
    discipline,
    experts,
    flat,
    qualified,
    seated,
    sheet,
)
from tests.regulation.placed import WORDING, codes
from toolchain.model.sheets.supervision import Discipline
from toolchain.model.sheets.vocabulary import Trimming
from toolchain.regulation.art16_ranking import Ranking, rank
from toolchain.regulation.art16_robustness import Matter
from toolchain.regulation.art27_recusal import Conflict

SIGNED, VOTED = date(2026, 12, 1), date(2026, 12, 20)
DAY = timedelta(days=1)
FIVE = seated(experts(5), size=5)
BOTH = (qualified("甲"), qualified("乙"))
ALL = {"E01", "E02", "E03", "E04", "E05"}
MARKS = {"E01": (100, 60), "E02": (80, 80), "E03": (70, 75), "E04": (70, 75), "E05": (70, 75)}
"""Percentages for 甲 and 乙: with E01 甲 leads, without it 乙 does."""


def judged(
    conflicts: Sequence[Conflict] = (),
    measures: Sequence[Discipline] = (),
    voted: date | None = VOTED,
    unscored: Sequence[tuple[str, str]] = (),
) -> tuple[Ranking | None, list[str], str]:
    sheets = [
        sheet(
            member,
            {
                uscc: flat(mark)
                for uscc, mark in zip("甲乙", MARKS[member.number], strict=True)
                if (member.number, uscc) not in unscored
            },
        )
        for member in FIVE.members
    ]
    ranking, problems = rank(sheets, [FIVE], BOTH, conflicts, measures, CRITERIA, cycle_rules(), RULES, voted)
    return ranking, codes(problems), "".join(WORDING.message(item) for item in problems)


def counted(ranking: Ranking | None, uscc: str) -> set[str]:
    assert ranking is not None
    (found,) = [item for item in ranking.standings if item.uscc == uscc]
    return {score.expert for score in found.scores}


@pytest.mark.parametrize(
    ("known", "voted", "expected", "scorers"),
    [
        pytest.param(SIGNED - DAY, VOTED, ["E-RULE-1604"], None, id="签字前一日查实"),
        pytest.param(SIGNED, VOTED, ["E-RULE-1604"], None, id="签字当日查实"),
        pytest.param(SIGNED + DAY, VOTED, ["W-RULE-1624"], ALL - {"E01"}, id="签字次日查实"),
        pytest.param(VOTED, VOTED, ["W-RULE-1624"], ALL - {"E01"}, id="表决当日查实"),
        pytest.param(VOTED + DAY, VOTED, ["W-RULE-1626"], ALL, id="表决次日查实"),
        pytest.param(date(2030, 1, 1), VOTED, ["W-RULE-1626"], ALL, id="多年以后查实"),
        pytest.param(date(2030, 1, 1), None, ["W-RULE-1624"], ALL - {"E01"}, id="还没有表决"),
    ],
)
def test_an_interest_found_late(known: date, voted: date | None, expected: list[str], scorers: set[str] | None) -> None:
    ranking, found, _ = judged([conflict("E01", "甲", known=known)], voted=voted)
    assert found == expected
    if scorers is None:
        assert ranking is None
    else:
        assert (counted(ranking, "甲"), counted(ranking, "乙")) == (scorers, ALL)


@pytest.mark.parametrize("known", [SIGNED - DAY, VOTED, VOTED + DAY, date(2030, 1, 1)])
def test_who_gave_no_score_for_the_sake_of_an_interest_is_not_asked_for_one(known: date) -> None:
    """On whatever day it was put on record."""
    ranking, found, _ = judged([conflict("E01", "甲", known=known)], unscored=[("E01", "甲")])
    assert found == []
    assert (counted(ranking, "甲"), counted(ranking, "乙")) == (ALL - {"E01"}, ALL)
    assert judged(unscored=[("E01", "甲")])[1] == ["E-RULE-1614"]


@pytest.mark.parametrize(
    ("decided", "voted", "expected", "scorers"),
    [
        pytest.param(VOTED - DAY, VOTED, ["W-RULE-1618"], ALL - {"E01"}, id="表决前一日取消"),
        pytest.param(VOTED, VOTED, ["W-RULE-1618"], ALL - {"E01"}, id="表决当日取消"),
        pytest.param(VOTED + DAY, VOTED, ["W-RULE-1625"], ALL, id="表决次日取消"),
        pytest.param(VOTED + DAY, None, ["W-RULE-1618"], ALL - {"E01"}, id="还没有表决"),
    ],
)
def test_a_reviewer_removed_late(decided: date, voted: date | None, expected: list[str], scorers: set[str]) -> None:
    ranking, found, _ = judged(measures=[discipline("E01", decided=decided)], voted=voted)
    assert found == expected
    assert (counted(ranking, "甲"), counted(ranking, "乙")) == (scorers, scorers)


def test_what_is_found_after_the_vote_is_told_with_the_recomputation() -> None:
    untouched, _, _ = judged()
    for late in (
        judged(measures=[discipline("E01", decided=VOTED + DAY)]),
        judged([conflict("E01", "甲", known=VOTED + DAY)]),
    ):
        assert untouched is not None
        assert late[0] is not None
        assert late[0].standings == untouched.standings
        assert late[0].variations == untouched.variations
        assert "单位甲由第1名变为第2名；单位乙由第2名变为第1名" in late[2]


def test_what_is_found_before_the_vote_is_told_in_the_report() -> None:
    ranking, _, said = judged([conflict("E01", "甲", known=SIGNED + DAY)])
    assert ranking is not None
    assert [item.moved for item in ranking.variations if item.what is Matter.RECUSAL] == [
        (("单位乙", 1, 2), ("单位甲", 2, 1))
    ]
    assert "单位乙由第2名变为第1名" in said


def test_the_interest_known_first_decides() -> None:
    rows = [conflict("E01", "甲", known=VOTED + DAY), conflict("E01", "甲", known=SIGNED)]
    for listed in (rows, rows[::-1]):
        assert judged(listed)[1] == ["E-RULE-1604"]


def test_a_removal_after_the_vote_leaves_nobody_with_too_few() -> None:
    three = seated(experts(3), size=3)
    sheets = [sheet(member, {"甲": flat(70), "乙": flat(60)}) for member in three.members]
    gone = [discipline(member.number, decided=VOTED + DAY) for member in three.members]
    ranking, problems = rank(sheets, [three], BOTH, (), gone, CRITERIA, cycle_rules(), RULES, VOTED)
    assert ranking is not None
    assert codes(problems) == ["W-RULE-1625"] * 3
    assert all("名次没有变化" in WORDING.message(item) for item in problems)


@pytest.mark.parametrize(
    ("trimming", "known", "method"),
    [
        pytest.param(Trimming.EXTREMES, SIGNED + DAY, [("甲", 5, 4, ("专家E01",))], id="去高低分，一人作废"),
        pytest.param(Trimming.EXTREMES, VOTED + DAY, [], id="表决以后查实，不变"),
        pytest.param(Trimming.NONE, SIGNED + DAY, [], id="本来不去"),
    ],
)
def test_what_changes_the_method_is_said(
    trimming: Trimming, known: date, method: list[tuple[str, int, int, tuple[str, ...]]]
) -> None:
    """口径16-2: with fewer than five scores left nothing is left out, and the report says for whom and why."""
    sheets = [
        sheet(member, {"甲": flat(MARKS[member.number][0]), "乙": flat(MARKS[member.number][1])})
        for member in FIVE.members
    ]
    ranking, problems = rank(
        sheets,
        [FIVE],
        BOTH,
        [conflict("E01", "甲", known=known)],
        (),
        CRITERIA,
        cycle_rules(trimming=trimming),
        RULES,
        VOTED,
    )
    assert ranking is not None
    assert [(item.uscc, item.members, item.counted, item.away) for item in ranking.untrimmed] == method
    said = [WORDING.message(item) for item in problems if item.code == "W-RULE-1627"]
    assert len(said) == len(method)
    assert all("只有4个评分，少于5个" in text for text in said)
    by_code = {item.uscc: item for item in ranking.standings}
    if method:
        assert by_code["甲"].total == by_code["甲"].plain
        assert by_code["乙"].total == by_code["乙"].trimmed


def test_a_panel_of_three_has_no_method_to_change() -> None:
    three = seated(experts(3), size=3)
    sheets = [sheet(member, {"甲": flat(70), "乙": flat(60)}) for member in three.members]
    ranking, problems = rank(
        sheets, [three], BOTH, (), (), CRITERIA, cycle_rules(trimming=Trimming.EXTREMES), RULES, VOTED
    )
    assert ranking is not None
    assert (ranking.untrimmed, problems) == ((), ())
