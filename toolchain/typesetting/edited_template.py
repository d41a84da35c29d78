"""What editing leaves in a template: what can be mended is mended, what somebody must decide on is refused.

Word and WPS wrap, split and mark text as people edit. Smart tags, content controls, links, bookmarks, spelling marks,
highlighting and records of formatting say nothing and are taken away. Tracked changes, comments, hidden or struck text,
notes, text boxes, and pictures and fields that fetch or change something would reach the papers unseen or broken: they
are refused with the paragraph and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from lxml import etree

from toolchain.typesetting.docx_parts import parsed, style_names
from toolchain.typesetting.foreign_content import linked_pictures
from toolchain.typesetting.format_master import Master
from toolchain.typesetting.ooxml import R, w
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
    "highlight",
    "moveFromRangeStart",
    "moveFromRangeEnd",
    "moveToRangeStart",
    "moveToRangeEnd",
)
_TRACKED = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")
_COMMENTS = ("commentReference", "commentRangeStart", "commentRangeEnd")
_FETCHED = ("object", "altChunk", "subDoc", "control")
_NOTES = ("footnoteReference", "endnoteReference")
_STRUCK = ("strike", "dstrike")
_LINKS = (f"{{{R}}}link", f"{{{R}}}href")
_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_SWITCHES = frozenset({"MERGEFORMAT", "CHARFORMAT", "ARABIC"})
_OFF = frozenset({"0", "false", "off"})
_WHITE = frozenset({"FFFFFF", "white"})
_LEAST = 8  # half points: nobody can read less
_TRACES = tuple(w(name) for name in (*_WRAPPERS, *_MARKS))
_SHOWN = 30


def mended(parts: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    """Take the traces of editing out of the parts of a template.

    Raises:
        TemplateFault: a change, comment, hidden text or field waits for somebody's decision.
    """
    whole, hidden = dict(parts), _hiding(parts)
    if outside := list(linked_pictures(parts)):
        raise TemplateFault("\n".join(f"{name}：{line}" for line in outside))
    for part, data in sorted(parts.items()):
        if not _EDITED.fullmatch(part):
            continue
        try:
            root = parsed(data)
        except etree.XMLSyntaxError as error:
            raise TemplateFault(f"{name}：文件损坏（{error.msg}）") from error
        found = list(dict.fromkeys(_undecided(root, hidden)))
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
        if not text.startswith("（空") and named not in master.by_name:
            shown = f"“{named}”" if named else "软件默认的样式"
            yield f"段落“{text}”用了{shown}，不是公文样式，请在样式列表里改为“公文正文”或相应的样式"


def _undecided(root: etree._Element, hidden: Collection[str]) -> Iterator[str]:
    """Say what waits for a decision, with its paragraph and the remedy; ``hidden`` are the styles that hide text."""
    for tags, told in _TOLD:
        yield from (
            f"段落“{_quoted(element)}”{told}" for element in root.iter(*(w(tag) for tag in tags)) if _on(element)
        )
    for element in root.iter(w("rStyle"), w("pStyle"), w("color"), w("sz")):
        value = str(element.get(w("val")))
        style = element.tag in {w("rStyle"), w("pStyle")} and value in hidden
        small = element.tag == w("sz") and value.isdigit() and int(value) < _LEAST
        if (style or small or (element.tag == w("color") and value in _WHITE)) and _has_text(element):
            yield f"段落“{_quoted(element)}”有看不见的文字（隐藏、白色或者极小），请选中后改为黑色和正常字号，或者删去"
    for element in root.iter():
        if any(element.get(name) for name in _LINKS):
            yield f"段落“{_quoted(element)}”的图片链接到文件以外，请删去后用“插入图片”放进文件"
    for element, code in _codes(root):
        words = code.split()
        known = words and words[0].upper() in _FIELDS
        if not known or any(not word.startswith("\\") and word.upper() not in _SWITCHES for word in words[1:]):
            word = words[0].upper() if words else "空"
            yield f"段落“{_quoted(element)}”有域代码（{word}），内容会自己变化，请选中后按 Ctrl+Shift+F9 改为文字"


_TOLD = (
    (_TRACKED, "有没有处理的修订，请在“审阅”里接受或者拒绝全部修订后保存"),
    (_COMMENTS, "有批注，请看过并删去全部批注后保存"),
    (("vanish", "specVanish", "webHidden"), "有隐藏文字，请选中后取消“隐藏”，或者删去"),
    (_STRUCK, "有加了删除线的文字，请删去，或者选中后取消删除线"),
    (_FETCHED, "嵌入了别的文件或控件，请删去，改为文字、表格或图片"),
    (_NOTES, "有脚注或者尾注，文书里不印，请把内容写进正文，删去注号"),
    (("txbxContent",), "是文本框里的文字，位置各个软件不一，请移到正文或者表格里"),
)
"""What is refused, and what to do about it."""


def _on(element: etree._Element) -> bool:
    return element.get(w("val")) not in _OFF


def _has_text(element: etree._Element) -> bool:
    """Say whether the run or paragraph that a property belongs to has text; that of a paragraph's mark has none."""
    properties = element.getparent()
    owner = None if properties is None else properties.getparent()
    if owner is None or owner.tag not in {w("r"), w("p")}:
        return False
    return any((node.text or "").strip() for node in owner.iter(w("t")))


def _codes(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Give the fields with their whole codes, which editors part over several runs."""
    for element in root.iter(w("fldSimple")):
        yield element, str(element.get(w("instr")))
    opened: list[tuple[etree._Element, list[str]]] = []
    for element in root.iter(w("fldChar"), w("instrText")):
        if element.tag == w("instrText"):
            if opened:
                opened[-1][1].append(element.text or "")
            else:
                yield element, element.text or ""
        elif element.get(w("fldCharType")) == "begin":
            opened.append((element, []))
        elif element.get(w("fldCharType")) == "end" and opened:
            begun, pieces = opened.pop()
            yield begun, "".join(pieces)
    yield from ((begun, "".join(pieces)) for begun, pieces in opened)


def _hiding(parts: Mapping[str, bytes]) -> frozenset[str]:
    """List the styles of a template that hide text, by their own word or by the style they are based on."""
    if "word/styles.xml" not in parts:
        return frozenset()
    styles = list(parsed(parts["word/styles.xml"]).iter(w("style")))
    based = {str(style.get(w("styleId"))): style.find(w("basedOn")) for style in styles}
    found = {
        str(style.get(w("styleId")))
        for style in styles
        if any(_on(mark) for mark in style.iter(w("vanish"), w("specVanish"), w("webHidden")))
    }
    for _ in styles:
        found |= {key for key, base in based.items() if base is not None and base.get(w("val")) in found}
    return frozenset(found)


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
    """Give the beginning of the paragraph that an element stands in; of one without text, of the one before it too."""
    paragraph = element if element.tag == w("p") else next(element.iterancestors(w("p")), element)
    if shown := _beginning(paragraph):
        return shown
    before = next((text for item in paragraph.itersiblings(w("p"), preceding=True) if (text := _beginning(item))), "")
    return f"（空，在“{before}”之后）" if before else "（空）"


def _beginning(paragraph: etree._Element) -> str:
    text = "".join(node.text or "" for node in paragraph.iter(w("t"), w("delText"))).strip()
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
