"""Cycles side by side once more: what happened is recorded in another cycle, twice, late, or under an old code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.scenarios.events import happened
from tests.scenarios.test_six_years import (
    ACCEPTED,
    ELECTRIC,
    FOOD,
    LOGISTICS,
    NEW,
    OLD,
    PRECISION,
    REFUSED,
    answers,
    book,
    incident,
    judgement,
    later_files,
)
from toolchain.cycle.example import FOLDER
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.inbox.intake import Intake
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile
from toolchain.model.schema import USCC, Row
from toolchain.model.sheets import EVENTS, SUPERVISION
from toolchain.model.sheets.event_vocabulary import ApplicantEventKind
from toolchain.model.sheets.events import ApplicantEvent
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.supervision import Incident
from toolchain.model.sheets.vocabulary import IncidentKind, RegisterStatus, YesNo
from toolchain.regulation.register import revoked

RECODED = USCC("91410702MA44ABCD5P")
FRAUD_FOUND = date(2027, 5, 10)
CYCLES = (FOLDER, "2027届", "2031届")


@pytest.fixture(scope="module")
def awards(example: CycleOutcome) -> dict[str, Award]:
    assert example.judgement is not None
    return {str(award.uscc): award for award in example.judgement.announced}


def told(
    intake: Intake, toolbox: Resources, example: CycleOutcome, recorded: dict[str, tuple[Row, ...]]
) -> dict[str, CycleOutcome]:
    """Judge the three cycles with other events and incidents, by the cycle that has them on record."""
    files = later_files(intake, example)
    files = {name: data for name, data in files.items() if not name.endswith(("变更事项.xlsx", "监督事项.xlsx"))}
    for cycle, rows in recorded.items():
        for kind, workbook in ((ApplicantEvent, EVENTS), (Incident, SUPERVISION)):
            mine = [row for row in rows if isinstance(row, kind)]
            files |= [book(workbook, cycle, *mine)] if mine else []
    found = receive([ScannedFile(name, data) for name, data in sorted(files.items())])
    whole = replace(
        intake,
        entries=(*intake.entries, *found.entries),
        filled=(*intake.filled, *found.filled),
        held={**intake.held, **files},
    )
    return {item.record.cycle: item for item in judge_all(whole, toolbox).cycles}


def fraud(award: Award, approved: date = FRAUD_FOUND, number: str = "S11") -> Incident:
    return incident(number, award, IncidentKind.FRAUD, date(2025, 4, 1), approved)


def changed(kind: ApplicantEventKind, uscc: USCC, name: str, day: date, number: str = "D01", **values: object) -> Any:
    return happened(ApplicantEvent, number, day, uscc=uscc, name=name, kind=kind, **values)


def renamed(day: date, number: str = "D01") -> Any:
    return changed(ApplicantEventKind.RENAMED, PRECISION, OLD, day, number, new_name=NEW)


def events_said(outcome: CycleOutcome) -> list[tuple[str, str]]:
    return [(item.code, item.at.file) for item in outcome.problems if "EVENT" in item.code]


def test_recorded_in_the_last_cycle_alone(
    intake: Intake, toolbox: Resources, example: CycleOutcome, awards: dict[str, Award]
) -> None:
    """A revocation of 2027 that only the workbook of 2031 holds counts in all three from its day."""
    story = told(intake, toolbox, example, {"2031届": (fraud(awards[LOGISTICS]),)})
    for cycle in CYCLES:
        j = judgement(story, cycle)
        [row] = [
            award
            for award in revoked(j.register, j.supervision.rulings)
            if (award.uscc, award.announced) == (LOGISTICS, date(2025, 8, 15))
        ]
        assert (row.status, row.revoked) == (RegisterStatus.REVOKED_FRAUD, FRAUD_FOUND)
    assert answers(judgement(story, "2031届"))[LOGISTICS] == (REFUSED, False)
    assert answers(judgement(story, "2031届"))[PRECISION] == (ACCEPTED, True)


def test_the_same_rename_in_two_workbooks_is_one(intake: Intake, toolbox: Resources, example: CycleOutcome) -> None:
    day = date(2026, 9, 1)
    story = told(intake, toolbox, example, {"2027届": (renamed(day),), "2031届": (renamed(day),)})
    for cycle in CYCLES:
        assert not events_said(story[cycle])
        assert {row.name for row in judgement(story, cycle).register if row.uscc == PRECISION} == {NEW}


def test_a_rename_with_two_dates_is_a_problem_at_the_later_one(
    intake: Intake, toolbox: Resources, example: CycleOutcome
) -> None:
    rows = {"2027届": (renamed(date(2026, 9, 1)),), "2031届": (renamed(date(2026, 10, 1)),)}
    story = told(intake, toolbox, example, rows)
    for cycle in CYCLES:
        assert ("E-EVENT-36", "2031届/变更事项.xlsx") in events_said(story[cycle])


def test_revoked_under_the_old_code(
    intake: Intake, toolbox: Resources, example: CycleOutcome, awards: dict[str, Award]
) -> None:
    """The code changed in 2026; what is approved in 2027 names the old one and bars the new one too."""
    name = awards[LOGISTICS].name
    recoded = changed(ApplicantEventKind.RECODED, LOGISTICS, name, date(2026, 3, 2), new_code=RECODED, same=YesNo.YES)
    story = told(intake, toolbox, example, {"2027届": (recoded, fraud(awards[LOGISTICS]))})
    j = judgement(story, "2031届")
    assert answers(j)[RECODED] == (REFUSED, False)
    assert {row.status for row in revoked(j.register, j.supervision.rulings) if row.uscc == RECODED} >= {
        RegisterStatus.REVOKED_FRAUD
    }
    assert LOGISTICS not in {str(row.uscc) for row in j.register}


def test_a_ban_that_begins_while_the_application_is_reviewed(
    intake: Intake, toolbox: Resources, example: CycleOutcome, awards: dict[str, Award]
) -> None:
    """Approved after the deadline of 2031 and recorded in another cycle: accepted it was, put forward it is not."""
    begins = date(2031, 6, 20)
    story = told(intake, toolbox, example, {"2027届": (fraud(awards[ELECTRIC], begins),)})
    j = judgement(story, "2031届")
    assert answers(j)[ELECTRIC][0] is ACCEPTED
    assert answers(j)[FOOD] == (ACCEPTED, False)
    assert {ban.since for ban in j.status.bans_of(ELECTRIC)} == {begins}
