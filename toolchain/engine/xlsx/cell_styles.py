"""The part of a workbook that says how cells look: number formats, and what makes text hard to see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from toolchain.engine.xlsx.decimals import finite
from toolchain.engine.xlsx.number_format import parse_format
from toolchain.engine.xlsx.number_format.builtin import BUILT_IN
from toolchain.engine.xlsx.parse_cache import cache_parsed
from toolchain.engine.xlsx.style import Style, style
from toolchain.engine.xlsx.xml_stream import MAIN, Element, stream, subtree

T = TypeVar("T")

_ROOT = MAIN + "styleSheet"
_FORMAT, _FONT, _FILL, _CELL, _RULE = (MAIN + name for name in ("numFmt", "font", "fill", "xf", "dxf"))
_PATTERN, _STRIKE, _COLOUR = MAIN + "patternFill", MAIN + "strike", MAIN + "color"
_INDEX = re.compile(r"[0-9]{1,7}")
_NO = {"0", "false"}
_LONGEST = 1000

Colour = tuple[str, int | None]
"""What a colour is called in the file, and its red, green and blue as one number where that is known."""

WHITE: Colour = ("white", 0xFFFFFF)
BLACK: Colour = ("black", 0)
_TINY: Colour = ("too small to be read", None)
_SIZE, _SMALLEST = MAIN + "sz", 2
"""Points of letters that nobody reads."""
_NUMBERED = (0x000000, 0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0xFF00FF, 0x00FFFF)
_SYSTEM = {64: 0x000000, 65: 0xFFFFFF}
_THEME = {0: 0xFFFFFF, 1: 0x000000}
"""Window and text; the other colours of a theme are compared by their number."""
_NEAR = 32
"""How far each of red, green and blue may differ in two colours that nobody tells apart."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The looks of a workbook.

    Attributes:
        cells: the look under each number that a cell may name.
        concealing: conditional looks under which text is struck through or not to be seen, by their number.
    """

    cells: tuple[Style, ...] = ()
    concealing: frozenset[int] = frozenset()


@cache_parsed
def read_styles(name: str, data: bytes) -> Styles:
    """Read the part that says how cells look."""
    codes: dict[str, str] = {}
    fonts: list[tuple[bool, Colour]] = []
    grounds: list[Colour] = []
    looks: list[list[str]] = []
    concealing: set[int] = set()
    rules = 0
    for element in stream(name, data, _ROOT, (_FORMAT, _FONT, _FILL, _CELL, _RULE)):
        if subtree(element, MAIN + "numFmts", _ROOT):
            codes[element.get("numFmtId", "")] = element.get("formatCode", "")[:_LONGEST]
        elif subtree(element, MAIN + "fonts", _ROOT):
            fonts.append((is_struck(element), _TINY if _is_tiny(element) else font_colour(element)))
        elif subtree(element, MAIN + "fills", _ROOT):
            grounds.append(_ground(element, conditional=False))
        elif subtree(element, MAIN + "cellXfs", _ROOT):
            looks.append([element.get(key, "0") for key in ("numFmtId", "fontId", "fillId")])
        elif subtree(element, MAIN + "dxfs", _ROOT):
            concealing |= {rules} if _conceals(element) else set()
            rules += 1
    cells = tuple(
        _style(codes.get(code) or _built_in(code), _at(fonts, font), _at(grounds, fill)) for code, font, fill in looks
    )
    return Styles(cells, frozenset(concealing))


def font_colour(font: Element) -> Colour:
    """Give the colour of a font; black where it names none."""
    return next((_colour(child) for child in font if child.tag == _COLOUR), BLACK)


def _is_tiny(font: Element) -> bool:
    size = next((finite(child.get("val", "")) for child in font if child.tag == _SIZE), None)
    return size is not None and size <= _SMALLEST


def near(first: Colour, second: Colour) -> bool:
    """Say whether nobody tells two colours apart."""
    if first[0] == second[0]:
        return True
    if first[1] is None or second[1] is None:
        return False
    one, other = first[1], second[1]
    return all(abs((one >> shift & 0xFF) - (other >> shift & 0xFF)) <= _NEAR for shift in (0, 8, 16))


def _built_in(number: str) -> str:
    return BUILT_IN.get(int(number), "General") if _INDEX.fullmatch(number) else "General"


def _at(found: list[T], place: str) -> T | None:
    return found[int(place)] if _INDEX.fullmatch(place) and int(place) < len(found) else None


def _style(code: str, font: tuple[bool, Colour] | None, ground: Colour | None) -> Style:
    struck, ink = font or (False, BLACK)
    under = ground or WHITE
    return style(code, struck=struck, faint=ink == _TINY or near(ink, under), dark=not near(under, WHITE))


def is_struck(font: Element) -> bool:
    """Say whether a font, or the properties of a run of text, strike through."""
    return any(child.tag == _STRIKE and child.get("val", "1") not in _NO for child in font)


def _ground(fill: Element, *, conditional: bool) -> Colour:
    """Give the colour behind a text; a conditional fill names it the other way round."""
    pattern = next((child for child in fill if child.tag == _PATTERN), None)
    if pattern is None or pattern.get("patternType", "solid" if conditional else "none") != "solid":
        return WHITE
    wanted = MAIN + ("bgColor" if conditional else "fgColor")
    return next((_colour(child) for child in pattern if child.tag == wanted), WHITE)


def _colour(element: Element) -> Colour:
    tint = element.get("tint", "")
    rgb, theme, indexed = (element.get(key, "") for key in ("rgb", "theme", "indexed"))
    if re.fullmatch(r"[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?", rgb):
        return rgb[-6:].upper(), int(rgb[-6:], 16)
    if _INDEX.fullmatch(theme):
        plain = not tint or tint.strip("0.-") == ""
        return f"theme {theme} {tint}", _THEME.get(int(theme)) if plain else None
    if _INDEX.fullmatch(indexed):
        place = int(indexed)
        known = _NUMBERED[place % 8] if place < 2 * len(_NUMBERED) else _SYSTEM.get(place)
        return f"indexed {indexed}", known
    return BLACK


def _conceals(rule: Element) -> bool:
    """Say whether a conditional look strikes text through or hides it."""
    font = next((child for child in rule if child.tag == _FONT), None)
    fill = next((child for child in rule if child.tag == _FILL), None)
    shape = next((child.get("formatCode", "") for child in rule if child.tag == _FORMAT), None)
    if shape is not None and all(not section.pieces for section in parse_format(shape[:_LONGEST]).numbers):
        return True
    if font is None:
        return False
    coloured = any(child.tag == _COLOUR for child in font)
    ground = WHITE if fill is None else _ground(fill, conditional=True)
    return is_struck(font) or (coloured and near(font_colour(font), ground))


def runs(element: Element) -> Iterator[tuple[str, Element]]:
    """Give the runs of a text: their characters and their properties, None where a run has none."""
    for run in element.iterchildren(MAIN + "r"):
        properties = next(run.iterchildren(MAIN + "rPr"), None)
        yield "".join(piece.text or "" for piece in run.iterchildren(MAIN + "t")), properties
