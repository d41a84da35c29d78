"""What a run says: one JSON object for programs, a few lines for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from toolchain.chinese import date_text
from toolchain.chinese import rounded
from toolchain.cycle import CycleOutcome
from toolchain.cycle import Deliveries
from toolchain.cycle import Outcome
from toolchain.documents.paper import Paper
from toolchain.finding import Finding
from toolchain.inbox import FileState
from toolchain.judgement import Judgement
from toolchain.outbox import Change
from toolchain.outbox import Word
from toolchain.problems import At
from toolchain.problems import Problem
from toolchain.problems import Severity
from toolchain.register import revoked
from toolchain.regulation.art16_ranking import Standing
from toolchain.regulation.art17_vote import Tally
from toolchain.wording import Wording

JSON_VERSION = 1
MOST_LINES = 20


def exit_code(outcome: Outcome, deliveries: Deliveries) -> int:
    """Give the documented exit code: 0 done, 1 problems in workbooks, 4 something was edited by hand and left alone."""
    if any(item.blocks for item in outcome.problems):
        return 1
    left_alone = {Word.EDITED, Word.ISSUED}
    return 4 if any(change.word in left_alone for changes in deliveries.values() for change in changes) else 0


# -- JSON ------------------------------------------------------------------------------------------------


def as_json(outcome: Outcome, deliveries: Deliveries, wording: Wording) -> dict[str, Any]:
    """Give the whole run as one object; ``docs/json.md`` describes it."""
    intake = outcome.intake
    return {
        "version": JSON_VERSION,
        "exit": exit_code(outcome, deliveries),
        "inbox": {
            "counts": {state.value: intake.count(state) for state in FileState},
            "files": [
                {
                    "file": entry.name,
                    "state": entry.state.value,
                    "reason": entry.reason,
                    "workbook": entry.workbook,
                    "cycle": entry.cycle,
                    "sha256": entry.digest,
                }
                for entry in intake.entries
            ],
        },
        "problems": [_problem(item, wording) for item in outcome.problems],
        "cycles": [_cycle(cycle, deliveries.get(cycle.record.cycle, ()), wording) for cycle in outcome.cycles],
    }


def _problem(item: Problem, wording: Wording) -> dict[str, Any]:
    return {
        "code": item.code,
        "severity": item.severity.value,
        **_at(item.at),
        "subject": item.subject,
        "title": wording.title(item),
        "message": wording.message(item),
        "remedy": wording.remedy(item),
    }


def _at(at: At) -> dict[str, str]:
    return {"file": at.file, "sheet": at.sheet, "cell": at.cell}


def _cycle(outcome: CycleOutcome, changes: Sequence[Change], wording: Wording) -> dict[str, Any]:
    current = outcome.current
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
        "documents": [_document(paper, words.get(paper.path)) for paper in outcome.papers],
        "files": [
            {"path": c.path, "change": c.word.value, "reason": c.reason, "beside": c.beside} for c in changes
        ],
        "problems": [_problem(item, wording) for item in outcome.problems],
    }
    return found | (_judged(outcome.judgement, wording) if outcome.judgement is not None else {})


def _document(paper: Paper, change: Change | None) -> dict[str, Any]:
    document = paper.document
    return {
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


def _date(value: object) -> str | None:
    return None if value is None else str(value)


def _exact(value: Fraction | None) -> dict[str, str] | None:
    return None if value is None else {"exact": str(value), "shown": str(rounded(value, 2))}


def _judged(j: Judgement, wording: Wording) -> dict[str, Any]:
    return {
        "rules": j.rules.document,
        "findings": [_finding(item, j, wording) for item in j.findings],
        "acceptances": [
            {
                "uscc": item.application.uscc,
                "name": item.application.name,
                "outcome": item.outcome.value,
                "missing": list(item.missing),
                "supplement_until": _date(item.supplement_until),
                "earliest": _date(item.earliest),
                "repeat": item.repeat,
            }
            for item in j.acceptances
        ],
        "qualifications": [
            {
                "uscc": item.acceptance.application.uscc,
                "name": item.acceptance.application.name,
                "verdict": item.verdict.value,
                "earliest": _date(item.earliest),
            }
            for item in j.qualifications
        ],
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
            for draw in j.draws
        ],
        "ranking": [] if j.ranking is None else [_standing(item) for item in j.ranking.standings],
        "candidates": []
        if j.candidates is None
        else [
            {"uscc": item.uscc, "name": item.name, "repeat": item.uscc in j.repeats}
            for item in (*j.candidates.first, *j.candidates.repeat)
        ],
        "tally": [*(_tally(item, 1) for item in j.tallies), *(_tally(item, 2) for item in j.second)],
        **_awarded(j),
    }


def _awarded(j: Judgement) -> dict[str, Any]:
    nomination, notice = j.nomination, j.notice
    return {
        "nominees": []
        if nomination is None
        else [
            {"uscc": item.uscc, "name": item.name, "repeat": item.uscc in j.repeats, "favour": item.favour}
            for item in (*nomination.first, *nomination.repeat)
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
            for ruling in j.rulings
        ],
        "register": [
            {
                "uscc": award.uscc,
                "name": award.name,
                "announced": _date(award.announced),
                "valid_until": _date(award.valid_until),
                "status": award.status.value,
            }
            for award in revoked(j.register, j.rulings)
        ],
    }


def _finding(item: Finding, j: Judgement, wording: Wording) -> dict[str, Any]:
    return {
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


def _standing(item: Standing) -> dict[str, Any]:
    return {
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


def _tally(item: Tally, turn: int) -> dict[str, Any]:
    return {
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


# -- lines for people ------------------------------------------------------------------------------------


def lines(outcome: Outcome, deliveries: Deliveries, wording: Wording) -> Iterator[str]:
    """Say what each cycle is at, what was made, what is wrong, what to do next."""
    intake = outcome.intake
    states = "，".join(f"{state.value}{intake.count(state)}" for state in FileState if intake.count(state))
    yield f"收件箱：共{len(intake.entries)}个文件（{states or '空'}）。"
    for entry in intake.entries:
        if entry.state is FileState.UNKNOWN or (entry.state is FileState.IGNORED and "内容相同" in entry.reason):
            yield f"  {entry.state.value}：{entry.name}（{entry.reason}）"
    if not outcome.cycles:
        yield "收件箱里没有本系统的表格。运行 make new CYCLE=届次 领取空白表。"
    yield from _problem_lines(outcome.problems, wording)
    for cycle in outcome.cycles:
        yield from _change_lines(cycle.record.cycle, deliveries.get(cycle.record.cycle, ()))
    for cycle in outcome.cycles:
        yield from _stand_lines(cycle)


def _problem_lines(problems: Sequence[Problem], wording: Wording) -> Iterator[str]:
    rank = {Severity.ERROR: 0, Severity.WARNING: 1}
    shown = sorted(
        (item for item in problems if item.severity in rank), key=lambda item: (rank[item.severity], item)
    )
    for item in shown[:MOST_LINES]:
        yield f"【{item.severity.value}】{item.at}：{wording.message(item)}{wording.remedy(item)}（{item.code}）"
    if len(shown) > MOST_LINES:
        yield f"另有{len(shown) - MOST_LINES}处，见“校验结果.xlsx”。"


def _change_lines(cycle: str, changes: Sequence[Change]) -> Iterator[str]:
    counts = Counter(change.word for change in changes)
    if not changes:
        return
    if set(counts) == {Word.SAME}:
        yield f"{cycle}：{len(changes)}个文件全部未变。"
        return
    summary = "，".join(f"{word.value}{counts[word]}" for word in Word if counts[word])
    yield f"{cycle}：{summary}。"
    spoken = [change for change in changes if change.word not in {Word.SAME, Word.NEW}]
    for change in spoken[:MOST_LINES]:
        reason = f"（{change.reason}）" if change.reason else ""
        beside = f" → {change.beside}" if change.beside else ""
        yield f"  {change.word.value}：{change.path}{reason}{beside}"
    if len(spoken) > MOST_LINES:
        yield f"  另有{len(spoken) - MOST_LINES}个文件。"


def _stand_lines(outcome: CycleOutcome) -> Iterator[str]:
    current = outcome.current
    drafts = sum(paper.status == "送审稿" for paper in outcome.papers)
    made = f"，文书{len(outcome.papers)}份" + (f"（其中送审稿{drafts}份，待登记文号或日期）" if drafts else "")
    yield f"{outcome.record.cycle}：现处“{current.stage.label}”阶段，{current.state.value}{made if outcome.papers else ''}。"
    for todo in current.todo[:MOST_LINES]:
        yield f"  下一步：{todo}"


# -- why ------------------------------------------------------------------------------------------------


def explain(outcome: Outcome, who: str, wording: Wording) -> Iterator[str]:
    """Tell everything found of one applicant, with article and cells, from application to certificate."""
    for cycle in outcome.cycles:
        j = cycle.judgement
        if j is None:
            continue
        wanted = [a for a in j.acceptances if who in (a.application.uscc, a.application.name) or who in a.application.name]
        for acceptance in wanted:
            yield from _explain_one(cycle, j, acceptance.application.uscc, wording)


def _explain_one(cycle: CycleOutcome, j: Judgement, uscc: str, wording: Wording) -> Iterator[str]:
    yield f"{j.name(uscc)}（{uscc}）· {cycle.record.cycle} · 依据{j.rules.document}"
    for acceptance in j.acceptances:
        if acceptance.application.uscc == uscc:
            yield f"一、受理：{acceptance.outcome.value}"
            if acceptance.earliest:
                yield f"    最早可再申报：{date_text(acceptance.earliest)}"
    for item in j.qualifications:
        if item.acceptance.application.uscc == uscc:
            yield f"二、资格审查：{item.verdict.value}"
            if item.earliest:
                yield f"    最早可再申报：{date_text(item.earliest)}"
    for finding in j.findings:
        if finding.subject == uscc:
            reading = f"〔{finding.reading}〕" if finding.reading else ""
            yield f"    {finding.article} {finding.verdict.value}：{wording.sentence(finding)}{reading}"
            for at in finding.cells:
                yield f"        ← {at}"
    yield from _explain_award(j, uscc)
    yield "文书："
    for paper in cycle.papers:
        if paper.document.subject == uscc:
            yield f"    {paper.path}（{paper.status}）"


def _explain_award(j: Judgement, uscc: str) -> Iterator[str]:
    for item in () if j.ranking is None else j.ranking.standings:
        if item.uscc == uscc:
            yield f"三、评审：综合得分{rounded(item.total, 2)}，第{item.rank}名（{item.panel}第{item.panel_rank}名）"
    for tally in (*j.tallies, *j.second):
        if tally.uscc == uscc:
            passed = "达到" if tally.passed else "未达到"
            yield (
                f"四、表决：发出{tally.handed}，收回{tally.returned}，同意{tally.favour}，不同意{tally.against}，"
                f"弃权{tally.abstained}，无效{tally.invalid}；须{tally.needed}票，{passed}"
            )
            for at in tally.cells[:3]:
                yield f"        ← {at}"
    for award in j.announced:
        if award.uscc == uscc:
            yield (
                f"五、获奖：{award.kind.value}获奖，公告日期{date_text(award.announced)}，"
                f"有效期至{date_text(award.valid_until)}，奖金{award.prize}元"
            )
