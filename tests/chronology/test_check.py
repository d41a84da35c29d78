"""Dates that contradict each other in the example: both cells are named, at the one that is more likely wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.chronology.sweep import Sweep, decisions
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.pipeline import judge_all
from toolchain.model.problems import At
from toolchain.model.schema import Row
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.approval import ExecutiveMeeting
from toolchain.model.sheets.checks import Check, Event
from toolchain.model.sheets.committee import Meeting
from toolchain.model.sheets.confirmed_dates import ConfirmedDate
from toolchain.model.sheets.draw import Panel
from toolchain.model.sheets.notice import Objection, Posting
from toolchain.model.sheets.scores import Reviewer
from toolchain.model.sheets.settings import Cycle, Receipt
from toolchain.model.sheets.supervision import Incident
from toolchain.stages.judgement import Stage, State


@pytest.fixture(scope="module")
def sweep() -> Sweep:
    return Sweep()


def with_cell(sweep: Sweep, sheet: type[Row], subject: str, column: str, value: date) -> tuple[CycleOutcome, At]:
    """Judge the example with one cell written otherwise, of the first row that is about somebody; give the cell too.

    Nobody has read the originals again.
    """
    read = tuple(replace(item, rows={**item.rows, ConfirmedDate: ()}) for item in sweep.intake.filled)
    for number, item in enumerate(read):
        rows = item.rows.get(sheet, ())
        for place, row in enumerate(rows):
            if not subject or subject in [getattr(row, name) for name in row._names]:
                changes: dict[str, Any] = {column: value}
                changed = (*rows[:place], replace(row, **changes), *rows[place + 1 :])
                other = replace(item, rows={**item.rows, sheet: changed})
                filled = (*read[:number], other, *read[number + 1 :])
                return judge_all(replace(sweep.intake, filled=filled), sweep.toolbox).cycles[0], row.where(column)
    raise AssertionError(subject)


LATE = "91410702MA47CG78XU"

CASES = [
    pytest.param(
        Receipt, LATE, "received", date(2024, 5, 6), "E-ORDER-01", "评审公告发布日期", Stage.ACCEPTANCE, id="受理前"
    ),
    pytest.param(
        Event,
        "91410702MA46HG5759",
        "happened",
        date(2032, 9, 18),
        "E-ORDER-01",
        "公告日期",
        Stage.QUALIFICATION,
        id="B2 未来",
    ),
    pytest.param(
        Event, "91410702MA46HG5759", "happened", date(2013, 9, 18), "W-ORDER-02", "申报截止日期", None, id="B2 十年"
    ),
    pytest.param(
        ExecutiveMeeting, "", "announced", date(2026, 8, 15), "E-ORDER-01", "收到日期", Stage.APPROVAL, id="公告晚一年"
    ),
    pytest.param(Meeting, "", "held", date(2025, 4, 1), "E-ORDER-01", "签字日期", Stage.COMMITTEE, id="B4 会议"),
    pytest.param(Reviewer, "", "signed", date(2025, 6, 9), "E-ORDER-01", "抽取日期", Stage.REVIEW, id="B4 抽取前打分"),
    pytest.param(Reviewer, "", "signed", date(2025, 7, 11), "E-ORDER-01", "会议日期", Stage.REVIEW, id="B4 投票后打分"),
    pytest.param(
        Check, "", "checked", date(2024, 5, 26), "E-ORDER-01", "收到日期", Stage.QUALIFICATION, id="B4 核查早"
    ),
    pytest.param(Cycle, "", "announced", date(2025, 5, 3), "E-ORDER-01", "申报开始日期", Stage.LAUNCH, id="B4 公告晚"),
    pytest.param(
        Applicant, "", "commitment", date(2025, 4, 9), "E-ORDER-01", "收到日期", Stage.ACCEPTANCE, id="B4 承诺书"
    ),
    pytest.param(
        Applicant,
        "",
        "credit_certificate",
        date(2019, 4, 5),
        "E-ORDER-02",
        "申报截止日期",
        Stage.ACCEPTANCE,
        id="B4 证明",
    ),
    pytest.param(
        Panel, "制造业组", "drawn", date(2025, 4, 29), "E-ORDER-01", "申报截止日期", Stage.PANELS, id="抽取早"
    ),
    pytest.param(
        Receipt,
        "91410702MA44DN1594",
        "supplemented",
        date(2025, 4, 1),
        "E-ORDER-01",
        "收到日期",
        Stage.PANELS,
        id="补正早于收件",
    ),
    pytest.param(Posting, "", "posted", date(2025, 6, 25), "E-ORDER-01", "会议日期", Stage.NOTICE, id="公示早于投票"),
    pytest.param(Objection, "", "concluded", date(2025, 7, 1), "E-ORDER-01", "收到日期", Stage.NOTICE, id="异议结论早"),
    pytest.param(Objection, "", "replied", date(2025, 7, 1), "E-ORDER-01", "结论日期", Stage.NOTICE, id="异议答复早"),
    pytest.param(
        ExecutiveMeeting, "", "announced", date(2025, 8, 1), "E-ORDER-01", "会议日期", Stage.APPROVAL, id="公告早"
    ),
    pytest.param(Incident, "S01", "found", date(2022, 9, 19), "E-ORDER-01", "事实日期", Stage.AFTERLIFE, id="发现早"),
    pytest.param(Incident, "S01", "approved", date(2025, 8, 1), "E-ORDER-01", "发现日期", Stage.AFTERLIFE, id="批准早"),
    pytest.param(Meeting, "", "held", date(2025, 7, 12), "W-ORDER-04", "", None, id="星期六开会"),
]


@pytest.mark.parametrize(("sheet", "subject", "column", "value", "code", "other", "stage"), CASES)
def test_both_cells_are_named(
    sweep: Sweep,
    sheet: type[Row],
    subject: str,
    column: str,
    value: date,
    code: str,
    other: str,
    stage: Stage | None,
) -> None:
    outcome, cell = with_cell(sweep, sheet, subject, column, value)
    found = [item for item in outcome.problems if item.code == code and item.at == cell]
    assert found
    facts = dict(found[0].facts)
    told = sweep.toolbox.wording.describe(found[0])
    if other:
        assert other in told
        assert " › " in facts["where"]
    if stage is not None:
        [step] = [step for step in outcome.steps if step.stage is stage]
        assert step.state is State.BLOCKED


def test_of_many_contradictions_the_common_cell_is_marked(sweep: Sweep) -> None:
    outcome, cell = with_cell(sweep, Cycle, "", "deadline", date(2026, 4, 30))
    blocking = [item for item in outcome.problems if item.blocks and item.code.startswith("E-ORDER")]
    assert {item.at for item in blocking} == {cell}
    assert "处也不合" in sweep.toolbox.wording.message(blocking[0])


def test_a_contradiction_is_about_its_organisation(sweep: Sweep) -> None:
    outcome, _ = with_cell(sweep, Receipt, LATE, "received", date(2024, 5, 6))
    assert {item.subject for item in outcome.problems if item.blocks} == {LATE}


def test_an_objection_whose_dates_contradict_holds_the_whole_list(sweep: Sweep) -> None:
    """As one without a conclusion does (口径18-5)."""
    outcome, cell = with_cell(sweep, Objection, "", "concluded", date(2025, 7, 1))
    assert outcome.judgement is not None
    assert [item.at for item in outcome.judgement.stopped[""] if item.code == "E-ORDER-01"] == [cell]


def test_an_incident_whose_dates_contradict_is_not_ruled_on(sweep: Sweep) -> None:
    outcome, _ = with_cell(sweep, Incident, "S01", "approved", date(2025, 8, 1))
    assert outcome.judgement is not None
    assert [ruling.incident.number for ruling in outcome.judgement.supervision.rulings] == ["S02"]


def test_one_cell_is_told_once(sweep: Sweep) -> None:
    outcome, cell = with_cell(sweep, ExecutiveMeeting, "", "announced", date(2025, 8, 7))
    assert len([item for item in outcome.problems if item.at == cell]) == 1


def test_a_slip_of_a_date_is_said(sweep: Sweep) -> None:
    """Every twentieth slip of a date; the whole table is made by ``python -m tests.chronology.sweep``."""
    results = [sweep.run(*slip) for slip in list(sweep.slips(sweep.cells))[::20]]
    assert [item for item in results if not item.said] == []


@pytest.mark.stress
def test_every_slip_of_a_date_is_said(sweep: Sweep) -> None:
    results = [sweep.run(*slip) for slip in sweep.slips(sweep.cells)]
    assert [item for item in results if not item.said] == []


def test_the_example_decides_something(sweep: Sweep) -> None:
    outcome = judge_all(sweep.intake, sweep.toolbox).cycles[0]
    assert all(decisions(outcome))
