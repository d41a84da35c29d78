"""第十六条, 第十二条, 第二十六条, 第二十七条: which scores count; the others are named at their cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.regulation.panels import (
    CRITERIA,
    RULES,
    TEMPLATES,
    conflict,
    cycle_rules,
    discipline,
    expert,
    experts,
    flat,
    qualified,
    seated,
    sheet,
)
from toolchain.model.problems import Problem
from toolchain.model.record import FilledWorkbook
from toolchain.model.schema import USCC
from toolchain.model.sheets.scores import Reviewer, Score
from toolchain.model.sheets.supervision import Discipline
from toolchain.model.sheets.vocabulary import Measure, Scoring
from toolchain.model.wording import Wording
from toolchain.regulation.art16_ranking import Matter, Ranking, rank
from toolchain.regulation.art27_recusal import Conflict

WORDING = Wording.load(TEMPLATES / "wording")
PANEL = seated(experts(3))
FOUR = seated(experts(4), size=4)
BOTH = (qualified("甲"), qualified("乙"))
MARKS = {"甲": flat(80), "乙": flat(70)}


def run(
    sheets: Sequence[FilledWorkbook],
    draw: object = PANEL,
    conflicts: Sequence[Conflict] = (),
    removals: Sequence[Discipline] = (),
    **changes: object,
) -> tuple[Ranking | None, tuple[Problem, ...]]:
    ranking, problems = rank(
        sheets,
        [draw],
        BOTH,
        conflicts,
        removals,
        CRITERIA,
        cycle_rules(**changes),
        RULES,
    )
    for item in problems:
        assert WORDING.describe(item)
    return ranking, problems


def codes(problems: Sequence[Problem]) -> list[str]:
    return [item.code for item in problems]


def full(count: int = 3) -> list[FilledWorkbook]:
    return [sheet(member, MARKS) for member in experts(count)]


def changed(filled: FilledWorkbook, index: int, **changes: object) -> FilledWorkbook:
    """Change one row of a score sheet."""
    rows = list(filled.all(Score))
    rows[index] = replace(rows[index], **changes)
    return replace(filled, rows={**filled.rows, Score: tuple(rows)})


def without(filled: FilledWorkbook, *indices: int) -> FilledWorkbook:
    """Take rows out of a score sheet."""
    rows = tuple(row for index, row in enumerate(filled.all(Score)) if index not in indices)
    return replace(filled, rows={**filled.rows, Score: rows})


def reviewer(filled: FilledWorkbook, **changes: object) -> FilledWorkbook:
    """Change whose sheet it says it is."""
    row = filled.one(Reviewer)
    assert row is not None
    return replace(filled, rows={**filled.rows, Reviewer: (replace(row, **changes),)})


def test_all_sheets_give_a_ranking() -> None:
    ranking, problems = run(full())
    assert problems == ()
    assert ranking is not None
    assert [(item.uscc, item.total, len(item.scores)) for item in ranking.standings] == [("甲", 800, 3), ("乙", 700, 3)]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        pytest.param("0", [], id="零"),
        pytest.param("5", [], id="五"),
        pytest.param("4", ["E-RULE-1612"], id="四"),
        pytest.param("82.5", ["E-RULE-1612"], id="有小数"),
        pytest.param("100", [], id="一百"),
        pytest.param("105", ["E-RULE-1612"], id="一百零五"),
    ],
)
def test_percentages_go_in_steps_of_five(value: str, found: list[str]) -> None:
    sheets = full()
    sheets[1] = changed(sheets[1], 2, site=Decimal(value))
    ranking, problems = run(sheets)
    assert codes(problems) == found
    assert (ranking is None) is bool(found)
    if found:
        assert str(problems[0].at) == "评分表-E02.xlsx › “评分” › 现场评审得分·6"


@pytest.mark.parametrize(
    ("value", "found"),
    [
        pytest.param("400", [], id="等于分值"),
        pytest.param("399.5", [], id="不足分值"),
        pytest.param("400.5", ["E-RULE-1613"], id="超过分值"),
    ],
)
def test_points_go_up_to_the_item_s(value: str, found: list[str]) -> None:
    sheets = full()
    sheets[0] = changed(sheets[0], 0, desk=Decimal(value))
    ranking, problems = run(sheets, scoring=Scoring.POINTS)
    assert codes(problems) == found
    assert (ranking is None) is bool(found)


def test_points_are_taken_as_written() -> None:
    marks = {"甲": [("300.5", "310"), ("450", "449.25")], "乙": [("200", "200"), ("300", "300")]}
    ranking, problems = run([sheet(member, marks) for member in experts(3)], scoring=Scoring.POINTS)
    assert problems == ()
    assert ranking is not None
    assert ranking.standings[0].desk == Decimal("750.5")
    assert ranking.standings[0].site == Decimal("759.25")


@pytest.mark.parametrize(
    ("changes", "code", "cell"),
    [
        pytest.param({"uscc": USCC("丁")}, "E-RULE-1606", "统一社会信用代码·4", id="不在评审之列的单位"),
        pytest.param({"name": "别的单位"}, "E-RULE-1607", "单位名称·4", id="名称不同"),
        pytest.param({"code": "9.9"}, "E-RULE-1608", "条目编号·4", id="没有的条目"),
        pytest.param({"item": "另一条目"}, "E-RULE-1609", "条目·4", id="条目名称不同"),
        pytest.param({"points": 500}, "E-RULE-1610", "分值·4", id="分值不同"),
    ],
)
def test_rows_agree_with_the_settings(changes: dict[str, object], code: str, cell: str) -> None:
    sheets = full()
    sheets[0] = changed(sheets[0], 0, **changes)
    ranking, problems = run(sheets)
    assert ranking is None
    assert (code, cell) in [(item.code, item.at.cell) for item in problems]


def test_names_may_differ_in_width_and_brackets() -> None:
    sheets = full()
    sheets[0] = changed(sheets[0], 0, name=" 单位甲 ")
    assert run(sheets)[1] == ()


def test_an_item_scored_twice_is_named() -> None:
    sheets = full()
    rows = sheets[0].all(Score)
    sheets[0] = replace(sheets[0], rows={**sheets[0].rows, Score: (*rows, replace(rows[0], desk=Decimal(5)))})
    ranking, problems = run(sheets)
    assert ranking is None
    assert codes(problems) == ["E-RULE-1611"]


def test_another_panel_s_applicant_is_named() -> None:
    serving = seated([expert(f"E1{index}", trades=("服务业",)) for index in range(3)], name="服务业组", trade="服务业")
    elsewhere = qualified("丙", "服务业")
    sheets = [*full(), *(sheet(member, {"丙": flat(90)}, "服务业组") for member in serving.members)]
    arguments = ([PANEL, serving], (*BOTH, elsewhere), (), (), CRITERIA, cycle_rules(), RULES)
    ranking, problems = rank(sheets, *arguments)
    assert problems == ()
    assert ranking is not None
    assert [(item.uscc, item.panel, item.rank, item.panel_rank) for item in ranking.standings] == [
        ("丙", "服务业组", 1, 1),
        ("甲", "制造业组", 2, 1),
        ("乙", "制造业组", 3, 2),
    ]
    sheets[0] = sheet(experts(1)[0], {**MARKS, "丙": flat(100)})
    ranking, problems = rank(sheets, *arguments)
    assert ranking is None
    assert codes(problems) == ["E-RULE-1605"]


# ---- holes ----


def test_a_sheet_that_has_not_come_waits_without_being_wrong() -> None:
    ranking, problems = run(full()[:2])
    assert ranking is None
    assert codes(problems) == ["W-RULE-1616"]
    assert dict(problems[0].facts) == {"panel": "制造业组", "expert": "E03", "name": "专家E03"}
    assert not problems[0].blocks
    assert problems[0].at.file == "评分表-E03专家E03.xlsx"


def test_a_missing_applicant_is_a_hole() -> None:
    sheets = full()
    sheets[2] = without(sheets[2], 2, 3)
    ranking, problems = run(sheets)
    assert ranking is None
    assert codes(problems) == ["E-RULE-1614"]
    assert dict(problems[0].facts)["applicant"] == "单位乙"


def test_a_missing_item_is_a_hole() -> None:
    sheets = full()
    sheets[2] = without(sheets[2], 3)
    ranking, problems = run(sheets)
    assert ranking is None
    assert codes(problems) == ["E-RULE-1615"]
    assert dict(problems[0].facts)["missing"] == "4.7.2"
    assert problems[0].at.cell == "条目编号·6"
    three = (*CRITERIA, replace(CRITERIA[1], code="4.7.3"))
    rows = [
        sheet(member, {"甲": [("80", "80")] * 3, "乙": [("70", "70")] * 3}, criteria=three) for member in experts(3)
    ]
    rows[0] = without(rows[0], 5)
    _, problems = rank(rows, [PANEL], BOTH, (), (), three, cycle_rules(), RULES)
    assert [(item.code, item.at.cell) for item in problems] == [("E-RULE-1615", "条目编号·7")]


def test_nobody_s_panel_is_no_ranking() -> None:
    ranking, problems = rank([], [], BOTH, (), (), CRITERIA, cycle_rules(), RULES)
    assert ranking is None
    assert codes(problems) == ["E-RULE-0806", "E-RULE-0806"]


# ---- who may score ----


def test_who_was_not_drawn_does_not_score() -> None:
    ranking, problems = run([*full(), sheet(expert("E09"), MARKS)])
    assert ranking is None
    assert codes(problems) == ["E-RULE-1601"]
    assert str(problems[0].at) == "评分表-E09.xlsx › “评审员” › 专家编号·1"


def test_a_sheet_belongs_to_one_reviewer() -> None:
    sheets = full()
    assert codes(run([*sheets[:2], reviewer(sheets[2], name="别人")])[1]) == ["E-RULE-1602"]
    borrowed = reviewer(sheet(expert("E02"), MARKS), expert="E03", name="专家E03")
    assert codes(run([sheets[0], sheets[1], borrowed])[1]) == ["E-RULE-1603"]
    assert codes(run([sheets[0], sheets[1], reviewer(sheets[2], panel="服务业组")])[1]) == [
        "E-RULE-1601",
        "W-RULE-1616",
    ]


def test_a_second_sheet_of_one_reviewer_is_named() -> None:
    twin = replace(sheet(experts(3)[2], {"甲": flat(10), "乙": flat(10)}), file="评分表-更正.xlsx")
    ranking, problems = run([*full(), twin])
    assert ranking is None
    assert codes(problems) == ["E-RULE-1619"]


# ---- 第二十七条 ----


def test_a_recused_reviewer_without_rows_is_simply_not_averaged() -> None:
    members = experts(4)
    sheets = [sheet(members[0], {"乙": flat(70)}), *(sheet(member, MARKS) for member in members[1:])]
    ranking, problems = run(sheets, FOUR, [conflict("E01", "甲")])
    assert problems == ()
    assert ranking is not None
    assert {item.uscc: [score.expert for score in item.scores] for item in ranking.standings} == {
        "甲": ["E02", "E03", "E04"],
        "乙": ["E01", "E02", "E03", "E04"],
    }


def test_a_recused_reviewer_s_score_is_an_error_at_its_cell() -> None:
    ranking, problems = run([sheet(member, MARKS) for member in experts(4)], FOUR, [conflict("E01", "甲")])
    assert ranking is None
    assert codes(problems) == ["E-RULE-1604"]
    assert str(problems[0].at) == "评分表-E01.xlsx › “评分” › 材料评审得分·4"


def test_too_few_reviewers_after_recusal_go_to_people() -> None:
    sheets = full()
    sheets[0] = sheet(experts(1)[0], {"乙": flat(70)})
    ranking, problems = run(sheets, PANEL, [conflict("E01", "甲")])
    assert ranking is None
    assert [(item.code, item.subject) for item in problems] == [("E-RULE-1617", "甲")]


def test_who_is_recused_from_everybody_owes_no_sheet() -> None:
    conflicts = [conflict("E01", "甲"), conflict("E01", "乙")]
    ranking, problems = run([sheet(member, MARKS) for member in experts(4)[1:]], FOUR, conflicts)
    assert problems == ()
    assert ranking is not None


# ---- 第二十六条 ----


def test_a_removed_reviewer_s_scores_are_void_and_the_difference_is_told() -> None:
    members = experts(4)
    sheets = [sheet(member, {"甲": flat(70), "乙": flat(75)}) for member in members[:3]]
    sheets.append(sheet(members[3], {"甲": flat(100), "乙": flat(0)}))
    ranking, problems = run(sheets, FOUR, (), [discipline("E04")])
    assert ranking is not None
    assert [item.uscc for item in ranking.standings] == ["乙", "甲"]
    assert all(score.expert != "E04" for item in ranking.standings for score in item.scores)
    assert codes(problems) == ["W-RULE-1618"]
    assert "单位乙由第2名变为第1名" in WORDING.message(problems[0])
    told = [item for item in ranking.variations if item.what is Matter.REMOVAL]
    assert [item.moved for item in told] == [(("单位乙", 1, 2), ("单位甲", 2, 1))]


def test_a_removed_reviewer_s_broken_sheet_is_not_held_against_anyone() -> None:
    sheets = [sheet(member, MARKS) for member in experts(4)]
    sheets[3] = without(sheets[3], 0)
    ranking, problems = run(sheets, FOUR, (), [discipline("E04")])
    assert ranking is not None
    assert codes(problems) == ["W-RULE-1618"]
    assert "不能比较" in WORDING.message(problems[0])


def test_a_removal_that_leaves_too_few_goes_to_people() -> None:
    ranking, problems = run(full(), PANEL, (), [discipline("E03")])
    assert ranking is None
    assert codes(problems) == ["E-RULE-1617", "E-RULE-1617"]


def test_a_warning_leaves_the_scores_standing() -> None:
    ranking, problems = run(full(), PANEL, (), [discipline("E03", measure=Measure.WARNING)])
    assert ranking is not None
    assert problems == ()
