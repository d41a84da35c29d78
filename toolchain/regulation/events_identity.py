"""第十四条, 第二十八条: one organisation under two names or two codes; what is filed under either is about it.

Signed workbooks stay as they are. From the day of the change the newest name and code stand wherever the organisation
occurs; a paper dated before is composed from what was known then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from toolchain.model.record import FilledWorkbook, Record
from toolchain.model.schema import USCC, Row, columns
from toolchain.model.sheets.confirmed_dates import ConfirmedDate
from toolchain.model.sheets.event_vocabulary import ApplicantEventKind
from toolchain.model.sheets.events import ApplicantEvent, PaperEvent
from toolchain.model.sheets.settings import Dispatch
from toolchain.model.sheets.vocabulary import YesNo
from toolchain.regulation.events import Events

_JOINING = frozenset({ApplicantEventKind.RECODED, ApplicantEventKind.MERGED, ApplicantEventKind.DIVIDED})


def changes_identity(row: ApplicantEvent) -> bool:
    """Say whether an event gives an organisation another name or code, as the same organisation."""
    return row.kind is ApplicantEventKind.RENAMED or (row.kind in _JOINING and row.same is YesNo.YES)


def unrepeated(rows: Iterable[ApplicantEvent], known: Iterable[ApplicantEvent]) -> tuple[ApplicantEvent, ...]:
    """Leave out the changes that another cycle has on record too: the same change, from the same day."""
    own = {_change(row) for row in known}
    return tuple({_change(row): row for row in rows if _change(row) not in own}.values())


def _change(row: ApplicantEvent) -> tuple[object, ...]:
    return row.kind, row.uscc, row.new_name, row.new_code, row.effective


def codes(events: Events) -> Mapping[str, str]:
    """Give for each earlier code the newest one of the same organisation."""
    found: dict[str, str] = {}
    for row in _ordered(events.applicants):
        if row.kind in _JOINING and row.same is YesNo.YES and row.new_code is not None and row.new_code != row.uscc:
            found = {old: str(row.new_code) if new == row.uscc else new for old, new in found.items()}
            found[str(row.uscc)] = str(row.new_code)
    return found


def names(events: Events) -> Mapping[str, tuple[str, str]]:
    """Give for each organisation, by its newest code, its newest name and the one before."""
    newest = codes(events)
    found: dict[str, tuple[str, str]] = {}
    for row in _ordered(events.applicants):
        if changes_identity(row) and row.new_name:
            code = newest.get(row.uscc, str(row.uscc))
            before = found[code][0] if code in found else row.name
            if before != row.new_name:
                found[code] = row.new_name, before
    return found


def name_on(events: Events, uscc: str, name: str, day: date) -> str:
    """Give the name an organisation had on a day; ``name`` where no change is on record."""
    newest = codes(events)
    changes = [
        row
        for row in _ordered(events.applicants)
        if row.new_name and changes_identity(row) and newest.get(row.uscc, str(row.uscc)) == uscc
    ]
    if not changes:
        return name
    later = [row for row in changes if row.effective > day]
    return later[0].name if later else name


def events_now(events: Events) -> Events:
    """Give the events with every organisation under its newest code and name; changes of those stay as they are."""
    newest, called = codes(events), names(events)
    families: dict[str, Any] = {
        name: tuple(
            row if getattr(row, "kind", None) in _CHANGING else _row(row, newest, called)
            for row in getattr(events, name)
        )
        for name in _OF_ORGANISATIONS
    }
    return replace(events, **families)


_CHANGING = _JOINING | {ApplicantEventKind.RENAMED}
_OF_ORGANISATIONS = ("applicants", "people", "papers", "decisions", "scores")
"""The families whose rows may name an organisation."""


def named_now(record: Record, events: Events) -> Record:
    """Give the record with every organisation under its newest code and name."""
    newest, called = codes(events), names(events)
    if not newest and not called:
        return record
    filled, others = (tuple(_filled(item, newest, called) for item in held) for held in (record.filled, record.others))
    return replace(record, filled=filled, others=others)


def _filled(item: FilledWorkbook, newest: Mapping[str, str], called: Mapping[str, tuple[str, str]]) -> FilledWorkbook:
    rows, partial = (
        {
            sheet: found if sheet is ApplicantEvent else tuple(_row(row, newest, called) for row in found)
            for sheet, found in held.items()
        }
        for held in (item.rows, item.partial)
    )
    return replace(item, rows=rows, partial=partial)


def _row(row: Row, newest: Mapping[str, str], called: Mapping[str, tuple[str, str]]) -> Row:
    changed: dict[str, Any] = {}
    for column in columns(type(row)):
        value = row.known(column.name)
        if column.element is USCC and value:
            now = tuple(newest.get(code, code) for code in value) if column.many else newest.get(value, value)
            changed |= {column.name: now} if now != value else {}
    if isinstance(row, Dispatch | PaperEvent | ConfirmedDate) and (subject := row.known("subject")):
        now = subject_now(subject, newest)
        if isinstance(row, ConfirmedDate):
            now = next((name for name, before in called.values() if before == subject), now)
        changed |= {"subject": now} if now != subject else {}
    own = {item.name for item in fields(row)}
    if {"uscc", "name"} <= own:
        code = str(changed.get("uscc", row.known("uscc")))
        if code in called and "name" not in row.lacking:
            changed["name"] = called[code][0]
    return row.changed(**changed) if changed else row


def subject_now(text: str, newest: Mapping[str, str]) -> str:
    """Give the object of a paper under the newest codes."""
    for old, new in newest.items():
        text = text.replace(old, new)
    return text


def _ordered(rows: Iterable[ApplicantEvent]) -> list[ApplicantEvent]:
    return sorted(rows, key=lambda row: (row.effective, row.number))
