"""Random conclusions and events from the departments; events lie on the borders of three years."""

from __future__ import annotations

from datetime import date

from tests.oracle.cells import years_later
from tests.oracle.random_opening import ASKED, Luck, Rows, days
from tests.rows import row_of
from toolchain.model.schema import Row
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.checks import Check, Event
from toolchain.model.sheets.settings import Cycle
from toolchain.model.sheets.vocabulary import EventKind, EventLevel, Verdict, YesNo


def checks(luck: Luck, cycle: Cycle, applicants: list[Applicant]) -> Rows:
    """Make up the departments' conclusions and their list of events."""
    found: list[Row] = []
    events: list[Row] = []
    for applicant in applicants:
        for item in ASKED:
            found += _rounds(luck, cycle, applicant, item)
        while luck.yes(luck.defects * 0.5):
            events.append(_event(luck, cycle, applicant))
    return {Check: found, Event: events}


def _rounds(luck: Luck, cycle: Cycle, applicant: Applicant, item: str) -> list[Row]:
    verdicts = [Verdict.MET]
    if luck.yes(0.03):
        verdicts = [Verdict.PENDING, Verdict.MET]
    if luck.yes(luck.defects * 0.02):
        verdicts = [Verdict.PENDING, Verdict.NOT_MET] if luck.yes(0.5) else [Verdict.NOT_MET]
    if luck.yes(luck.open_ends * 0.05):
        verdicts = [Verdict.PENDING]
    return [
        row_of(
            Check,
            uscc=applicant.uscc,
            name=applicant.name,
            item=item,
            matter="核查事项",
            round=turn,
            verdict=verdict,
            facts=None if verdict is Verdict.MET else "事实",
            evidence="记录",
            department="区某局",
            checked=cycle.deadline + days(20 + turn),
        )
        for turn, verdict in enumerate(verdicts, start=1)
    ]


def _event(luck: Luck, cycle: Cycle, applicant: Applicant) -> Event:
    rng = luck.rng
    kind = rng.choice(list(EventKind))
    levels = list(EventLevel)
    level: EventLevel | None = None
    if kind.value.endswith("事故"):
        level = rng.choice(levels[:4])
    elif kind is EventKind.INSPECTION:
        level = rng.choice(levels[4:])
    if luck.yes(luck.open_ends * 0.2):
        level = None
    border = years_later(cycle.deadline, -3)
    happened = luck.near(rng.choice((border, border, date(cycle.deadline.year - 3, 1, 1), cycle.deadline - days(1))))
    happened = min(happened, cycle.deadline)
    if luck.yes(0.15):
        happened = cycle.deadline + days(rng.choice((1, 69, 70, 71, 80, 85, 90)))
    return row_of(
        Event,
        uscc=applicant.uscc,
        kind=kind,
        level=level,
        happened=happened,
        responsible=rng.choice(list(YesNo)) if kind.value.endswith("事故") else YesNo.YES,
        overturned=YesNo.YES if luck.yes(0.15) else YesNo.NO,
        repaired=luck.near(cycle.deadline) if luck.yes(0.2) else None,
        facts="事实",
        evidence="记录",
        department="区某局",
    )
