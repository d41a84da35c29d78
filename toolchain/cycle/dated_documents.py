"""Documents with a date are composed from what had happened by then; later events never touch them (第八条至第十八条).

What was decided before an event stands. A document without a date is composed from all that is on record.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from toolchain.documents.declaration import Document
from toolchain.model.record import FilledWorkbook, Record
from toolchain.model.schema import Row
from toolchain.model.sheets import EVENTS
from toolchain.model.sheets.event_vocabulary import ScheduleEventKind
from toolchain.model.sheets.events import ScheduleEvent
from toolchain.regulation.events import Events

Key = tuple[int, str, str]
"""Number, template and subject of a document: what it is, whatever it says."""


def dated(
    documents: Sequence[Document],
    record: Record,
    events: Events,
    compose: Callable[[Record], Sequence[Document]],
) -> tuple[Document, ...]:
    """Replace each dated document by the one that the events of its day give, and keep those that only then existed.

    Args:
        documents: composed from everything on record.
        record: the cycle's workbooks.
        events: the events that hold.
        compose: judges a record and composes its documents.
    """
    days = sorted({row.effective for row in events.all if not _tells_the_day(row)})
    if not days:
        return tuple(documents)
    found = {key_of(document): document for document in documents}
    order = list(found)
    for index, before in enumerate((None, *days[:-1])):
        then = {key_of(document): document for document in compose(_until(record, before))}
        for key, document in then.items():
            day = document.issue.dated
            if day is None or day >= days[index] or (before is not None and day < before):
                continue
            if key not in found:
                order.append(key)
            found[key] = document
        stale = [key for key, item in found.items() if key not in then and _falls(item, before, days[index])]
        for key in stale:
            if found[key].number not in OF_EVENTS:
                order.remove(key)
                del found[key]
    return tuple(found[key] for key in order)


OF_EVENTS = frozenset(range(38, 54))
"""Documents that an event itself makes; one dated before its event is named, not left out."""


def key_of(document: Document) -> Key:
    """Say which document it is."""
    return document.number, document.template, document.subject


def _falls(document: Document, before: date | None, following: date) -> bool:
    day = document.issue.dated
    return day is not None and day < following and (before is None or day >= before)


def _until(record: Record, day: date | None) -> Record:
    """Leave out the events after a day; the day up to which things are registered stays known."""
    return replace(record, filled=tuple(_filled(item, day) for item in record.filled))


def _filled(item: FilledWorkbook, day: date | None) -> FilledWorkbook:
    if item.mark.template != EVENTS.mark:
        return item
    rows = {
        sheet: tuple(row for row in found if _tells_the_day(row) or _by(row, day)) for sheet, found in item.rows.items()
    }
    return replace(item, rows=rows)


def _by(row: Row, day: date | None) -> bool:
    effective: date = row.effective  # type: ignore[attr-defined] # every event has one
    return day is not None and effective <= day


def _tells_the_day(row: Row) -> bool:
    """Say whether a row says how far things are registered, which changes nothing."""
    return isinstance(row, ScheduleEvent) and row.kind in {ScheduleEventKind.AS_OF, ScheduleEventKind.CLOSED}
