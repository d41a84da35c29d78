"""The dates of a whole cycle, forwards from its announcement or backwards from the award (第十三条至第十八条)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.rule_set.rules import Rules
from toolchain.model.rule_set.spans import Span, Unit
from toolchain.model.rule_set.toml_files import read_toml
from toolchain.model.work_calendar import WorkCalendar

PLAN = "plan.toml"
_DAY = timedelta(days=1)
_DATES = ("announced", "opens", "deadline", "site_from", "site_until")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a cycle, so many working days after the one before it.

    Attributes:
        name: what is done.
        article: the provision.
        workdays: distance from the step before, its day not counted.
        fixed: the regulation sets the distance.
        fills: the date of 届次设置 that a new cycle's blank gets from it.
        dated: the date of the workbooks that the step is, written 工作表/栏目; empty where none is.
        days: the distance is counted in calendar days.
    """

    name: str
    article: str
    workdays: int
    fixed: bool = False
    fills: str = ""
    dated: str = ""
    days: bool = False

    def after(self, day: date, calendar: WorkCalendar) -> date | None:
        """Give the day of this step, the step before falling on ``day``."""
        return day + self.workdays * _DAY if self.days else calendar.after(day, self.workdays)


@dataclass(frozen=True, slots=True)
class Planned:
    """A step with its day; None where the holidays of the year are not on file."""

    step: Step
    day: date | None


def load_steps(templates: Path, rules: Rules) -> tuple[Step, ...]:
    """Read the steps; the length of the notice comes from the regulation (第十八条).

    Raises:
        ParameterFault: the file is missing or broken.
    """
    found = []
    for entry in read_toml(templates / PLAN).get("step", ()):
        try:
            fixed = "rule" in entry
            span: Span | None = getattr(rules.art18, entry["rule"]) if fixed else None
            days = entry["workdays"] if span is None else span.number
            name, article = rules.said(entry["name"]), rules.said(entry["article"])
            plainly = span is not None and span.unit is Unit.DAY
            dated = entry.get("date", "")
            found.append(Step(name, article, days, fixed, entry.get("fills", ""), dated, plainly))
        except (KeyError, AttributeError) as error:
            raise ParameterFault(f"{PLAN}：每一步须有 name、article 和 workdays（或 rule）") from error
        if type(days) is not int or days < 0:
            raise ParameterFault(f"{PLAN}：“{entry['name']}”的工作日数应为不小于零的整数")
        if found[-1].fills not in {"", *_DATES}:
            raise ParameterFault(f"{PLAN}：“{entry['name']}”的 fills 只能是 {'、'.join(_DATES)}")
    if not found:
        raise ParameterFault(f"{PLAN}：没有任何一步")
    return tuple(found)


def forwards(steps: Sequence[Step], start: date, calendar: WorkCalendar) -> tuple[Planned, ...]:
    """Lay the steps out from the day of the first one."""
    day: date | None = start
    found = [Planned(steps[0], day)]
    for step in steps[1:]:
        day = None if day is None else step.after(day, calendar)
        found.append(Planned(step, day))
    return tuple(found)


def backwards(steps: Sequence[Step], end: date, calendar: WorkCalendar) -> tuple[Planned, ...]:
    """Lay the steps out so that the last one falls on a day; each date is the latest one that still works.

    Going forwards again from any of the dates never arrives later.
    """
    day: date | None = end
    found = [Planned(steps[-1], day)]
    for step, following in zip(reversed(steps[:-1]), reversed(steps[1:]), strict=True):
        day = None if day is None else _latest(day, following, calendar)
        found.append(Planned(step, day))
    return tuple(reversed(found))


def _latest(day: date, following: Step, calendar: WorkCalendar) -> date | None:
    """Give the latest working day from which the following step falls on or before ``day``."""
    start = day
    while True:
        if not calendar.knows(start.year):
            return None
        reached = following.after(start, calendar)
        if reached is None:
            return None
        if reached <= day and calendar.is_workday(start):
            return start
        start -= _DAY
