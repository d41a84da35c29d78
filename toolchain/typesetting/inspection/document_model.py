"""A document as the checks see it: paragraphs and runs with what finally holds for them, through all styles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from toolchain.documents.declaration import Form
from toolchain.typesetting.docx_archive import unpack
from toolchain.typesetting.docx_parts import parsed, text_of
from toolchain.typesetting.format_master import Master
from toolchain.typesetting.ooxml import SLOTS, w

Properties = dict[str, dict[str, str]]
_ON = {"1", "true", "on", None}


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text and the properties that hold for it."""

    text: str
    properties: Mapping[str, Mapping[str, str]]

    def value(self, name: str, key: str = "val") -> str:
        """Give a property's value, empty where none holds."""
        return self.properties.get(name, {}).get(key, "")

    @property
    def font(self) -> str:
        """Give the font of its Chinese characters."""
        return self.value("rFonts", "eastAsia")

    @property
    def fonts(self) -> tuple[str, ...]:
        """Give the fonts of all four slots."""
        return tuple(self.value("rFonts", slot) for slot in SLOTS)

    @property
    def size(self) -> int:
        """Give its size in half points."""
        return int(self.value("sz") or 0)

    @property
    def bold(self) -> bool:
        """Say whether it is bold."""
        return "b" in self.properties and self.properties["b"].get("val") in _ON

    @property
    def color(self) -> str:
        """Give its colour in capitals."""
        return self.value("color").upper() or "AUTO"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its style, text, runs, and the properties that hold for it."""

    key: str
    text: str
    runs: tuple[Run, ...]
    properties: Mapping[str, Mapping[str, str]]
    border: Mapping[str, str]
    tabs: tuple[tuple[str, int], ...]
    in_table: bool
    place: int
    lines: tuple[str, ...]

    def length(self, name: str, key: str) -> int:
        """Give a length in twentieths of a point, 0 where none holds."""
        return int(self.properties.get(name, {}).get(key, "0") or 0)

    def has(self, name: str) -> bool:
        """Say whether a switch is on."""
        return name in self.properties and self.properties[name].get("val") in _ON

    @property
    def align(self) -> str:
        """Give its alignment."""
        return self.properties.get("jc", {}).get("val", "left")

    @property
    def where(self) -> str:
        """Name it for a person."""
        shown = self.text if len(self.text) <= _SHOWN else f"{self.text[:_SHOWN]}…"
        return f"第{self.place + 1}段“{shown}”"


_SHOWN = 24


class Opened:
    """A document opened for checking."""

    def __init__(self, data: bytes, form: Form, *, public: bool = False) -> None:
        self.parts = unpack(data, "文书")
        self.data = data
        self.form = form
        self.public = public
        self.master = Master.load(form)

    @cached_property
    def body(self) -> etree._Element:
        """Give the body."""
        return parsed(self.parts["word/document.xml"])[0]

    @cached_property
    def stylesheet(self) -> etree._Element:
        """Give the styles part."""
        return parsed(self.parts["word/styles.xml"])

    @cached_property
    def styles(self) -> Mapping[str, etree._Element]:
        """Find a style by its identifier."""
        return {str(style.get(w("styleId"))): style for style in self.stylesheet.iter(w("style"))}

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """Map style identifiers to the master's."""
        found = {}
        for key, style in self.styles.items():
            name = style.find(w("name"))
            known = self.master.by_name.get(str(name.get(w("val")))) if name is not None else None
            if known is not None:
                found[key] = known.key
        return found

    @cached_property
    def sections(self) -> tuple[etree._Element, ...]:
        """List the sections' properties."""
        return tuple(self.body.iter(w("sectPr")))

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """List the paragraphs of the body, those in tables too; a frame's and the head of a letter are left out."""
        return tuple(self.read(element, place) for place, element in enumerate(self._elements(self.body)))

    @cached_property
    def head(self) -> tuple[Paragraph, ...]:
        """List the paragraphs of the first page's header (a letter's)."""
        return tuple(self.read(element, 0) for element in self._elements_of("header", "first"))

    def footer(self, kind: str) -> tuple[Paragraph, ...]:
        """List the paragraphs of a footer: default, even or first."""
        return tuple(self.read(element, 0) for element in self._elements_of("footer", kind))

    def of(self, *keys: str) -> tuple[Paragraph, ...]:
        """List the paragraphs of styles, in order; a letter's head comes first."""
        return tuple(item for item in (*self.head, *self.paragraphs) if item.key in keys)

    def blanks_before(self, paragraph: Paragraph) -> int:
        """Count the blank lines above a paragraph."""
        count = 0
        while paragraph.place - count > 0 and self._blank(self.paragraphs[paragraph.place - count - 1]):
            count += 1
        return count

    def above(self, paragraph: Paragraph) -> Paragraph | None:
        """Give the paragraph with text above one."""
        earlier = [item for item in self.paragraphs[: paragraph.place] if item.text.strip()]
        return earlier[-1] if earlier else None

    def _blank(self, paragraph: Paragraph) -> bool:
        return not paragraph.text and paragraph.key == "Blank"

    def _elements(self, root: etree._Element) -> Iterator[etree._Element]:
        for element in root.iter(w("p")):
            if element.find(f"{w('pPr')}/{w('framePr')}") is None:
                yield element

    def _elements_of(self, part: str, kind: str) -> list[etree._Element]:
        target = self.reference(part, kind)
        return list(parsed(self.parts[target]).iter(w("p"))) if target in self.parts else []

    def reference(self, part: str, kind: str) -> str:
        """Give the name of the header or footer part of a kind, empty where there is none."""
        for section in self.sections[-1:]:
            for element in section.iter(w(f"{part}Reference")):
                if element.get(w("type")) == kind:
                    return self._target(str(element.get(f"{{{_R}}}id")))
        return ""

    def _target(self, key: str) -> str:
        for link in parsed(self.parts["word/_rels/document.xml.rels"]):
            if link.get("Id") == key:
                return f"word/{link.get('Target')}"
        return ""

    def read(self, element: etree._Element, place: int) -> Paragraph:
        """Read a paragraph with what holds for it."""
        own = element.find(w("pPr"))
        style = own.find(w("pStyle")) if own is not None else None
        identifier = str(style.get(w("val"))) if style is not None else "Normal"
        chain = self._chain(identifier)
        paragraph: Properties = {}
        character: Properties = {}
        for part in (*self._defaults("pPr"), *(found for one in chain for found in one.findall(w("pPr"))), own):
            _merge(paragraph, part)
        for part in (*self._defaults("rPr"), *(found for one in chain for found in one.findall(w("rPr")))):
            _merge(character, part)
        edges = [
            part.find(f"{w('pBdr')}/{w('bottom')}")
            for part in [*(one.find(w("pPr")) for one in chain), own]
            if part is not None
        ]
        edge = next((found for found in reversed(edges) if found is not None), None)
        stops = [
            part.findall(f"{w('tabs')}/{w('tab')}")
            for part in [*(one.find(w("pPr")) for one in chain), own]
            if part is not None
        ]
        return Paragraph(
            key=self.keys.get(identifier, ""),
            text=text_of(element),
            runs=tuple(self._run(run, character) for run in element.iter(w("r"))),
            properties=paragraph,
            border=_values(edge) if edge is not None else {},
            tabs=tuple((str(s.get(w("val"))), int(str(s.get(w("pos"))))) for found in stops for s in found),
            in_table=any(True for _ in element.iterancestors(w("tc"))),
            place=place,
            lines=_lines(element),
        )

    def _run(self, run: etree._Element, inherited: Properties) -> Run:
        properties = {name: dict(values) for name, values in inherited.items()}
        own = run.find(w("rPr"))
        style = own.find(w("rStyle")) if own is not None else None
        for one in self._chain(str(style.get(w("val")))) if style is not None else ():
            _merge(properties, one.find(w("rPr")))
        _merge(properties, own)
        return Run("".join(node.text or "" for node in run.iter(w("t"))), properties)

    def _defaults(self, name: str) -> list[etree._Element]:
        return self.stylesheet.findall(f"{w('docDefaults')}/{w(name + 'Default')}/{w(name)}")

    def _chain(self, identifier: str) -> list[etree._Element]:
        """Give a style and those it is based on, the base first."""
        chain: list[etree._Element] = []
        while identifier in self.styles and len(chain) < _DEEPEST:
            style = self.styles[identifier]
            chain.insert(0, style)
            base = style.find(w("basedOn"))
            identifier = str(base.get(w("val"))) if base is not None else ""
        return chain


_DEEPEST = 16
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _merge(into: Properties, part: etree._Element | None) -> None:
    if part is None:
        return
    for child in part:
        name = etree.QName(child).localname
        into[name] = {**into.get(name, {}), **_values(child)}


def _values(element: etree._Element) -> dict[str, str]:
    return {etree.QName(str(key)).localname: str(value) for key, value in element.attrib.items()}


def _lines(element: etree._Element) -> tuple[str, ...]:
    """Give the lines of a paragraph as its line breaks part them."""
    lines = [""]
    for node in element.iter(w("t"), w("br")):
        if node.tag == w("br"):
            lines.append("")
        else:
            lines[-1] += node.text or ""
    return tuple(lines)
