"""Documents in which just one thing is wrong: for every clause at least one, for the file and for rendered pages."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.typesetting.sample import rendered
from toolchain.documents.declaration import Form
from toolchain.typesetting.docx_archive import pack, unpack
from toolchain.typesetting.inspection.clause_results import Status

BODY, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
FOOT, EVEN, CORE = "word/footer1.xml", "word/footer2.xml", "docProps/core.xml"
WRONG = {Status.FAILED, Status.WARNED, Status.NOTED}

Mutant = Callable[[str], str]


def instead(pattern: str, new: str) -> Mutant:
    """Replace what a pattern finds, at least once."""

    def mutate(text: str) -> str:
        changed, count = re.subn(pattern, new, text)
        assert count, f"{pattern} 不在原文里"
        return changed

    return mutate


def style(key: str, pattern: str, new: str) -> Mutant:
    """Change one style."""

    def mutate(text: str) -> str:
        found = re.search(rf'<w:style [^>]*w:styleId="{key}">.*?</w:style>', text)
        assert found
        return text.replace(found[0], instead(pattern, new)(found[0]))

    return mutate


BLANK = r'<w:p><w:pPr><w:pStyle w:val="Blank"/>(?:<w:keepNext/>)?</w:pPr></w:p>'
DOWN, UP, LETTER, MINUTES, FREE = Form.DOWNWARD, Form.UPWARD, Form.LETTER, Form.MINUTES, Form.FREE
BLANK_LINE = '<w:p><w:pPr><w:pStyle w:val="Blank"/></w:pPr></w:p>'
COPY_LINE = '<w:p><w:pPr><w:pStyle w:val="Copies"/></w:pPr><w:r><w:t>抄送：区政协。</w:t></w:r></w:p>'
BOOKMARK = '<w:bookmarkStart w:id="7" w:name="a"/><w:bookmarkEnd w:id="7"/>'
MUTANTS: dict[str, tuple[str, Form, str, Mutant]] = {
    "纸张 B5": ("A1", DOWN, BODY, instead('w:w="11906" w:h="16838"', 'w:w="10319" w:h="14571"')),
    "天头 33": ("A2", DOWN, BODY, instead('w:top="2098"', 'w:top="1871"')),
    "订口 36": ("A3", DOWN, BODY, instead('w:left="1587" w:header', 'w:left="2041" w:header')),
    "装订线": ("A4", DOWN, BODY, instead('w:gutter="0"', 'w:gutter="284"')),
    "地脚 30": ("A5", DOWN, BODY, instead('w:bottom="1984"', 'w:bottom="1701"')),
    "正文宋体": ("A6", DOWN, STYLES, style("Body", "仿宋_GB2312", "宋体")),
    "正文小四": ("A6", DOWN, STYLES, style("Body", '<w:sz w:val="32"/>', '<w:sz w:val="24"/>')),
    "行距 580": ("A7", DOWN, STYLES, style("Body", 'w:line="579"', 'w:line="580"')),
    "段前 0.5 行": ("A7", DOWN, STYLES, style("Heading1", 'w:before="0"', 'w:before="156"')),
    "没有字距": ("A8", DOWN, STYLES, style("Body", '<w:spacing w:val="-5"/>', '<w:spacing w:val="0"/>')),
    "行距 28 磅": ("A9", DOWN, STYLES, style("Body", 'w:line="579"', 'w:line="500"')),
    "正文灰色": ("A10", DOWN, STYLES, style("Body", '<w:color w:val="auto"/>', '<w:color w:val="333333"/>')),
    "首行一字半": ("A11", DOWN, STYLES, style("Body", 'w:firstLine="630"', 'w:firstLine="500"')),
    "空行过高": ("A12", DOWN, STYLES, style("Blank", 'w:line="579"', 'w:line="700"')),
    "标志不红": ("A15", DOWN, STYLES, style("Masthead", "FF0000", "CC0000")),
    "日期在标题前": ("A17", DOWN, BODY, instead('w:val="Note"', 'w:val="Headline"')),
    "标志有年份": ("B5", DOWN, BODY, instead("人民政府文件", "人民政府文件2026")),
    "标志下移 30": ("B6", DOWN, STYLES, style("Drop", 'w:line="1984"', 'w:line="1701"')),
    "标志黑体": ("B7", DOWN, STYLES, style("Masthead", "方正小标宋简体", "黑体")),
    "标志过大": ("B7", DOWN, BODY, instead('<w:sz w:val="92"/>', '<w:sz w:val="124"/>')),
    "字号上空一行": ("B9", DOWN, BODY, lambda text: re.sub(BLANK, "", text, count=1)),
    "字号用方括号": ("B10", DOWN, BODY, instead("〔2026〕76号", "[2026]76号")),
    "字号补零": ("B10", DOWN, BODY, instead("〕76号", "〕076号")),
    "字号加第": ("B10", DOWN, BODY, instead("〕76号", "〕第76号")),
    "上行文字号居中": ("B11", UP, BODY, instead("<w:tab/>", "")),
    "签发人仿宋": ("B12", UP, STYLES, style("SignerName", "楷体_GB2312", "仿宋_GB2312")),
    "没有红线": ("B14", DOWN, STYLES, style("Number", "<w:pBdr>.*</w:pBdr>", "")),
    "红线太近": ("B14", DOWN, STYLES, style("Number", 'w:space="9"', 'w:space="1"')),
    "标题黑体": ("C1", DOWN, STYLES, style("Headline", "方正小标宋简体", "黑体")),
    "标题左齐": ("C2", DOWN, STYLES, style("Headline", 'w:val="center"', 'w:val="left"')),
    "标题只剩文种": ("C3", DOWN, BODY, instead("奖的公告", "奖</w:t><w:br/><w:t>的公告")),
    "标题缺文种": ("C4", DOWN, BODY, instead("奖的公告", "奖")),
    "标题句号": ("C5", DOWN, BODY, instead("奖的公告", "奖的公告。")),
    "主送半角冒号": ("C6", DOWN, BODY, instead("有关部门：", "有关部门:")),
    "正文空格缩进": ("C9", DOWN, BODY, instead(">根据《", ">　　根据《")),
    "阿拉伯数字顿号": ("C10", DOWN, BODY, instead(">1. 豫北", ">1、豫北")),
    "二级标题加粗": ("C11", DOWN, STYLES, style("Heading2", "<w:color", "<w:b/><w:color")),
    "一级标题仿宋": ("C11", DOWN, STYLES, style("Heading1", "黑体", "仿宋_GB2312")),
    "附件名句号": ("C12", DOWN, BODY, instead("1. 获奖单位名单", "1. 获奖单位名单。")),
    "日期右空两字": ("C13", DOWN, BODY, instead(r'w:right="\d+" w:firstLine="0"', 'w:right="0" w:firstLine="0"')),
    "署名不居中": (
        "C14",
        DOWN,
        BODY,
        instead('<w:jc w:val="center"/></w:pPr><w:r>', '<w:jc w:val="right"/></w:pPr><w:r>'),
    ),
    "汉字日期": ("C19", DOWN, BODY, instead(">2026年12月30日<", ">二○二六年十二月三十日<")),
    "日期补零": ("C19", DOWN, BODY, instead(">2026年12月30日<", ">2026年12月03日<")),
    "没有的日子": ("C19", DOWN, BODY, instead(">2026年12月30日<", ">2026年2月29日<")),
    "署名可能另页": ("C20", DOWN, BODY, instead("<w:keepNext/>", "")),
    "附注半角括号": ("C21", DOWN, BODY, instead("（此件公开发布）", "(此件公开发布)")),
    "附件不另面": ("C22", DOWN, STYLES, style("Annex", "<w:pageBreakBefore/>", "")),
    "附件带冒号": ("C23", DOWN, BODY, instead(">附件1<", ">附件1：<")),
    "附件标题不符": ("C25", DOWN, BODY, instead('(AnnexTitle".*?)奖金发放表', r"\1奖金表")),
    "请示两个主送": ("T8", UP, BODY, instead(">红旗区人民政府：", ">红旗区人民政府、区财政局：")),
    "版记窄": ("E1", DOWN, BODY, instead(r'(tblOverlap[^>]*/><w:tblW w:w=")8845', r"\g<1>8000")),
    "版记线细": ("E2", DOWN, BODY, instead('<w:top w:val="single" w:sz="8"', '<w:top w:val="single" w:sz="4"')),
    "版记不在底部": ("E3", DOWN, BODY, instead(' w:tblpYSpec="bottom"', ' w:tblpY="100"')),
    "抄送无句号": ("E4", DOWN, BODY, instead("区检察院。", "区检察院")),
    "抄送三号": ("E4", DOWN, STYLES, style("Copies", '<w:sz w:val="28"/>', '<w:sz w:val="32"/>')),
    "印发日期补零": ("E6", DOWN, BODY, instead("2026年12月31日", "2026年12月01日")),
    "印发早于成文": ("E8", DOWN, BODY, instead("2026年12月31日", "2026年12月29日")),
    "页码仿宋": ("F1", DOWN, STYLES, style("PageNumber", "宋体", "仿宋_GB2312")),
    "页码短线": ("F2", DOWN, FOOT, instead("— ", "- ")),
    "页脚 15 毫米": ("F3", DOWN, BODY, instead('w:footer="1429"', 'w:footer="850"')),
    "奇偶不分": ("F4", DOWN, SETTINGS, instead("<w:evenAndOddHeaders/>", "")),
    "奇偶颠倒": ("F4", DOWN, FOOT, instead('<w:jc w:val="right"/>', '<w:jc w:val="left"/>')),
    "双页码居右": ("F4", DOWN, EVEN, instead('w:left="280"', 'w:left="0"')),
    "附件另编页码": ("F6", DOWN, BODY, instead("<w:docGrid", '<w:pgNumType w:start="1"/><w:docGrid')),
    "信函标志太低": ("L1", LETTER, BODY, instead('w:header="1701"', 'w:header="1134"')),
    "信函标志加文件": ("L1", LETTER, "word/header3.xml", instead("办公室<", "办公室文件<")),
    "双线倒置": (
        "L2",
        LETTER,
        "word/header3.xml",
        instead('w:sz="24"(.*?)w:sz="6"', r'w:sz="6"\1w:sz="24"'),
    ),
    "双线与版心同宽": (
        "L2",
        LETTER,
        "word/footer3.xml",
        instead('w:left="-\\d+" w:right="-\\d+"', 'w:left="0" w:right="0"'),
    ),
    "信函字号居左": ("L4", LETTER, STYLES, style("Number", '<w:jc w:val="right"/>', '<w:jc w:val="left"/>')),
    "信函首页有页码": ("L7", LETTER, BODY, instead("<w:titlePg/>", "")),
    "信函有分隔线": (
        "L8",
        LETTER,
        BODY,
        instead("<w:tblLayout", '<w:tblBorders><w:top w:val="single" w:sz="8"/></w:tblBorders><w:tblLayout'),
    ),
    "纪要标志下移": ("N1", MINUTES, STYLES, style("Drop", 'w:line="1984"', 'w:line="1700"')),
    "出席标签仿宋": ("N2", MINUTES, STYLES, style("Label", "黑体", "仿宋_GB2312")),
    "半角逗号": ("P2", DOWN, BODY, instead("公司，奖金", "公司,奖金")),
    "书名号不成对": ("P4", DOWN, BODY, instead("办法》", "办法")),
    "书名号套书名号": ("P4", DOWN, BODY, instead("《红旗区区长质量奖管理办法》", "《关于《办法》的》")),
    "波浪线": ("P7", DOWN, BODY, instead("公司，奖金", "公司~奖金")),
    "两位年份": ("S2", DOWN, BODY, instead("公司，奖金", "公司26年度奖金")),
    "缺部件": ("K1", DOWN, "word/_rels/document.xml.rels", instead('Target="footer1.xml"', 'Target="footer9.xml"')),
    "缺内容类型": (
        "K2",
        DOWN,
        "[Content_Types].xml",
        instead('<Default Extension="xml"[^>]*/><Override PartName="/docProps/app.xml"[^>]*/>', ""),
    ),
    "样式不存在": ("K3", DOWN, BODY, instead('w:val="Note"', 'w:val="Nowhere"')),
    "域不成对": (
        "K5",
        DOWN,
        FOOT,
        instead('<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r>', ""),
    ),
    "占位符": ("K6", DOWN, BODY, instead("（此件公开发布）", "（{{ 此件 }}）")),
    "空值": ("K6", FREE, BODY, instead("符合", "None")),
    "主题字体": ("K7", DOWN, STYLES, style("Body", "<w:rFonts ", '<w:rFonts w:eastAsiaTheme="minorEastAsia" ')),
    "数字用西文字体": ("K7", DOWN, STYLES, style("Body", 'w:ascii="[^"]+"', 'w:ascii="Times New Roman"')),
    "没有标题": ("K8", DOWN, CORE, instead("<dc:title>.*</dc:title>", "<dc:title></dc:title>")),
    "首页只有抬头": ("C8", DOWN, BODY, instead('(?=<w:p><w:pPr><w:pStyle w:val="Addressee"/>)', BLANK_LINE * 20)),
    "附件标题贴着标识": ("C24", DOWN, BODY, instead(rf'{BLANK}(?=<w:p><w:pPr><w:pStyle w:val="AnnexTitle")', "")),
    "印发的办法作附件": ("C27", DOWN, BODY, instead("关于授予.*?奖的公告", "关于印发《办法》的通知")),
    "版记两项一格": ("E7", DOWN, BODY, instead(r'(?=<w:p><w:pPr><w:pStyle w:val="Printing"/>)', COPY_LINE)),
    "书签重号": ("K4", DOWN, BODY, instead("(<w:body>)", r"\1" + BOOKMARK * 2)),
    "信函标题贴着字号": ("L5", LETTER, BODY, lambda text: re.sub(BLANK, "", text, count=1)),
    "文种不是法定的": ("T1", DOWN, BODY, instead("奖的公告", "奖的公示")),
    "没有盖章的位置": ("C15", DOWN, BODY, instead(rf'(?:{BLANK})+(?=<w:p><w:pPr><w:pStyle w:val="Issuer")', "")),
}


def mutant(name: str) -> bytes:
    """Give the sample document with one mutation."""
    _, form, part, mutate = MUTANTS[name]
    return changed(rendered(form), part, mutate)


def changed(data: bytes, part: str, mutate: Mutant) -> bytes:
    """Change a part of a document."""
    parts = unpack(data)
    parts[part] = mutate(parts[part].decode()).encode()
    return pack(parts)
