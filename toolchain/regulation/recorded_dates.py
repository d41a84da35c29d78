"""Every date on record by its column, with the cell and with what it is compared by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from toolchain.engine.value_objects import field_names
from toolchain.model.chinese import date_text
from toolchain.model.problems import At
from toolchain.model.record import Record
from toolchain.model.schema import Column, Row
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.approval import Approved, ExecutiveMeeting
from toolchain.model.sheets.prize_use import PrizeReport
from toolchain.model.sheets.settings import Cycle, Dispatch
from toolchain.model.sheets.vocabulary import GovernmentDecision
from toolchain.regulation.chronology import DateColumn, Side, written
from toolchain.regulation.chronology_words import KEYS, Join


class Moment(NamedTuple):
    """A date on record.

    Attributes:
        first, last: the day twice; of a year its first and last one.
        at: the cell.
        label: the column's header.
        subject: whom the row is about (统一社会信用代码), empty where it is about the cycle.
    """

    first: date
    last: date
    at: At
    label: str
    subject: str

    @property
    def text(self) -> str:
        """Print the day, or the year."""
        return date_text(self.first) if self.first == self.last else f"{self.first.year}年"


Groups = Mapping[object, Sequence[Moment]]
"""Moments by what they are joined by."""


class RecordedDates:
    """Every date on record by its column, with what it is joined by."""

    def __init__(self, record: Record, cycle: Cycle) -> None:
        self.record = record
        self._cycle = cycle
        self._read: dict[DateColumn, tuple[tuple[Moment, Row], ...]] = {}
        self._groups: dict[tuple[DateColumn, Join], Groups] = {}
        self._holding: dict[tuple[type[Row], str], dict[str, list[Row]]] = {}

    def forget(self) -> None:
        """Let go of what was looked up: whoever asks again has it looked up again."""
        for known in (self._read, self._groups, self._holding):
            known.clear()

    def of(self, dated: DateColumn) -> tuple[Moment, ...]:
        """List the moments of one column."""
        return tuple(moment for moment, _ in self._rows_of(dated))

    def by_key(self, side: Side, join: Join) -> Groups:
        """Put the moments of a side together by what they are joined by."""
        if len(side.dates) == 1:
            return self._grouped(side.dates[0], join)
        found: dict[object, list[Moment]] = defaultdict(list)
        for dated in side.dates:
            for key, moments in self._grouped(dated, join).items():
                found[key] += moments
        return found

    def _grouped(self, dated: DateColumn, join: Join) -> Groups:
        known = self._groups.get((dated, join))
        if known is not None:
            return known
        found: dict[object, list[Moment]] = defaultdict(list)
        for moment, row in self._rows_of(dated):
            for key in self._keys(row, join):
                found[key].append(moment)
        self._groups[dated, join] = found
        return found

    def _rows_of(self, dated: DateColumn) -> tuple[tuple[Moment, Row], ...]:
        """Give the moments of one column with their rows."""
        found = self._read.get(dated)
        if found is None:
            named = dated.columns
            rows = (row for row in self.rows(dated) if dated.applies(row))
            found = tuple((moment, row) for row in rows if (moment := self._moment(row, named)) is not None)
            self._read[dated] = found
        return found

    def rows(self, dated: DateColumn) -> Sequence[Row]:
        """List the rows of a sheet, where a value is asked for only those that hold it."""
        if dated.sheet is Cycle:
            return (self._cycle,)
        if dated.where is None or not dated.where[1]:
            return self.record.readable(dated.sheet)
        name, _, value = dated.where
        held = self._holding.get((dated.sheet, name))
        if held is None:
            held = self._holding[dated.sheet, name] = defaultdict(list)
            for row in self.record.readable(dated.sheet):
                held[written(row.known(name))].append(row)
        return held.get(value, ())

    def _moment(self, row: Row, named: Sequence[Column]) -> Moment | None:
        for column in named:
            value = row.known(column.name)
            if value is None or value == date.max:
                continue
            first, last = (value, value) if isinstance(value, date) else (date(value, 1, 1), date(value, 12, 31))
            title = row.known("title") if isinstance(row, Dispatch) else None
            label = f"《{title}》{column.label}" if title else column.label
            return Moment(first, last, row.where(column.name), label, self.organisation(row))
        return None

    def _keys(self, row: Row, join: Join) -> tuple[object, ...]:
        if join is Join.CYCLE:
            return ("",)
        if join is Join.ROW:
            return (id(row),)
        if join is Join.BOOK:
            return (row.at.file,)
        if isinstance(row, ExecutiveMeeting):
            return tuple(self._approved)
        named = field_names(row)
        value = next((row.known(name) for name in KEYS[join] if name in named), None)
        if join is Join.PAPER:
            return (f"{value}|{row.known('subject') or ''}",)
        if value is None and join is Join.ORGANISATION:
            value = self._owners.get(row.at.file)
        if value and join in {Join.MATTER, Join.ORGANISATION}:
            value = str(value).partition("-")[0]
        return (str(value),) if value else ()

    def organisation(self, row: Row) -> str:
        """Say whom a row is about (统一社会信用代码), empty where it is about nobody or somebody else."""
        code = row.known("uscc") if "uscc" in field_names(row) else None
        return str(code or self._owners.get(row.at.file, ""))

    @cached_property
    def _owners(self) -> Mapping[str, str]:
        """Say of each workbook that is about one organisation whose it is."""
        rows: Iterable[Applicant | PrizeReport] = (*self.record.readable(Applicant), *self.record.readable(PrizeReport))
        return {row.at.file: str(code) for row in rows if (code := row.known("uscc"))}

    @cached_property
    def _approved(self) -> Sequence[str]:
        """List whom the announcement of this cycle is about."""
        rows = self.record.having(Approved, "uscc", "decision")
        return [str(row.uscc) for row in rows if row.decision is GovernmentDecision.APPROVED]
