"""What can be laid only when the values are known: mastheads, titles, signatures, rare characters, the draft's mark."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property

from lxml import etree

from toolchain.documents.declaration import Form
from toolchain.engine.value_objects import Value
from toolchain.model.chinese import shorten
from toolchain.typesetting import title_breaking
from toolchain.typesetting.docx_parts import text_of
from toolchain.typesetting.format_master import Master, Style
from toolchain.typesetting.last_page import LeftOut, close
from toolchain.typesetting.ooxml import NAMESPACES, SLOTS, tag, twips, w
from toolchain.typesetting.ooxml import paragraph as write_paragraph
from toolchain.typesetting.ooxml import run as write_run
from toolchain.typesetting.paragraph_properties import before, put, set_lines
from toolchain.typesetting.shrink_to_fit import Alike, certificate, resize
from toolchain.typesetting.signature_block import signature

_PROPERTIES, _STYLE, _VALUE = w("pPr"), w("pStyle"), w("val")
_LEAST_MASTHEAD = 36
_LEAST_SCALE = 50
_DRAFT_AT = (Fraction(28), Fraction(12))
_DRAFT_IN_BORDER = (Fraction(20), Fraction(18))
_UNBROKEN = re.compile(r"[!-~]{15,}")  # a code or an address: lines before it would be stretched
_STANDARD = re.compile(r"(GB(?:/[TZ])?) (?=\d)")
SMALL_ROWS, _SMALL_TEXT = 8, 500
LAST_ROWS = 3  # of a long table, which stand on one page
_APART = 120  # above a table, in twentieths of a point
_SAID, _DESCRIBED = 60, 200
_LABEL = 16
"""Characters of the longest label in front of a row."""
_NAMING = ("Caption", "Headline", "AnnexTitle", "Heading1", "Heading2", "Heading3")
_NUMERAL = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)")
_DRAFT_SIZE = (1900, 500)


class Finish(Value):
    """How a template's parts are finished.

    Attributes:
        master: the format.
        names: the template's style identifiers → names of styles.
    """

    master: Master
    names: Mapping[str, str]

    @cached_property
    def styles(self) -> Mapping[str, Style]:
        """Give the template's style identifiers → styles of the master."""
        known = self.master.by_name
        return {key: known[name] for key, name in self.names.items() if name in known}

    def finish(
        self,
        root: etree._Element,
        names: tuple[str, ...],
        left_out: LeftOut = lambda _: (),
        alike: Alike = (),
    ) -> None:
        """Lay mastheads, titles, signatures and tables of one part.

        Args:
            root: of the part; in a long table a comment may stand for rows that were left out.
            names: those that are never broken over two lines of a title.
            left_out: the heights of the rows that a comment stands for.
            alike: what stands on a certificate, and the longest at its place on one of its neighbours.
        """
        paragraphs = [(self.style_of(element), element) for element in root.iter(w("p"))]
        for style, element in paragraphs:
            if style is None:
                continue
            if style.key in {"Masthead", "MinutesMasthead"}:
                masthead(element, self.master)
            elif style.key in TITLES:
                title(element, self.master, names)
        signature(paragraphs, self.master)
        if self.master.form is Form.CERTIFICATE:
            certificate(paragraphs, self.master.words, alike)
            _describe_frame(root)
        else:
            self._tables(root)
            close(root, self.master, {element: style for style, element in paragraphs}.get, left_out)
        for node in root.iter(w("t")):
            if node.text and "GB" in node.text:
                node.text = _STANDARD.sub("\\1\u00a0", node.text)
        for style, element in paragraphs:
            if style is not None and style.align == "both" and _UNBROKEN.search(text_of(element)):
                put(element, "jc", {"val": "left"})

    def title(self, root: etree._Element) -> str:
        """Give the text of the paper's title, empty where the part has none."""
        for element in root.iter(w("p")):
            style = self.style_of(element)
            if style is not None and style.key == "Headline":
                return text_of(element).strip()
        return ""

    def _tables(self, root: etree._Element) -> None:
        """Keep what stands right above a table with it, a small table on one page, a long one's last rows together.

        Every table says what it is to people who hear it read; one that follows a line of text stands a little apart.
        """
        named: dict[str, int] = {}
        for table in list(root.iter(w("tbl"))):
            if table.find(f"{w('tblPr')}/{w('tblpPr')}") is not None:
                describe(table, "版记", "抄送和印发")
                continue
            rows = table.findall(w("tr"))
            whole = next(table.iterchildren(etree.Comment), None) is None
            if (
                whole
                and len(rows) <= SMALL_ROWS
                and len("".join(str(text) for text in table.itertext())) <= _SMALL_TEXT
            ):
                kept = rows[:-1]
            else:
                kept = rows[-LAST_ROWS:-1]
            for paragraph in (found for row in kept for found in row.iter(w("p"))):
                put(paragraph, "keepNext")
            above = table.getprevious()
            caption = self._caption(above)
            named[caption] = named.get(caption, 0) + 1
            told = f"{caption}（{named[caption]}）" if named[caption] > 1 else caption
            describe(table, told, "、".join(heads(table) or labels_of(table)))
            if above is not None and above.tag == w("p") and text_of(above).strip():
                table.addprevious(_apart())
                above = table.getprevious()
            while above is not None and above.tag == w("p"):
                put(above, "keepNext")
                style = self.style_of(above)
                if text_of(above).strip() and (style is None or style.key != "Remark"):
                    break
                above = above.getprevious()

    def _caption(self, above: etree._Element | None) -> str:
        """Give the caption or the heading that a table stands under, without its numeral."""
        while above is not None:
            style = self.style_of(above) if above.tag == w("p") else None
            if style is not None and style.key in _NAMING and (text := text_of(above).strip()):
                return _NUMERAL.sub("", text).rstrip("：。")
            above = above.getprevious()
        return ""

    def style_of(self, paragraph: etree._Element) -> Style | None:
        """Find the master's style of a paragraph."""
        for properties in paragraph.iterchildren(_PROPERTIES):
            for found in properties.iterchildren(_STYLE):
                return self.styles.get(str(found.get(_VALUE)))
        return None

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


def heads(table: etree._Element) -> list[str]:
    """Give the words over a table's columns."""
    for row in table.findall(w("tr")):
        if row.find(f"{w('trPr')}/{w('tblHeader')}") is not None:
            return [text_of(cell).strip() for cell in row.findall(w("tc"))]
    return []


def labels_of(table: etree._Element) -> list[str]:
    """Give the labels in front of the rows of a table without a head; none where there stands something else."""
    first = (row.find(w("tc")) for row in table.findall(w("tr")))
    found = dict.fromkeys(text for cell in first if cell is not None and (text := text_of(cell).strip()))
    return list(found) if len(found) > 1 and max(map(len, found)) <= _LABEL else []


def describe(table: etree._Element, caption: str, columns: str) -> None:
    """Give a table a title and a description (tblCaption, tblDescription), which programs read to the blind."""
    properties = table.find(w("tblPr"))
    if properties is None:
        return
    told = {
        "tblCaption": shorten(caption, _SAID) or "表格",
        "tblDescription": shorten(columns, _DESCRIBED) or "逐项填写",
    }
    for name, text in told.items():
        for old in properties.findall(w(name)):
            properties.remove(old)
        etree.SubElement(properties, w(name)).set(w("val"), text)


def _describe_frame(root: etree._Element) -> None:
    """Say that the table of a certificate is its frame, and what stands in it."""
    for table in root.iter(w("tbl")):
        describe(table, "证书边框", "上为正文，左下为编号，右下为落款和日期")


def _apart() -> etree._Element:
    """Write the small gap between a line of text and the table under it."""
    spacing = tag("spacing", {"before": 0, "after": 0, "line": _APART, "lineRule": "exact"})
    written = write_paragraph("End", direct=tag("keepNext") + spacing)
    return etree.fromstring(written.replace("<w:p>", f"<w:p {NAMESPACES}>", 1))


TITLES = ("Headline", "AnnexTitle")
"""Styles whose lines are broken by meaning."""


def masthead(paragraph: etree._Element, master: Master) -> None:
    """Size a masthead so that it stays on one line; a long name is set narrower rather than small."""
    length = title_breaking.width(text_of(paragraph))
    style = master.style("Masthead" if "Masthead" in master.by_key else "MinutesMasthead")
    room = master.page.width * 2 // 20
    size = min(int(style.size), room // max(length, 1))
    scale = 100
    if size < _LEAST_MASTHEAD:
        size = _LEAST_MASTHEAD
        scale = max(_LEAST_SCALE, room * 100 // (length * size))
    resize(paragraph, size, scale)
    exact = {"before": "0", "after": "0", "line": str((size + 4) * 20), "lineRule": "exact"}
    put(paragraph, "spacing", exact)


def title(paragraph: etree._Element, master: Master, names: tuple[str, ...]) -> None:
    """Break a title by meaning; one that was broken by hand keeps its lines."""
    runs = paragraph.findall(w("r"))
    if not runs:
        return
    if any(run.find(w("br")) is not None for run in runs):
        for node in paragraph.iter(w("t")):
            node.text = title_breaking.clean(node.text or "")
        return
    set_lines(paragraph, title_breaking.broken(text_of(paragraph), master.words, names))


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
        properties.insert(before(properties, ("b", "color", "spacing", "w", "sz", "szCs")), fonts)
    for slot in SLOTS:
        fonts.set(w(slot), font)


def mark_draft(body: etree._Element, key: str) -> None:
    """Set the mark 送审稿 in a frame at the top of page 1, where it moves nothing; inside a certificate's border."""
    framed = body[0].tag == w("tbl")
    left, top = (twips(length) for length in (_DRAFT_IN_BORDER if framed else _DRAFT_AT))
    wide, high = _DRAFT_SIZE
    values = {"w": wide, "h": high, "hRule": "exact", "wrap": "none", "vAnchor": "page", "hAnchor": "page"}
    where = "".join(f' w:{name}="{value}"' for name, value in {**values, "x": left, "y": top}.items())
    properties = f'<w:pPr><w:pStyle w:val="{key}"/><w:framePr{where}/></w:pPr>'
    mark = etree.fromstring(f"<w:p {NAMESPACES}>{properties}{write_run('送审稿')}</w:p>")
    body.insert(1 if framed else 0, mark)
