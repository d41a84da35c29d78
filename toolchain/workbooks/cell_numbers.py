"""Numbers as people type them: exact decimals on an ASCII grammar, nothing rounded, nothing guessed."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import cache

from toolchain.engine.xlsx.cells import Cell, CellKind
from toolchain.engine.xlsx.decimals import plain, stored
from toolchain.engine.xlsx.style import CellFormat
from toolchain.model.schema import Column, WanYuan
from toolchain.workbooks.cell_parser import Parsed, accept, refuse, remark
from toolchain.workbooks.normalisation import ascii_form

NOTHING_WORDS = ("无", "没有", "/", "\\", "-", "--", "—", "——", "n/a", "缺席", "回避", "弃权", "空", "待定")
"""What people write where nothing is to be written."""

_EASY = re.compile(r"(?:0|-?[1-9][0-9]{0,9}|-?0(?=\.))(?:\.([0-9]{0,3}[1-9]))?")
"""A stored number as it would be printed: what is read from it is what it says, where so many decimals are allowed."""
_PLAIN = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_WITH_UNIT = re.compile(
    r"(?:约|￥|¥|rmb)?(-?[\d,]+(?:\.\d+)?)(万元|亿元|元|万|亿|分|人|名|家|票|页|份|个|天|日|年|次|户)+",
    re.ASCII | re.IGNORECASE,
)
_NEGATIVE = re.compile(r"(?:\((.+)\)|[△▲](.+)|(?:负|亏损?|净?亏损)(.+))")
"""A loss as accountants write it: in brackets, with a triangle, in words."""
_SPACED = re.compile(r"-?[1-9]\d{0,2}(?: \d{3})+(?:\.\d+)?", re.ASCII)
_PERCENT = re.compile(r"(-?\d+(?:\.\d+)?)%", re.ASCII)
_FRACTION = re.compile(r"([1-9]\d{0,3})/([1-9]\d{0,3})", re.ASCII)
_ALIKE = str.maketrans("OolI|", "00111")
_NOISE = Decimal("1e-9")
_DIGITS_KEPT = Decimal(10) ** 15
"""From here on a workbook does not keep every digit."""
_ENORMOUS = Decimal(1_000_000)
"""From this amount in 万元 on (10 billion yuan) it was probably meant in 元."""


def parse_whole(cell: Cell, column: Column) -> Parsed:
    """Read a whole number."""
    parsed = _decimal(cell, column, 0)
    if isinstance(parsed.value, Decimal):
        return Parsed(int(parsed.value), parsed.remarks)
    return parsed


def parse_decimal(cell: Cell, column: Column) -> Parsed:
    """Read a number with the decimals the column allows."""
    return _decimal(cell, column, column.places)


def parse_amount(cell: Cell, column: Column) -> Parsed:
    """Read an amount in 万元, with four decimals unless the column says otherwise."""
    parsed = _decimal(cell, column, column.places or 4)
    if isinstance(parsed.value, Decimal) and abs(parsed.value) >= _ENORMOUS:
        return Parsed(parsed.value, (*parsed.remarks, remark("W-NUM-09", column, cell, yuan=plain(parsed.value))))
    return parsed


def parse_share(cell: Cell, column: Column) -> Parsed:
    """Read a percentage or a fraction, kept as written."""
    if cell.kind is CellKind.NUMBER:
        if cell.format is not CellFormat.PERCENT:
            return refuse("E-NUM-07", column, cell)
        hundredfold = plain(stored(cell.text) * 100) if _is_number(cell.text) else ""
        text = f"{hundredfold}%"
        read_as = ""
    else:
        text = ascii_form(cell.text).replace(" ", "")
        read_as = text if text != cell.text else ""
    percent, fraction = _PERCENT.fullmatch(text), _FRACTION.fullmatch(text)
    right = (percent and 0 <= Decimal(percent[1]) <= 100) or (  # noqa: PLR2004 - a per cent
        fraction and int(fraction[1]) <= int(fraction[2])
    )
    return accept(column, cell, text, read_as=read_as) if right else refuse("E-NUM-07", column, cell)


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _decimal(cell: Cell, column: Column, places: int) -> Parsed:
    if cell.kind is CellKind.NUMBER:
        return _stored(cell, column, places)
    text = ascii_form(cell.text)
    if _PLAIN.fullmatch(text) or _GROUPED.fullmatch(text) or _SPACED.fullmatch(text):
        return _settled(cell, column, Decimal(re.sub("[, ]", "", text)), places, typed=True)
    return _not_a_number(cell, column, text, places)


def _counted(text: str, column: Column) -> str:
    """Give the number before the very unit that the column counts, or in the ordinal of it: 5人, 第2轮."""
    unit = max((unit for unit in column.units if text.endswith(unit)), key=len, default="")
    if not unit:
        return ""
    number = text.removesuffix(unit)
    number = number.removeprefix("第") if unit in {"轮", "次", "号", "届"} else number
    fits = _PLAIN.fullmatch(number) or _GROUPED.fullmatch(number)
    return number.replace(",", "") if fits else ""


def _stored(cell: Cell, column: Column, places: int) -> Parsed:
    if cell.format is CellFormat.PERCENT:
        if "%" in column.units and _is_number(cell.text):
            return _settled(cell, column, stored(cell.text) * 100, places, typed=True)
        return refuse("E-NUM-03", column, cell)
    if cell.format in {CellFormat.DATE, CellFormat.TIME}:
        return refuse("E-NUM-04", column, cell)
    easy = _EASY.fullmatch(cell.text)
    if easy and len(easy[1] or "") <= places and _within(exact := Decimal(cell.text), column):
        return Parsed(exact)
    if not _is_number(cell.text):
        return refuse("E-NUM-01", column, cell, hint="请重新填写")
    return _settled(cell, column, stored(cell.text), places, typed=False)


def _settled(cell: Cell, column: Column, value: Decimal, places: int, *, typed: bool) -> Parsed:
    if abs(value) >= _DIGITS_KEPT:
        return refuse("E-NUM-08", column, cell)
    target = value.quantize(_steps(places))
    noise = value != target
    if noise and abs(value - target) >= _NOISE:
        wanted = f"最多{places}位小数" if places else "整数"
        return refuse("E-NUM-06", column, cell, wanted=wanted)
    if not _within(target, column):
        hint = f"是否按元填写？{plain(target)}元是{plain(target.scaleb(-4))}万元。" if _in_yuan(target, column) else ""
        return refuse("E-NUM-05", column, cell, wanted=bounds(column), hint=hint)
    exact = Decimal(plain(target))
    return accept(column, cell, exact, read_as=plain(exact) if noise or typed else "")


@cache
def _steps(places: int) -> Decimal:
    """Give the smallest number of so many decimals."""
    return Decimal(1).scaleb(-places)


def _in_yuan(value: Decimal, column: Column) -> bool:
    """Say whether an amount in 万元 was probably meant in yuan: it is enormous and would fit as such."""
    return column.element is WanYuan and abs(value) >= _ENORMOUS and _within(value.scaleb(-4), column)


def _within(value: Decimal, column: Column) -> bool:
    low, high = column.minimum, column.maximum
    return (low is None or low <= value) and (high is None or value <= high)


def bounds(column: Column) -> str:
    """Say in words between which numbers a value may lie; empty when there is no bound."""
    low, high = column.minimum, column.maximum
    if low is not None and high is not None:
        return f"{plain(low)}至{plain(high)}"
    if low is not None:
        return f"不小于{plain(low)}"
    return f"不大于{plain(high)}" if high is not None else ""


def _not_a_number(cell: Cell, column: Column, text: str, places: int) -> Parsed:
    if text.casefold() in NOTHING_WORDS:
        return refuse("E-CELL-05", column, cell)
    counted = _counted(text.replace(" ", ""), column)
    if counted:
        return _settled(cell, column, Decimal(counted), places, typed=True)
    if _PERCENT.fullmatch(text):
        return refuse("E-NUM-03", column, cell)
    unit = _WITH_UNIT.fullmatch(text.replace(" ", ""))
    if unit:
        return refuse("E-NUM-02", column, cell)
    return refuse("E-NUM-01", column, cell, hint=_meant(text) or "只写数字，不写文字、单位和其他符号")


def _meant(text: str) -> str:
    """Ask about the number that a text may mean: a loss, a full stop for the point, letters that look like digits."""
    loss = _NEGATIVE.fullmatch(text)
    amount = next((part for part in loss.groups() if part), "").replace(",", "") if loss else ""
    if amount and _PLAIN.fullmatch(amount):
        return f"亏损写成负数，是否指-{amount}？"
    pointed = text.replace("。", ".")
    if pointed != text and _PLAIN.fullmatch(pointed):
        return f"小数点写成了句号，是否指{pointed}？"
    meant = text.translate(_ALIKE)
    return f"字母与数字容易混淆，是否指{meant}？" if meant != text and _PLAIN.fullmatch(meant) else ""
