"""A table of a data file turned into typed values: every key known, none missing, every type exact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from toolchain.model.rule_set.spans import Span

T = TypeVar("T")

_NAMES = {
    int: "整数",
    str: "文字",
    bool: "true 或 false",
    date: "日期",
    Decimal: '带引号的小数，如 "2.5"',
    Fraction: '带引号的分数，如 "2/3"',
    Span: '带引号的期限，如 "3年"、"6个月"、"5个工作日"、"7日"、"2届"、"永久"、"无"',
}


class ParameterFault(Exception):  # noqa: N818 - it says what is wrong with a file, for people
    """A parameter, wording or template file is broken; the message names file, key and remedy."""


def build(kind: type[T], data: Mapping[str, Any], place: str) -> T:
    """Turn a table into a frozen dataclass: none unknown, types exact, every key required that has no default.

    Raises:
        ParameterFault: a key is missing, unknown or of the wrong type.
    """
    assert is_dataclass(kind)  # noqa: S101 - a bug in the caller, not in a file
    hints = _hints(kind)
    names = [item.name for item in fields(kind)]
    for key in data:
        if key not in names:
            raise ParameterFault(f"{place}：不认识“{key}”，可用的有{'、'.join(names)}")
    values: dict[str, Any] = {}
    for item in fields(kind):
        if item.name in data:
            values[item.name] = _value(hints[item.name], data[item.name], f"{place} 的 {item.name}")
        elif item.default is MISSING:
            raise ParameterFault(f"{place}：缺少“{item.name}”")
    return kind(**values)


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    """Give the types of a class's fields; to find out costs more than to read a table."""
    return get_type_hints(kind)


def _value(kind: Any, value: Any, place: str) -> Any:  # noqa: ANN401 - any field type
    if get_origin(kind) in (UnionType, Union):  # a NewType gives the latter
        if value is None:
            return None
        kind = next(one for one in get_args(kind) if one is not NoneType)
    kind = getattr(kind, "__supertype__", kind)
    if get_origin(kind) is tuple:
        return _many(get_args(kind)[0], value, place)
    if isinstance(value, str) and isinstance(kind, type):
        return _read(kind, value, place)
    if is_dataclass(kind) and isinstance(value, Mapping):
        return build(kind, value, place)  # type: ignore[arg-type] # a dataclass type
    if type(value) is kind:
        return value
    raise ParameterFault(f"{place}：应为{_NAMES.get(kind, '一组值')}，现为“{value}”")


def _many(kind: Any, value: Any, place: str) -> tuple[Any, ...]:  # noqa: ANN401 - any field type
    if not isinstance(value, list):
        raise ParameterFault(f"{place}：应为一列值（[…]），现为“{value}”")
    return tuple(_value(kind, one, f"{place} 第{number}行") for number, one in enumerate(value, 1))


def _read(kind: type, text: str, place: str) -> Any:  # noqa: ANN401 - any field type
    """Read what is written as text: itself, a fraction, a length of time, a word of a closed vocabulary."""
    if issubclass(kind, str) and not issubclass(kind, StrEnum | Span):
        return kind(text)
    try:
        if kind in {Fraction, Decimal}:
            return kind(text)
        if kind is Span:
            return Span.read(text)
        if issubclass(kind, StrEnum):
            return kind(text)
    except (ValueError, ArithmeticError):
        pass
    words = f"{'、'.join(kind)}之一" if issubclass(kind, StrEnum) else _NAMES.get(kind, "一组值")
    raise ParameterFault(f"{place}：应为{words}，现为“{text}”")
