"""第二十五条: what is approved although its unit was not heard is pointed out, until a paper carries it out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scenarios.events import edited, judged, said, with_events
from tests.scenarios.test_every_event import ANSWERED, TOLD
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.resources import Resources
from toolchain.inbox.intake import Intake
from toolchain.model.schema import Row
from toolchain.model.sheets.settings import Dispatch
from toolchain.model.sheets.vocabulary import YesNo

HINT = "W-EVENT-37"


def still_inside(intake: Intake) -> Intake:
    """Leave the papers that carry out the revocation registered, and not yet issued."""

    def change(row: Dispatch) -> Dispatch:
        return replace(row, issued=YesNo.NO) if row.subject == "S01" and row.document in {33, 35} else row

    return edited(intake, Dispatch, change)


def test_papers_that_are_out_are_not_asked_about(example: CycleOutcome) -> None:
    assert HINT not in {code for code, *_ in said(example)}


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        pytest.param((), True, id="没有告知"),
        pytest.param((TOLD,), True, id="只有告知"),
        pytest.param((TOLD, ANSWERED), False, id="告知并有申辩"),
    ],
)
def test_before_the_papers_go_out_the_hearing_is_asked_for(
    rows: tuple[Row, ...], *, asked: bool, intake: Intake, toolbox: Resources
) -> None:
    inside = still_inside(intake)
    outcome, _ = judged(with_events(inside, *rows) if rows else inside, toolbox)
    cells = [(item.at.sheet, item.at.cell.rstrip("0123456789")) for item in outcome.problems if item.code == HINT]
    assert cells == ([("获奖单位事项", "M")] if asked else [])
    if asked:
        [item] = [item for item in outcome.problems if item.code == HINT]
        assert "2026年1月16日批准撤销称号" in toolbox.wording.message(item)
