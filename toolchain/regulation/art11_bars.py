"""第十一条: what bars an applicant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from toolchain.finding import Finding
from toolchain.parameters import Rules
from toolchain.record import Application
from toolchain.sheets.checks import Check
from toolchain.sheets.checks import Event
from toolchain.sheets.register import Ban
from toolchain.sheets.settings import Readings


def examine(  # noqa: PLR0913 - the facts the article looks at
    application: Application,
    checks: Sequence[Check],
    events: Sequence[Event],
    bans: Sequence[Ban],
    deadline: date,
    readings: Readings,
    rules: Rules,
) -> tuple[Finding, ...]:
    """第十一条（一）至（八）: one or more findings per item; 符合 means that the bar does not apply."""
    raise NotImplementedError
