"""The example cycle from workbooks to documents: complete, stopped at every stage, never ahead of its facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.conftest import ROOT, without
from toolchain.cycle.example import FOLDER, books
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.inbox.intake import FileState, Intake
from toolchain.model.parameters import load_rules
from toolchain.model.sheets.vocabulary import AwardKind, Verdict
from toolchain.regulation.art25_revocation import Consequence
from toolchain.stages.judgement import Stage, State

STOPS = {
    "届次设置": (Stage.LAUNCH, State.NOT_REACHED),
    "获奖台账": (Stage.ACCEPTANCE, State.NOT_REACHED),
    "申报书": (Stage.ACCEPTANCE, State.BLOCKED),
    "部门核查": (Stage.QUALIFICATION, State.NOT_REACHED),
    "评审专家库": (Stage.PANELS, State.NOT_REACHED),
    "评审组抽取": (Stage.PANELS, State.NOT_REACHED),
    "评分表": (Stage.REVIEW, State.WAITING),
    "评委会会议": (Stage.COMMITTEE, State.NOT_REACHED),
    "公示与异议": (Stage.NOTICE, State.NOT_REACHED),
    "政府审定": (Stage.APPROVAL, State.NOT_REACHED),
    "监督事项": (Stage.AFTERLIFE, State.NOT_REACHED),
    "奖金使用": (Stage.AFTERLIFE, State.WAITING),
}
"""Where the cycle stops when one workbook of a kind is taken away."""

AGAIN = "收发登记"
"""Holds only what was read again in the originals; without it everything stands, and the dates are asked about."""

REMINDER = 26
"""Reminders of validity follow the register: they come back when a revocation or an application is taken away."""

NAMES = sorted(path.name for path in (ROOT / "inbox" / FOLDER).glob("*.xlsx"))


def kind_of(name: str) -> str:
    return name.removesuffix(".xlsx").partition("-")[0]


def test_every_workbook_is_used(intake: Intake) -> None:
    assert {entry.state for entry in intake.entries} == {FileState.USED}
    assert {kind_of(entry.name) for entry in intake.entries} == {*STOPS, AGAIN}


def test_the_whole_story(example: CycleOutcome) -> None:
    judged = example.judgement
    assert judged is not None
    assert [step.state for step in judged.steps] == [State.DONE] * len(Stage)
    assert not [item for item in example.problems if item.blocks]
    assert len(judged.acceptances) >= 9
    assert {item.verdict for item in judged.qualifications} == {Verdict.MET, Verdict.NOT_MET}
    kinds = [award.kind for award in judged.announced]
    assert kinds.count(AwardKind.FIRST) == 3
    assert kinds.count(AwardKind.REPEAT) == 1
    assert {ruling.consequence for ruling in judged.supervision.rulings} == {
        Consequence.REVOKE_FRAUD,
        Consequence.REVOKE_CONDUCT,
    }


def test_the_documents_of_the_whole_path_come_out(example: CycleOutcome) -> None:
    numbers = {paper.document.number for paper in example.papers}
    assert set(range(1, 26)) <= numbers
    assert {27, 28, 29, 32, 33, 34, 35, 36} <= numbers


@pytest.mark.parametrize("name", [name for name in NAMES if kind_of(name) != AGAIN])
def test_taking_one_workbook_away_stops_at_its_stage(
    name: str, intake: Intake, toolbox: Resources, example: CycleOutcome
) -> None:
    outcome = judge_all(without(intake, name), toolbox).cycles[0]
    stage, state = STOPS[kind_of(name)]
    assert (outcome.current.stage, outcome.current.state) == (stage, state)
    assert outcome.current.todo
    if state is not State.BLOCKED:
        assert not [item.code for item in outcome.problems if item.blocks]
    order = list(Stage)
    before = {paper.path for paper in example.papers}
    for paper in outcome.papers:
        assert paper.path in before or paper.document.number == REMINDER
        if paper.document.folder != Stage.AFTERLIFE and not outcome.current.some:
            assert order.index(Stage(paper.document.folder)) <= order.index(stage)


def test_the_committed_example_is_what_the_code_makes(toolbox: Resources) -> None:
    rules = load_rules(toolbox.project.regulations / "2022-76.toml")
    made = dict(books(toolbox.desk, rules, toolbox.calendar))
    assert sorted(made) == NAMES
    stale = [name for name in NAMES if (Path(toolbox.project.inbox) / name).read_bytes() != made[name]]
    assert not stale, "请运行 make demo 并提交"
