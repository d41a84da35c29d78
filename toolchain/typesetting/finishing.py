"""What can be laid only when the values are known: mastheads, titles, signatures, rare characters, the draft's mark."""

from __future__ import annotations

import copy
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from lxml import etree

from toolchain.typesetting import heading
from toolchain.typesetting.master import Master
from toolchain.typesetting.master import Style
from toolchain.typesetting.ooxml import NAMESPACES
from toolchain.typesetting.ooxml import SLOTS
from toolchain.typesetting.ooxml import run as write_run
from toolchain.typesetting.ooxml import tag
from toolchain.typesetting.ooxml import twips
from toolchain.typesetting.ooxml import w
from toolchain.typesetting.projection import text_of

_LINE = 28
_DATE_RIGHT = 4
_MOST_WIDER = 4
_LEAST_MASTHEAD = 36
_LEAST_SCALE = 50
_DRAFT_AT = (Fraction(28), Fraction(12))
_DRAFT_SIZE = (1900, 500)
_AFTER_INDENT = ("contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment")
_LATER = (*_AFTER_INDENT, "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange")


@dataclass(frozen=True)
class Finish:
    """How a template's parts are finished.

    Attributes:
        master: the format.
        styles: the template's style identifiers → styles of the master.
    """

    master: Master
    styles: Mapping[str, Style]

    def finish(self, root: etree._Element, names: tuple[str, ...]) -> None:
        """Lay mastheads, titles, signatures and rare characters of one part."""
        paragraphs = [(self.style_of(element), element) for element in root.iter(w("p"))]
        for style, element in paragraphs:
            if style is None:
                continue
            if style.key in {"Masthead", "MinutesMasthead"}:
                masthead(element, self.master)
            elif style.key in TITLES:
                title(element, self.master, names)
        signature(paragraphs, self.master)

    def style_of(self, paragraph: etree._Element) -> Style | None:
        """Find the master's style of a paragraph."""
        found = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        return None if found is None else self.styles.get(str(found.get(w("val"))))

    def rare(self, root: etree._Element, outside: Callable[[str], str]) -> None:
        """Give characters that the GB2312 fonts lack the fallback font of their class."""
        for run in list(root.iter(w("r"))):
            if any(outside(node.text or "") for node in run.iterchildren(w("t"))):
                _split_run(run, self._fallback(run), outside)

    def _fallback(self, run: etree._Element) -> str:
        """Give the fallback font for a run: the class of its own font, its character style or its paragraph's style."""
        fonts = self.master.fonts
        own = run.find(f"{w('rPr')}/{w('rFonts')}")
        face = own.get(w("eastAsia")) if own is not None else None
        for kind in ("fangsong", "kai", "hei", "song", "title"):
            if face == fonts.of(kind):
                return self.master.fallback.of(kind)
        character = run.find(f"{w('rPr')}/{w('rStyle')}")
        style = self.styles.get(str(character.get(w("val")))) if character is not None else None
        parent = run.getparent()
        if style is None and parent is not None:
            style = self.style_of(parent)
        return self.master.fallback.of(style.font if style else "fangsong")


TITLES = ("Headline", "AnnexTitle")
"""Styles whose lines are broken by meaning."""


def masthead(paragraph: etree._Element, master: Master) -> None:
    """Size a masthead so that it stays on one line; a long name is set narrower rather than small."""
    length = heading.width(text_of(paragraph))
    style = master.style("Masthead" if "Masthead" in master.by_key else "MinutesMasthead")
    room = master.page.width * 2 // 20
    size = min(int(style.size), room // max(length, 1))
    scale = 100
    if size < _LEAST_MASTHEAD:
        size = _LEAST_MASTHEAD
        scale = max(_LEAST_SCALE, room * 100 // (length * size))
    for piece in paragraph.iterchildren(w("r")):
        _type(piece, size, scale)
    exact = {"before": "0", "after": "0", "line": str((size + 4) * 20), "lineRule": "exact"}
    _set(paragraph, "spacing", exact, ("ind", *_LATER))


def _type(run: etree._Element, size: int, scale: int) -> None:
    properties = run.find(w("rPr"))
    if properties is None:
        properties = etree.Element(w("rPr"))
        run.insert(0, properties)
    for name in ("w", "sz", "szCs"):
        for old in properties.findall(w(name)):
            properties.remove(old)
    place = _before(properties, ("kern", "position", "highlight", "u", "effect", "bdr", "shd", "fitText", "lang"))
    new = [("w", scale)] if scale < 100 else []  # noqa: PLR2004 - per cent
    for name, value in [*new, ("sz", size * 2), ("szCs", size * 2)]:
        element = etree.Element(w(name))
        element.set(w("val"), str(value))
        properties.insert(place, element)
        place += 1


def _before(parent: etree._Element, names: tuple[str, ...]) -> int:
    wanted = {w(name) for name in names}
    return next((place for place, child in enumerate(parent) if child.tag in wanted), len(parent))


def title(paragraph: etree._Element, master: Master, names: tuple[str, ...]) -> None:
    """Break a title by meaning; one that was broken by hand keeps its lines."""
    runs = paragraph.findall(w("r"))
    if not runs:
        return
    if any(run.find(w("br")) is not None for run in runs):
        for node in paragraph.iter(w("t")):
            node.text = heading.clean(node.text or "")
        return
    lines = heading.broken(text_of(paragraph), master.words, names)
    first = runs[0]
    for run in runs[1:]:
        paragraph.remove(run)
    for child in list(first):
        if child.tag != w("rPr"):
            first.remove(child)
    for number, line in enumerate(lines):
        if number:
            etree.SubElement(first, w("br"))
        text = etree.SubElement(first, w("t"))
        text.text = line


def signature(paragraphs: list[tuple[Style | None, etree._Element]], master: Master) -> None:
    """Centre each signature over its date, the date four 字 from the right, and keep both with the text above."""
    for place, (style, element) in enumerate(paragraphs):
        if style is None or style.key != "Dated":
            continue
        first = place
        while first and (above := paragraphs[first - 1][0]) is not None and above.key == "Issuer":
            first -= 1
        issuers = [item for _, item in paragraphs[first:place]]
        widest = max((_issuer(item) for item in issuers), default=0)
        _box([*issuers, element], widest, heading.width(text_of(element)), master.style("Dated"))
        for item in _kept(paragraphs[:place]):
            _set(item, "keepNext", {}, _EVERYTHING_BUT_STYLE)


_EVERYTHING_BUT_STYLE = (
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
    *_LATER,
)


def _issuer(paragraph: etree._Element) -> int:
    """Give an issuer's width in half 字; a long one is broken over two lines of about the same length."""
    text = text_of(paragraph)
    most = heading.width("2024年12月30日") + _MOST_WIDER * 4
    if heading.width(text) <= most or paragraph.find(f"{w('r')}/{w('br')}") is not None:
        return min(heading.width(text), most)
    lines = heading.halves(text)
    _lines(paragraph, lines)
    return max(heading.width(line) for line in lines)


def _lines(paragraph: etree._Element, lines: tuple[str, ...]) -> None:
    runs = paragraph.findall(w("r"))
    for run in runs[1:]:
        paragraph.remove(run)
    for child in list(runs[0]):
        if child.tag != w("rPr"):
            runs[0].remove(child)
    for number, line in enumerate(lines):
        if number:
            etree.SubElement(runs[0], w("br"))
        etree.SubElement(runs[0], w("t")).text = line


def _box(elements: list[etree._Element], issuer: int, dated: int, style: Style) -> None:
    """Put issuer and date, both centred, into one box; widths in half 字."""
    wider = Fraction(max(2, issuer - dated + 2), 4) if issuer > dated else Fraction(1)
    wider = min(max(wider, Fraction(1)), Fraction(_MOST_WIDER))
    right = _DATE_RIGHT - wider
    left = _LINE - (right + Fraction(dated, 2) + 2 * wider)
    for element in elements:
        where = {"left": str(style.wide(left)), "right": str(style.wide(right)), "firstLine": "0"}
        _set(element, "ind", where, _LATER)
        _set(element, "jc", {"val": "center"}, ("textDirection", "textAlignment", *_LATER[6:]))


def _kept(above: list[tuple[Style | None, etree._Element]]) -> Iterator[etree._Element]:
    """Give the paragraphs that must stay on the date's page: issuers, the room for the seal, the last of the text."""
    for style, element in reversed(above):
        yield element
        if style is None or (style.key not in {"Issuer", "Blank", "Enclosure"} and text_of(element).strip()):
            return


def _set(paragraph: etree._Element, name: str, values: Mapping[str, str], later: tuple[str, ...]) -> None:
    """Set a paragraph property in the place the schema gives it."""
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    for old in properties.findall(w(name)):
        properties.remove(old)
    element = etree.Element(w(name))
    for key, value in values.items():
        element.set(w(key), value)
    properties.insert(_before(properties, later), element)


def _split_run(run: etree._Element, font: str, outside: Callable[[str], str]) -> None:
    """Split a run so that characters outside the font stand in runs of the fallback font."""
    properties = run.find(w("rPr"))
    parent = run.getparent()
    assert parent is not None  # noqa: S101 - a run stands in a paragraph
    place = parent.index(run)
    parent.remove(run)
    for child in run:
        if child.tag == w("rPr"):
            continue
        for text, rare in _pieces(child, outside):
            new = etree.Element(w("r"))
            if properties is not None:
                new.append(copy.deepcopy(properties))
            if rare:
                _face(new, font)
            if child.tag == w("t"):
                written = etree.SubElement(new, w("t"))
                written.text = text
                written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            else:
                new.append(copy.deepcopy(child))
            parent.insert(place, new)
            place += 1


def _pieces(child: etree._Element, outside: Callable[[str], str]) -> Iterator[tuple[str, bool]]:
    if child.tag != w("t") or not child.text:
        yield "", False
        return
    rare = set(outside(child.text))
    piece = ""
    for char in child.text:
        if piece and (char in rare) != (piece[-1] in rare):
            yield piece, piece[-1] in rare
            piece = ""
        piece += char
    yield piece, piece[-1] in rare


def _face(run: etree._Element, font: str) -> None:
    properties = run.find(w("rPr"))
    if properties is None:
        properties = etree.SubElement(run, w("rPr"))
    fonts = properties.find(w("rFonts"))
    if fonts is None:
        fonts = etree.Element(w("rFonts"))
        properties.insert(_before(properties, ("b", "color", "spacing", "w", "sz", "szCs")), fonts)
    for slot in SLOTS:
        fonts.set(w(slot), font)


def mark_draft(body: etree._Element, key: str) -> None:
    """Set the mark 送审稿 in a frame at the top of page 1, where it moves nothing."""
    left, top = (twips(length) for length in _DRAFT_AT)
    wide, high = _DRAFT_SIZE
    values = {"w": wide, "h": high, "hRule": "exact", "wrap": "around", "vAnchor": "page", "hAnchor": "page"}
    where = "".join(f' w:{name}="{value}"' for name, value in {**values, "x": left, "y": top}.items())
    properties = f'<w:pPr><w:pStyle w:val="{key}"/><w:framePr{where}/></w:pPr>'
    mark = f"<w:p {NAMESPACES}>{properties}{write_run('送审稿')}</w:p>"
    anchor = f"<w:p {NAMESPACES}><w:pPr>{tag('pStyle', {'val': 'End'})}</w:pPr></w:p>"
    first = body[0].tag
    body.insert(0, etree.fromstring(mark))
    if first == w("tbl"):
        body.insert(1, etree.fromstring(anchor))
