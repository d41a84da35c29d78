"""第九条: who may be a reviewer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests.rows import row_of
from toolchain.model.findings import worst
from toolchain.model.rule_set.rules import Rules
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.vocabulary import Degree, Verdict, YesNo
from toolchain.regulation.art09_reviewers import qualify

DRAWN = date(2026, 11, 20)
Make = Callable[..., Expert]


@pytest.fixture
def expert() -> Make:
    """Make an expert who meets everything."""

    def make(**changes: object) -> Expert:
        row = row_of(
            Expert,
            name="专家甲",
            employer="某大学",
            senior=YesNo.NO,
            commitment=date(2026, 11, 1),
        )
        return replace(row, **changes)

    return make


@pytest.mark.parametrize(
    ("degree", "senior", "verdict"),
    [
        pytest.param(Degree.DOCTOR, YesNo.NO, Verdict.MET, id="博士无职称"),
        pytest.param(Degree.MASTER, YesNo.NO, Verdict.MET, id="硕士无职称"),
        pytest.param(Degree.BACHELOR, YesNo.NO, Verdict.MET, id="本科无职称"),
        pytest.param(Degree.COLLEGE, YesNo.YES, Verdict.MET, id="大专有高级职称"),
        pytest.param(Degree.COLLEGE, YesNo.NO, Verdict.NOT_MET, id="大专无职称"),
        pytest.param(Degree.BELOW, YesNo.YES, Verdict.MET, id="大专以下有高级职称"),
        pytest.param(Degree.BELOW, YesNo.NO, Verdict.NOT_MET, id="大专以下无职称"),
    ],
)
def test_degree_or_senior_title(expert: Make, rules: Rules, degree: Degree, senior: YesNo, verdict: Verdict) -> None:
    found = qualify(expert(degree=degree, senior=senior), DRAWN, rules.art09)
    assert worst(found) is verdict


@pytest.mark.parametrize(
    ("since", "drawn", "verdict"),
    [
        pytest.param(date(2018, 11, 21), DRAWN, Verdict.NOT_MET, id="差一日满八年"),
        pytest.param(date(2018, 11, 20), DRAWN, Verdict.MET, id="恰满八年"),
        pytest.param(date(2018, 11, 19), DRAWN, Verdict.MET, id="超一日"),
        pytest.param(date(2016, 2, 29), date(2024, 2, 28), Verdict.NOT_MET, id="闰日差一日"),
        pytest.param(date(2016, 2, 29), date(2024, 2, 29), Verdict.MET, id="闰日恰满"),
    ],
)
def test_years_count_to_the_draw(expert: Make, rules: Rules, since: date, drawn: date, verdict: Verdict) -> None:
    assert worst(qualify(expert(since=since), drawn, rules.art09)) is verdict


def test_years_are_needed_beside_a_senior_title(expert: Make, rules: Rules) -> None:
    found = qualify(expert(degree=Degree.DOCTOR, senior=YesNo.YES, since=date(2019, 1, 1)), DRAWN, rules.art09)
    assert [item.case for item in found if item.verdict is Verdict.NOT_MET] == ["9.2-years"]
    assert found[2].again == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("changes", "case", "verdict"),
    [
        pytest.param({"policy": Verdict.PENDING}, "9.1-policy", Verdict.PENDING, id="政策素养待核"),
        pytest.param({"policy": Verdict.NOT_MET}, "9.1-policy", Verdict.NOT_MET, id="政策素养不符合"),
        pytest.param({"auditor": YesNo.NO}, "9.3-auditor", Verdict.NOT_MET, id="未受审核员培训"),
        pytest.param({"standards": YesNo.NO}, "9.3-standards", Verdict.NOT_MET, id="不熟悉标准"),
        pytest.param({"ethics": Verdict.PENDING}, "9.4-ethics", Verdict.PENDING, id="纪律待核"),
    ],
)
def test_each_item_stands_alone(
    expert: Make, rules: Rules, changes: dict[str, object], case: str, verdict: Verdict
) -> None:
    found = qualify(expert(**changes), DRAWN, rules.art09)
    assert {item.case: item.verdict for item in found if item.verdict is not Verdict.MET} == {case: verdict}
    assert all(item.subject == "E01" for item in found)


@pytest.mark.parametrize(("senior", "said"), [(YesNo.YES, "有"), (YesNo.NO, "无")])
def test_what_is_on_record_is_told(expert: Make, rules: Rules, senior: YesNo, said: str) -> None:
    found = next(f for f in qualify(expert(senior=senior), DRAWN, rules.art09) if f.case == "9.2-title")
    assert dict(found.facts) == {"name": "专家甲", "degree": "本科", "senior": said}
