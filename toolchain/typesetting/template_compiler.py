"""Parts of a template made into compiled sources: docxtpl's patches once, the template language's compiler once."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from toolchain.typesetting.compiled_part import Source, environment, quoted
from toolchain.typesetting.ooxml import w
from toolchain.typesetting.template_fault import TemplateFault
from toolchain.typesetting.template_filters import FILTERS, VALUE_BEGINS, VALUE_ENDS

_PARAGRAPH = re.compile(r"<w:p(?=[ >])")
_PRINTED = re.compile(r"\{\{.*?\}\}")


def compile_part(name: str, part: str, data: bytes, titles: Iterable[str] = ()) -> Source:
    """Patch and compile a part; values in paragraphs of the ``titles`` styles are marked.

    Raises:
        TemplateFault: the part is no XML or its tags do not fit together.
    """
    text = patched(name, data, titles)
    try:
        tree = _unbroken(text)
        code = environment().compile(tree)
    except TemplateSyntaxError as error:
        message = syntax(error)
        raise TemplateFault(f"{name}：{quoted(text, error.lineno)}{message}") from error
    return Source(name, part, text, code, tree)


def _unbroken(text: str) -> nodes.Template:
    """Parse a source; its line breaks number the paragraphs for messages and are not written."""
    parsed = environment().parse(text)
    for data in parsed.find_all(nodes.TemplateData):
        data.data = data.data.replace("\n<w:p", "<w:p").replace("</w:p>\n", "</w:p>")
    return parsed


def syntax(error: TemplateSyntaxError) -> str:
    """Say what is wrong with a tag."""
    unknown = re.fullmatch(r"No (filter|test) named '(.+)'\.", error.message or "")
    if unknown is None:
        return f"模板语句写法不对（{error.message}）"
    return f"没有“{'|' if unknown[1] == 'filter' else 'is '}{unknown[2]}”这种写法，可用的有{'、'.join(FILTERS)}"


def patched(name: str, data: bytes, titles: Iterable[str] = ()) -> str:
    """Turn a part into source for the template language, one paragraph to a line.

    Raises:
        TemplateFault: the part is no XML.
    """
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))
    except etree.XMLSyntaxError as error:
        raise TemplateFault(f"{name}：文件损坏（{error.msg}）") from error
    for element in root.iter(w("r")):
        hint(element)
    text: str = DocxTemplate.patch_xml(None, etree.tostring(root, encoding="unicode").replace("\n", " "))
    for style in titles:
        text = _marked(text, style)
    return _PARAGRAPH.sub("\n<w:p", text.replace("</w:p>{%", "</w:p>\n{%"))


def hint(run: etree._Element) -> None:
    """Set a run's ambiguous marks (quotes, dashes, dots) as Chinese ones."""
    properties = run.find(w("rPr"))
    if properties is None:
        properties = etree.Element(w("rPr"))
        run.insert(0, properties)
    fonts = properties.find(w("rFonts"))
    if fonts is None:
        fonts = etree.Element(w("rFonts"))
        properties.insert(1 if properties.find(w("rStyle")) is not None else 0, fonts)
    fonts.set(w("hint"), "eastAsia")


def _marked(text: str, style: str) -> str:
    """Put marks round the values in paragraphs of a style."""
    pattern = re.compile(rf'<w:p[ >](?:(?!</w:p>).)*?<w:pStyle w:val="{re.escape(style)}"/>.*?</w:p>')
    return pattern.sub(lambda found: _PRINTED.sub(rf"{VALUE_BEGINS}\g<0>{VALUE_ENDS}", found[0]), text)
