"""第二十条: higher awards and the credit platform."""

from __future__ import annotations

from collections.abc import Sequence

from toolchain.problems import Problem
from toolchain.sheets.register import Award
from toolchain.sheets.supervision import HigherAward


def higher_awards(
    rows: Sequence[HigherAward], awards: Sequence[Award]
) -> tuple[tuple[HigherAward, ...], tuple[Problem, ...]]:
    """第二十条: higher awards won by laureates; the amount is the office's proposal and needs the government's approval."""
    raise NotImplementedError
