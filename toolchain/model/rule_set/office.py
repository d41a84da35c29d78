"""The organs as documents name them, in a file of their own: ``office.toml``, or the one that a rule set names."""

from __future__ import annotations

from pathlib import Path

from toolchain.engine.value_objects import Value
from toolchain.model.rule_set.building import build
from toolchain.model.rule_set.toml_files import read_toml

OFFICE = "office.toml"
"""The file for rule sets that name none."""


class Remedy(Value):
    """How a decision can be challenged outside the office; counsel confirms names and lengths.

    Attributes:
        office_review, office_court: where what the office decides is taken to.
        government_review, government_court: the same for what the government decides or approves.
        review_days, suit_months: how long after the decision is known.
    """

    office_review: str
    office_court: str
    government_review: str
    government_court: str
    review_days: int
    suit_months: int


class LetterTerms(Value):
    """How many working days the office's letters leave for what they ask.

    Attributes:
        objection: to state facts and reasons against a letter.
        inquiry: for a department to answer.
        use_report: to hand in how the prize was spent.
        correction: to put an improper use right and say so.
        recovery: to hand certificate, trophy and money back.
        visit: between the word which day the panel comes and that day.
    """

    objection: int
    inquiry: int
    use_report: int
    correction: int
    recovery: int
    visit: int = 2


class Office(Value):
    """The organs as documents name them, with what their letters promise and ask."""

    government: str
    committee: str
    office: str
    bureau: str
    printing: str
    government_prefix: str
    office_prefix: str
    finance: str
    copies: str
    minutes_copies: str
    credit_platform: str
    remedy: Remedy
    terms: LetterTerms

    @classmethod
    def load(cls, path: Path) -> Office:
        """Read ``office.toml``.

        Raises:
            ParameterFault: the file is missing or broken.
        """
        return build(cls, read_toml(path), path.name)
