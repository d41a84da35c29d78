"""Rows of which some fields could not be read: whoever reads such a field is told so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from sys import intern
from typing import TYPE_CHECKING, Any, ClassVar, Self

from toolchain.engine.value_objects import Declared
from toolchain.model.problems import At, Problem, Unread


@dataclass(frozen=True, slots=True)
class Place:
    """The cells a row was read from.

    Attributes:
        file, sheet: where the row stands.
        cells: the letters of its columns by name; whole references where it has no number.
        row: its number, 0 for a form.
        stated: the cells elsewhere that state a field for many rows.
    """

    file: str
    sheet: str
    cells: Mapping[str, str]
    row: int = 0
    stated: Mapping[str, At] = field(default_factory=dict)

    def of(self, name: str) -> At:
        """Give the place of one column's cell of this row."""
        if name in self.stated:
            return self.stated[name]
        ref = self.cells.get(name, "")
        return At(self.file, self.sheet, intern(f"{ref}{self.row}") if ref and self.row else ref)

    def stating(self, **cells: At) -> Place:
        """Give the place of a row of which cells elsewhere state some fields anew."""
        return replace(self, stated={**self.stated, **cells})

    def field(self, cell: str) -> str:
        """Give the column that a cell of this row, or one of its sheet that states it, belongs to; else nothing."""
        for name, at in self.stated.items():
            if at.sheet == self.sheet and at.cell == cell:
                return name
        letters = cell.removesuffix(str(self.row)) if self.row else cell
        if self.row and f"{letters}{self.row}" != cell:
            return ""
        return next((name for name, ref in self.cells.items() if ref == letters), "")


NOWHERE = Place("", "", {})
"""The place of a row that no workbook holds (example data, tests)."""


Lacking = Mapping[str, tuple[Problem, ...]]
"""Field of a row → what is wrong with its cell."""


class Partial(Declared):
    """A row of which some fields may be unknown; whoever reads such a field is told so by :class:`Unread`.

    Showing the row whole reads all its fields: so a digest of what holds such a row waits for the cell too.
    """

    _lacking: ClassVar[Lacking] = {}

    def __init_subclass__(cls) -> None:
        """Look at the fields."""
        super().__init_subclass__()
        for name in cls._defaults.keys() & vars(cls).keys():
            delattr(cls, name)  # what a row lacks is never its default

    @classmethod
    def lacks(cls, at: object, values: Mapping[str, Any], lacking: Lacking) -> Self:
        """Make a row of which some fields could not be read."""
        row = object.__new__(cls)
        row.__setstate__({**values, "at": at, "_lacking": dict(lacking)})
        return row

    def without(self, lacking: Lacking) -> Self:
        """Give the row without some of its fields, besides those that it lacks already."""
        values = {name: value for name, value in vars(self).items() if name in self._known}
        return self.lacks(vars(self)["at"], values, {**self._lacking, **lacking})

    def changed(self, **values: Any) -> Self:  # noqa: ANN401 - as declared
        """Give the row with other values of some fields, or its place; what it lacks of the others it lacks still."""
        kept = {name: value for name, value in vars(self).items() if name in self._known}
        lacking = {name: wrong for name, wrong in self._lacking.items() if name not in values}
        at = values.pop("at", vars(self)["at"])
        return self.lacks(at, {**kept, **values}, lacking)

    @property
    def lacking(self) -> Lacking:
        """Say which fields could not be read, and why."""
        return self._lacking

    def known(self, name: str) -> Any:  # noqa: ANN401 - as declared
        """Give a field, None where it could not be read."""
        return None if name in self._lacking else getattr(self, name)

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        """Take up what another process sent, or what is known of a row."""
        lacking = state.get("_lacking", {})
        if lacking:
            object.__setattr__(self, "_lacking", lacking)
        for name in self._names:
            if name not in lacking:
                object.__setattr__(self, name, state[name] if name in state else self._defaults[name])

    def _key(self) -> object:
        if not self._lacking:
            return super()._key()
        return tuple(None if name in self._lacking else getattr(self, name) for name in self._shown)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """Say that a field could not be read.

            Raises:
                Unread: the row lacks the field.
                AttributeError: there is no such field.
            """
            if name in self._lacking:
                raise Unread(self._lacking[name])
            raise AttributeError(f"{type(self).__name__!r} has no attribute {name!r}")
