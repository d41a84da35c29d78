"""第十五条: the qualification examination joins 第十条 and 第十一条."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toolchain.finding import Finding
from toolchain.parameters import Rules
from toolchain.problems import Problem
from toolchain.regulation.art14_acceptance import Acceptance
from toolchain.sheets.checks import Check
from toolchain.sheets.checks import Event
from toolchain.sheets.register import Award
from toolchain.sheets.register import Ban
from toolchain.sheets.settings import Cycle
from toolchain.sheets.settings import Readings
from toolchain.sheets.vocabulary import Verdict


@dataclass(frozen=True)
class Qualification:
    """The result for one accepted applicant.

    Attributes:
        acceptance: the accepted application.
        findings: all findings of 第十条 and 第十一条, in the order of the articles.
        verdict: one 不符合 stops, 待核 waits.
        earliest: first day on which a refused applicant could pass again, None where no date can be told.
    """

    acceptance: Acceptance
    findings: tuple[Finding, ...]
    verdict: Verdict
    earliest: date | None = None


def qualify(  # noqa: PLR0913 - the facts the article looks at
    acceptance: Acceptance,
    checks: Sequence[Check],
    events: Sequence[Event],
    bans: Sequence[Ban],
    cycle: Cycle,
    readings: Readings,
    rules: Rules,
) -> Qualification:
    """第十五条: examine one accepted application."""
    raise NotImplementedError


def check_coverage(
    acceptances: Sequence[Acceptance], checks: Sequence[Check], events: Sequence[Event], rules: Rules
) -> tuple[Problem, ...]:
    """Name what does not fit together: rows for unknown applicants or items, 不符合 without its event, rounds out of order."""
    raise NotImplementedError


def recheck(  # noqa: PLR0913 - the facts the article looks at
    approved: Sequence[Qualification],
    events: Sequence[Event],
    awards: Sequence[Award],
    day: date,
    readings: Readings,
    rules: Rules,
) -> tuple[Problem, ...]:
    """Look once more on a later day (vote, end of notice, approval): events since the deadline, validity of an earlier award.

    An event between deadline and ``day`` that would bar is a blocking problem with the applicant's code and the event's cell.
    """
    raise NotImplementedError
