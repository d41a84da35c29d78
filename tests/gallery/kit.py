"""A filled 申报书 taken apart: change a cell, a part or the package, and put it together again."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.addresses import find, named, opened
from tests.workbooks.test_roundtrip import sample
from toolchain.engine.xlsx.package import open_book
from toolchain.engine.xlsx.style import CellFormat
from toolchain.model.problems import Problem
from toolchain.model.sheets import APPLICATION, WORKBOOKS
from toolchain.model.workbook_declaration import Mark
from toolchain.model.workbook_declaration import Workbook as Declared
from toolchain.workbooks.blank import write

CYCLE, FOUNDED = "2026届", "成立日期"
FORM, TABLE, QUALITY, FACTS, PAPERS = "基本情况", "财务数据", "质量管理", "自述事项", "附件清单"
PARTS = {
    title: f"xl/worksheets/sheet{number}.xml" for number, title in enumerate((FORM, TABLE, QUALITY, FACTS, PAPERS), 1)
}
STRINGS, BOOK, STYLES, TYPES = "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"
BOOK_LINKS = "xl/_rels/workbook.xml.rels"


@cache
def healthy(book: Declared = APPLICATION, cycle: str = CYCLE, subject: str = "") -> bytes:
    rows = {sheet: found for sheet, found in sample(book).items() if not sheet.sheet.variant or sheet is book.sheets[0]}
    return write(book, Mark(book.mark, book.version, cycle, subject), rows)


def text(value: str) -> str:
    return f't="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is>'


def number(literal: str) -> str:
    return f"><v>{literal}</v>"


def error(literal: str) -> str:
    return f't="e"><v>{literal}</v>'


def formula(source: str, cached: str = "") -> str:
    return f"><f>{escape(source)}</f>" + (f"<v>{cached}</v>" if cached else "")


def days_noted(*others: str) -> tuple[str, ...]:
    """Give what is said of the days of a form that counts from 1904, but for the founding day; and what else is."""
    opened, _ = open_book(healthy())
    assert opened is not None
    form = next(sheet for sheet in opened.sheets if sheet.title == FORM)
    days = [named(_sheets(healthy())[FORM], cell.ref) for cell in form.cells.values() if cell.format is CellFormat.DATE]
    return (*(f"N-DATE-07 {day}" for day in days if day != FOUNDED), *others)


@cache
def _sheets(data: bytes) -> Workbook:
    return opened(data)


@cache
def _titled(title: str) -> Worksheet | None:
    """Give a sheet of the filled workbooks by its title."""
    books = (_sheets(healthy(book)) for book in WORKBOOKS)
    return next((book[title] for book in books if title in book.sheetnames), None)


def said_at(problem: Problem) -> str:
    """Give what is said of a cell: the code, and the cell's address by the workbook as it should be."""
    sheet = _titled(problem.at.sheet)
    place = problem.at.cell if sheet is None else named(sheet, problem.at.cell)
    return f"{problem.code} {place}".strip()


class Copy:
    """The parts of a workbook, to be changed in place."""

    def __init__(self, data: bytes | None = None) -> None:
        self.source = healthy() if data is None else data
        with ZipFile(BytesIO(self.source)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}

    @property
    def titles(self) -> list[str]:
        """List the sheets in the order of the tabs."""
        return re.findall(r'<sheet name="([^"]+)"', self.parts[BOOK].decode())

    def where(self, sheet: str) -> str:
        """Give the part of a sheet; the blank numbers them in the order of the tabs."""
        return f"xl/worksheets/sheet{self.titles.index(sheet) + 1}.xml"

    def ref(self, sheet: str, address: str) -> str:
        """Give the coordinates of a cell by its address in the workbook as it was (tests/addresses.py)."""
        return find(_sheets(self.source)[sheet], address)

    def put(self, sheet: str, address: str, content: str, style: str = "") -> Copy:
        """Replace a cell that the blank has; the content follows the attributes of its tag."""
        ref = self.ref(sheet, address)
        pattern = re.compile(rf'<c r="{ref}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)')

        def cell(found: re.Match[str]) -> str:
            look = f' s="{style}"' if style else found[1] or ""
            gap = "" if content.startswith(">") else " "
            return f'<c r="{ref}"{look}{gap}{content}</c>'

        return self.edit(self.where(sheet), lambda xml: replaced(pattern, cell, xml))

    def drop(self, sheet: str, address: str) -> Copy:
        ref = self.ref(sheet, address)
        return self.edit(
            self.where(sheet), lambda xml: replaced(re.compile(rf'<c r="{ref}"[^>]*?(?:/>|>.*?</c>)'), "", xml)
        )

    def row(self, sheet: str, content: str) -> Copy:
        """Add rows below all others."""
        return self.edit(self.where(sheet), lambda xml: once("</sheetData>", f"{content}</sheetData>", xml))

    def style(self, format_number: int) -> str:
        """Add a cell style with a built-in number format; give its number."""
        xml = self.parts[STYLES].decode()
        count = int(re.search(r'<cellXfs count="(\d+)"', xml)[1])
        added = f'<xf numFmtId="{format_number}" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
        self.parts[STYLES] = once("</cellXfs>", added, xml).encode()
        return str(count)

    def look(self, sheet: str, address: str, *, code: str = "", font: str = "", fill: str = "") -> Copy:
        """Give a cell that holds something a number format, a font or a ground of its own."""
        xml = self.parts[STYLES].decode()
        fonts, fills = (
            len(re.findall(f"<{part}>|<{part}/>", xml.partition(f"<{part}s ")[2].partition(f"</{part}s>")[0]))
            for part in ("font", "fill")
        )
        cells = int(re.search(r'<cellXfs count="(\d+)"', xml)[1])
        if code:
            shape = f'<numFmt numFmtId="{900 + cells}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
            whole = f"<numFmts>{shape}</numFmts>"
            xml = (
                once("</numFmts>", f"{shape}</numFmts>", xml)
                if "</numFmts>" in xml
                else once("<fonts", f"{whole}<fonts", xml)
            )
        if font:
            xml = once("</fonts>", f"<font>{font}</font></fonts>", xml)
        if fill:
            xml = once("</fills>", f"<fill>{fill}</fill></fills>", xml)
        numbers = (900 + cells if code else 0, fonts if font else 0, fills if fill else 0)
        added = '<xf numFmtId="{}" fontId="{}" fillId="{}" borderId="0" xfId="0"/></cellXfs>'.format(*numbers)
        xml = once("</cellXfs>", added, xml)
        self.parts[STYLES] = re.sub(r'<cellXfs count="\d+"', f'<cellXfs count="{cells + 1}"', xml).encode()
        looked = re.compile(rf'(<c r="{self.ref(sheet, address)}")(?: s="\d+")?')
        return self.edit(self.where(sheet), lambda part: replaced(looked, rf'\1 s="{cells}"', part))

    def comment(self, sheet: str, address: str, text: str, *, threaded: bool = False) -> Copy:
        """Put a comment at a cell."""
        ref = self.ref(sheet, address)
        part = self.where(sheet)
        name = f"comment{part.rpartition('sheet')[2]}"
        links = f"xl/worksheets/_rels/{part.rpartition('/')[2]}.rels"
        main = "http://schemas.openxmlformats.org"
        kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" if threaded else ""
        kind = kind or f"{main}/officeDocument/2006/relationships/comments"
        link = f'<Relationship Id="rIdC" Type="{kind}" Target="../{name}"/></Relationships>'
        empty = f'<Relationships xmlns="{main}/package/2006/relationships"></Relationships>'
        self.parts[links] = once("</Relationships>", link, self.parts.get(links, empty.encode()).decode()).encode()
        threads = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
        said = escape(text)
        self.parts[f"xl/{name}"] = (
            f'<ThreadedComments xmlns="{threads}"><threadedComment ref="{ref}"><text>{said}</text></threadedComment>'
            "</ThreadedComments>"
            if threaded
            else f'<comments xmlns="{main}/spreadsheetml/2006/main"><authors><author>甲</author></authors><commentList>'
            f'<comment ref="{ref}" authorId="0"><text><r><t>{said}</t></r></text></comment></commentList></comments>'
        ).encode()
        return self

    def edit(self, part: str, change: Callable[[str], str]) -> Copy:
        before = self.parts[part].decode()
        after = change(before)
        assert after != before, part
        self.parts[part] = after.encode()
        return self

    def sub(self, part: str, old: str, new: str) -> Copy:
        return self.edit(part, lambda xml: once(old, new, xml))

    def bytes(self, method: int = ZIP_DEFLATED) -> bytes:
        return packed(list(self.parts.items()), method)


def packed(parts: list[tuple[str, bytes]], method: int = ZIP_STORED) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", method) as package:
        for name, content in parts:
            package.writestr(name, content)
    return buffer.getvalue()


def once(old: str, new: str, xml: str) -> str:
    assert old in xml, old
    return xml.replace(old, new, 1)


def replaced(pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str], xml: str) -> str:
    made, times = pattern.subn(new, xml)
    assert times == 1, pattern.pattern
    return made
