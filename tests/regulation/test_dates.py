"""近3年, 满几年 and 对应日, at their borders."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toolchain.model.rule_set.spans import Span
from toolchain.model.sheets.vocabulary import Window
from toolchain.regulation.dates import (
    after,
    first_outside,
    free_after,
    within,
    within_last_years,
    years_after,
)

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
    assert years_after(date(2028, 2, 29), -3) == date(2025, 2, 28)
    assert years_after(date(2028, 2, 29), -4) == date(2024, 2, 29)


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


@pytest.mark.parametrize(
    ("day", "span", "expected"),
    [
        (date(2024, 2, 29), "3年", date(2027, 2, 28)),
        (date(2024, 8, 31), "6个月", date(2025, 2, 28)),
        (date(2023, 8, 31), "6个月", date(2024, 2, 29)),
        (date(2024, 11, 30), "1个月", date(2024, 12, 30)),
        (date(2024, 12, 31), "2个月", date(2025, 2, 28)),
        (date(2024, 2, 28), "7日", date(2024, 3, 6)),
        (date(2024, 2, 29), "无", date(2024, 2, 29)),
        (date(2024, 2, 29), "永久", date.max),
    ],
)
def test_a_length_of_time_from_a_day(day: date, span: str, expected: date) -> None:
    assert after(day, Span.read(span)) == expected


@pytest.mark.parametrize("span", ["5个工作日", "2届"])
def test_working_days_and_cycles_are_no_length_of_a_calendar(span: str) -> None:
    with pytest.raises(ValueError, match=span):
        after(date(2024, 1, 1), Span.read(span))


@pytest.mark.parametrize(
    ("span", "deadline", "window", "inside"),
    [
        ("6个月", date(2024, 8, 28), Window.ROLLING, True),
        ("6个月", date(2024, 8, 29), Window.ROLLING, False),
        ("6个月", date(2024, 8, 29), Window.INCLUSIVE, True),
        ("6个月", date(2024, 8, 30), Window.INCLUSIVE, False),
        ("7日", date(2024, 2, 28), Window.ROLLING, False),
        ("无", date(2024, 2, 29), Window.ROLLING, False),
        ("永久", date(2099, 1, 1), Window.ROLLING, True),
        ("3年", date(2027, 2, 28), Window.ROLLING, True),
        ("3年", date(2027, 3, 1), Window.ROLLING, False),
    ],
)
def test_an_event_within_a_length_of_time(span: str, deadline: date, window: Window, *, inside: bool) -> None:
    event = date(2024, 2, 29)
    assert within(event, deadline, Span.read(span), window) is inside


@pytest.mark.parametrize(
    ("span", "window", "free"),
    [
        ("6个月", Window.ROLLING, date(2024, 8, 29)),
        ("6个月", Window.INCLUSIVE, date(2024, 8, 30)),
        ("3年", Window.ROLLING, date(2027, 3, 1)),
        ("永久", Window.ROLLING, None),
    ],
)
def test_the_first_free_deadline_after_a_length_of_time(span: str, window: Window, free: date | None) -> None:
    found = free_after(date(2024, 2, 29), Span.read(span), window)
    assert found == free
    if found is not None:
        assert not within(date(2024, 2, 29), found, Span.read(span), window)
        assert within(date(2024, 2, 29), found - DAY, Span.read(span), window)
