"""第二十七条: reviewers and members with an interest in an applicant stay away from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toolchain.parameters import Art27
from toolchain.problems import At
from toolchain.record import Application
from toolchain.sheets.experts import Expert
from toolchain.sheets.experts import Tie
from toolchain.sheets.vocabulary import TieKind


@dataclass(frozen=True)
class Conflict:
    """An expert's interest in an applicant that calls for recusal.

    Attributes:
        expert: 专家编号.
        expert_name: the expert's name.
        uscc: the applicant.
        applicant: its name.
        kind: the interest.
        known: when it was declared or found.
        cells: where it stands.
    """

    expert: str
    expert_name: str
    uscc: str
    applicant: str
    kind: TieKind
    known: date
    cells: tuple[At, ...]


def conflicts(
    experts: Sequence[Expert], ties: Sequence[Tie], applications: Sequence[Application], as_of: date, p: Art27
) -> tuple[Conflict, ...]:
    """List the conflicts in force on a day: declared ties, ties ended within three years, and employer = applicant."""
    raise NotImplementedError
