"""The example cycle, received and judged once for the tests of speed."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolchain.cycle.example import FOLDER
from toolchain.cycle.paths import Project
from toolchain.cycle.resources import Resources
from toolchain.inbox.intake import Intake
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import scan_inbox
from toolchain.model.parameters import rules_for
from toolchain.stages import settings_of, walk
from toolchain.stages.judgement import Judgement

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
def walked(toolbox: Resources, intake: Intake) -> tuple[Judgement, ...]:
    """The example cycle before its first stage and after each."""
    record = intake.records[0]
    settings = settings_of(record)
    assert settings is not None
    rules = rules_for(settings.cycle.announced, toolbox.project.regulations)
    assert rules is not None
    return walk(record, settings, rules, toolbox.calendar, toolbox.items.attachments)
