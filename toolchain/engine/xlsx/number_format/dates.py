"""A stored number as a date or a time, as a section of a format code shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from toolchain.engine.xlsx.number_format.grammar import Part, Section
from toolchain.engine.xlsx.number_format.numerals import digit_by_digit, small

_EPOCH = date(1899, 12, 30)
_PHANTOM = 60
"""1900-02-29, a day that spreadsheets count and the calendar does not."""
_END = 2958466
"""The day after 9999-12-31."""
_DAY_SECONDS = 86_400
_ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_DAYS = "一二三四五六日"
_PRIMARY, _CHINESE, _ANY = 0x3FF, 0x04, 0
"""The primary part of a language's number, and the two of it that mean Chinese here."""
_INITIAL = 5
_ABBREVIATED = 3
_NOON, _HALF = 12, 12


@dataclass(frozen=True, slots=True)
class _Moment:
    """A moment: the day, its seconds with a fraction, and all seconds since the beginning of the count."""

    year: int
    month: int
    day: int
    weekday: int
    seconds: Decimal
    elapsed: Decimal


def show_date(value: Decimal, section: Section) -> str | None:
    """Show a date or a time; None for what has no date: before the count begins, or after the year 9999."""
    moment = _moment(value, section)
    if moment is None:
        return None
    if section.long_date:
        return f"{moment.year}年{moment.month}月{moment.day}日"
    half = Part.HALF_DAY in section.parts
    return "".join(_piece(part, text, moment, section, half=half) for part, text in section.pieces)


def _moment(value: Decimal, section: Section) -> _Moment | None:
    if not 0 <= value < _END:
        return None
    finest = max((len(text) for part, text in section.pieces if part is Part.FRACTION), default=0)
    exact = value * _DAY_SECONDS
    seconds = exact.quantize(Decimal(1).scaleb(-finest), rounding=ROUND_HALF_UP)
    serial, rest = divmod(seconds, _DAY_SECONDS)
    day = int(serial)
    if day == _PHANTOM:
        return _Moment(1900, 2, 29, 2, rest, seconds)
    if day == 0:
        return _Moment(1900, 1, 0, 5, rest, seconds)
    if day >= _END:
        return None
    real = _EPOCH + timedelta(days=day + (1 if day < _PHANTOM else 0))
    return _Moment(real.year, real.month, real.day, (day - 2) % 7, rest, seconds)


def _piece(part: Part, text: str, moment: _Moment, section: Section, *, half: bool) -> str:
    if part is Part.YEAR:
        return _year(text, moment.year, section.numerals)
    if part is Part.MONTH:
        return _month(text, moment.month, section)
    if part is Part.DAY:
        return small(str(moment.day).zfill(len(text) if not section.numerals else 1), section.numerals)
    if part is Part.WEEKDAY:
        return _weekday(text, moment.weekday, section)
    return "" if part is Part.ERA else _time(part, text, moment, section, half=half)


def _time(part: Part, text: str, moment: _Moment, section: Section, *, half: bool) -> str:
    whole = int(moment.seconds)
    hour, minute, second = whole // 3600, whole // 60 % 60, whole % 60
    counted = {Part.HOUR: (hour - 1) % _HALF + 1 if half else hour, Part.MINUTE: minute, Part.SECOND: second}
    if part in counted:
        return _counted(counted[part], len(text), section.numerals)
    if part is Part.FRACTION:
        return "." + format(moment.seconds - whole, "f").partition(".")[2].ljust(len(text), "0")[: len(text)]
    if part is Part.HALF_DAY:
        return _half_day(text, section, late=hour >= _NOON)
    if part is Part.ELAPSED:
        unit = {"h": 3600, "m": 60, "s": 1}[text[0]]
        return str(int(moment.elapsed) // unit).zfill(len(text))
    return text


def _counted(number: int, width: int, numerals: int) -> str:
    return small(str(number), numerals) if numerals else str(number).zfill(width)


def _half_day(text: str, section: Section, *, late: bool) -> str:
    if "上午" in text or _is_chinese(section):
        return "下午" if late else "上午"
    first, _, second = text.partition("/")
    return second if late else first


def _year(text: str, year: int, numerals: int) -> str:
    short = len(text) <= 2 and text[0] == "y"  # noqa: PLR2004 - y and yy
    return digit_by_digit(f"{year % 100:02d}" if short else f"{year:04d}", numerals)


def _month(text: str, month: int, section: Section) -> str:
    if len(text) < _ABBREVIATED:
        return small(str(month).zfill(len(text) if not section.numerals else 1), section.numerals)
    if _is_chinese(section):
        return f"{month}月" if len(text) == _ABBREVIATED else _MONTHS[month - 1] + "月"
    name = _ENGLISH_MONTHS[month - 1]
    return name[:3] if len(text) == _ABBREVIATED else name[0] if len(text) == _INITIAL else name


def _weekday(text: str, weekday: int, section: Section) -> str:
    long = len(text) > _ABBREVIATED
    if text[0] in "an" or _is_chinese(section):
        return ("星期" if long else "周") + _DAYS[weekday]
    return _ENGLISH_DAYS[weekday] if long else _ENGLISH_DAYS[weekday][:3]


def _is_chinese(section: Section) -> bool:
    return section.language & _PRIMARY in {_CHINESE, _ANY}
