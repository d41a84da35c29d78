"""What a letter asks by when, and how its addressee can challenge it (行政复议法, 行政诉讼法)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from toolchain.documents.office_context import OfficeContext
from toolchain.engine.value_objects import Value
from toolchain.model.issuance import Issuance
from toolchain.stages.judgement import Judgement


class Remedy(Value):
    """Where a decision can be challenged.

    Attributes:
        body: the people's government that reconsiders it (行政复议).
        days: within how many days of knowing the decision.
        court: where it can be sued over (行政诉讼).
        months: within how many months.
    """

    body: str
    days: int
    court: str
    months: int


class Due(Value):
    """A duty's time.

    Attributes:
        workdays: how many working days after the letter.
        until: the last day, None while the letter has no date or the year's holidays are not on file.
    """

    ahead: ClassVar[tuple[str, ...]] = ("until",)

    workdays: int
    until: date | None


def of_office(desk: OfficeContext) -> Remedy:
    """Give the remedies against what the office itself decides."""
    found = desk.office.remedy
    return Remedy(found.office_review, found.review_days, found.office_court, found.suit_months)


def of_government(desk: OfficeContext) -> Remedy:
    """Give the remedies against what the government decides or approves."""
    found = desk.office.remedy
    return Remedy(found.government_review, found.review_days, found.government_court, found.suit_months)


def due(judgement: Judgement, issue: Issuance, workdays: int, before: date | None = None) -> Due:
    """Count a duty's working days from the letter's date, its day not counted; end before another step begins.

    The other step shortens the time only where a working day is left after the letter's date.
    """
    if issue.dated is None:
        return Due(workdays, None)
    until = judgement.calendar.after(issue.dated, workdays)
    if until is not None and before is not None and until >= before:
        day = before - timedelta(days=1)
        while day > issue.dated and not judgement.calendar.is_workday(day):
            day -= timedelta(days=1)
        until = day if day > issue.dated else until
    return Due(workdays, until)
