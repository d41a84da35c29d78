"""Which fields of some values a function reads, noted as it reads them.

What a function gives cannot hang on a field that it did not read: with another value there it gives the same. Whatever
looks at a value as a whole (a comparison, a text of it, its dictionary) reads every field.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from toolchain.engine.typed_cache import cached
from toolchain.engine.value_objects import Declared

V = TypeVar("V", bound=Declared)
_LOG = "_read_log"


class ReadLog:
    """The names of the fields read so far."""

    def __init__(self) -> None:
        """Begin with none."""
        self._names: set[str] = set()

    @property
    def names(self) -> frozenset[str]:
        """Give the fields read since the innermost :meth:`apart` began."""
        return frozenset(self._names)

    def watched(self, value: V) -> V:
        """Give an equal value that notes which of its fields are read; values of one log have different fields."""
        kind = _watching(type(value))
        copy: V = object.__new__(kind)
        object.__getattribute__(copy, "__dict__").update(vars(value), **{_LOG: self._names})
        return copy

    @contextmanager
    def apart(self) -> Iterator[set[str]]:
        """Collect by itself what is read within; for what stands around it, that is read too."""
        around = set(self._names)
        self._names.clear()
        within: set[str] = set()
        try:
            yield within
        finally:
            within |= self._names
            self._names |= around


class _Watching:
    """Puts itself before a declared class and notes every reading."""

    def __init_subclass__(cls) -> None:
        """Declare nothing anew."""

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - whatever the field holds
        """Give an attribute, noting a field."""
        fields = object.__getattribute__(self, "_known")
        if name in fields or name == "__dict__":
            noted = object.__getattribute__(self, "__dict__").get(_LOG)
            if noted is not None:
                noted.update(fields if name == "__dict__" else (name,))
        return super().__getattribute__(name)

    def __eq__(self, other: object) -> bool:
        """Compare as the value itself does."""
        alike = isinstance(other, Declared) and isinstance(self, _plain(type(other)))
        return self._key() == other._key() if alike else NotImplemented  # type: ignore[attr-defined] # both declared

    def __hash__(self) -> int:
        """Equal values have equal ones."""
        return hash(self._key())


@cached
def _watching(kind: type[Any]) -> type[Any]:
    """Make the class that notes readings of another."""
    if issubclass(kind, _Watching):
        return kind
    return type(kind.__name__, (_Watching, kind), {"__module__": kind.__module__, "__qualname__": kind.__qualname__})


def _plain(kind: type[Any]) -> type[Any]:
    """Give the class itself of one that notes readings."""
    return kind.__mro__[2] if issubclass(kind, _Watching) else kind
