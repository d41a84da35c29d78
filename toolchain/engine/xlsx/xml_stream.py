"""XML read as a stream: no entity, no network, no tree larger than one record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from toolchain.engine.xlsx.cells import Refused
from toolchain.engine.xlsx.limits import LIMITS

Element = Any
"""An lxml element; the library's own name for its class is private."""

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DOCUMENT_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}"
CONTENT_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
STRICT = "http://purl.oclc.org/ooxml/"

_SAFE: Any = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_PARSER: Any = etree.XMLParser(**_SAFE)

_WHOLE = 1_000_000
_CHUNK = 65_536
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_ILLEGAL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,10}));")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


def stream(part: str, data: bytes, root: str, wanted: tuple[str, ...], sheet: str = "") -> Iterator[Element]:
    """Yield the wanted elements as they end; everything else is checked for being well-formed and let go.

    Raises:
        Refused: the XML is broken, declares a document type, or is of another kind than its place says.
    """
    top = whole(part, data, root, sheet)
    if top is not None:
        yield from top.iter(*wanted)
        return
    try:
        yield from _in_pieces(part, data, root, wanted, sheet)
    except etree.XMLSyntaxError as error:
        raise _broken(part, data, sheet) from error


def whole(part: str, data: bytes, root: str, sheet: str = "") -> Element | None:
    """Give the tree of a small part, checked as :func:`stream` does; None for one that is to be read in pieces.

    Raises:
        Refused: as :func:`stream`.
    """
    if len(data) > _WHOLE:
        return None
    try:
        return _checked_root(etree.fromstring(data, _PARSER), root, part, sheet)
    except etree.XMLSyntaxError as error:
        raise _broken(part, data, sheet) from error


def _broken(part: str, data: bytes, sheet: str) -> Refused:
    return Refused("E-BOOK-05" if b"<!DOCTYPE" in data else "E-BOOK-04", sheet, part=part)


def _in_pieces(part: str, data: bytes, root: str, wanted: tuple[str, ...], sheet: str) -> Iterator[Element]:
    """Read a large part piece by piece, keeping no more of it than one open record."""
    local = root.rpartition("}")[2]
    parser = etree.XMLPullParser(events=("start", "end"), tag=(f"{{*}}{local}", *wanted), **_SAFE)
    top: Element = None
    record: Element = None
    held = 0
    for begin in range(0, len(data), _CHUNK):
        parser.feed(data[begin : begin + _CHUNK])
        events: Any = parser.read_events()
        for event, element in events:
            if event == "end":
                if element.tag in wanted:
                    yield element
            elif top is None:
                top = _checked_root(element, root, part, sheet)
        if top is None:
            raise Refused("E-BOOK-06", sheet, part=part)
        last = _prune(top, wanted)
        held = held + _CHUNK if last is not None and last is record else 0
        record = last
        if held > LIMITS.record_bytes:
            raise Refused("E-BOOK-14", sheet, what="单行或单项内容")
    parser.close()


def _checked_root(element: Element, root: str, part: str, sheet: str) -> Element:
    if element.getroottree().docinfo.internalDTD is not None:
        raise Refused("E-BOOK-05", sheet, part=part)
    if element.tag != root or element.getparent() is not None:
        raise Refused("E-FILE-22") if STRICT in element.tag else Refused("E-BOOK-06", sheet, part=part)
    return element


def _prune(top: Element, wanted: tuple[str, ...]) -> Element | None:
    """Drop what has been read; give the wanted element that may still be open."""
    element = top
    while len(element):
        del element[:-1]
        element = element[-1]
        if element.tag in wanted:
            return element
    return None


def mend_controls(data: bytes) -> tuple[bytes, bool]:
    """Spell raw control characters the way spreadsheets do (``_x0001_``), so that their cell can be named."""
    if data.startswith(_WIDE) or (b"&#" not in data and len(data.translate(None, _CONTROLS)) == len(data)):
        return data, False
    mended = _ILLEGAL.sub(_spelled, data)
    return mended, mended != data


def _spelled(found: re.Match[bytes]) -> bytes:
    if found[1] or found[2]:
        code = int(found[1], 16) if found[1] else int(found[2])
        legal = code in {9, 10, 13} or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or code > 0xFFFF  # noqa: PLR2004 - the XML character range
        return found[0] if legal else b"_x%04X_" % code
    return b"_x%04X_" % found[0][0]


def subtree(element: Element, *parents: str) -> bool:
    """Say whether an element stands exactly below these elements, innermost first."""
    for parent in parents:
        element = element.getparent()
        if element is None or element.tag != parent:
            return False
    return element.getparent() is None
