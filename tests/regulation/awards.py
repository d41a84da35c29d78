"""Awards of the register, for the tests of supervision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.regulation.placed import FIRST, at
from tests.rows import row_of
from toolchain.model.schema import Yuan
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.vocabulary import AwardKind


def award(**changes: object) -> Award:
    """Give a first award announced on 2022-12-30, but for what is changed."""
    row = row_of(
        Award,
        uscc=FIRST,
        certificate="证1",
    )
    return at(replace(row, **changes), 2)


def repeat(**changes: object) -> Award:
    """Give a repeat award announced on 2027-03-01."""
    base = {"cycle": "2026届", "kind": AwardKind.REPEAT, "prize": Yuan(0), "certificate": "证2"}
    days = {"announced": date(2027, 3, 1), "valid_until": date(2031, 3, 1)}
    return award(**{**base, **days, **changes})
