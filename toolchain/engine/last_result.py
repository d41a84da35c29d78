"""The last result of a function, given again for equal arguments: for those that have no hash, or a costly one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def cache_last_result(work: Callable[P, T]) -> Callable[P, T]:
    """Keep what a function gave last; it must depend on its arguments alone, and neither may change afterwards."""
    kept: list[tuple[object, T]] = []

    @wraps(work)
    def ask(*arguments: P.args, **named: P.kwargs) -> T:
        asked = arguments, named
        if not kept or kept[0][0] != asked:
            kept[:] = [(asked, work(*arguments, **named))]
        return kept[0][1]

    return ask
