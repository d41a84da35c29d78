"""未参加及原因 over the events of an award's life: whoever is not announced, or takes no part, has a line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scenarios.events import edited, judged, with_events
from tests.scenarios.test_events_leaving import VALVES
from tests.scenarios.test_every_event import LIVES, Life
from toolchain.cycle.resources import Resources
from toolchain.inbox.intake import Intake
from toolchain.model.sheets.approval import Approved
from toolchain.model.sheets.events import PersonEvent
from toolchain.model.sheets.settings import Dispatch
from toolchain.model.sheets.vocabulary import GovernmentDecision
from toolchain.results.absence_tables import Absence, absences

HAPPENING = tuple(life for life in LIVES if life.rows)


def lines(intake: Intake, toolbox: Resources) -> tuple[tuple[Absence, ...], set[str]]:
    """Give the list, and the applicants that are not announced; none where the cycle does not come so far."""
    outcome, j = judged(intake, toolbox)
    filed = {str(item.uscc) for item in j.record.applications}
    approval = j.decision.approval
    left_out = set() if approval is None or approval.announced is None else filed - set(approval.granted)
    return absences(j, outcome.problems, toolbox.wording), left_out


@pytest.mark.parametrize("life", HAPPENING, ids=lambda life: f"{life.number}{life.name}")
def test_whoever_an_event_takes_out_has_a_line(life: Life, intake: Intake, toolbox: Resources) -> None:
    found, left_out = lines(with_events(life.books(intake), *life.rows), toolbox)
    told = {item.number for item in found}
    assert left_out <= told
    assert {row.person for row in life.rows if isinstance(row, PersonEvent)} <= told
    assert all(item.reason and item.cells for item in found if item.kind in {"委员", "评审员", "拟奖单位"})


def test_a_nominee_that_the_government_refuses_has_a_line(intake: Intake, toolbox: Resources) -> None:
    def refuse(row: Approved) -> Approved:
        refused = {"decision": GovernmentDecision.REFUSED, "certificate": None}
        return replace(row, **refused) if row.uscc == VALVES else row  # type: ignore[arg-type] # as declared

    unsent = edited(intake, Dispatch, lambda row: None if row.subject == VALVES and row.document > 19 else row)
    found, left_out = lines(edited(unsent, Approved, refuse), toolbox)
    assert VALVES in left_out
    [line] = [item for item in found if item.number == VALVES]
    assert (line.kind, line.step, line.reason) == ("拟奖单位", "公告", "区政府审定结论：不同意")
    assert [cell.sheet for cell in line.cells] == ["审定名单"]
