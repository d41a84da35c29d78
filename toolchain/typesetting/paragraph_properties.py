"""Paragraph properties set in the place that the schema gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from toolchain.typesetting.ooxml import w

_ORDER = (
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "pBdr",
    "shd",
    "tabs",
    "spacing",
    "ind",
    "contextualSpacing",
    "mirrorIndents",
    "suppressOverlap",
    "jc",
    "textDirection",
    "textAlignment",
    "textboxTightWrap",
    "outlineLvl",
    "divId",
    "cnfStyle",
    "rPr",
    "sectPr",
    "pPrChange",
)


def before(parent: etree._Element, names: tuple[str, ...]) -> int:
    """Give the place in front of the first child that has one of the names."""
    wanted = {w(name) for name in names}
    return next((place for place, child in enumerate(parent) if child.tag in wanted), len(parent))


def put(paragraph: etree._Element, name: str, values: Mapping[str, str] | None = None) -> None:
    """Set a property of a paragraph, in place of the one it has."""
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    for old in properties.findall(w(name)):
        properties.remove(old)
    element = etree.Element(w(name))
    for key, value in (values or {}).items():
        element.set(w(key), value)
    properties.insert(before(properties, _ORDER[_ORDER.index(name) + 1 :]), element)


def set_lines(paragraph: etree._Element, lines: Sequence[str]) -> None:
    """Write a paragraph's text anew in its first run, with a break between lines."""
    first, *rest = paragraph.findall(w("r"))
    for run in rest:
        paragraph.remove(run)
    for child in list(first):
        if child.tag != w("rPr"):
            first.remove(child)
    for number, line in enumerate(lines):
        if number:
            etree.SubElement(first, w("br"))
        text = etree.SubElement(first, w("t"))
        text.text = line
