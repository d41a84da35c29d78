"""Working days, counted one by one from the calendar file (Article 18)."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
YEARS = tomllib.loads((ROOT / "templates" / "calendar.toml").read_text(encoding="utf-8"))


def _days(texts: list[str]) -> set[date]:
    found = set()
    for text in texts:
        first, _, last = text.partition("/")
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last or first):
            found.add(day)
            day += timedelta(days=1)
    return found


HOLIDAYS = {day for year in YEARS.values() for day in _days(year["holidays"])}
MAKEUPS = {day for year in YEARS.values() for day in _days(year["workdays"])}


def is_workday(day: date) -> bool:
    """Say whether people work on a day."""
    if day in MAKEUPS:
        return True
    return day not in HOLIDAYS and day.weekday() < 5


def workday_after(day: date, count: int) -> date:
    """Give the day on which so many working days have passed; the first day is not counted."""
    while count:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day
