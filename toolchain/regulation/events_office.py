"""第六条, 第七条: the office's own particulars and the committee's chair change from a day on; earlier papers stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from toolchain.model.chinese import date_text
from toolchain.model.problems import Problem, problem
from toolchain.model.record import Record
from toolchain.model.sheets.committee import Meeting, Member
from toolchain.model.sheets.events import OfficeEvent
from toolchain.model.sheets.settings import Cycle
from toolchain.model.sheets.vocabulary import MemberRole
from toolchain.regulation.events import CHANGED, Events, misdated


def in_force(cycle: Cycle, events: Events, day: date | None = None) -> Cycle:
    """Give the particulars of a cycle as they stood on a day, or as they stand after every change on record."""
    for row in _ordered(events):
        if day is None or row.effective <= day:
            new: dict[str, Any] = {name: value for name in CHANGED[:-1] if (value := getattr(row, name)) is not None}
            cycle = cycle.changed(**new)
    for unread in events.unread:
        if isinstance(unread, OfficeEvent) and (day is None or (unread.known("effective") or day) <= day):
            wrong = tuple(item for problems in unread.lacking.values() for item in problems)
            moved = [name for name in CHANGED[:-1] if name in unread.lacking or unread.known(name) is not None]
            cycle = cycle.without(dict.fromkeys(moved, wrong))
    return cycle


def check(record: Record, events: Events) -> Iterator[Problem]:
    """Name a change before the cycle was announced, and a chair in the meeting's list who was not it any more."""
    cycle, meeting = record.one(Cycle), record.one(Meeting)
    for row in events.office:
        if cycle is not None and row.effective < cycle.announced:
            yield misdated(row, "effective", "早于", "评审公告发布日期", cycle.announced, cycle.where("announced"))
    if meeting is None:
        return
    named = [row for row in _ordered(events) if row.chair and row.effective <= meeting.held]
    chair = next((row for row in record.having(Member, "role", "name") if row.role is MemberRole.CHAIR), None)
    if named and chair is not None and chair.name != named[-1].chair:
        row = named[-1]
        facts = {"number": row.number, "day": date_text(row.effective), "chair": row.chair or "", "found": chair.name}
        held, at = date_text(meeting.held), chair.where("name")
        yield problem("W-EVENT-25", row.where("chair"), **facts, held=held, where=at)


def _ordered(events: Events) -> list[OfficeEvent]:
    return sorted(events.office, key=lambda row: (row.effective, row.number))
