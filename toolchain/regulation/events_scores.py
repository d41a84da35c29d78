"""第十六条: a score that its reviewer corrected after signing; the sheet stays as it was signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from toolchain.model.chinese import date_text
from toolchain.model.problems import At, Problem, problem
from toolchain.model.record import FilledWorkbook, Record
from toolchain.model.sheets import SCORES
from toolchain.model.sheets.committee import Meeting
from toolchain.model.sheets.event_vocabulary import ScorePhase
from toolchain.model.sheets.events import ScoreCorrection
from toolchain.model.sheets.scores import Reviewer, Score
from toolchain.regulation.events import Events, misdated

_FIELDS = {ScorePhase.DESK: "desk", ScorePhase.SITE: "site"}


def counts(row: ScoreCorrection, voted: date | None) -> bool:
    """Say whether a correction changes the ranking: after the vote it is on record and nothing more."""
    return voted is None or row.effective < voted


def corrected(sheets: Sequence[FilledWorkbook], events: Events, voted: date | None) -> tuple[FilledWorkbook, ...]:
    """Give the score sheets with the corrections that count."""
    rows = [row for row in events.scores if counts(row, voted)]
    return tuple(sheets) if not rows else tuple(_sheet(sheet, rows) for sheet in sheets)


def _sheet(sheet: FilledWorkbook, corrections: Sequence[ScoreCorrection]) -> FilledWorkbook:
    reviewer = sheet.one(Reviewer)
    mine = [row for row in corrections if reviewer is not None and row.expert == reviewer.expert]
    if not mine:
        return sheet
    scores = sheet.all(Score)
    for row in sorted(mine, key=lambda item: (item.effective, item.number)):
        scores = tuple(
            _corrected(score, row) if (score.uscc, score.code) == (row.uscc, row.code) else score for score in scores
        )
    return replace(sheet, rows={**sheet.rows, Score: scores})


def _corrected(score: Score, row: ScoreCorrection) -> Score:
    name = _FIELDS[row.phase]
    new: dict[str, Any] = {name: row.new, "at": score.at.stating(**{name: row.where("new")})}
    return replace(score, **new)


def check(record: Record, events: Events) -> Iterator[Problem]:
    """Name corrections of scores that nobody gave, with another old value, and before the sheet was signed."""
    sheets: dict[str, list[FilledWorkbook]] = {}
    for filled in record.of(SCORES):
        if (reviewer := filled.one(Reviewer)) is not None:
            sheets.setdefault(reviewer.expert, []).append(filled)  # one for each panel that the reviewer sits on
    meeting = record.one(Meeting)
    now: dict[tuple[str, str, str, str], tuple[Decimal, At]] = {}
    for row in sorted(events.scores, key=lambda item: (item.effective, item.number)) if sheets else ():
        sheet, score = _score(sheets.get(row.expert, ()), row)
        if sheet is None or score is None:
            yield problem("E-EVENT-20", row.where("code"), subject=row.uscc, number=row.number, expert=row.expert)
            continue
        field = _FIELDS[row.phase]
        key = (row.expert, row.uscc, row.code, field)
        stands, at = now.get(key, (getattr(score, field), score.where(field)))
        if row.old != stands:
            facts = {"number": row.number, "old": row.old, "found": stands, "where": at}
            yield problem("E-EVENT-21", row.where("old"), subject=row.uscc, **facts)
            continue
        now[key] = row.new, row.where("new")
        yield from _moment(row, sheet.one(Reviewer), meeting)


def _score(sheets: Sequence[FilledWorkbook], row: ScoreCorrection) -> tuple[FilledWorkbook, Score] | tuple[None, None]:
    """Find the score a correction is about, and the sheet that holds it."""
    found = ((sheet, item) for sheet in sheets for item in sheet.all(Score))
    return next(
        ((sheet, item) for sheet, item in found if (item.uscc, item.code) == (row.uscc, row.code)), (None, None)
    )


def _moment(row: ScoreCorrection, reviewer: Reviewer | None, meeting: Meeting | None) -> Iterator[Problem]:
    """After the signature, and before the vote where it is to count."""
    if reviewer is not None and row.effective < reviewer.signed:
        yield misdated(row, "effective", "早于", "评分表签字日期", reviewer.signed, reviewer.where("signed"))
    elif meeting is not None and not counts(row, meeting.held):
        facts = {"number": row.number, "day": date_text(row.effective), "held": date_text(meeting.held)}
        yield problem("W-EVENT-22", row.where("effective"), subject=row.uscc, **facts)
