"""The stages of a cycle, each a function from judgement to judgement, gated by the facts on record.

In: a record, settings and a rule set. Out: the judgement, with what other readings would change and what falls due. It
imports the regulation and what that may import.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from toolchain.engine.read_log import ReadLog
from toolchain.model.chinese import date_text
from toolchain.model.problems import Problem, Unread
from toolchain.model.record import Record
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import NOWHERE, Row, columns
from toolchain.model.sheets import SETTINGS
from toolchain.model.sheets.approval import ExecutiveMeeting
from toolchain.model.sheets.settings import Criterion, Cycle, CycleRules, OtherCriterion, Readings
from toolchain.model.work_calendar import WorkCalendar
from toolchain.regulation import art16_ranking
from toolchain.regulation.chronology import Chronology
from toolchain.regulation.chronology_check import DateCheck, check
from toolchain.regulation.departures import of_events
from toolchain.regulation.events_identity import events_now, named_now
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


R = TypeVar("R", bound=Row)
_NEEDED = frozenset({"cycle", "year", "announced"})
"""What everything of a cycle goes by: its name, its year, and the day that tells the rule set in force."""


def settings_of(record: Record) -> Settings | None:
    """Give the cycle's settings as far as they could be read; None while they are missing, or nothing can go by them.

    Whoever reads a field that they lack waits for its cell; the others go on.
    """
    if not record.present(SETTINGS):
        return None
    cycle, rules, readings = (_form(record, sheet) for sheet in (Cycle, CycleRules, Readings))
    if not isinstance(cycle, Cycle) or not isinstance(rules, CycleRules) or not isinstance(readings, Readings):
        return None
    if _NEEDED & cycle.lacking.keys():
        return None
    criteria = (_unread(record, Criterion),) if record.lost(Criterion) else record.readable(Criterion)
    more = tuple(row.criterion for row in record.whole(OtherCriterion))
    return Settings(in_force(cycle, read_events(record)[0]), rules, readings, criteria, more)


def _form(record: Record, sheet: type[R]) -> R | None:
    """Give the one row of a form; of one that cannot be read as a whole no field is known."""
    return _unread(record, sheet) if record.lost(sheet) else next(iter(record.readable(sheet)), None)


def _unread(record: Record, sheet: type[R]) -> R:
    return sheet.lacks(NOWHERE, {}, dict.fromkeys((item.name for item in columns(sheet)), record.lost(sheet)))


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
    record, events = named_now(record, events), events_now(events)
    dated = (
        DateCheck() if chronology is None else check(record, chronology.under(rules), rules, calendar, settings.cycle)
    )
    wrong = _rules_of_review(settings, rules)
    settings = settings.marked(wrong)
    log = ReadLog()
    trail = Trail(log)
    noting = replace(settings, rules=log.watched(settings.rules), readings=log.watched(settings.readings))
    meeting = next(iter(record.readable(ExecutiveMeeting)), None)
    gone = of_events(events, None if meeting is None else meeting.known("announced"))
    begun = Judgement(record, rules, noting, calendar, papers, events=events, departures=gone, dates=dated, trail=trail)
    walked = [begun.found((*problems, *dated.problems, *wrong))]
    for number, stage in enumerate(STAGES):
        with trail.stage(number):
            walked.append(stage(walked[-1]))
        if not walked[-1].steps[-1].passed:
            break
    walked[-1] = replace(_stopped(walked[-1]), settings=settings, trail=None)
    return tuple(walked)


def _rules_of_review(settings: Settings, rules: Rules) -> tuple[Problem, ...]:
    """Name rules of the cycle's review that cannot be; whoever reads their cells waits, as for one that is unread."""
    try:
        return art16_ranking.check_rules(settings.rules, settings.all_criteria, rules)
    except Unread:
        return ()


def _stopped(j: Judgement) -> Judgement:
    """Let a cycle that was stopped or put off wait where it is; what was done until then stays."""
    stop = stopped(j.events)
    if stop is None or j.steps[-1].state is State.DONE:
        return j
    todo = f"本届自{date_text(stop.effective)}起{stop.kind.value[2:]}（{stop.paper}），恢复以前不再往下办理"
    return replace(j, steps=(*j.steps[:-1], Step(j.steps[-1].stage, State.WAITING, (todo,))))
