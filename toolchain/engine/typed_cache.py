"""``functools.cache`` under the function's own type, for arguments that are classes.

Type checkers take a class whose instances have a hash of their own for one that has none itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])


def cached(function: F) -> F:
    """Keep what a function gives for each argument; the arguments must be hashable, which nobody checks beforehand."""
    return cast("F", cache(function))
