"""What is on record of one cycle: every filled workbook with its typed rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Protocol, TypeVar, cast

from toolchain.engine.value_objects import Value
from toolchain.model.problems import At, Problem, Unread
from toolchain.model.schema import USCC, Row, columns
from toolchain.model.sheets import APPLICATION
from toolchain.model.sheets.application import Applicant, Attachment, Declaration, FiscalYear, QualityPractice
from toolchain.model.sheets.filled_workbook import BY_MARK, ByCode, FilledWorkbook, Known, Marks, own_place
from toolchain.model.workbook_declaration import Mark, Workbook

__all__ = ["Application", "FilledWorkbook", "Owned", "Record", "by_code"]

R = TypeVar("R", bound=Row)


class Owned(Protocol):
    """A row that is about one organisation."""

    @property
    def uscc(self) -> USCC:
        """Give the organisation's code."""


OwnedRow = TypeVar("OwnedRow", bound=Owned)


def by_code(rows: Iterable[OwnedRow]) -> dict[str, list[OwnedRow]]:
    """Put rows together by the organisation they are about, each in the order given."""
    found: dict[str, list[OwnedRow]] = {}
    for row in rows:
        found.setdefault(row.uscc, []).append(row)
    return found


class Application(Value):
    """One applicant's workbook, grouped."""

    applicant: Applicant
    years: tuple[FiscalYear, ...]
    practice: QualityPractice | None
    declarations: tuple[Declaration, ...]
    attachments: tuple[Attachment, ...]
    file: str

    @property
    def uscc(self) -> USCC:
        """Give the applicant's code."""
        return self.applicant.uscc

    @property
    def name(self) -> str:
        """Give the applicant's name as filed."""
        return self.applicant.name


class Record(Value):
    """All filled workbooks of one cycle. Absent is not wrong: a missing workbook is a stage not reached.

    Attributes:
        cycle: its name.
        filled: its workbooks.
        others: workbooks of other cycles that record something of its applicants, laureates or experts.
    """

    cycle: str
    filled: tuple[FilledWorkbook, ...]
    others: tuple[FilledWorkbook, ...] = ()

    def of(self, workbook: Workbook) -> tuple[FilledWorkbook, ...]:
        """List the filled copies of a workbook."""
        return self._copies.get(workbook.mark, ())

    @cached_property
    def _copies(self) -> Mapping[str, tuple[FilledWorkbook, ...]]:
        found: dict[str, list[FilledWorkbook]] = {}
        for item in self.filled:
            found.setdefault(item.mark.template, []).append(item)
        return {mark: tuple(items) for mark, items in found.items()}

    def present(self, workbook: Workbook) -> bool:
        """Say whether a copy of the workbook arrived."""
        return bool(self.of(workbook))

    def faulty(self, workbook: Workbook) -> bool:
        """Say whether any copy of the workbook blocks what depends on it."""
        return any(item.faulty for item in self.of(workbook))

    @cached_property
    def faulty_files(self) -> frozenset[str]:
        """Name the files that block what depends on them."""
        return frozenset(item.file for item in self.filled if item.faulty)

    def digests(self, *workbooks: Workbook) -> tuple[str, ...]:
        """Give the SHA-256 of every filled copy of some workbooks.

        Raises:
            Unread: something in one of them must be mended, so that it is not the last word.
        """
        found = [item for workbook in workbooks for item in self.of(workbook)]
        wrong = [problem for item in found for problem in item.problems if problem.blocks]
        if wrong:
            raise Unread(wrong)
        return tuple(item.digest for item in found)

    def all(self, sheet: type[R]) -> tuple[R, ...]:
        """List a sheet's rows over all files, in file order, those that lack something too.

        Raises:
            Unread: nobody can say which rows the sheet has.
        """
        for item in self._uncertain:
            if sheet in BY_MARK[item.mark.template].sheets:
                item.check(sheet)
        return self.readable(sheet)

    def readable(self, sheet: type[R]) -> tuple[R, ...]:
        """List the rows of a sheet that could be read at all, even where there may be others."""
        return cast("tuple[R, ...]", self._sheets.get(sheet, ()))

    def elsewhere(self, sheet: type[R]) -> tuple[R, ...]:
        """List a sheet's rows in the workbooks of other cycles that are known."""
        return tuple(row for item in self.others for row in item.readable(sheet) if not row.lacking)

    def having(self, sheet: type[R], *names: str) -> tuple[R, ...]:
        """List the readable rows of which some fields are known, to hold rows of other sheets against them."""
        rows = self.readable(sheet)
        return tuple(row for row in rows if not (row.lacking and row.lacking.keys() & set(names)))

    def whole(self, sheet: type[R]) -> tuple[R, ...]:
        """List the rows that lack nothing, to be held against each other."""
        if sheet not in self._wholes:
            self._wholes[sheet] = tuple(row for row in self.readable(sheet) if not row.lacking)
        return cast("tuple[R, ...]", self._wholes[sheet])

    def values(self, sheet: type[Row], name: str) -> Known:
        """Give what a field says over all rows, to be missed by those who look for something in it."""
        return Known(self.readable(sheet), name, self.lost(sheet))

    def sound(self, sheet: type[Row]) -> bool:
        """Say whether all rows of a sheet are there, and lack nothing."""
        return self.complete(sheet) and len(self.whole(sheet)) == len(self.readable(sheet))

    def lost(self, sheet: type[Row]) -> tuple[Problem, ...]:
        """Say why nobody can tell which rows a sheet has; empty where they can be told."""
        return tuple(
            item
            for filled in self._uncertain
            if sheet in BY_MARK[filled.mark.template].sheets
            for item in filled.lost.get("", ()) or filled.lost.get(sheet.sheet.title, ())
        )

    def complete(self, sheet: type[Row], *names: str) -> bool:
        """Say whether all rows of a sheet are there, with these fields."""
        return not self.lost(sheet) and len(self.having(sheet, *names)) == len(self.readable(sheet))

    @cached_property
    def _wholes(self) -> dict[type[Row], tuple[Row, ...]]:
        return {}

    @cached_property
    def uncertain(self) -> bool:
        """Say whether anything on record could not be read."""
        return any(item.lost or any(item.partial.values()) for item in self.filled)

    @cached_property
    def _uncertain(self) -> tuple[FilledWorkbook, ...]:
        return tuple(item for item in self.filled if item.lost)

    @cached_property
    def _sheets(self) -> Mapping[type[Row], tuple[Row, ...]]:
        found: dict[type[Row], list[Row]] = {}
        for item in self.filled:
            for sheet in {**item.rows, **item.partial}:
                found.setdefault(sheet, []).extend(item.readable(sheet))
        return {sheet: tuple(rows) for sheet, rows in found.items()}

    def one(self, sheet: type[R]) -> R | None:
        """Give the single row of a form there is one of per cycle, which may lack something; None where there is none.

        Raises:
            Unread: the form could not be read.
        """
        rows = self.all(sheet)
        return rows[0] if rows else None

    def by_code(self, sheet: type[R]) -> ByCode[R]:
        """Group a sheet's rows by the organisation each is about.

        Raises:
            Unread: nobody can say which rows the sheet has.
        """
        return ByCode(self.all(sheet), self.about)

    @cached_property
    def codes(self) -> frozenset[str]:
        """List the codes of all organisations on record."""
        found: set[str] = set()
        for item in self.filled:
            for sheet, rows in item.rows.items():
                names = [column.name for column in columns(sheet) if column.element is USCC and not column.many]
                found.update(code for row in rows for name in names if (code := row.known(name)))
        return frozenset(found)

    def with_rows(self, workbook: Workbook, sheet: type[Row], added: tuple[Row, ...]) -> Record:
        """Add rows that another cycle's copy of a workbook holds."""
        if not added:
            return self
        mark = Mark(workbook.mark, workbook.version, self.cycle)
        return replace(self, filled=(*self.filled, FilledWorkbook(added[0].at.file, mark, rows={sheet: added})))

    @cached_property
    def code_by_name(self) -> Mapping[str, str]:
        """Give the code of every organisation whose name stands beside one code alone."""
        found: dict[str, set[str]] = {}
        filed: dict[str, set[str]] = {}
        for sheet, rows in self._sheets.items():
            if {"uscc", "name"} <= {item.name for item in columns(sheet)}:
                for row in rows:
                    if row.known("uscc") and row.known("name"):
                        held = filed if sheet is Applicant else found
                        held.setdefault(row.known("name"), set()).add(row.known("uscc"))
        return {name: min(codes) for name, codes in {**found, **filed}.items() if len(codes) == 1}

    def about(self, row: Row) -> str:
        """Give the code of the organisation a row is about, by its code or its name; empty where neither tells."""
        fields = vars(row)
        return fields.get("uscc") or self.code_by_name.get(fields.get("name") or "", "")

    def row_at(self, at: At) -> tuple[Row, str] | None:
        """Find the row that a cell belongs to, and its field; None for a cell of no row, or of a whole sheet."""
        item = self._by_file.get(at.file)
        if item is None or not at.cell:
            return None
        for sheet in {**item.rows, **item.partial}:
            for row in item.readable(sheet):
                if row.at.sheet == at.sheet and (name := row.at.field(at.cell)):
                    return row, name
        return None

    @cached_property
    def _by_file(self) -> Mapping[str, FilledWorkbook]:
        return {item.file: item for item in self.filled}

    def marked(self, wrong: Iterable[tuple[Row, str, Problem]]) -> Record:
        """Give the record in which some fields count as not read, for a rule found them wrong."""
        marks: dict[str, Marks] = {}
        for row, name, item in wrong:
            fields = marks.setdefault(row.at.file, {}).setdefault(own_place(row), {})
            fields[name] = (*fields.get(name, ()), item)
        if not marks:
            return self
        return replace(self, filled=tuple(item.marked(marks.get(item.file, {})) for item in self.filled))

    @cached_property
    def _filed(self) -> tuple[Mapping[str, tuple[Problem, ...]], tuple[Application, ...]]:
        unfit: dict[str, tuple[Problem, ...]] = {}
        found = []
        for item in self.of(APPLICATION):
            try:
                application = _grouped(item)
            except Unread as unread:
                whose = next((self.about(row) for row in item.readable(Applicant)), "") or item.mark.subject
                unfit[whose or item.file] = (*unfit.get(whose or item.file, ()), *unread.problems)
            else:
                found += [] if application is None else [application]
        return unfit, tuple(sorted(found, key=lambda application: (application.uscc, application.file)))

    @property
    def unfit(self) -> Mapping[str, tuple[Problem, ...]]:
        """Say what is wrong with applications that cannot be judged, by code, or by file where nobody can say whose."""
        return self._filed[0]

    @property
    def applications(self) -> tuple[Application, ...]:
        """Group the applications, ordered by code; they may lack something, but not whose they are."""
        return self._filed[1]


def _grouped(item: FilledWorkbook) -> Application | None:
    """Group one applicant's workbook.

    Raises:
        Unread: a whole sheet cannot be read, or not whose workbook it is.
    """
    applicant = item.one(Applicant)
    if applicant is None:
        return None
    application = Application(
        applicant=applicant,
        years=item.all(FiscalYear),
        practice=item.one(QualityPractice),
        declarations=item.all(Declaration),
        attachments=item.all(Attachment),
        file=item.file,
    )
    return application if application.uscc and application.name else None
