"""One bad file of the gallery, with exactly what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """A file and its answer.

    Attributes:
        rows: the rows of the catalogue of bad inputs that it stands for.
        title: what happened.
        make: makes the file.
        codes: the problems it gets, each with its cell where there is one, sorted; empty for a file that is read.
    """

    rows: tuple[int, ...]
    title: str
    make: Callable[[], bytes]
    codes: tuple[str, ...] = ()
