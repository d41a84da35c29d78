"""A run with mistakes ends with the three things to do next, in their order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from toolchain.cli.report.next_steps import next_steps
from toolchain.cycle.outcome import CycleOutcome, Outcome
from toolchain.cycle.resources import Resources
from toolchain.inbox.intake import Intake
from toolchain.model.problems import At, Problem, problem
from toolchain.outbox.output import Change, Publication, Word

CHECKS, SETTINGS = "部门核查.xlsx", "届次设置.xlsx"


def wrong(file: str, cell: str) -> Problem:
    return problem("E-CELL-01", At(file, "核查结论", cell), label="结论")


def told(intake: Intake, cycle: CycleOutcome, toolbox: Resources, *found: Problem, copies: tuple[str, ...] = ()) -> str:
    outcome = Outcome(intake, (replace(cycle, problems=found),))
    changes = tuple(Change(path, Word.NEW) for path in copies)
    publication = Publication({"示例2025届": changes}) if copies else None
    return "\n".join(next_steps(outcome, publication, toolbox.wording))


def test_without_a_mistake_nothing_is_to_be_done(intake: Intake, example: CycleOutcome, toolbox: Resources) -> None:
    assert told(intake, example, toolbox) == ""
    warning = problem("W-FILE-98", At(CHECKS))
    assert told(intake, example, toolbox, warning) == ""


def test_one_workbook_is_mended_put_back_and_run_again(
    intake: Intake, example: CycleOutcome, toolbox: Resources
) -> None:
    said = told(intake, example, toolbox, wrong(CHECKS, "F9"), wrong(CHECKS, "F6"), copies=("退回/部门核查.xlsx",))
    first, one, two, three = said.splitlines()
    assert first == "接下来三件事，按顺序做："
    assert one == "  1. 打开 outbox/示例2025届/退回/部门核查.xlsx，照批注改好标红的2处（先改“核查结论”的 F6）。"
    assert two.startswith("  2. 改好后放回收件箱，替换原来的“部门核查.xlsx”")
    assert three == "  3. 再运行一次（make cycle，或工作台选 1）。"


def test_what_comes_first_in_a_cycle_is_mended_first(intake: Intake, example: CycleOutcome, toolbox: Resources) -> None:
    said = told(intake, example, toolbox, wrong(CHECKS, "F6"), wrong(SETTINGS, "B9"), copies=("退回/届次设置.xlsx",))
    _, one, two, three = said.splitlines()
    assert "退回/届次设置.xlsx" in one
    assert two == f"  2. 再照样改：{CHECKS}（1处）。"
    assert "等2份" in three


@pytest.mark.parametrize("file", [CHECKS, "说明.pdf", ""])
def test_without_a_marked_copy_the_remedy_is_said(
    file: str, intake: Intake, example: CycleOutcome, toolbox: Resources
) -> None:
    said = told(intake, example, toolbox, wrong(file, "F6")).splitlines()
    assert len(said) == 4
    assert said[1].startswith("  1. 处理")
    assert "先改“核查结论”的 F6" in said[1]
