"""Number formats, as far as they change what a stored number means."""

from __future__ import annotations

import re

from toolchain.engine.xlsx.cells import CellFormat

_BUILT_IN = {
    **dict.fromkeys((*range(1, 9), 11, 12, 13, *range(37, 45), 48), CellFormat.NUMBER),
    **dict.fromkeys((9, 10), CellFormat.PERCENT),
    **dict.fromkeys((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58), CellFormat.DATE),
    **dict.fromkeys((*range(18, 22), *range(32, 36), *range(45, 48), 55, 56), CellFormat.TIME),
    49: CellFormat.TEXT,
}
"""The formats that have a number but no code, Chinese date formats (27 to 58) included."""

_LITERAL = re.compile(r'"[^"]*"?|\\.|[_*].')
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKET = re.compile(r"\[[^\]]*\]")
_HALF_DAY = re.compile(r"am/pm|a/p|上午/下午")


def built_in(number: int) -> CellFormat:
    """Classify a format that is known by its number."""
    return _BUILT_IN.get(number, CellFormat.GENERAL)


def custom(code: str) -> CellFormat:
    """Classify a format code such as ``yyyy"年"m"月"d"日"`` by its first section."""
    bare = _LITERAL.sub("", code).split(";", 1)[0]
    elapsed = _ELAPSED.search(bare) is not None
    bare = _BRACKET.sub("", bare).lower()
    half_day = _HALF_DAY.search(bare) is not None
    bare = _HALF_DAY.sub("", bare).replace("general", "")
    if "y" in bare or "d" in bare or "aaa" in bare:
        return CellFormat.DATE
    if elapsed or half_day or "h" in bare or "s" in bare:
        return CellFormat.TIME
    if "m" in bare:
        return CellFormat.DATE
    return _plain(bare.strip(), code)


def _plain(bare: str, code: str) -> CellFormat:
    if "%" in bare:
        return CellFormat.PERCENT
    if "@" in bare:
        return CellFormat.TEXT
    if any(place in bare for place in "0#?"):
        return CellFormat.NUMBER
    return CellFormat.GENERAL if not bare and "general" in code.lower() else CellFormat.NUMBER
