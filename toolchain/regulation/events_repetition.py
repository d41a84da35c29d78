"""第七条: events that change nothing, and two events on record for the one thing that happened to a subject."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from toolchain.model.problems import Problem, problem
from toolchain.model.record import Record
from toolchain.model.schema import columns
from toolchain.model.sheets.event_vocabulary import (
    ApplicantEventKind,
    DecisionKind,
    PaperEventKind,
    PersonEventKind,
    ScheduleEventKind,
)
from toolchain.model.sheets.events import ApplicantEvent, OfficeEvent, PaperEvent, ScoreCorrection
from toolchain.regulation.events import CHANGED, AnyEvent, Events, subject_of

_BEFORE_AND_AFTER: tuple[tuple[type, str, str], ...] = (
    (ApplicantEvent, "name", "new_name"),
    (ApplicantEvent, "uscc", "new_code"),
    (PaperEvent, "wrong", "right"),
    (ScoreCorrection, "old", "new"),
)
"""What an event changes, and into what: the two are never the same."""

_JOINED = frozenset({ApplicantEventKind.MERGED, ApplicantEventKind.DIVIDED})
"""A merged or divided organisation may keep its name, or its code."""

_ONE: Mapping[StrEnum, tuple[str, ...]] = {
    ApplicantEventKind.RENAMED: ("uscc", "name", "effective"),
    ApplicantEventKind.RECODED: ("uscc", "effective"),
    ApplicantEventKind.MERGED: ("uscc", "effective"),
    ApplicantEventKind.DIVIDED: ("uscc", "effective"),
    ApplicantEventKind.CONTACT: ("uscc", "effective"),
    PersonEventKind.LEADER_CHANGES: ("panel", "effective"),
    PersonEventKind.MEMBER_ARRIVES: ("person", "round"),
    PersonEventKind.MEMBER_LEAVES: ("person", "round"),
    PersonEventKind.MEMBER_RECUSED: ("person", "uscc"),
    ScheduleEventKind.CLOSED: ("phase",),
    ScheduleEventKind.MOVED: ("effective",),
    ScheduleEventKind.INTERRUPTED: ("posting", "effective"),
    ScheduleEventKind.POSTED_LATE: ("posting",),
    ScheduleEventKind.LIST_WRONG: ("posting",),
    ScheduleEventKind.STOPPED: (),
    ScheduleEventKind.POSTPONED: (),
    PaperEventKind.CORRECTED: ("document", "subject", "place", "wrong"),
    PaperEventKind.RECALLED: ("document", "subject"),
    PaperEventKind.REISSUED: ("document", "subject", "effective"),
    PaperEventKind.REPLACED: ("document", "subject", "effective"),
    PaperEventKind.DELIVERED: ("document", "subject", "effective"),
    DecisionKind.TIE: ("uscc",),
    DecisionKind.NOBODY: ("uscc",),
    DecisionKind.REFUSED: ("uscc",),
    DecisionKind.DEFERRED: ("uscc",),
    DecisionKind.INTENDED: ("incident", "effective"),
    DecisionKind.STATEMENT: ("incident", "effective"),
    DecisionKind.HEARING: ("incident", "effective"),
    DecisionKind.LATE_FACT: ("uscc", "effective"),
}
"""By what two events of a kind are the same one; kinds that may happen twice to a subject on a day are not here."""


def check(record: Record, events: Events) -> Iterator[Problem]:
    """Name events that change nothing, and the second of two that say what happened once."""
    del record  # other sheets have no part in it
    seen: dict[tuple[Any, ...], AnyEvent] = {}
    for row in events.all:
        yield from _unchanged(row)
        for key, name in _keys(row):
            first = seen.setdefault(key, row)
            if first is not row:
                facts = {"number": row.number, "other": first.number, "where": first.where(name)}
                yield problem("E-EVENT-39", row.where(name), subject=subject_of(row), kind=key[0], **facts)


def _keys(row: AnyEvent) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Give what a row decides, with its column; a change of the office decides each of its cells."""
    if isinstance(row, OfficeEvent):
        for column in columns(OfficeEvent):
            if column.name in CHANGED and getattr(row, column.name) is not None:
                yield (f"{OfficeEvent.sheet.title}的{column.label}", row.effective), column.name
        return
    kind: StrEnum | None = getattr(row, "kind", None)
    if kind is not None and kind in _ONE:
        yield (kind, *(getattr(row, name) for name in _ONE[kind])), "kind"


def _unchanged(row: AnyEvent) -> Iterator[Problem]:
    for sheet, before, after in _BEFORE_AND_AFTER:
        if type(row) is not sheet or getattr(row, "kind", None) in _JOINED:
            continue
        old, new = getattr(row, before), getattr(row, after)
        if new is not None and old == new:
            labels = {item.name: item.label for item in columns(sheet)}
            facts = {"number": row.number, "before": labels[before], "after": labels[after], "value": str(new)}
            yield problem("E-EVENT-38", row.where(after), subject=subject_of(row), **facts)
