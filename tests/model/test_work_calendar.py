"""Working days by the yearly notices (第十八条)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.work_calendar import WorkCalendar

CALENDAR = WorkCalendar.load(Path(__file__).resolve().parents[2] / "templates" / "calendar.toml")
LAST = date(2026, 12, 28)
"""The last day that the notices on file decide."""


@pytest.mark.parametrize(
    ("posted", "ends"),
    [
        pytest.param(date(2022, 9, 29), date(2022, 10, 11), id="2022国庆"),
        pytest.param(date(2023, 9, 27), date(2023, 10, 10), id="2023中秋国庆"),
        pytest.param(date(2023, 10, 10), date(2023, 10, 17), id="2023平常周"),
        pytest.param(date(2024, 2, 7), date(2024, 2, 20), id="2024春节"),
        pytest.param(date(2024, 9, 26), date(2024, 10, 9), id="2024国庆"),
        pytest.param(date(2025, 9, 26), date(2025, 10, 10), id="2025国庆中秋"),
        pytest.param(date(2026, 2, 12), date(2026, 2, 26), id="2026春节"),
        pytest.param(date(2026, 9, 18), date(2026, 9, 24), id="2026中秋前"),
    ],
)
def test_five_working_days(posted: date, ends: date) -> None:
    assert CALENDAR.after(posted, 5) == ends
    assert CALENDAR.missing(posted, 5) is None
    assert CALENDAR.between(posted, ends) == 5


def test_a_year_not_on_file_is_refused() -> None:
    assert CALENDAR.after(date(2026, 12, 29), 5) is None
    assert CALENDAR.missing(date(2026, 12, 29), 5) == 2027
    assert CALENDAR.between(date(2026, 12, 29), date(2027, 1, 5)) is None


@pytest.mark.parametrize(
    ("posted", "ends"),
    [
        pytest.param(date(2026, 12, 21), date(2026, 12, 28), id="二十八日满"),
        pytest.param(date(2026, 12, 24), date(2026, 12, 31), id="年末最后一日满"),
        pytest.param(date(2026, 12, 25), None, id="须进入下一年"),
    ],
)
def test_a_count_may_use_the_whole_year_on_file(posted: date, ends: date | None) -> None:
    assert CALENDAR.after(posted, 5) == ends


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        pytest.param(date(2026, 12, 28), False, id="二十八日已定"),
        pytest.param(date(2026, 12, 29), True, id="二十九日可能调整"),
        pytest.param(date(2025, 12, 31), False, id="下一年已有通知"),
        pytest.param(date(2027, 12, 31), False, id="本年尚无通知"),
    ],
)
def test_the_last_days_of_december_may_still_move(day: date, open_: bool) -> None:
    assert CALENDAR.unsettled(day) is open_


def test_the_year_before_the_first_notice_is_unknown() -> None:
    assert CALENDAR.after(date(2021, 12, 1), 1) is None
    assert CALENDAR.missing(date(2021, 12, 1), 1) == 2021


@pytest.mark.parametrize(
    ("day", "works"),
    [
        pytest.param(date(2026, 2, 14), True, id="周六调休上班"),
        pytest.param(date(2026, 2, 15), False, id="春节首日"),
        pytest.param(date(2026, 2, 23), False, id="春节末日"),
        pytest.param(date(2026, 2, 24), True, id="节后首日"),
        pytest.param(date(2026, 3, 7), False, id="平常周六"),
        pytest.param(date(2022, 12, 31), False, id="上一年年底的元旦假"),
    ],
)
def test_single_days(day: date, works: bool) -> None:
    assert CALENDAR.is_workday(day) is works


def test_a_day_that_no_notice_decides_raises() -> None:
    with pytest.raises(LookupError):
        CALENDAR.is_workday(date(2027, 3, 1))
    assert CALENDAR.is_workday(date(2026, 12, 29))


def test_no_days_need_no_notice() -> None:
    assert CALENDAR.after(date(2040, 1, 1), 0) == date(2040, 1, 1)


@settings(max_examples=200, deadline=None)
@given(st.dates(date(2022, 1, 1), LAST), st.integers(1, 30))
def test_the_count_ends_on_its_last_working_day(start: date, days: int) -> None:
    end = CALENDAR.after(start, days)
    if end is None:
        assert CALENDAR.missing(start, days) == 2027
        return
    span = [start + timedelta(days=offset) for offset in range(1, (end - start).days + 1)]
    assert sum(CALENDAR.is_workday(day) for day in span) == days
    assert CALENDAR.is_workday(end)
    assert CALENDAR.between(start, end) == days


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('[x]\nnotice = "甲"\nholidays = []\nworkdays = []\n', id="不是年份"),
        pytest.param('[2030]\nnotice = "甲"\nholidays = []\n', id="缺调休"),
        pytest.param('[2030]\nnotice = "甲"\nholidays = ["2030-13-01"]\nworkdays = []\n', id="没有的日子"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "calendar.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ParameterFault, match="calendar"):
        WorkCalendar.load(path)
