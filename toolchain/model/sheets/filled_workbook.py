"""A workbook that was read: its typed rows, those that lack something, and what nobody can say."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Generic, TypeVar, cast

from toolchain.model.problems import At, Problem, Unread
from toolchain.model.schema import Row, SecretText
from toolchain.model.sheets import WORKBOOKS
from toolchain.model.workbook_declaration import Mark

R = TypeVar("R", bound=Row)

BY_MARK = {book.mark: book for book in WORKBOOKS}
"""The declared workbooks by the name in their hidden mark."""

_OF_SHEETS = ("E-TABLE", "E-SHEET", "E-COLUMN", "E-ROW", "E-FORM", "E-BOOK")
"""Problems of a sheet as a whole, whatever cell they stand at."""

_MORE = "E-SHEET-06"
"""Says only that there are more errors than are listed."""


OwnPlace = tuple[str, str, int, str]
"""File, sheet, line and first column: several rows of a cross table stand in one line."""

Marks = dict[OwnPlace, dict[str, tuple[Problem, ...]]]
"""Where a row stands → its fields that are wrong."""


def spot(row: Row) -> tuple[str, str, int]:
    """Say in which line of which sheet a row stands."""
    return row.at.file, row.at.sheet, row.at.row


def own_place(row: Row) -> OwnPlace:
    """Say which row of which sheet a row is."""
    return *spot(row), next(iter(row.at.cells.values()), "")


class ByCode(Generic[R]):
    """The rows of a sheet by the organisation each is about."""

    def __init__(self, rows: Iterable[R], about: Callable[[R], str]) -> None:
        """Group the rows, each group in the order given."""
        self._own: dict[str, list[R]] = {}
        self._loose: list[Problem] = []
        for row in rows:
            code = about(row)
            if code:
                self._own.setdefault(code, []).append(row)
            else:
                self._loose += row.lacking.get("uscc", ())

    def of(self, code: str) -> tuple[R, ...]:
        """List the rows about an organisation.

        Raises:
            Unread: there is a row of which nobody can say whom it is about.
        """
        if self._loose:
            raise Unread(self._loose)
        return tuple(self._own.get(code, ()))


class Known(Collection[str]):
    """What a field says over all rows of a sheet; whoever misses a value reads the cells that cannot be read too."""

    def __init__(self, rows: Iterable[Row], name: str, lost: Iterable[Problem]) -> None:
        """Take the values.

        Args:
            rows: the rows that could be read.
            name: the field.
            lost: what is wrong where nobody can say which rows there are.
        """
        self._loose = list(lost)
        self._values: dict[str, None] = {}
        for row in rows:
            self._loose += row.lacking.get(name, ())
            if (value := row.known(name)) is not None:
                self._values[str(value)] = None

    def __contains__(self, value: object) -> bool:
        """Say whether a row says so.

        Raises:
            Unread: none does that can be read, and there are others.
        """
        if value in self._values:
            return True
        if self._loose:
            raise Unread(self._loose)
        return False

    def __iter__(self) -> Iterator[str]:
        """Give what could be read."""
        return iter(self._values)

    def __len__(self) -> int:
        """Count what could be read."""
        return len(self._values)


@dataclass(frozen=True)
class FilledWorkbook:
    """One workbook that was read.

    Attributes:
        file: its name in the inbox.
        mark: what it says of itself.
        digest: SHA-256 of its bytes.
        rows: the typed rows by sheet, those alone of which everything could be read.
        problems: what is wrong in it.
        partial: by sheet the rows that lack something.
        secrets: what stands in the secret cells of sheets of which not everything could be read.
    """

    file: str
    mark: Mark
    digest: str = ""
    rows: Mapping[type[Row], tuple[Row, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    partial: Mapping[type[Row], tuple[Row, ...]] = field(default_factory=dict)
    secrets: tuple[SecretText, ...] = ()

    def all(self, sheet: type[R]) -> tuple[R, ...]:
        """List a sheet's rows, those that lack something too.

        Raises:
            Unread: nobody can say which rows the sheet has.
        """
        self.check(sheet)
        return self.readable(sheet)

    def whole(self, sheet: type[R]) -> tuple[R, ...]:
        """List the rows of a sheet that lack nothing."""
        return cast("tuple[R, ...]", self.rows.get(sheet, ()))

    def readable(self, sheet: type[R]) -> tuple[R, ...]:
        """List the rows of a sheet that could be read at all, even where there may be others."""
        rows = cast("tuple[R, ...]", self.rows.get(sheet, ()))
        partial = cast("tuple[R, ...]", self.partial.get(sheet, ()))
        return tuple(sorted((*rows, *partial), key=lambda row: row.at.row)) if partial else rows

    def one(self, sheet: type[R]) -> R | None:
        """Give the single row of a form, which may lack something; None where there is none.

        Raises:
            Unread: the form could not be read.
        """
        rows = self.all(sheet)
        return rows[0] if rows else None

    def check(self, sheet: type[Row]) -> None:
        """See that a sheet is there as a whole.

        Raises:
            Unread: nobody can say which rows it has.
        """
        lost = self.lost
        if lost and (wrong := lost.get("", ()) or lost.get(sheet.sheet.title, ())):
            raise Unread(wrong)

    @cached_property
    def lost(self) -> Mapping[str, tuple[Problem, ...]]:
        """Give what is wrong with whole sheets by their titles, with the whole workbook under no title."""
        blocking = [item for item in self.problems if item.blocks and item.code != _MORE]
        if not blocking:
            return {}
        carried = {
            item.at
            for rows in self.partial.values()
            for row in rows
            for wrong in row.lacking.values()
            for item in wrong
        }
        sheets = BY_MARK[self.mark.template].sheets
        form = next((sheet.sheet.title for sheet in sheets if sheet.sheet.variant), "")
        titles = {item.sheet.title: form if item.sheet.variant else item.sheet.title for item in sheets}
        for found in (self.rows, self.partial):
            titles |= {row.at.sheet: sheet.sheet.title for sheet, rows in found.items() for row in rows[:1]}
        lost: dict[str, tuple[Problem, ...]] = {}
        for item in blocking:
            if item.at.cell and item.at in carried:
                continue
            title = titles.get(item.at.sheet, "")
            lost[title] = (*lost.get(title, ()), item)
        return lost

    def settled(self) -> FilledWorkbook:
        """Give the workbook in which cells that were read, and are wrong all the same, count as not read."""
        marks: Marks = {}
        for item in self.problems:
            if item.blocks and item.at.cell and not item.code.startswith(_OF_SHEETS):
                for row, name in self._at(item.at):
                    fields = marks.setdefault(own_place(row), {})
                    fields[name] = (*fields.get(name, ()), item)
        return self.marked(marks)

    def _at(self, at: At) -> list[tuple[Row, str]]:
        rows = (row for sheet in {**self.rows, **self.partial} for row in self.readable(sheet))
        return [(row, name) for row in rows if row.at.sheet == at.sheet and (name := row.at.field(at.cell))]

    def marked(self, marks: Marks) -> FilledWorkbook:
        """Give the workbook with some fields of its rows counted as not read."""
        if not marks:
            return self
        rows: dict[type[Row], tuple[Row, ...]] = {}
        partial = dict(self.partial)
        for sheet in {**self.rows, **self.partial}:
            found = [
                row.without(marks[own_place(row)]) if own_place(row) in marks else row for row in self.readable(sheet)
            ]
            rows[sheet] = tuple(row for row in found if not row.lacking)
            partial[sheet] = tuple(row for row in found if row.lacking)
        return replace(self, rows=rows, partial=partial)

    @property
    def faulty(self) -> bool:
        """Say whether something in it blocks what depends on it."""
        return any(problem.blocks for problem in self.problems)
