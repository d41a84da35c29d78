"""A workbook made anew from what a sender's holds: the values of its visible sheets, in a look of our own.

Nothing else of the sender's file comes along: no links, names, rules, remarks, pictures, hidden sheets or properties,
no format but whether a cell is filled in, bold, framed, locked, a date or a share. The mark of the blank is written
again by its labels. Colours, prompts, checks and drop-down lists are those of a fresh blank on every sheet that is
laid out as there; on others the lists whose words are ours.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from toolchain.model.government_level import own_level
from toolchain.model.schema import columns
from toolchain.model.workbook_declaration import Mark
from toolchain.model.workbook_declaration import Workbook as Declared
from toolchain.workbooks.blank import write
from toolchain.workbooks.blank_labels import MARK_LABELS, MARK_SHEET, WORDS_SHEET
from toolchain.workbooks.styles import ERROR, GROUP, HEADER, INPUT, KNOWN, MISSING

_DATE, _MOMENT, _SHARE, _TEXT, _PLAIN = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "0.00%", "@", "General"
_COLOURS = {f"FF{colour.lstrip('#').upper()}" for colour in (HEADER, GROUP, KNOWN, INPUT, ERROR, MISSING)}
_RANGE = re.compile(rf"'?{WORDS_SHEET}'?!\$?([A-Z]{{1,3}})\$?(\d+):\$?\1\$?(\d+)")
_WIDEST, _HIGHEST = 120, 400
_MOST_MARKS = 50
_HEAD = 4
"""The first line of a blank below its title and notes."""


def clean_copy(source: Workbook, ours: Collection[str] = (), blank: Workbook | None = None) -> Workbook:
    """Make the workbook anew.

    Args:
        source: what was handed in.
        ours: the words that drop-down lists may hold (:func:`own_words`).
        blank: a blank of the same kind with nothing in it (:func:`fresh_blank`).
    """
    target = Workbook()
    target.remove(target.worksheets[0])
    for sheet in source.worksheets:
        if sheet.sheet_state == "visible":
            page = target.create_sheet(sheet.title)
            _copy(sheet, page)
            if blank is None or not _furnished(page, blank):
                for found in _lists(source, sheet, ours):
                    page.add_data_validation(found)
    if blank is not None and WORDS_SHEET in blank.sheetnames:
        page = target.create_sheet(WORDS_SHEET)
        for line in blank[WORDS_SHEET].iter_rows(values_only=True):
            page.append(line)
        page.sheet_state = "veryHidden"
    said = next(filter(None, map(_mark, source.worksheets)), None)
    if said is not None:
        page = target.create_sheet(MARK_SHEET)
        for row, (label, text) in enumerate(said.items(), 1):
            page.cell(row, 1, label)
            _put(page, row, 2, text)
        page.sheet_state = "veryHidden"
    return target


def _mark(sheet: Worksheet) -> dict[str, str] | None:
    """Read what a hidden sheet says of the blank: label and text, nothing else."""
    if sheet.title != MARK_SHEET and (sheet.sheet_state == "visible" or (sheet.max_row or 0) > _MOST_MARKS):
        return None
    found = {}
    for row in sheet.iter_rows(max_row=_MOST_MARKS, max_col=2, values_only=True):
        if len(row) > 1 and str(row[0] or "").strip() in MARK_LABELS:
            found[str(row[0]).strip()] = str(row[1] or "")
    return found or None


def own_furniture(declared: Declared) -> tuple[frozenset[str], bytes]:
    """Give what a copy of a kind of workbook may have of our own: words of lists, and a blank."""
    return own_words(declared), fresh_blank(declared)


@cache
def fresh_blank(declared: Declared) -> bytes:
    """Write a blank with nothing in it."""
    return write(declared, Mark(declared.mark, declared.version, ""))


def _furnished(page: Worksheet, blank: Workbook) -> bool:
    """Give a sheet the colours, prompts, checks and lists of the blank, where its labels stand in the same places."""
    ours = blank[page.title] if page.title in blank.sheetnames else None
    if ours is None or not all(page[cell.coordinate].value == cell.value for cell in _labels(ours)):
        return False
    for area in ours.conditional_formatting:
        for rule in area.rules:
            page.conditional_formatting.add(str(area.sqref), rule)
    for checked in ours.data_validations.dataValidation:
        page.add_data_validation(checked)
    return True


def _labels(page: Worksheet) -> Iterator[Cell]:
    """Give the cells that nobody fills in, below the title and the notes."""
    for row in page.iter_rows(min_row=_HEAD):
        for cell in row:
            if isinstance(cell, Cell) and cell.protection.locked and cell.data_type == "s":
                yield cell


def _copy(sheet: Worksheet, page: Worksheet) -> None:
    looks: dict[tuple[object, ...], _Look] = {}
    for row in sheet.iter_rows():
        for cell in row:
            if not isinstance(cell, Cell) or (cell.value is None and not cell.has_style):
                continue
            key = (*cell._style, type(cell.value))  # type: ignore[attr-defined] # noqa: SLF001 - cells of one look share it
            look = looks.get(key) or looks.setdefault(key, _Look(cell))
            look.on(_put(page, cell.row, cell.column, cell.value))
    for letter, column in sheet.column_dimensions.items():
        page.column_dimensions[letter].width = min(column.width or 0, _WIDEST)
        page.column_dimensions[letter].min, page.column_dimensions[letter].max = column.min, column.max
    for number, line in sheet.row_dimensions.items():
        if line.height:
            page.row_dimensions[number].height = min(line.height, _HIGHEST)
    for merged in sheet.merged_cells.ranges:
        page.merge_cells(merged.coord)
    page.freeze_panes = sheet.freeze_panes
    page.page_setup.paperSize, page.page_setup.fitToHeight = 9, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.protection.sheet = sheet.protection.sheet
    page.protection.formatColumns = page.protection.formatRows = False


class _Look:
    """How a cell looks: of the sender's formats only what can be said by yes or no."""

    def __init__(self, cell: Cell) -> None:
        colour = str(cell.fill.fgColor.rgb) if cell.fill.fill_type == "solid" else ""
        side = Side(style="thin", color="9AA5B1") if cell.border.left.style or cell.border.bottom.style else Side()
        self.font = Font(name="宋体", size=11, bold=bool(cell.font.bold))
        self.fill = PatternFill("solid", fgColor=colour) if colour in _COLOURS else PatternFill()
        self.border = Border(left=side, right=side, top=side, bottom=side)
        self.alignment = Alignment(wrap_text=bool(cell.alignment.wrap_text), vertical="center")
        self.protection = Protection(locked=bool(cell.protection.locked))
        self.format = _format(cell)

    def on(self, cell: Cell) -> None:
        """Lay it on a cell."""
        cell.font, cell.fill, cell.border = self.font, self.fill, self.border
        cell.alignment, cell.protection, cell.number_format = self.alignment, self.protection, self.format


def _format(cell: Cell) -> str:
    if isinstance(cell.value, datetime) and (cell.value.hour or cell.value.minute or cell.value.second):
        return _MOMENT
    if isinstance(cell.value, date):
        return _DATE
    if isinstance(cell.value, time | timedelta):
        return "[h]:mm:ss"
    code = str(cell.number_format)
    if cell.value is None and cell.is_date:
        return _DATE
    return _SHARE if "%" in code else _TEXT if code == _TEXT else _PLAIN


def _put(page: Worksheet, row: int, column: int, value: Any) -> Cell:  # noqa: ANN401 - whatever a cell holds
    """Write a value; a formula stays one for now, rich text becomes plain."""
    cell = page.cell(row, column)
    assert isinstance(cell, Cell)  # noqa: S101 - cells are merged afterwards
    text = str(value) if isinstance(value, str) and type(value) is not str else value
    try:
        cell.value = text
    except (IllegalCharacterError, ValueError):
        cell.value = "".join(char if char.isprintable() or char == "\n" else "□" for char in str(text))
    return cell


def own_words(declared: Declared) -> frozenset[str]:
    """List the words of a workbook's vocabularies, which its drop-down lists hold."""
    return frozenset(own_level(word) for sheet in declared.sheets for item in columns(sheet) for word in item.choices)


def _lists(source: Workbook, sheet: Worksheet, ours: Collection[str]) -> Iterator[DataValidation]:
    """Make the drop-down lists anew whose words are all ours."""
    for rule in sheet.data_validations.dataValidation:
        words = _words(source, str(rule.formula1 or "")) if rule.type == "list" else ()
        if words and all(own_level(word) in ours for word in words) and len(text := ",".join(words)) < 250:  # noqa: PLR2004 - what Excel takes
            yield DataValidation("list", formula1=f'"{text}"', allow_blank=True, sqref=str(rule.sqref))


def _words(source: Workbook, formula: str) -> tuple[str, ...]:
    """Give the words of a list that stands in the rule itself, or in the blank's sheet of words."""
    if formula.startswith('"'):
        return tuple(formula.strip('"').split(","))
    found = _RANGE.fullmatch(formula.lstrip("="))
    if found is None or WORDS_SHEET not in source.sheetnames:
        return ()
    first, last = int(found[2]), min(int(found[3]), int(found[2]) + 200)
    page = source[WORDS_SHEET]
    return tuple(str(page[f"{found[1]}{row}"].value or "") for row in range(first, last + 1))
