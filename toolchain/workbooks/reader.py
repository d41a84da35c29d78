"""Read an opened workbook by its declaration: typed rows, problems, and not one cell left unsaid."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from toolchain.engine.xlsx.cells import Book, Cell, CellKind, Sheet
from toolchain.model.problems import At, Problem, problem
from toolchain.model.schema import Layout, Row, SecretText, columns
from toolchain.model.workbook_declaration import Mark, Workbook
from toolchain.workbooks.blank_labels import BOOKLET_SHEETS, MARK_SHEET, head_lines, own_texts, prints
from toolchain.workbooks.booklet import typed_into
from toolchain.workbooks.cross_table_reader import read_cross_table
from toolchain.workbooks.form_reader import read_form
from toolchain.workbooks.live_formulas import without_live
from toolchain.workbooks.normalisation import closest, label_key, visible
from toolchain.workbooks.redaction import has_secrets, unquoted
from toolchain.workbooks.sheet_grid import Grid, SheetReading, grid, show
from toolchain.workbooks.statements import with_statements
from toolchain.workbooks.table_reader import read_table
from toolchain.workbooks.template_mark import is_own, mark_of, marked_sheets

_COPY = re.compile(r"[（(]\d+[）)]$|副本\d*$|的副本$")


@dataclass(frozen=True)
class Reading:
    """What a workbook gave.

    Attributes:
        rows: the right rows of each declared sheet, in their order.
        problems: everything a person should know, in the order of sheets and rows.
        unused: cells and sheets that hold something and were not read; each has a problem too.
        partial: the rows of each sheet of which something could not be read.
        secrets: what stands in the secret cells of sheets of which not everything could be read.
    """

    rows: Mapping[type[Row], tuple[Row, ...]]
    problems: tuple[Problem, ...] = ()
    unused: tuple[At, ...] = ()
    partial: Mapping[type[Row], tuple[Row, ...]] = field(default_factory=dict)
    secrets: tuple[SecretText, ...] = ()


def read(book: Book, declaration: Workbook, file: str) -> Reading:
    """Read every declared sheet, in any version up to the current one; one of a later program is refused as a whole."""
    mark = mark_of(book)
    if mark is None or mark.template != declaration.mark:
        return Reading({}, (problem("E-BOOK-02", At(file), wanted=declaration.title),))
    version = declaration.version_of(mark.version)
    if version is None:
        return Reading({}, (problem("E-BOOK-01", At(file), title=declaration.title, version=mark.version),))
    rows: dict[type[Row], tuple[Row, ...]] = {}
    partial: dict[type[Row], tuple[Row, ...]] = {}
    problems: list[Problem] = []
    unused: list[At] = []
    secrets: list[SecretText] = []
    taken: set[str] = set()
    for declared in declaration.sheets:
        lackable = declaration.may_lack(declared, version) or _spared(book, declaration, declared)
        if lackable and not _is_there(book, declared):
            rows[declared] = ()
            continue
        sheet, wrong = _locate(book, declaration, declared, file, taken)
        problems += wrong
        if sheet is None:
            rows[declared] = ()
            unused += [item.at for item in wrong if item.at.sheet]
            continue
        title = head_lines(declaration, declared, mark)[0]
        own, strict = own_texts(declaration, declared, mark), declared.sheet.strict
        found, strays, fixed = without_live(grid(book, sheet, file, own, strict=strict), title)
        reading = _read_sheet(found, declared, version)
        rows[declared] = reading.rows
        if reading.partial:
            partial[declared] = reading.partial
        problems += (*_hidden(file, sheet, reading), *reading.problems)
        secrets += reading.secrets
        left, named = _left_over(found, reading, strays, fixed)
        problems += map(unquoted, named) if has_secrets(declared) else named
        unused += left
    filled, lacking, problems = with_statements(rows, partial, problems, declaration.statements)
    strange = _extra_sheets(book, declaration, mark, file, taken)
    secret = any(map(has_secrets, declaration.sheets))
    extra = (*_moved_mark(book, file), *(map(unquoted, strange) if secret else strange))
    return Reading(filled, (*problems, *extra), (*unused, *(item.at for item in extra)), lacking, tuple(secrets))


def _spared(book: Book, declaration: Workbook, declared: type[Row]) -> bool:
    """Say whether a copy may be without a sheet, since it has another form than the first one, or the first one."""
    forms = [form for form in declaration.sheets if form.sheet.variant]
    if not (declared.sheet.variant or declared.sheet.optional):
        return False
    others = forms if declared.sheet.variant else forms[1:]
    return any(_is_there(book, form) for form in others)


def _is_there(book: Book, declared: type[Row]) -> bool:
    wanted = label_key(declared.sheet.title)
    return any(wanted in _title_keys(sheet.title) for sheet in book.sheets)


def _read_sheet(found: Grid, declared: type[Row], version: int) -> SheetReading:
    if declared.sheet.layout is Layout.FORM:
        return read_form(found, declared, version)
    return read_cross_table(found, declared) or read_table(found, declared, version)


@lru_cache(maxsize=256)
def _title_keys(title: str) -> tuple[str, str]:
    """Give what a title stands for: as it is, and without what marks a copy."""
    return label_key(title), label_key(_COPY.sub("", title.strip()))


def _locate(
    book: Book, declaration: Workbook, declared: type[Row], file: str, taken: set[str]
) -> tuple[Sheet | None, tuple[Problem, ...]]:
    """Find a declared sheet by its title; two candidates or none are for a person to settle."""
    title = declared.sheet.title
    wanted = label_key(title)
    same = [sheet for sheet in book.sheets if wanted in _title_keys(sheet.title)]
    taken.update(s.title for s in same)
    names = tuple(s.title for s in book.sheets if not is_own(s))
    if not same:
        near = _renamed(book, declaration, declared)
        taken.update({near} - {""})
        hint = f"“{near}”是否就是这张表？请改回原名" if near else "请从空白表中复制"
        return None, (problem("E-SHEET-01", At(file, near), title=title, present="、".join(names), hint=hint),)
    if len(same) > 1:
        both = "、".join(f"“{s.title}”" for s in same)
        return None, (problem("E-SHEET-02", At(file, title), title=title, present=both),)
    return same[0], ()


def _renamed(book: Book, declaration: Workbook, declared: type[Row]) -> str:
    """Find the sheet that a missing one may be now: the one with its headers, else one of nearly the same name."""
    others = {label_key(sheet.sheet.title) for sheet in declaration.sheets}
    strange = [s for s in book.sheets if not is_own(s) and label_key(s.title) not in others]
    wanted = {label_key(c.label) for c in columns(declared)}
    alike = []
    for sheet in strange:
        texts = {label_key(cell.text) for cell in sheet.cells.values() if cell.kind is CellKind.TEXT}
        if len(wanted & texts) * 2 > len(wanted):
            alike.append(sheet.title)
    if alike:
        return alike[0] if len(alike) == 1 else ""
    return closest(declared.sheet.title, tuple(sheet.title for sheet in strange))


def _hidden(file: str, sheet: Sheet, reading: SheetReading) -> tuple[Problem, ...]:
    """Refuse a hidden sheet that holds records, mention one that holds none."""
    if sheet.state == "visible":
        return ()
    return (problem("E-SHEET-05" if reading.rows or reading.problems else "W-SHEET-04", At(file, sheet.title)),)


def _left_over(
    found: Grid, reading: SheetReading, strays: Sequence[Cell], fixed: Sequence[Cell]
) -> tuple[list[At], list[Problem]]:
    """Name every cell that was neither read nor printed by the blank itself; fixed totals are one note."""
    unread = [found.cells[spot] for spot in sorted(found.cells.keys() - reading.used)]
    left = [cell for cell in unread if not prints(found.own, label_key(cell.text))]
    left += strays
    named = [problem("N-CELL-07", found.at(cell.ref), count=len(fixed)) for cell in fixed[:1]]
    named += [problem("W-CELL-06", found.at(cell.ref), found=show(cell)) for cell in left]
    return [found.at(cell.ref) for cell in (*left, *fixed)], named


def _moved_mark(book: Book, file: str) -> tuple[Problem, ...]:
    """Note that the hidden sheet with the mark is called otherwise than in the blank."""
    if any(sheet.title == MARK_SHEET for sheet in book.sheets):
        return ()
    found = marked_sheets(book)[0].title
    return (problem("N-BOOK-19", At(file, found), found=found, wanted=MARK_SHEET),)


def _extra_sheets(book: Book, declaration: Workbook, mark: Mark, file: str, taken: set[str]) -> tuple[Problem, ...]:
    named = []
    shown = {cell.text for sheet in book.sheets if sheet.title in taken for cell in sheet.cells.values()}
    for sheet in book.sheets:
        if sheet.title in taken or is_own(sheet) != (sheet.title in BOOKLET_SHEETS):
            continue
        held = grid(book, sheet, file).cells
        if sheet.title in BOOKLET_SHEETS:
            held = typed_into(held, declaration, mark, shown)
        if held:
            first = visible(min(held.items())[1].text)
            named.append(problem("W-SHEET-03", At(file, sheet.title), count=len(held), found=first))
    return tuple(named)
