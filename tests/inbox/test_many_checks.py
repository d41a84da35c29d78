"""What the tool hands out it can read again, however many applicants there are (第十五条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from benchmarks.many import multiplied
from tests.rows import row_of
from toolchain.cycle.paths import Project
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.inbox.file_examination import examine
from toolchain.inbox.intake import FileState
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile, scan_inbox
from toolchain.model.record import FilledWorkbook
from toolchain.model.sheets import CHECKS
from toolchain.model.sheets.checks import Check
from toolchain.model.sheets.vocabulary import Verdict
from toolchain.results import next_blanks
from toolchain.results.next_blanks import Blank, due
from toolchain.stages.judgement import Judgement
from toolchain.workbooks.blank import write

ROOT = Path(__file__).resolve().parents[2]
FILLED = {"verdict": Verdict.MET, "evidence": "查询记录（编号2025-0001）" * 2, "checked": date(2025, 5, 9)}


@pytest.fixture(scope="module")
def toolbox() -> Resources:
    return Resources.load(Project(ROOT, ROOT / "inbox", ROOT / "outbox"))


def judged(toolbox: Resources, count: int) -> Judgement:
    """Judge a cycle of many applicants that waits for its departments."""
    intake = multiplied(receive(scan_inbox(ROOT / "inbox")), count)
    waiting: tuple[FilledWorkbook, ...] = tuple(item for item in intake.filled if item.mark.template != CHECKS.mark)
    [cycle] = judge_all(type(intake)((), waiting), toolbox).cycles
    assert cycle.judgement is not None
    return cycle.judgement


def handed_out(j: Judgement, toolbox: Resources) -> list[Blank]:
    return [blank for blank in due(j, toolbox.items) if blank.workbook is CHECKS]


def filled(blank: Blank) -> bytes:
    rows = [row_of(Check, **{**values, **FILLED, "facts": None}) for values in blank.known[Check]]
    return write(blank.workbook, blank.mark, {Check: rows})


def test_few_applicants_stand_in_one_blank(toolbox: Resources) -> None:
    names = [blank.name for blank in handed_out(judged(toolbox, 3), toolbox)]
    assert names[0] == "部门核查"
    assert not any("份" in name for name in names)


def test_many_are_split_by_a_rule_that_the_name_tells_and_read_again(
    toolbox: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    j = judged(toolbox, 5)
    whole = [dict(row) for row in handed_out(j, toolbox)[0].known[Check]]
    monkeypatch.setattr(next_blanks, "MOST_CHECKS", 2 * len(toolbox.items.checks))
    parts = [blank for blank in handed_out(j, toolbox) if not blank.name.startswith("部门核查-")]
    assert [blank.name for blank in parts] == [f"部门核查（第{number}份，共3份）" for number in (1, 2, 3)]
    assert [dict(row) for blank in parts for row in blank.known[Check]] == whole
    intake = receive([ScannedFile(f"{blank.name}.xlsx", filled(blank)) for blank in parts])
    assert {entry.state for entry in intake.entries} == {FileState.USED}
    assert len(intake.records[0].all(Check)) == len(whole)


@pytest.mark.stress
def test_a_blank_at_the_limit_is_read_when_it_is_filled(toolbox: Resources) -> None:
    count = next_blanks.MOST_CHECKS // len(toolbox.items.checks)
    largest, *_ = handed_out(judged(toolbox, count + 1), toolbox)
    assert len(largest.known[Check]) > next_blanks.MOST_CHECKS - len(toolbox.items.checks)
    found = examine("部门核查.xlsx", filled(largest))
    assert found.reading is not None
    assert found.reading.problems == ()
    assert len(found.reading.rows[Check]) == len(largest.known[Check])
