"""Which stage waits for a date that contradicts others: the one that reads its cell first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolchain.model.problems import Problem
from toolchain.model.schema import Row, columns
from toolchain.model.sheets import (
    APPLICATION,
    APPROVAL,
    CHECKS,
    COMMITTEE,
    DRAW,
    EXPERTS,
    NOTICE,
    PRIZE_USE,
    REGISTER,
    SCORES,
    SUPERVISION,
)
from toolchain.model.sheets.events import MoneyEntry, ScheduleEvent
from toolchain.model.sheets.notice import Posting
from toolchain.model.sheets.settings import Cycle, Receipt
from toolchain.stages.judgement import Judgement, Stage

CODES = ("E-ORDER-", "W-ORDER-")
_BOOKS = {
    Stage.ACCEPTANCE: (APPLICATION, REGISTER),
    Stage.QUALIFICATION: (CHECKS,),
    Stage.PANELS: (EXPERTS, DRAW),
    Stage.REVIEW: (SCORES,),
    Stage.COMMITTEE: (COMMITTEE,),
    Stage.NOTICE: (NOTICE,),
    Stage.APPROVAL: (APPROVAL,),
    Stage.AFTERLIFE: (SUPERVISION, PRIZE_USE),
}
_READ_LATER = {"supplement_from": Stage.ACCEPTANCE, "site_from": Stage.QUALIFICATION, "site_until": Stage.QUALIFICATION}
"""The dates of 届次 that the first stage does not read."""


def _stages() -> Iterator[tuple[tuple[str, str], Stage]]:
    sheets: list[tuple[type[Row], Stage]] = [(Cycle, Stage.LAUNCH), (Receipt, Stage.ACCEPTANCE)]
    sheets += [(MoneyEntry, Stage.AFTERLIFE)]
    sheets += [(sheet, stage) for stage, books in _BOOKS.items() for book in books for sheet in book.sheets]
    for sheet, stage in sheets:
        for column in columns(sheet):
            own = _READ_LATER.get(column.name, stage) if sheet is Cycle else stage
            yield (sheet.sheet.title, column.label), own
            if sheet in {Cycle, Posting}:  # 变更事项 moves their dates, and then states them
                yield (ScheduleEvent.sheet.title, column.label), own


_STAGES = dict(_stages())


def dated(j: Judgement, stage: Stage) -> dict[str, tuple[Problem, ...]]:
    """Say who waits at a stage for a date to be mended: the organisation it is about, else everybody.

    发文登记 holds back no stage.
    """
    found: dict[str, tuple[Problem, ...]] = {}
    for item in j.problems:
        if item.blocks and item.code.startswith(CODES) and _stage(item) is stage:
            found[item.subject] = (*found.get(item.subject, ()), item)
    return found


def _stage(item: Problem) -> Stage | None:
    return _STAGES.get((item.at.sheet, dict(item.facts)["label"]))


def unsaid(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Leave out what is said of a date where a rule of its own says as much of the same cell."""
    told = {(item.at, item.blocks) for item in problems if not item.code.startswith(CODES)}
    return tuple(
        item
        for item in problems
        if not item.code.startswith(CODES) or not {(item.at, True), (item.at, item.blocks)} & told
    )
