"""The plan of a cycle keeps the declared order, and says where the distances of plan.toml break it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from toolchain.cli.report.timetable_lines import plan_lines
from toolchain.model.parameters import load_rules
from toolchain.model.rule_set.toml_files import read_toml
from toolchain.model.sheets import WORKBOOKS
from toolchain.model.timetable import load_steps
from toolchain.model.work_calendar import WorkCalendar
from toolchain.regulation.chronology import FILE, Chronology
from toolchain.regulation.chronology_check import of_plan

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
CHRONOLOGY = Chronology.of(read_toml(TEMPLATES / FILE), WORKBOOKS)
STEPS = load_steps(TEMPLATES, load_rules(TEMPLATES / "regulation" / "2022-76.toml"))
CALENDAR = WorkCalendar.load(TEMPLATES / "calendar.toml")
START = date(2026, 3, 2)


def test_every_dated_step_names_a_date_of_the_table() -> None:
    named = {step.dated for step in STEPS if step.dated}
    known = {side.text for order in CHRONOLOGY.orders for side in (order.earlier, order.later)}
    assert len(named) > len(STEPS) // 2
    assert named <= known


def test_the_plan_as_shipped_keeps_the_order() -> None:
    assert not [line for line in plan_lines(STEPS, START, None, CALENDAR, CHRONOLOGY) if "plan.toml" in line]


def test_a_distance_that_breaks_the_order_is_named() -> None:
    steps = tuple(replace(step, workdays=0) if step.dated == "公示/公示截止日期" else step for step in STEPS)
    told = [line for line in plan_lines(steps, START, None, CALENDAR, CHRONOLOGY) if "plan.toml" in line]
    assert len(told) == 1
    assert "“公示/公示截止日期”与“公示/发布日期”" in told[0]
    assert "第十八条" in told[0]


def test_days_far_apart_are_named() -> None:
    days = {"会议/会议日期": date(2026, 7, 9), "公示/发布日期": date(2026, 9, 10)}
    [(order, earlier, later)] = of_plan(CHRONOLOGY, days)
    assert (earlier, later) == ("会议/会议日期", "公示/发布日期")
    assert order.within is not None
    assert of_plan(CHRONOLOGY, days | {"公示/发布日期": date(2026, 9, 9)}) == ()
