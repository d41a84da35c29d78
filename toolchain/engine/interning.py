"""Equal values kept once: the same question, department, date or place stands in thousands of findings."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

_LATELY = 8192
"""Values remembered: those of one's own go by, those of all stay."""


@lru_cache(maxsize=_LATELY, typed=True)
def interned(value: T) -> T:
    """Give an equal value that was met lately, else the value itself."""
    return value
