"""Type made smaller where a certificate's text would not fit into its frame."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from lxml import etree

from toolchain.typesetting import title_breaking
from toolchain.typesetting.docx_parts import text_of
from toolchain.typesetting.format_master import Style
from toolchain.typesetting.ooxml import twips, w
from toolchain.typesetting.paragraph_properties import before, put
from toolchain.typesetting.tables import FOOT_HEIGHT, FRAME_HEIGHT, FRAME_WIDTH

_FITTED = ("CertificateHolder", "CertificateBody")
_FIXED = ("CertificateTitle", "CertificateAward")
_SIZES = (26, 22, 18, 16, 14, 12)
_LEADING = Fraction(17, 10)
_WIDTH = twips(Fraction(FRAME_WIDTH))
_ROOM = twips(Fraction(FRAME_HEIGHT) - Fraction(FOOT_HEIGHT))
"""Width and height inside the frame, above the foot, in twentieths of a point."""

Styled = tuple[Style | None, etree._Element]  # noqa: SLF001 - the name lxml gives its elements


def certificate(paragraphs: Sequence[Styled]) -> None:
    """Set holder and text in the largest size in which they fit above the certificate's foot."""
    fitted = [(style, element) for style, element in paragraphs if style is not None and style.key in _FITTED]
    if not fitted:
        return
    room = _ROOM
    for style, element in paragraphs:
        if style is not None and style.key in _FIXED:
            room -= style.before + style.after + style.line * _lines(style, element, style.character)
    if sum(style.line * _lines(style, element, style.character) for style, element in fitted) <= room:
        return
    for size in _SIZES:
        line = round(size * 20 * _LEADING)
        if size == _SIZES[-1] or sum(line * _lines(style, element, size * 20) for style, element in fitted) <= room:
            for _, element in fitted:
                resize(element, size)
                put(element, "spacing", {"before": "0", "after": "0", "line": str(line), "lineRule": "exact"})
            return


def _lines(style: Style, element: etree._Element, character: int) -> int:
    """Count the lines of a paragraph set with characters of a width in twentieths of a point."""
    first, parts = style.first.as_integer_ratio()
    taken = (title_breaking.width(text_of(element)) * parts + 2 * first) * character // (2 * parts)
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
