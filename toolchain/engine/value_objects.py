"""Values that are told by their fields alone: frozen, keyword-only dataclasses that share their methods.

A dataclass writes and compiles half a dozen methods of its own; a hundred declarations, each with many fields, would
spend a tenth of every run on that. These have one of each, and everything of :mod:`dataclasses` works with them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, ClassVar, NoReturn, dataclass_transform


class Declared:
    """Turns each subclass into such a dataclass."""

    _names: ClassVar[tuple[str, ...]] = ()
    _known: ClassVar[frozenset[str]] = frozenset()
    _shown: ClassVar[tuple[str, ...]] = ()
    _defaults: ClassVar[Mapping[str, Any]] = {}
    _compared: ClassVar[Callable[[Any], Any]]

    def __init_subclass__(cls) -> None:
        """Look at the fields.

        Raises:
            TypeError: a default would have to be made anew for each value.
        """
        super().__init_subclass__()
        dataclass(init=False, repr=False, eq=False, kw_only=True)(cls)
        found = fields(cls)  # type: ignore[arg-type] # it is a dataclass now
        if any(item.default_factory is not MISSING for item in found):
            raise TypeError(f"{cls.__name__}: no default_factory")
        cls._names = tuple(item.name for item in found)
        cls._known = frozenset(cls._names)
        cls._shown = tuple(item.name for item in found if item.repr)
        cls._defaults = {item.name: item.default for item in found if item.default is not MISSING}
        compared = [item.name for item in found if item.compare]
        cls._compared = attrgetter(*compared) if compared else type

    def __init__(self, *values: Any, **given: Any) -> None:  # noqa: ANN401 - as declared
        """Take a value for each field, by name or (for type checkers: of a :class:`Value` alone) by its place.

        Raises:
            TypeError: a field without default is missing, or there is no such field, or it is given twice.
        """
        names = self._names
        if values:
            if len(values) > len(names) or (given and not given.keys().isdisjoint(names[: len(values)])):
                raise TypeError(f"{type(self).__qualname__}: more values than fields")
            given.update(zip(names, values, strict=False))
        if len(given) < len(names):
            given = {**self._defaults, **given}
        put = object.__setattr__
        try:
            for name in names:
                put(self, name, given[name])
        except KeyError:
            missing = True
        else:
            missing = len(given) != len(names)
        if missing:
            wrong = ", ".join(sorted(given.keys() ^ self._known))
            raise TypeError(f"{type(self).__qualname__}: missing or unknown: {wrong}")

    def _put(self, given: Mapping[str, Any]) -> None:
        """Set the fields in one order: then all values of a kind share one list of names, and none has its own."""
        for name in self._names:
            object.__setattr__(self, name, given[name])

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        """Take up what another process sent."""
        self._put(state)

    def _key(self) -> object:
        return type(self)._compared(self)  # noqa: SLF001 - its own

    def __eq__(self, other: object) -> bool:
        """Compare with a value of the very same class, field by field."""
        return (
            self._key() == other._key() if isinstance(other, Declared) and type(other) is type(self) else NotImplemented
        )

    def __hash__(self) -> int:
        """Equal values have equal ones."""
        return hash(self._key())

    def __repr__(self) -> str:
        """Show the fields, as a dataclass does."""
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self._shown)})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse.

        Raises:
            FrozenInstanceError: always.
        """
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        """Refuse.

        Raises:
            FrozenInstanceError: always.
        """
        raise FrozenInstanceError(f"cannot delete field {name!r}")


def field_names(value: Declared | type[Declared]) -> tuple[str, ...]:
    """Name the fields of a value or of its class, in the order of their declaration."""
    return value._names  # noqa: SLF001 - its own


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Value(Declared):
    """A value whose fields may also be given by their places."""
