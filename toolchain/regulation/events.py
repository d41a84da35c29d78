"""The events on record (变更事项): which rows hold, and what is wrong with the others (第六条, 第七条).

An event acts from its date, on its subject, and only where its row says everything that its kind needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any, cast

from toolchain.engine.value_objects import Value
from toolchain.model.chinese import date_text
from toolchain.model.problems import At, Problem, problem
from toolchain.model.record import Record
from toolchain.model.schema import NOWHERE, Row, columns
from toolchain.model.sheets import EVENTS
from toolchain.model.sheets.event_vocabulary import (
    ApplicantEventKind,
    DecisionKind,
    DecisionResult,
    MoneyKind,
    PaperEventKind,
    PersonEventKind,
    ScheduleEventKind,
)
from toolchain.model.sheets.events import (
    ApplicantEvent,
    DecisionEvent,
    MoneyEntry,
    OfficeEvent,
    PaperEvent,
    PersonEvent,
    ScheduleEvent,
    ScoreCorrection,
)
from toolchain.model.sheets.filled_workbook import spot

AnyEvent = (
    ApplicantEvent
    | PersonEvent
    | ScheduleEvent
    | PaperEvent
    | DecisionEvent
    | ScoreCorrection
    | MoneyEntry
    | OfficeEvent
)


class Events(Value):
    """The events that hold, each family in the order of its sheet; empty families where nothing is on record.

    Attributes:
        unread: the rows in which something is wrong: no events until they are mended, but what they would decide waits.
    """

    applicants: tuple[ApplicantEvent, ...] = ()
    people: tuple[PersonEvent, ...] = ()
    schedule: tuple[ScheduleEvent, ...] = ()
    papers: tuple[PaperEvent, ...] = ()
    decisions: tuple[DecisionEvent, ...] = ()
    scores: tuple[ScoreCorrection, ...] = ()
    money: tuple[MoneyEntry, ...] = ()
    office: tuple[OfficeEvent, ...] = ()
    unread: tuple[AnyEvent, ...] = ()

    @property
    def all(self) -> tuple[AnyEvent, ...]:
        """List every event, family by family."""
        return tuple(row for name in _FAMILIES for row in getattr(self, name))


_FAMILIES: Mapping[str, type[Row]] = {
    "applicants": ApplicantEvent,
    "people": PersonEvent,
    "schedule": ScheduleEvent,
    "papers": PaperEvent,
    "decisions": DecisionEvent,
    "scores": ScoreCorrection,
    "money": MoneyEntry,
    "office": OfficeEvent,
}
"""The families, each with the sheet that holds it."""


_NEEDS: Mapping[StrEnum, tuple[str, ...]] = {
    ApplicantEventKind.RENAMED: ("new_name",),
    ApplicantEventKind.RECODED: ("new_code", "same"),
    ApplicantEventKind.MERGED: ("new_name", "new_code", "same"),
    ApplicantEventKind.DIVIDED: ("new_name", "new_code", "same"),
    ApplicantEventKind.CONTACT: ("contact", "phone"),
    PersonEventKind.REVIEWER_LEAVES: ("panel", "scores"),
    PersonEventKind.LEADER_CHANGES: ("panel", "successor"),
    PersonEventKind.MEMBER_ARRIVES: ("round",),
    PersonEventKind.MEMBER_LEAVES: ("round",),
    PersonEventKind.MEMBER_RECUSED: ("uscc",),
    ScheduleEventKind.CLOSED: ("phase",),
    ScheduleEventKind.EXTENDED: ("until", "measured", "paper", "reason"),
    ScheduleEventKind.MOVED: ("until", "paper", "reason"),
    ScheduleEventKind.INTERRUPTED: ("until", "posting", "paper", "reason"),
    ScheduleEventKind.POSTED_LATE: ("posting", "paper", "reason"),
    ScheduleEventKind.LIST_WRONG: ("posting", "paper", "reason"),
    ScheduleEventKind.STOPPED: ("paper", "reason"),
    ScheduleEventKind.POSTPONED: ("paper", "reason"),
    PaperEventKind.CORRECTED: ("place", "wrong", "right", "paper"),
    PaperEventKind.REISSUED: ("reason",),
    PaperEventKind.REPLACED: ("reason",),
    PaperEventKind.RECALLED: ("reason", "paper"),
    PaperEventKind.DELIVERED: ("method", "receiver"),
    DecisionKind.TIE: ("uscc", "result", "favour", "voters"),
    DecisionKind.NOBODY: ("result", "favour", "voters"),
    DecisionKind.REFUSED: ("uscc",),
    DecisionKind.DEFERRED: ("uscc",),
    DecisionKind.LATER: ("uscc", "result", "meeting"),
    DecisionKind.INTENDED: ("incident",),
    DecisionKind.STATEMENT: ("incident", "result"),
    DecisionKind.HEARING: ("incident", "result"),
    DecisionKind.LATE_FACT: ("uscc", "result"),
    MoneyKind.DEMANDED: ("until",),
    MoneyKind.RECEIVED: ("amount", "paper"),
    MoneyKind.WAIVED: ("amount", "paper"),
}
"""What a kind needs beside what every row has."""

CHANGED = (
    "contact",
    "phone",
    "supervision_phone",
    "email",
    "address",
    "postcode",
    "website",
    "refund_account",
    "chair",
)
"""What a change of the office can give anew."""

_HEARD = frozenset({DecisionResult.ACCEPTED, DecisionResult.PARTLY, DecisionResult.REJECTED, DecisionResult.SILENT})
_RESULTS: Mapping[DecisionKind, frozenset[DecisionResult]] = {
    DecisionKind.TIE: frozenset({DecisionResult.INCLUDED, DecisionResult.EXCLUDED}),
    DecisionKind.NOBODY: frozenset({DecisionResult.INCLUDED, DecisionResult.EXCLUDED}),
    DecisionKind.STATEMENT: _HEARD,
    DecisionKind.HEARING: _HEARD,
    DecisionKind.LATER: frozenset({DecisionResult.AWARDED, DecisionResult.DENIED}),
    DecisionKind.LATE_FACT: frozenset({DecisionResult.EXCLUDED, DecisionResult.WAITS, DecisionResult.GOES_ON}),
}
"""What a kind of decision can come to."""


def complete(record: Record) -> tuple[Events, tuple[Problem, ...]]:
    """Give the rows that say everything their kind needs, under a number that no other event has.

    A row with a blocking problem is no event: nothing follows from it until it is mended.
    """
    held: dict[str, Any] = {name: record.whole(sheet) for name, sheet in _FAMILIES.items()}
    found = Events(**held, unread=tuple(row for sheet in EVENTS.sheets for row in _unread(record, sheet)))
    problems = (*_doubled(found.all), *(item for row in found.all for item in _incomplete(row)))
    return without(found, problems), problems


def without(events: Events, problems: Sequence[Problem]) -> Events:
    """Leave out the events at whose rows something blocks; what they would decide waits."""
    wrong = _at_rows(problems)
    if not wrong:
        return events
    kept: dict[str, Any] = {
        name: tuple(row for row in getattr(events, name) if spot(row) not in wrong) for name in _FAMILIES
    }
    unread = tuple(row.without(_lacking(row, wrong[spot(row)])) for row in events.all if spot(row) in wrong)
    return replace(events, **kept, unread=(*events.unread, *unread))


def _at_rows(problems: Sequence[Problem]) -> Mapping[tuple[str, str, int], tuple[Problem, ...]]:
    """Put what blocks together by the row at which it stands."""
    found: dict[tuple[str, str, int], tuple[Problem, ...]] = {}
    for item in problems:
        number = item.at.cell.lstrip(_LETTERS)
        if item.blocks and number:
            at = item.at.file, item.at.sheet, int(number)
            found[at] = (*found.get(at, ()), item)
    return found


def _lacking(row: AnyEvent, wrong: Sequence[Problem]) -> dict[str, tuple[Problem, ...]]:
    lacking: dict[str, tuple[Problem, ...]] = {}
    for item in wrong:
        name = row.at.field(item.at.cell)
        lacking[name] = (*lacking.get(name, ()), item)
    return lacking


def _unread(record: Record, sheet: type[Row]) -> Iterator[AnyEvent]:
    """Give the rows of a sheet that lack something; for one of which nobody can say what it holds a row without all."""
    rows = cast("tuple[AnyEvent, ...]", record.readable(sheet))
    yield from (row for row in rows if row.lacking)
    if lost := record.lost(sheet):
        yield cast("AnyEvent", sheet.lacks(NOWHERE, {}, dict.fromkeys((item.name for item in columns(sheet)), lost)))


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def misdated(row: AnyEvent, name: str, order: str, label: str, day: date, at: At, code: str = "E-EVENT-04") -> Problem:
    """Say that a date of an event lies on the wrong side of another one, and where both stand."""
    kind = getattr(row, "kind", type(row).sheet.title)
    facts = {"number": row.number, "kind": kind, "day": date_text(getattr(row, name)), "order": order, "label": label}
    return problem(code, row.where(name), subject=subject_of(row), **facts, other=date_text(day), where=at)


def unread_key(row: AnyEvent) -> str:
    """Say under what an event that cannot be read is held itself, with the papers that it makes: its number."""
    return row.known("number") or str(row.where("number"))


def subject_of(row: AnyEvent) -> str:
    """Give the organisation an event is about; empty where it is about nobody or about everybody."""
    found = getattr(row, "uscc", None)
    return str(found) if found else ""


def _doubled(rows: Sequence[AnyEvent]) -> Iterator[Problem]:
    """Papers and the trace name an event by its number, so two events never share one."""
    seen: dict[tuple[str, str], AnyEvent] = {}
    for row in rows:
        first = seen.setdefault((row.at.file, row.number), row)
        if first is not row:
            other = first.where("number")
            yield problem("E-EVENT-02", row.where("number"), subject=subject_of(row), number=row.number, other=other)


def _incomplete(row: AnyEvent) -> Iterator[Problem]:
    """Name the cells that the row's kind needs and that are empty, and a result that its kind cannot have."""
    kind = getattr(row, "kind", None)
    labels = {item.name: item.label for item in columns(type(row))}
    for name in _NEEDS.get(kind, ()) if kind is not None else ():
        if getattr(row, name) is None:
            facts = {"number": row.number, "kind": kind, "label": labels[name]}
            yield problem("E-EVENT-01", row.where(name), subject=subject_of(row), **facts)
    if isinstance(row, OfficeEvent) and not any(getattr(row, name) for name in CHANGED):
        yield problem("E-EVENT-23", row.where("contact"), number=row.number)
    if isinstance(row, DecisionEvent) and row.favour is not None and row.voters is not None and row.favour > row.voters:
        facts = {"number": row.number, "favour": row.favour, "voters": row.voters, "where": row.where("voters")}
        yield problem("E-EVENT-24", row.where("favour"), subject=subject_of(row), **facts)
    if isinstance(row, DecisionEvent) and row.result is not None and row.kind in _RESULTS:
        allowed = _RESULTS[row.kind]
        if row.result not in allowed:
            known = "、".join(item for item in DecisionResult if item in allowed)
            facts = {"number": row.number, "kind": row.kind, "result": row.result, "known": known}
            yield problem("E-EVENT-03", row.where("result"), subject=subject_of(row), **facts)
