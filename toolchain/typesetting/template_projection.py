"""A template read back as a sketch: style and text of every paragraph, without what the typesetter lays by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from toolchain.documents.declaration import Form
from toolchain.typesetting.docx_archive import unpack
from toolchain.typesetting.docx_parts import form_of, parsed, style_names, text_of
from toolchain.typesetting.edited_template import mended
from toolchain.typesetting.format_master import Master, Style
from toolchain.typesetting.ooxml import mm, w
from toolchain.typesetting.sketch import (
    MERGE_LEFT,
    MERGE_UP,
    PARAGRAPH,
    Block,
    Break,
    Control,
    Line,
    Row,
    Sketch,
    Table,
    Turn,
)
from toolchain.typesetting.sketch_layout import required

_CONTROL = re.compile(r"\{%-?(?:p|tr)\s.*%\}", re.DOTALL)
_LAID = ("Drop", "End")


def read(data: bytes, name: str = "模板") -> Sketch:
    """Read a .docx as a sketch.

    Raises:
        TemplateFault: it is no .docx, or does not say its Form.
    """
    parts = mended(unpack(data, name), name)
    form = form_of(parts, name)
    reading = _Reading(Master.load(form), style_names(parts))
    if form is Form.LETTER and "word/header3.xml" in parts:
        for element in parsed(parts["word/header3.xml"]):
            reading.paragraph(element)
    body = parsed(parts["word/document.xml"])[0]
    for element in body:
        reading.element(element)
    numbered = form is Form.CERTIFICATE or any(part.startswith("word/footer") for part in parts)
    return Sketch(form, tuple(reading.finished()), numbered)


@dataclass
class _Reading:
    master: Master
    names: dict[str, str]
    blocks: list[Block] = field(default_factory=list)
    above: Style | None = None
    branches: list[Style | None] = field(default_factory=list)
    blanks: int = 0
    landscape: bool | None = None
    starts: int = 0

    def finished(self) -> list[Block]:
        self._spare()
        return self.blocks

    def element(self, element: etree._Element) -> None:
        if element.tag == w("p"):
            self.paragraph(element)
        elif element.tag == w("sectPr"):
            self._section(element)
        elif element.tag == w("tbl"):
            self._table(element)

    def _section(self, element: etree._Element) -> None:
        """Note a page that lies across where the form's own does not; it holds from where the section began."""
        size = element.find(w("pgSz"))
        landscape = size is not None and size.get(w("orient")) == "landscape"
        if landscape != (self.master.page.landscape if self.landscape is None else self.landscape):
            self.blocks.insert(self.starts, Turn(landscape))
            self.landscape = landscape
        self.starts = len(self.blocks)

    def paragraph(self, element: etree._Element) -> None:
        properties = element.find(w("pPr"))
        style = self._style(element)
        section = properties.find(w("sectPr")) if properties is not None else None
        text = text_of(element)
        if properties is not None and properties.find(w("pageBreakBefore")) is not None:
            self._spare()
            self.blocks.append(Break())
            self.above = None
        if section is not None:
            self._spare()
            self._section(section)
            self.above = None
        elif _CONTROL.fullmatch(text.strip()):
            self._control(text.strip())
        elif style is not None and style.key == "Blank" and not text:
            self.blanks += 1
        elif style is None or style.key not in _LAID or text:
            self._line(style, text)

    def _style(self, element: etree._Element) -> Style | None:
        found = element.find(f"{w('pPr')}/{w('pStyle')}")
        name = self.names.get(str(found.get(w("val"))), "") if found is not None else "Normal"
        return self.master.by_name.get(name)

    def _control(self, text: str) -> None:
        self._spare()
        word = text.lstrip("{%-prt ").split(" ", 1)[0]
        if word == "if":
            self.branches.append(self.above)
        elif word in {"else", "elif"} and self.branches:
            self.above = self.branches[-1]
        elif word == "endif" and self.branches:
            self.branches.pop()
        self.blocks.append(Control(text.replace("{%tr ", "{%p ", 1)))

    def _spare(self) -> None:
        self.blocks += [Line("空行", "")] * self.blanks
        self.blanks = 0

    def _line(self, style: Style | None, text: str) -> None:
        if style is None:
            self.blocks.append(Line("其他", text))
            return
        asked = required(self.above, style)
        if self.blanks > asked or (self.blanks and self.blanks != asked):
            self._spare()
        self.blanks = 0
        self.above = style
        self.blocks += list(_lines(style, text))

    def _table(self, element: etree._Element) -> None:
        properties = element.find(w("tblPr"))
        floats = properties is not None and properties.find(w("tblpPr")) is not None
        if floats or self.master.form is Form.CERTIFICATE:
            self._spare()
            for paragraph in element.iter(w("p")):
                self.paragraph(paragraph)
            return
        if self.blanks != (self.above.blank_after if self.above else 0):
            self._spare()
        self.blanks = 0
        self.blocks.append(self._read_table(element))
        self.above = self.master.style("Cell")

    def _read_table(self, element: etree._Element) -> Table:
        grid = [int(str(column.get(w("w")))) for column in element.iter(w("gridCol"))]
        rows = [self._row(row, len(grid)) for row in element.findall(w("tr"))]
        height = element.find(f"{w('tr')}/{w('trPr')}/{w('trHeight')}")
        least = _length(int(str(height.get(w("val"))))) if height is not None else ""
        aligns = tuple(_alignment(element, column) for column in range(len(grid)))
        return Table(tuple(_length(width) for width in grid), aligns, least, tuple(rows))

    def _row(self, row: etree._Element, columns: int) -> Row:
        cells: list[str] = []
        for cell in row.findall(w("tc")):
            cells += _cell(cell)
        if _CONTROL.fullmatch(cells[0]) and len([text for text in cells if text != MERGE_LEFT]) == 1:
            return Row((cells[0],), control=True)
        cells += [""] * (columns - len(cells))
        return Row(tuple(cells), head=row.find(f"{w('trPr')}/{w('tblHeader')}") is not None)


def _cell(cell: etree._Element) -> Iterator[str]:
    merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
    texts = [text_of(paragraph) for paragraph in cell.findall(w("p"))]
    yield MERGE_UP if merge is not None and merge.get(w("val")) != "restart" else PARAGRAPH.join(texts)
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    if span is not None:
        yield from [MERGE_LEFT] * (int(str(span.get(w("val")))) - 1)


def _alignment(table: etree._Element, column: int) -> str:
    """Give the alignment of a column: that of its first cell below the head that stands alone in it."""
    for row in table.findall(w("tr")):
        cells = row.findall(w("tc"))
        if row.find(f"{w('trPr')}/{w('tblHeader')}") is not None or column >= len(cells):
            continue
        if any(cell.find(f"{w('tcPr')}/{w('gridSpan')}") is not None for cell in cells[: column + 1]):
            continue
        if _CONTROL.fullmatch(text_of(cells[0])):
            continue
        found = cells[column].find(f"{w('p')}/{w('pPr')}/{w('jc')}")
        return "center" if found is None else str(found.get(w("val")))
    return "center"


def _length(length: int) -> str:
    """Write a length in mm to a tenth, without a trailing zero."""
    tenths = round(mm(length) * 10)
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)


def _lines(style: Style, text: str) -> Iterator[Line]:
    if style.key == "Number" and text.startswith("\t"):
        number, _, signer = text.removeprefix("\t").partition("\t")
        yield Line(style.label, number)
        yield Line("签发人", signer.removeprefix("签发人："))
        return
    if style.key == "Printing":
        yield Line(style.label, text.replace("\t", "| "))
        return
    word = text.partition("：")[0]
    yield Line(word if word in style.also else style.label, text)
