"""第十四条: applications within the announced window, completed within the days the cycle sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from toolchain.finding import Finding
from toolchain.parameters import Rules
from toolchain.problems import Problem
from toolchain.record import Application
from toolchain.sheets.register import Award
from toolchain.sheets.register import Ban
from toolchain.sheets.settings import Cycle
from toolchain.sheets.settings import Readings
from toolchain.sheets.settings import Receipt
from toolchain.workdays import WorkCalendar


class AcceptanceOutcome(StrEnum):
    """What the office answers an application."""

    ACCEPTED = "受理"
    SUPPLEMENT = "补正"
    REFUSED = "不予受理"
    PENDING = "待核"


@dataclass(frozen=True)
class Acceptance:
    """The decision on one application.

    Attributes:
        application: the application.
        receipt: the office's entry, None while it is missing.
        outcome: the answer.
        findings: deadline (14), papers (14), ban (25), validity of an earlier award (28).
        missing: the papers to hand in, for 补正: those missing now, or those asked for then (Receipt.requested).
        was_incomplete: a supplement was asked for (missing now, or Receipt.requested is filled), whether or not it has come in;
            the letter that asked for it stays on record.
        supplement_until: the last day for it.
        earliest: the first day on which a refused applicant may be accepted again, where the rules give one.
        repeat: the applicant is an earlier laureate whose award has run out (第二十八条).
    """

    application: Application
    receipt: Receipt | None
    outcome: AcceptanceOutcome
    findings: tuple[Finding, ...]
    missing: tuple[str, ...] = ()
    was_incomplete: bool = False
    supplement_until: date | None = None
    earliest: date | None = None
    repeat: bool = False


def accept(  # noqa: PLR0913 - the facts the article looks at
    application: Application,
    receipt: Receipt | None,
    awards: Sequence[Award],
    bans: Sequence[Ban],
    cycle: Cycle,
    readings: Readings,
    rules: Rules,
    calendar: WorkCalendar,
) -> Acceptance:
    """第十四条, 第二十五条, 第二十八条: decide on one application. Late or barred = 不予受理; papers missing = 补正.

    Missing papers: required attachments not provided, commitment or credit certificate without a date (第十条第（四）项).
    Papers missing and no supplement on record: 补正. After the supplement came in (Receipt.supplemented) within the days
    set: 受理, and the workbook handed in shows the papers; still missing, too late, or Receipt.lapsed = 是: 不予受理.
    No receipt: 待核. A receipt with ``requested`` filled keeps was_incomplete and the list even when all is complete now.
    """
    raise NotImplementedError


def check_receipts(applications: Sequence[Application], receipts: Sequence[Receipt]) -> tuple[Problem, ...]:
    """Name entries of the 收件登记 without an application in the inbox, and names that differ from the application."""
    raise NotImplementedError
