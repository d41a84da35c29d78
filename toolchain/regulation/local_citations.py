"""What the rules found, said with the articles of the rule set in force: each citation becomes its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import TypeVar, cast

from toolchain.engine.value_objects import Declared
from toolchain.model.findings import Finding
from toolchain.model.problems import Problem
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import Row

T = TypeVar("T")

_CITING = frozenset({"basis", "article"})
"""The facts of a problem that name a provision."""

_OWN = frozenset({"approved"})
"""The facts of a finding that the program words itself."""


def localised(value: T, rules: Rules) -> T:
    """Give a result, or problems, with the rule set's own articles; the very same where it speaks as the model text."""
    return value if rules.speaks_as_model else cast("T", _Speaker(rules.said).said(value))


class _Speaker:
    """Goes through results; what occurs twice is said once, so that it stays one."""

    def __init__(self, say: Callable[[str], str]) -> None:
        self._say = say
        self._done: dict[int, tuple[object, object]] = {}

    def said(self, value: object) -> object:
        """Say one value anew, with everything below it."""
        if isinstance(value, tuple):
            found = tuple(map(self.said, value))
            return value if all(one is other for one, other in zip(value, found, strict=True)) else found
        if not isinstance(value, Declared | Finding | Problem) or isinstance(value, Row):
            return value
        known = self._done.get(id(value))
        if known is None:
            known = self._done[id(value)] = (value, self._anew(value))
        return known[1]

    def _anew(self, value: Declared | Finding | Problem) -> object:
        if isinstance(value, Finding):
            facts = tuple((name, self._say(text) if name in _OWN else text) for name, text in value.facts)
            return replace(value, article=self._say(value.article), facts=facts)
        if isinstance(value, Problem):
            facts = tuple((name, self._say(text) if name in _CITING else text) for name, text in value.facts)
            return replace(value, facts=facts)
        parts = {item.name: getattr(value, item.name) for item in fields(value)}  # type: ignore[arg-type] # a dataclass
        said = {name: self._part(name, part) for name, part in parts.items()}
        changed = {name: part for name, part in said.items() if part is not parts[name]}
        return replace(value, **changed) if changed else value  # type: ignore[type-var] # a dataclass

    def _part(self, name: str, part: object) -> object:
        return self._say(part) if name == "article" and isinstance(part, str) else self.said(part)
