"""The returned copy: the values that were handed in, the cells to mend coloured and commented, a summary in front."""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from functools import cache
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from toolchain.engine.confined_process import Aborted, Allowance, Confined
from toolchain.engine.reproducible_zip import UNIX
from toolchain.model.problems import Problem, Severity
from toolchain.workbooks.blank_labels import BOOKLET_SHEETS, SUMMARY_SHEET
from toolchain.workbooks.clean_copy import clean_copy
from toolchain.workbooks.live_formulas import RESTING, TOTALS, is_live
from toolchain.workbooks.normalisation import visible
from toolchain.workbooks.styles import MADE, lines_needed

Describe = Callable[[Problem], str]
Said = tuple[tuple[Problem, str], ...]
"""The problems of a workbook, each with its sentence."""

_COLOURS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C", Severity.NOTE: "E2EFDA"}
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_HEADERS = (
    ("序号", 6),
    ("程度", 9),
    ("工作表", 16),
    ("单元格", 11),
    ("现有内容", 26),
    ("问题和修改办法", 70),
)
_ONE_CELL = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}", re.ASCII)
_FIRST_CELL = re.compile(r"([A-Z]{0,3})([1-9]\d{0,6})", re.ASCII)
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_AUTHOR = "评审办"
_LONGEST = 32000
_ROW_OR_CELL = re.compile(rb"<(?:[A-Za-z0-9]+:)?(?:row|c)[ >/]")
_MOST = 250_000
"""Rows and cells of a workbook that is copied; counted, so that no clock decides whether there is a copy."""


def mark_up(
    data: bytes, problems: Sequence[Problem], describe: Describe, ours: Collection[str] = (), blank: bytes = b""
) -> bytes:
    """Give back a workbook with its problems marked; one that cannot be opened comes back as its summary.

    Sheets laid out as in the ``blank`` have its drop-down lists, prompts and colours; others the lists whose words are
    all ``ours``.

    The library that writes the copy reads more of a file than the door has looked at, so it works confined.
    """
    ordered = sorted(problems, key=_order)
    said = tuple((item, describe(item)) for item in ordered)
    copy = _confined()(data, said, frozenset(ours), blank)
    return _marked(None, said) if isinstance(copy, Aborted) else copy


def _order(item: Problem) -> tuple[int, str, int, int, str, Problem]:
    """Sort the worst first, then as the eye walks over the sheets."""
    found = _FIRST_CELL.match(item.at.cell)
    column, row = (found[1], int(found[2])) if found else ("", 0)
    return _RANK[item.severity], item.at.sheet, row, len(column), column, item


@cache
def _confined() -> Confined[bytes]:
    return Confined(_copied, Allowance(memory=700_000_000, seconds=240, wait=1200, files=True))


def _copied(data: bytes, said: Said, ours: frozenset[str], blank: bytes) -> bytes:
    """Mark the copy, or the summary alone where the sheets are too long or anything at all is wrong with the file."""
    try:
        return _marked(None if _rows_and_cells(data) > _MOST else data, said, ours, blank)
    except Exception:  # noqa: BLE001 - the reader has said what is wrong; here any failure means: no copy
        return _marked(None, said)


def _rows_and_cells(data: bytes) -> int:
    """Count the rows and cells of all sheets, formatted blanks included: the library that copies keeps every one."""
    with ZipFile(BytesIO(data)) as package:
        sheets = [name for name in package.namelist() if name.lower().startswith("xl/worksheets/")]
        return sum(len(_ROW_OR_CELL.findall(package.read(name))) for name in sheets)


def _marked(data: bytes | None, said: Said, ours: frozenset[str] = frozenset(), blank: bytes = b"") -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # parts the library leaves out of the copy
        form = load_workbook(BytesIO(blank)) if blank else None
        book = Workbook() if data is None else clean_copy(load_workbook(BytesIO(data)), ours, form)
        if data is None:
            book.remove(book.worksheets[0])
        _disarm(book)
        _mark_cells(book, said)
        _summarise(book, said)
        buffer = BytesIO()
        book.save(buffer)
    return _same_bytes(buffer.getvalue())


def _disarm(book: Workbook) -> None:
    """Turn every formula into the text it is written as; a returned copy computes nothing.

    The blank's own live cells say so instead of showing their formula.
    """
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            ours = sheet.title in BOOKLET_SHEETS or (bool(row) and row[0].value == TOTALS)
            for cell in row:
                if isinstance(cell, Cell) and cell.data_type == "f":
                    text = _formula_text(cell.value)
                    _put(cell, "" if ours else RESTING if is_live("", text) else text)


def _formula_text(value: Any) -> str:  # noqa: ANN401 - openpyxl gives text or a formula object
    return str(getattr(value, "text", None) or value)


def _put(cell: Cell, text: str) -> None:
    cell.value = ILLEGAL_CHARACTERS_RE.sub("□", text)[:_LONGEST]
    cell.data_type = "s"
    cell.quotePrefix = True


def _mark_cells(book: Workbook, said: Said) -> None:
    by_cell: dict[tuple[str, str], list[tuple[Problem, str]]] = defaultdict(list)
    for item, text in said:
        found = _FIRST_CELL.match(item.at.cell)
        if item.at.sheet in book.sheetnames and found:
            by_cell[item.at.sheet, (found[1] or "A") + found[2]].append((item, text))
    for (title, ref), items in by_cell.items():
        cell = book[title][ref]
        if isinstance(cell, MergedCell):
            continue
        cell.fill = PatternFill("solid", fgColor=_COLOURS[items[0][0].severity])
        text = "\n".join(ILLEGAL_CHARACTERS_RE.sub("□", text) for _, text in items)
        comment = Comment(text[:_LONGEST], _AUTHOR)
        comment.width, comment.height = 320, 20 * lines_needed(text, 44) + 20
        cell.comment = comment


def _summarise(book: Workbook, said: Said) -> None:
    if SUMMARY_SHEET in book.sheetnames:
        del book[SUMMARY_SHEET]
    values = {item: _current(book, item) for item, _ in said}
    page = book.create_sheet(SUMMARY_SHEET, 0)
    _write(page, 1, ("问题汇总",), Font(name="黑体", size=16, bold=True), None)
    worst = sum(item.blocks for item, _ in said)
    lead = f"共{len(said)}处，其中必须修改{worst}处。请在标红的单元格中修改后重新提交；本页可以保留。"
    _write(page, 2, (lead,), Font(name="宋体", size=11, color="44546A"), None)
    _write(page, 4, tuple(label for label, _ in _HEADERS), Font(name="黑体", size=11, bold=True), "DCE6F1")
    for number, (item, text) in enumerate(said, 1):
        line = (str(number), item.severity.value, item.at.sheet, item.at.cell, values[item], text)
        _write(page, number + 4, line, Font(name="宋体", size=11), _COLOURS[item.severity])
        page.row_dimensions[number + 4].height = 15 * max(lines_needed(text, 70), lines_needed(values[item], 26)) + 6
        if item.at.sheet in book.sheetnames:
            link = page.cell(number + 4, 4 if item.at.cell else 3)
            place = f"'{item.at.sheet.replace(chr(39), chr(39) * 2)}'!{item.at.cell or 'A1'}"
            link.hyperlink = Hyperlink(ref=link.coordinate, location=place)
            link.font = Font(name="宋体", size=11, color="0563C1", underline="single")
    _page_setup(book, page)


def _current(book: Workbook, item: Problem) -> str:
    """Show what stands in the cell, as the reader saw it."""
    found = dict(item.facts).get("found")
    if found is not None:
        return found
    if item.at.sheet in book.sheetnames and _ONE_CELL.fullmatch(item.at.cell):
        value = book[item.at.sheet][item.at.cell].value
        return "（空）" if value is None else visible(str(value))
    return ""


def _write(page: Worksheet, row: int, texts: tuple[str, ...], font: Font, colour: str | None) -> None:
    thin = Side(style="thin", color="9AA5B1")
    for place, text in enumerate(texts, 1):
        cell = page.cell(row, place)
        assert isinstance(cell, Cell)  # noqa: S101 - the summary has no merged cells
        _put(cell, text)
        cell.font = font
        cell.protection = Protection(locked=True)
        if colour:
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            if row == 4 or place == 2:  # noqa: PLR2004 - header line, column of the severity
                cell.fill = PatternFill("solid", fgColor=colour)


def _page_setup(book: Workbook, page: Worksheet) -> None:
    for letter, (_, width) in zip("ABCDEF", _HEADERS, strict=True):
        page.column_dimensions[letter].width = width
    page.freeze_panes = "A5"
    page.print_title_rows = "4:4"
    page.page_setup.paperSize = 9
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is page
    book.active = 0
    book.properties.creator = _AUTHOR


def _same_bytes(data: bytes) -> bytes:
    """Pack the parts again with one fixed time, so that the same problems give the same file."""
    buffer = BytesIO()
    stamp = escape(MADE.strftime("%Y-%m-%dT%H:%M:%SZ")).encode()
    with ZipFile(BytesIO(data)) as source, ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<3>", part)
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = UNIX
            target.writestr(entry, part)
    return buffer.getvalue()
