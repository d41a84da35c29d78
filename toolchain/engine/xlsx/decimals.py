"""Numbers as workbooks store them: literals brought to one form, exact decimals printed without ornament."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_EXACT = 15
"""Digits that a workbook keeps exactly."""
_USUAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})|-?(?=[0-9.]{1,16}$)(?:0|[1-9][0-9]*)\.[0-9]*[1-9]")
"""A literal that is its own shortest form."""
_WIDEST = 40
"""Powers of ten beyond which a number stays as it was written."""


def stored(text: str) -> Decimal:
    """Give the number a workbook stores, in the shortest decimal that stands for the same binary value.

    A workbook keeps 1.1 as 1.1000000000000001; both name one binary number, and people typed the first.
    """
    value = Decimal(text)
    if len(text) <= _EXACT or len(value.as_tuple().digits) <= _EXACT or not value.is_finite():
        return value
    return Decimal(repr(float(text)))


def plain(value: Decimal) -> str:
    """Print a number without exponent and without idle zeros."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def canonical(literal: str) -> str:
    """Give the one form of a stored number: 1.0, 1, 1E0 and 1.0000000000000000 are all 1."""
    if _USUAL.fullmatch(literal) and literal != "-0":
        return literal
    value = stored(literal)
    return plain(value) if value.is_finite() and abs(value.adjusted()) <= _WIDEST else literal


def finite(text: str) -> Decimal | None:
    """Give the number a text says; None where it says none."""
    try:
        value = stored(text)
    except (InvalidOperation, ValueError):
        return None
    return value if value.is_finite() else None
