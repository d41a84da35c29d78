"""The order of dates for people: the page of all pairs, and what the field guide says of one column."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from toolchain.model.schema import Column, Row, columns
from toolchain.regulation.chronology import EMPTY, Chronology, DateColumn, Order, Side
from toolchain.regulation.chronology_words import Join, SameDay

_MOST_NAMED = 3
"""So many dates are named on each side in the field guide; the page has them all."""


def date_order(chronology: Chronology) -> Iterator[str]:
    """Yield the page: every pair by the sheet of the later date, the limits, the working days."""
    yield "# 日期先后"
    yield ""
    yield (
        "各种表格的日期谁先谁后、最多相隔多久，由 `templates/chronology.toml` 生成。矛盾的两格都会指出，"
        "标在与更多日期矛盾的一格；标“改”的改正以前，用到这一格的认定停着，标“核对”的属实就不必改。"
        "相隔超过“最长”的一律请核对。"
    )
    for sheet in dict.fromkeys(item.sheet for order in chronology.orders for item in order.later.dates):
        yield ""
        yield f"## {sheet.sheet.title}"
        yield ""
        yield "| 先 | 后 | 比较的是 | 同一天 | 最长 | 不合时 | 条款 | 理由 |"
        yield "|---|---|---|---|---|---|---|---|"
        for order in chronology.orders:
            if order.later.dates[0].sheet is sheet:
                yield _row(order)
    yield ""
    yield "## 同一行里写着年月的日期"
    yield ""
    yield from (f"{_name(item.dated)}与{item.text.label}里的年月不同的，请核对。" for item in chronology.written)
    yield ""
    yield "## 离界限近的日期"
    yield ""
    yield "| 日期 | 基准日 | 事项 | 多近就请核对 | 条款 |"
    yield "|---|---|---|---|---|"
    for limit in chronology.limits:
        cells = (_name(limit.dated), _name(limit.base), limit.matter, limit.near.text, limit.article)
        yield f"| {' | '.join(cells)} |"
    yield ""
    yield "## 应当在工作日的日期"
    yield ""
    yield "、".join(_name(dated) for dated in chronology.workdays) + "。不在工作日的请核对；当天确实办公的不必改。"


def _row(order: Order) -> str:
    same = {SameDay.UNORDERED: "不论先后", SameDay.REQUIRED: "必须"}.get(order.same, order.same.value)
    cells = (
        order.earlier.text,
        order.later.text,
        "全部" if order.join is Join.CYCLE else order.join.value,
        same,
        "" if order.within is None else order.within.text,
        "改" if order.blocks else "核对",
        order.article,
        order.reason,
    )
    return f"| {' | '.join(cells)} |"


def bounds(chronology: Chronology, sheet: type[Row], column: Column) -> str:
    """Say of a date after and before which others it lies; empty for another column."""
    if column.element is not date:
        return ""
    after, before = [], []
    for order in chronology.touching(sheet, column.name):
        if order.same in {SameDay.UNORDERED, SameDay.REQUIRED}:
            continue
        if _is(order.later, sheet, column.name):
            after.append(_other(order.earlier))
        elif _is(order.earlier, sheet, column.name):
            before.append(_other(order.later))
    said = (("在", after, "以后"), ("在", before, "以前"))
    return "；".join(f"{word}{_named(names)}{end}" for word, names, end in said if names)


def _named(names: list[str]) -> str:
    unique = list(dict.fromkeys(names))
    more = "等" if len(unique) > _MOST_NAMED else ""
    return "、".join(unique[:_MOST_NAMED]) + more


def _is(side: Side, sheet: type[Row], name: str) -> bool:
    return any(item.sheet is sheet and name in item.names for item in side.dates)


def _other(side: Side) -> str:
    return "或".join(_name(item) for item in side.dates)


def _name(dated: DateColumn) -> str:
    condition = ""
    if dated.where is not None:
        name, equal, value = dated.where
        label = next(column.label for column in columns(dated.sheet) if column.name == name)
        condition = (
            f"（{label}{value}）"
            if equal and (value.isdecimal() or value == EMPTY)
            else f"（{'' if equal else '不是'}{value}）"
        )
    first, *others = (column.label for column in dated.columns)
    instead = f"（没有的为{'、'.join(others)}）" if others else ""
    return f"{dated.sheet.sheet.title}{condition}的{first}{instead}"
