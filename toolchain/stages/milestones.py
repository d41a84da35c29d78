"""The steps of a cycle held against what is on record: when each was reached (第十三条至第二十一条)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from toolchain.engine.value_objects import Value
from toolchain.model.record import Record
from toolchain.model.schema import columns
from toolchain.model.sheets import WORKBOOKS
from toolchain.model.timetable import Step
from toolchain.model.work_calendar import WorkCalendar

_SHEETS = {sheet.sheet.title: sheet for book in WORKBOOKS for sheet in book.sheets}


class Milestone(Value):
    """A step that has a date on record.

    Attributes:
        step: as the plan has it.
        day: the last day on record.
        since: the day of the milestone before it; None for the first.
        due: the day that the plan gives it, counted from there; None where the holidays of a year are not on file.
    """

    step: Step
    day: date
    since: date | None = None
    due: date | None = None


def milestones(record: Record, steps: Sequence[Step], calendar: WorkCalendar) -> tuple[Milestone, ...]:
    """List the steps that were reached, in the order of the plan; a step without a date on record is passed over."""
    found: list[Milestone] = []
    due: date | None = None
    for step in steps:
        due = None if due is None else step.after(due, calendar)
        day = reached(record, step)
        if day is not None:
            found.append(Milestone(step, day, found[-1].day, due) if found else Milestone(step, day))
            due = day
    return tuple(found)


def reached(record: Record, step: Step) -> date | None:
    """Give the last day on record of a step; None where it has none, or the plan names no date for it."""
    if not step.dated:
        return None
    title, _, label = step.dated.partition("/")
    sheet = _SHEETS[title]
    name = next(item.name for item in columns(sheet) if item.label == label)
    days = [day for row in record.readable(sheet) if isinstance(day := row.known(name), date)]
    return max(days, default=None)
