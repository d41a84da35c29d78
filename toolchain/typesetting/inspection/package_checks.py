"""Checks of the file itself: what Word or WPS would stumble over, and what a reader must never meet."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator

from lxml import etree

from toolchain.typesetting.docx_parts import parsed
from toolchain.typesetting.inspection.clause_results import EVERY, Seen, Strength, clause
from toolchain.typesetting.inspection.document_model import Opened
from toolchain.typesetting.ooxml import w

_LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}|(?<![A-Za-z])(?:None|nan|NaN|#REF!|#N/A|Undefined)(?![A-Za-z])")
_THEME = re.compile(rb"w:(?:ascii|hAnsi|eastAsia|cs)Theme=")
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def _written(opened: Opened) -> Iterator[tuple[str, etree._Element]]:
    for part, data in sorted(opened.parts.items()):
        if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", part):
            yield part, parsed(data)


@clause("K1", "", Strength.FILE, "部件之间的关系完整", EVERY)
def relations(opened: Opened) -> Iterable[Seen]:
    """Every target exists, every part is a target, every identifier used is known."""
    reached = {"[Content_Types].xml"}
    for part, data in opened.parts.items():
        if not part.endswith(".rels"):
            continue
        reached.add(part)
        folder = posixpath.dirname(posixpath.dirname(part))
        for link in parsed(data):
            if link.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join(folder, str(link.get("Target")))).lstrip("/")
            reached.add(target)
            yield Seen(target in opened.parts, "完整" if target in opened.parts else f"缺少 {target}", part)
    for part in sorted(set(opened.parts) - reached):
        yield Seen(right=False, measured="没有被引用", where=part)


@clause("K2", "", Strength.FILE, "每个部件都有内容类型", EVERY)
def content_types(opened: Opened) -> Iterable[Seen]:
    """By name or by ending."""
    types = parsed(opened.parts["[Content_Types].xml"])
    names = {str(one.get("PartName")).lstrip("/") for one in types if one.get("PartName")}
    endings = {str(one.get("Extension")) for one in types if one.get("Extension")}
    for part in opened.parts:
        known = part in names or part.rpartition(".")[2] in endings or part == "[Content_Types].xml"
        yield Seen(known, "完整" if known else "没有内容类型", part)


@clause("K3", "", Strength.FILE, "用到的样式都存在", EVERY)
def styles(opened: Opened) -> Iterable[Seen]:
    """No paragraph or run names a style that is not there."""
    for part, root in _written(opened):
        for element in root.iter(w("pStyle"), w("rStyle"), w("tblStyle")):
            key = str(element.get(w("val")))
            yield Seen(key in opened.styles, "存在" if key in opened.styles else f"没有样式 {key}", part)


@clause("K4", "", Strength.FILE, "编号不重复", EVERY)
def identifiers(opened: Opened) -> Iterable[Seen]:
    """Bookmarks and pictures have their own numbers."""
    for part, root in _written(opened):
        for kind, name in ((w("bookmarkStart"), w("id")), (_DRAWN, "id")):
            found = [str(element.get(name)) for element in root.iter(kind)]
            yield Seen(len(found) == len(set(found)), f"{len(found)} 个", part)


@clause("K5", "", Strength.FILE, "域成对", EVERY)
def fields(opened: Opened) -> Iterable[Seen]:
    """Every field that begins has a separator and an end."""
    for part, root in _written(opened):
        kinds = [str(mark.get(w("fldCharType"))) for mark in root.iter(w("fldChar"))]
        counts = [kinds.count(kind) for kind in ("begin", "separate", "end")]
        yield Seen(len(set(counts)) == 1, f"{counts[0]} 个", part)


@clause("K6", "", Strength.FILE, "没有未填的占位符", EVERY)
def left_over(opened: Opened) -> Iterable[Seen]:
    """Neither a placeholder nor a computer's word for nothing."""
    for part, root in _written(opened):
        for paragraph in root.iter(w("p")):
            text = "".join(node.text or "" for node in paragraph.iter(w("t")))
            found = _LEFT_OVER.search(text)
            yield Seen(found is None, found[0] if found else "没有", f"{part}“{text[:20]}”")


@clause("K7", "", Strength.FILE, "四个字体位置写全，不用主题字体", EVERY)
def slots(opened: Opened) -> Iterable[Seen]:
    """One Chinese font for all characters of a run."""
    for part in ("word/document.xml", "word/styles.xml"):
        themed = _THEME.search(opened.parts[part]) is not None
        yield Seen(not themed, "主题字体" if themed else "没有主题字体", part)
    for item in opened.paragraphs:
        for run in item.runs:
            if run.text:
                yield Seen(len(set(run.fonts)) == 1 and bool(run.font), "、".join(dict.fromkeys(run.fonts)), item.where)


@clause("K8", "", Strength.FILE, "文件属性写明标题和作者，日期固定", EVERY)
def properties(opened: Opened) -> Seen:
    """Title, creator, and no trace of a library."""
    core = opened.parts.get("docProps/core.xml", b"").decode()
    named = all(re.search(f"<dc:{name}>[^<]+</dc:{name}>", core) for name in ("title", "creator"))
    found = re.search("<dc:title>([^<]*)</dc:title>", core)
    return Seen(named and "python" not in core.lower(), found[1] if found else "没有标题")


@clause("K9", "", Strength.FILE, "压缩包内部件不重名，时间固定", EVERY)
def members(opened: Opened) -> Iterable[Seen]:
    """The same document gives the same bytes."""
    infos = zipfile.ZipFile(io.BytesIO(opened.data)).infolist()
    names = [info.filename for info in infos]
    yield Seen(len(names) == len(set(names)), f"{len(names)} 个部件")
    yield Seen(all(info.date_time == (1980, 1, 1, 0, 0, 0) for info in infos), "1980-01-01")
