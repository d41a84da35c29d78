"""What stands around the rows of a worksheet: merged areas, hidden columns, a filter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from toolchain.engine.xlsx.annotations import Rule, rules_of
from toolchain.engine.xlsx.cells import Refused, number_of
from toolchain.engine.xlsx.decimals import finite
from toolchain.engine.xlsx.fast_path import EXTENSION, before, follows
from toolchain.engine.xlsx.limits import LIMITS
from toolchain.engine.xlsx.parse_cache import cache_parsed
from toolchain.engine.xlsx.xml_stream import MAIN, Element, mend_controls, whole

SHEET = MAIN + "worksheet"
_ROW, _DATA = MAIN + "row", MAIN + "sheetData"
_COL, _MERGE, _FILTER = MAIN + "col", MAIN + "mergeCell", MAIN + "filterColumn"
_RULES = MAIN + "conditionalFormatting"

REF = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_AREA = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6}):([A-Z]{1,3})([1-9][0-9]{0,6})")
INDEX = re.compile(r"[0-9]{1,7}")
YES = {"1", "true"}
_NARROWEST, _LOWEST = Decimal("0.5"), Decimal(2)
"""Characters and points below which a column or a row shows nothing."""


@dataclass(slots=True)
class Around:
    """What was found around the rows of a sheet so far; ``count`` is how many areas and column settings."""

    title: str
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: bool = False
    count: int = 0
    rules: list[Rule] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands before or after the rows of a sheet.

    Attributes:
        merged, hidden_columns, filtered, count, rules: as above.
        extended: the root declares the prefix that rows may use.
        beginning: makes a whole sheet of what follows the rows.
    """

    merged: tuple[tuple[int, int, int, int], ...]
    hidden_columns: frozenset[int]
    filtered: bool
    count: int
    extended: bool
    rules: tuple[Rule, ...] = ()
    beginning: bytes = b""


@cache_parsed
def before_rows(part: str, head: bytes) -> Frame | None:
    """Read what stands before the rows; None where that is not to be read alone."""
    sheet, beginning = before(head) or (b"", b"")
    frame = _frame(part, sheet)
    return None if frame is None else replace(frame, beginning=beginning)


@cache_parsed
def after_rows(part: str, sheet: bytes, beginning: int) -> Frame | None:
    """Read what follows the rows behind a beginning of so many bytes; None where that is not to be read alone."""
    return _frame(part, sheet) if follows(sheet[beginning:]) else None


def _frame(part: str, sheet: bytes) -> Frame | None:
    """Read a sheet without rows."""
    around = Around("")
    if not sheet or mend_controls(sheet)[1]:
        return None
    try:
        top = whole(part, sheet, SHEET)
        if top is None or top.prefix is not None or [child.prefix for child in top.iterchildren(_DATA)] != [None]:
            return None
        for element in top.iter(_ROW, *SETTINGS):
            if element.tag == _ROW:
                return None
            SETTINGS[element.tag](around, element)
    except Refused:
        return None
    merged, hidden = tuple(around.merged), frozenset(around.hidden_columns)
    return Frame(merged, hidden, around.filtered, around.count, EXTENSION in top.nsmap, tuple(around.rules))


def _merge(around: Around, element: Element) -> None:
    ref = element.get("ref", "")
    found = _AREA.fullmatch(ref)
    if found is None:
        if REF.fullmatch(ref):
            return
        raise Refused("E-BOOK-09", around.title, found=ref[:20], row="合并区域")
    _count(around)
    around.merged.append((int(found[2]), number_of(found[1]), int(found[4]), number_of(found[3])))


def _columns(around: Around, element: Element) -> None:
    _count(around)
    if element.get("hidden") not in YES and not _narrow(element.get("width"), _NARROWEST):
        return
    first, last = element.get("min", ""), element.get("max", "")
    if not INDEX.fullmatch(first) or not INDEX.fullmatch(last):
        raise Refused("E-BOOK-10", around.title, found=f"{first[:10]}:{last[:10]}")
    around.hidden_columns.update(range(int(first), min(int(last), LIMITS.far_column) + 1))


def _narrow(said: str | None, least: Decimal) -> bool:
    size = None if said is None else finite(said)
    return size is not None and size < least


def is_flat(row: Element) -> bool:
    """Say whether nobody sees a row: it is hidden, or too low for any character."""
    return row.get("hidden") in YES or _narrow(row.get("ht"), _LOWEST)


def _filter(around: Around, _: Element) -> None:
    around.filtered = True


def _rules(around: Around, element: Element) -> None:
    _count(around)
    around.rules += rules_of(element)


def _count(around: Around) -> None:
    around.count += 1
    if around.count > LIMITS.areas:
        raise Refused("E-BOOK-14", around.title, what="合并区域或列设置")


SETTINGS = {_MERGE: _merge, _COL: _columns, _FILTER: _filter, _RULES: _rules}
"""How each setting is read."""
