"""The filters of templates, and how a value becomes text in a document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jinja2 import StrictUndefined, Undefined
from markupsafe import Markup, escape

from toolchain.documents.standings import PreciseScore
from toolchain.model.chinese import amount_upper, date_text, grouped, numeral, percent, rounded, share_text

VALUE_BEGINS = "\ufdd0"
VALUE_ENDS = "\ufdd1"
"""Marks round a value in a title, so that a name is not broken over two lines; they never reach a document."""

_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_UNUSUAL = re.compile(f"{_REFUSED.pattern}|{_LINE_BREAK.pattern}")
_MYRIAD = 10_000
_BREAK = Markup('</w:t><w:br/><w:t xml:space="preserve">')


class ValueFault(ValueError):  # noqa: N818 - it says what is wrong with a value, for people
    """A value cannot be printed as the template asks; the message says what to write instead."""


class MissingField(StrictUndefined):
    """A name that is no field; printing or testing it is a fault."""

    def _fail_with_undefined_error(self, *_: object, **__: object) -> Any:  # noqa: ANN401 - never returns
        raise ValueFault(f"“{self._undefined_name}”不是可用字段")

    __iter__ = __str__ = __len__ = __eq__ = __ne__ = __bool__ = __hash__ = _fail_with_undefined_error
    __getattr__ = __call__ = __getitem__ = __add__ = __radd__ = __lt__ = __gt__ = _fail_with_undefined_error


def printed(value: object) -> str:
    """Turn a value into the text of a document: whole, and only where its type says how it is printed.

    Plain text is escaped by the template language afterwards.

    Raises:
        ValueFault: the value is empty, of a type that needs a filter, or holds control characters.
    """
    if type(value) is str and not _UNUSUAL.search(value):
        return value
    if type(value) is int:
        return str(value)
    if isinstance(value, Undefined):
        str(value)
    if isinstance(value, Markup):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise ValueFault(_advice(value))
    text = str(value)
    if _REFUSED.search(text):
        raise ValueFault(f"“{_REFUSED.sub('□', text)}”含有不能打印的控制字符，请在表格中删去")
    return _BREAK.join(escape(line) for line in _LINE_BREAK.split(text))


def _advice(value: object) -> str:
    if value is None:
        return "没有值，模板要先用 if 判断"
    if isinstance(value, date):
        return "是日期，要写成“名称|date”"
    if isinstance(value, Fraction):
        return "是分数，要写成“名称|score”或“名称|percent”"
    if isinstance(value, bool):
        return "是“是/否”，要用 if 判断"
    if isinstance(value, Iterable):
        return "是一组值，要用 for 逐个写，或写成“名称|names”"
    return f"不能直接打印（{type(value).__name__}）"


def names(value: Iterable[Any], mark: str = "、") -> str:
    """Join names: of texts, or of things that have a ``name``."""
    return mark.join(item if isinstance(item, str) else str(item.name) for item in value)


def month_day(day: date | None) -> str:
    """Print a date as 3月1日; None leaves the room for it."""
    return "　　月　　日" if day is None else f"{day.month}月{day.day}日"


def score(value: Fraction | Decimal | int) -> str:
    """Print a score with two decimals, or with as many as it needs to be told from others, rounded half up."""
    return f"{rounded(value, value.digits if isinstance(value, PreciseScore) else 2)}"


def money(value: Decimal | int) -> str:
    """Print an amount with commas: 50,000, 1,234.50."""
    whole = int(value)
    if whole == value:
        return grouped(whole)
    return f"{rounded(Decimal(value), 2):,}"


def within(span: str) -> str:
    """Say how long something lasts: 6年内, 2届内; for ever without 内."""
    return span if span == "永久" else f"{span}内"


def yuan(value: Decimal | int) -> str:
    """Print an amount as running text has it, with its unit: 5万元, 1.25万元, 800元."""
    whole = int(value)
    if whole == value and whole >= _MYRIAD and not whole % (_MYRIAD // 100):
        return f"{(Decimal(whole) / _MYRIAD).normalize():f}万元"
    return f"{money(value)}元"


def upper(value: Decimal | int) -> str:
    """Print an amount in capital numerals: 伍万元整."""
    return amount_upper(value)


def rate(value: Fraction) -> str:
    """Print a rate of a list with one decimal, so that all of them look alike: 81.7%, 86.0%."""
    return f"{rounded(value * 100, 1)}%"


FILTERS = {
    "date": date_text,
    "month_day": month_day,
    "upper": upper,
    "money": money,
    "within": within,
    "yuan": yuan,
    "numeral": numeral,
    "score": score,
    "names": names,
    "percent": percent,
    "rate": rate,
    "share": share_text,
}
"""What each does is told to staff in FILTER_HELP."""

FILTER_HELP = {
    "date": "日期：2024年3月1日；未登记的留出位置",
    "month_day": "日期：3月1日",
    "upper": "金额大写：伍万元整",
    "money": "金额：50,000",
    "within": "期限，写在“不予受理”等之前：6年内、2届内、永久",
    "yuan": "金额，连同单位，用于行文：5万元、800元",
    "numeral": "汉字数字：十二",
    "score": "分数：两位小数，两位看不出先后的多印几位，四舍五入",
    "names": "一组名称：甲、乙、丙",
    "percent": "比例：66.67%",
    "rate": "一列比例，都是一位小数：81.7%、86.0%",
    "share": "比例：三分之二",
}

BUILT_IN = ("length", "join", "first", "last", "list", "map", "selectattr", "rejectattr", "select", "reject", "sum")
"""The filters of the template language that templates may use besides."""
