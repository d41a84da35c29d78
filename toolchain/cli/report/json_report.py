"""A run as one JSON object for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from toolchain.cli.report.exit_codes import exit_code
from toolchain.cycle.outcome import CycleOutcome, Outcome
from toolchain.cycle.pipeline import folder_of
from toolchain.cycle.resources import Resources
from toolchain.documents.document_file import DocumentFile
from toolchain.engine.json_stream import Line, pieces
from toolchain.inbox.intake import FileState
from toolchain.model.chinese import rounded
from toolchain.model.findings import Finding
from toolchain.model.problems import At, Problem
from toolchain.model.sheets.prize_use import PRIZE_USE, PrizeReport, Spending
from toolchain.model.sheets.vocabulary import PrizeUse
from toolchain.model.timetable import load_steps
from toolchain.model.wording import Wording
from toolchain.outbox.output import Change, Publication
from toolchain.regulation.art16_ranking import Placement
from toolchain.regulation.art17_vote import Tally
from toolchain.regulation.register import revoked
from toolchain.stages.judgement import Judgement
from toolchain.stages.milestones import milestones
from toolchain.stages.reminders import dues, seen_from

JSON_VERSION = 1


def as_json(outcome: Outcome, publication: Publication | None, toolbox: Resources) -> Iterator[str]:
    """Give the whole run as one object, its text in pieces; ``docs/json.md`` describes it."""
    return pieces(_run(outcome, publication, toolbox))


def _run(outcome: Outcome, publication: Publication | None, toolbox: Resources) -> dict[str, Any]:
    """Give the run as an object; what there may be much of is made when it is asked for."""
    intake, wording = outcome.intake, toolbox.wording
    return {
        "version": JSON_VERSION,
        "exit": exit_code(outcome, publication),
        "inbox": {
            "counts": {state.value: intake.count(state) for state in FileState},
            "files": (
                Line(
                    {
                        "file": entry.name,
                        "state": entry.state.value,
                        "reason": entry.reason,
                        "workbook": entry.workbook,
                        "cycle": entry.cycle,
                        "sha256": entry.digest,
                    }
                )
                for entry in intake.entries
            ),
        },
        "problems": (_problem(item, wording) for item in outcome.problems),
        "cycles": (
            _cycle(cycle, publication.of(folder_of(cycle)) if publication else (), toolbox) for cycle in outcome.cycles
        ),
    }


def _problem(item: Problem, wording: Wording) -> Line:
    return Line(
        {
            "code": item.code,
            "severity": item.severity.value,
            **_fields(item.at, "file sheet cell"),
            "subject": item.subject,
            "title": wording.title(item),
            "message": wording.message(item),
            "remedy": wording.remedy(item),
        }
    )


def _cycle(outcome: CycleOutcome, changes: Sequence[Change], toolbox: Resources) -> dict[str, Any]:
    current, wording = outcome.current, toolbox.wording
    words = {change.path: change for change in changes}
    found: dict[str, Any] = {
        "cycle": outcome.record.cycle,
        "stage": current.stage.value,
        "stage_name": current.stage.label,
        "state": current.state.value,
        "next": list(current.todo),
        "steps": [
            {"stage": step.stage.value, "state": step.state.value, "next": list(step.todo)} for step in outcome.steps
        ],
        "documents": (_document(paper, words.get(paper.path)) for paper in outcome.papers),
        "files": (Line(path=c.path, change=c.word.value, reason=c.reason, beside=c.beside) for c in changes),
        "problems": (_problem(item, wording) for item in outcome.problems),
    }
    if outcome.judgement is None:
        return found
    return found | _judged(outcome.judgement, wording) | _dates(outcome.judgement, toolbox)


def _dates(j: Judgement, toolbox: Resources) -> dict[str, Any]:
    """Give the steps that were reached and the terms that run, for who watches over many."""
    reached = milestones(j.record, load_steps(toolbox.project.templates, j.rules), toolbox.calendar)
    return {
        "prize_use": [
            {"uscc": report.uscc, "name": report.name, "use": use.value, "yuan": sum(int(row.amount) for row in rows)}
            for report, use, rows in _spent(j)
        ],
        "as_of": _date(seen_from(j)),
        "milestones": [
            {"step": item.step.name, "day": _date(item.day), "since": _date(item.since), "due": _date(item.due)}
            for item in reached
        ],
        "due": [_fields(item, "day matter subject article") for item in dues(j)],
    }


def _spent(j: Judgement) -> Iterator[tuple[PrizeReport, PrizeUse, list[Spending]]]:
    """Give what each laureate spent of its prize, use by use (第二十一条)."""
    for filled in j.record.of(PRIZE_USE):
        rows = [row for row in filled.all(Spending) if not row.lacking]
        for report in (item for item in filled.all(PrizeReport) if not item.lacking):
            for use in dict.fromkeys(row.use for row in rows):
                yield report, use, [row for row in rows if row.use is use]


def _document(paper: DocumentFile, change: Change | None) -> Line:
    document = paper.document
    return Line(
        {
            "number": document.number,
            "title": document.title,
            "subject": document.subject,
            "name": document.subject_name,
            "stage": document.folder,
            "articles": list(document.articles),
            "path": paper.path,
            "status": paper.status,
            "doc_no": document.issue.number,
            "dated": _date(document.issue.dated),
            "change": change.word.value if change else "",
        }
    )


def _date(value: object) -> str | None:
    return None if value is None else str(value)


def _exact(value: Fraction | None) -> dict[str, str] | None:
    return None if value is None else {"exact": str(value), "shown": str(rounded(value, 2))}


def _judged(j: Judgement, wording: Wording) -> dict[str, Any]:
    return {
        "rules": j.rules.document,
        "findings": (_finding(item, j, wording) for item in j.findings),
        "acceptances": (
            {
                **_fields(item.application, "uscc name"),
                **_fields(item, "outcome missing supplement_until earliest repeat"),
                "trade": item.application.applicant.known("trade"),
                "employees": item.application.applicant.known("employees"),
            }
            for item in j.acceptances
        ),
        "qualifications": (
            {**_fields(item.acceptance.application, "uscc name"), **_fields(item, "verdict earliest")}
            for item in j.qualifications
        ),
        "draws": [
            {
                "panel": draw.pool.panel.panel,
                "pool_sha256": draw.pool.digest,
                "seed": draw.seed.seed,
                "leader": draw.leader,
                "tickets": [
                    {"order": t.order, "expert": t.expert.number, "sha256": t.digest, "role": t.role}
                    for t in draw.tickets
                ],
            }
            for draw in j.panels.draws
        ],
        "ranking": [] if j.review.ranking is None else [_standing(item) for item in j.review.ranking.standings],
        "candidates": []
        if j.review.candidates is None
        else [
            {"uscc": item.uscc, "name": item.name, "repeat": item.uscc in j.repeats}
            for item in (*j.review.candidates.first, *j.review.candidates.repeat)
        ],
        "tally": [*(_tally(item, 1) for item in j.vote.tallies), *(_tally(item, 2) for item in j.vote.second)],
        **_awarded(j),
    }


def _awarded(j: Judgement) -> dict[str, Any]:
    nomination, notice = j.vote.nomination, j.notice
    return {
        "nominees": []
        if nomination is None
        else [
            {
                "uscc": item.uscc,
                "name": item.name,
                "repeat": item.uscc in j.repeats,
                "nominated": item.uscc in j.nominated,
                "favour": item.favour,
            }
            for item in nomination.nominees
        ],
        "vacant": None if nomination is None else nomination.vacant,
        "notice": None
        if notice is None
        else {
            "posted": _date(notice.posting.posted if notice.posting else None),
            "until": _date(notice.posting.until if notice.posting else None),
            "earliest_end": _date(notice.ends),
            "open_objections": _plain(notice.open),
            **_fields(notice, "removed standing concluded"),
        },
        "laureates": [
            _fields(award, "uscc name kind announced valid_until certificate prize grade") for award in j.announced
        ],
        "rulings": [
            {
                **_fields(ruling.incident, "number uscc name"),
                **_fields(ruling, "consequence article approved recover_title recover_prize ban_until"),
            }
            for ruling in j.supervision.rulings
        ],
        "register": [
            _fields(award, "uscc name cycle year kind announced valid_until prize status")
            for award in revoked(j.register, j.supervision.rulings)
        ],
    }


def _finding(item: Finding, j: Judgement, wording: Wording) -> Line:
    return Line(
        {
            **_fields(item, "rule case article subject"),
            "name": j.name(item.subject),
            "verdict": item.verdict.value,
            "sentence": wording.sentence(item),
            **_fields(item, "reading cells"),
        }
    )


def _standing(item: Placement) -> Line:
    told = _fields(item, "uscc name panel rank panel_rank tied desk site total trimmed")
    return Line({**told, "reviewers": len(item.scores)})


_TALLY = "members present recused handed returned favour against abstained invalid voters needed passed cells"


def _tally(item: Tally, turn: int) -> Line:
    return Line({"round": turn, **_fields(item, f"uscc name {_TALLY}")})


def _fields(item: object, names: str) -> dict[str, Any]:
    """Give fields of a value under their own names, separated by spaces, as JSON writes them."""
    return {name: _plain(getattr(item, name)) for name in names.split()}


def _plain(value: object) -> object:
    """Write words as text, days as ISO 8601, exact numbers with what is shown of them."""
    if isinstance(value, Fraction):
        return _exact(value)
    if isinstance(value, At):
        return {"file": value.file, "sheet": value.sheet, "cell": value.cell}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, StrEnum | date) else value
