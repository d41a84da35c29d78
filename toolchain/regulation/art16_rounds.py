"""第十六条: the rounds that a rule set states: their scores, floors and cuts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Protocol, TypeVar

from toolchain.model.problems import At, Problem, problem
from toolchain.model.record import FilledWorkbook
from toolchain.model.rule_set.rounds import Round, RoundKind, round_of
from toolchain.model.sheets.scores import Defence, Score

_FIELDS = {RoundKind.DESK: "desk", RoundKind.SITE: "site", RoundKind.DEFENCE: "defence"}


class Averaged(Protocol):
    """An applicant with its average in each round; that of the oral defence is weighed."""

    @property
    def desk(self) -> Fraction:
        """Give the average of the desk review."""

    @property
    def site(self) -> Fraction:
        """Give the average of the site review."""

    @property
    def defence(self) -> Fraction:
        """Give the weighed average of the oral defence."""


Entrant = TypeVar("Entrant", bound=Averaged)


def defence(sheet: FilledWorkbook, uscc: str, rounds: tuple[Round, ...]) -> Fraction | None:
    """Give what an applicant's oral defence adds by one reviewer; None where it is not scored though it must be."""
    oral = round_of(rounds, RoundKind.DEFENCE)
    if oral is None:
        return Fraction(0)
    score = next((row.score for row in sheet.all(Defence) if row.uscc == uscc), None)
    return None if score is None else oral.weight * Fraction(score)


def check_defence(
    sheet: FilledWorkbook, reviewer: str, uscc: str, name: str, rounds: tuple[Round, ...]
) -> Iterator[Problem]:
    """第十六条: name an oral defence that is not scored, scored too high, or scored where there is none."""
    oral = round_of(rounds, RoundKind.DEFENCE)
    rows = [row for row in sheet.all(Defence) if row.uscc == uscc]
    if oral is None:
        for row in rows:
            yield problem("E-RULE-1630", row.where("score"), subject=uscc, name=name)
        return
    if not rows:
        at = At(sheet.file, Defence.sheet.title)
        yield problem("E-RULE-1628", at, reviewer=reviewer, name=name)
    for row in rows:
        if row.score > oral.points:
            at = row.where("score")
            yield problem("E-RULE-1629", at, subject=uscc, name=name, found=row.score, points=oral.points)


def check_kinds(row: Score, rounds: tuple[Round, ...]) -> Iterator[Problem]:
    """A review that the rule set does without has no scores."""
    if not rounds:
        return
    for kind in (RoundKind.DESK, RoundKind.SITE):
        if round_of(rounds, kind) is None and getattr(row, _FIELDS[kind]):
            at = row.where(_FIELDS[kind])
            yield problem("E-RULE-1631", at, subject=row.uscc, name=row.name, kind=kind)


def going_on(entrants: Sequence[Entrant], rounds: tuple[Round, ...]) -> tuple[Entrant, ...]:
    """第十六条: take those that reach the floor of each round and are within its cut, round by round, in order.

    Equals at the border of a cut go on together: nobody is left behind for an order that the scores do not give.
    """
    left = tuple(entrants)
    for item in rounds:
        scores = {id(one): _score(one, item) for one in left}
        if item.floor is not None:
            left = tuple(one for one in left if scores[id(one)] >= item.floor)
        if item.cut is not None and len(left) > item.cut:
            border = sorted((scores[id(one)] for one in left), reverse=True)[item.cut - 1]
            left = tuple(one for one in left if scores[id(one)] >= border)
    return left


def _score(one: Averaged, item: Round) -> Fraction:
    if item.kind is RoundKind.DEFENCE:
        return one.defence / item.weight
    return one.desk if item.kind is RoundKind.DESK else one.site
