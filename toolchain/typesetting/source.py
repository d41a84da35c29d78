"""One XML part of a template as a compiled source: patched and compiled once, rendered many times."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError
from jinja2 import nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from toolchain.typesetting.faults import TemplateFault
from toolchain.typesetting.filters import BUILT_IN
from toolchain.typesetting.filters import FILTERS
from toolchain.typesetting.filters import VALUE_BEGINS
from toolchain.typesetting.filters import VALUE_ENDS
from toolchain.typesetting.filters import MissingField
from toolchain.typesetting.filters import printed
from toolchain.typesetting.ooxml import w

_PARAGRAPH = re.compile(r"<w:p(?=[ >])")
_TAGS = re.compile(r"<[^>]+>")
_PRINTED = re.compile(r"\{\{.*?\}\}")
_MARK = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_SHOWN = 60
_CHUNK = 4096  # pieces that the template language yields


@lru_cache(maxsize=1)
def environment() -> ImmutableSandboxedEnvironment:
    """Give the one environment: values escaped, unknown names refused, few filters."""
    strict = Environment(undefined=MissingField, autoescape=True, finalize=printed, optimized=False)
    strict.filters = {name: strict.filters[name] for name in BUILT_IN} | FILTERS
    strict.globals.clear()
    return strict


class Environment(ImmutableSandboxedEnvironment):
    """The sandbox of the template language, with a short way for fields of plain values, which it lets pass anyway."""

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - as declared there
        """Give a field of a value; whatever is not plainly one goes the long way."""
        if attribute[:1] != "_" and (hasattr(type(obj), _FIELDS) or type(obj) is LoopContext):
            value = getattr(obj, attribute, _ABSENT)
            if type(value) in _PLAIN or hasattr(type(value), _FIELDS):
                return value
        return super().getattr(obj, attribute)


_ABSENT, _FIELDS = object(), "__dataclass_fields__"
_PLAIN = frozenset({str, int, bool, tuple, date, Fraction, Decimal, type(None)})


@dataclass(frozen=True)
class Source:
    """A compiled part.

    Attributes:
        name: of the template file, for messages.
        part: the part inside it.
        text: what was compiled, one paragraph to a line.
        tree: its syntax tree; compiling leaves it as it is.
    """

    name: str
    part: str
    text: str
    tree: nodes.Template
    compiled: Any

    def render(self, context: Mapping[str, Any]) -> str:
        """Fill the part with values.

        Raises:
            TemplateFault: a field is unknown or cannot be printed; the message names paragraph and field.
        """
        return "".join(self.chunks(context))

    def chunks(self, context: Mapping[str, Any]) -> Iterator[str]:
        """Fill the part chunk by chunk, so that a very long one need not be held.

        Raises:
            TemplateFault: as :meth:`render`.
        """
        written = self.compiled.generate(context)
        try:
            while chunk := "".join(islice(written, _CHUNK)):
                yield chunk
        except Exception as error:
            raise self.fault(_line(error), str(error)) from error

    def fault(self, line: int | None, message: str) -> TemplateFault:
        """Say what is wrong at a line of the source."""
        return TemplateFault(f"{self.name}：{self.place(line)}{message}")

    def place(self, line: int | None) -> str:
        """Quote the paragraph at a line and the placeholders in it."""
        return quoted(self.text, line)


def quoted(source: str, line: int | None) -> str:
    """Quote the paragraph at a line of a source and the placeholders in it."""
    lines = source.splitlines()
    if line is None or not 0 < line <= len(lines):
        return ""
    shown = _TAGS.sub("", lines[line - 1]).strip()
    for mark in (VALUE_BEGINS, VALUE_ENDS):
        shown = shown.replace(mark, "")
    marks = "、".join(dict.fromkeys(_MARK.findall(shown)))
    text = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    return f"段落“{text}”（{marks}）：" if marks and marks != text else f"段落“{text}”："


def _line(error: BaseException) -> int | None:
    """Find the line of the source in an error's traceback."""
    found = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            found = trace.tb_lineno
        trace = trace.tb_next
    return found


def compile_part(name: str, part: str, data: bytes, titles: Iterable[str] = ()) -> Source:
    """Patch and compile a part; values in paragraphs of the ``titles`` styles are marked.

    Raises:
        TemplateFault: the part is no XML or its tags do not fit together.
    """
    text = patched(name, data, titles)
    try:
        tree = _unbroken(text)
        compiled = environment().from_string(tree)
    except TemplateSyntaxError as error:
        message = syntax(error)
        raise TemplateFault(f"{name}：{quoted(text, error.lineno)}{message}") from error
    return Source(name, part, text, tree, compiled)


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
