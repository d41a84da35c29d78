"""Dates that no other date bears out, and what somebody read of them in the original paper (日期核对).

A date is loose where it could be mistyped in an everyday way (a year or a month off, day and month exchanged) without
contradicting anything else on record. Typing it a second time, from the original, is what tells such a slip.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cache, partial
from itertools import chain

from toolchain.engine.value_objects import Value
from toolchain.model.chinese import date_text
from toolchain.model.dispatch_series import series
from toolchain.model.government_level import own_level
from toolchain.model.problems import At, Problem, problem
from toolchain.model.schema import Row, columns
from toolchain.model.sheets import WORKBOOKS
from toolchain.model.sheets.confirmed_dates import ConfirmedDate
from toolchain.model.sheets.hint_review import HintReview
from toolchain.model.sheets.settings import Cycle, Dispatch
from toolchain.model.work_calendar import WorkCalendar
from toolchain.regulation.chronology import Chronology, DateColumn, WrittenTwice
from toolchain.regulation.chronology_words import KEYS
from toolchain.regulation.date_pairs import Contradicts, Neighbours
from toolchain.regulation.recorded_dates import RecordedDates

_MONTHS = 12
_DECEMBER = 12
_MOST_NAMED = 3
_MONTH_WRITTEN = re.compile(r"(?<!\d)(20\d\d)(?:[-./年])(0?[1-9]|1[0-2])(?!\d)")
# The fields that tell whom a row is about; the first one that is filled is printed.
_NUMBERS = tuple(dict.fromkeys(("number", "uscc", *(name for names in KEYS.values() for name in names))))
_OF_DOCUMENTS = ("subject", "document")
_OF_PEOPLE: tuple[type[Row], ...] = (ConfirmedDate, HintReview)
"""Sheets whose dates say what somebody read or when; nothing is held against them."""


class LooseDate(Value):
    """A date that could be mistyped without contradicting anything.

    Attributes:
        sheet, label: where it stands, as 日期核对 names it.
        subject: whom it is about, empty where it is about the cycle.
        day: as typed.
        instead: a mistyped day that nothing would contradict.
        at: its cell.
        confirmed: the cell of 日期核对 that bears it out, None where nobody read the original again.
    """

    sheet: str
    label: str
    subject: str
    day: date
    instead: date
    at: At
    confirmed: At | None


class _Cell(Value):
    """A date on record with everything it may be called by."""

    sheet: str
    label: str
    names: tuple[str, ...]
    day: date
    at: At
    organisation: str

    @property
    def key(self) -> tuple[str, str]:
        return _key(self.sheet), _key(self.label)


class Originals(Value):
    """What 日期核对 says of the dates on record.

    Attributes:
        confirmed: the cells that the originals bear out, with the cells that say so.
        contradicted: the cells that the originals contradict.
        problems: dates that the originals contradict, and rows of 日期核对 that fit no date.
    """

    confirmed: Mapping[At, At]
    contradicted: AbstractSet[At]
    problems: tuple[Problem, ...]


@cache
def slips(day: date) -> tuple[date, ...]:
    """Give the days that are written in place of a day: a year or a month off, day and month exchanged."""
    if day == date.max:
        return ()
    return tuple(dict.fromkeys(_slips(day)))


def _slips(day: date) -> Iterator[date]:
    if day.day <= _MONTHS and day.day != day.month:
        yield date(day.year, day.day, day.month)
    for months in (1, -1, _MONTHS, -_MONTHS):
        year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
        following = date(year + 1, 1, 1) if month + 1 == _DECEMBER else date(year, month + 2, 1)
        last = date.fromordinal(following.toordinal() - 1)
        yield date(year, month + 1, min(day.day, last.day))


def originals(dates: RecordedDates) -> Originals:
    """Hold every row of 日期核对 against the dates it is about; each date and each row counts once."""
    rows = [(row, row.day) for row in dates.record.whole(ConfirmedDate) if row.day is not None]
    cells: dict[tuple[str, str], list[_Cell]] = defaultdict(list)
    if rows:
        for item in _cells(dates):
            cells[item.key].append(item)
    confirmed: dict[At, At] = {}
    problems: list[Problem] = []
    open_rows = []
    for row, day in rows:
        fitting = [item for item in _named(row, cells) if item.day == day and item.at not in confirmed]
        if fitting:
            confirmed[fitting[0].at] = row.where("day")
        else:
            open_rows.append((row, day))
    told: set[At] = set()
    for row, day in open_rows:
        others = [item for item in _named(row, cells) if item.at not in confirmed and item.at not in told]
        if others:
            nearest = min(others, key=lambda item, day=day: abs(item.day - day))  # type: ignore[misc] # bound now
            told.add(nearest.at)
            problems.append(_contradicted(row, day, nearest))
        elif _readable(row, dates):
            problems.append(problem("W-ORDER-06", row.where("label"), title=row.sheet_title, label=row.label))
    return Originals(confirmed, told, tuple(problems))


def _readable(row: ConfirmedDate, dates: RecordedDates) -> bool:
    """Say whether the sheet that a row of 日期核对 names could be read throughout, so that its date would be there."""
    named = [sheet for book in WORKBOOKS for sheet in book.sheets if _key(sheet.sheet.title) == _key(row.sheet_title)]
    return all(dates.record.sound(sheet) for sheet in named)


def _contradicted(row: ConfirmedDate, day: date, found: _Cell) -> Problem:
    return problem(
        "E-ORDER-05",
        found.at,
        subject=found.organisation,
        label=found.label,
        day=date_text(found.day),
        paper=row.paper or "没有写明",
        their=date_text(day),
        where=row.where("day"),
    )


def _named(row: ConfirmedDate, cells: Mapping[tuple[str, str], Sequence[_Cell]]) -> Sequence[_Cell]:
    """List the dates that a row of 日期核对 may be about."""
    found = cells.get((_key(row.sheet_title), _key(row.label)), ())
    return [item for item in found if (row.subject in item.names if row.subject else not item.names)]


def loose_dates(
    dates: RecordedDates,
    chronology: Chronology,
    calendar: WorkCalendar,
    confirmed: Mapping[At, At],
    told: AbstractSet[At],
) -> tuple[LooseDate, ...]:
    """List the dates that could be mistyped without a word, in the order of the workbooks.

    Args:
        dates: every date on record.
        chronology: what must hold between them.
        calendar: a slip that falls on a day off is told where a working day is asked for.
        confirmed: what the originals bear out.
        told: cells of which something is said as it is.
    """
    cells = {item.at: item for item in _cells(dates) if item.at not in told}
    working = {moment.at for dated in chronology.workdays for moment in dates.of(dated)}
    neighbours = Neighbours(dates)
    held = (pair for order in chronology.orders for pair in neighbours.of(order, cells))
    against: dict[At, list[Contradicts]] = defaultdict(list)
    for at, contradicts in chain(held, _numbered(dates), _written_twice(dates, chronology)):
        against[at].append(contradicts)
    found = []
    for at, item in cells.items():
        days = (day for day in slips(item.day) if at not in working or _passes(day, calendar))
        instead = next((day for day in days if not any(contradicts(day) for contradicts in against.get(at, ()))), None)
        if instead is not None:
            found.append(LooseDate(item.sheet, item.label, _subject(item), item.day, instead, at, confirmed.get(at)))
    dates.forget()  # nobody asks again; of 1,000 applicants they are a twentieth of what a run holds
    return tuple(found)


def unconfirmed(loose: Sequence[LooseDate]) -> str:
    """Say in one sentence how many loose dates nobody read in the original again, and which; empty where none."""
    counts = Counter(f"{item.sheet}/{item.label}" for item in loose if item.confirmed is None)
    if not counts:
        return ""
    listed = [f"{name}{count}个" for name, count in counts.most_common(_MOST_NAMED)]
    more = "等" if len(counts) > _MOST_NAMED else ""
    return f"{counts.total()}个日期写错了也没有别的日期看得出来，还没有对照原件核对（{'、'.join(listed)}{more}）"


def _numbered(dates: RecordedDates) -> Iterator[tuple[At, Contradicts]]:
    """Give the dates of numbered documents: those of one series go up with their numbers, within its year."""
    for (_, year), items in series(dates.record.whole(Dispatch)).items():
        dated = [(item.row, item.row.dated) for item in items if item.row.dated is not None]
        for place, (row, _) in enumerate(dated):
            before = dated[place - 1][1] if place else date(year, 1, 1)
            after = dated[place + 1][1] if place + 1 < len(dated) else date(year, 12, 31)
            yield row.where("dated"), partial(_outside, before, after)


def _outside(first: date, last: date, day: date) -> bool:
    return not first <= day <= last


def _written_twice(dates: RecordedDates, chronology: Chronology) -> Iterator[tuple[At, Contradicts]]:
    """Give the dates whose month stands once more in a text of the same row."""
    for item in chronology.written:
        for row, _, month in months_written(dates, item):
            yield row.where(item.dated.names[0]), partial(_of_another, month)


def _of_another(month: tuple[int, int], day: date) -> bool:
    return (day.year, day.month) != month


def months_written(dates: RecordedDates, item: WrittenTwice) -> Iterator[tuple[Row, date, tuple[int, int]]]:
    """Give each row that has a date and, in its text, one year and month, with both."""
    for row in dates.rows(item.dated):
        day, text = row.known(item.dated.names[0]), row.known(item.text.name)
        found = {(int(year), int(month)) for year, month in _MONTH_WRITTEN.findall(str(text or ""))}
        if day is not None and len(found) == 1:
            yield row, day, found.pop()


def contradicted_months(dates: RecordedDates, item: WrittenTwice, settled: Container[At]) -> Iterator[Problem]:
    """Name the dates whose month is not the one that their row's text has."""
    for row, day, (year, month) in months_written(dates, item):
        at = row.where(item.dated.names[0])
        if _of_another((year, month), day) and at not in settled:
            [column] = item.dated.columns
            facts = {"label": column.label, "day": date_text(day), "other": item.text.label}
            facts |= {"their": f"{year}年{month}月", "basis": item.article}
            yield problem("W-ORDER-05", at, subject=dates.organisation(row), where=row.where(item.text.name), **facts)


def _key(text: str) -> str:
    """Make two ways of writing a header alike: full width, spaces, the words of the level of government."""
    return own_level(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))


def _passes(day: date, calendar: WorkCalendar) -> bool:
    """Say whether a day raises no question about days off."""
    return not calendar.knows(day.year) or calendar.is_workday(day)


def _subject(item: _Cell) -> str:
    return item.names[0] if item.names else ""


def _cells(dates: RecordedDates) -> Iterator[_Cell]:
    """List every date on record but those of 日期核对 itself."""
    sheets = dict.fromkeys(sheet for book in WORKBOOKS for sheet in book.sheets if sheet not in _OF_PEOPLE)
    for sheet in sheets:
        dated = [column for column in columns(sheet) if column.element is date]
        if not dated:
            continue
        for row in dates.rows(DateColumn(sheet, (dated[0].name,))):
            organisation = dates.organisation(row)
            names = _names(row, organisation)
            for column in dated:
                day = row.known(column.name)
                if day is not None:
                    at = row.where(column.name)
                    yield _Cell(at.sheet or sheet.sheet.title, column.label, names, day, at, organisation)


def _names(row: Row, organisation: str) -> tuple[str, ...]:
    if isinstance(row, Cycle):
        return ()
    wanted = _OF_DOCUMENTS if isinstance(row, Dispatch) else _NUMBERS
    known = {column.name for column in columns(type(row))}
    found = [str(value) for name in wanted if name in known and (value := row.known(name)) is not None]
    return tuple(dict.fromkeys([*found, *([organisation] if organisation else [])]))
