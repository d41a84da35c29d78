"""第二十三条 and what other rule sets ask of laureates: when each duty falls due, and what is on record of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from toolchain.engine.value_objects import Value
from toolchain.model.rule_set.duties import Duty
from toolchain.model.rule_set.rules import Rules
from toolchain.model.rule_set.spans import Span
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.supervision import Incident
from toolchain.regulation.art28_validity import stands
from toolchain.regulation.dates import after

_MOST = 100
"""So many times at most one duty of one title falls due."""


class DutyDate(Value):
    """One day by which a laureate has to do something.

    Attributes:
        award: the title.
        duty: what is to be done.
        due: the last day.
        incidents: numbers of what 《监督事项》 records of it in the time that ends with it.
    """

    award: Award
    duty: Duty
    due: date
    incidents: tuple[str, ...]


def duty_dates(awards: Sequence[Award], incidents: Sequence[Incident], rules: Rules) -> tuple[DutyDate, ...]:
    """第二十三条: list when the duties of the titles under this rule set fall due, as long as each title stands."""
    found = [
        DutyDate(award, duty, due, _recorded(award, duty, before, due, incidents))
        for award in awards
        if award.basis == rules.document
        for duty in rules.duties
        for before, due in _turns(award, duty)
        if stands(award, due)
    ]
    return tuple(sorted(found, key=lambda item: (item.due, item.award.uscc, item.duty.name)))


def _turns(award: Award, duty: Duty) -> Iterator[tuple[date, date]]:
    """Give the day before and the last day of every turn, both ends of validity included."""
    if not duty.every.exists:
        yield award.announced, award.valid_until
        return
    before = award.announced
    for turn in range(1, _MOST):
        due = after(award.announced, Span(duty.every.number * turn, duty.every.unit))
        if due > award.valid_until:
            return
        yield before, due
        before = due


def _recorded(award: Award, duty: Duty, before: date, due: date, incidents: Sequence[Incident]) -> tuple[str, ...]:
    return tuple(
        row.number
        for row in incidents
        if row.uscc == award.uscc and row.kind is duty.ground and before < row.happened <= due
    )
