"""What a cycle goes by: the rows of 届次设置, as far as they could be read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from toolchain.engine.value_objects import Value
from toolchain.model.problems import Problem
from toolchain.model.schema import Row
from toolchain.model.sheets.settings import Criterion, Cycle, CycleRules, Readings

R = TypeVar("R", bound=Row)


def _marked(row: R, wrong: Iterable[Problem]) -> R:
    lacking: dict[str, tuple[Problem, ...]] = {}
    for item in wrong:
        mine = (item.at.file, item.at.sheet) == (row.at.file, row.at.sheet)
        if mine and (name := row.at.field(item.at.cell)):
            lacking[name] = (*lacking.get(name, ()), item)
    return row.without(lacking) if lacking else row


class Settings(Value):
    """What 届次设置 holds of a cycle.

    Attributes:
        criteria: the criteria of everybody.
        more: those of classes of applicants that have criteria of their own.
    """

    cycle: Cycle
    rules: CycleRules
    readings: Readings
    criteria: tuple[Criterion, ...]
    more: tuple[Criterion, ...] = ()

    @property
    def all_criteria(self) -> tuple[Criterion, ...]:
        """List the items of all sets of criteria."""
        return (*self.criteria, *self.more)

    def marked(self, wrong: Iterable[Problem]) -> Settings:
        """Give the settings in which the cells that block count as not read."""
        found = tuple(item for item in wrong if item.blocks)
        if not found:
            return self
        criteria = tuple(_marked(row, found) for row in self.criteria)
        return Settings(
            _marked(self.cycle, found),
            _marked(self.rules, found),
            _marked(self.readings, found),
            criteria,
            tuple(_marked(row, found) for row in self.more),
        )
