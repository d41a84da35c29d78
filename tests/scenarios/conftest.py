"""The example cycle, received once for all scenario tests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from toolchain.cycle.example import FOLDER
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.paths import Project
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.inbox.intake import Intake
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import scan_inbox

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def toolbox() -> Resources:
    """The data files of the project, with the example's folder as its inbox."""
    return Resources.load(Project(ROOT, ROOT / "inbox" / FOLDER, ROOT / "outbox"))


@pytest.fixture(scope="session")
def intake(toolbox: Resources) -> Intake:
    """The example's workbooks as they were read."""
    return receive(scan_inbox(toolbox.project.inbox))


@pytest.fixture(scope="session")
def example(intake: Intake, toolbox: Resources) -> CycleOutcome:
    """The whole example cycle, judged."""
    return judge_all(intake, toolbox).cycles[0]


def without(intake: Intake, name: str) -> Intake:
    """Take one workbook out of what was received."""
    return replace(
        intake,
        entries=tuple(entry for entry in intake.entries if entry.name != name),
        filled=tuple(item for item in intake.filled if item.file != name),
        held={key: data for key, data in intake.held.items() if key != name},
    )
