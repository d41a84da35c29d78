"""Lengths of time as a regulation states them: a number with its unit, for ever, or none."""

from __future__ import annotations

import re
from enum import StrEnum

from toolchain.engine.value_objects import Value


class Unit(StrEnum):
    """The unit a length of time is counted in."""

    YEAR = "年"
    MONTH = "个月"
    WORKDAY = "个工作日"
    DAY = "日"
    CYCLE = "届"
    FOREVER = "永久"
    NONE = "无"


_ALIASES = {"月": Unit.MONTH, "工作日": Unit.WORKDAY, "天": Unit.DAY, "个自然日": Unit.DAY, "自然日": Unit.DAY}
_TEXT = re.compile(r"([1-9][0-9]{0,3})\s*(年|个月|月|个工作日|工作日|个自然日|自然日|日|天|届)")


class Span(Value):
    """A length of time.

    Attributes:
        number: how many units; 0 for ever and for none.
        unit: what is counted.
    """

    number: int
    unit: Unit

    @classmethod
    def read(cls, text: str) -> Span:
        """Read 3年, 6个月, 5个工作日, 7日, 2届, 永久 or 无.

        Raises:
            ValueError: it is nothing of the kind; a length of zero is said as 无.
        """
        word = text.strip()
        if word in {Unit.FOREVER, Unit.NONE}:
            return cls(0, Unit(word))
        found = _TEXT.fullmatch(word)
        if found is None:
            raise ValueError(text)
        unit = found[2]
        return cls(int(found[1]), _ALIASES[unit] if unit in _ALIASES else Unit(unit))

    @property
    def exists(self) -> bool:
        """Say whether there is a length at all."""
        return self.unit is not Unit.NONE

    def __str__(self) -> str:
        """Print it as documents do."""
        return f"{self.number}{self.unit}" if self.number else str(self.unit)
