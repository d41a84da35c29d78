"""What was read from the last small parts, kept by their very bytes: copies of one blank share most of their parts.

Measured: without it reading the example's 32 workbooks takes 1.2 of the time, reading 1,000 applications 1.75.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar, TypeVarTuple

Rest = TypeVarTuple("Rest")
T = TypeVar("T")

_KEPT = 128
KEPT_BYTES = 32_000
"""Bytes of the largest part whose reading is kept."""


def cache_parsed(read: Callable[[str, bytes, *Rest], T]) -> Callable[[str, bytes, *Rest], T]:
    """Keep what a function reads from a part; its result must not change, and what it raises is not kept."""
    again = lru_cache(maxsize=_KEPT)(read)

    def ask(name: str, data: bytes, *rest: *Rest) -> T:
        return again(name, data, *rest) if len(data) <= KEPT_BYTES else read(name, data, *rest)

    return ask
