"""What a cell shows, and how that agrees with what it stores.

People check what they see on the screen or on paper; the stored value is what is computed with. Where a number format
shows another size, another sign, less than all, or nothing, a person has to say which of the two is meant.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from toolchain.engine.xlsx.cells import Cell, CellKind
from toolchain.engine.xlsx.decimals import finite, plain
from toolchain.engine.xlsx.number_format import Format, Part, Section, Shown, display, display_text, parse_format
from toolchain.engine.xlsx.style import CellFormat

AS_IT_IS = {"General", "@", ""}
"""Format codes under which everything is shown as it is stored."""
_EPOCH = date(1899, 12, 30)
_DAY = Decimal(86_400)
_LAST = 2958466
"""The day after 9999-12-31."""
_PLAUSIBLE = 17_899
"""1949-01-01; below it a number in the format of a date is hardly meant as one."""
_PHANTOM = 60
"""1900-02-29, a day that spreadsheets count and the calendar does not."""
_LARGEST = 100

_TOKEN = re.compile(r"[0-9][0-9,]*(?:\.[0-9]*)?(?:E[-+]?[0-9]+)?|\.[0-9]+(?:E[-+]?[0-9]+)?")
_FRACTION = re.compile(r"(?:([0-9]+) +)?([0-9]+) */ *([0-9]+)")
_MINUS = re.compile(r"[-\u2212\uff0d负▼▽△]")
_BRACKETS = re.compile(r"\(.*\)|\uff08.*\uff09")
_SCALES = (
    ("百万亿", 10**14), ("万亿", 10**12), ("千亿", 10**11), ("百亿", 10**10), ("十亿", 10**9), ("亿", 10**8),
    ("千万", 10**7), ("百万", 10**6), ("十万", 10**5), ("万", 10**4), ("千", 10**3),
    ("bn", 10**9), ("mn", 10**6), ("m", 10**6), ("k", 10**3),
)  # fmt: skip
"""Words behind a number that multiply it, the longest first."""
_SHARES = {"%": Fraction(1, 100), "\uff05": Fraction(1, 100), "\u2030": Fraction(1, 1000)}
_FOREIGN = re.compile(r"[$€£₩₽]|usd|eur|gbp|hkd|jpy|mop|twd|美元|欧元|英镑|港[元币]|日[元圆]|台币|卢布", re.IGNORECASE)
"""Money of other countries beside an amount."""
_NOUGHT = {"-", "--", "\u2212", "\u2013", "\u2014", "零", "\u3007", "nil"}
_NOISE = Fraction(1, 10**9)


class Unit(StrEnum):
    """In what the numbers of a column count."""

    YUAN = "元"
    TEN_THOUSAND = "万元"
    ONE = "1"
    TEXT = "文本"
    DATE = "日期"

    __hash__ = str.__hash__


_MONEY = frozenset({Unit.YUAN, Unit.TEN_THOUSAND})


class Gap(StrEnum):
    """How what is shown and what is stored differ."""

    HIDDEN = "没有显示"
    OTHER = "显示的是另一个值"
    PARTIAL = "日期没有显示完整"
    ROUNDED = "显示的位数较少"
    DRESSED = "显示的文字不同"

    __hash__ = str.__hash__


class Difference(NamedTuple):
    """What is shown, what is stored, and how they differ; of a date also the parts that are missing."""

    gap: Gap
    seen: str
    stored: str
    missing: str = ""


def seen(cell: Cell) -> str:
    """Give what people see in a cell; where that is nothing at all, or hides something, also what is stored."""
    if cell.kind is CellKind.TEXT:
        return cell.text if cell.style.code in AS_IT_IS else display_text(cell.text, parse_format(cell.style.code))
    number = finite(cell.text) if cell.kind is CellKind.NUMBER else None
    if number is None or abs(number.adjusted()) > _LARGEST:
        return cell.text
    if cell.style.code in AS_IT_IS:
        return plain(number)
    shape = parse_format(cell.style.code)
    shown, kept = _visible_part(display(number, shape)), stored_form(cell, number)
    same = _shows_day(cell, number, shown) if _is_date(cell) else _reads_alike(number, shape)
    return shown if shown and (same or shown == kept) else f"{shown or '（不显示）'}（所存为{kept}）"


def _visible_part(shown: Shown) -> str:
    """Give what of a number people see: nothing of white letters, no other calendar than theirs."""
    if shown.section is not None and shown.section.white:
        return ""
    return "其他历法的日期" if shown.section is not None and shown.section.foreign else shown.text.strip()


def _shows_day(cell: Cell, number: Decimal, shown: str) -> bool:
    whole = cell.format is CellFormat.DATE and number == number.to_integral_value()
    return whole and number >= _PLAUSIBLE and "#" not in shown


def _reads_alike(number: Decimal, shape: Format) -> bool:
    """Say whether a number that is shown reads as itself."""
    read = _read(display(number, _in_digits(shape)).text, Unit.ONE)
    return read is not None and read[0] == Fraction(number)


def _is_date(cell: Cell) -> bool:
    return cell.format in {CellFormat.DATE, CellFormat.TIME}


def stored_form(cell: Cell, number: Decimal) -> str:
    """Write a stored number plainly: a date as a date, with its time where it has one, a time as a time."""
    if not _is_date(cell) or not (number < 1 or _PLAUSIBLE <= number < _LAST) or number < 0:
        return plain(number)
    day, rest = divmod(int((number * _DAY).to_integral_value()), 86_400)
    clock = f"{rest // 3600:02d}:{rest // 60 % 60:02d}" + (f":{rest % 60:02d}" if rest % 60 else "")
    return " ".join([_calendar_day(day)] * bool(day) + [clock] * bool(rest or not day))


def _calendar_day(serial: int) -> str:
    return (_EPOCH + timedelta(days=serial + (1 if serial < _PHANTOM else 0))).isoformat()


def difference(cell: Cell, unit: Unit) -> Difference | None:
    """Say how what a cell shows and what it stores differ; None where they agree.

    Args:
        cell: a constant.
        unit: in what its column counts.
    """
    if cell.style.code in AS_IT_IS or cell.formula is not None:
        return None
    return _difference(cell.kind, cell.text, cell.style.code, cell.format, unit)


@lru_cache(maxsize=4096)
def _difference(kind: CellKind, text: str, code: str, shown_as: CellFormat, unit: Unit) -> Difference | None:
    shape = parse_format(code)
    if kind is CellKind.TEXT:
        return _of_text(text, shape)
    number = finite(text) if kind is CellKind.NUMBER else None
    if number is None or abs(number.adjusted()) > _LARGEST or shown_as is CellFormat.TIME:
        return None
    if shown_as is CellFormat.DATE or unit is Unit.DATE:
        shown = display(number, shape)
        asked = shown_as is CellFormat.DATE and unit is Unit.DATE
        return _of_date(number, shown.text, shown.section) if asked else None
    return _of_plain(number, shape, unit)


def _of_plain(number: Decimal, shape: Format, unit: Unit) -> Difference | None:
    """Hold a number that is shown as one against what is shown."""
    shown, kept = display(number, shape), plain(number)
    if not _visible_part(shown):
        return Difference(Gap.HIDDEN, "", kept)
    if unit is Unit.TEXT and shown.text.strip() == kept:
        return None
    said = display(number, _in_digits(shape)).text
    return _of_number(number, said, shown.text.strip(), unit)


def _in_digits(shape: Format) -> Format:
    return replace(shape, numbers=tuple(replace(section, numerals=0) for section in shape.numbers))


def _of_text(text: str, shape: Format) -> Difference | None:
    shown = display_text(text, shape).strip()
    if shown == text.strip():
        return None
    return Difference(Gap.DRESSED if shown else Gap.HIDDEN, shown, text)


def _of_date(number: Decimal, shown: str, section: Section | None) -> Difference | None:
    """Hold a date against what is shown of it; one that no calendar has is for the reader of dates."""
    if section is None or not 1 <= number < _LAST:
        return None
    kept = _calendar_day(int(number))
    if section.foreign or section.white:
        seen_part = _visible_part(Shown(shown, section))
        return Difference(Gap.OTHER if seen_part else Gap.HIDDEN, seen_part, kept)
    if section.long_date:
        return None
    wanted = ((Part.YEAR, "年"), (Part.MONTH, "月"), (Part.DAY, "日"))
    missing = "、".join(name for part, name in wanted if part not in section.parts)
    if missing:
        return Difference(Gap.PARTIAL, shown.strip(), kept, missing)
    literal = "".join(text for part, text in section.pieces if part is Part.LITERAL)
    if re.search(r"[0-9]", literal) or (_two_digits(section) and not 1930 <= int(kept[:4]) <= 2029):  # noqa: PLR2004 - what two digits are read as
        return Difference(Gap.OTHER, shown.strip(), kept)
    return None


def _two_digits(section: Section) -> bool:
    return all(len(text) <= 2 for part, text in section.pieces if part is Part.YEAR and text[0] == "y")  # noqa: PLR2004 - y and yy


def _of_number(number: Decimal, said: str, shown: str, unit: Unit) -> Difference | None:
    kept = plain(number)
    other = Difference(Gap.OTHER, shown, kept)
    read = _read(said, unit)
    if read is None:
        return None if number == 0 and said.strip() in _NOUGHT else other
    value, step = read
    apart = abs(value - Fraction(number))
    if (unit is Unit.TEXT and (step != 1 or _leading_zero(said))) or (unit in _MONEY and _FOREIGN.search(said)):
        return other
    if apart <= _NOISE:
        return None
    return other if apart > step / 2 else Difference(Gap.ROUNDED, shown, kept)


def _leading_zero(said: str) -> bool:
    return re.match(r"\D*0[0-9]", said) is not None


def _read(said: str, unit: Unit) -> tuple[Fraction, Fraction] | None:
    """Read back a number that is shown, in the unit of its column, and the step of its last digit."""
    text = said.strip()
    fraction = _FRACTION.search(text)
    tokens = list(_TOKEN.finditer(text))
    if fraction and len(tokens) == len([part for part in fraction.groups() if part]):
        value = Fraction(int(fraction[1] or 0)) + Fraction(int(fraction[2]), int(fraction[3]) or 1)
        step, before, behind = Fraction(1, int(fraction[3]) or 1), text[: fraction.start()], text[fraction.end() :]
    elif len(tokens) == 1:
        digits = tokens[0][0].replace(",", "")
        value = Fraction(Decimal(digits))
        step = _step(digits)
        before, behind = text[: tokens[0].start()], text[tokens[0].end() :]
    else:
        return None
    times = _times(behind, unit)
    negative = bool(_MINUS.search(before)) or bool(_BRACKETS.fullmatch(text))
    return (-value if negative else value) * times, step * times


def _step(digits: str) -> Fraction:
    head, _, power = digits.partition("E")
    places = len(head.partition(".")[2])
    return Fraction(10) ** (int(power or 0) - places)


def _times(behind: str, unit: Unit) -> Fraction:
    """Say by how much the words behind a number multiply it, in the unit of its column."""
    words = behind.strip().lstrip(")").strip().lower()
    share = _SHARES.get(words[:1])
    if share is not None:
        return share
    scale = next((Fraction(size) for word, size in _SCALES if words.startswith(word)), Fraction(1))
    money = "元" in words or (scale != 1 and unit in {Unit.YUAN, Unit.TEN_THOUSAND})
    if unit is Unit.TEN_THOUSAND and money:
        return scale / 10_000
    return scale
