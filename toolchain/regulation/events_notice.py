"""第十八条: a notice that was interrupted, posted late or with a wrong list; the sheet stays as filled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from toolchain.model.problems import Problem, problem
from toolchain.model.record import Record
from toolchain.model.sheets.approval import ExecutiveMeeting
from toolchain.model.sheets.event_vocabulary import ScheduleEventKind
from toolchain.model.sheets.events import ScheduleEvent
from toolchain.model.sheets.notice import Posting
from toolchain.model.work_calendar import WorkCalendar
from toolchain.regulation.events import Events, misdated

OF_NOTICE = frozenset({ScheduleEventKind.INTERRUPTED, ScheduleEventKind.POSTED_LATE, ScheduleEventKind.LIST_WRONG})


def as_posted(postings: Sequence[Posting], events: Events) -> tuple[Posting, ...]:
    """Give the notices as they hung: from the day they were really posted, to the end set anew.

    A notice whose list was wrong is never signed off: the right list is posted in a notice of its own.
    """
    return tuple(_as_posted(row, events) for row in postings)


def _as_posted(posting: Posting, events: Events) -> Posting:
    for row in sorted(_of(events, posting.number), key=lambda item: (item.effective, item.number)):
        if row.kind is ScheduleEventKind.LIST_WRONG:
            posting = replace(posting, concluded=None)
            continue
        moved: dict[str, Any] = {}
        if row.kind is ScheduleEventKind.POSTED_LATE:
            moved["posted"] = row.effective, row.where("effective")
        if row.ends is not None:
            moved["until"] = row.ends, row.where("ends")
        at = posting.at.stating(**{name: cell for name, (_, cell) in moved.items()})
        posting = replace(posting, at=at, **{name: day for name, (day, _) in moved.items()})
    return posting


def listed_wrongly(events: Events, posting: int) -> ScheduleEvent | None:
    """Give the event by which the list of a notice was wrong; None where it was right."""
    return next((row for row in _of(events, posting) if row.kind is ScheduleEventKind.LIST_WRONG), None)


def _of(events: Events, posting: int) -> Iterator[ScheduleEvent]:
    return (row for row in events.schedule if row.kind in OF_NOTICE and row.posting == posting)


def lost_workdays(events: Events, posting: int, calendar: WorkCalendar) -> int:
    """第十八条: count the working days on which a notice was interrupted; its period grows by them.

    Days that two interruptions share count once; a year without its holidays on file counts none, and is named there.
    """
    days: set[date] = set()
    for row in events.schedule:
        if row.kind is ScheduleEventKind.INTERRUPTED and row.posting == posting and row.until is not None:
            days |= {row.effective + timedelta(days=n) for n in range((row.until - row.effective).days + 1)}
    return sum(calendar.knows(day.year) and calendar.is_workday(day) for day in days)


def span(row: ScheduleEvent, label: str) -> Iterator[Problem]:
    """Name a new day that lies before the event, and a new end before the new beginning."""
    if row.until is not None and row.until < row.effective:
        yield misdated(row, "until", "早于", label, row.effective, row.where("effective"))
    begins, field = (row.until, "until") if row.until is not None else (row.effective, "effective")
    if row.ends is not None and row.ends < begins:
        yield misdated(row, "ends", "早于", "同一行的开始日期", begins, row.where(field))


def check(row: ScheduleEvent, record: Record) -> Iterator[Problem]:
    """Name an event of a notice that is not on record, or on a day on which the notice did not hang."""
    posting = next((item for item in record.all(Posting) if item.number == row.posting), None)
    if posting is None:
        yield problem("E-EVENT-06", row.where("posting"), number=row.number, posting=row.posting)
        return
    if row.effective < posting.posted:
        yield misdated(row, "effective", "早于", "公示发布日期", posting.posted, posting.where("posted"))
    if row.kind is ScheduleEventKind.LIST_WRONG:
        meeting = record.one(ExecutiveMeeting)
        if meeting is not None and row.effective >= meeting.held:
            yield misdated(row, "effective", "不早于", "常务会议日期", meeting.held, meeting.where("held"))
        return
    if row.kind is ScheduleEventKind.POSTED_LATE and row.effective == posting.posted:
        yield misdated(row, "effective", "不晚于", "公示发布日期", posting.posted, posting.where("posted"))
    if posting.concluded is not None and row.effective > posting.concluded:
        yield misdated(row, "effective", "晚于", "公示结束确认日期", posting.concluded, posting.where("concluded"))
    yield from span(row, "公示中断的第一日")
