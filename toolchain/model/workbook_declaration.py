"""How standard workbooks are declared: sheets, who fills them, versions, what one sheet says for another."""

from __future__ import annotations

from functools import cached_property

from toolchain.engine.value_objects import Value
from toolchain.model.schema import Row, columns


class Moved(Value):
    """A sheet that blanks have in a workbook of its own since.

    Attributes:
        sheet: its declaration.
        version: the first version of the workbook without it; copies may have it all the same.
    """

    sheet: type[Row]
    version: int


class Said(Value):
    """What a row of one sheet says of a field of many rows of another.

    Attributes:
        field: of the many.
        by: the field that says it.
        answer: what must stand there.
        value: what it then means for the many; without an answer they take what stands there.
    """

    field: str
    by: str
    answer: object = None
    value: object = None


class Statement(Value):
    """A sheet that says once what many rows of another sheet leave blank.

    Attributes:
        rows: the sheet with the blanks; their columns are declared ``stated``.
        by: the sheet that says it.
        shared: the field by which a row finds who speaks for it; empty where a form speaks for all rows.
        said: what is said.
    """

    rows: type[Row]
    by: type[Row]
    shared: str
    said: tuple[Said, ...]


class Mark(Value):
    """What a workbook says of itself, in a hidden sheet.

    Attributes:
        template: the workbook's declaration, by its ``mark``.
        version: the version of the workbook that the blank was made as, a number.
        cycle: the 届次 it belongs to.
        subject: whose workbook it is, where there is one per person or organisation.
    """

    template: str
    version: str
    cycle: str
    subject: str = ""


class Booklet(Value):
    """What turns the printed blank into a booklet that is handed in: a cover in front, a page for signatures behind.

    Attributes:
        heading: the cover's title.
        fields: of the first form, repeated on the cover, each where the form has it.
        statement: what is signed.
        papers: the table of papers that the last page lists.
        signing: who signs, and where the seal goes.
    """

    heading: str
    fields: tuple[str, ...]
    statement: tuple[str, ...]
    papers: type[Row]
    signing: tuple[str, ...]


class Workbook(Value):
    """A standard workbook: its sheets and who fills it.

    Attributes:
        mark: its name in the hidden mark, stable for ever.
        title: its name for people, also the stem of the blank's file name.
        sheets: the declarations, in the order of the tabs.
        filled_by: who fills it.
        each: "" for one per cycle, else what there is one of ("单位", "评审员").
        parts: who may fill a part of it in a workbook of their own ("部门"); empty where there is only the whole.
        note: what it is for, printed on top of its first sheet.
        first_mark: what blanks of version 1 carried before versions were numbers.
        moved: those of its sheets that blanks have in another workbook now.
        statements: what some of its sheets say for the rows of others.
        booklet: the pages that a blank is printed with; None where it is handed in as it is.
    """

    mark: str
    title: str
    sheets: tuple[type[Row], ...]
    filled_by: str
    each: str = ""
    parts: str = ""
    note: str = ""
    first_mark: str = ""
    moved: tuple[Moved, ...] = ()
    statements: tuple[Statement, ...] = ()
    booklet: Booklet | None = None

    def may_lack(self, sheet: type[Row], version: int) -> bool:
        """Say whether copies of a version may be without a sheet: it came later, moved before, or is not for all."""
        gone = {item.sheet for item in self.moved if item.version <= version}
        return sheet.sheet.extra or sheet.sheet.since > version or sheet in gone

    @property
    def own(self) -> tuple[type[Row], ...]:
        """List the sheets that its blanks have."""
        gone = {item.sheet for item in self.moved}
        return tuple(sheet for sheet in self.sheets if sheet not in gone)

    @cached_property
    def number(self) -> int:
        """Give the current version: the newest of all its sheets, columns and dropped columns."""
        declared = [sheet.sheet for sheet in self.sheets]
        found = [*(item.since for item in declared), *(item.version for sheet in declared for item in sheet.dropped)]
        found += [item.version for item in self.moved]
        found += [item.across.since for item in declared if item.across is not None]
        return max((*found, *(item.since for sheet in self.sheets for item in columns(sheet))), default=1)

    @property
    def version(self) -> str:
        """Write the current version as it stands in a blank's mark."""
        return str(self.number)

    def version_of(self, said: str) -> int | None:
        """Read the version that a filled copy says of itself.

        Returns:
            its number; None where it is no version of this workbook, or one that only a later program knows.
        """
        if said and said == self.first_mark:
            return 1
        return int(said) if said.isascii() and said.isdigit() and 1 <= int(said) <= self.number else None
