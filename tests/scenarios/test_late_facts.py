"""What is found late about reviewers, applicants and votes of the example cycle: what was decided stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.rows import row_of
from tests.scenarios.conftest import without
from tests.scenarios.events import edited, judged
from toolchain.cycle.resources import Resources
from toolchain.inbox.intake import Intake
from toolchain.model.schema import USCC, Row
from toolchain.model.sheets.checks import Check
from toolchain.model.sheets.experts import Tie
from toolchain.model.sheets.supervision import Discipline
from toolchain.model.sheets.vocabulary import Measure, TieKind, Verdict

MACHINES = USCC("91410702MA40HT313A")
OTHER = USCC("91410702MA41QM525H")


def with_row(intake: Intake, row: Row) -> Intake:
    """Add a row to the one workbook that has its sheet."""
    kind = type(row)
    filled = []
    added = False
    for item in intake.filled:
        if kind in item.rows and not added:
            added = True
            filled.append(replace(item, rows={**item.rows, kind: (*item.rows[kind], row)}))
        else:
            filled.append(item)
    assert added
    return replace(intake, filled=tuple(filled))


def found(intake: Intake, toolbox: Resources) -> tuple[set[str], list[str]]:
    """Give who was announced, and the codes of what is said of reviewers and pools."""
    _, j = judged(intake, toolbox)
    said = [
        item.code for item in j.problems if item.code.startswith(("W-RULE-16", "E-RULE-16", "W-RULE-08", "E-RULE-08"))
    ]
    return {str(award.uscc) for award in j.announced}, said


@pytest.mark.parametrize(
    ("expert", "name", "decided"),
    [
        pytest.param("E04", "赵敏", date(2025, 7, 11), id="表决次日"),
        pytest.param("E04", "赵敏", date(2025, 9, 1), id="公告以后"),
    ],
)
def test_a_reviewer_removed_after_the_vote(
    intake: Intake, toolbox: Resources, expert: str, name: str, decided: date
) -> None:
    whole, _ = found(intake, toolbox)
    row = row_of(
        Discipline,
        expert=expert,
        name=name,
        measure=Measure.REMOVAL,
        decided=decided,
    )
    announced, said = found(with_row(intake, row), toolbox)
    assert announced == whole
    assert set(said) <= {"W-RULE-1625"}


@pytest.mark.parametrize(
    ("ended", "recused"),
    [
        pytest.param(date(2022, 6, 10), False, id="抽取当日已满三年"),
        pytest.param(date(2022, 6, 11), True, id="抽取次日才满三年"),
        pytest.param(date(2022, 7, 15), True, id="评分以后才满三年"),
    ],
)
def test_an_interest_found_after_the_award(intake: Intake, toolbox: Resources, ended: date, recused: bool) -> None:
    """E07 left the applicant in 2022, and nobody knew until September 2025."""
    whole, _ = found(intake, toolbox)
    row = row_of(Tie, expert="E07", uscc=OTHER, kind=TieKind.FORMER, declared=date(2025, 9, 1), ended=ended)
    told = with_row(intake, row)
    _, j = judged(told, toolbox)
    assert any((item.expert, item.uscc) == ("E07", OTHER) for item in j.panels.conflicts) is recused
    announced, said = found(told, toolbox)
    assert announced == whole
    seated = any(expert.number == "E07" for draw in j.panels.draws for expert in draw.members)
    assert said.count("W-RULE-1626") == (recused and seated)


@pytest.mark.parametrize("announced", [True, False], ids=["公告以后才登记", "还没有审定"])
@pytest.mark.parametrize("checked", [date(2025, 7, 11), date(2025, 7, 24)], ids=["表决次日", "公示以后"])
def test_a_conclusion_after_the_draw_acts_from_its_day(
    intake: Intake, toolbox: Resources, checked: date, announced: bool
) -> None:
    """Pool, ranking and count stay as they were; the one concerned leaves, unless its award is announced."""
    held = intake if announced else without(intake, "政府审定.xlsx")
    _, before = judged(held, toolbox)
    rows = [row for item in held.filled for row in item.rows.get(Check, ()) if isinstance(row, Check)]
    first = next(row for row in rows if (row.uscc, row.item) == (MACHINES, "11.3"))
    place = replace(first.at, row=400)
    second = replace(first, round=2, verdict=Verdict.NOT_MET, facts="查实负有责任", checked=checked, at=place)
    _, j = judged(with_row(held, second), toolbox)
    assert [pool.digest for pool in j.panels.pools] == [pool.digest for pool in before.panels.pools]
    assert [item.uscc for item in j.vote.tallies] == [item.uscc for item in before.vote.tallies]
    assert before.review.ranking is not None
    assert j.review.ranking is not None
    assert j.review.ranking.standings == before.review.ranking.standings
    assert j.announced == before.announced
    assert (j.left(MACHINES) is None) is announced
    assert ("W-EVENT-13" in {item.code for item in j.problems if item.subject == MACHINES}) is announced


def test_scores_of_who_did_not_pass_are_said_once_and_count_for_nothing(intake: Intake, toolbox: Resources) -> None:
    """Three sheets hold scores of it; nobody has to delete a row."""
    services = USCC("91410702MA4AYF413Y")
    told = [row for item in intake.filled for row in item.all(Check) if (row.uscc, row.item) == (services, "10.2")]
    books = edited(
        intake, Check, lambda row: replace(row, verdict=Verdict.NOT_MET, facts="查明") if row == told[0] else row
    )
    outcome, j = judged(books, toolbox)
    assert [item.code for item in outcome.problems if item.subject == services and "16" in item.code] == ["W-RULE-1648"]
    assert not [item for item in outcome.problems if item.blocks]
    assert j.review.ranking is not None
    assert services not in {item.uscc for item in j.review.ranking.standings}
