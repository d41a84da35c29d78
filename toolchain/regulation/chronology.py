"""The order of all dates, as ``templates/chronology.toml`` declares it: which must not be after which, and how far.

One row of the table is one :class:`Order`. The check of a record, the plan of a cycle, the field guide and the page of
orders are all made from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar, get_type_hints

from toolchain.engine.typed_cache import cached
from toolchain.engine.value_objects import Value
from toolchain.model.rule_set import spans
from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import Column, Row, columns
from toolchain.model.workbook_declaration import Workbook
from toolchain.regulation.chronology_words import KEYS, MONTHS, Course, Join, SameDay, Span

Word = TypeVar("Word", bound=StrEnum)

FILE = "chronology.toml"
_WORDS = ("先", "后", "对应", "同日", "最长", "轻重", "条款", "理由")
_WRITTEN = ("日期", "文字栏", "条款")
_LIMIT = ("日期", "基准日", "年限", "多近就提示", "条款", "事项")
_PART = re.compile(r"([^/〔〕]+)(?:〔([^=≠〕]+)([=≠])([^〕]+)〕)?/(.+)")
_SPAN = re.compile(r"(\d{1,3})(年|个月|天)")
EMPTY = "空"


def written(value: object) -> str:
    """Give a value as the table writes it; an empty cell is 空."""
    return EMPTY if value is None else str(value)


class DateColumn(Value):
    """A date as the table names it.

    Attributes:
        sheet: the sheet's declaration.
        names: its columns, the first one that is filled counts.
        where: a column, whether it must (True) or must not hold the value, and the value; None for every row.
    """

    sheet: type[Row]
    names: tuple[str, ...]
    where: tuple[str, bool, str] | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """Give the declarations of its columns."""
        known = {column.name: column for column in columns(self.sheet)}
        return tuple(known[name] for name in self.names)

    def applies(self, row: Row) -> bool:
        """Say whether a row is meant."""
        if self.where is None:
            return True
        name, equal, value = self.where
        if name in row.lacking:  # perhaps it is meant, perhaps not
            return False
        return (written(row.known(name)) == value) is equal


class Side(Value):
    """One side of an order: one or several dates; where ``any`` is set, one that fits is enough."""

    text: str
    dates: tuple[DateColumn, ...]
    any: bool = False


class Order(Value):
    """One row of the table.

    Attributes:
        number: its place in the table, from 1.
        earlier, later: the two sides.
        join: what must be the same for two dates to be compared.
        same: whether the same day is in order.
        within: how much later the later one may be; None where that is open.
        blocks: a broken order must be mended; else it is pointed out.
        article: the provision, empty where the order follows from the matter.
        reason: why.
        course: the course of things it holds for; None for both.
    """

    number: int
    earlier: Side
    later: Side
    join: Join
    same: SameDay
    within: Span | None
    blocks: bool
    article: str
    reason: str
    course: Course | None = None


class Limit(Value):
    """A date near a limit at which a decision turns, so that a year mistyped would turn it."""

    dated: DateColumn
    base: DateColumn
    years: str
    near: Span
    article: str
    matter: str

    def length(self, rules: Rules) -> int:
        """Give the years of the rule set in force; 0 where it counts in something else, or for ever."""
        group, _, key = self.years.partition(".")
        found: int | spans.Span = getattr(getattr(rules, group), key)
        if isinstance(found, int):
            return found
        counted = rules.in_years(found)
        return counted.number if counted.unit is spans.Unit.YEAR else 0


class WrittenTwice(Value):
    """A date whose year and month may stand once more in a text of the same row, such as the number of a voucher."""

    dated: DateColumn
    text: Column
    article: str


class Chronology(Value):
    """The whole table.

    Attributes:
        orders: what must hold where the notice comes first.
        limits: dates near a limit.
        workdays: dates that are working days.
        decision_first: what must hold where the government decides before the notice.
    """

    orders: tuple[Order, ...]
    written: tuple[WrittenTwice, ...]
    limits: tuple[Limit, ...]
    workdays: tuple[DateColumn, ...]
    decision_first: tuple[Order, ...] = ()

    def under(self, rules: Rules) -> Chronology:
        """Give the table as it holds for a rule set."""
        return replace(self, orders=self.decision_first) if rules.art18.after_decision else self

    @classmethod
    def of(cls, table: Mapping[str, Any], books: Sequence[Workbook]) -> Chronology:
        """Read the table.

        Raises:
            ParameterFault: a row is not as the head of the file says, or names what no workbook has.
        """
        unknown = sorted(table.keys() - {"order", "written", "limit", "workday"})
        if unknown:
            raise ParameterFault(f"{FILE}：不认识“{unknown[0]}”，可用的有 order、written、limit、workday")
        sheets = {sheet.sheet.title: sheet for book in books for sheet in book.sheets}
        orders = tuple(_order(number, row, sheets) for number, row in _rows(table, "order", _WORDS, more=1))
        return cls(
            tuple(order for order in orders if order.course is not Course.DECISION_FIRST),
            tuple(_written(number, row, sheets) for number, row in _rows(table, "written", _WRITTEN)),
            tuple(_limit(number, row, sheets) for number, row in _rows(table, "limit", _LIMIT)),
            tuple(
                _column(f"{FILE} 的 workday 第{number}行", str(text), sheets)
                for number, text in enumerate(_listed(table, "workday"), start=1)
            ),
            tuple(order for order in orders if order.course is not Course.NOTICE_FIRST),
        )

    def touching(self, sheet: type[Row], name: str) -> Iterator[Order]:
        """Give the orders that a column of a sheet takes part in."""
        for order in self.orders:
            sides = (*order.earlier.dates, *order.later.dates)
            if any(item.sheet is sheet and name in item.names for item in sides):
                yield order


def _listed(table: Mapping[str, Any], name: str) -> Sequence[Any]:
    found = table.get(name)
    if not isinstance(found, list) or not found:
        raise ParameterFault(f"{FILE}：缺少“{name}”，或者不是方括号里的若干行")
    return found


def _rows(
    table: Mapping[str, Any], name: str, words: Sequence[str], more: int = 0
) -> Iterator[tuple[int, Sequence[str]]]:
    for number, row in enumerate(_listed(table, name), start=1):
        if (
            not isinstance(row, list)
            or not 0 <= len(row) - len(words) <= more
            or not all(isinstance(item, str) for item in row)
        ):
            raise ParameterFault(f"{FILE} 的 {name} 第{number}行：应有{len(words)}项带引号的文字（{'、'.join(words)}）")
        yield number, row


def _order(number: int, row: Sequence[str], sheets: Mapping[str, type[Row]]) -> Order:
    place = f"{FILE} 的 order 第{number}行"
    earlier, later = _side(place, row[0], sheets), _side(place, row[1], sheets)
    join = _choice(place, "对应", row[2], Join)
    for side in (earlier, later):
        for item in side.dates:
            _joinable(place, join, item)
    if row[5] not in {"E", "W"}:
        raise ParameterFault(f"{place}：“轻重”应为 E 或 W，现为“{row[5]}”")
    same = _choice(place, "同日", row[3], SameDay)
    within = _span(place, row[4]) if row[4] else None
    if same is SameDay.UNORDERED and within is None:
        raise ParameterFault(f"{place}：“同日”为“不论”的，必须写“最长”")
    course = _choice(place, "次序", row[8], Course) if len(row) > len(_WORDS) else None
    if not row[7]:
        raise ParameterFault(f"{place}：请写明理由")
    return Order(number, earlier, later, join, same, within, row[5] == "E", row[6], row[7], course)


def _written(number: int, row: Sequence[str], sheets: Mapping[str, type[Row]]) -> WrittenTwice:
    place = f"{FILE} 的 written 第{number}行"
    dated = _column(place, row[0], sheets)
    known = _labelled(dated.sheet)
    title, _, label = row[1].partition("/")
    if title != dated.sheet.sheet.title or label not in known or known[label].element is not str:
        raise ParameterFault(f"{place}：“{row[1]}”应是同一张工作表的文字栏")
    return WrittenTwice(dated, known[label], row[2])


def _limit(number: int, row: Sequence[str], sheets: Mapping[str, type[Row]]) -> Limit:
    place = f"{FILE} 的 limit 第{number}行"
    group, _, key = row[2].partition(".")
    kind: Any = _hints(Rules).get(group)
    asked = _hints(kind) if isinstance(kind, type) and issubclass(kind, Value) else {}
    if asked.get(key) not in {int, spans.Span}:
        raise ParameterFault(f"{place}：办法参数里没有年限“{row[2]}”")
    dated, base = _column(place, row[0], sheets), _column(place, row[1], sheets)
    return Limit(dated, base, row[2], _span(place, row[3]), row[4], row[5])


def _side(place: str, text: str, sheets: Mapping[str, type[Row]]) -> Side:
    named = text.removeprefix("任一 ")
    return Side(text, tuple(_column(place, part, sheets) for part in named.split(" 和 ")), named != text)


def _column(place: str, text: str, sheets: Mapping[str, type[Row]]) -> DateColumn:
    found = _PART.fullmatch(text)
    if found is None:
        raise ParameterFault(f"{place}：“{text}”应写成“工作表/栏目”")
    title, condition, sign, value, labels = found.groups()
    sheet = sheets.get(title)
    if sheet is None:
        raise ParameterFault(f"{place}：没有工作表“{title}”，可用的有{'、'.join(sheets)}")
    dated = _dated(sheet)
    names = []
    for label in labels.split(" 否则 "):
        if label not in dated:
            raise ParameterFault(f"{place}：“{title}”没有日期栏“{label}”，可用的有{'、'.join(dated) or '无'}")
        names.append(dated[label].name)
    if condition is None:
        return DateColumn(sheet, tuple(names))
    known = _labelled(sheet)
    column = known.get(condition)
    if column is None:
        raise ParameterFault(f"{place}：“{title}”没有栏目“{condition}”，可用的有{'、'.join(known)}")
    if column.choices and value not in {*column.choices, EMPTY}:
        raise ParameterFault(f"{place}：“{condition}”不会是“{value}”，可用的有{'、'.join(column.choices)}")
    return DateColumn(sheet, tuple(names), (column.name, sign == "=", value))


@cached
def _hints(kind: type) -> Mapping[str, Any]:
    """Give the types of a class's fields, looked up once."""
    return get_type_hints(kind)


@cached
def _labelled(sheet: type[Row]) -> Mapping[str, Column]:
    return {column.label: column for column in columns(sheet)}


@cached
def _dated(sheet: type[Row]) -> Mapping[str, Column]:
    """Give the columns of a sheet that hold a date or a year, by their headers."""
    known = _labelled(sheet)
    return {label: column for label, column in known.items() if column.element is date or _is_year(column)}


def _is_year(column: Column) -> bool:
    """Say whether a whole number is a year, by its bounds."""
    return column.element is int and column.minimum is not None and column.minimum > 1000  # noqa: PLR2004 - four digits


def _joinable(place: str, join: Join, dated: DateColumn) -> None:
    """Refuse a join for which a sheet has no key; a sheet without one belongs to whom its workbook is about."""
    wanted = KEYS.get(join)
    if wanted is None or join is Join.ORGANISATION:
        return
    if not any(column.name in wanted for column in columns(dated.sheet)):
        raise ParameterFault(f"{place}：“{dated.sheet.sheet.title}”没有可以用来对应“{join}”的栏目")


def _choice(place: str, word: str, text: str, kind: type[Word]) -> Word:
    if text not in list(kind):
        raise ParameterFault(f"{place}：“{word}”应为{'、'.join(kind)}之一，现为“{text}”")
    return kind(text)


def _span(place: str, text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ParameterFault(f"{place}：“{text}”应写成若干年、若干个月或若干天，如 6个月")
    count, unit = int(found[1]), found[2]
    months = {"年": MONTHS, "个月": 1, "天": 0}[unit] * count
    return Span(text, months, count if unit == "天" else 0)
