"""The example cycle at three stages, judged once for all tests of what people see."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from toolchain.cycle.build_plan import build_outputs
from toolchain.cycle.example import FOLDER
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.paths import Project
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.inbox.intake import Intake
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import scan_inbox

ROOT = Path(__file__).resolve().parents[2]

LATER = {
    "资格审查": ("部门核查", "评审组抽取", "评分表", "评委会会议", "公示与异议", "政府审定", "奖金使用", "监督事项"),
    "评委会": ("评委会会议", "公示与异议", "政府审定", "奖金使用", "监督事项"),
    "获奖后": (),
}
"""Stage the cycle stands at → the workbooks that are not there yet."""


@pytest.fixture(scope="session")
def toolbox() -> Resources:
    return Resources.load(Project(ROOT, ROOT / "inbox" / FOLDER, ROOT / "outbox"))


@pytest.fixture(scope="session")
def intake(toolbox: Resources) -> Intake:
    return receive(scan_inbox(toolbox.project.inbox))


@pytest.fixture(scope="session")
def stages(intake: Intake, toolbox: Resources) -> dict[str, CycleOutcome]:
    """Stage → the cycle as it stands there."""
    return {stage: judge_all(_before(intake, later), toolbox).cycles[0] for stage, later in LATER.items()}


@pytest.fixture(scope="session")
def example(stages: dict[str, CycleOutcome]) -> CycleOutcome:
    return stages["获奖后"]


@pytest.fixture(scope="session")
def made(stages: dict[str, CycleOutcome], intake: Intake, toolbox: Resources) -> dict[str, dict[str, bytes]]:
    """Stage → path in the outbox → bytes."""
    return {
        stage: {output.path: output.data for output in build_outputs(outcome, intake, toolbox, lambda _: None)}
        for stage, outcome in stages.items()
    }


def _before(intake: Intake, later: tuple[str, ...]) -> Intake:
    gone = {entry.name for entry in intake.entries if entry.name.startswith(later)} if later else set()
    return replace(
        intake,
        entries=tuple(entry for entry in intake.entries if entry.name not in gone),
        filled=tuple(item for item in intake.filled if item.file not in gone),
        held={name: data for name, data in intake.held.items() if name not in gone},
    )
