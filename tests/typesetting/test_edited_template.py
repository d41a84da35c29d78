"""Templates as clerks leave them: mended without a word, or refused with the paragraph and what to do."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from tests.typesetting.sample import DOCUMENTS, SKETCHES, part
from toolchain.documents.declaration import Form
from toolchain.typesetting.docx_archive import pack, unpack
from toolchain.typesetting.docx_parts import text_of
from toolchain.typesetting.edited_template import strange_styles
from toolchain.typesetting.format_master import Master
from toolchain.typesetting.master_update import restyle
from toolchain.typesetting.ooxml import R, w
from toolchain.typesetting.render import Template
from toolchain.typesetting.template_authoring import build
from toolchain.typesetting.template_fault import TemplateFault

BODY = "word/document.xml"
CLEAN = build(SKETCHES[Form.PLAIN])


def edited(pattern: str, new: str, data: bytes = CLEAN, name: str = BODY) -> bytes:
    parts = unpack(data)
    text, count = re.subn(pattern, new, parts[name].decode(), count=1, flags=re.DOTALL)
    assert count, pattern
    return pack({**parts, name: text.encode()})


def sketched(line: str) -> bytes:
    return build(SKETCHES[Form.PLAIN].replace("署名|", f"{line}\n署名|", 1))


def printed(data: bytes) -> list[str]:
    filled = Template.read(data, "样稿.docx").render(DOCUMENTS[Form.PLAIN])
    return [text_of(item) for item in part(filled).iter(w("p"))]


REVISION = 'w:id="1" w:author="甲" w:date="2026-01-01T00:00:00Z"'


@pytest.mark.parametrize(
    ("pattern", "new", "told"),
    [
        (r"(<w:r>.*?</w:r>)", rf"<w:ins {REVISION}>\1</w:ins>", "修订"),
        (
            r"(</w:p>)",
            rf"<w:del {REVISION}><w:r><w:delText>删去的话</w:delText></w:r></w:del>\1",
            "修订",
        ),
        (r"(</w:p>)", r'<w:r><w:commentReference w:id="0"/></w:r>\1', "批注"),
        (r"(<w:r><w:rPr>)", r"\1<w:vanish/>", "隐藏文字"),
        (
            r"(</w:p>)",
            (
                r'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
                r'<w:r><w:fldChar w:fldCharType="end"/></w:r>\1'
            ),
            "域代码（DATE）",
        ),
        (r"(</w:p>)", r'<w:fldSimple w:instr=" INCLUDETEXT a.docx "/>\1', "域代码（INCLUDETEXT）"),
        (
            r"(</w:p>)",
            (
                r'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
                r"<w:r><w:instrText> INCLUDETEXT a.docx </w:instrText></w:r>"
                r'<w:r><w:fldChar w:fldCharType="end"/></w:r>\1'
            ),
            "域代码（PAGE）",
        ),
        (r"(<w:r><w:rPr>)", r"\1<w:strike/>", "删除线"),
        (r"(<w:r><w:rPr>)", r'\1<w:color w:val="FFFFFF"/>', "看不见的文字"),
        (r"(<w:r><w:rPr>)", r'\1<w:sz w:val="2"/>', "看不见的文字"),
        (r"(</w:p>)", r'<w:r><w:footnoteReference w:id="2"/></w:r>\1', "脚注"),
        (r"(</w:p>)", r"<w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r>\1", "文本框"),
        (r"(</w:p>)", rf'<w:r><w:drawing><w:blip xmlns:r="{R}" r:link="rId9"/></w:drawing></w:r>\1', "链接到文件以外"),
    ],
)
def test_what_waits_for_a_decision_is_refused(pattern: str, new: str, told: str) -> None:
    data = edited(pattern, new)
    for act in (lambda: Template.read(data, "样稿.docx"), lambda: restyle(data, "样稿.docx")):
        with pytest.raises(TemplateFault, match=f"样稿.docx：段落“.+”.*{re.escape(told)}"):
            act()


@pytest.mark.parametrize(
    ("pattern", "new"),
    [
        (r"(<w:r>.*?</w:r>)", r'<w:smartTag w:uri="u" w:element="date"><w:smartTagPr/>\1</w:smartTag>'),
        (r"(<w:r>.*?</w:r>)", r"<w:sdt><w:sdtPr/><w:sdtContent>\1</w:sdtContent></w:sdt>"),
        (r"(<w:r>.*?</w:r>)", r'<w:hyperlink w:anchor="x">\1</w:hyperlink>'),
        (r"(<w:r>)", r'<w:bookmarkStart w:id="0" w:name="_Toc1"/>\1'),
        (r"(<w:r><w:rPr>)", rf"\1<w:rPrChange {REVISION}><w:rPr/></w:rPrChange>"),
        (r"(<w:r><w:rPr>)", r'\1<w:highlight w:val="yellow"/>'),
        (r"(<w:r>)", r'<w:moveToRangeStart w:id="3" w:name="m"/><w:moveToRangeEnd w:id="3"/>\1'),
        (
            r"\{\{ issue\.dated",
            (
                '{{ </w:t></w:r><w:smartTag w:uri="u" w:element="n"><w:r><w:t>issue.dated</w:t></w:r></w:smartTag>'
                '<w:r><w:t xml:space="preserve">'
            ),
        ),
    ],
)
def test_what_says_nothing_is_taken_away(pattern: str, new: str) -> None:
    data = edited(pattern, new)
    assert printed(data) == printed(CLEAN)
    body = unpack(restyle(data))[BODY].decode()
    assert not re.search("smartTag|<w:sdt|hyperlink|bookmark|rPrChange|highlight|moveTo", body)


def test_text_hidden_by_its_style_is_refused() -> None:
    styles = "word/styles.xml"
    hiding = '<w:style w:type="character" w:styleId="H1"><w:name w:val="H1"/><w:rPr><w:vanish/></w:rPr></w:style>'
    based = '<w:style w:type="character" w:styleId="H2"><w:name w:val="H2"/><w:basedOn w:val="H1"/></w:style>'
    data = edited("(</w:styles>)", rf"{hiding}{based}\1", name=styles)
    for key in ("H1", "H2"):
        used = edited(r"(<w:r><w:rPr>)", rf'\1<w:rStyle w:val="{key}"/>', data)
        with pytest.raises(TemplateFault, match="看不见的文字"):
            Template.read(used, "样稿.docx")
    assert printed(data) == printed(CLEAN)


@pytest.mark.parametrize("code", ["PAGE", "PAGE \\* MERGEFORMAT", "NUMPAGES  \\* Arabic  \\* MERGEFORMAT"])
def test_page_numbers_in_parts_are_no_fault(code: str) -> None:
    runs = "".join(f"<w:r><w:instrText>{word} </w:instrText></w:r>" for word in code.split())
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    new = f"{field.format('begin')}{runs}{field.format('separate')}{field.format('end')}".replace("\\", "\\\\")
    Template.read(edited(r"(</w:p>)(?=<w:p><w:pPr><w:pStyle w:val=.Issuer)", rf"{new}\1"), "样稿.docx")


def test_a_paragraph_without_text_is_told_by_the_one_before() -> None:
    data = edited(
        r"(</w:p>)(?=<w:p><w:pPr><w:pStyle w:val=.Issuer)",
        r'</w:p><w:p><w:r><w:commentReference w:id="0"/></w:r></w:p>',
    )
    with pytest.raises(TemplateFault, match=r"段落“（空，在“.+”之后）”有批注"):
        Template.read(data, "样稿.docx")


def test_bookmarks_in_repeated_paragraphs_make_no_doubles() -> None:
    listed = sketched("{%p for x in laureates %}\n正文| {{ x.name }}\n{%p endfor %}")
    marked = edited(r"(\{\{ x\.name)", r'</w:t></w:r><w:bookmarkStart w:id="7" w:name="b"/><w:r><w:t>\1', listed)
    assert printed(marked) == printed(listed)
    assert (
        "bookmark"
        not in etree.tostring(part(Template.read(marked, "样稿.docx").render(DOCUMENTS[Form.PLAIN]))).decode()
    )


def test_pasted_text_is_told_by_its_style() -> None:
    data = edited(r'<w:pStyle w:val="Body"/>', "")
    (told,) = strange_styles(unpack(data), Master.load(Form.PLAIN))
    assert "不是公文样式" in told
    assert not list(strange_styles(unpack(CLEAN), Master.load(Form.PLAIN)))


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("{%p if draft %}\n正文| 这一句没有结束。", r"段落“\{%p? ?if draft %\}”.*“if”没有对应的“endif”"),
        ("{%p endif %}", "“endif”没有对应的“if”"),
        ("正文| 甲{% when draft %}乙。", "段落“甲.*没有“when”这种语句"),
        ("正文| 甲{{ cycle.year，}}乙。", "全角标点"),
        ("正文| 甲{{ cycle.year cycle.year }}乙。", "少了“|”或者运算符"),
        ("正文| 甲{{ }}乙。", "花括号里没有写字段"),
        ("正文| 甲{{ cycle.year|wrong }}乙。", "没有“|wrong”这种写法"),
        ('正文| 甲{% include "乙.docx" %}丙。', "没有“include”这种语句"),
        ('正文| 甲{% import "乙" as y %}丙。', "没有“import”这种语句"),
        ('正文| 甲{% extends "乙" %}丙。', "没有“extends”这种语句"),
        ("正文| 甲{% macro m() %}乙{% endmacro %}丙。", "没有“macro”这种语句"),
        ("正文| 甲{% raw %}{{ 乙 }}{% endraw %}丙。", "没有“raw”这种语句"),
        ("正文| 甲{% set y = 1 %}乙。", "没有“set”这种语句"),
        ("正文| 甲{% filter upper %}乙{% endfilter %}丙。", "没有“filter”这种语句"),
        ("正文| 甲{% autoescape false %}乙{% endautoescape %}丙。", "没有“autoescape”这种语句"),
        ("正文| 甲{{ 10 ** 9 }}乙。", "只能写字段、写法、比较和加减"),
        ('正文| 甲{{ "乙" * 9 }}丙。', "只能写字段、写法、比较和加减"),
        ("正文| 甲{{ cycle.year / 0 }}乙。", "只能写字段、写法、比较和加减"),
        ("正文| 甲{{ cycle.announced.today() }}乙。", "不能写“.*”调用"),
    ],
)
def test_broken_language_is_told_in_chinese_at_its_paragraph(lines: str, told: str) -> None:
    with pytest.raises(TemplateFault, match=told) as caught:
        Template.read(sketched(lines), "样稿.docx")
    assert not re.search("[a-z]{4,} [a-z]{2,} [a-z]{2,}", str(caught.value))


@pytest.mark.parametrize(
    "expression",
    [
        'office.load("/etc/passwd")',
        "cycle.__class__",
        "cycle.announced.replace",
        "rules.award.__init__",
        'rules.award.format("x")',
        "cycle.announced.today()",
    ],
)
def test_a_template_reaches_nothing_of_the_program(expression: str) -> None:
    with pytest.raises(TemplateFault):
        printed(sketched(f"正文| {{{{ {expression} }}}}"))
