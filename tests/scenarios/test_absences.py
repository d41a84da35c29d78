"""未参加及原因: whoever is not announced has a line; over the events of an award's life in test_every_event.py."""

from __future__ import annotations

from dataclasses import replace

from tests.scenarios.events import edited, judged
from tests.scenarios.test_events_leaving import VALVES
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.resources import Resources
from toolchain.inbox.intake import Intake
from toolchain.model.sheets.approval import Approved
from toolchain.model.sheets.settings import Dispatch
from toolchain.model.sheets.vocabulary import GovernmentDecision
from toolchain.results.absence_tables import Absence, absences
from toolchain.stages.judgement import Judgement


def lines(intake: Intake, toolbox: Resources) -> tuple[tuple[Absence, ...], set[str]]:
    """Give the list, and the applicants that are not announced; none where the cycle does not come so far."""
    return listed(*judged(intake, toolbox), toolbox)


def listed(outcome: CycleOutcome, j: Judgement, toolbox: Resources) -> tuple[tuple[Absence, ...], set[str]]:
    """Give them of a cycle that is judged."""
    filed = {str(item.uscc) for item in j.record.applications}
    approval = j.decision.approval
    left_out = set() if approval is None or approval.announced is None else filed - set(approval.granted)
    return absences(j, outcome.problems, toolbox.wording), left_out


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
