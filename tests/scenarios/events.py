"""A 变更事项 workbook that is written, received and judged together with the example cycle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tests.read_memory import received
from toolchain.cycle.example import FOLDER
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.documents.declaration import Document
from toolchain.inbox.intake import Intake
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile, scan_inbox
from toolchain.model.schema import Row, columns
from toolchain.model.sheets import EVENTS
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.committee import Member
from toolchain.model.sheets.experts import Expert
from toolchain.model.workbook_declaration import Mark
from toolchain.stages.judgement import Judgement
from toolchain.workbooks.blank import write

FILE = "变更事项.xlsx"
COMMON: dict[str, object] = {"decided_by": "评审办", "paper": "红质评办〔2025〕90号"}


@cache
def _known() -> dict[str, str]:
    found = receive(scan_inbox(Path(__file__).resolve().parents[2] / "inbox" / FOLDER))
    people = [row for item in found.filled for sheet in (Expert, Member) for row in item.all(sheet)]
    filed = [row for item in found.filled for row in item.all(Applicant)]
    return {**{row.number: row.name for row in people}, **{row.uscc: row.name for row in filed}}


def named(number: str) -> str:
    """Give the name under which the example knows an expert, a member or an applicant; of a stranger any name."""
    return _known().get(number, "某人")


def happened(sheet: type[Row], number: str, effective: date, **values: object) -> Any:
    """Make an event with what every event has."""
    return sheet(**{**COMMON, "number": number, "effective": effective, **values})


def workbook(*rows: Row, cycle: str = FOLDER) -> bytes:
    """Write a filled 变更事项."""
    known: dict[type[Row], list[Row]] = {}
    for row in rows:
        known.setdefault(type(row), []).append(row)
    return write(EVENTS, Mark(EVENTS.mark, EVENTS.version, cycle), known)


def with_events(intake: Intake, *rows: Row) -> Intake:
    """Receive a 变更事项 workbook and lay it beside what was received before."""
    data = workbook(*rows)
    found = received(ScannedFile(FILE, data))
    return replace(
        intake,
        entries=(*intake.entries, *found.entries),
        filled=(*intake.filled, *found.filled),
        held={**intake.held, FILE: data},
    )


def only(intake: Intake, *kinds: str) -> Intake:
    """Keep the workbooks of some kinds, and 变更事项."""
    kept = {entry.name for entry in intake.entries if entry.name.startswith((*kinds, EVENTS.title))}
    return replace(
        intake,
        entries=tuple(entry for entry in intake.entries if entry.name in kept),
        filled=tuple(item for item in intake.filled if item.file in kept),
        held={name: data for name, data in intake.held.items() if name in kept},
    )


def edited(intake: Intake, sheet: type[Row], change: Callable[[Any], Row | None]) -> Intake:
    """Change the rows of a sheet in every workbook, or take those away for which nothing is given."""
    filled = []
    for item in intake.filled:
        if sheet in item.rows:
            rows = tuple(new for row in item.rows[sheet] if (new := change(row)) is not None)
            filled.append(replace(item, rows={**item.rows, sheet: rows}))
        else:
            filled.append(item)
    return replace(intake, filled=tuple(filled))


def judged(intake: Intake, toolbox: Resources) -> tuple[CycleOutcome, Judgement]:
    """Judge the example cycle."""
    outcome = judge_all(intake, toolbox).cycles[0]
    assert outcome.judgement is not None
    return outcome, outcome.judgement


def said(outcome: CycleOutcome) -> list[tuple[str, str, str]]:
    """List the problems of 变更事项: code, sheet, cell."""
    return [(item.code, item.at.sheet, item.at.cell) for item in outcome.problems if item.at.file == FILE]


def nothing_new(outcome: CycleOutcome, before: CycleOutcome) -> bool:
    """Say whether every paper is as it was before: some may wait for a wrong row, none is another one."""
    known = {paper.path: paper.document for paper in before.papers}
    return all(_is_as_before(paper.document, known.get(paper.path)) for paper in outcome.papers)


def _is_as_before(document: Document, before: Document | None) -> bool:
    """Say whether a paper tells what it told; of the cycle it may lack what a wrong row put in doubt."""
    if before is None:
        return False
    names = (item.name for item in columns(type(document.cycle)))
    told = [(getattr(document.cycle, name), getattr(before.cycle, name)) for name in names]
    same = all(now in (None, then) for now, then in told)
    return same and replace(document, cycle=before.cycle) == before
