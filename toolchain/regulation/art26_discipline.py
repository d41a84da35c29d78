"""第二十六条: reviewers who break the discipline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from toolchain.problems import Problem
from toolchain.sheets.experts import Expert
from toolchain.sheets.supervision import Discipline


def removed(rows: Sequence[Discipline], by: date | None = None) -> frozenset[str]:
    """第二十六条: numbers of the experts removed, on or before a day where one is given."""
    raise NotImplementedError


def check_discipline(rows: Sequence[Discipline], experts: Sequence[Expert]) -> tuple[Problem, ...]:
    """Name rows for unknown experts or with another name than the pool's."""
    raise NotImplementedError
