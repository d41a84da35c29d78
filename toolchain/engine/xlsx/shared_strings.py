"""Texts as spreadsheets store them.

Runs are joined, phonetic guides left out, ``_xHHHH_`` is decoded, and control characters are named.
"""

from __future__ import annotations

import re

from toolchain.engine.xlsx.cells import Refused, Trouble
from toolchain.engine.xlsx.limits import LIMITS
from toolchain.engine.xlsx.xml_stream import MAIN, Element

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PAIR = re.compile("([\ud800-\udbff])([\udc00-\udfff])")
_T = MAIN + "t"
_LEFT_OUT = {MAIN + "rPh", MAIN + "phoneticPr", MAIN + "rPr", MAIN + "extLst"}


def decoded(text: str) -> str:
    """Decode ``_xHHHH_``; two escapes of one character outside the first plane are joined."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return _PAIR.sub(lambda pair: chr(((ord(pair[1]) & 0x3FF) << 10) + (ord(pair[2]) & 0x3FF) + 0x10000), plain)


def rich_text(element: Element, sheet: str = "") -> str:
    """Join the text and the runs of a string; phonetic guides are no part of it."""
    pieces: list[str] = []
    for child in element:
        if child.tag == _T:
            pieces.append(_bare(child, sheet))
        elif child.tag == MAIN + "r":
            pieces.append(_run(child, sheet))
        elif child.tag not in _LEFT_OUT:
            raise Refused("E-BOOK-06", sheet, part=element.tag.rpartition("}")[2])
    return decoded("".join(pieces))


def _run(run: Element, sheet: str) -> str:
    pieces = []
    for child in run:
        if child.tag == _T:
            pieces.append(_bare(child, sheet))
        elif child.tag not in _LEFT_OUT:
            raise Refused("E-BOOK-06", sheet, part="r")
    return "".join(pieces)


def _bare(element: Element, sheet: str) -> str:
    if len(element):
        raise Refused("E-BOOK-06", sheet, part=element.tag.rpartition("}")[2])
    return element.text or ""


def trouble(text: str) -> Trouble | None:
    """Give the code and the facts of a text that no cell may hold."""
    if len(text) > LIMITS.text_length:
        return "E-CELL-24", (("length", str(len(text))), ("limit", str(LIMITS.text_length)))
    odd = None if text.isprintable() else _ODD.search(text)
    if odd is None:
        return None
    return "E-CELL-21", (("found", f"U+{ord(odd[0]):04X}"), ("position", str(odd.start() + 1)))
