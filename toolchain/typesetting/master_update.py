"""The current master put into an existing template: its text stays, everything the format decides is written anew."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

from lxml import etree

from toolchain.typesetting.docx_archive import pack, unpack
from toolchain.typesetting.docx_parts import form_of, parsed, style_names
from toolchain.typesetting.edited_template import mended
from toolchain.typesetting.foreign_content import without_places
from toolchain.typesetting.format_master import FORMAT, Master
from toolchain.typesetting.header_footer import relations, section
from toolchain.typesetting.ooxml import NAMESPACES, R, W, twips, w
from toolchain.typesetting.picture_data import bare
from toolchain.typesetting.sketch_layout import assemble, furniture_parts
from toolchain.typesetting.template_fault import TemplateFault

_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_NEWER = "{http://schemas.microsoft.com/office/word/"
_KEPT = re.compile(r"word/(media/.+|numbering\.xml)")
_TITLE = re.compile(rb"<dc:title>(.*?)</dc:title>", re.DOTALL)
_EXTENSIONS = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
}
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def restyle(data: bytes, name: str = "模板", master: Path | None = None) -> bytes:
    """Put the current master into a template; doing it again changes nothing.

    Raises:
        TemplateFault: it is no .docx, does not say its Form, or holds what waits for somebody's decision.
    """
    parts = mended(unpack(data, name), name)
    chosen = Master.load(form_of(parts, name), master or FORMAT)
    styles = _styles(parts, chosen)
    numbered = any(part.startswith("word/footer") and b"PAGE" in text for part, text in parts.items())
    header = _masthead(parts, styles)
    body = parsed(parts["word/document.xml"])[0]
    _clean(body, styles)
    without_places(body)
    furniture = furniture_parts(chosen, header, numbered=numbered)
    for old in list(body.iter(w("sectPr"))):
        _renew(old, chosen, furniture)
    for table in body.iter(w("tbl")):
        _place(table, chosen)
    found = _TITLE.search(parts.get("docProps/core.xml", b""))
    title = _text(found[1]) if found else ""
    inner = "".join(_written(child) for child in body)
    whole = assemble(chosen, inner, header, numbered=numbered, title=title)
    return pack(_with_kept(whole, parts))


def restyle_all(folder: Path, master: Path | None = None) -> tuple[Path, ...]:
    """Bring every template of a folder to the current master; give those that changed.

    Raises:
        TemplateFault: one of them is no template.
    """
    changed = []
    for path in sorted(folder.glob("*.docx")):
        if path.name.startswith("~$"):
            continue
        data = path.read_bytes()
        new = restyle(data, path.name, master)
        if new != data:
            path.write_bytes(new)
            changed.append(path)
    return tuple(changed)


def _styles(parts: dict[str, bytes], master: Master) -> dict[str, str]:
    """Map a template's style identifiers to the master's."""
    return {key: master.by_name[text].key for key, text in style_names(parts).items() if text in master.by_name}


def _masthead(parts: dict[str, bytes], styles: dict[str, str]) -> str:
    """Give the paragraphs of a letter's head that stand in the first page's header."""
    for part, data in sorted(parts.items()):
        if not part.startswith("word/header"):
            continue
        root = parsed(data)
        _clean(root, styles)
        heads = [child for child in root if child.find(f"{w('pPr')}/{w('pStyle')}[@{w('val')}='Masthead']") is not None]
        if heads:
            return "".join(_written(head) for head in heads)
    return ""


def _clean(root: etree._Element, styles: dict[str, str]) -> None:
    """Take out what editing left behind and rename the styles; unknown ones are dropped."""
    whole = root.getroottree().getroot()
    whole.attrib.pop(_IGNORABLE, "")
    newer = [element for element in root.iter("*") if str(element.tag).startswith(_NEWER)]
    for element in newer:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in root.iter():
        for key in [
            key for key in element.attrib if "rsid" in str(key) or "paraId" in str(key) or "textId" in str(key)
        ]:
            del element.attrib[key]
    for element in list(root.iter(w("pStyle"), w("rStyle"))):
        known = styles.get(str(element.get(w("val"))))
        parent = element.getparent()
        if known is not None:
            element.set(w("val"), known)
        elif parent is not None:
            parent.remove(element)
    etree.cleanup_namespaces(whole, keep_ns_prefixes=["w", "r"])


def _renew(old: etree._Element, master: Master, furniture: dict[str, bytes]) -> None:
    size = old.find(w("pgSz"))
    landscape = size is not None and size.get(w("orient")) == "landscape"
    written = section(master, furniture, landscape=landscape)
    new = etree.fromstring(written.replace("<w:sectPr>", f"<w:sectPr {NAMESPACES}>", 1))
    parent = old.getparent()
    if parent is not None:
        parent.replace(old, new)


def _place(table: etree._Element, master: Master) -> None:
    """Give the 版记 the master's width and place."""
    where = table.find(f"{w('tblPr')}/{w('tblpPr')}")
    if where is None:
        return
    width = str(master.page.width)
    where.set(w("tblpX"), str(twips(Fraction(master.page.left))))
    for path in (f"{w('tblPr')}/{w('tblW')}", f"{w('tblGrid')}/{w('gridCol')}"):
        found = table.find(path)
        if found is not None:
            found.set(w("w"), width)
    for cell in table.iter(w("tcW")):
        cell.set(w("w"), width)


def _written(element: etree._Element) -> str:
    """Write an element without the declarations that the document carries once."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    for declaration in (f' xmlns:w="{W}"', f' xmlns:r="{R}"'):
        text = text.replace(declaration, "", 1)
    return text


def _text(data: bytes) -> str:
    return etree.fromstring(b"<t>" + data + b"</t>").text or ""


def _with_kept(whole: dict[str, bytes], parts: dict[str, bytes]) -> dict[str, bytes]:
    """Carry over pictures and numbering that a template brought with it."""
    kept = {part: bare(data) for part, data in parts.items() if _KEPT.fullmatch(part)}
    if not kept:
        return whole
    links = []
    for part in (whole, parts):
        for link in parsed(part["word/_rels/document.xml.rels"]):
            target = str(link.get("Target"))
            if part is whole or f"word/{target}" in kept:
                links.append((str(link.get("Id")), str(link.get("Type")), target))
    types = whole["[Content_Types].xml"].decode()
    for extension in sorted({part.rpartition(".")[2].lower() for part in kept if "/media/" in part}):
        if extension not in _EXTENSIONS:
            raise TemplateFault(f"模板里的图片格式“{extension}”不能使用，请改用 png 或 jpg")
        default = f'<Default Extension="{extension}" ContentType="{_EXTENSIONS[extension]}"/>'
        types = types.replace("<Override", default + "<Override", 1)
    if "word/numbering.xml" in kept:
        override = f'<Override PartName="/word/numbering.xml" ContentType="{_MAIN}.numbering+xml"/>'
        types = types.replace("</Types>", f"{override}</Types>")
    return {**whole, **kept, "word/_rels/document.xml.rels": relations(links), "[Content_Types].xml": types.encode()}
