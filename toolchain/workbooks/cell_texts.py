"""Texts and codes."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from toolchain.engine.xlsx.cells import Cell, CellKind
from toolchain.engine.xlsx.decimals import plain, stored
from toolchain.engine.xlsx.style import CellFormat
from toolchain.model.identifiers import Form, Refers, SubjectKind, check_uscc, is_identity_card, subject_of
from toolchain.model.schema import Column
from toolchain.workbooks.cell_forms import DITTO, formed
from toolchain.workbooks.cell_parser import Parsed, accept, refuse, remark
from toolchain.workbooks.mojibake import meant, mojibake
from toolchain.workbooks.normalisation import ascii_form, look_alikes, odd_characters, ordinary, trimmed

LONG_TEXT = 200
"""From this length on a text may hold line breaks."""

ERROR_WORDS = (
    "#REF!",
    "#DIV/0!",
    "#N/A",
    "#VALUE!",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#SPILL!",
    "#CALC!",
    "#########",
)

_DASHES = ("/", "\\", "-", "--", "—", "——", "―", "N/A", "n/a")
_USCC_LENGTH = 18
_HAN = re.compile("[\u4e00-\u9fff]{2}")
_LICENCE_LENGTH = 15
_NUMBER_KEEPS = Decimal(10) ** 15
_ALIKE = {"I": "1", "O": "0", "Z": "2", "S": "5", "V": "U或Y"}


def parse_text(cell: Cell, column: Column) -> Parsed:
    """Read a text as filed; only blanks around it and zero-width characters go."""
    if cell.kind is CellKind.NUMBER:
        return _number_as_text(cell, column)
    text = trimmed(cell.text)
    fault = _text_fault(text, column)
    if fault:
        code, facts = fault
        return refuse(code, column, cell, **facts)
    if column.form is not Form.FREE:
        return _formed(cell, column, text)
    if text == cell.text and ordinary(text):
        return Parsed(text, (remark("W-TEXT-11", column, cell),)) if DITTO.fullmatch(text) else Parsed(text)
    read = accept(column, cell, text, read_as=text if text != cell.text.replace("\r\n", "\n") else "")
    alike = look_alikes(text)
    return Parsed(text, (*read.remarks, remark("W-TEXT-09", column, cell, alike=alike))) if alike else read


def _formed(cell: Cell, column: Column, text: str) -> Parsed:
    """Read a text that has a form: another spelling of it is mended, anything else is asked about."""
    found = formed(text, column.form)
    if not found.text:
        return refuse("E-TEXT-12", column, cell, form=column.form.value, wanted=found.wanted, hint=found.hint)
    alike = look_alikes(found.text)
    remarks = (remark("W-TEXT-09", column, cell, alike=alike),) if alike else ()
    note = cell.kind is CellKind.NUMBER or found.text != cell.text.replace("\r\n", "\n")
    read = accept(column, cell, found.text, read_as=found.text if note else "")
    return Parsed(read.value, (*read.remarks, *remarks))


def _text_fault(text: str, column: Column) -> tuple[str, dict[str, str]] | None:
    short = column.length < LONG_TEXT
    odd = odd_characters(text) or ("U+0009" if short and "\t" in text else "")
    if odd:
        return "E-TEXT-05", {"odd": odd}
    if garbled := mojibake(text):
        undone = meant(text)
        return "E-TEXT-10", {"garbled": garbled, "hint": f"是否指“{undone}”？" if undone else ""}
    if code := _no_text(text, column):
        return code, {}
    length = len("".join(text.split())) if text.isascii() else len(text)
    if length > column.length and column.form is not Form.POSTCODE:
        return "E-TEXT-01", {"limit": str(column.length), "length": str(length)}
    return ("E-TEXT-06", {}) if short and "\n" in text and not column.many else None


def _no_text(text: str, column: Column) -> str:
    """Name what stands in the place of a text and is none."""
    if text in _DASHES:
        return "E-CELL-05"
    if text in ERROR_WORDS:
        return "E-CELL-02"
    if DITTO.fullmatch(text) and (column.required or column.form is not Form.FREE):
        return "E-TEXT-11"
    return "E-TEXT-07" if "(" in text and "DISPIMG(" in text.upper() else ""


def _number_as_text(cell: Cell, column: Column) -> Parsed:
    code, text = _shown_number(cell, known=column.known)
    if code:
        return refuse(code, column, cell)
    if column.form is not Form.FREE:
        return _formed(cell, column, text)
    if len(text) > column.length:
        return refuse("E-TEXT-01", column, cell, limit=str(column.length), length=str(len(text)))
    return Parsed(text, accept(column, cell, text, read_as=f"文本{text}").remarks)


def _shown_number(cell: Cell, *, known: bool) -> tuple[str, str]:
    """Give the digits of a number that stands for a text, or why they cannot be known.

    In a column that the blank fills (``known``), a clause such as 11.1 is what it shows.
    """
    if cell.format in {CellFormat.DATE, CellFormat.TIME}:
        return "E-TEXT-02", ""
    try:
        value = stored(cell.text)
    except InvalidOperation:
        return "E-TEXT-03", ""
    if abs(value) >= _NUMBER_KEEPS:
        return "E-TEXT-04", ""
    whole = value == value.to_integral_value() or known
    if cell.format is CellFormat.PERCENT or not whole:
        return "E-TEXT-03", ""
    return "", plain(value)


def parse_uscc(cell: Cell, column: Column) -> Parsed:
    """Read a 统一社会信用代码 with both check characters; a name in its place waits for the other workbooks."""
    if cell.kind is CellKind.NUMBER:
        return refuse("E-USCC-01", column, cell)
    text = re.sub(r"\s", "", ascii_form(cell.text)).upper()
    if text in {word.upper() for word in (*_DASHES, "无")}:
        return refuse("E-CELL-05", column, cell)
    if column.refers is Refers.ORGANISATION and _HAN.search(text):
        return Parsed(None, (remark("E-REF-01", column, cell, hint=""),), trimmed(cell.text))
    return _code(cell, column, text)


def _code(cell: Cell, column: Column, text: str) -> Parsed:
    if subject_of(text) is not SubjectKind.ORGANISATION:
        return accept(column, cell, text, read_as=text if text != cell.text else "")
    if len(text) != _USCC_LENGTH:
        code = "E-USCC-03" if len(text) == _LICENCE_LENGTH and text.isdigit() else "E-USCC-02"
        return refuse(code, column, cell, length=str(len(text)))
    wrong = [
        f"第{i}位“{c}”" + (f"是否应为“{_ALIKE[c]}”" if c in _ALIKE else "")
        for i, c in enumerate(text, 1)
        if not (c.isascii() and c.isalnum()) or c in _ALIKE
    ]
    if is_identity_card(text):
        return refuse("E-USCC-06", column, cell)
    if wrong:
        return refuse("E-USCC-04", column, cell, where="，".join(wrong))
    check = check_uscc(text)
    if check.fault:
        what = "组织机构代码的校验码" if check.fault == "organisation" else "末位校验码"
        reason = f"按其余各位计算，第{check.position}位（{what}）应为“{check.expected}”，现为“{check.found}”"
        return Parsed(None, (remark("E-USCC-05", column, cell, reason=reason),), text)
    return accept(column, cell, text, read_as=text if text != cell.text else "")
