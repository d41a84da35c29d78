"""Documents in which just one thing is wrong on the rendered page; the table of all mutants and what catches them.

``python -m tests.typesetting.page_mutants`` prints the table; it needs LibreOffice, poppler and the fonts.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from tests.typesetting.mutants import (
    BODY,
    DOWN,
    EVEN,
    FOOT,
    LETTER,
    MINUTES,
    MUTANTS,
    STYLES,
    UP,
    WRONG,
    Mutant,
    changed,
    instead,
    mutant,
    style,
)
from tests.typesetting.sample import SKETCHES, rendered
from toolchain.documents.declaration import Form
from toolchain.typesetting.inspection.file_inspection import inspect_docx
from toolchain.typesetting.inspection.page_inspection import inspect_pages

PLAIN = Form.PLAIN
FULL = "为引导和激励广大组织实施卓越绩效管理模式加快建设质量强区推动全区经济社会实现高质量发展"


def full() -> bytes:
    """Give a plain notice of some pages full of 汉字."""
    return rendered(PLAIN, text=SKETCHES[PLAIN].replace("署名|", f"正文| {FULL * 40}。\n正文| {FULL * 4}。\n署名|"))


@dataclass(frozen=True)
class PageMutant:
    """A wrong document: the clause that must fail on its pages, the form, how it is made."""

    clause: str
    form: Form
    base: Callable[[], bytes]
    part: str
    mutate: Mutant

    def made(self) -> bytes:
        """Give the document."""
        return changed(self.base(), self.part, self.mutate)


def one(clause: str, form: Form, part: str, mutate: Mutant) -> PageMutant:
    """Mutate the sample of a form."""
    return PageMutant(clause, form, partial(rendered, form), part, mutate)


def many(clause: str, part: str, mutate: Mutant) -> PageMutant:
    """Mutate the notice of many pages."""
    return PageMutant(clause, PLAIN, full, part, mutate)


ALONE = '<w:p><w:pPr><w:pStyle w:val="Dated"/><w:pageBreakBefore/>'
PAGE_MUTANTS: Mapping[str, PageMutant] = {
    "纸张 B5": one("A1", DOWN, BODY, instead('w:w="11906" w:h="16838"', 'w:w="10319" w:h="14571"')),
    "天头 36": many("A2", BODY, instead('w:top="2098"', 'w:top="2041"')),
    "订口 27": many("A3", BODY, instead('w:left="1587" w:header', 'w:left="1530" w:header')),
    "右边越出版心": many("A4", STYLES, style("Body", 'w:right="0"', 'w:right="-400"')),
    "行距 580": many("A7", STYLES, style("Body", 'w:line="579"', 'w:line="580"')),
    "没有字距": many("A8", STYLES, style("Body", '<w:spacing w:val="-5"/>', '<w:spacing w:val="0"/>')),
    "正文灰色": one("A10", DOWN, STYLES, style("Body", '<w:color w:val="auto"/>', '<w:color w:val="999999"/>')),
    "正文红色": one("A10", PLAIN, STYLES, style("Body", '<w:color w:val="auto"/>', '<w:color w:val="FF0000"/>')),
    "标志下移 30": one("B6", DOWN, STYLES, style("Drop", 'w:line="1984"', 'w:line="1701"')),
    "标志居左": one("B6", DOWN, STYLES, style("Masthead", '<w:jc w:val="center"/>', '<w:jc w:val="left"/>')),
    "字号居右": one("B9", DOWN, STYLES, style("Number", '<w:jc w:val="center"/>', '<w:jc w:val="right"/>')),
    "上行文字号居中": one("B11", UP, BODY, instead('<w:jc w:val="left"/>', '<w:jc w:val="center"/>')),
    "没有红线": one("B14", DOWN, STYLES, style("Number", "<w:pBdr>.*</w:pBdr>", "")),
    "红线太近": one("B14", DOWN, STYLES, style("Number", 'w:space="9"', 'w:space="1"')),
    "标题左齐": one("C2", DOWN, STYLES, style("Headline", 'w:val="center"', 'w:val="left"')),
    "首页只有抬头": one("C8", DOWN, BODY, MUTANTS["首页只有抬头"][3]),
    "首行一字半": one("C9", DOWN, STYLES, style("Body", 'Chars="200" w:firstLine="630"', '="472"')),
    "日期右空两字": one("C13", DOWN, BODY, instead(r'w:right="\d+" w:firstLine="0"', 'w:right="0" w:firstLine="0"')),
    "署名不居中": one("C14", DOWN, BODY, MUTANTS["署名不居中"][3]),
    "没有盖章的位置": one("C15", DOWN, BODY, MUTANTS["没有盖章的位置"][3]),
    "日期独占一面": one("C20", PLAIN, BODY, instead('<w:p><w:pPr><w:pStyle w:val="Dated"/>', ALONE)),
    "附件不另面": one("C23", DOWN, STYLES, style("Annex", "<w:pageBreakBefore/>", "")),
    "附件标识独占一面": one("C23", DOWN, BODY, instead('<w:pStyle w:val="AnnexTitle"/>', r"\g<0><w:pageBreakBefore/>")),
    "附件标题贴着标识": one("C24", DOWN, BODY, MUTANTS["附件标题贴着标识"][3]),
    "版记窄": one("E1", DOWN, BODY, instead(r'(tblOverlap[^>]*/><w:tblW w:w=")8845', r"\g<1>8000")),
    "版记线细": one("E1", DOWN, BODY, instead('<w:top w:val="single" w:sz="8"', '<w:top w:val="single" w:sz="4"')),
    "版记在正文里": one("E3", DOWN, BODY, instead("<w:tblpPr[^>]*/><w:tblOverlap[^>]*/>", "")),
    "版记独占一面": one(
        "E3",
        DOWN,
        BODY,
        instead(r'(<w:pStyle w:val="End"/>)(?=</w:pPr></w:p><w:sectPr)', r"\1<w:pageBreakBefore/>"),
    ),
    "印发机关顶格": one("E6", DOWN, STYLES, style("Printing", 'w:left="280"', 'w:left="0"')),
    "页码短线": one("F2", DOWN, FOOT, instead("— ", "- ")),
    "附件另编页码": one("F2", DOWN, BODY, instead("<w:docGrid", '<w:pgNumType w:start="7"/><w:docGrid')),
    "页脚 15 毫米": many("F3", BODY, instead('w:footer="1429"', 'w:footer="850"')),
    "奇偶颠倒": many("F4", FOOT, instead('<w:jc w:val="right"/>', '<w:jc w:val="left"/>')),
    "双页码居右": many("F4", EVEN, instead('w:left="280"', 'w:left="8000"')),
    "有字不显示": one("K10", DOWN, STYLES, style("Note", "<w:color", "<w:vanish/><w:color")),
    "信函标志太低": one("L1", LETTER, BODY, instead('w:header="1701"', 'w:header="2134"')),
    "双线与版心同宽": PageMutant(
        "L2", LETTER, partial(rendered, LETTER), "word/footer3.xml", MUTANTS["双线与版心同宽"][3]
    ),
    "双线倒置": PageMutant("L2", LETTER, partial(rendered, LETTER), "word/header3.xml", MUTANTS["双线倒置"][3]),
    "信函字号居左": one("L4", LETTER, STYLES, style("Number", '<w:jc w:val="right"/>', '<w:jc w:val="left"/>')),
    "信函首页有页码": one("L7", LETTER, BODY, instead("<w:titlePg/>", "")),
    "纪要标志下移": one("B6", MINUTES, STYLES, style("Drop", 'w:line="1984"', 'w:line="1700"')),
}


def table() -> list[str]:
    """List every mutant: the clause, what is wrong, and which level catches it."""
    found: dict[tuple[str, str], tuple[Form, bytes]] = {}
    for name, (clause, form, *_) in MUTANTS.items():
        found[clause, name] = form, mutant(name)
    for name, item in PAGE_MUTANTS.items():
        found.setdefault((item.clause, name), (item.form, item.made()))
    pages = inspect_pages([(data, form) for form, data in found.values()]).results
    rows = []
    for ((clause, name), (form, data)), rendering in zip(found.items(), pages, strict=True):
        in_file = {result.clause for result in inspect_docx(data, form, public=True) if result.status in WRONG}
        on_page = {result.clause for result in rendering if result.status in WRONG}
        caught = [clause in in_file, bool(on_page)]
        marks = ["文件" if caught[0] else "—", "、".join(sorted(on_page)) if caught[1] else "—"]
        rows.append(f"| {clause} | {name} | {form.value} | {marks[0]} | {marks[1]} |")
    return sorted(rows, key=lambda row: re.sub(r"\d+", lambda digits: digits[0].zfill(3), row))


if __name__ == "__main__":
    sys.stdout.write("\n".join(["| 条款 | 改动 | 版式 | 文件 | 页面 |", "|---|---|---|---|---|", *table()]) + "\n")
