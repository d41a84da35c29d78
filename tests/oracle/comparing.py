"""Every decision of the toolchain beside the oracle's: a list of the differences, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.oracle.cells import books_of
from tests.oracle.naive import decide
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile
from toolchain.model.check_items import Items
from toolchain.model.findings import worst
from toolchain.model.parameters import rules_for
from toolchain.model.rule_set.rules import Rules
from toolchain.model.work_calendar import WorkCalendar
from toolchain.regulation.art14_acceptance import AcceptanceOutcome
from toolchain.regulation.art25_revocation import Consequence
from toolchain.stages import judge, settings_of
from toolchain.stages.judgement import Judgement, State

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
CALENDAR = WorkCalendar.load(TEMPLATES / "calendar.toml")
ITEMS = Items.load(TEMPLATES)
STATES = {State.NOT_REACHED: "缺", State.WAITING: "等", State.BLOCKED: "错", State.DONE: "完"}


def judged(files: dict[str, bytes]) -> Judgement:
    """Let the toolchain read the workbooks and judge the cycle."""
    record = receive(ScannedFile(name, files[name]) for name in sorted(files)).records[0]
    settings = settings_of(record)
    assert settings is not None, [problem.code for filled in record.filled for problem in filled.problems]
    rules = rules_for(settings.cycle.announced, TEMPLATES / "regulation")
    assert isinstance(rules, Rules)
    return judge(record, settings, rules, CALENDAR, ITEMS.attachments)


def differences(files: dict[str, bytes]) -> list[str]:
    """Say where the two do not agree."""
    return apart(decide(books_of(files)), decisions(judged(files)))


def apart(found: dict[str, Any], theirs: dict[str, Any]) -> list[str]:
    """Say where what the oracle found and the toolchain's decisions do not agree."""
    mine = dict(_naive(found))
    return [item for name in mine for item in _apart(name, mine[name], theirs.get(name))]


def _apart(name: str, mine: Any, theirs: Any) -> list[str]:
    """Name the smallest part that differs."""
    if isinstance(mine, dict) and isinstance(theirs, dict):
        keys = sorted(mine.keys() | theirs.keys())
        return [found for key in keys for found in _apart(f"{name} {key}", mine.get(key), theirs.get(key))]
    if isinstance(mine, tuple) and isinstance(theirs, tuple) and len(mine) == len(theirs):
        pairs = enumerate(zip(mine, theirs, strict=True))
        return [found for place, (one, other) in pairs for found in _apart(f"{name}[{place}]", one, other)]
    return [] if mine == theirs else [f"{name}：另算为{mine}，系统为{theirs}"]


def _naive(found: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Bring the oracle's decisions into the shape in which they are compared."""
    yield "at", found["at"]
    for name in ("candidates", "nominees"):
        if name in found:
            yield name, found[name]
    if "acceptance" in found:
        yield (
            "acceptance",
            {
                code: (item["outcome"], item["repeat"], item.get("missing", set()), item.get("again"))
                for code, item in found["acceptance"].items()
            },
        )
    if "qualification" in found:
        yield (
            "qualification",
            {code: (item["verdict"], item["items"], item["again"]) for code, item in found["qualification"].items()},
        )
    if "panels" in found:
        yield (
            "panels",
            {name: (item["pool"], item.get("tickets"), item.get("members")) for name, item in found["panels"].items()},
        )
    if "ranking" in found:
        yield (
            "ranking",
            {
                code: (item["plain"], item["trimmed"], item["score"], item["rank"], item["panel_rank"])
                for code, item in found["ranking"].items()
            },
        )
    yield from _naive_end(found)


def _naive_end(found: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    if "tallies" in found:
        yield "tallies", {code: (one["yes"], one["voters"], one["passed"]) for code, one in found["tallies"].items()}
    if "notice" in found:
        concluded = found["notice"]["concluded"]
        yield "notice", (found["notice"]["earliest"], found["notice"]["standing"], concluded)
    if "approval" in found and not found["approval"]["waiting"]:
        yield "approval", found["approval"]["laureates"]
    if "rulings" in found:
        yield (
            "rulings",
            {code: (one["revoked"], one["money"], one["ban_until"]) for code, one in found["rulings"].items()},
        )


def decisions(j: Judgement) -> dict[str, Any]:
    """Bring the toolchain's decisions into the same shape."""
    return {"at": _where(j), **dict(_opening(j)), **dict(_reviewing(j)), **dict(_deciding(j))}


def _where(j: Judgement) -> tuple[str, str]:
    steps = [step for step in j.steps if step.stage.label != "获奖后"]
    step = next((step for step in steps if step.state is not State.DONE), steps[-1])
    return step.stage.label, STATES[step.state]


def _opening(j: Judgement) -> Iterator[tuple[str, Any]]:
    outcomes = {AcceptanceOutcome.PENDING: "待定"}
    yield (
        "acceptance",
        {
            item.application.uscc: (
                outcomes.get(item.outcome, item.outcome.value),
                item.repeat,
                set(item.missing) if item.outcome is AcceptanceOutcome.SUPPLEMENT else set(),
                item.earliest if item.outcome is AcceptanceOutcome.REFUSED else None,
            )
            for item in j.acceptances
        },
    )
    yield (
        "qualification",
        {
            item.acceptance.application.uscc: (
                item.verdict.value,
                {
                    rule: worst(finding for finding in item.findings if finding.rule == rule).value
                    for rule in {finding.rule for finding in item.findings} - {"10.6", "25"}
                },
                item.earliest,
            )
            for item in j.qualifications
        },
    )


def _reviewing(j: Judgement) -> Iterator[tuple[str, Any]]:
    drawn = {draw.pool.panel.panel: draw for draw in j.panels.draws}
    yield (
        "panels",
        {
            pool.panel.panel: (
                [expert.number for expert in pool.eligible],
                [(ticket.digest, ticket.expert.number) for ticket in drawn[pool.panel.panel].tickets]
                if pool.panel.panel in drawn
                else None,
                [expert.number for expert in drawn[pool.panel.panel].members] if pool.panel.panel in drawn else None,
            )
            for pool in j.panels.pools
        },
    )
    if j.review.ranking is not None:
        yield (
            "ranking",
            {
                item.uscc: (item.plain, item.trimmed, item.total, item.rank, item.panel_rank)
                for item in j.review.ranking.standings
            },
        )
    if j.review.candidates is not None:
        listed = {
            name: {item.uscc for item in getattr(j.review.candidates, name)} for name in ("first", "repeat", "tied")
        }
        yield "candidates", listed


def _deciding(j: Judgement) -> Iterator[tuple[str, Any]]:
    yield "tallies", {item.uscc: (item.favour, item.voters, item.passed) for item in j.vote.tallies}
    if j.vote.nomination is not None:
        yield (
            "nominees",
            {name: {item.uscc for item in getattr(j.vote.nomination, name)} for name in ("nominees", "tied")},
        )
    if j.notice is not None:
        yield "notice", (j.notice.ends, set(j.notice.standing), j.notice.concluded)
    if j.decision.approval is not None:
        prizes = {} if j.decision.prizes is None else {item.uscc: item.amount for item in j.decision.prizes.prizes}
        valid = {award.uscc: award.valid_until for award in j.announced}
        yield "approval", {uscc: (prizes.get(uscc, 0), valid.get(uscc)) for uscc in j.decision.approval.granted}
    day = timedelta(days=1)
    yield (
        "rulings",
        {
            item.incident.number: (
                item.recover_title and item.approved,
                item.recover_prize,
                None if item.ban_until is None else item.ban_until + day,
            )
            for item in j.supervision.rulings
            if item.consequence not in {Consequence.OPEN, Consequence.NONE}
        },
    )
