"""What a cell's parser is given and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass

from toolchain.engine.xlsx.cells import Cell
from toolchain.model.identifiers import Form
from toolchain.model.schema import Column
from toolchain.workbooks.display_difference import seen
from toolchain.workbooks.normalisation import visible


@dataclass(frozen=True, slots=True)
class Remark:
    """A problem of a cell before its place is known: a code and the facts of its message."""

    code: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A cell's value, or None with the reason; notes may stand beside a value.

    Attributes:
        value: what it says.
        remarks: what a person should know of it.
        pending: what it says if another workbook bears it out: a name for its code, a code that fails its check.
    """

    value: object | None
    remarks: tuple[Remark, ...] = ()
    pending: object | None = None


def refuse(code: str, column: Column, cell: Cell, **facts: str) -> Parsed:
    """Give no value and say why."""
    return Parsed(None, (remark(code, column, cell, **facts),))


def remark(code: str, column: Column, cell: Cell, **facts: str) -> Remark:
    """Name the column and what the cell shows, then the facts of the case."""
    secret = column.form is Form.IDENTITY
    base = (("label", column.label), ("found", "（保密，不显示）" if secret else shown(cell)))
    if secret and "result" in facts:
        facts["result"] = "去掉空格的号码"
    basis = (("basis", column.basis),) if column.basis else ()
    return Remark(code, (*base, *facts.items(), *basis))


def shown(cell: Cell) -> str:
    """Give on one line what people see in a cell, and what it stores where that is another value; of a formula, it."""
    if cell.formula is None:
        return visible(seen(cell))
    return visible(f"={cell.formula}" if cell.formula else "=（共享公式）")


def accept(column: Column, cell: Cell, value: object, *, read_as: str = "") -> Parsed:
    """Give a value, with a note when it was read as something else than what is written."""
    if not read_as:
        return Parsed(value)
    result = visible(read_as)
    if result == shown(cell):  # it looks as it should; it was text
        result = f"数字{result}"
    return Parsed(value, (remark("N-CELL-01", column, cell, result=result),))
