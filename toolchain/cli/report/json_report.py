"""A run as one JSON object for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from toolchain.cli.report.exit_codes import exit_code
from toolchain.cycle.outcome import CycleOutcome, Outcome
from toolchain.cycle.pipeline import folder_of
from toolchain.cycle.resources import Resources
from toolchain.documents.document_file import DocumentFile
from toolchain.engine.json_stream import Line, pieces
from toolchain.inbox import FileState
from toolchain.model.chinese import rounded
from toolchain.model.findings import Finding
from toolchain.model.problems import At, Problem
from toolchain.model.sheets.prize_use import PRIZE_USE, PrizeReport, Spending
from toolchain.model.sheets.vocabulary import PrizeUse
from toolchain.model.timetable import load_steps
from toolchain.model.wording import Wording
from toolchain.outbox import Change, Publication
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
            **_at(item.at),
            "subject": item.subject,
            "title": wording.title(item),
            "message": wording.message(item),
            "remedy": wording.remedy(item),
        }
    )


def _at(at: At) -> dict[str, str]:
    return {"file": at.file, "sheet": at.sheet, "cell": at.cell}


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
        "due": [
            {"day": _date(item.day), "matter": item.matter, "subject": item.subject, "article": item.article}
            for item in dues(j)
        ],
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
                "uscc": item.application.uscc,
                "name": item.application.name,
                "outcome": item.outcome.value,
                "missing": list(item.missing),
                "supplement_until": _date(item.supplement_until),
                "earliest": _date(item.earliest),
                "repeat": item.repeat,
                "trade": item.application.applicant.known("trade"),
                "employees": item.application.applicant.known("employees"),
            }
            for item in j.acceptances
        ),
        "qualifications": (
            {
                "uscc": item.acceptance.application.uscc,
                "name": item.acceptance.application.name,
                "verdict": item.verdict.value,
                "earliest": _date(item.earliest),
            }
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
            "open_objections": list(notice.open),
            "removed": list(notice.removed),
            "standing": list(notice.standing),
            "concluded": _date(notice.concluded),
        },
        "laureates": [
            {
                "uscc": award.uscc,
                "name": award.name,
                "kind": award.kind.value,
                "announced": _date(award.announced),
                "valid_until": _date(award.valid_until),
                "certificate": award.certificate,
                "prize": award.prize,
                "grade": award.grade,
            }
            for award in j.announced
        ],
        "rulings": [
            {
                "number": ruling.incident.number,
                "uscc": ruling.incident.uscc,
                "name": ruling.incident.name,
                "consequence": ruling.consequence.value,
                "article": ruling.article,
                "approved": ruling.approved,
                "recover_title": ruling.recover_title,
                "recover_prize": ruling.recover_prize,
                "ban_until": _date(ruling.ban_until),
            }
            for ruling in j.supervision.rulings
        ],
        "register": [
            {
                "uscc": award.uscc,
                "name": award.name,
                "cycle": award.cycle,
                "year": award.year,
                "kind": award.kind.value,
                "announced": _date(award.announced),
                "valid_until": _date(award.valid_until),
                "prize": award.prize,
                "status": award.status.value,
            }
            for award in revoked(j.register, j.supervision.rulings)
        ],
    }


def _finding(item: Finding, j: Judgement, wording: Wording) -> Line:
    return Line(
        {
            "rule": item.rule,
            "case": item.case,
            "article": item.article,
            "subject": item.subject,
            "name": j.name(item.subject),
            "verdict": item.verdict.value,
            "sentence": wording.sentence(item),
            "reading": item.reading,
            "cells": [_at(at) for at in item.cells],
        }
    )


def _standing(item: Placement) -> Line:
    return Line(
        {
            "uscc": item.uscc,
            "name": item.name,
            "panel": item.panel,
            "rank": item.rank,
            "panel_rank": item.panel_rank,
            "tied": item.tied,
            "desk": _exact(item.desk),
            "site": _exact(item.site),
            "total": _exact(item.total),
            "trimmed": _exact(item.trimmed),
            "reviewers": len(item.scores),
        }
    )


def _tally(item: Tally, turn: int) -> Line:
    return Line(
        {
            "round": turn,
            "uscc": item.uscc,
            "name": item.name,
            "members": item.members,
            "present": item.present,
            "recused": item.recused,
            "handed": item.handed,
            "returned": item.returned,
            "favour": item.favour,
            "against": item.against,
            "abstained": item.abstained,
            "invalid": item.invalid,
            "voters": item.voters,
            "needed": item.needed,
            "passed": item.passed,
            "cells": [_at(at) for at in item.cells],
        }
    )
