"""第四条: the grades below the top one, and what decides who may have one."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from toolchain.engine.value_objects import Value
from toolchain.model.rule_set.grades import Grade
from toolchain.model.rule_set.numbers import Art04
from toolchain.model.rule_set.pools import Of


class Below(Value):
    """The grades below the top one, and what decides who may have one.

    Attributes:
        grades: in their order.
        proposals: for whom the committee proposes a grade that is given by proposal alone: its short name, by code.
        scores: what each has in the review, by code.
        score_share: the share of the review's score in what puts them in order; None for the votes alone.
        full: the full marks of the review.
    """

    grades: tuple[Grade, ...] = ()
    proposals: tuple[tuple[str, str], ...] = ()
    scores: tuple[tuple[str, Fraction], ...] = ()
    score_share: Fraction | None = None
    full: int = 1

    @property
    def merit(self) -> Mapping[str, Fraction] | None:
        """Give what the review adds to the votes of each, by code."""
        share = self.score_share
        return None if share is None else {code: share * score / self.full for code, score in self.scores}

    @property
    def votes(self) -> Fraction:
        """Give the share of the votes."""
        return 1 - (self.score_share or Fraction(0))

    @classmethod
    def of(cls, p: Art04) -> Below:
        """Give the one 提名 grade of a quota, if there is one."""
        own = Grade(name=Of.LOWER, short=Of.LOWER, article="", places=p.nomination_places)
        return cls((own,) if p.nomination_places else ())

    def special(self, uscc: str) -> Grade | None:
        """Give the grade that somebody is proposed for."""
        named = dict(self.proposals).get(uscc)
        return next((grade for grade in self.grades if grade.proposed and grade.short == named), None)

    def enough(self, uscc: str, least: int | None) -> bool:
        """Say whether somebody has the least score of a grade; without a score nobody has it."""
        return least is None or any(code == uscc and score >= least for code, score in self.scores)
