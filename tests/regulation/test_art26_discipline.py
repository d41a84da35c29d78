"""第二十六条: reviewers who break the discipline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.regulation.placed import at, places
from tests.rows import row_of
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.supervision import Discipline
from toolchain.model.sheets.vocabulary import Degree, ExpertStatus, Measure
from toolchain.regulation.art26_discipline import check_discipline, removed

DECIDED = date(2026, 11, 20)


def row(measure: Measure = Measure.REMOVAL, **changes: object) -> Discipline:
    given = row_of(
        Discipline,
        expert="E01",
        name="某专家",
        facts="某事实",
        measure=measure,
        decided=DECIDED,
    )
    return at(replace(given, **changes), 2)


def expert(status: ExpertStatus = ExpertStatus.REMOVED) -> Expert:
    return at(
        row_of(
            Expert,
            name="某专家",
            employer="某单位",
            degree=Degree.DOCTOR,
            status=status,
        ),
        5,
    )


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        pytest.param(None, {"E01"}, id="不论何时"),
        pytest.param(date(2026, 11, 19), set(), id="决定前一日"),
        pytest.param(date(2026, 11, 20), {"E01"}, id="决定当日"),
        pytest.param(date(2026, 11, 21), {"E01"}, id="决定次日"),
    ],
)
def test_removed_by_a_day(by: date | None, expected: set[str]) -> None:
    assert removed([row()], by) == expected


@pytest.mark.parametrize("measure", [Measure.CRITICISM, Measure.WARNING])
def test_lighter_measures_remove_nobody(measure: Measure) -> None:
    assert removed([row(measure)]) == frozenset()
    assert check_discipline([row(measure)], [expert(ExpertStatus.ACTIVE)]) == ()


@pytest.mark.parametrize(
    ("given", "status", "expected"),
    [
        pytest.param(row(), ExpertStatus.REMOVED, [], id="相符"),
        pytest.param(row(expert="E09"), ExpertStatus.REMOVED, [("E-RULE-2601", "专家编号·2")], id="不在库"),
        pytest.param(row(name="别人"), ExpertStatus.REMOVED, [("E-RULE-2602", "姓名·2")], id="姓名不同"),
        pytest.param(row(), ExpertStatus.ACTIVE, "W-RULE-2603", id="仍在库"),
    ],
)
def test_rows_against_the_pool(given: Discipline, status: ExpertStatus, expected: object) -> None:
    found = check_discipline([given], [expert(status)])
    if isinstance(expected, str):
        assert [(item.code, item.at) for item in found] == [(expected, expert().where("status"))]
    else:
        assert places(found) == expected
