"""Parts of a template made into compiled sources: docxtpl's patches once, the template language's compiler once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from toolchain.model.rule_set.subjects import words_in
from toolchain.typesetting.compiled_part import Source, environment, quoted
from toolchain.typesetting.ooxml import w
from toolchain.typesetting.template_fault import TemplateFault
from toolchain.typesetting.template_filters import FILTERS, VALUE_BEGINS, VALUE_ENDS
from toolchain.typesetting.template_language import STATEMENTS, strange_expression, strange_statement

_BLOCK = re.compile(r"\{%-?\s*(if|elif|else|endif|for|endfor)\b")
_ENDS = {"endif": "if", "endfor": "for"}
_PARAGRAPH = re.compile(r"<w:p(?=[ >])")
_PRINTED = re.compile(r"\{\{.*?\}\}")


def compile_part(
    name: str, part: str, data: bytes, titles: Iterable[str] = (), words: Sequence[tuple[str, str]] = ()
) -> Source:
    """Patch and compile a part; values in paragraphs of the ``titles`` styles are marked.

    Its own text, never a value, is said with the ``words`` of a rule set.

    Raises:
        TemplateFault: the part is no XML or its tags do not fit together.
    """
    text = said_with(words, patched(name, data, titles))
    if (wrong := strange_statement(text) or unbalanced(text)) is not None:
        raise TemplateFault(f"{name}：{quoted(text, wrong[0])}{wrong[1]}")
    try:
        tree = _unbroken(text)
        if (wrong := strange_expression(tree)) is not None:
            raise TemplateFault(f"{name}：{quoted(text, wrong[0])}{wrong[1]}")
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


def said_with(words: Sequence[tuple[str, str]], text: str) -> str:
    """Put other words in the place of some of a source, the first of several that fit at one place."""
    if not words:
        return text
    table = dict(words)
    pattern = words_in(table)
    parts = _MARKUP.split(text)
    behind = ""
    for place, part in enumerate(parts):
        if place % 2 and part.startswith("{{"):
            behind = _VALUE
        elif not place % 2 and part:
            parts[place] = pattern.sub(lambda found: table[found[0]], behind + part).removeprefix(behind)
            behind = ""
    return "".join(parts)


_VALUE = "}"
"""Stands for a value right before a text, which may be a number that the text counts by."""
_MARKUP = re.compile(r"(<[^>]*>|\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)


def syntax(error: TemplateSyntaxError) -> str:
    """Say in Chinese what is wrong with a tag."""
    message = error.message or ""
    for pattern, told in _SYNTAX:
        if found := re.search(pattern, message):
            return told.format(*found.groups(), filters="、".join(FILTERS))
    return "语句写法不对，应写成 {{ 字段 }}、{{ 字段|写法 }} 或 {% if 字段 %}，标点用半角"


_SYNTAX = (
    (r"^No filter named '(.+)'", "没有“|{0}”这种写法，可用的有{filters}"),
    (r"^No test named '(.+)'", "没有“is {0}”这种判断"),
    (r"unknown tag '(.+?)'", f"没有“{{0}}”这种语句，可用的有 {'、'.join(STATEMENTS)}"),
    (r"unexpected char '(.)'", "语句里有不能用的字符“{0}”，多半是全角标点或者中文引号，请改为半角"),
    (r"expected token '(?:end of print statement|end of statement block)', got '(.+)'", "“{0}”之前少了“|”或者运算符"),
    (r"[Uu]nexpected end of template", "语句没有写完，少了结束的花括号，或者 if、for 没有对应的 endif、endfor"),
    (r"Expected an expression, got '(.+)'", "花括号里没有写字段"),
)
"""The template language's messages, and how they are told; whatever else it says is told in general."""


def unbalanced(text: str) -> tuple[int, str] | None:
    """Find a condition or loop without its end, or an end without its beginning: its line, and what is wrong."""
    opened: list[tuple[str, int]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        for found in _BLOCK.finditer(line):
            word = found[1]
            if word in _ENDS.values():
                opened.append((word, number))
            elif word in _ENDS and (not opened or opened[-1][0] != _ENDS[word]):
                inside = f"，它前面没有结束的是“{opened[-1][0]}”" if opened else ""
                return number, f"“{word}”没有对应的“{_ENDS[word]}”{inside}"
            elif word in _ENDS:
                opened.pop()
            elif not opened or (word == "elif" and opened[-1][0] != "if"):
                return number, f"“{word}”不在“if”里"
    if opened:
        word, number = opened[-1]
        return number, f"“{word}”没有对应的“end{word}”，请在应当结束的地方补上 {{% end{word} %}}"
    return None


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
