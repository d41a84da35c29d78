"""The one place where 近3年, 满几年 and 有效期 are counted (第十条, 第十一条, 第二十五条, 第二十八条)."""

from __future__ import annotations

from datetime import date, timedelta

from toolchain.model.rule_set.spans import Span, Unit
from toolchain.model.sheets.vocabulary import Window
from toolchain.model.work_calendar import WorkCalendar

_FEBRUARY = 2
_LEAP_DAY = 29


def years_after(day: date, years: int) -> date:
    """Give the corresponding day some years on (or back, with a negative count); 29 February becomes 28 February."""
    if (day.month, day.day) == (_FEBRUARY, _LEAP_DAY) and not _is_leap(day.year + years):
        return date(day.year + years, _FEBRUARY, _LEAP_DAY - 1)
    return day.replace(year=day.year + years)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def within_last_years(event: date, deadline: date, years: int, window: Window = Window.ROLLING) -> bool:
    """Say whether an event lies within 近几年 before the deadline (口径11-1).

    By default the window is (deadline − years, deadline]: the corresponding day itself is already outside.
    """
    if event > deadline:
        return False
    start = years_after(deadline, -years)
    if window is Window.ROLLING:
        return event > start
    if window is Window.INCLUSIVE:
        return event >= start
    return event.year >= deadline.year - years


def first_outside(event: date, years: int, window: Window = Window.ROLLING) -> date:
    """Give the first deadline for which an event no longer lies within 近几年 (口径11-1)."""
    if window is Window.CALENDAR:
        return date(event.year + years + 1, 1, 1)
    day = years_after(event, years)
    while within_last_years(event, day, years, window):
        day += timedelta(days=1)
    return day


def ends(begun: date, span: Span, calendar: WorkCalendar) -> date | None:
    """Give the last day of a length of time, its first day not counted; None where a year's holidays are not on file.

    Args:
        begun: from when.
        span: working days, or a length of the calendar.
        calendar: which days are worked.
    """
    return calendar.after(begun, span.number) if span.unit is Unit.WORKDAY else after(begun, span)


_MONTHS = 12
_FOREVER = date.max


def after(day: date, span: Span) -> date:
    """Give the corresponding day a length of time on; the end of a shorter month stands for days it has not.

    Args:
        day: from when.
        span: years, months or calendar days, or for ever.

    Raises:
        ValueError: the length is counted in working days or cycles, which no calendar of dates tells.
    """
    if span.unit is Unit.YEAR:
        return years_after(day, span.number)
    if span.unit is Unit.MONTH:
        return _months_after(day, span.number)
    if span.unit is Unit.DAY:
        return day + timedelta(days=span.number)
    if span.unit is Unit.NONE:
        return day
    if span.unit is Unit.FOREVER:
        return _FOREVER
    raise ValueError(str(span))


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    first = date(year, month + 1, 1)
    following = date(year + (month + 1) // _MONTHS, (month + 1) % _MONTHS + 1, 1)
    return first.replace(day=min(day.day, (following - first).days))


def within(event: date, deadline: date, span: Span, window: Window = Window.ROLLING) -> bool:
    """Say whether an event lies within a length of time before the deadline (口径11-1)."""
    if span.unit is Unit.YEAR:
        return within_last_years(event, deadline, span.number, window)
    if event > deadline or not span.exists:
        return False
    end = after(event, span)
    return deadline < end or (window is Window.INCLUSIVE and deadline == end)


def free_after(event: date, span: Span, window: Window = Window.ROLLING) -> date | None:
    """Give the first deadline for which an event no longer lies within a length of time; None where there is none."""
    if span.unit is Unit.YEAR:
        return first_outside(event, span.number, window)
    if span.unit is Unit.FOREVER:
        return None
    end = after(event, span)
    return end + timedelta(days=1) if window is Window.INCLUSIVE else end
