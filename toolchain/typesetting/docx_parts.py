"""What the parts of a .docx say of it: the form, the names of the styles, the text of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from lxml import etree

from toolchain.documents.declaration import Form
from toolchain.engine.value_objects import Value
from toolchain.typesetting.ooxml import DECLARATION, escape, w
from toolchain.typesetting.template_fault import TemplateFault

TEMPLATE_DAY = date(2000, 1, 1)
CORE = "docProps/core.xml"
"""The part with the properties that people see; its category keeps the form."""

_FORM = re.compile(rb"<cp:category>(.*?)</cp:category>")
_TEXT = w("t")
_SIGNED = ("署名", "证书落款")


class Properties(Value):
    """What the properties of a paper say of it.

    Attributes:
        title, author, number: as :func:`core_part` writes them, empty where nothing is written.
        day: the paper's own date; None where it cannot be read.
    """

    title: str = ""
    author: str = ""
    number: str = ""
    day: date | None = None


def form_of(parts: Mapping[str, bytes], name: str = "模板") -> Form:
    """Tell the Form of a template from its properties.

    Raises:
        TemplateFault: the properties name none.
    """
    found = _FORM.search(parts.get(CORE, b""))
    text = found[1].decode() if found else ""
    if text not in set(Form):
        raise TemplateFault(f"{name}：文件属性的“类别”没有写明版式（{'、'.join(Form)}）")
    return Form(text)


def core_part(
    title: str, author: str, form: Form, *, day: date = TEMPLATE_DAY, subject: str = "", number: str = ""
) -> bytes:
    """Write the core properties; the category keeps the Form.

    Args:
        title: of the paper, as it prints it.
        author: the organ.
        form: the format.
        day: the paper's own date; templates have a fixed one.
        subject: the kind of paper and the cycle.
        number: 发文字号, empty where there is none.
    """
    stamp = f"{day.isoformat()}T00:00:00Z"
    about = f"<dc:subject>{escape(subject)}</dc:subject>" if subject else ""
    named = f"<dc:identifier>{escape(number)}</dc:identifier>" if number else ""
    inner = (
        f"<dc:title>{escape(title)}</dc:title>{about}<dc:creator>{escape(author)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(author)}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified>'
        f"<cp:category>{form.value}</cp:category>{named}<dc:language>zh-CN</dc:language>"
    )
    spaces = (
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    return f"{DECLARATION}<cp:coreProperties {spaces}>{inner}</cp:coreProperties>".encode()


def properties_of(parts: Mapping[str, bytes]) -> Properties:
    """Read the core properties of a paper back; a paper without them has empty ones."""
    if CORE not in parts:
        return Properties()
    from docx.opc.coreprops import CoreProperties
    from docx.oxml import parse_xml

    core = CoreProperties(parse_xml(parts[CORE]))  # type: ignore[arg-type] # of that part
    return Properties(core.title, core.author, core.identifier, core.created and core.created.date())


def signed_by(parts: Mapping[str, bytes]) -> str:
    """Give the organ that signs a paper, without the bracketed line under it; empty where nobody signs."""
    if "word/document.xml" not in parts:
        return ""
    names = style_names(parts)
    for element in parsed(parts["word/document.xml"]).iter(w("p")):
        style = element.find(f"{w('pPr')}/{w('pStyle')}")
        if style is not None and names.get(str(style.get(w("val")))) in _SIGNED:
            return text_of(element).strip()
    return ""


def parsed(data: bytes) -> etree._Element:
    """Parse a part without reaching outside it."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def text_of(element: etree._Element) -> str:
    """Give the text of a paragraph; tabs and breaks included."""
    pieces = []
    for node in element.iter(_TEXT, w("tab"), w("br")):
        if node.tag == _TEXT:
            pieces.append(node.text or "")
        elif (parent := node.getparent()) is not None and parent.tag == w("r") and node.tag == w("tab"):
            pieces.append("\t")
    return "".join(pieces)


def style_names(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Map style identifiers to names."""
    root = parsed(parts["word/styles.xml"])
    found = {}
    for style in root.iter(w("style")):
        name = style.find(w("name"))
        if name is not None:
            found[str(style.get(w("styleId")))] = str(name.get(w("val")))
    return found
