"""A page set on A4 laid on A3: every length of the paper grows alike, so that the page stays what it was."""

from __future__ import annotations

from fractions import Fraction

from lxml import etree

from toolchain.typesetting.ooxml import w

A4, A3 = (11906, 16838), (16838, 23811)
"""Short and long side of the sheets, in twentieths of a point."""

_RATIO = Fraction(A3[1], A4[1])
_LENGTHS = {
    "pgMar": ("top", "right", "bottom", "left", "header", "footer", "gutter"),
    "docGrid": ("linePitch",),
    "tblW": ("w",),
    "tblInd": ("w",),
    "gridCol": ("w",),
    "tcW": ("w",),
    "trHeight": ("val",),
    "ind": ("left", "right", "start", "end", "firstLine", "hanging"),
    "sz": ("val",),
    "szCs": ("val",),
    "tab": ("pos",),
    "framePr": ("w", "h", "x", "y", "hSpace", "vSpace"),
    **dict.fromkeys(("top", "left", "bottom", "right", "insideH", "insideV"), ("w", "sz", "space")),
}
_SPACING = ("before", "after", "val")
_MOST = {"space": 31, "sz": 96}
"""What ECMA-376 allows of a border: points from its text, eighths of a point of width (17.18.2, 17.3.4)."""


def enlarge(root: etree._Element) -> None:
    """Bring a part of an A4 page to A3, in place: sizes of type, indents, heights, widths, borders, the sheet."""
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name == "pgSz":
            across = element.get(w("orient")) == "landscape"
            for side, length in zip(("w", "h"), reversed(A3) if across else A3, strict=True):
                element.set(w(side), str(length))
        elif name == "spacing":
            exact = element.get(w("lineRule")) in {"exact", "atLeast"}
            _grow(element, (*_SPACING, "line") if exact else _SPACING)
        elif not (name.startswith("tbl") or name == "tcW") or element.get(w("type")) in {None, "dxa"}:
            _grow(element, _LENGTHS.get(name, ()))


def _grow(element: etree._Element, names: tuple[str, ...]) -> None:
    for name in names:
        written = element.get(w(name))
        if written is not None and written.lstrip("-").isdecimal():
            length = round(int(written) * _RATIO)
            element.set(w(name), str(min(length, _MOST.get(name, length))))
