"""The steps of a rule set's own (一报告、二公示之类): what of them is not done yet, and what lasted too short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolchain.model.chinese import date_text
from toolchain.model.problems import Problem, problem
from toolchain.model.rule_set.own_steps import OwnStep
from toolchain.model.sheets.own_steps import StepRecord
from toolchain.model.work_calendar import WorkCalendar
from toolchain.regulation import dates


def undone(steps: Sequence[OwnStep], rows: Sequence[StepRecord]) -> tuple[str, ...]:
    """Say of each step that is not on record as done where to enter it."""
    done = {row.name for row in rows if row.ended is not None}
    return tuple(
        f"“{step.name}”（{step.article}，由{step.body}办理）做完以后，在《收发登记》“{StepRecord.sheet.title}”填写完成日期"
        for step in steps
        if step.name not in done
    )


def strangers(steps: Sequence[OwnStep], rows: Sequence[StepRecord]) -> Iterator[Problem]:
    """Name the rows about no step of the rule set."""
    named = [step.name for step in steps]
    for row in rows:
        if row.name not in named:
            yield problem("W-STEP-02", row.where("name"), name=row.name, known="、".join(named) or "没有写")


def too_short(steps: Sequence[OwnStep], rows: Sequence[StepRecord], calendar: WorkCalendar) -> Iterator[Problem]:
    """Name the steps that did not last as long as the rule set wants, or of which nobody can say so."""
    lengths = {step.name: step for step in steps if step.lasts.exists}
    for row in rows:
        step = lengths.get(row.name)
        if step is None or row.ended is None:
            continue
        least = None if row.begun is None else dates.ends(row.begun, step.lasts, calendar)
        if row.begun is None or (least is not None and row.ended < least):
            begun = "没有填" if row.begun is None else date_text(row.begun)
            facts = {"name": row.name, "span": step.lasts, "begun": begun, "ended": date_text(row.ended)}
            yield problem("E-STEP-01", row.where("ended"), basis=step.article, **facts)
