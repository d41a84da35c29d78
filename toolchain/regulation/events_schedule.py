"""第十三条, 第十四条, 第十八条: the day up to which things are registered, and what moved in the timetable.

No rule reads the clock. A window is closed once a day on record lies beyond it, or when somebody declared it closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from toolchain.engine.value_objects import Value
from toolchain.model.problems import At, Problem
from toolchain.model.record import Record
from toolchain.model.schema import Row, columns
from toolchain.model.sheets.approval import ExecutiveMeeting
from toolchain.model.sheets.checks import Check
from toolchain.model.sheets.committee import Meeting
from toolchain.model.sheets.draw import Refusal
from toolchain.model.sheets.event_vocabulary import MeasuringDay, Phase, ScheduleEventKind
from toolchain.model.sheets.events import ScheduleEvent
from toolchain.model.sheets.notice import Objection, Posting
from toolchain.model.sheets.scores import Reviewer
from toolchain.model.sheets.settings import Cycle, Dispatch, Receipt
from toolchain.model.sheets.supervision import Discipline, Incident
from toolchain.regulation import events_notice, events_office
from toolchain.regulation.events import Events, misdated

FACTS: tuple[tuple[type[Row], tuple[str, ...]], ...] = (
    (Receipt, ("received", "supplemented")),
    (Check, ("checked",)),
    (Refusal, ("refused",)),
    (Reviewer, ("signed",)),
    (Meeting, ("held",)),
    (Posting, ("posted", "concluded")),
    (Objection, ("received", "concluded", "replied")),
    (ExecutiveMeeting, ("held", "announced")),
    (Incident, ("found", "approved")),
    (Discipline, ("decided",)),
    (Dispatch, ("dated", "printed")),
)
"""The cells that say what has happened; planned days (deadline, site visit, end of the notice) are not among them."""


class Registered(Value):
    """The day up to which things are known to be registered.

    Attributes:
        day: the day.
        at: the cell that says so.
        declared: it is a 登记截至; otherwise the latest fact on record, which at least must have happened.
    """

    day: date
    at: At
    declared: bool


def registered_until(record: Record, events: Events) -> Registered | None:
    """Give the latest 登记截至 on record, or the latest fact where that lies later; None where nothing has a date."""
    rows = (row for row in events.schedule if row.kind is ScheduleEventKind.AS_OF)
    stated = max(rows, key=lambda row: row.effective, default=None)
    fact = _latest_fact(record)
    if stated is not None and (fact is None or fact.day <= stated.effective):
        return Registered(stated.effective, stated.where("effective"), declared=True)
    return fact and Registered(fact.day, fact.at, declared=False)


def closed(phase: Phase, end: date, known: Registered | None, events: Events) -> bool:
    """Say whether a window that ends with a day has closed: things are registered beyond it, or it was declared."""
    declared = any(row.kind is ScheduleEventKind.CLOSED and row.phase is phase for row in events.schedule)
    return declared or (known is not None and known.day > end)


def in_force(cycle: Cycle, events: Events, day: date | None = None) -> Cycle:
    """Give the dates of the cycle as they stood on a day, or as they stand after every change on record.

    An extension decides by itself from which day the years are counted back (口径14-1). The dates that a row would
    change which cannot be read are not known.
    """
    for row in sorted(events.schedule, key=lambda item: (item.effective, item.number)):
        if row.until is None or (day is not None and row.effective > day):
            continue
        if row.kind is ScheduleEventKind.EXTENDED:
            wrong = cycle.lacking.get("deadline", ()) if row.measured is MeasuringDay.ORIGINAL else ()
            measured = cycle.measuring if row.measured is MeasuringDay.ORIGINAL and not wrong else None
            at = cycle.at.stating(deadline=row.where("until"))
            cycle = cycle.changed(deadline=row.until, measured=measured, at=at)
            cycle = cycle.without({"measured": wrong}) if wrong else cycle
        elif row.kind is ScheduleEventKind.MOVED:
            moved = {"site_from": "until", **({} if row.ends is None else {"site_until": "ends"})}
            at = cycle.at.stating(**{name: row.where(there) for name, there in moved.items()})
            cycle = cycle.changed(**{name: getattr(row, there) for name, there in moved.items()}, at=at)
    for unread in events.unread:
        if isinstance(unread, ScheduleEvent) and (day is None or (unread.known("effective") or day) <= day):
            wrong = tuple(item for problems in unread.lacking.values() for item in problems)
            cycle = cycle.without(dict.fromkeys(_MOVES.get(unread.known("kind"), ()), wrong))
    return events_office.in_force(cycle, events, day)


_MOVES: Mapping[ScheduleEventKind | None, tuple[str, ...]] = {
    ScheduleEventKind.EXTENDED: ("deadline", "measured"),
    ScheduleEventKind.MOVED: ("site_from", "site_until"),
    None: ("deadline", "measured", "site_from", "site_until"),
}
"""The dates that a kind of change moves; a row that does not say its kind may move them all."""


def stopped(events: Events) -> ScheduleEvent | None:
    """Give the decision that stops the cycle or puts it off, the first one where there are several."""
    kinds = {ScheduleEventKind.STOPPED, ScheduleEventKind.POSTPONED}
    return min((row for row in events.schedule if row.kind in kinds), key=lambda row: row.effective, default=None)


def check(record: Record, events: Events) -> Iterator[Problem]:
    """Name changes of the timetable that cannot be: decided too late, to a day before, outside the notice."""
    cycle = record.one(Cycle)
    if cycle is None:
        return
    deadline, at = cycle.deadline, cycle.where("deadline")
    for row in sorted(events.schedule, key=lambda item: (item.effective, item.number)):
        match row.kind:
            case ScheduleEventKind.EXTENDED | ScheduleEventKind.CLOSED:
                wrong = tuple(_deadline(row, deadline, at))
                yield from wrong
                if row.kind is ScheduleEventKind.EXTENDED and row.until is not None and not wrong:
                    deadline, at = row.until, row.where("until")
            case ScheduleEventKind.MOVED:
                yield from events_notice.span(row, "决定日期")
            case ScheduleEventKind.INTERRUPTED | ScheduleEventKind.POSTED_LATE | ScheduleEventKind.LIST_WRONG:
                yield from events_notice.check(row, record)
            case ScheduleEventKind.STOPPED | ScheduleEventKind.POSTPONED:
                yield from _stop(row, cycle, record.one(ExecutiveMeeting))
    yield from _as_of(record, events)
    yield from events_office.check(record, events)


def _deadline(row: ScheduleEvent, deadline: date, at: At) -> Iterator[Problem]:
    """An extension is decided by the deadline and reaches beyond it; nobody closes the window before it."""
    if row.kind is ScheduleEventKind.CLOSED:
        if row.phase is Phase.APPLICATIONS and row.effective < deadline:
            yield misdated(row, "effective", "早于", "申报截止日期", deadline, at)
    elif row.effective > deadline:
        yield misdated(row, "effective", "晚于", "申报截止日期", deadline, at)
    elif row.until is not None and row.until <= deadline:
        yield misdated(row, "until", "不晚于", "申报截止日期", deadline, at)


def _stop(row: ScheduleEvent, cycle: Cycle, meeting: ExecutiveMeeting | None) -> Iterator[Problem]:
    """A cycle is stopped after its announcement and before the award is announced, which then never is."""
    if row.effective < cycle.announced:
        yield misdated(row, "effective", "早于", "评审公告发布日期", cycle.announced, cycle.where("announced"))
    elif meeting is not None and meeting.announced is not None:
        order = "晚于" if row.effective > meeting.announced else "不晚于"
        yield misdated(
            row, "effective", order, "已经印发的授奖公告的日期", meeting.announced, meeting.where("announced")
        )


def _as_of(record: Record, events: Events) -> Iterator[Problem]:
    """The latest 登记截至 is no earlier than the latest fact; the later of the two counts."""
    rows = [row for row in events.schedule if row.kind is ScheduleEventKind.AS_OF]
    fact = _latest_fact(record)
    last = max(rows, key=lambda row: row.effective, default=None)
    if last is not None and fact is not None and last.effective < fact.day:
        label = next(column.label for column in columns(type(fact.row)) if column.name == fact.name)
        title = type(fact.row).sheet.title
        yield misdated(last, "effective", "早于", f"“{title}”的{label}", fact.day, fact.at, "W-EVENT-07")


class _Fact(NamedTuple):
    """The cell that says that something has happened."""

    day: date
    row: Row
    name: str

    @property
    def at(self) -> At:
        return self.row.where(self.name)


def _latest_fact(record: Record) -> _Fact | None:
    """Give the first of the latest facts on record."""
    found = (
        _Fact(day, row, name)
        for sheet, names in FACTS
        for row in record.readable(sheet)
        for name in names
        if (day := row.known(name)) is not None
    )
    return max(found, key=lambda fact: fact.day, default=None)
