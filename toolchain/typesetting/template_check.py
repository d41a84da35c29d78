"""Templates held against the documents' declarations: every placeholder is a field, every field is used."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from toolchain.documents.declaration import Document, slots
from toolchain.typesetting.compiled_part import environment, quoted
from toolchain.typesetting.docx_archive import unpack
from toolchain.typesetting.edited_template import mended
from toolchain.typesetting.template_compiler import patched, syntax, unbalanced
from toolchain.typesetting.template_fault import TemplateFault
from toolchain.typesetting.template_filters import FILTERS
from toolchain.typesetting.template_language import strange_expression, strange_statement

UNKNOWN = Any
_LOOP = frozenset(
    {"index", "index0", "revindex", "first", "last", "length", "previtem", "nextitem", "cycle", "changed"}
)
_SAME = frozenset({"list", "selectattr", "rejectattr", "select", "reject"})
_ONE = frozenset({"first", "last"})


def check_fields(template: Path, document: type[Document]) -> tuple[str, ...]:
    """List what does not fit between a template and a document: unknown fields and filters, fields left unused."""
    try:
        parts = mended(unpack(template.read_bytes(), template.name), template.name)
        texts = [
            (patched(template.name, data), None)
            for part, data in sorted(parts.items())
            if part.startswith("word/") and part.endswith(".xml") and (b"{{" in data or b"{%" in data)
        ]
    except OSError:
        return (f"{template.name}：没有这个模板",)
    except TemplateFault as fault:
        return (str(fault),)
    return faults_of(template.name, texts, document)


def faults_of(
    name: str, parts: Iterable[tuple[str, nodes.Template | None]], document: type[Document]
) -> tuple[str, ...]:
    """List the faults of patched parts, with their syntax trees once there are any, against a document's fields."""
    known = {slot.name: slot for slot in slots(document)}
    used: set[str] = set()
    found: list[str] = []
    for text, parsed in parts:
        if (wrong := strange_statement(text) or unbalanced(text)) is not None:
            found.append(f"{name}：{quoted(text, wrong[0])}{wrong[1]}")
            continue
        try:
            tree = environment().parse(text) if parsed is None else parsed
        except TemplateSyntaxError as error:
            found.append(f"{name}：{quoted(text, error.lineno)}{syntax(error)}")
            continue
        if (wrong := strange_expression(tree)) is not None:
            found.append(f"{name}：{quoted(text, wrong[0])}{wrong[1]}")
            continue
        walk = _Walk(name, text, {key: slot.kind for key, slot in known.items()})
        walk.block(tree.body)
        used |= walk.used
        found += walk.faults
    for key, slot in known.items():
        if key not in used and not slot.spare:
            found.append(f"{name}：没有用到“{slot.label}”，应在模板里写 {{{{ {key} }}}}")
    return tuple(dict.fromkeys(found))


class _Walk:
    """One walk over a part's syntax tree, with the type of every name in reach."""

    def __init__(self, name: str, text: str, fields: Mapping[str, Any]) -> None:
        self.name = name
        self.text = text
        self.fields = fields
        self.scopes: list[dict[str, Any]] = [{}]
        self.used: set[str] = set()
        self.faults: list[str] = []

    def fault(self, node: nodes.Node, message: str) -> Any:  # noqa: ANN401 - the unknown type
        self.faults.append(f"{self.name}：{quoted(self.text, node.lineno)}{message}")
        return UNKNOWN

    def block(self, body: Sequence[nodes.Node]) -> None:
        for node in body:
            self.statement(node)

    def statement(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.For):
            self.loop(node)
        elif isinstance(node, nodes.If):
            self.type_of(node.test)
            self.block(node.body)
            self.block(node.elif_)
            self.block(node.else_)
        elif isinstance(node, nodes.Expr):
            self.type_of(node)
        else:
            for child in node.iter_child_nodes():
                self.statement(child)

    def loop(self, node: nodes.For) -> None:
        kind = element_of(self.type_of(node.iter))
        if kind is None:
            kind = self.fault(node, "for 后面不是一组值")
        self.scopes.append({"loop": _LOOP})
        self.bind(node.target, kind)
        if node.test is not None:
            self.type_of(node.test)
        self.block(node.body)
        self.scopes.pop()
        self.block(node.else_)

    def bind(self, target: nodes.Node, kind: Any) -> None:  # noqa: ANN401 - any type
        if isinstance(target, nodes.Name):
            self.scopes[-1][target.name] = kind
            return
        kinds = typing.get_args(kind) if typing.get_origin(kind) is tuple else ()
        items = target.items if isinstance(target, nodes.Tuple) else []
        for place, item in enumerate(items):
            self.bind(item, kinds[place] if place < len(kinds) and kinds[place] is not ... else UNKNOWN)

    def type_of(self, node: nodes.Node) -> Any:  # noqa: ANN401 - any type
        """Give the type of an expression, UNKNOWN where it cannot be told; note what does not exist."""
        if isinstance(node, nodes.Name):
            return self.name_of(node)
        if isinstance(node, nodes.Getattr):
            return self.attribute(node, self.type_of(node.node), node.attr)
        if isinstance(node, nodes.Getitem):
            owner = self.type_of(node.node)
            self.type_of(node.arg)
            return element_of(owner) or UNKNOWN
        if isinstance(node, nodes.Filter):
            return self.filtered(node)
        if isinstance(node, nodes.Test) and node.name not in environment().tests:
            return self.fault(node, f"没有“is {node.name}”这种判断")
        return self.other(node)

    def other(self, node: nodes.Node) -> Any:  # noqa: ANN401 - any type
        kinds = [self.type_of(child) for child in node.iter_child_nodes()]
        if isinstance(node, nodes.CondExpr):
            return kinds[1]
        return type(node.value) if isinstance(node, nodes.Const) else UNKNOWN

    def name_of(self, node: nodes.Name) -> Any:  # noqa: ANN401 - any type
        for scope in reversed(self.scopes):
            if node.name in scope:
                return scope[node.name]
        if node.name in self.fields:
            self.used.add(node.name)
            return self.fields[node.name]
        return self.fault(node, f"“{node.name}”不是可用字段")

    def attribute(self, node: nodes.Node, owner: Any, name: str) -> Any:  # noqa: ANN401 - any type
        if owner is _LOOP:
            return UNKNOWN if name in _LOOP else self.fault(node, f"loop 没有“{name}”")
        found = [attribute_of(kind, name) for kind in members(owner)]
        known = [kind for kind in found if kind is not None]
        if known or not found:
            return known[0] if known else UNKNOWN
        kinds = "、".join(fields_of(owner))
        return self.fault(node, f"“{name}”不是可用字段" + (f"，这里可用的有{kinds}" if kinds else ""))

    def filtered(self, node: nodes.Filter) -> Any:  # noqa: ANN401 - any type
        kind = self.type_of(node.node) if node.node is not None else UNKNOWN
        for child in (*node.args, *node.kwargs):
            self.type_of(child)
        if node.name not in environment().filters:
            return self.fault(node, f"没有“|{node.name}”这种写法，可用的有{'、'.join(FILTERS)}")
        if node.name in _SAME:
            return kind
        if node.name in _ONE:
            return element_of(kind) or UNKNOWN
        return str if node.name in FILTERS else UNKNOWN


def members(kind: Any) -> tuple[Any, ...]:  # noqa: ANN401 - any type
    """Split a union into the types whose attributes count; empty where nothing can be told."""
    if kind is UNKNOWN or kind is None:
        return ()
    if typing.get_origin(kind) in {typing.Union, types.UnionType}:
        return tuple(member for member in typing.get_args(kind) if member is not type(None))
    return (kind,)


def element_of(kind: Any) -> Any:  # noqa: ANN401 - any type
    """Give the type of a collection's elements, UNKNOWN where it cannot be told, None for what is no collection."""
    kinds = members(kind)
    if not kinds:
        return UNKNOWN
    for member in kinds:
        arguments = typing.get_args(member)
        origin = typing.get_origin(member)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return arguments[0]
        if origin is not None and arguments:
            return arguments[0]
    return None if all(isinstance(m, type) and not issubclass(m, Iterable) for m in kinds) else UNKNOWN


@lru_cache(maxsize=4096)
def attribute_of(kind: Any, name: str) -> Any:  # noqa: ANN401 - any type
    """Give the type of an attribute, None where the type has none, UNKNOWN where it cannot be told."""
    if not isinstance(kind, type) or name.startswith("_"):
        return None
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        if name in hints:
            return hints[name]
    found = getattr(kind, name, None)
    if isinstance(found, property) and found.fget is not None:
        return typing.get_type_hints(found.fget).get("return", UNKNOWN)
    wrapped = getattr(found, "func", None)
    if wrapped is not None:
        return typing.get_type_hints(wrapped).get("return", UNKNOWN)
    return None if found is None else UNKNOWN


def fields_of(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - any type
    """List the fields of a type that templates may use."""
    return tuple(
        item.name for member in members(kind) if dataclasses.is_dataclass(member) for item in dataclasses.fields(member)
    )
