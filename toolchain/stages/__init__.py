"""The stages of a cycle, each a function from judgement to judgement, gated by the facts on record.

In: a record, settings and a rule set. Out: the judgement, with what other readings would change and what falls due. It
imports the regulation and what that may import.
"""

from __future__ import annotations

from dataclasses import replace

from toolchain.engine.read_log import ReadLog
from toolchain.model.chinese import date_text
from toolchain.model.parameters import Rules
from toolchain.model.record import Record
from toolchain.model.sheets import SETTINGS
from toolchain.model.sheets.settings import Criterion, Cycle, CycleRules, Readings
from toolchain.model.work_calendar import WorkCalendar
from toolchain.regulation.chronology import Chronology
from toolchain.regulation.chronology_check import DateCheck, check
from toolchain.regulation.departures import of_events
from toolchain.regulation.events_identity import named_now
from toolchain.regulation.events_on_record import read as read_events
from toolchain.regulation.events_schedule import in_force, stopped
from toolchain.stages.application_stages import accept, launch, qualify
from toolchain.stages.decision_stages import decide, give_notice, vote
from toolchain.stages.judgement import Judgement, Settings, State, Step
from toolchain.stages.review_stages import review, seat_panels
from toolchain.stages.supervision_stage import supervise
from toolchain.stages.trail import Trail

STAGES = (launch, accept, qualify, seat_panels, review, vote, give_notice, decide)
"""Every stage in its order; each works on what the ones before it found."""


def settings_of(record: Record) -> Settings | None:
    """Give the cycle's settings, or None while they are missing or wrong."""
    if not record.present(SETTINGS) or not all(map(record.sound, (Cycle, CycleRules, Readings, Criterion))):
        return None
    cycle, rules, readings = record.one(Cycle), record.one(CycleRules), record.one(Readings)
    if cycle is None or rules is None or readings is None:
        return None
    return Settings(in_force(cycle, read_events(record)[0]), rules, readings, record.all(Criterion))


def judge(
    record: Record, settings: Settings, rules: Rules, calendar: WorkCalendar, papers: tuple[str, ...] = ()
) -> Judgement:
    """Take the cycle through its stages as far as the facts on record allow, and look at what came after it.

    ``papers`` are those that every applicant must hand in (第十四条).
    """
    return supervise(walk(record, settings, rules, calendar, papers)[-1])


def walk(
    record: Record,
    settings: Settings,
    rules: Rules,
    calendar: WorkCalendar,
    papers: tuple[str, ...] = (),
    chronology: Chronology | None = None,
) -> tuple[Judgement, ...]:
    """Give the judgement before the first stage and after each one that was reached.

    Where the order of dates is declared, each stage waits for the dates it reads to be in order.
    """
    events, problems = read_events(record)
    record = named_now(record, events)
    dated = DateCheck() if chronology is None else check(record, chronology, rules, calendar, settings.cycle)
    log = ReadLog()
    trail = Trail(log)
    noting = replace(settings, rules=log.watched(settings.rules), readings=log.watched(settings.readings))
    gone = of_events(events)
    begun = Judgement(record, rules, noting, calendar, papers, events=events, departures=gone, dates=dated, trail=trail)
    walked = [begun.found((*problems, *dated.problems))]
    for number, stage in enumerate(STAGES):
        with trail.stage(number):
            walked.append(stage(walked[-1]))
        if not walked[-1].steps[-1].passed:
            break
    walked[-1] = replace(_stopped(walked[-1]), settings=settings, trail=None)
    return tuple(walked)


def _stopped(j: Judgement) -> Judgement:
    """Let a cycle that was stopped or put off wait where it is; what was done until then stays."""
    stop = stopped(j.events)
    if stop is None or j.steps[-1].state is State.DONE:
        return j
    todo = f"本届自{date_text(stop.effective)}起{stop.kind.value[2:]}（{stop.paper}），恢复以前不再往下办理"
    return replace(j, steps=(*j.steps[:-1], Step(j.steps[-1].stage, State.WAITING, (todo,))))
