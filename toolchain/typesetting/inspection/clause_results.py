"""What a clause is, what a check of it found, and the table of all checks in the order they were written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from toolchain.documents.declaration import Form
from toolchain.typesetting.inspection.document_model import Opened
from toolchain.typesetting.inspection.rendered_document import Printed

OFFICIAL = (Form.DOWNWARD, Form.UPWARD, Form.LETTER, Form.MINUTES, Form.PLAIN)
"""The forms that the standard speaks of; plain notices follow its clauses on page, body and numbers."""
RED = (Form.DOWNWARD, Form.UPWARD)
EVERY = tuple(Form)


class Strength(StrEnum):
    """How strict the standard itself is."""

    RULE = "规"
    USUAL = "一般"
    ADVISED = "推荐"
    PRACTICE = "惯例"
    FILE = "文件"


class Level(StrEnum):
    """What a check looks at."""

    FILE = "文件"
    PAGE = "页面"


class Status(StrEnum):
    """What a check found."""

    PASSED = "通过"
    FAILED = "不通过"
    WARNED = "提示"
    NOTED = "说明"
    UNCHECKED = "不能检查"


_WHEN_WRONG = {
    Strength.RULE: Status.FAILED,
    Strength.FILE: Status.FAILED,
    Strength.USUAL: Status.WARNED,
    Strength.ADVISED: Status.WARNED,
    Strength.PRACTICE: Status.NOTED,
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What was measured: whether it is right (None: it cannot be told from the file), the value, and where."""

    right: bool | None
    measured: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """One row of the report.

    Attributes:
        clause: its id in the project's table of clauses.
        section: of the standard, empty for checks of the file itself.
        strength: how strict the standard is.
        title: what it is about.
        status: what was found.
        measured: the value.
        where: the paragraph or part.
        level: what was looked at: the file, or pages that LibreOffice rendered.
    """

    clause: str
    section: str
    strength: Strength
    title: str
    status: Status
    measured: str
    where: str = ""
    level: Level = Level.FILE

    @property
    def wrong(self) -> bool:
        """Say whether a flat rule is broken."""
        return self.status is Status.FAILED


Looked = TypeVar("Looked", Opened, Printed)
Look = Callable[[Looked], Iterable[Seen] | Seen | None]


@dataclass(frozen=True, slots=True)
class Clause(Generic[Looked]):
    """A clause and the function that looks for it."""

    name: str
    section: str
    strength: Strength
    title: str
    forms: tuple[Form, ...]
    level: Level
    look: Look[Looked]

    def results(self, looked: Looked) -> list[ClauseResult]:
        """Check a document; nothing where the clause does not apply. Of several faults each is a row."""
        found = self.look(looked)
        seen = [] if found is None else [found] if isinstance(found, Seen) else list(found)
        wrong = [item for item in seen if item.right is False]
        return [self.result(item) for item in wrong or seen[:1]]

    def result(self, seen: Seen) -> ClauseResult:
        """Make a row of what was seen."""
        status = Status.UNCHECKED if seen.right is None else Status.PASSED
        if seen.right is False:
            status = _WHEN_WRONG[self.strength]
        return ClauseResult(
            self.name, self.section, self.strength, self.title, status, seen.measured, seen.where, self.level
        )


CLAUSES: list[Clause[Opened]] = []
"""Every clause that is checked in the file, in the order of the standard."""

PAGE_CLAUSES: list[Clause[Printed]] = []
"""Every clause that is measured on rendered pages."""


class Entering(Generic[Looked]):
    """Enters checks into a table, as the decorator of the function that looks for a clause."""

    def __init__(self, table: list[Clause[Looked]], level: Level) -> None:
        self._table: list[Clause[Looked]] = table
        self._level = level

    def __call__(
        self, name: str, section: str, strength: Strength, title: str, forms: tuple[Form, ...] = OFFICIAL
    ) -> Callable[[Look[Looked]], Look[Looked]]:
        """Say which clause it is, of which section, how strict, about what, for which forms."""

        def enter(look: Look[Looked]) -> Look[Looked]:
            self._table.append(Clause(name, section, strength, title, forms, self._level, look))
            return look

        return enter


clause = Entering(CLAUSES, Level.FILE)
page_clause = Entering(PAGE_CLAUSES, Level.PAGE)
