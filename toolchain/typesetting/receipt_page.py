"""A plain Word page set of labelled sections with a cover, page numbers, and room for signature and seal."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from toolchain.model.chinese import display_width
from toolchain.typesetting.docx_archive import pack, unpack

_BODY, _HEAD = "仿宋_GB2312", "黑体"
_WIDE = 6
"""From so many columns on the type is smaller."""
_WIDTH = 15.8
"""Centimetres between the margins."""

Table = tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]
"""Title, headers (none for label and value), rows."""


def page_set(title: str, cover: Sequence[tuple[str, str]], tables: Sequence[Table], closing: Sequence[str]) -> bytes:
    """Write the pages; the same content gives the same bytes.

    Args:
        title: on the cover and in the file's properties.
        cover: label and value of each line of the cover.
        tables: the sections.
        closing: the lines of the signature page; an empty one is room.
    """
    document = Document()
    document.core_properties.title, document.core_properties.author = title, ""
    _fonts(document.styles["Normal"])
    first = document.sections[0]
    first.page_width, first.page_height = Cm(21), Cm(29.7)
    first.left_margin = first.right_margin = Cm(2.6)
    _number_pages(first.footer.paragraphs[0])
    _cover(document, title, cover)
    for name, head, rows in tables:
        _line(document, name, 14, bold=True)
        _table(document, head, rows)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for text in closing:
        _line(document, text, 14)
    buffer = io.BytesIO()
    document.save(buffer)
    return pack(unpack(buffer.getvalue(), title))


def _fonts(style: Any) -> None:  # noqa: ANN401 - python-docx has no types for styles
    style.font.name, style.font.size = _BODY, Pt(11)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _BODY)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "zh-CN")
    language.set(qn("w:eastAsia"), "zh-CN")
    style.element.rPr.append(language)


def _cover(document: Any, title: str, lines: Sequence[tuple[str, str]]) -> None:  # noqa: ANN401 - as above
    for _ in range(5):
        document.add_paragraph()
    heading = _line(document, title, 26, bold=True)
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for _ in range(6):
        document.add_paragraph()
    for label, value in lines:
        _line(document, f"{label}：{value}", 15)
    document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)


def _line(document: Any, text: str, size: int, *, bold: bool = False) -> Any:  # noqa: ANN401 - as above
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold
    if bold:
        run.font.name = _HEAD
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _HEAD)  # noqa: SLF001 - python-docx has no other way
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(14)
    return paragraph


def _table(document: Any, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:  # noqa: ANN401 - as above
    body = [head, *rows] if head else rows
    table = document.add_table(rows=0, cols=len(body[0]))
    table.style, table.autofit = "Table Grid", False
    widths = _widths(body)
    for number, texts in enumerate(body):
        line = table.add_row()
        _whole(line, heading=bool(head) and number == 0)
        for cell, text in zip(line.cells, texts, strict=True):
            cell.text = text
            cell.paragraphs[0].runs[0].font.size = Pt(9 if len(texts) >= _WIDE else 10.5)
            cell.paragraphs[0].runs[0].bold = bool(head) and number == 0
        for cell, width in zip(line.cells, widths, strict=True):
            cell.width = Cm(width)


def _widths(body: Sequence[Sequence[str]]) -> list[float]:
    """Share the width of the page among columns by the square roots of their longest texts."""
    longest = [max(4, *(display_width(text) for text in texts)) ** 0.5 for texts in zip(*body, strict=True)]
    return [_WIDTH * part / sum(longest) for part in longest]


def _whole(line: Any, *, heading: bool) -> None:  # noqa: ANN401 - as above
    """Keep a row on one page; repeat the headers on every page."""
    properties = line._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no other way
    properties.append(OxmlElement("w:cantSplit"))
    if heading:
        properties.append(OxmlElement("w:tblHeader"))


def _number_pages(paragraph: Any) -> None:  # noqa: ANN401 - as above
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("第", "PAGE"), ("页，共", "NUMPAGES"), ("页", "")):
        paragraph.add_run(text)
        if field:
            simple = OxmlElement("w:fldSimple")
            simple.set(qn("w:instr"), field)
            paragraph._p.append(simple)  # noqa: SLF001 - python-docx has no other way
