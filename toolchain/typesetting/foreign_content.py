"""What a template brings along besides its text: targets outside, files within, names of people and computers.

None of it reaches a paper: papers are put together anew from the text, the pictures and the numbering alone
(:mod:`toolchain.typesetting.master_update`). It is named all the same, for whoever opens the template meets it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from toolchain.typesetting.docx_parts import CORE, parsed
from toolchain.typesetting.ooxml import w

_SETTINGS, _APPLICATION = "word/settings.xml", "docProps/app.xml"
_WITHIN = re.compile(
    r"word/(embeddings|activeX|ink|webextensions|attachedToolbars|vbaProject|vbaData|glossary|people|comments"
    r"|printerSettings|afchunk)|customXml/|docProps/custom\.xml|docProps/thumbnail|customUI|userCustomization",
    re.IGNORECASE,
)
"""Parts of a package that a template has no use for."""
_KINDS = {
    "attachedTemplate": "附加了另一个模板",
    "image": "有链接到外部文件的图片",
    "hyperlink": "有超链接",
    "oleObject": "链接了外部文件",
    "subDocument": "并入了外部文档",
    "mailMergeSource": "连着邮件合并的数据源",
    "frame": "有外部框架",
}
_PLACES = re.compile(r"(?i)[a-z]:\\|file:|\\\\|/(?:users|home|mnt|volumes)/")
_DESCRIBED = ("descr", "title", "name")
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_OURS = ("区长质量奖评审办", "评审办")


def foreign(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Name what a template fetches or holds that is no text, picture or numbering of its own."""
    for part in sorted(parts):
        if part.endswith(".rels"):
            yield from _targets(parts[part])
        elif _WITHIN.match(part):
            yield f"夹带了{part}，请在“文件—检查文档”里删去后保存，或者运行 make format"
    settings = _root(parts, _SETTINGS)
    if settings is not None:
        if settings.find(w("mailMerge")) is not None:
            yield "设置了邮件合并，请在“邮件”里改为普通文档"
        if settings.find(w("docVars")) is not None:
            yield "存着文档变量，请运行 make format 清除"


def people(parts: Mapping[str, bytes], office: str = "") -> Iterator[str]:
    """Name who and what computer a template tells of: its properties and the descriptions of its pictures."""
    known = {*_OURS, office, ""}
    core, application = _root(parts, CORE), _root(parts, _APPLICATION)
    if core is not None:
        for label, tag in (("作者", f"{_DC}creator"), ("上次保存的人", f"{_CP}lastModifiedBy")):
            name = (core.findtext(tag) or "").strip()
            if name not in known:
                yield f"文件属性的“{label}”是“{name}”"
    for element in () if application is None else application:
        label = {"Company": "单位", "Manager": "经理", "HyperlinkBase": "超链接基础"}.get(_local(element), "")
        if label and (element.text or "").strip() not in known:
            yield f"文件属性的“{label}”是“{(element.text or '').strip()}”"
    for part, data in sorted(parts.items()):
        if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", part):
            for drawn in parsed(data).iter(_DRAWN):
                told = next((str(drawn.get(name)) for name in _DESCRIBED if _PLACES.search(str(drawn.get(name)))), "")
                if told:
                    yield f"图片的说明里有电脑上的位置“{told}”"


def without_places(body: etree._Element) -> None:
    """Take the places on somebody's computer out of the descriptions of pictures."""
    for drawn in body.iter(_DRAWN):
        for name in _DESCRIBED:
            if _PLACES.search(str(drawn.get(name))):
                drawn.set(name, "")


def linked_pictures(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Name the pictures that lie outside: a paper would have none in their place."""
    for part, data in sorted(parts.items()):
        if part.startswith("word/_rels/"):
            for link in parsed(data):
                if link.get("TargetMode") == "External" and str(link.get("Type")).endswith("/image"):
                    yield f"图片链接到外部文件“{link.get('Target')}”，请改为插入图片后保存"


def _targets(data: bytes) -> Iterator[str]:
    for link in parsed(data):
        kind = str(link.get("Type")).rpartition("/")[2]
        if link.get("TargetMode") == "External":
            yield f"{_KINDS.get(kind, '引用了外部的内容')}“{link.get('Target')}”，请删去后保存，或者运行 make format"


def _root(parts: Mapping[str, bytes], part: str) -> etree._Element | None:
    return parsed(parts[part]) if part in parts else None


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname
