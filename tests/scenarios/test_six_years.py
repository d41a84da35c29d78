"""Three cycles side by side over six years: renames, two revocations and a return, each recorded in one cycle only.

The cycle of 2025 runs in full. In 2027 and in 2031 the same organisations apply again; the register of each was laid
before what happened since, so that every change must be found in the workbook of the cycle that records it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.rows import row_of
from tests.scenarios.events import happened
from toolchain.cycle.example import FOLDER
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.inbox.intake import Intake
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile
from toolchain.model.record import FilledWorkbook
from toolchain.model.schema import USCC, Row, columns
from toolchain.model.sheets import APPLICATION, EVENTS, REGISTER, SETTINGS, SUPERVISION
from toolchain.model.sheets.application import FiscalYear
from toolchain.model.sheets.event_vocabulary import ApplicantEventKind
from toolchain.model.sheets.events import ApplicantEvent
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.settings import Cycle, Dispatch
from toolchain.model.sheets.supervision import Incident
from toolchain.model.sheets.vocabulary import IncidentDecision, IncidentKind, RegisterStatus
from toolchain.model.workbook_declaration import Mark, Workbook
from toolchain.regulation.art14_acceptance import AcceptanceOutcome
from toolchain.regulation.dates import years_after
from toolchain.stages.judgement import Judgement
from toolchain.workbooks.blank import write

PRECISION, LOGISTICS, ELECTRIC, VALVES, FOOD = (
    USCC("91410702MA40HT313A"),
    USCC("91410702MA49MY2086"),
    USCC("91410702MA41QM525H"),
    USCC("91410702MA43HY9421"),
    USCC("91410702MA42JN731W"),
)
OLD, NEW = "新乡市恒拓精密机械有限公司", "恒拓精密科技（新乡）有限公司"
RENAMED, FRAUD_FOUND, ACCIDENT_DECIDED = date(2026, 9, 1), date(2027, 5, 10), date(2027, 6, 1)
ACCEPTED, REFUSED = AcceptanceOutcome.ACCEPTED, AcceptanceOutcome.REFUSED


def later(item: FilledWorkbook, cycle: str, years: int) -> Iterator[tuple[str, bytes]]:
    """Write a workbook of 2025 once more for a cycle some years on: every date moves, nothing else."""
    books: Mapping[str, Workbook] = {book.mark: book for book in (SETTINGS, APPLICATION)}
    book = books.get(item.mark.template)
    if book is None:
        return
    rows: dict[type[Row], list[Row]] = {}
    for sheet, held in item.rows.items():
        if sheet is not Dispatch:
            rows[sheet] = [_moved(row, years, cycle) for row in held]
    mark = Mark(book.mark, book.version, cycle, item.mark.subject)
    yield f"{cycle}/{item.file.rpartition('/')[2]}", write(book, mark, rows)


def _moved(row: Row, years: int, cycle: str) -> Row:
    changed: dict[str, Any] = {
        column.name: years_after(value, years)
        for column in columns(type(row))
        if isinstance(value := getattr(row, column.name), date) and column.name not in {"founded", "previous"}
    }
    if isinstance(row, FiscalYear):
        changed["year"] = row.year + years
    if isinstance(row, Cycle):
        changed |= {"cycle": cycle, "year": row.year + years, "previous": None, "previous_year": None}
    return replace(row, **changed)


def book(workbook: Workbook, cycle: str, *rows: Row) -> tuple[str, bytes]:
    known: dict[type[Row], list[Row]] = {}
    for row in rows:
        known.setdefault(type(row), []).append(row)
    return f"{cycle}/{workbook.title}.xlsx", write(workbook, Mark(workbook.mark, workbook.version, cycle), known)


def incident(number: str, award: Award, kind: IncidentKind, happened_on: date, approved: date) -> Incident:
    return row_of(
        Incident,
        number=number,
        uscc=award.uscc,
        name=award.name,
        kind=kind,
        happened=happened_on,
        found=date(2027, 3, 1),
        facts="经查证属实的事项",
        evidence="调查报告",
        decision=IncidentDecision.REVOKE,
        meeting="第70次常务会议",
        approved=approved,
    )


def later_files(intake: Intake, example: CycleOutcome) -> dict[str, bytes]:
    """Write the workbooks of the two later cycles."""
    assert example.judgement is not None
    awards = {award.uscc: award for award in example.judgement.announced}
    carried = [replace(award, at=Award.__dataclass_fields__["at"].default) for award in example.judgement.register]
    files: dict[str, bytes] = {}
    for cycle, years in (("2027届", 2), ("2031届", 6)):
        for item in intake.filled:
            files |= dict(later(item, cycle, years))
        files |= [book(REGISTER, cycle, *carried)]
    renamed = happened(
        ApplicantEvent, "D01", RENAMED, uscc=PRECISION, name=OLD, kind=ApplicantEventKind.RENAMED, new_name=NEW
    )
    files |= [
        book(EVENTS, "2027届", renamed),
        book(
            SUPERVISION,
            "2027届",
            incident("S01", awards[LOGISTICS], IncidentKind.FRAUD, date(2025, 4, 1), FRAUD_FOUND),
            incident("S02", awards[ELECTRIC], IncidentKind.ACCIDENT, date(2026, 12, 1), ACCIDENT_DECIDED),
        ),
    ]
    return files


@pytest.fixture(scope="module")
def story(intake: Intake, toolbox: Resources, example: CycleOutcome) -> dict[str, CycleOutcome]:
    """Three cycles, judged together."""
    files = later_files(intake, example)
    found = receive([ScannedFile(name, data) for name, data in sorted(files.items())])
    assert not [problem for item in found.filled for problem in item.problems if problem.blocks]
    whole = replace(
        intake,
        entries=(*intake.entries, *found.entries),
        filled=(*intake.filled, *found.filled),
        held={**intake.held, **files},
    )
    return {item.record.cycle: item for item in judge_all(whole, toolbox).cycles}


def judgement(story: dict[str, CycleOutcome], cycle: str) -> Judgement:
    found = story[cycle].judgement
    assert found is not None
    return found


def answers(j: Judgement) -> dict[str, tuple[AcceptanceOutcome, bool]]:
    return {item.application.uscc: (item.outcome, item.repeat) for item in j.acceptances}


def test_two_years_on_the_titles_hold_everybody_back(story: dict[str, CycleOutcome]) -> None:
    found = answers(judgement(story, "2027届"))
    assert {found[uscc][0] for uscc in (PRECISION, LOGISTICS, ELECTRIC, VALVES)} == {REFUSED}
    assert found[FOOD] == (ACCEPTED, False)


def test_six_years_on_each_comes_back_as_what_it_is(story: dict[str, CycleOutcome]) -> None:
    """Expired: once more. Revoked for fraud: barred. Revoked for conduct: as for the first time (口径28-2)."""
    found = answers(judgement(story, "2031届"))
    assert found[PRECISION] == (ACCEPTED, True)
    assert found[VALVES] == (ACCEPTED, True)
    assert found[LOGISTICS] == (REFUSED, False)
    assert found[ELECTRIC] == (ACCEPTED, False)
    assert found[FOOD] == (ACCEPTED, False)


def test_the_refusal_tells_which_workbook_bars(story: dict[str, CycleOutcome]) -> None:
    item = next(one for one in judgement(story, "2031届").acceptances if one.application.uscc == LOGISTICS)
    (finding,) = [found for found in item.findings if found.case == "25-ban"]
    assert "2027届/监督事项.xlsx" in {at.file for at in finding.cells}
    assert item.earliest == date(2033, 5, 10)


@pytest.mark.parametrize("cycle", [FOLDER, "2027届", "2031届"])
def test_every_cycle_has_the_same_register(story: dict[str, CycleOutcome], cycle: str) -> None:
    """Name, standing and day of revocation are the same, whichever cycle is asked."""
    from toolchain.regulation.register import revoked

    j = judgement(story, cycle)
    rows = {
        award.uscc: award
        for award in revoked(j.register, j.supervision.rulings)
        if award.announced == date(2025, 8, 15)
    }
    assert rows[PRECISION].name == NEW
    assert (rows[LOGISTICS].status, rows[LOGISTICS].revoked) == (RegisterStatus.REVOKED_FRAUD, FRAUD_FOUND)
    assert (rows[ELECTRIC].status, rows[ELECTRIC].revoked) == (RegisterStatus.REVOKED_CONDUCT, ACCIDENT_DECIDED)
    assert rows[VALVES].revoked is None
    assert {ban.uscc for ban in j.bans if ban.since == FRAUD_FOUND} == {LOGISTICS}


def test_papers_of_before_keep_what_was_known(story: dict[str, CycleOutcome], example: CycleOutcome) -> None:
    then = {(p.document.number, p.document.template, p.document.subject): p.document for p in example.papers}
    kept = 0
    for paper in story[FOLDER].papers:
        document = paper.document
        if document.issue.dated is not None and document.issue.dated < RENAMED:
            assert document == then[document.number, document.template, document.subject]
            kept += 1
    assert kept == sum(d.issue.dated is not None and d.issue.dated < RENAMED for d in then.values())


def test_what_follows_from_a_revocation_stands_in_its_own_cycle(story: dict[str, CycleOutcome]) -> None:
    numbers = sorted(p.document.number for p in story["2027届"].papers if p.document.subject in {"S01", "S02"})
    assert numbers == [32, 32, 33, 34, 35, 36]
    assert not [p for p in story["2031届"].papers if p.document.number in {32, 33, 34, 35, 36}]
