"""第十条: the conditions an applicant must meet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from toolchain.finding import Finding
from toolchain.parameters import Rules
from toolchain.record import Application
from toolchain.sheets.checks import Check
from toolchain.sheets.checks import Event
from toolchain.sheets.settings import Readings


def examine(  # noqa: PLR0913 - the facts the article looks at
    application: Application,
    checks: Sequence[Check],
    events: Sequence[Event],
    deadline: date,
    readings: Readings,
    rules: Rules,
) -> tuple[Finding, ...]:
    """第十条（一）至（七）: one or more findings per item; (六) is a note and never a condition.

    ``checks`` and ``events`` are those of this applicant; of several rounds of a check the last one counts.
    """
    raise NotImplementedError
