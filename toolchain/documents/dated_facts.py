"""What a document states as having happened, with its day: no paper may be dated before it.

The days come from the fields that a document declares (:func:`toolchain.documents.declaration.slot`), however deep, and
from the cells of the findings it rests on. Days that only lie ahead are declared so, at the field or at the value in it
(``ahead``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from toolchain.documents.declaration import Document, slots
from toolchain.engine.value_objects import Declared, Value, field_names
from toolchain.model.findings import Finding
from toolchain.model.problems import At
from toolchain.model.record import Record
from toolchain.model.schema import Row, columns
from toolchain.model.sheets.confirmed_dates import ConfirmedDate
from toolchain.model.sheets.settings import Dispatch
from toolchain.regulation.events_schedule import FACTS
from toolchain.stages.judgement import Judgement, Stage

_SHARED = frozenset({"subject", "subject_name", "issue", "office", "rules", "cycle", "draft"})
"""The fields of every document; what they hold is not what this one states."""

_NO_FACTS: frozenset[type[Row]] = frozenset({Dispatch, ConfirmedDate})
"""Sheets whose dates are those of papers and of their reading again: no document rests on them."""


class Stated(Value):
    """A day on which something happened that a document states.

    Attributes:
        label: what it is.
        day: when it was.
        at: the cell that says so; without a file where no cell is known.
    """

    label: str
    day: date
    at: At


_DATELESS = (str, int, type(None))


def stated(document: Document) -> Iterator[tuple[str, date]]:
    """Give the days in a document's fields, with the label of the field; what lies ahead by its declaration is left."""
    for item in slots(type(document)):
        if item.name not in _SHARED and item.ahead is not True:
            ahead = item.ahead if isinstance(item.ahead, tuple) else ()
            yield from _days(getattr(document, item.name), item.label, ahead)


def _days(value: object, label: str, ahead: tuple[str, ...]) -> Iterator[tuple[str, date]]:
    """Go through a value: lists, and the fields of rows and values in it."""
    if isinstance(value, date):
        yield label, value
        return
    ahead = (*ahead, *getattr(type(value), "ahead", ()))
    for name, part in _parts(value, label, ahead):
        if not isinstance(part, _DATELESS):
            yield from _days(part, name, ahead)


def _parts(value: object, label: str, ahead: tuple[str, ...]) -> Sequence[tuple[str, object]]:
    """Give what a value consists of, each with its label."""
    if isinstance(value, tuple):
        return [(label, part) for part in value]
    if isinstance(value, Row):
        found = (column for column in columns(type(value)) if column.name not in ahead)
        return [(column.label, value.known(column.name)) for column in found]
    if isinstance(value, Declared):
        return [(label, getattr(value, name)) for name in field_names(value) if name not in ahead]
    return ()


class DatedFacts:
    """The facts of a cycle's documents, each with the cell that says so."""

    def __init__(self, judgement: Judgement) -> None:
        """Take the judgement that the documents were composed from."""
        self._judgement = judgement

    def latest(self, document: Document) -> Stated | None:
        """Give the latest fact that a document states, None where it states none."""
        found = [*self._of_fields(document), *self._of_findings(document)]
        return max(found, key=lambda item: (item.day, bool(item.at.file)), default=None)

    def _of_fields(self, document: Document) -> Iterator[Stated]:
        for label, day in stated(document):
            yield Stated(label, day, self._cell(document.subject, day))

    def _of_findings(self, document: Document) -> Iterator[Stated]:
        """Give the dated cells that the findings of a document's own stage rest on, where it tells them."""
        if not document.on_findings:
            return
        for finding in self._findings.get((document.folder, document.subject), ()):
            for at in finding.cells:
                if at in self._facts:
                    yield self._facts[at]

    def _cell(self, subject: str, day: date) -> At:
        """Find the cell of a day, first among what is said of a subject."""
        known = self._cells.get((subject, day)) or self._cells.get(("", day))
        return known or At("")

    @cached_property
    def _facts(self) -> Mapping[At, Stated]:
        return {item.at: item for item in _facts(self._judgement.record)}

    @cached_property
    def _cells(self) -> Mapping[tuple[str, date], At]:
        found: dict[tuple[str, date], At] = {}
        record = self._judgement.record
        for sheet in {sheet for item in record.filled for sheet in item.rows} - _NO_FACTS:
            dated = [column.name for column in columns(sheet) if column.element is date]
            for row in record.readable(sheet) if dated else ():
                for name in dated:
                    day = row.known(name)
                    if day is not None:
                        at = row.where(name)
                        for subject in (*_subjects(row), ""):
                            found.setdefault((subject, day), at)
        return found

    @cached_property
    def _findings(self) -> Mapping[tuple[str, str], tuple[Finding, ...]]:
        """Put the findings together by the folder of the documents that tell them, and whom they are about."""
        found: dict[tuple[str, str], tuple[Finding, ...]] = {}
        for item in self._judgement.acceptances:
            found[Stage.ACCEPTANCE, item.application.uscc] = item.findings
        for examined in self._judgement.qualifications:
            found[Stage.QUALIFICATION, examined.acceptance.application.uscc] = examined.findings
        return found


def _facts(record: Record) -> Iterator[Stated]:
    for sheet, names in FACTS:
        labels = {column.name: column.label for column in columns(sheet)}
        for row in record.readable(sheet):
            for name in names:
                day = row.known(name)
                if day is not None:
                    yield Stated(labels[name], day, row.where(name))


def _subjects(row: Row) -> Iterator[str]:
    """Give the keys of a row by which documents know whom they are about."""
    named = {column.name for column in columns(type(row))}
    for name in ("uscc", "expert", "number", "panel"):
        value = row.known(name) if name in named else None
        if value:
            yield str(value)
