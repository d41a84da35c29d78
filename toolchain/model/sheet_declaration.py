"""What is declared of a sheet as a whole."""

from __future__ import annotations

from enum import StrEnum

from toolchain.engine.value_objects import Value
from toolchain.model.identifiers import Audience


class Layout(StrEnum):
    """How a sheet is laid out."""

    TABLE = "表"
    FORM = "单"


class Dropped(Value):
    """A column that blanks no longer have.

    Attributes:
        label: its header.
        version: the first version of the workbook without it.
    """

    label: str
    version: int


class Across(Value):
    """Over whom a blank spreads the columns of a table: a line for each item, some columns for each of them.

    Attributes:
        by: the fields that say who each is, the one that tells them apart first.
        cells: the fields asked of each; the others stand once at the beginning of a line.
        since: the version of the workbook in which blanks began to be laid out so.
        label: heads the line of the first field where people know who each is by name; an alias of its column.
    """

    by: tuple[str, ...]
    cells: tuple[str, ...]
    since: int
    label: str = ""


class Sheet(Value):
    """What is declared of a sheet as a whole.

    Attributes:
        title: the sheet's name.
        layout: a table (one row each) or a form (one field each).
        key: fields that together may occur once.
        least: rows the sheet must have.
        room: empty rows that the blank offers.
        fixed: the rows are pre-filled and none may be added.
        strict: points or votes stand in it: nothing of it may be hidden.
        note: one or two sentences above the table for whoever fills it.
        balance: a column and those it must be the sum of; the blank colours a row in which it is not.
        since: the version of the workbook in which the sheet came; older copies are read without it.
        dropped: the columns of older versions that are no longer read.
        variant: one of several forms in the same place; a copy has at least one of them.
        optional: a copy whose form is not the first one may be without it.
        audience: who may see what stands in it, where a column does not say otherwise.
        extra: only rule sets that need it have it; a workbook in which nothing is to stand on it is without.
        across: over whom a blank spreads the columns; a copy may as well have a row for each.
    """

    title: str
    layout: Layout
    key: tuple[str, ...]
    least: int
    room: int
    fixed: bool
    note: str
    strict: bool = False
    balance: tuple[str, ...] = ()
    since: int = 1
    dropped: tuple[Dropped, ...] = ()
    variant: bool = False
    optional: bool = False
    audience: Audience = Audience.OFFICE
    extra: bool = False
    across: Across | None = None
