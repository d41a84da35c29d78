"""A sketch laid out as the body of a .docx, with the blank lines, rules and places that its Form asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from toolchain.documents.declaration import Form
from toolchain.typesetting import tables
from toolchain.typesetting.docx_archive import pack
from toolchain.typesetting.format_master import FORMAT, Master, Style
from toolchain.typesetting.header_footer import (
    NUMBERED,
    font_table_part,
    footer_parts,
    header_parts,
    package,
    section,
    settings_part,
)
from toolchain.typesetting.ooxml import DECLARATION, NAMESPACES, indent, paragraph, run, tag
from toolchain.typesetting.sketch import Block, Break, Control, Line, Sketch, Table, Turn
from toolchain.typesetting.stylesheet import styles_part
from toolchain.typesetting.template_fault import TemplateFault

AUTHOR = "区长质量奖评审办"
RECORD = ("抄送", "主送", "印发")
"""The lines that make the 版记."""

TOGETHER = (("Enclosure", "Enclosure"), ("Attendance", "Attendance"), ("Issuer", "Dated"), ("Issuer", "Issuer"))
"""Styles between which no blank line is laid, whatever each asks for."""

_FOOT = ("CertificateNumber", "CertificateIssuer", "CertificateDate")
_MASTHEADS = ("Masthead", "MinutesMasthead")
_SIGNER = "签发人"
_OPENING = re.compile(r"\{%-?p\s+(if|for|else|elif|endif|endfor)\b")
_NUMBER_AT_START = re.compile(r"\d+\.\s?")


def lay(sketch: Sketch, master: Path | None = None, *, name: str = "文书样稿", title: str = "") -> bytes:
    """Lay out a sketch.

    Raises:
        TemplateFault: a style is unknown or does not belong to the Form.
    """
    form = Master.load(sketch.form, master or FORMAT)
    laid = Laying(form, name, sketch.numbered)
    laid.lay(sketch.blocks)
    return pack(assemble(form, laid.body(), laid.first_header, numbered=sketch.numbered, title=title))


def assemble(master: Master, body: str, first_header: str, *, numbered: bool, title: str) -> dict[str, bytes]:
    """Put a body and the master's parts together into the parts of a .docx."""
    parts = furniture_parts(master, first_header, numbered=numbered)
    parts["word/document.xml"] = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode()
    return package(parts, title=title, author=AUTHOR, form=master.form)


def furniture_parts(master: Master, first_header: str, *, numbered: bool) -> dict[str, bytes]:
    """Write every part but the body."""
    return {
        "word/styles.xml": styles_part(master),
        "word/settings.xml": settings_part(master),
        "word/fontTable.xml": font_table_part(master),
        **footer_parts(master, numbered=numbered and master.form in NUMBERED),
        **header_parts(master, first_header),
    }


@dataclass
class Laying:
    """The body under construction.

    Attributes:
        above: the last style laid, None at the top of a page.
        branches: the style above each open condition, for its other branches.
        blanks: explicit blank lines waiting for the next paragraph.
    """

    master: Master
    name: str
    numbered: bool
    first_header: str = ""
    pieces: list[str] = field(default_factory=list)
    above: Style | None = None
    branches: list[Style | None] = field(default_factory=list)
    blanks: int = 0
    new_page: bool = False
    landscape: bool | None = None

    def lay(self, blocks: tuple[Block, ...]) -> None:
        """Lay all blocks; the 版记 and a certificate's foot are gathered."""
        if self.master.form is Form.CERTIFICATE:
            self._certificate(blocks)
            return
        body, record = _parted(blocks)
        for number, block in enumerate(body):
            self._block(block, body[number + 1 : number + 2])
        if record:
            self._spare_blanks()
            self.pieces += [tables.record(self.master, [self._record_line(block) for block in record])]
        if self.pieces and self.pieces[-1].endswith("</w:tbl>"):
            self.pieces.append(paragraph("End"))

    def body(self) -> str:
        """Give the body with its last section."""
        return "".join(self.pieces) + self._section()

    def _section(self) -> str:
        parts = furniture_parts(self.master, self.first_header, numbered=self.numbered)
        return section(self.master, parts, landscape=self.landscape)

    def _block(self, block: Block, after: tuple[Block, ...]) -> None:
        if isinstance(block, Control):
            self._control(block)
        elif isinstance(block, Break):
            self.new_page = True
        elif isinstance(block, Turn):
            self._turn(landscape=block.landscape)
        elif isinstance(block, Table):
            self._table(block)
        elif block.label == "空行":
            self.blanks += 1
        elif block.label == _SIGNER:
            self._signer_alone(block)
        else:
            self._line(block, after)

    def _control(self, block: Control) -> None:
        found = _OPENING.match(block.text)
        word = found[1] if found else ""
        if word == "if":
            self.branches.append(self.above)
        elif word in {"else", "elif"} and self.branches:
            self.above = self.branches[-1]
        elif word == "endif" and self.branches:
            self.branches.pop()
        self._spare_blanks()
        self.pieces.append(paragraph("Control", run(block.text)))

    def _turn(self, *, landscape: bool) -> None:
        if self.pieces:
            self.pieces.append(paragraph("End", direct=self._section()))
        self.landscape = landscape
        self.above = None

    def _table(self, block: Table) -> None:
        asked = self.above.blank_after if self.above and not self.new_page else 0
        blanks = max(asked, self.blanks)
        if self.new_page:
            self.pieces.append(paragraph("End", direct=tag("pageBreakBefore")))
        elif not blanks and self.pieces and self.pieces[-1].endswith("</w:tbl>"):
            self.pieces.append(paragraph("End"))
        self.pieces += [paragraph("Blank")] * blanks
        self.blanks, self.new_page = 0, False
        self.pieces.append(tables.table(self.master, block))
        self.above = self.master.style("Cell")

    def _spare_blanks(self) -> None:
        self.pieces += [paragraph("Blank")] * self.blanks
        self.blanks = 0

    def _line(self, line: Line, after: tuple[Block, ...]) -> None:
        style = self._style(line)
        if style.key in _MASTHEADS:
            self._masthead(line, style)
            return
        text = line.text
        if style.key == "Number" and after and isinstance(after[0], Line) and after[0].label == _SIGNER:
            self._gap(style)
            self.pieces.append(self._number_and_signer(text, after[0].text))
        else:
            self._gap(style)
            self.pieces.append(self._paragraph(style, text))
        self.above = style

    def _style(self, line: Line) -> Style:
        style = self.master.by_label.get(line.label)
        if style is None:
            known = "、".join(dict.fromkeys(self.master.by_label))
            place = f"{self.name} 第 {line.at} 行"
            raise TemplateFault(f"{place}：{self.master.form.value}没有样式“{line.label}”，可用的有{known}")
        return style

    def _gap(self, style: Style) -> None:
        """Lay the blank lines above a paragraph: as many as styles or sketch ask for."""
        asked = 0 if self.new_page else required(self.above, style)
        self.pieces += [paragraph("Blank")] * max(asked, self.blanks)
        self.blanks = 0

    def _masthead(self, line: Line, style: Style) -> None:
        self.above = style
        written = paragraph(style.key, run(line.text))
        if self.master.form is Form.LETTER:
            self.first_header = written
        else:
            self.pieces += [paragraph("Drop"), written]

    def _paragraph(self, style: Style, text: str) -> str:
        broken = tag("pageBreakBefore") if self.new_page and not style.new_page else ""
        self.new_page = False
        if style.key == "Attendance" and "：" in text:
            head, _, tail = text.partition("：")
            return paragraph(style.key, run(f"{head}：", "Label"), run(tail), direct=broken)
        if style.key == "Enclosure":
            return paragraph(style.key, run(text), direct=broken + _enclosure(style, text))
        return paragraph(style.key, run(text) if text else "", direct=broken)

    def _number_and_signer(self, number: str, signer: str) -> str:
        """Write 上行文's row: the number one 字 from the left, the signer one 字 from the right in 楷体."""
        runs = (run(f"\t{number}\t{_SIGNER}："), run(signer, "SignerName"))
        return paragraph("Number", *runs, direct=tag("jc", {"val": "left"}))

    def _signer_alone(self, line: Line) -> None:
        if self.above is None or self.above.key != "Number" or self.master.form is not Form.UPWARD:
            raise TemplateFault(f"{self.name} 第 {line.at} 行：签发人只用于上行文，并紧接在发文字号之后")

    def _record_line(self, block: Line | Control) -> str:
        if isinstance(block, Control):
            return paragraph("Control", run(block.text.replace("%p ", "%tr ", 1)))
        style = self._style(block)
        if style.key == "Printing":
            return paragraph(style.key, run("\t".join(block.cells)))
        return paragraph(style.key, run(block.text))

    def _certificate(self, blocks: tuple[Block, ...]) -> None:
        text: list[str] = []
        numbers: list[str] = []
        signature: list[str] = []
        target = text
        for block in blocks:
            if isinstance(block, Control):
                target.append(paragraph("Control", run(block.text)))
            elif isinstance(block, Line) and block.label == "空行":
                target.append(paragraph("Blank"))
            elif isinstance(block, Line):
                style = self._style(block)
                target = text if style.key not in _FOOT else numbers if style.key == _FOOT[0] else signature
                target.append(paragraph(style.key, run(block.text)))
            else:
                raise TemplateFault(f"{self.name}：证书里只能写段落")
        empty = [paragraph("End")]
        parts = ("".join(part or empty) for part in (text, numbers, signature))
        self.pieces += [tables.certificate(*parts), paragraph("End")]


def required(above: Style | None, style: Style) -> int:
    """Count the blank lines that belong between two paragraphs."""
    if above is None or (above.key, style.key) in TOGETHER:
        return 0
    return max(above.blank_after, style.blank_before)


def _enclosure(style: Style, text: str) -> str:
    """Indent an 附件说明 so that its wrapped lines stand under the first character of the name (第7.3.4条)."""
    word, _, rest = text.rpartition("：") if text.startswith("附件：") else ("", "", text)
    number = _NUMBER_AT_START.match(rest)
    if number is None:
        return "" if word else indent(left=style.wide(style.left))
    half = round(style.character / 2)
    wide = half * len(number[0].rstrip()) + half
    left = style.wide(5) + wide
    return indent(left=left, hanging=wide + (style.wide(3) if word else 0))


def _parted(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Line | Control, ...]]:
    """Part the 版记 from the text; a condition that opens right above it and closes inside belongs to it."""
    first = next((n for n, block in enumerate(blocks) if isinstance(block, Line) and block.label in RECORD), None)
    if first is None:
        return blocks, ()
    tail = blocks[first:]
    opened = sum(_is(block, "if") - _is(block, "endif") for block in tail)
    while opened < 0 and first and _is(blocks[first - 1], "if"):
        first -= 1
        opened += 1
    record = tuple(block for block in blocks[first:] if isinstance(block, Line | Control))
    if len(record) != len(blocks[first:]):
        raise TemplateFault("版记（抄送、印发）之后不能再有其他内容")
    return blocks[:first], record


def _is(block: Block, word: str) -> bool:
    found = _OPENING.match(block.text) if isinstance(block, Control) else None
    return found is not None and found[1] == word
