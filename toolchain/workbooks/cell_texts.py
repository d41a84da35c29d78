"""Texts, codes and closed vocabularies."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal, InvalidOperation

from toolchain.engine.xlsx.cells import Cell, CellFormat, CellKind
from toolchain.model.identifiers import check_uscc
from toolchain.model.schema import Column
from toolchain.workbooks.cell_numbers import plain, stored
from toolchain.workbooks.cell_parser import Parsed, accept, refuse, remark
from toolchain.workbooks.normalisation import (
    ascii_form,
    closest,
    label_key,
    look_alikes,
    odd_characters,
    ordinary,
    trimmed,
)

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
_TICKS = re.compile(r"[√✓✔☑✅■●○×✗✘☒□vVxX1]|对|勾")
_USCC_LENGTH = 18
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
    if text == cell.text and ordinary(text):
        return Parsed(text)
    read = accept(column, cell, text, read_as=text if text != cell.text.replace("\r\n", "\n") else "")
    alike = look_alikes(text)
    return Parsed(text, (*read.remarks, remark("W-TEXT-09", column, cell, alike=alike))) if alike else read


def _text_fault(text: str, column: Column) -> tuple[str, dict[str, str]] | None:
    short = column.length < LONG_TEXT
    odd = odd_characters(text) or ("U+0009" if short and "\t" in text else "")
    if odd:
        return "E-TEXT-05", {"odd": odd}
    if text in _DASHES:
        return "E-CELL-05", {}
    if text in ERROR_WORDS:
        return "E-CELL-02", {}
    if "(" in text and "DISPIMG(" in text.upper():
        return "E-TEXT-07", {}
    if len(text) > column.length:
        return "E-TEXT-01", {"limit": str(column.length), "length": str(len(text))}
    return ("E-TEXT-06", {}) if short and "\n" in text else None


def _number_as_text(cell: Cell, column: Column) -> Parsed:
    if cell.format in {CellFormat.DATE, CellFormat.TIME}:
        return refuse("E-TEXT-02", column, cell)
    try:
        value = stored(cell.text)
    except InvalidOperation:
        return refuse("E-TEXT-03", column, cell)
    if abs(value) >= _NUMBER_KEEPS:
        return refuse("E-TEXT-04", column, cell)
    if cell.format is CellFormat.PERCENT or value != value.to_integral_value():
        return refuse("E-TEXT-03", column, cell)
    text = plain(value)
    if len(text) > column.length:
        return refuse("E-TEXT-01", column, cell, limit=str(column.length), length=str(len(text)))
    return Parsed(text, accept(column, cell, text, read_as=f"文本{text}").remarks)


def parse_choice(cell: Cell, column: Column) -> Parsed:
    """Read one value of a closed vocabulary."""
    choices = column.choices
    text = trimmed(cell.text)
    if text in choices and cell.kind is not CellKind.NUMBER:
        return accept(column, cell, column.element(text), read_as=text if text != cell.text else "")
    wanted = "、".join(choices)
    if cell.kind is CellKind.NUMBER:
        return refuse("E-CHOICE-02", column, cell, wanted=wanted)
    alike = [c for c in choices if label_key(c) == label_key(text)]
    if len(alike) == 1:
        return accept(column, cell, column.element(alike[0]), read_as=alike[0])
    if _TICKS.fullmatch(text):
        return refuse("E-CHOICE-02", column, cell, wanted=wanted)
    near = closest(text, choices)
    hint = f"是否指“{near}”？" if near else ""
    return refuse("E-CHOICE-01", column, cell, wanted=wanted, hint=hint)


def parse_uscc(cell: Cell, column: Column) -> Parsed:
    """Read a 统一社会信用代码 with both check characters."""
    if cell.kind is CellKind.NUMBER:
        return refuse("E-USCC-01", column, cell)
    text = re.sub(r"\s", "", ascii_form(cell.text)).upper()
    if text in {word.upper() for word in (*_DASHES, "无")}:
        return refuse("E-CELL-05", column, cell)
    code = "E-USCC-03" if len(text) == _LICENCE_LENGTH and text.isdigit() else "E-USCC-02"
    if len(text) != _USCC_LENGTH:
        return refuse(code, column, cell, length=str(len(text)))
    wrong = [
        f"第{i}位“{c}”" + (f"是否应为“{_ALIKE[c]}”" if c in _ALIKE else "")
        for i, c in enumerate(text, 1)
        if not (c.isascii() and c.isalnum()) or c in _ALIKE
    ]
    if wrong:
        return refuse("E-USCC-04", column, cell, where="，".join(wrong))
    check = check_uscc(text)
    if check.fault:
        what = "组织机构代码的校验码" if check.fault == "organisation" else "末位校验码"
        reason = f"按其余各位计算，第{check.position}位（{what}）应为“{check.expected}”，现为“{check.found}”"
        return refuse("E-USCC-05", column, cell, reason=reason)
    return accept(column, cell, text, read_as=text if text != cell.text else "")


def split_values(text: str) -> tuple[str, ...]:
    """Split a cell that holds several values."""
    return tuple(piece for piece in (trimmed(p) for p in re.split(r"[、,，;；\n]", text)) if piece)


def repeated(values: tuple[object, ...]) -> tuple[str, ...]:
    """List the values that occur more than once."""
    return tuple(str(value) for value, times in Counter(values).items() if times > 1)
