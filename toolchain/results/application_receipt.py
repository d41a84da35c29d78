"""What was read of one application, as people see it, for the applicant to check and sign (第十四条)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from toolchain.engine.value_objects import Value
from toolchain.model.chinese import date_text
from toolchain.model.identifiers import Form
from toolchain.model.record import FilledWorkbook
from toolchain.model.schema import Column, Layout, Row, columns
from toolchain.model.sheets.filled_workbook import BY_MARK
from toolchain.workbooks.normalisation import label_key
from toolchain.workbooks.redaction import NOT_TOLD, is_secret

NOT_READ = "（没有读出，请改正）"
HIDDEN = "（已填写，证件号码不在这里显示）"


class Section(Value):
    """One sheet of a workbook as it was read.

    Attributes:
        title: the sheet's name.
        head: the headers of a table; empty for a form.
        rows: the rows of a table, or label and value of each field of a form.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sections(filled: FilledWorkbook) -> tuple[Section, ...]:
    """Give every sheet of a workbook that holds something."""
    return tuple(_sections(filled))


def _sections(filled: FilledWorkbook) -> Iterator[Section]:
    for sheet in BY_MARK[filled.mark.template].sheets:
        rows, declared = filled.readable(sheet), columns(sheet)
        if not rows:
            continue
        if sheet.sheet.layout is Layout.FORM:
            told = tuple((column.label, shown(rows[0], column)) for column in declared)
            yield Section(sheet.sheet.title, (), told)
        else:
            used = [column for column in declared if column.required or any(row.known(column.name) for row in rows)]
            head = tuple(column.label for column in used)
            yield Section(sheet.sheet.title, head, tuple(tuple(shown(row, column) for column in used) for row in rows))


def shown(row: Row, column: Column) -> str:
    """Write a cell as people read it; one that could not be read is said to be."""
    if column.name in row.lacking:
        return NOT_READ
    if column.form is Form.IDENTITY and row.known(column.name):
        return HIDDEN
    return _text(row.known(column.name))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "、".join(map(_text, value))
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, Decimal):
        return f"{value:,f}"
    return str(value)


class Difference(Value):
    """A field in which two copies of a workbook differ.

    Attributes:
        sheet, subject, label: where it is: the sheet, the row by its key, the column.
        cell: in the later copy, else in the earlier one.
        before, now: as people read them, empty for what is not there; what is secret is not told.
    """

    sheet: str
    subject: str
    label: str
    cell: str
    before: str
    now: str


def compared(before: FilledWorkbook, now: FilledWorkbook) -> tuple[Difference, ...]:
    """Hold two copies of one workbook against each other, cell by cell, rows by their keys."""
    found: list[Difference] = []
    for sheet in BY_MARK[now.mark.template].sheets:
        old, new = (_by_key(sheet, book.readable(sheet)) for book in (before, now))
        for key in dict.fromkeys((*old, *new)):
            found += _differences(sheet, key, old.get(key), new.get(key))
    return tuple(found)


def _by_key(sheet: type[Row], rows: Sequence[Row]) -> dict[str, Row]:
    """Name each row by its key; without one, or where a key occurs twice, by its place."""
    found: dict[str, Row] = {}
    labels = {column.name: column for column in columns(sheet)}
    for place, row in enumerate(rows, 1):
        form = sheet.sheet.layout is Layout.FORM
        key = "" if form else "、".join(filter(None, (shown(row, labels[name]) for name in sheet.sheet.key)))
        if not form and (not key or key in found):
            key = f"{key}第{place}行"
        found[key] = row
    return found


def _differences(sheet: type[Row], key: str, old: Row | None, new: Row | None) -> Iterator[Difference]:
    for column in columns(sheet):
        texts = ["" if row is None else shown(row, column) for row in (old, new)]
        if label_key(texts[0]) != label_key(texts[1]):
            row = new or old
            cell = "" if row is None else row.where(column.name).cell
            if is_secret(column):
                texts = [NOT_TOLD if text else "" for text in texts]
            yield Difference(sheet.sheet.title, key, column.label, cell, *texts)
