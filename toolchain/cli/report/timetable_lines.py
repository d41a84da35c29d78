"""A plan of dates as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from toolchain.model.chinese import date_text, display_width
from toolchain.model.timetable import Step, backwards, forwards
from toolchain.model.work_calendar import WorkCalendar
from toolchain.regulation.chronology import Chronology
from toolchain.regulation.chronology_check import of_plan
from toolchain.stages.reminders import Due

_WEEKDAYS = "一二三四五六日"


def plan_lines(
    steps: Sequence[Step],
    start: date | None,
    end: date | None,
    calendar: WorkCalendar,
    chronology: Chronology | None = None,
) -> Iterator[str]:
    """Print the steps with their days; the last lines name missing holidays and what the order of dates forbids."""
    if start is not None:
        planned = forwards(steps, start, calendar)
    elif end is not None:
        planned = backwards(steps, end, calendar)
    else:
        return
    width = max(display_width(item.step.name) for item in planned)
    for item in planned:
        padded = item.step.name + " " * (width - display_width(item.step.name))
        shown = (
            "待补录放假通知" if item.day is None else f"{date_text(item.day)}（星期{_WEEKDAYS[item.day.weekday()]}）"
        )
        unit = "日" if item.step.days else "个工作日"
        rule = f"，办法规定{item.step.workdays}{unit}，发布当日不计" if item.step.fixed else ""
        yield f"{padded}  {shown}  {item.step.article}{rule}"
    if any(item.day is None for item in planned):
        yield "有的年份放假通知没有登记，系统不推算；请在 templates/calendar.toml 补录后重新运行。"
    days = {item.step.dated: item.day for item in planned if item.step.dated and item.day is not None}
    for order, earlier, later in () if chronology is None else of_plan(chronology, days):
        basis = f"（{order.article}）" if order.article else ""
        yield f"“{later}”与“{earlier}”的先后或间隔不合：{order.reason}{basis}；请核对 templates/plan.toml 的天数。"


def _day(day: date) -> str:
    return f"{date_text(day)}（星期{_WEEKDAYS[day.weekday()]}）"


def due_lines(cycle: str, dues: Iterable[Due], day: date, days: int) -> Iterator[str]:
    """Print what falls due in one cycle."""
    listed = tuple(dues)
    head = f"{cycle}：自{date_text(day)}起{days}天内"
    yield f"{head}有{len(listed)}项到期。" if listed else f"{head}没有到期的事项。"
    for item in listed:
        yield f"  {date_text(item.day)}  {item.matter}{'：' if item.subject else ''}{item.subject}（{item.article}）"
