"""What editing leaves in a template: what can be mended is mended, what somebody must decide on is refused.

Word and WPS wrap, split and mark text as people edit. Smart tags, content controls, links, bookmarks, spelling marks
and records of formatting say nothing and are taken away. Tracked changes, comments, hidden text and fields that fetch
or change something would reach the papers unseen: they are refused with the paragraph and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from toolchain.typesetting.docx_parts import parsed, style_names
from toolchain.typesetting.format_master import Master
from toolchain.typesetting.ooxml import w
from toolchain.typesetting.template_fault import TemplateFault

_EDITED = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_WRAPPERS = ("smartTag", "customXml", "sdt", "sdtContent", "hyperlink", "dir", "bdo")
_MARKS = (
    "bookmarkStart",
    "bookmarkEnd",
    "proofErr",
    "lastRenderedPageBreak",
    "permStart",
    "permEnd",
    "smartTagPr",
    "customXmlPr",
    "sdtPr",
    "sdtEndPr",
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "tblGridChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
    "numberingChange",
)
_TRACKED = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")
_COMMENTS = ("commentReference", "commentRangeStart", "commentRangeEnd")
_FETCHED = ("object", "altChunk", "subDoc", "control")
_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_TRACES = tuple(w(name) for name in (*_WRAPPERS, *_MARKS))
_SHOWN = 30


def mended(parts: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    """Take the traces of editing out of the parts of a template.

    Raises:
        TemplateFault: a change, comment, hidden text or field waits for somebody's decision.
    """
    whole = dict(parts)
    for part, data in sorted(parts.items()):
        if not _EDITED.fullmatch(part):
            continue
        try:
            root = parsed(data)
        except etree.XMLSyntaxError as error:
            raise TemplateFault(f"{name}：文件损坏（{error.msg}）") from error
        found = list(dict.fromkeys(_undecided(root)))
        if found:
            raise TemplateFault("\n".join(f"{name}：{line}" for line in found))
        if _unwrap(root):
            whole[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return whole


def strange_styles(parts: Mapping[str, bytes], master: Master) -> Iterator[str]:
    """Name the paragraphs of the text whose style is none of the format's, as pasted text has it."""
    names = style_names(parts)
    body = parsed(parts["word/document.xml"])
    for element in body.iter(w("p")):
        text = _quoted(element)
        style = element.find(f"{w('pPr')}/{w('pStyle')}")
        named = names.get(str(style.get(w("val"))), "") if style is not None else ""
        if text != "（空）" and named not in master.by_name:
            shown = f"“{named}”" if named else "软件默认的样式"
            yield f"段落“{text}”用了{shown}，不是公文样式，请在样式列表里改为“公文正文”或相应的样式"


def _undecided(root: etree._Element) -> Iterator[str]:
    """Say what waits for a decision, with its paragraph and the remedy."""
    for element in root.iter(*(w(tag) for tag in _TRACKED)):
        yield f"段落“{_quoted(element)}”有没有处理的修订，请在“审阅”里接受或者拒绝全部修订后保存"
    for element in root.iter(*(w(tag) for tag in _COMMENTS)):
        yield f"段落“{_quoted(element)}”有批注，请看过并删去全部批注后保存"
    for element in root.iter(w("vanish"), w("specVanish"), w("webHidden")):
        if element.get(w("val")) not in {"0", "false", "off"}:
            yield f"段落“{_quoted(element)}”有隐藏文字，请选中后取消“隐藏”，或者删去"
    for element in root.iter(*(w(tag) for tag in _FETCHED)):
        yield f"段落“{_quoted(element)}”嵌入了别的文件或控件，请删去，改为文字、表格或图片"
    for element in root.iter(w("instrText"), w("fldSimple")):
        code = (element.text or "") if element.tag == w("instrText") else str(element.get(w("instr")))
        word = code.split()[0].upper() if code.split() else "PAGE"
        if word not in _FIELDS:
            yield f"段落“{_quoted(element)}”有域代码（{word}），内容会自己变化，请选中后按 Ctrl+Shift+F9 改为文字"


def _unwrap(root: etree._Element) -> bool:
    """Put what is wrapped in the wrapper's place and take marks away; say whether anything changed."""
    found = list(root.iter(*_TRACES))
    for element in found:
        parent = element.getparent()
        if parent is None:
            continue
        if etree.QName(element).localname in _WRAPPERS:
            place = parent.index(element)
            for child in list(element):
                parent.insert(place, child)
                place += 1
        parent.remove(element)
    return bool(found)


def _quoted(element: etree._Element) -> str:
    """Give the beginning of the paragraph that an element stands in."""
    paragraph = element if element.tag == w("p") else next(element.iterancestors(w("p")), element)
    text = "".join(node.text or "" for node in paragraph.iter(w("t"), w("delText"))).strip()
    return (text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…") or "（空）"
