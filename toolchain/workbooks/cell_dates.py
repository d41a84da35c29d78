"""Dates: real date cells, or the listed full forms in text; a missing day is never made up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from toolchain.engine.xlsx.cells import Cell, CellKind
from toolchain.engine.xlsx.decimals import plain, stored
from toolchain.engine.xlsx.style import CellFormat
from toolchain.model.chinese import ENDLESS
from toolchain.model.identifiers import Form
from toolchain.model.schema import Column
from toolchain.workbooks.cell_numbers import NOTHING_WORDS
from toolchain.workbooks.cell_parser import Parsed, accept, refuse, remark
from toolchain.workbooks.normalisation import WIDE_HYPHEN, ascii_form

EARLIEST = date(1949, 1, 1)
LATEST = date(2100, 12, 31)

_EPOCH_1900 = date(1899, 12, 30)
DAYS_1904 = 1462
"""Days between the two date systems; the reader adds them to the serials of a 1904 workbook."""
UNFORMATTED = "N-DATE-08"
"""The note on a date that was read from a number without the format of a date."""
_PHANTOM = 60  # 1900-02-29, which the 1900 system counts and the calendar does not
_SERIALS = range((EARLIEST - _EPOCH_1900).days, (LATEST - _EPOCH_1900).days + 1)

_FULL = (
    re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII),
    re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})", re.ASCII),
    re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})", re.ASCII),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]", re.ASCII),
)
_DAYLESS = re.compile(r"\d{4}(?:[-/.年]\d{1,2}月?|年)?", re.ASCII)
_YEARLESS = re.compile(r"(\d{1,2})月(\d{1,2})[日号]", re.ASCII)
_SHORT_YEAR = re.compile(r"(\d{2})([-/.年])(\d{1,2})(?:\2|月)(\d{1,2})[日号]?|(\d{2})(\d{2})(\d{2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
_WEEKDAY = re.compile(r"[(（]?(?:星期|周|礼拜)([一二三四五六日天])[)）]?$")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_MIDNIGHT = re.compile(r"[T ]0{1,2}:00(?::00(?:\.0+)?)?(?:Z|[-+]\d{2}:?\d{2})?$", re.ASCII)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$", re.ASCII)
_WORLD_TIME = re.compile(r"(\d{4})-(\d{2})-(\d{2})[T ](?:16:00(?::00(?:\.0+)?)?|15:5\d:\d\d(?:\.\d+)?)Z", re.ASCII)
"""Midnight in China, or less than a minute before it, in world time of the day before."""
_WORLD_MIDNIGHT = 16
_SUMMER_TIME = range(1986, 1992)
_MINUTE = Decimal(1) / 1440
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_WORDS = re.compile(
    r"(\d{4}|[〇零○一二三四五六七八九]{4})年"
    r"(\d{1,2}|[一二三四五六七八九十]{1,3})月(\d{1,2}|[一二三四五六七八九十]{1,3})[日号]",
    re.ASCII,
)


def parse_date(cell: Cell, column: Column) -> Parsed:
    """Read a full date between 1949 and 2100."""
    if cell.kind is CellKind.NUMBER:
        return _from_number(cell, column)
    text = ascii_form(cell.text).replace(WIDE_HYPHEN, "-")
    if column.form is Form.LAST_DAY and text == ENDLESS:
        return Parsed(date.max)
    if text.casefold() in NOTHING_WORDS:
        return refuse("E-CELL-05", column, cell)
    day_part = _MIDNIGHT.sub("", text)
    if _CLOCK.search(day_part):
        return refuse("E-DATE-04", column, cell, hint=_other_zone(text))
    return _from_text(cell, column, re.sub(r"\s", "", day_part))


def _from_text(cell: Cell, column: Column, text: str) -> Parsed:
    weekday = _WEEKDAY.search(text)
    parts = _parts(text[: weekday.start()] if weekday else text)
    if parts is None:
        compact = _COMPACT.fullmatch(text)
        if compact:
            return _suggest(cell, column, _day(*map(int, compact.groups())))
        if re.fullmatch(r"\d{5}", text, re.ASCII) and int(text) in _SERIALS:
            return _suggest(cell, column, _EPOCH_1900 + timedelta(days=int(text)))
        return _incomplete(cell, column, text)
    day = _day(*parts)
    if day is None:
        return refuse("E-DATE-05", column, cell)
    if weekday and "一二三四五六日".index(weekday[1].replace("天", "日")) != day.weekday():
        return refuse("E-DATE-01", column, cell, hint=f"{chinese_day(day)}是星期{'一二三四五六日'[day.weekday()]}。")
    return _ranged(cell, column, day, read_as=day.isoformat())


def _incomplete(cell: Cell, column: Column, text: str) -> Parsed:
    """Say what a text lacks to be a date, and ask about the days it may mean; nothing is chosen."""
    if _YEARLESS.fullmatch(text):
        return refuse("E-DATE-02", column, cell, missing="年")
    if _DAYLESS.fullmatch(text):
        return refuse("E-DATE-02", column, cell, missing="日")
    days = [chinese_day(day) for day in _perhaps(text) if EARLIEST <= day <= LATEST]
    return refuse("E-DATE-01", column, cell, hint=f"是否指{'或者'.join(days)}？" if days else "")


def _perhaps(text: str) -> Iterator[date]:
    """Give the days that a text with a year of two digits, or with the year at its end, may mean."""
    short, last = _SHORT_YEAR.fullmatch(text), _YEAR_LAST.fullmatch(text)
    if short:
        year, month, day = (
            (int(part) for part in (short[1], short[3], short[4]) if part)
            if short[1]
            else map(int, short.group(5, 6, 7))
        )
        found = [_day(2000 + year, month, day)]
    elif last:
        one, other, year = map(int, last.groups())
        found = [_day(year, one, other), _day(year, other, one)]
    else:
        found = []
    yield from dict.fromkeys(day for day in found if day is not None)


def _parts(text: str) -> tuple[int, int, int] | None:
    for pattern in _FULL:
        found = pattern.fullmatch(text)
        if found:
            return int(found[1]), int(found[2]), int(found[3])
    words = _WORDS.fullmatch(text)
    if words:
        year = int("".join(str(_DIGITS.get(c, c)) for c in words[1]))
        return year, _spoken(words[2]), _spoken(words[3])
    return None


def _spoken(word: str) -> int:
    """Read 一 to 三十一, and digits; anything else gives 0, which no calendar has."""
    if word.isdecimal():
        return int(word)
    tens, ten, ones = word.rpartition("十")
    if not ten:
        return _DIGITS[word] if len(word) == 1 else 0
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return 0
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _from_number(cell: Cell, column: Column) -> Parsed:
    try:
        serial = stored(cell.text)
    except InvalidOperation:
        return refuse("E-DATE-01", column, cell, hint="")
    if cell.format is CellFormat.TIME:
        return refuse("E-DATE-04", column, cell, hint="")
    if cell.format is not CellFormat.DATE:
        return _plain_number(cell, column, serial)
    if not 0 <= serial < 2958466:  # noqa: PLR2004 - the day after 9999-12-31
        compact = _COMPACT.fullmatch(plain(serial))
        meant = _day(*map(int, compact.groups())) if compact else None
        return _suggest(cell, column, meant) if meant else refuse("E-DATE-06", column, cell)
    if serial != serial.to_integral_value():
        return refuse("E-DATE-04", column, cell, hint=_before_midnight(serial) or _in_world_time(serial))
    return _counted(cell, column, int(serial))


def _counted(cell: Cell, column: Column, serial: int) -> Parsed:
    """Take the count of a date; one beyond all plausible days may be six digits typed for year, month and day."""
    day = _from_serial(serial)
    meant = next(_perhaps(str(serial)), None) if day is not None and day > LATEST else None
    if meant is not None:
        return _suggest(cell, column, meant)
    return refuse("E-DATE-05", column, cell) if day is None else _ranged(cell, column, day)


def _before_midnight(serial: Decimal) -> str:
    """Ask about the next day where programs in China lose less than a minute of it."""
    whole = int(serial) + 1
    if whole - serial > _MINUTE or whole not in _SERIALS:
        return ""
    return f"是否指{chinese_day(_EPOCH_1900 + timedelta(days=whole))}？"


def _in_world_time(serial: Decimal) -> str:
    """Ask about the next day where midnight in China was written in world time: 16:00, in summers of 1986-91 15:00."""
    whole = int(serial)
    hours = round((serial - whole) * 24, 3)
    if whole not in _SERIALS:
        return ""
    summer = _EPOCH_1900 + timedelta(days=whole)
    if hours != _WORLD_MIDNIGHT and not (hours == _WORLD_MIDNIGHT - 1 and summer.year in _SUMMER_TIME):
        return ""
    return f"是否指{chinese_day(summer + timedelta(days=1))}？（有的软件存日期时少了八小时）"


def _other_zone(text: str) -> str:
    """Ask about the day that begins in China at an hour given in world time."""
    found = _WORLD_TIME.fullmatch(text)
    day = _day(int(found[1]), int(found[2]), int(found[3])) if found else None
    return f"按北京时间是否指{chinese_day(day + timedelta(days=1))}？" if day and day <= LATEST else ""


def _from_serial(serial: int) -> date | None:
    if serial == _PHANTOM:
        return None
    return _EPOCH_1900 + timedelta(days=serial + (1 if serial < _PHANTOM else 0))


def _plain_number(cell: Cell, column: Column, serial: Decimal) -> Parsed:
    """Read a number that is not shown as a date: one that can only be the count of a date is taken as such."""
    whole = int(serial) if serial.is_finite() and serial == serial.to_integral_value() else -1
    compact = _COMPACT.fullmatch(str(whole))
    if compact:
        return _suggest(cell, column, _day(*map(int, compact.groups())))
    if whole in _SERIALS:
        day = _EPOCH_1900 + timedelta(days=whole)
        return Parsed(day, (remark(UNFORMATTED, column, cell, result=day.isoformat()),))
    if EARLIEST.year <= whole <= LATEST.year:
        return refuse("E-DATE-02", column, cell, missing="日")
    return _incomplete(cell, column, f"{whole:06}" if whole >= 0 else "")


def _suggest(cell: Cell, column: Column, meant: date | None) -> Parsed:
    if meant is None or not EARLIEST <= meant <= LATEST:
        return refuse("E-DATE-01", column, cell, hint="")
    return refuse("E-DATE-03", column, cell, meant=chinese_day(meant))


def chinese_day(day: date) -> str:
    """Write a day as people say it."""
    return f"{day.year}年{day.month}月{day.day}日"


def _ranged(cell: Cell, column: Column, day: date, *, read_as: str = "") -> Parsed:
    if not EARLIEST <= day <= LATEST:
        return refuse("E-DATE-06", column, cell)
    return accept(column, cell, day, read_as=read_as if read_as != cell.text else "")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
