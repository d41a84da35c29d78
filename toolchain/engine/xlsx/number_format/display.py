"""What a cell shows of a number or a text."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from decimal import Decimal

from toolchain.engine.xlsx.number_format.dates import show_date
from toolchain.engine.xlsx.number_format.grammar import Format, Part, Section
from toolchain.engine.xlsx.number_format.numbers import plain_number, show_number
from toolchain.engine.xlsx.number_format.numerals import digit_by_digit, spoken

_COMPARED = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_AS_IT_IS = frozenset({Part.GENERAL, Part.TEXT})
_NO_DATE = "########"
_THREE = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown, and the section of the format code that said so (None where no section is for the number)."""

    text: str
    section: Section | None


def display(value: Decimal, shape: Format) -> Shown:
    """Show a stored number.

    Args:
        value: the stored number, finite.
        shape: the format code taken apart.
    """
    place = _place(value, shape.numbers)
    if place is None:
        return Shown(_NO_DATE, None)
    section = shape.numbers[place]
    if section.of_date:
        return Shown(show_date(value, section) or _NO_DATE, section)
    sign = "-" if value < 0 and not _without_sign(place, shape.numbers) else ""
    return Shown(sign + _unsigned(abs(value), section), section)


def display_text(text: str, shape: Format) -> str:
    """Show a stored text."""
    if shape.text is None:
        return text
    return "".join(text if part is Part.TEXT else piece for part, piece in shape.text.pieces)


def _unsigned(value: Decimal, section: Section) -> str:
    if Part.DIGIT not in section.parts and section.parts & _AS_IT_IS:
        said = plain_number(value)
        if section.numerals:
            said = spoken(said, section.numerals) if said.isdigit() else digit_by_digit(said, section.numerals)
        return "".join(said if part in _AS_IT_IS else text for part, text in section.pieces)
    if not section.pieces:
        return ""
    return show_number(value, section)


def _place(value: Decimal, sections: tuple[Section, ...]) -> int | None:
    """Find the section for a number: the first whose condition it meets."""
    last = len(sections) - 1
    if last == 0 and sections[0].condition is None:
        return 0
    for place, section in enumerate(sections):
        compared, limit = section.condition or _usual(place, last)
        if compared == "" or _COMPARED[compared](value, limit):
            return place
    return None


def _usual(place: int, last: int) -> tuple[str, Decimal]:
    """Give the condition of a section that states none: positive, negative, the rest."""
    if place == last:
        return "", Decimal(0)
    return ("<" if place else ">" if last == _THREE - 1 else ">="), Decimal(0)


def _without_sign(place: int, sections: tuple[Section, ...]) -> bool:
    """Say whether a section shows negative numbers without their sign.

    The second section is taken for that of negative numbers, which write their sign themselves. Where any section
    states a condition, programs differ; then none is counted on to show it.
    """
    return place == 1 or any(section.condition is not None for section in sections)
