"""The words of the table of dates: what two dates must share, whether they may be one day, how long between them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from toolchain.engine.value_objects import Value

MONTHS = 12
"""In a year."""
_DECEMBER = 12


class Course(StrEnum):
    """Whether the notice comes before the government's decision or after it; an order may hold for one of them only."""

    NOTICE_FIRST = "先公示"
    DECISION_FIRST = "先审定"


class Join(StrEnum):
    """Which dates are held against each other."""

    CYCLE = "本届"
    ORGANISATION = "同一单位"
    EXPERT = "同一专家"
    PANEL = "同一评审组"
    MATTER = "同一事项"
    TERM = "同一届次"
    PAPER = "同一文书"
    BOOK = "同一份表"
    ROW = "同一行"


KEYS: Mapping[Join, tuple[str, ...]] = {
    Join.ORGANISATION: ("uscc", "subject"),
    Join.EXPERT: ("expert", "person", "subject", "number"),
    Join.PANEL: ("panel", "subject"),
    Join.MATTER: ("incident", "subject", "number"),
    Join.TERM: ("cycle",),
    Join.PAPER: ("document",),
}
"""The fields of a row that may tell what a join asks for, the first one that the sheet has."""


class SameDay(StrEnum):
    """Whether two dates may be the same day."""

    ALLOWED = "可"
    FORBIDDEN = "不可"
    REQUIRED = "须"
    UNORDERED = "不论"


class Span(Value):
    """A length of time in calendar months and days."""

    text: str
    months: int
    days: int

    def after(self, day: date) -> date:
        """Give the corresponding day so much later; a day the month does not have becomes its last one."""
        year, month = divmod(day.year * MONTHS + day.month - 1 + self.months, MONTHS)
        following = date(year + 1, 1, 1) if month + 1 == _DECEMBER else date(year, month + 2, 1)
        last = following - timedelta(days=1)
        return date(year, month + 1, min(day.day, last.day)) + timedelta(days=self.days)
