"""One XML part of a template as a compiled source, which is rendered many times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import islice
from types import CodeType
from typing import Any

from jinja2 import Template, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from toolchain.engine.value_objects import Value
from toolchain.typesetting.template_fault import TemplateFault
from toolchain.typesetting.template_filters import BUILT_IN, FILTERS, VALUE_BEGINS, VALUE_ENDS, MissingField, printed

_TAGS = re.compile(r"<[^>]+>")
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
        value = super().getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute) if callable(value) and not _of_loop(value) else value

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ANN401 - as declared there
        """Let a template call nothing of the program; what a loop offers is all there is to call."""
        return _of_loop(obj)


def _of_loop(value: object) -> bool:
    return isinstance(getattr(value, "__self__", None), LoopContext)


_ABSENT, _FIELDS = object(), "__dataclass_fields__"
_PLAIN = frozenset({str, int, bool, tuple, date, Fraction, Decimal, type(None)})


class Source(Value):
    """A compiled part.

    Attributes:
        name: of the template file, for messages.
        part: the part inside it.
        text: what was compiled, one paragraph to a line.
        code: what it was compiled to.
        tree: its syntax tree, where it is at hand.
    """

    name: str
    part: str
    text: str
    code: CodeType
    tree: nodes.Template | None = None

    @cached_property
    def _compiled(self) -> Template:
        return Template.from_code(environment(), self.code, {})

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
        written = self._compiled.generate(context)
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
