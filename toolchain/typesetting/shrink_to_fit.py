"""Type made smaller where a certificate's text would not fit into its frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from lxml import etree

from toolchain.typesetting import title_breaking
from toolchain.typesetting.docx_parts import text_of
from toolchain.typesetting.format_master import Style
from toolchain.typesetting.ooxml import twips, w
from toolchain.typesetting.paragraph_properties import before, put, set_lines
from toolchain.typesetting.tables import FOOT_HEIGHT, FRAME_HEIGHT, FRAME_WIDTH

_FITTED = ("CertificateHolder", "CertificateBody", "BoardHolder")
_FIXED = ("CertificateTitle", "CertificateAward", "BoardAward")
_BOARD = ("BoardAward", "BoardHolder")
_SIZES = (48, 42, 36, 32, 28, 26, 22, 18, 16, 14, 12)
_LEADING = Fraction(17, 10)
_PLACES = ("省", "市", "区", "县", "集团", "公司")
"""Behind these a name may well be broken."""
_WIDTH = twips(Fraction(FRAME_WIDTH))
_ROOM = twips(Fraction(FRAME_HEIGHT) - Fraction(FOOT_HEIGHT))
"""Width and height inside the frame, above the foot, in twentieths of a point."""

Styled = tuple[Style | None, etree._Element]  # noqa: SLF001 - the name lxml gives its elements


Alike = Sequence[tuple[str, str]]
"""What stands on a certificate, and the longest that stands at its place on one of its neighbours."""


def certificate(paragraphs: Sequence[Styled], words: title_breaking.Words, alike: Alike = ()) -> None:
    """Set holder and text in the largest size in which they fit above the certificate's foot.

    Award and name on a board, which stand in the middle, are broken by meaning.

    Args:
        paragraphs: of the certificate.
        words: what the breaking of lines knows of the language.
        alike: all neighbours have the size that the longest of them needs.
    """
    board = [(style, element) for style, element in paragraphs if style is not None and style.key in _BOARD]
    fitted = [(style, element) for style, element in paragraphs if style is not None and style.key in _FITTED]
    if not fitted:
        return

    def lines(style: Style, element: etree._Element, character: int) -> int:
        text = text_of(element)
        longer = [title_breaking.width(long) - title_breaking.width(own) for own, long in alike if own and own in text]
        return _lines(style, text, character, sum(longer))

    room = _ROOM
    for style, element in paragraphs:
        if style is not None and style.key in _FIXED:
            room -= style.before + style.after + style.line * lines(style, element, style.character)
    if sum(style.line * lines(style, element, style.character) for style, element in fitted) <= room:
        _break_board(board, words, 0)
        return
    sizes = [size for size in _SIZES if size <= max(style.size for style, _ in fitted)]
    for size in sizes:
        line = round(size * 20 * _LEADING)
        if size == sizes[-1] or sum(line * lines(style, element, size * 20) for style, element in fitted) <= room:
            for _, element in fitted:
                resize(element, size)
                put(element, "spacing", {"before": "0", "after": "0", "line": str(line), "lineRule": "exact"})
            _break_board(board, words, size)
            return


def _break_board(board: Sequence[tuple[Style, etree._Element]], words: title_breaking.Words, size: int) -> None:
    """Break the lines of a board by meaning; a size of 0 is the style's own."""
    for style, element in board:
        if element.find(w("r")) is not None:
            character = (size * 20 if style.key in _FITTED else 0) or style.character
            limit = 2 * (_WIDTH - style.sides) // character - 1
            known = replace(words, after=(*words.after, *_PLACES))
            set_lines(element, title_breaking.broken(text_of(element), known, (), limit))


def _lines(style: Style, text: str, character: int, more: int) -> int:
    """Count the lines of a text in characters of a width in twentieths of a point, longer by ``more`` half ones."""
    first, parts = style.first.as_integer_ratio()
    taken = ((title_breaking.width(text) + more) * parts + 2 * first) * character // (2 * parts)
    return max(1, -(-taken // (_WIDTH - style.sides - character)))


def resize(paragraph: etree._Element, size: int, scale: int = 100) -> None:
    """Set all runs of a paragraph in a size in points, narrower where the scale is under 100 per cent."""
    for run in paragraph.iterchildren(w("r")):
        _resized(run, size, scale)


def _resized(run: etree._Element, size: int, scale: int) -> None:
    properties = run.find(w("rPr"))
    if properties is None:
        properties = etree.Element(w("rPr"))
        run.insert(0, properties)
    for name in ("w", "sz", "szCs"):
        for old in properties.findall(w(name)):
            properties.remove(old)
    place = before(properties, ("kern", "position", "highlight", "u", "effect", "bdr", "shd", "fitText", "lang"))
    new = [("w", scale)] if scale < 100 else []  # noqa: PLR2004 - per cent
    for name, value in [*new, ("sz", size * 2), ("szCs", size * 2)]:
        element = etree.Element(w(name))
        element.set(w("val"), str(value))
        properties.insert(place, element)
        place += 1
