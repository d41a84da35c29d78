"""What is on record of one cycle: every filled workbook with its typed rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol, TypeVar, cast

from toolchain.engine.value_objects import Value
from toolchain.model.problems import Problem
from toolchain.model.schema import USCC, Mark, Row, Workbook, columns
from toolchain.model.sheets import APPLICATION
from toolchain.model.sheets.application import Applicant, Attachment, Declaration, FiscalYear, QualityPractice

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


@dataclass(frozen=True)
class Filled:
    """One workbook that was read.

    Attributes:
        file: its name in the inbox.
        mark: what it says of itself.
        digest: SHA-256 of its bytes.
        rows: the typed rows by sheet.
        problems: what is wrong in it.
    """

    file: str
    mark: Mark
    digest: str = ""
    rows: Mapping[type[Row], tuple[Row, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def all(self, sheet: type[R]) -> tuple[R, ...]:
        """List a sheet's rows."""
        return cast("tuple[R, ...]", self.rows.get(sheet, ()))

    def one(self, sheet: type[R]) -> R | None:
        """Give the single row of a form, or None where it could not be read."""
        rows = self.all(sheet)
        return rows[0] if rows else None

    @property
    def faulty(self) -> bool:
        """Say whether something in it blocks what depends on it."""
        return any(problem.blocks for problem in self.problems)


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
    filled: tuple[Filled, ...]
    others: tuple[Filled, ...] = ()

    def of(self, workbook: Workbook) -> tuple[Filled, ...]:
        """List the filled copies of a workbook."""
        return self._copies.get(workbook.mark, ())

    @cached_property
    def _copies(self) -> Mapping[str, tuple[Filled, ...]]:
        found: dict[str, list[Filled]] = {}
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
        """Give the SHA-256 of every filled copy of some workbooks."""
        return tuple(item.digest for workbook in workbooks for item in self.of(workbook))

    def all(self, sheet: type[R]) -> tuple[R, ...]:
        """List a sheet's rows over all files, in file order."""
        return cast("tuple[R, ...]", self._sheets.get(sheet, ()))

    def elsewhere(self, sheet: type[R]) -> tuple[R, ...]:
        """List a sheet's rows in the workbooks of other cycles that are known."""
        return tuple(row for item in self.others for row in item.all(sheet))

    @cached_property
    def _sheets(self) -> Mapping[type[Row], tuple[Row, ...]]:
        found: dict[type[Row], list[Row]] = {}
        for item in self.filled:
            for sheet, rows in item.rows.items():
                found.setdefault(sheet, []).extend(rows)
        return {sheet: tuple(rows) for sheet, rows in found.items()}

    def one(self, sheet: type[R]) -> R | None:
        """Give the single row of a form there is one of per cycle."""
        rows = self.all(sheet)
        return rows[0] if rows else None

    @cached_property
    def codes(self) -> frozenset[str]:
        """List the codes of all organisations on record."""
        found: set[str] = set()
        for item in self.filled:
            for sheet, rows in item.rows.items():
                names = [column.name for column in columns(sheet) if column.element is USCC and not column.many]
                found.update(code for row in rows for name in names if (code := getattr(row, name)))
        return frozenset(found)

    def with_rows(self, workbook: Workbook, sheet: type[Row], added: tuple[Row, ...]) -> Record:
        """Add rows that another cycle's copy of a workbook holds."""
        if not added:
            return self
        mark = Mark(workbook.mark, workbook.version, self.cycle)
        return replace(self, filled=(*self.filled, Filled(added[0].at.file, mark, rows={sheet: added})))

    @cached_property
    def applications(self) -> tuple[Application, ...]:
        """Group the readable applications, ordered by code."""
        found = []
        for item in self.of(APPLICATION):
            applicant = item.one(Applicant)
            if applicant is None:
                continue
            found.append(
                Application(
                    applicant=applicant,
                    years=item.all(FiscalYear),
                    practice=item.one(QualityPractice),
                    declarations=item.all(Declaration),
                    attachments=item.all(Attachment),
                    file=item.file,
                )
            )
        return tuple(sorted(found, key=lambda application: (application.uscc, application.file)))
