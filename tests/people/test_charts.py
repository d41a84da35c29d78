"""Charts of the overview and the pages of the candidates: their figures, whom they show, who is kept out of them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.resources import Resources
from toolchain.model.chinese import rounded
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.scores import Reviewer
from toolchain.model.timetable import Step, load_steps
from toolchain.results.candidate_pages import PAGE as CANDIDATES
from toolchain.results.candidate_pages import candidate_facts
from toolchain.results.overview import PAGE, PUBLIC_PAGE, page
from toolchain.results.overview_charts import Charts, charts, percent
from toolchain.stages.judgement import Judgement


def judgement(outcome: CycleOutcome) -> Judgement:
    assert outcome.judgement is not None
    return outcome.judgement


@pytest.fixture(scope="module")
def drawn(stages: dict[str, CycleOutcome], toolbox: Resources) -> dict[str, Charts]:
    """Stage → the charts of the example as it stands there."""
    found = {}
    for stage, outcome in stages.items():
        j = judgement(outcome)
        found[stage] = charts(j, toolbox.items, load_steps(toolbox.project.templates, j.rules))
    return found


def test_the_plan_stands_beside_what_is_on_record(drawn: dict[str, Charts]) -> None:
    rows = {str(row["name"]): row for row in drawn["获奖后"]["plan"]}
    deadline = rows["申报截止"]
    assert (deadline["planned"], deadline["happened"], deadline["late"]) == (
        "2025年4月22日",
        "2025年4月30日",
        "晚7个工作日",
    )
    assert rows["发布评审公告"]["plan_at"] == rows["发布评审公告"]["happened_at"] == "0.00"
    assert rows["发布授奖公告，颁发证书"]["happened_at"] == "100.00"
    assert rows["补正截止"]["happened_at"] is None
    assert rows["评委会全体会议投票"]["late"] == "照计划"


def test_a_step_before_its_plan_is_early_and_one_without_holidays_says_so(
    example: CycleOutcome, toolbox: Resources
) -> None:
    j = judgement(example)
    steps = (
        Step("公告", "", 0, dated="届次/评审公告发布日期"),
        Step("截止", "", 60, dated="届次/申报截止日期"),
        Step("很久以后", "", 5000),
    )
    _, late, unknown = charts(j, toolbox.items, steps)["plan"]
    assert str(late["late"]).startswith("早")
    assert (unknown["planned"], unknown["plan_at"]) == ("放假通知未登记", None)


def test_who_owes_what(drawn: dict[str, Charts], stages: dict[str, CycleOutcome]) -> None:
    before = drawn["资格审查"]["owed"]
    assert before
    assert {(row["came"], row["width"], row["done"]) for row in before} == {("0项", "0.00", False)}
    after = {str(row["who"]): row for row in drawn["评委会"]["owed"]}
    sheets = [row for row in after.values() if row["what"] == "评分表"]
    handed = judgement(stages["评委会"]).record.readable(Reviewer)
    assert len(sheets) == len(handed)
    assert all(row["done"] and row["width"] == "100" for row in sheets)


def test_a_sheet_that_did_not_come_is_waited_for(stages: dict[str, CycleOutcome], toolbox: Resources) -> None:
    j = judgement(stages["评委会"])
    lost = next(item for item in j.record.filled if item.readable(Reviewer))
    record = replace(j.record, filled=tuple(item for item in j.record.filled if item is not lost))
    rows = charts(replace(j, record=record), toolbox.items, (Step("公告", "", 0),))["owed"]
    [row] = [row for row in rows if not row["done"] and row["what"] == "评分表"]
    assert str(row["who"]).startswith(lost.readable(Reviewer)[0].name)
    assert (row["came"], row["waits"]) == ("未交", "等待评分表")


def test_reviewers_agreement_is_measured_from_the_mean_of_each_applicant(
    drawn: dict[str, Charts], example: CycleOutcome
) -> None:
    assert drawn["资格审查"]["agreement"] == []
    ranking = judgement(example).review.ranking
    assert ranking is not None
    apart: dict[str, list[Fraction]] = {}
    for item in ranking.standings:
        mean = sum((score.total for score in item.scores), Fraction()) / len(item.scores)
        for score in item.scores:
            apart.setdefault(score.name, []).append(score.total - mean)
    widest = max(abs(value) for found in apart.values() for value in found)
    for row in drawn["获奖后"]["agreement"]:
        mine = apart[str(row["name"])]
        assert row["mean"] == rounded(sum(mine, Fraction()) / len(mine), 2)
        assert row["marks"] == [percent(value + widest, 2 * widest) for value in mine]
        assert all(0 <= Fraction(mark) <= 100 for mark in row["marks"])  # type: ignore[attr-defined] # a list


def test_each_candidate_has_a_page_and_nobody_else(
    made: dict[str, dict[str, bytes]], stages: dict[str, CycleOutcome]
) -> None:
    assert CANDIDATES not in made["资格审查"]
    j = judgement(stages["评委会"])
    listed, ranking = j.review.candidates, j.review.ranking
    assert listed is not None
    assert ranking is not None
    names = {item.name for item in (*listed.first, *listed.repeat, *listed.tied)}
    text = made["评委会"][CANDIDATES].decode()
    assert text.count('<section class="slide"') == len(names)
    for item in ranking.standings:
        assert (item.name in text) == (item.name in names)
        assert (f"综合得分{rounded(item.total, 2)}分" in text) == (item.name in names)


def test_the_pages_name_no_reviewer_no_contact_and_stay_in_the_office(
    made: dict[str, dict[str, bytes]], example: CycleOutcome
) -> None:
    text = made["获奖后"][CANDIDATES].decode()
    record = judgement(example).record
    for reviewer in record.readable(Reviewer):
        assert reviewer.name not in text
    for row in record.readable(Applicant):
        assert row.phone not in text
        assert row.contact not in text
        assert row.email is None or row.email not in text
    assert not CANDIDATES.startswith("公开/")
    assert "不得外传" in text
    assert CANDIDATES.rpartition("/")[2] not in made["获奖后"][PUBLIC_PAGE].decode()
    for chart in ("计划和实际", "谁还没有交", "评审员一致性"):
        assert chart in made["获奖后"][PAGE].decode()
        assert chart not in made["获奖后"][PUBLIC_PAGE].decode()


def test_the_profile_is_held_against_the_mean_of_all(example: CycleOutcome) -> None:
    j = judgement(example)
    facts, ranking = candidate_facts(j), j.review.ranking
    assert facts is not None
    assert ranking is not None
    first, *_ = facts["candidates"]  # type: ignore[misc] # a list of mappings
    best = ranking.standings[0]
    rates = {row["category"]: row for row in first["rates"]}
    for place, part in enumerate(ranking.profiles[best.uscc]):
        shares = [found[place].average / found[place].points for found in ranking.profiles.values()]
        row = rates[part.category]
        assert row["rate"] == percent(part.average, part.points)
        assert row["mean"] == percent(sum(shares, Fraction()) / len(shares), 1)
        assert row["apart"].startswith("高" if part.average / part.points > sum(shares) / len(shares) else "低")


def test_names_never_become_markup(example: CycleOutcome, toolbox: Resources) -> None:
    facts = candidate_facts(judgement(example))
    assert facts is not None
    first, *rest = facts["candidates"]  # type: ignore[misc] # a list of mappings
    nasty = {**facts, "candidates": [{**first, "name": "<b>甲</b>", "gaps": ["<i>"]}, *rest]}
    text = page(nasty, toolbox.project.templates / "overview" / CANDIDATES.rpartition("/")[2]).decode()
    assert "<b>甲" not in text
    assert "&lt;b&gt;甲" in text
    assert "<i>" not in text
