"""近3年, 满几年 and 对应日, at their borders."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toolchain.model.sheets.vocabulary import Window
from toolchain.regulation.dates import first_outside, within_last_years, years_after, years_before

DAY = timedelta(days=1)
DAYS = st.dates(date(1999, 1, 1), date(2105, 12, 31))
YEARS = st.integers(1, 8)


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2022, 12, 30), 4, date(2026, 12, 30)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2024, 2, 29), 3, date(2027, 2, 28)),
        (date(2096, 2, 29), 4, date(2100, 2, 28)),
        (date(1996, 2, 29), 4, date(2000, 2, 29)),
        (date(2024, 2, 28), 1, date(2025, 2, 28)),
        (date(2023, 2, 28), 1, date(2024, 2, 28)),
        (date(2024, 3, 29), 1, date(2025, 3, 29)),
    ],
)
def test_the_corresponding_day(day: date, years: int, expected: date) -> None:
    assert years_after(day, years) == expected


def test_back_from_a_leap_day() -> None:
    assert years_before(date(2028, 2, 29), 3) == date(2025, 2, 28)
    assert years_before(date(2028, 2, 29), 4) == date(2024, 2, 29)


@given(day=DAYS, years=YEARS)
def test_there_and_back(day: date, years: int) -> None:
    there = years_after(day, years)
    assert there.year == day.year + years
    assert (there.month, min(there.day, 28)) == (day.month, min(day.day, 28))
    assert there.day == day.day or (day.month, day.day, there.day) == (2, 29, 28)


@pytest.mark.parametrize(
    ("event", "window", "free"),
    [
        (date(2024, 5, 6), Window.ROLLING, date(2027, 5, 6)),
        (date(2024, 5, 6), Window.INCLUSIVE, date(2027, 5, 7)),
        (date(2024, 5, 6), Window.CALENDAR, date(2028, 1, 1)),
        (date(2024, 2, 29), Window.ROLLING, date(2027, 3, 1)),
        (date(2024, 12, 31), Window.CALENDAR, date(2028, 1, 1)),
        (date(2025, 1, 1), Window.CALENDAR, date(2029, 1, 1)),
    ],
)
def test_the_first_day_outside(event: date, window: Window, free: date) -> None:
    assert first_outside(event, 3, window) == free


@given(event=DAYS, years=YEARS, window=st.sampled_from(Window), offset=st.integers(0, 3000))
@example(event=date(2024, 2, 29), years=3, window=Window.INCLUSIVE, offset=1095)
def test_within_until_the_first_day_outside_and_never_after(
    event: date, years: int, window: Window, offset: int
) -> None:
    free = first_outside(event, years, window)
    day = event + timedelta(days=offset)
    assert within_last_years(event, day, years, window) is (day < free)
    assert within_last_years(event, free - DAY, years, window)
    assert not within_last_years(event, event - DAY, years, window)
