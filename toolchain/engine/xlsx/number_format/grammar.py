"""The grammar of number format codes: sections, their conditions, and the parts each is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import lru_cache


class Part(Enum):
    """What a piece of a format code stands for."""

    LITERAL = "characters that are shown as they are"
    DIGIT = "place of a digit: 0, # or ?"
    POINT = "decimal point"
    COMMA = "thousands separator, or a division by a thousand"
    PERCENT = "per cent sign"
    EXPONENT = "E+ or E-"
    SLASH = "bar of a fraction"
    GENERAL = "the number as it is"
    TEXT = "the text itself"
    YEAR = "year"
    MONTH = "month"
    DAY = "day of the month"
    WEEKDAY = "day of the week"
    ERA = "name of an era"
    HOUR = "hour"
    MINUTE = "minute"
    SECOND = "second"
    FRACTION = "fractions of a second"
    HALF_DAY = "morning or afternoon"
    ELAPSED = "hours, minutes or seconds in all"


Piece = tuple[Part, str]

DATES = frozenset({Part.YEAR, Part.MONTH, Part.DAY, Part.WEEKDAY, Part.ERA})
TIMES = frozenset({Part.HOUR, Part.MINUTE, Part.SECOND, Part.FRACTION, Part.HALF_DAY, Part.ELAPSED})
_NUMERIC = frozenset({Part.DIGIT, Part.PERCENT, Part.EXPONENT, Part.POINT, Part.SLASH, Part.GENERAL})


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a format code.

    Attributes:
        pieces: its parts in order, each with its characters.
        condition: comparison and limit a number has to meet, where the code gives one.
        numerals: how Chinese numerals are written (1, 2 or 3), 0 for plain digits.
        language: the Windows number of the language asked for, 0 for none.
        foreign: the calendar is another one than the Gregorian.
        long_date: whatever the parts say, the system's long date is shown.
        white: the section asks for white letters.
    """

    pieces: tuple[Piece, ...]
    condition: tuple[str, Decimal] | None = None
    numerals: int = 0
    language: int = 0
    foreign: bool = False
    long_date: bool = False
    white: bool = False

    @property
    def parts(self) -> frozenset[Part]:
        """The parts that occur."""
        return frozenset(part for part, _ in self.pieces)

    @property
    def of_date(self) -> bool:
        """Say whether a number is shown as a date or a time."""
        return bool(self.parts & (DATES | TIMES))


@dataclass(frozen=True, slots=True)
class Format:
    """A format code.

    Attributes:
        numbers: the sections for numbers, one to three.
        text: the section for texts; None where a text is shown as it is.
    """

    numbers: tuple[Section, ...]
    text: Section | None = None


_COLOURS = "black|blue|cyan|green|magenta|red|white|yellow|黑色?|蓝色?|青色?|绿色?|洋红|红色?|白色?|黄色?"
_COLOUR = re.compile(rf"(?:{_COLOURS}|(?:color|颜色) *[0-9]+)", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=) *([-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?)")
_SYMBOL = re.compile(r"\$([^-\]]*)(?:-([^,\]]*))?(?:,[^\]]*)?")
_NUMBER = re.compile(r"[0-9A-Fa-f]{1,8}")
_SYSTEM_DATE, _CHINESE, _ENGLISH = "x-sysdate", 0x804, 0x409
"""What newer programs write for the system's long date; languages by name are told apart as Chinese or not."""
_PIECE = re.compile(
    r"""
      "(?P<quoted>[^"]*)"?
    | [\\!](?P<escaped>.)
    | _(?P<space>.) | \*(?P<fill>.)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>general|g/通用格式|通用格式|standard)
    | (?P<half>am/pm|a/p|上午/下午)
    | (?P<exponent>e[-+](?=[0\#?]))
    | (?P<point>\.) | (?P<digit>[0\#?]) | (?P<comma>,) | (?P<percent>%) | (?P<slash>/) | (?P<text>@)
    | (?P<calendar>b[12])
    | (?P<year>y+|e+|bb+) | (?P<month>m+) | (?P<day>d+) | (?P<week>aaaa?|nnnn?) | (?P<era>g+)
    | (?P<hour>h+) | (?P<second>s+)
    | (?P<other>.)
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_ONE_TO_ONE = {
    "point": Part.POINT,
    "digit": Part.DIGIT,
    "comma": Part.COMMA,
    "percent": Part.PERCENT,
    "slash": Part.SLASH,
    "text": Part.TEXT,
    "exponent": Part.EXPONENT,
    "general": Part.GENERAL,
    "half": Part.HALF_DAY,
    "year": Part.YEAR,
    "week": Part.WEEKDAY,
    "era": Part.ERA,
    "hour": Part.HOUR,
    "second": Part.SECOND,
    "month": Part.MONTH,
}
_GREGORIAN = {0x0, 0x1, 0x2, 0x9, 0xA, 0xB, 0xC}
"""Calendars whose years, months and days are the usual ones, by their number in a format code."""
_SYSTEM_LONG_DATE, _SYSTEM_TIME = 0xF800, 0xF400
_THAI_YEARS = re.compile(r"bb+", re.IGNORECASE)
_LONGEST = 1000
_MOST = 4
_ABBREVIATED = 3


@lru_cache(maxsize=1024)
def parse_format(code: str) -> Format:
    """Take a format code apart; a code that is cut short or odd is read as far as it makes sense."""
    sections = [_section(text) for text in _sections(code[:_LONGEST])][:_MOST]
    if len(sections) == _MOST:
        return Format(tuple(sections[:3]), sections[3])
    last = sections[-1]
    if Part.TEXT in last.parts and not last.parts & _NUMERIC:
        general = Section(((Part.GENERAL, ""),))
        return Format(tuple(sections[:-1]) or (general,), last)
    return Format(tuple(sections))


def _sections(code: str) -> Iterator[str]:
    """Split a code at the semicolons that are not quoted."""
    held, quoted, skip = "", False, False
    for char in code:
        if char == ";" and not quoted and not skip:
            yield held
            held = ""
            continue
        held += char
        if skip:
            skip = False
        elif char == '"':
            quoted = not quoted
        elif char in "\\!_*" and not quoted:
            skip = True
    yield held


def _section(text: str) -> Section:
    section = Section(())
    pieces: list[Piece] = []
    for found in _PIECE.finditer(text):
        kind, value = str(found.lastgroup), found[0]
        if kind == "bracket":
            section, piece = _bracket(section, str(found["bracket"]))
            pieces += piece
        elif kind in {"quoted", "escaped", "other"}:
            pieces.append((Part.LITERAL, found[kind]))
        elif kind == "space":
            pieces.append((Part.LITERAL, " "))
        elif kind == "calendar":
            section = replace(section, foreign=section.foreign or value[1] == "2")
        elif kind == "day":
            pieces.append((Part.WEEKDAY if len(value) >= _ABBREVIATED else Part.DAY, value.lower()))
        elif kind != "fill":
            if _THAI_YEARS.fullmatch(value):
                section = replace(section, foreign=True)
            pieces.append((_ONE_TO_ONE[kind], value if kind == "half" else value.lower()))
    return replace(section, pieces=tuple(_settled(pieces)))


def _bracket(section: Section, said: str) -> tuple[Section, list[Piece]]:
    """Read what stands in square brackets: a condition, a colour, numerals, a language, a count of hours."""
    lower = said.strip().lower()
    condition = _CONDITION.fullmatch(said.strip())
    if condition:
        return replace(section, condition=(condition[1], Decimal(condition[2]))), []
    if lower.startswith("dbnum") and lower[5:] in {"1", "2", "3"}:
        return replace(section, numerals=int(lower[5:])), []
    if lower and lower == lower[0] * len(lower) and lower[0] in "hms":
        return section, [(Part.ELAPSED, lower)]
    if lower in {"white", "白", "白色", "color2", "color 2", "颜色2"}:
        return replace(section, white=True), []
    symbol = _SYMBOL.fullmatch(said)
    if symbol:
        number = _language(symbol[2] or "0")
        language, calendar = number & 0xFFFF, number >> 16 & 0xFF
        section = replace(
            section,
            language=language,
            foreign=section.foreign or calendar not in _GREGORIAN,
            long_date=language == _SYSTEM_LONG_DATE,
        )
        return section, [(Part.LITERAL, symbol[1])] if symbol[1] else []
    return section, [] if _COLOUR.fullmatch(lower) or not lower else [(Part.LITERAL, f"[{said}]")]


def _language(said: str) -> int:
    """Give the Windows number of a language, its calendar in the higher bits; newer programs write names."""
    if _NUMBER.fullmatch(said):
        return int(said, 16)
    name = said.lower()
    if name.startswith(_SYSTEM_DATE):
        return _SYSTEM_LONG_DATE
    return _CHINESE if not name or name.startswith(("zh", "x-")) else _ENGLISH


def _settled(pieces: list[Piece]) -> Iterator[Piece]:
    """Tell minutes from months, and what a sign means among dates from what it means among numbers."""
    parts = {part for part, _ in pieces}
    dated = bool(parts & (DATES | TIMES))
    place = 0
    while place < len(pieces):
        part, text = pieces[place]
        place += 1
        if part is Part.MONTH and _is_minute(pieces, place - 1):
            yield Part.MINUTE, text
        elif dated and part is Part.POINT and parts & TIMES:
            zeros = 0
            while place < len(pieces) and pieces[place] == (Part.DIGIT, "0"):
                zeros += 1
                place += 1
            yield (Part.FRACTION, "0" * zeros) if zeros else (Part.LITERAL, text)
        elif (dated and part in {Part.POINT, Part.COMMA, Part.SLASH, Part.PERCENT, Part.DIGIT}) or (
            part is Part.SLASH and not _in_fraction(pieces, place - 1)
        ):
            yield Part.LITERAL, text
        else:
            yield part, text


def _is_minute(pieces: list[Piece], place: int) -> bool:
    if len(pieces[place][1]) > 2:  # noqa: PLR2004 - mmm and longer are names of months
        return False
    known = DATES | TIMES
    before = next((piece for piece in reversed(pieces[:place]) if piece[0] in known), None)
    after = next((piece for piece in pieces[place + 1 :] if piece[0] in known), None)
    hours = before is not None and (before[0] is Part.HOUR or (before[0] is Part.ELAPSED and before[1][0] == "h"))
    if hours and before is not None:
        return True
    return after is not None and (after[0] is Part.SECOND or (after[0] is Part.ELAPSED and after[1][0] == "s"))


def _in_fraction(pieces: list[Piece], place: int) -> bool:
    """Say whether a bar has a numerator before and a denominator behind it."""
    before = [piece for piece in pieces[:place] if piece[0] is Part.DIGIT]
    behind = pieces[place + 1 : place + 2]
    return bool(before) and bool(behind) and (behind[0][0] is Part.DIGIT or behind[0][1][:1].isdigit())
