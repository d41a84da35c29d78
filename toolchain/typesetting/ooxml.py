"""Words of WordprocessingML: names, lengths, and text made into runs and paragraphs."""

from __future__ import annotations

import html
from collections.abc import Mapping
from fractions import Fraction
from functools import cache, lru_cache

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")

_TWIPS_PER_INCH = 1440
_MM_PER_INCH = Fraction("25.4")


@cache
def w(name: str) -> str:
    """Give the qualified name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


@lru_cache(maxsize=256)
def twips(mm: Fraction) -> int:
    """Turn millimetres into twentieths of a point, rounded."""
    return round(mm * _TWIPS_PER_INCH / _MM_PER_INCH)


def mm(length: int) -> Fraction:
    """Turn twentieths of a point into millimetres."""
    return length * _MM_PER_INCH / _TWIPS_PER_INCH


def escape(text: str) -> str:
    """Write text as the text of an element."""
    return html.escape(text, quote=False)


def tag(name: str, attributes: Mapping[str, object] | None = None, *children: str) -> str:
    """Write an element of the ``w`` namespace."""
    written = "".join(f' w:{key}="{html.escape(str(value))}"' for key, value in (attributes or {}).items())
    inner = "".join(children)
    return f"<w:{name}{written}>{inner}</w:{name}>" if inner else f"<w:{name}{written}/>"


def run(text: str, style: str = "") -> str:
    """Write a run; tabs become tabs, and ambiguous marks are set as Chinese ones."""
    inner = tag("rStyle", {"val": style}) if style else ""
    properties = tag("rPr", None, inner, tag("rFonts", {"hint": "eastAsia"}))
    pieces = [f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in text.split("\t")]
    return f"<w:r>{properties}{'<w:tab/>'.join(pieces)}</w:r>"


def paragraph(style: str, *runs: str, direct: str = "") -> str:
    """Write a paragraph of a style; ``direct`` holds further properties in schema order."""
    return f"<w:p>{tag('pPr', None, tag('pStyle', {'val': style}), direct)}{''.join(runs)}</w:p>"


def indent(*, left: int = 0, right: int = 0, hanging: int = 0) -> str:
    """Write an indent in twentieths of a point; a given one always names both sides."""
    more = {"hanging": hanging} if hanging else {"firstLine": 0}
    return tag("ind", {"left": left, "right": right, **more})


def border(edge: str, size: int, *, space: int = 0, color: str = "auto") -> str:
    """Write one edge of a border; size in eighths of a point, space in points."""
    return tag(edge, {"val": "single", "sz": size, "space": space, "color": color})


def field(instruction: str) -> str:
    """Write a complex field with a shown value of 1."""
    properties = tag("rPr", None, tag("rFonts", {"hint": "eastAsia"}))
    marks = [
        tag("fldChar", {"fldCharType": "begin"}),
        f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>',
        tag("fldChar", {"fldCharType": "separate"}),
        "<w:t>1</w:t>",
        tag("fldChar", {"fldCharType": "end"}),
    ]
    return "".join(f"<w:r>{properties}{mark}</w:r>" for mark in marks)
