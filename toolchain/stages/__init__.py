"""The stages of a cycle, each a function from judgement to judgement, gated by the facts on record."""

from __future__ import annotations

from toolchain.judgement import Judgement
from toolchain.judgement import Settings
from toolchain.judgement import State
from toolchain.parameters import Rules
from toolchain.record import Record
from toolchain.regulation.events import read as read_events
from toolchain.sheets import SETTINGS
from toolchain.sheets.settings import Criterion
from toolchain.sheets.settings import Cycle
from toolchain.sheets.settings import CycleRules
from toolchain.sheets.settings import Readings
from toolchain.stages.deciding import decide
from toolchain.stages.deciding import give_notice
from toolchain.stages.deciding import vote
from toolchain.stages.opening import accept
from toolchain.stages.opening import launch
from toolchain.stages.opening import qualify
from toolchain.stages.reviewing import review
from toolchain.stages.reviewing import seat_panels
from toolchain.stages.supervising import supervise
from toolchain.workdays import WorkCalendar

STAGES = (launch, accept, qualify, seat_panels, review, vote, give_notice, decide)
"""Every stage in its order; each works on what the ones before it found."""


def settings_of(record: Record) -> Settings | None:
    """Give the cycle's settings, or None while they are missing or wrong."""
    cycle, rules, readings = record.one(Cycle), record.one(CycleRules), record.one(Readings)
    if cycle is None or rules is None or readings is None or record.faulty(SETTINGS):
        return None
    return Settings(cycle, rules, readings, record.all(Criterion))


def judge(
    record: Record, settings: Settings, rules: Rules, calendar: WorkCalendar, papers: tuple[str, ...] = ()
) -> Judgement:
    """Take the cycle through its stages as far as the facts on record allow, and look at what came after it.

    ``papers`` are those that every applicant must hand in (第十四条).
    """
    return supervise(walk(record, settings, rules, calendar, papers)[-1])


def walk(
    record: Record, settings: Settings, rules: Rules, calendar: WorkCalendar, papers: tuple[str, ...] = ()
) -> tuple[Judgement, ...]:
    """Give the judgement before the first stage and after each one that was reached."""
    walked = [Judgement(record, rules, settings, calendar, papers, problems=read_events(record)[1])]
    for stage in STAGES:
        walked.append(stage(walked[-1]))
        if walked[-1].steps[-1].state is not State.DONE:
            break
    return tuple(walked)
