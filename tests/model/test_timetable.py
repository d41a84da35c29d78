"""The dates of a cycle: working days forwards and backwards, the notice by the regulation (第十三条至第十八条)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolchain.model.parameters import load_rules
from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.timetable import Step, backwards, forwards, load_steps
from toolchain.model.work_calendar import WorkCalendar

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"
RULES = load_rules(TEMPLATES / "regulation" / "2022-76.toml")
CALENDAR = WorkCalendar.load(TEMPLATES / "calendar.toml")
STEPS = load_steps(TEMPLATES, RULES)


def test_the_notice_takes_the_days_of_the_regulation() -> None:
    notice = next(step for step in STEPS if step.name == "公示期满")
    assert (notice.workdays, notice.fixed) == (RULES.art18.notice.number, True)


def test_the_posting_day_is_not_counted() -> None:
    steps = (Step("发布公示", "第十八条", 0), Step("公示期满", "第十八条", 5, fixed=True))
    assert forwards(steps, date(2026, 2, 12), CALENDAR)[-1].day == date(2026, 2, 26)


def test_a_year_without_its_notice_is_left_open() -> None:
    planned = forwards(STEPS, date(2026, 11, 2), CALENDAR)
    assert planned[0].day == date(2026, 11, 2)
    assert planned[-1].day is None


@given(st.dates(date(2024, 6, 1), date(2026, 12, 25)))
def test_backwards_never_comes_too_late(end: date) -> None:
    planned = backwards(STEPS, end, CALENDAR)
    days = [item.day for item in planned]
    assert days[-1] == end
    known = [day for day in days if day is not None]
    assert known == sorted(known)
    for place, day in enumerate(days[:-1]):
        if day is not None:
            reached = forwards(STEPS[place:], day, CALENDAR)[-1].day
            assert reached is not None
            assert reached <= end


def test_a_broken_plan_is_said(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text('[[step]]\nname = "某步"\narticle = "第十三条"\nworkdays = -1\n', "utf-8")
    with pytest.raises(ParameterFault, match="工作日数"):
        load_steps(tmp_path, RULES)


def test_a_notice_of_calendar_days_is_laid_out_in_calendar_days(tmp_path: Path) -> None:
    text = (TEMPLATES / "regulation" / "2022-76.toml").read_text(encoding="utf-8")
    (tmp_path / "办法.toml").write_text(text.replace('notice = "5个工作日"', 'notice = "7日"'), encoding="utf-8")
    steps = load_steps(TEMPLATES, load_rules(tmp_path / "办法.toml"))
    planned = forwards(steps, date(2026, 3, 2), CALENDAR)
    days = {item.step.name: item.day for item in planned}
    posted, ended = days["发布拟奖名单公示"], days["公示期满"]
    assert posted is not None
    assert ended == posted + timedelta(days=7)
    last = planned[-1].day
    assert last is not None
    assert backwards(steps, last, CALENDAR)[0].day >= date(2026, 3, 2)
