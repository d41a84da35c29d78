"""All events of a record that hold, and what is wrong with the others (第六条, 第七条)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from toolchain.model.problems import Problem, Unread
from toolchain.model.record import Record
from toolchain.model.sheets import EVENTS
from toolchain.regulation import (
    events_applicants,
    events_hearing,
    events_papers,
    events_people,
    events_repetition,
    events_schedule,
    events_scores,
)
from toolchain.regulation.events import Events, complete, without
from toolchain.regulation.events_identity import events_now, named_now

_AS_WRITTEN = (events_schedule.check, events_applicants.check, events_repetition.check)
"""What is held against the rest of the record as it is written."""

_AS_NOW = (events_people.check, events_papers.check, events_scores.check, events_hearing.check)
"""What is held against it with every organisation under its newest name and code."""


def read(record: Record) -> tuple[Events, tuple[Problem, ...]]:
    """Give the events that hold; one with a blocking problem is none until it is mended."""
    if not record.present(EVENTS):
        return Events(), ()
    events, problems = complete(record)
    wrong = tuple(item for check in _AS_WRITTEN for item in _told(check(record, events)))
    events = without(events, wrong)
    now = named_now(record, events), events_now(events)
    more = tuple(item for check in _AS_NOW for item in _told(check(*now)))
    return without(events, more), (*problems, *wrong, *more)


def _told(found: Iterable[Problem]) -> Iterator[Problem]:
    """Give what a check finds, up to a row of another sheet that cannot be read: that one is named already."""
    with suppress(Unread):
        yield from found
