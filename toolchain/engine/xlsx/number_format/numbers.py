"""A number as a section of a format code shows it: placeholders, scaling, fractions, powers of ten."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from toolchain.engine.xlsx.number_format.grammar import Part, Piece, Section
from toolchain.engine.xlsx.number_format.numerals import digit_by_digit, spoken

_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
_GROUP = 3
_GENERAL_DIGITS = 11
"""Characters that the format General has for a number in a wide enough column."""
_SMALLEST = -5
_KEPT_DIGITS = 15


def plain_number(value: Decimal) -> str:
    """Write a number as General does: up to eleven characters, else as a power of ten."""
    if not value:
        return "0"
    size = value.adjusted()
    if size < _GENERAL_DIGITS and size > _SMALLEST:
        places = max(0, _GENERAL_DIGITS - 2 - max(size, 0)) if size < _GENERAL_DIGITS - 1 else 0
        text = format(_rounded(value, places), "f")
        if len(text.lstrip("-").partition(".")[0]) <= _GENERAL_DIGITS:
            return text.rstrip("0").rstrip(".") if "." in text else text
    mantissa = _rounded(value.scaleb(-size, _EXACT), 5)
    if abs(mantissa) >= 10:  # noqa: PLR2004 - the mantissa has one digit before the point
        mantissa, size = mantissa / 10, size + 1
    head = format(mantissa, "f").rstrip("0").rstrip(".")
    return f"{head}E{'-' if size < 0 else '+'}{abs(size):02d}"


def show_number(value: Decimal, section: Section) -> str:
    """Show a number that is not negative; its sign is put by the caller."""
    pieces = section.pieces
    value = _kept(value)
    if Part.EXPONENT in section.parts and Part.DIGIT in section.parts:
        return _powers(value, section)
    if Part.SLASH in section.parts:
        return _fraction(value, section)
    whole, point, decimals = _divided(pieces)
    scaled = _scaled(value, pieces)
    places = sum(part is Part.DIGIT for part, _ in decimals)
    digits = format(_rounded(scaled, places), "f")
    before, _, after = digits.partition(".")
    shown = _whole(before.lstrip("0"), whole, section.numerals)
    if point:
        shown += "." + _decimals(after, decimals, section.numerals)
    return shown


def _kept(value: Decimal) -> Decimal:
    """Give a number with as many digits as a workbook keeps."""
    return Context(prec=_KEPT_DIGITS, rounding=ROUND_HALF_UP).plus(value)


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), context=_EXACT)


def _scaled(value: Decimal, pieces: tuple[Piece, ...]) -> Decimal:
    """Multiply by a hundred for each per cent sign, divide by a thousand for each comma behind the last digit."""
    hundreds = sum(part is Part.PERCENT for part, _ in pieces)
    return value.scaleb(2 * hundreds - _GROUP * _commas_behind(pieces), _EXACT)


def _commas_behind(pieces: tuple[Piece, ...]) -> int:
    """Count the commas that follow the last digit before the point, and the last behind it."""
    whole, _, decimals = _divided(pieces)
    return sum(_trailing(side) for side in (whole, decimals))


def _trailing(pieces: tuple[Piece, ...]) -> int:
    last = max((place for place, (part, _) in enumerate(pieces) if part is Part.DIGIT), default=len(pieces))
    return sum(part is Part.COMMA for part, _ in pieces[last + 1 :])


def _divided(pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], bool, tuple[Piece, ...]]:
    """Divide a section at its first point."""
    for place, (part, _) in enumerate(pieces):
        if part is Part.POINT:
            return pieces[:place], True, pieces[place + 1 :]
    return pieces, False, ()


def _whole(digits: str, pieces: tuple[Piece, ...], numerals: int) -> str:
    """Put the digits before the point into their places, the first place taking all that are left."""
    marks = [place for place, (part, _) in enumerate(pieces) if part is Part.DIGIT]
    grouped = bool(marks) and any(
        part is Part.COMMA and marks[0] < place < marks[-1] for place, (part, _) in enumerate(pieces)
    )
    if numerals and marks and not grouped and len(marks) == 1:
        said = spoken(digits or "0", numerals) if digits or pieces[marks[0]][1] == "0" else ""
        return "".join(said if part is Part.DIGIT else _literal(part, text) for part, text in pieces)
    placed: dict[int, str] = {}
    rest, behind = digits, 0
    for place in reversed(marks):
        taken, rest = (rest, "") if place == marks[0] else (rest[-1:], rest[:-1])
        filled = taken or {"0": "0", "?": " ", "#": ""}[pieces[place][1]]
        placed[place], behind = _grouped(filled, behind) if grouped else (filled, behind + len(filled))
    return "".join(
        digit_by_digit(placed[place], numerals) if place in placed else _literal(part, text)
        for place, (part, text) in enumerate(pieces)
    )


def _grouped(digits: str, behind: int) -> tuple[str, int]:
    """Set a comma behind each digit that has three, six, … digits to its right."""
    shown = ""
    for char in reversed(digits):
        if behind and behind % _GROUP == 0 and char != " ":
            shown = "," + shown
        shown = char + shown
        behind += 1
    return shown, behind


def _decimals(digits: str, pieces: tuple[Piece, ...], numerals: int) -> str:
    """Put the digits behind the point into their places; idle zeros go where the code says so."""
    needed = digits.rstrip("0")
    shown, place = "", 0
    for part, text in pieces:
        if part is not Part.DIGIT:
            shown += _literal(part, text)
            continue
        char = digits[place : place + 1]
        place += 1
        idle = place > len(needed)
        shown += {"0": char, "?": " ", "#": ""}[text] if idle else char
    return digit_by_digit(shown, numerals)


def _literal(part: Part, text: str) -> str:
    return {Part.COMMA: "", Part.DIGIT: "", Part.TEXT: ""}.get(part, text)


def _powers(value: Decimal, section: Section) -> str:
    """Show a mantissa and a power of ten; the places before the point are the step of the power."""
    cut = next(place for place, (part, _) in enumerate(section.pieces) if part is Part.EXPONENT)
    head, sign, tail = section.pieces[:cut], section.pieces[cut][1], section.pieces[cut + 1 :]
    whole, point, decimals = _divided(head)
    step = max(1, sum(part is Part.DIGIT for part, _ in whole))
    places = sum(part is Part.DIGIT for part, _ in decimals)
    power = value.adjusted() if value else 0
    power = power // step * step if any(text == "#" for _, text in whole) else power - (step - 1) * bool(value)
    mantissa = _rounded(value.scaleb(-power, _EXACT), places)
    if mantissa and mantissa.adjusted() >= step:
        power += step if any(text == "#" for _, text in whole) else 1
        mantissa = _rounded(value.scaleb(-power, _EXACT), places)
    before, _, after = format(mantissa, "f").partition(".")
    shown = _whole(before.lstrip("0"), whole, 0) + ("." + _decimals(after, decimals, 0) if point else "")
    mark = "-" if power < 0 else "+" if sign.endswith("+") else ""
    return shown + "E" + mark + _whole(str(abs(power)).lstrip("0"), tail, 0)


def _fraction(value: Decimal, section: Section) -> str:
    """Show a number as a whole and the nearest fraction whose denominator has so many digits, or a fixed one."""
    pieces = section.pieces
    bar = next(place for place, (part, _) in enumerate(pieces) if part is Part.SLASH)
    start = bar
    while start and pieces[start - 1][0] is Part.DIGIT:
        start -= 1
    end = bar + 1
    while end < len(pieces) and (pieces[end][0] is Part.DIGIT or pieces[end][1].isdigit()):
        end += 1
    over, under = pieces[start:bar], "".join(text for _, text in pieces[bar + 1 : end])
    ahead = any(part is Part.DIGIT for part, _ in pieces[:start])
    exact = Fraction(_scaled(value, pieces))
    whole = exact.numerator // exact.denominator if ahead else 0
    top, bottom = _nearest(exact - whole, under)
    if ahead and top == bottom:
        whole, top = whole + 1, 0
    shown = _whole(str(whole).lstrip("0") if ahead else "", pieces[:start], 0)
    behind = "".join(_literal(part, text) for part, text in pieces[end:])
    if ahead and not top:
        shown = shown if whole else shown.rstrip() + "0"
        return shown + " " * (len(over) + 1 + len(under)) + behind
    return shown + str(top).rjust(len(over)) + "/" + str(bottom).ljust(len(under)) + behind


def _nearest(value: Fraction, under: str) -> tuple[int, int]:
    """Give numerator and denominator of the nearest fraction, a fixed denominator not reduced."""
    if under.isdigit() and int(under):
        bottom = int(under)
        return int(value * bottom + Fraction(1, 2)), bottom
    near = value.limit_denominator(10 ** len(under) - 1)
    return near.numerator, near.denominator
