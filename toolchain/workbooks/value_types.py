"""One table: a Python type, its Chinese name, how a workbook shows and checks it, and how it is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from toolchain.engine.value_objects import Value
from toolchain.engine.xlsx.cells import Cell, CellKind
from toolchain.engine.xlsx.decimals import plain
from toolchain.engine.xlsx.style import Style
from toolchain.model.chinese import ENDLESS
from toolchain.model.schema import USCC, Column, Share, WanYuan, Yuan
from toolchain.workbooks.cell_choices import is_yes_or_no, parse_choice
from toolchain.workbooks.cell_dates import EARLIEST, LATEST, parse_date
from toolchain.workbooks.cell_lists import parse_several
from toolchain.workbooks.cell_numbers import bounds, parse_amount, parse_decimal, parse_share, parse_whole
from toolchain.workbooks.cell_parser import Parsed, refuse
from toolchain.workbooks.cell_texts import parse_text, parse_uscc
from toolchain.workbooks.normalisation import EDGE, trimmed
from toolchain.workbooks.vocabularies import offered

Parser = Callable[[Cell, Column], Parsed]
Validation = dict[str, object]


class Kind(Value):
    """How values of one type live in a workbook.

    Attributes:
        name: the type's name for people.
        number_format: the cell format of a blank, from the column.
        width: the column width in characters, from the column.
        validation: what the spreadsheet program checks while typing.
        parse: how a filled cell is read.
    """

    name: str
    number_format: Callable[[Column], str]
    width: Callable[[Column], int]
    validation: Callable[[Column], Validation]
    parse: Parser


@lru_cache(maxsize=1024)
def kind_of(column: Column) -> Kind:
    """Give the kind of one value of a column; a type that is not in the table is a bug."""
    element = column.element
    if isinstance(element, type) and issubclass(element, StrEnum):
        return CHOICE
    return KINDS[element]


def parse(cell: Cell, column: Column) -> Parsed:
    """Read a cell that is not blank: its value with notes, or the reason why it has none."""
    if cell.formula is None and len(cell.text) <= _SHORT:
        return _kept(cell.kind, cell.text, cell.style, column)
    return _parse(cell, column)


def _parse(cell: Cell, column: Column) -> Parsed:
    if cell.formula is not None:
        return refuse("E-TEXT-07" if "DISPIMG(" in cell.formula.upper() else "E-CELL-01", column, cell)
    if cell.kind is CellKind.ERROR:
        return refuse("E-CELL-02", column, cell)
    if cell.kind is CellKind.BOOLEAN and not is_yes_or_no(column):
        return refuse("E-CELL-03", column, cell)
    read = kind_of(column).parse
    return parse_several(cell, column, read) if column.many else read(cell, column)


_SHORT = 60
"""Characters of the longest constant whose reading is kept; what a constant is read as hangs on nothing but these."""


@lru_cache(maxsize=4096)
def _kept(kind: CellKind, text: str, style: Style, column: Column) -> Parsed:
    return _parse(Cell(0, 0, kind, text, style=style), column)


def blank(cell: Cell | None) -> bool:
    """Say whether a cell holds nothing that a person would see."""
    if cell is None:
        return True
    if cell.kind is not CellKind.TEXT or cell.formula is not None:
        return False
    return cell.text[:1] in EDGE and not trimmed(cell.text)


def written(value: object) -> str | int | Decimal | date:
    """Give what the writer puts into the cell for a typed value."""
    if isinstance(value, tuple):
        return "、".join(str(item) for item in value)
    if isinstance(value, StrEnum):
        return str(value)
    if value == date.max:
        return ENDLESS
    if isinstance(value, str | int | Decimal | date) and not isinstance(value, bool):
        return value
    raise TypeError(f"no workbook form for {value!r}")


def initial_value(column: Column) -> object:
    """Turn the initial text of a column into its typed value."""
    kind = column.element
    if kind in {int, Yuan}:
        return int(column.initial)
    if kind in {Decimal, WanYuan}:
        return Decimal(column.initial)
    return kind(column.initial) if column.choices else column.initial


def advice(column: Column) -> str:
    """Say in one line what may be filled in."""
    kind = kind_of(column)
    said = {
        Yuan: "整数，单位为元，不写单位",
        WanYuan: "数字，单位为万元，不写单位，最多四位小数",
        Decimal: f"数字，最多{column.places}位小数",
        int: "整数",
        date: "完整日期，如 2026-05-20",
        USCC: "18位代码",
        Share: "百分比或分数，如 60%、2/3",
        str: f"不超过{column.length}字",
    }.get(column.element, kind.name)
    limit = bounds(column)
    many = "，多个用顿号隔开" if column.many else ""
    return said + (f"，{limit}" if limit else "") + many


def _text_width(column: Column) -> int:
    return 12 if column.length <= 12 else 18 if column.length <= 40 else 28 if column.length <= 120 else 44  # noqa: PLR2004 - steps of width


def _decimal_format(column: Column) -> str:
    return "0." + "0" * column.places if column.places else "0"


def _whole_check(column: Column) -> Validation:
    return _between("integer", column, -(10**14), 10**14)


def _decimal_check(column: Column) -> Validation:
    return _between("decimal", column, -(10**14), 10**14)


def _between(kind: str, column: Column, low: int, high: int) -> Validation:
    minimum = low if column.minimum is None else column.minimum
    maximum = high if column.maximum is None else column.maximum
    return {
        "validate": kind,
        "criteria": "between",
        "minimum": plain(Decimal(minimum)),
        "maximum": plain(Decimal(maximum)),
    }


def _date_check(_: Column) -> Validation:
    return {"validate": "date", "criteria": "between", "minimum": EARLIEST, "maximum": LATEST}


def _length_check(column: Column) -> Validation:
    return {"validate": "length", "criteria": "<=", "value": column.length}


def _code_check(_: Column) -> Validation:
    return {"validate": "length", "criteria": "==", "value": 18}


def _list_check(column: Column) -> Validation:
    return {"validate": "list", "source": list(column.choices)}


def _free(_: Column) -> Validation:
    return {"validate": "any"}


TEXT = Kind("文本", lambda _: "@", _text_width, _length_check, parse_text)
CHOICE = Kind(
    "选项",
    lambda _: "@",
    lambda column: min(30, max(10, 2 * max(map(len, offered(column))) + 4)),
    _list_check,
    parse_choice,
)
KINDS: dict[object, Kind] = {
    str: TEXT,
    int: Kind("整数", lambda _: "0", lambda _: 10, _whole_check, parse_whole),
    Decimal: Kind("数字", _decimal_format, lambda _: 12, _decimal_check, parse_decimal),
    date: Kind("日期", lambda _: "yyyy-mm-dd", lambda _: 14, _date_check, parse_date),
    USCC: Kind("统一社会信用代码", lambda _: "@", lambda _: 23, _code_check, parse_uscc),
    Yuan: Kind("金额（元）", lambda _: "#,##0", lambda _: 16, _whole_check, parse_whole),
    WanYuan: Kind("金额（万元）", lambda _: "#,##0.00##", lambda _: 16, _decimal_check, parse_amount),
    Share: Kind("比例", lambda _: "@", lambda _: 10, _free, parse_share),
}
"""Every type a column may have; a closed vocabulary is :data:`CHOICE`."""
