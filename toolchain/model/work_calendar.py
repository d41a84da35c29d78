"""Working days by the State Council's yearly notices; a year not on file is refused, never guessed (第十八条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from toolchain.engine.value_objects import Value
from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.rule_set.toml_files import read_toml

_SATURDAY = 5
_NEW_YEAR_BEGINS = (12, 29)
"""The earliest day (month, day) that New Year's holiday, with its make-up days, has touched."""
_DAY = timedelta(days=1)


class WorkCalendar(Value):
    """Holidays and make-up working days.

    Attributes:
        notices: year → number of the notice.
        holidays: days off that the notices name.
        makeups: weekend days on which people work.
    """

    notices: Mapping[int, str]
    holidays: frozenset[date]
    makeups: frozenset[date]

    @classmethod
    def load(cls, path: Path) -> WorkCalendar:
        """Read ``calendar.toml``.

        Raises:
            ParameterFault: the file is missing or broken.
        """
        notices: dict[int, str] = {}
        holidays: set[date] = set()
        makeups: set[date] = set()
        for key, year in read_toml(path).items():
            place = f"{path.name} 的 {key}"
            if not key.isdigit() or not isinstance(year, dict) or set(year) != {"notice", "holidays", "workdays"}:
                raise ParameterFault(f"{place}：每年一节，须有 notice、holidays、workdays")
            notices[int(key)] = year["notice"]
            for span in year["holidays"]:
                holidays |= set(_span(span, place))
            for span in year["workdays"]:
                makeups |= set(_span(span, place))
        return cls(notices, frozenset(holidays), frozenset(makeups))

    def knows(self, year: int) -> bool:
        """Say whether the year's notice is on file."""
        return year in self.notices

    def unsettled(self, day: date) -> bool:
        """Say whether the next year's notice, not on file yet, may still move a day: New Year can begin in December."""
        return (day.month, day.day) >= _NEW_YEAR_BEGINS and self.knows(day.year) and not self.knows(day.year + 1)

    def is_workday(self, day: date) -> bool:
        """Say whether people work on a day.

        Raises:
            LookupError: the year's notice is not on file.
        """
        if not self.knows(day.year):
            raise LookupError(day.year)
        if day in self.makeups:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def after(self, start: date, days: int) -> date | None:
        """Give the day on which the last of some working days ends; the start is not counted.

        None when a notice that the count needs is not on file; :meth:`missing` tells which.
        """
        return self._count(start, days)[0]

    def missing(self, start: date, days: int) -> int | None:
        """Give the first year whose notice the count needs and which is not on file."""
        return self._count(start, days)[1]

    def between(self, start: date, end: date) -> int | None:
        """Count the working days after ``start`` up to and including ``end``; None for a notice not on file."""
        day, count = start, 0
        while day < end:
            day += _DAY
            if not self.knows(day.year):
                return None
            count += self.is_workday(day)
        return count

    def _count(self, start: date, days: int) -> tuple[date | None, int | None]:
        day, left = start, days
        while left > 0:
            day += _DAY
            if not self.knows(day.year):
                return None, day.year
            left -= self.is_workday(day)
        return day, None


def _span(text: object, place: str) -> list[date]:
    """Read ``2024-02-10`` or ``2024-02-10/2024-02-17``."""
    try:
        first, _, last = str(text).partition("/")
        start = date.fromisoformat(first)
        end = date.fromisoformat(last) if last else start
    except ValueError as error:
        raise ParameterFault(f"{place}：日期写法不对“{text}”，应如 2024-02-10/2024-02-17") from error
    return [start + _DAY * offset for offset in range((end - start).days + 1)]
