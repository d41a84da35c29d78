"""The 发文登记 of the example, mistyped: what is said, and that a row that cannot be right gives nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Toolbox
from toolchain.inbox import Intake
from toolchain.model.sheets import SETTINGS
from toolchain.model.sheets.settings import Dispatch

ANNOUNCEMENT, CERTIFICATE, ACCEPTANCE, REQUEST, TALLY = 23, 24, 3, 22, 17


def rewritten(intake: Intake, toolbox: Toolbox, which: int, **values: Any) -> CycleOutcome:  # noqa: ANN401 - any field
    """Judge the example with the first row of a document written otherwise."""
    settings = next(item for item in intake.filled if item.mark.template == SETTINGS.mark)
    rows = settings.all(Dispatch)
    first = next(row for row in rows if row.document == which)
    changed = tuple(replace(row, **values) if row is first else row for row in rows)
    other = replace(settings, rows={**settings.rows, Dispatch: changed})
    filled = tuple(other if item is settings else item for item in intake.filled)
    return judge_all(replace(intake, filled=filled), toolbox).cycles[0]


def said(outcome: CycleOutcome) -> list[tuple[str, str]]:
    return [(item.code, item.at.cell.rstrip("0123456789")) for item in outcome.problems]


def drafts(outcome: CycleOutcome, document: int) -> int:
    return sum(paper.document.draft for paper in outcome.papers if paper.document.number == document)


CASES = [
    (ANNOUNCEMENT, {"document": 63}, [("E-ISSUE-01", "A")]),
    (ANNOUNCEMENT, {"document": 26}, [("W-ISSUE-02", "B")]),
    (ANNOUNCEMENT, {"dated": date(2025, 8, 7)}, [("E-ISSUE-05", "E")]),
    (ANNOUNCEMENT, {"dated": date(2025, 8, 8)}, []),
    (TALLY, {"dated": date(2025, 7, 9)}, [("E-ISSUE-05", "E")]),
    (REQUEST, {"dated": date(2025, 7, 22)}, [("E-ISSUE-05", "E")]),
    (REQUEST, {"signer": None}, [("E-ISSUE-08", "F")]),
    (ANNOUNCEMENT, {"printed": date(2025, 8, 14)}, [("E-ISSUE-07", "G")]),
    (ANNOUNCEMENT, {"printed": date(2025, 8, 15)}, []),
    (ANNOUNCEMENT, {"number": None}, [("E-ISSUE-08", "D")]),
    (ANNOUNCEMENT, {"number": "红政[2026]31号"}, [("E-ISSUE-06", "D"), ("E-ISSUE-06", "D")]),
    (ANNOUNCEMENT, {"number": "红政〔2026〕310号"}, []),
    (ACCEPTANCE, {"subject": "91410702MA40HT313B"}, [("E-ISSUE-03", "C")]),
    (ANNOUNCEMENT, {"subject": "91410702MA40HT313A"}, [("W-ISSUE-04", "C")]),
    (ACCEPTANCE, {"subject": "91410702MA4BXF62XN"}, [("W-ISSUE-04", "C")]),
]


@pytest.mark.parametrize(("document", "values", "codes"), CASES)
def test_what_is_said_of_a_mistyped_row(
    intake: Intake, toolbox: Toolbox, document: int, values: dict[str, Any], codes: list[tuple[str, str]]
) -> None:
    assert said(rewritten(intake, toolbox, document, **values)) == codes


def test_the_other_cell_is_named(intake: Intake, toolbox: Toolbox) -> None:
    [item] = rewritten(intake, toolbox, ANNOUNCEMENT, dated=date(2025, 8, 7)).problems
    assert "政府审定.xlsx › “常务会议” › B" in toolbox.wording.describe(item)


def test_a_row_that_cannot_be_right_gives_nothing(intake: Intake, toolbox: Toolbox) -> None:
    for wrong in ({"dated": date(2025, 8, 7)}, {"number": "红政〔2026〕31号"}, {"printed": date(2025, 8, 1)}):
        assert drafts(rewritten(intake, toolbox, ANNOUNCEMENT, issued=None, **wrong), ANNOUNCEMENT) == 1
    assert drafts(rewritten(intake, toolbox, ANNOUNCEMENT, issued=None), ANNOUNCEMENT) == 0


def test_what_is_issued_keeps_its_registration(intake: Intake, toolbox: Toolbox) -> None:
    assert drafts(rewritten(intake, toolbox, ANNOUNCEMENT, dated=date(2025, 8, 7)), ANNOUNCEMENT) == 0


def test_nothing_is_said_of_objects_while_a_stage_is_open(intake: Intake, toolbox: Toolbox) -> None:
    ballots = next(entry.name for entry in intake.entries if entry.workbook == "评委会会议")
    open_ = replace(intake, filled=tuple(item for item in intake.filled if item.file != ballots))
    outcome = rewritten(open_, toolbox, ACCEPTANCE)
    assert [item.code for item in outcome.problems if "ISSUE" in item.code] == []
