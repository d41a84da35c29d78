"""Every pair of dates that the table declares, at one day before, the same day and one day after.

Each pair gets the two rows that it names and nothing else; the later date is laid beside the earlier one, and beside
the longest distance.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.regulation.placed import FIRST, labels
from toolchain.model.chinese import date_text
from toolchain.model.parameters import load_rules
from toolchain.model.record import FilledWorkbook, Record
from toolchain.model.rule_set.toml_files import read_toml
from toolchain.model.schema import Place, Row, columns
from toolchain.model.sheets import WORKBOOKS
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.approval import Approved
from toolchain.model.sheets.settings import Cycle
from toolchain.model.sheets.vocabulary import GovernmentDecision
from toolchain.model.work_calendar import WorkCalendar
from toolchain.model.workbook_declaration import Mark
from toolchain.regulation.chronology import EMPTY, FILE, Chronology, DateColumn, Order
from toolchain.regulation.chronology_check import check
from toolchain.regulation.chronology_words import KEYS, Join, SameDay

ROOT = Path(__file__).resolve().parents[2]
TABLE = Chronology.of(read_toml(ROOT / "templates" / FILE), WORKBOOKS)
ORDERS = tuple({order.number: order for order in (*TABLE.orders, *TABLE.decision_first)}.values())
PAIRS = tuple(
    pytest.param(order, *pair, id=f"{order.number}{'甲乙丙丁'[place]}{order.reason}")
    for order in ORDERS
    for place, pair in enumerate(product(order.earlier.dates, order.later.dates))
)
LIMITED = tuple(pair for pair in PAIRS if isinstance(pair.values[0], Order) and pair.values[0].within is not None)
RULES = load_rules(ROOT / "templates" / "regulation" / "2022-76.toml")
CALENDAR = WorkCalendar.load(ROOT / "templates" / "calendar.toml")
ONE = timedelta(days=1)
DAY = date(2025, 3, 17)


def known(dated: DateColumn, join: Join, day: date) -> dict[str, Any]:
    """Give what a row says: the day, what it is chosen by, and what it is joined by."""
    [column, *_] = dated.columns
    named = {item.name for item in columns(dated.sheet)}
    values: dict[str, Any] = {name: "S01" for name in KEYS.get(join, ()) if name in named}
    if "uscc" in named:
        values["uscc"] = FIRST
    if join is Join.ORGANISATION and "subject" in named:
        values["subject"] = FIRST
    if dated.where is not None:
        name, equal, value = dated.where
        values[name] = (None if value == EMPTY else value) if equal else "别的"
    return {**values, column.name: day if column.element is date else day.year}


def row(sheet: type[Row], line: int, values: dict[str, Any]) -> Row:
    """Lay a row into the workbook of which only some cells are known."""
    at = Place("表.xlsx", sheet.sheet.title, labels(sheet, "·"), line)
    return sheet.lacks(at, values, {item.name: () for item in columns(sheet) if item.name not in values})


def held(order: Order, earlier: DateColumn, later: DateColumn, days: tuple[date, date]) -> bool:
    """Say whether two days break an order."""
    one, other = known(earlier, order.join, days[0]), known(later, order.join, days[1])
    rows: dict[type[Row], tuple[Row, ...]] = {
        Applicant: (row(Applicant, 90, {"uscc": FIRST}),),
        Approved: (row(Approved, 91, {"uscc": FIRST, "decision": GovernmentDecision.APPROVED}),),
    }
    if order.join is Join.ROW:
        both = [(earlier.sheet, 2, {**one, **other})]
    else:
        both = [(earlier.sheet, 2, one), (later.sheet, 3, other)]
    for sheet, line, values in both:
        rows[sheet] = (*rows.get(sheet, ()), row(sheet, line, values))
    settings = [values for sheet, _, values in both if sheet is Cycle]
    cycle = row(Cycle, 1, {name: value for values in settings for name, value in values.items()})
    book = FilledWorkbook(file="表.xlsx", mark=Mark("application", "1", "甲届"), rows={}, partial=rows)
    only = replace(TABLE, orders=(order,), limits=(), workdays=(), written=(), decision_first=())
    problems = check(Record("甲届", (book,)), only, RULES, CALENDAR, cycle).problems  # type: ignore[arg-type] # a Cycle
    return bool(problems)


def ends(dated: DateColumn, day: date) -> tuple[date, date]:
    """Give the first and the last day that a date stands for: a year is written as its number alone."""
    if dated.columns[0].element is date:
        return day, day
    return date(day.year, 1, 1), date(day.year, 12, 31)


def beside(earlier: DateColumn, later: DateColumn, days: int) -> tuple[date, date]:
    """Give two days of which the later one's last is so many days after the earlier one's first."""
    if later.columns[0].element is date:
        first = ends(earlier, DAY)[0]
        return first, first + days * ONE
    last = ends(later, DAY)[1]
    return last - days * ONE, last


@pytest.mark.parametrize(("order", "earlier", "later"), PAIRS)
def test_the_day_before_the_same_day_and_the_day_after(order: Order, earlier: DateColumn, later: DateColumn) -> None:
    broken = tuple(held(order, earlier, later, beside(earlier, later, days)) for days in (-1, 0, 1))
    whole_year = earlier.columns[0].element is not date
    assert (
        broken
        == {
            SameDay.ALLOWED: (True, False, False),
            SameDay.FORBIDDEN: (True, True, whole_year),
            SameDay.REQUIRED: (True, False, True),
            SameDay.UNORDERED: (False, False, False),
        }[order.same]
    )


@pytest.mark.parametrize(("order", "earlier", "later"), LIMITED)
def test_the_longest_distance_is_allowed_and_a_day_more_is_not(
    order: Order, earlier: DateColumn, later: DateColumn
) -> None:
    assert order.within is not None
    edge = order.within.after(ends(earlier, DAY)[1])
    if later.columns[0].element is date:
        assert [held(order, earlier, later, (DAY, edge + step * ONE)) for step in (-1, 0, 1)] == [False, False, True]
    else:
        assert not held(order, earlier, later, (DAY, edge))
        assert held(order, earlier, later, (DAY, edge.replace(year=edge.year + 1)))


def test_nearly_every_date_of_the_table_is_a_day() -> None:
    """The tests above say something: pairs are there, and a day is printed as one."""
    assert len(PAIRS) > len(ORDERS) > 150
    assert date_text(DAY) == "2025年3月17日"
