"""What is pointed out to people and decides nothing: from where on a figure or a score stands apart."""

from __future__ import annotations

from fractions import Fraction

from toolchain.engine.value_objects import Value


class AccountDigits(Value):
    """How many digits the account of an organisation has at a bank, found by a word of the bank's name."""

    bank: str
    digits: int


class Hints(Value):
    """The numbers of the hints; a rule set without them has these.

    Attributes:
        unit_ratio: a figure so many times another was probably written in another unit.
        apart_spread: a score is pointed out that lies further from the median of the others than so many times their
            median absolute deviation,
        apart_floor: and further than this share of all points.
        accounts: digits of accounts by bank; a bank that is not listed has any.
    """

    unit_ratio: int = 1000
    apart_spread: int = 5
    apart_floor: Fraction = Fraction(1, 10)
    accounts: tuple[AccountDigits, ...] = ()
