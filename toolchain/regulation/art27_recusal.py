"""第二十七条: reviewers and members with an interest in an applicant stay away from it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from toolchain.engine.value_objects import Value
from toolchain.model.problems import At
from toolchain.model.record import Application
from toolchain.model.rule_set.numbers import Art27
from toolchain.model.sheets.experts import Expert, Tie
from toolchain.model.sheets.vocabulary import TieKind
from toolchain.regulation.dates import years_after


class Conflict(Value):
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
    """List the conflicts in force on the day of an act, whenever they were found: ties, employer = applicant.

    A tie that had ended counts for three years (口径27-1); what is found later never clears it, and whether it was
    known in time is for the reader of ``known``. Ordered by expert, applicant, kind; one entry per kind, the first
    known. An expert whose employer is the applicant needs no declared tie: it is known from the applicant's filing.
    """
    pool = {expert.number: expert for expert in experts}
    filed = {application.uscc: application for application in applications}
    found = [
        Conflict(
            expert=tie.expert,
            expert_name=pool[tie.expert].name,
            uscc=tie.uscc,
            applicant=filed[tie.uscc].name,
            kind=tie.kind,
            known=tie.declared,
            cells=(tie.where("expert"), tie.where("uscc"), tie.where("kind")),
        )
        for tie in ties
        if tie.expert in pool and tie.uscc in filed and lasts(tie, as_of, p)
    ]
    found += [
        Conflict(
            expert=expert.number,
            expert_name=expert.name,
            uscc=application.uscc,
            applicant=application.name,
            kind=TieKind.EMPLOYED,
            known=min(application.applicant.filled, as_of),
            cells=(expert.where("employer"), application.applicant.where("name")),
        )
        for expert in experts
        for application in filed.values()
        if same_name(expert.employer, application.name)
    ]
    first: dict[tuple[str, str, TieKind], Conflict] = {}
    for conflict in sorted(found, key=_order):
        first.setdefault((conflict.expert, conflict.uscc, conflict.kind), conflict)
    return tuple(first.values())


def lasts(tie: Tie, day: date, p: Art27) -> bool:
    """Say whether a tie calls for recusal from what is done on a day: not ended, or ended within three years."""
    return tie.ended is None or day < years_after(tie.ended, p.lookback_years)


def same_name(one: str, other: str) -> bool:
    """Compare names of organisations without regard to width, brackets and spaces."""
    return folded(one) == folded(other)


def folded(name: str) -> str:
    """Write a name without what people write differently: width, brackets' form, case and spaces."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).casefold()


def _order(conflict: Conflict) -> tuple[str, str, TieKind, date]:
    return (conflict.expert, conflict.uscc, conflict.kind, conflict.known)
