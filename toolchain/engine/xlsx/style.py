"""How cells look, as far as it changes what people see of their content."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from toolchain.engine.xlsx.decimals import finite
from toolchain.engine.xlsx.number_format import Part, Section, display, parse_format

_CALENDAR = frozenset({Part.YEAR, Part.MONTH, Part.DAY, Part.WEEKDAY, Part.ERA})


class CellFormat(StrEnum):
    """What a cell's number format makes of a stored number."""

    GENERAL = "常规"
    NUMBER = "数值"
    PERCENT = "百分比"
    DATE = "日期"
    TIME = "时间"
    TEXT = "文本"

    __hash__ = str.__hash__


class Style(NamedTuple):
    """How a cell looks, as far as it changes what people see of its content.

    Attributes:
        format: the class of its number format.
        code: the number format itself.
        mixed: sections of the number format are of different classes, so that the number decides.
        struck: the text is struck through.
        faint: the text has the colour of the ground it stands on.
        dark: the ground is not white.
    """

    format: CellFormat = CellFormat.GENERAL
    code: str = "General"
    mixed: bool = False
    struck: bool = False
    faint: bool = False
    dark: bool = False


PLAIN = Style()
"""The look of a cell that has none of its own."""


@lru_cache(maxsize=1024)
def style(code: str, *, struck: bool = False, faint: bool = False, dark: bool = False) -> Style:
    """Make the look of a cell of its number format and what else veils its content."""
    kinds = [_class_of(section) for section in parse_format(code).numbers]
    return Style(kinds[0], code, len(set(kinds)) > 1, struck, faint, dark)


@lru_cache(maxsize=1024)
def class_for(code: str, text: str) -> CellFormat:
    """Give the class of the section in which a number is shown; for a text, that of the first section."""
    shape = parse_format(code)
    number = finite(text)
    section = None if number is None else display(number, shape).section
    return _class_of(section or shape.numbers[0])


def _class_of(section: Section) -> CellFormat:
    parts = section.parts
    if section.of_date:
        return CellFormat.DATE if parts & _CALENDAR or section.long_date else CellFormat.TIME
    if Part.PERCENT in parts:
        return CellFormat.PERCENT
    if Part.TEXT in parts:
        return CellFormat.TEXT
    return CellFormat.GENERAL if Part.GENERAL in parts else CellFormat.NUMBER
