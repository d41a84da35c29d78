"""第二十八条: four years of validity, and the exception for laureates whose award has run out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from toolchain.parameters import Art28
from toolchain.problems import Problem
from toolchain.sheets.register import Award


def valid_until(announced: date, p: Art28) -> date:
    """第二十八条: the corresponding day four years after the announcement."""
    raise NotImplementedError


def latest(uscc: str, awards: Sequence[Award], before: date) -> Award | None:
    """Give an organisation's last award announced before a day."""
    raise NotImplementedError


def in_force(award: Award, day: date) -> bool:
    """Say whether an award is still valid on a day: not revoked by then, and the day is not after its last one."""
    raise NotImplementedError


def check_register(awards: Sequence[Award], p: Art28, document: str) -> tuple[Problem, ...]:
    """Check the register: validity of awards under this rule set equals announcement + four years, revoked rows carry a date."""
    raise NotImplementedError
