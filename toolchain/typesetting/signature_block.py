"""署名 and 成文日期: where they stand, and what must stay on their page (第7.3.5条)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction

from lxml import etree

from toolchain.typesetting import title_breaking
from toolchain.typesetting.docx_parts import text_of
from toolchain.typesetting.format_master import Master, Style
from toolchain.typesetting.ooxml import w
from toolchain.typesetting.paragraph_properties import put, set_lines

Styled = tuple[Style | None, etree._Element]  # noqa: SLF001 - the name lxml gives its elements

_LINE = 28
_DATE_RIGHT = 4
_MOST_WIDER = 4
_COMPANY = 2  # lines of text that a signature never leaves
_LONG = 10  # lines of a paragraph that is not moved to another page for it
_RECORD = ("Copies", "Printing")
_TEXT = ("Body", "Heading1", "Flush")
_HIGH = 3  # lines of an issuer from which on one blank line above it is room enough for the seal


def signature(paragraphs: Sequence[Styled], master: Master) -> None:
    """Centre each signature over its date, the date four 字 from the right, and keep both with text above.

    Lines of text enough stay with them, so that no page holds a signature and little else; where the 版记 follows,
    it stays with them too. A seal of 45 mm reaches from within one line of the text down to the date: two blank lines
    above one or two lines of 署名, one above more.
    """
    for place, (style, element) in enumerate(paragraphs):
        if style is None or style.key != "Dated":
            continue
        first = place
        while first and (above := paragraphs[first - 1][0]) is not None and above.key == "Issuer":
            first -= 1
        issuers = [item for _, item in paragraphs[first:place]]
        widest = max((_issuer(item) for item in issuers), default=0)
        if sum(len(list(item.iter(w("br")))) + 1 for item in issuers) >= _HIGH:
            _lower(paragraphs[:first])
        _box([*issuers, element], widest, title_breaking.width(text_of(element)), master.style("Dated"))
        start = next((number for number, (found, _) in enumerate(paragraphs) if found and found.key in _TEXT), 0)
        for item in (*_company(paragraphs[:place], start), *_followed(paragraphs[place:])):
            put(item, "keepNext")
        for item in (*issuers, element):
            put(item, "keepLines")


def _lower(above: Sequence[Styled]) -> None:
    """Take out one of two blank lines above a signature."""
    for (over, element), (under, _) in zip(above[-2:-1], above[-1:], strict=True):
        parent = element.getparent()
        if over is not None and under is not None and over.key == under.key == "Blank" and parent is not None:
            parent.remove(element)


def _company(above: Sequence[Styled], start: int) -> Iterator[etree._Element]:
    """Give the paragraphs that must stay on the date's page: issuers, the room for the seal, the last of the text.

    The first paragraph of the text is left to page 1 where there are others: the first page must show text.
    """
    lines = 0
    for place, (style, element) in reversed(tuple(enumerate(above))):
        counted = _lines_of(style, element)
        if lines and (place <= start or counted > _LONG):
            return
        yield element
        if style is None or any(True for _ in element.iterancestors(w("tc"))):
            return
        lines += counted
        if lines >= _COMPANY:
            return


def _lines_of(style: Style | None, element: etree._Element) -> int:
    """Estimate how many lines of text a paragraph has; what belongs to the signature has none."""
    text = text_of(element).strip()
    if style is None or not text or style.key in {"Issuer", "Blank", "Enclosure"}:
        return 0
    return int(-(-(title_breaking.width(text) + 2 * style.first + 2 * style.left) // (2 * _LINE)))


def _followed(below: Sequence[Styled]) -> Iterator[etree._Element]:
    """Give the date, and the note under it, where more of the last page's matter follows."""
    for (_, element), (after, _) in itertools.pairwise(below):
        if after is None or after.key not in {"Note", *_RECORD}:
            return
        yield element
        if after.key in _RECORD:
            return


def _issuer(paragraph: etree._Element) -> int:
    """Give an issuer's width in half 字; a long one is broken over two lines of about the same length."""
    text = text_of(paragraph)
    most = title_breaking.width("2024年12月30日") + _MOST_WIDER * 4
    if title_breaking.width(text) <= most or paragraph.find(f"{w('r')}/{w('br')}") is not None:
        return min(title_breaking.width(text), most)
    lines = title_breaking.halves(text)
    set_lines(paragraph, lines)
    return max(title_breaking.width(line) for line in lines)


def _box(elements: list[etree._Element], issuer: int, dated: int, style: Style) -> None:
    """Put issuer and date, both centred, into one box; widths in half 字."""
    wider = Fraction(max(2, issuer - dated + 2), 4) if issuer > dated else Fraction(1)
    wider = min(max(wider, Fraction(1)), Fraction(_MOST_WIDER))
    right = _DATE_RIGHT - wider
    left = _LINE - (right + Fraction(dated, 2) + 2 * wider)
    for element in elements:
        put(element, "ind", {"left": str(style.wide(left)), "right": str(style.wide(right)), "firstLine": "0"})
        put(element, "jc", {"val": "center"})
