"""Lengths of time as a regulation states them: a number with its unit, for ever, or none."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Self


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


class Span(str):
    """A length of time, printed as documents print it: 3年, 6个月, 5个工作日, 7日, 2届, 永久, 无.

    Attributes:
        number: how many units; 0 for ever and for none.
        unit: what is counted.
    """

    __slots__ = ("number", "unit")

    number: int
    unit: Unit

    def __new__(cls, number: int, unit: Unit) -> Self:
        """Make it from its number and unit."""
        made = super().__new__(cls, f"{number}{unit}" if number else str(unit))
        made.number, made.unit = number, unit
        return made

    def __getnewargs__(self) -> tuple[int, Unit]:  # type: ignore[override] # of this class, not of text
        """Let it be sent to another process."""
        return self.number, self.unit

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
