"""What was read from a workbook, in a form that can be written down: nothing but texts, numbers and lists.

Measured: without it a run of the example after one workbook changed takes 1.20 times as long (processor time).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast
from zlib import compress, decompress

from toolchain.cycle.cache.store import Store, body_of
from toolchain.engine.fingerprint import digest
from toolchain.engine.temporary_store import Held, TemporaryStore, bytes_of
from toolchain.engine.typed_cache import cached
from toolchain.inbox.file_examination import Examined
from toolchain.model.identifiers import Form
from toolchain.model.problems import At, Problem
from toolchain.model.schema import Column, Place, Row, SecretText, columns
from toolchain.model.sheets import WORKBOOKS
from toolchain.model.workbook_declaration import Mark
from toolchain.workbooks.reader import Reading

_FAST = 1
"""How hard is tried to make what is remembered small: a sixth of it is left, and reading it takes no longer."""

_DECLARED = {book.mark: book for book in WORKBOOKS}


@dataclass
class WorkbookCache:
    """The workbooks that were read before, by content; asks the reader for those it does not know."""

    store: Store
    program: str
    used: set[str] = field(default_factory=set)
    fresh: dict[str, Held] = field(default_factory=dict)
    spool: TemporaryStore = field(default_factory=TemporaryStore)

    def recall(self, name: str, sha: str) -> Examined | None:
        """Give what a file of this name and content was found to be."""
        key = digest(self.program, name, sha)
        body = bytes_of(self.fresh[key]) if key in self.fresh else self.store.body(key)
        if body is None:
            return None
        self.used.add(key)
        return decoded(json.loads(decompress(body)))

    def keep(self, name: str, sha: str, found: Examined) -> None:
        """Remember what a file was found to be, where writing it down loses nothing."""
        with suppress(TypeError):
            self.fresh[digest(self.program, name, sha)] = self.spool.put(compress(body_of(encoded(found)), _FAST))

    def settle(self) -> None:
        """Write down the workbooks that were new, and forget those that this run did not meet."""
        for key, body in self.fresh.items():
            self.store.save_body(key, (bytes_of(body),))
        self.store.keep_only({*self.used, *self.fresh})


def encoded(found: Examined) -> list[Any]:
    """Write down what a file was found to be.

    Raises:
        TypeError: a value is not of the very type its column declares; read back, it would be.
    """
    reading = found.reading
    return [
        found.opened,
        [_problem(item) for item in found.problems],
        None if found.mark is None else [found.mark.template, found.mark.version, found.mark.cycle, found.mark.subject],
        None
        if reading is None
        else [
            [_rows(sheet, rows) for sheet, rows in reading.rows.items()],
            [_problem(item) for item in reading.problems],
            [[at.file, at.sheet, at.cell] for at in reading.unused],
            [_rows(sheet, rows) for sheet, rows in reading.partial.items()],
            [[item.at.file, item.at.sheet, item.at.cell, item.label, item.form, item.text] for item in reading.secrets],
        ],
        found.alike,
        found.cycle,
    ]


def decoded(written: list[Any]) -> Examined:
    """Give back what was written down."""
    opened, problems, mark, reading, alike, cycle = written
    return Examined(
        opened,
        tuple(map(_read_problem, problems)),
        None if mark is None else Mark(*mark),
        None if mark is None or reading is None else _reading(mark[0], *reading),
        alike,
        cycle,
    )


def _reading(
    template: str, sheets: list[Any], problems: list[Any], unused: list[Any], partial: list[Any], secrets: list[Any]
) -> Reading:
    declared = {sheet.sheet.title: sheet for sheet in _DECLARED[template].sheets}
    rows, lacking = (
        {declared[title]: _read_rows(declared[title], *held) for title, *held in found} for found in (sheets, partial)
    )
    kept = tuple(SecretText(At(*at), label, Form(form), text) for *at, label, form, text in secrets)
    return Reading(rows, tuple(map(_read_problem, problems)), tuple(At(*at) for at in unused), lacking, kept)


def _problem(item: Problem) -> list[Any]:
    return [[item.at.file, item.at.sheet, item.at.cell], item.code, [list(fact) for fact in item.facts], item.subject]


def _read_problem(written: list[Any]) -> Problem:
    at, code, facts, subject = written
    return Problem(At(*at), code, tuple((name, text) for name, text in facts), subject)


def _rows(sheet: type[Row], rows: tuple[Row, ...]) -> list[Any]:
    """Write down a sheet's rows; the places of their cells are the same for all rows of a table."""
    places: list[dict[str, str]] = []
    lines = []
    kinds = _kinds(sheet)
    for row in rows:
        cells = dict(row.at.cells)
        if not places or places[-1] != cells:
            places.append(cells)
        values = [_plain(row.known(name), kind, many=many) for name, kind, many in kinds]
        lines.append([row.at.file, row.at.sheet, len(places) - 1, row.at.row, values])
        if row.lacking or row.at.stated:
            lines[-1].append([[name, [_problem(item) for item in wrong]] for name, wrong in row.lacking.items()])
            lines[-1].append([[name, [at.file, at.sheet, at.cell]] for name, at in row.at.stated.items()])
    return [sheet.sheet.title, places, lines]


@cached
def _kinds(sheet: type[Row]) -> tuple[tuple[str, type, bool], ...]:
    return tuple((column.name, _kind(column), column.many) for column in columns(sheet))


def _plain(value: Any, kind: type, *, many: bool) -> object:  # noqa: ANN401 - as declared
    if value is None:
        return None
    if many:
        return [_plain(item, kind, many=False) for item in value]
    if type(value) is not kind:
        raise TypeError(f"{value!r} is no {kind.__name__}")
    if isinstance(value, date):
        return value.isoformat()
    return value if kind is int or kind is str else str(value)


def _read_rows(sheet: type[Row], places: list[dict[str, str]], lines: list[Any]) -> tuple[Row, ...]:
    readers = _readers(sheet)
    found = []
    for file, title, place, number, values, *more in lines:
        read = {
            name: None if value is None else reader(value)
            for (name, reader), value in zip(readers, values, strict=True)
        }
        unread, stated = more or ((), ())
        at = Place(file, title, places[place], number, {name: At(*told) for name, told in stated})
        lacking = {name: tuple(map(_read_problem, wrong)) for name, wrong in unread}
        found.append(sheet.lacks(at, read, lacking) if lacking else sheet(at=at, **read))
    return tuple(found)


@cached
def _readers(sheet: type[Row]) -> tuple[tuple[str, Callable[[Any], object]], ...]:
    return tuple((column.name, _reader(column)) for column in columns(sheet))


def _reader(column: Column) -> Callable[[Any], object]:
    """Say how a value of a column is read back."""
    kind = _kind(column)
    one: Callable[[Any], object] = kind
    if kind is date:
        one = date.fromisoformat
    elif kind is int or kind is str:
        one = _same
    return (lambda values: tuple(map(one, values))) if column.many else one


def _kind(column: Column) -> type:
    """Give the type of a column's values as the interpreter knows it."""
    kind: Any = column.element
    while hasattr(kind, "__supertype__"):
        kind = kind.__supertype__
    return cast("type", kind)


def _same(value: object) -> object:
    return value
