"""Cells that hold several values: taken apart, each read by itself, and what was read is said where it is not plain."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from toolchain.engine.xlsx.cells import Cell, CellKind
from toolchain.model.chinese import Split, people_in, split_list
from toolchain.model.identifiers import Form, check_uscc
from toolchain.model.schema import USCC, Column
from toolchain.workbooks.cell_parser import Parsed, Remark, refuse, remark
from toolchain.workbooks.normalisation import ascii_form, trimmed, visible

_TRADES = "[^和及与]+业"
"""Neighbours of 和 that are trades by themselves."""
_ETC = "等(?:人|单位|材料|证书|[0-9一二三四五六七八九十]+[人名位家项份])?"
_CUT = {Form.PERSON: re.compile(_ETC)}
_CUT_TEXT = re.compile(f"(?<![高平同上中初优次何]){_ETC}")
"""What ends a list that is not written out; other words than names may end in 等 themselves."""
_CODES = re.compile(r"[^0-9A-Za-z]+")
_RARE = re.compile(r"[^0-9A-Za-z、,;；\s]")
_CODE_LENGTH = 18


def parse_several(cell: Cell, column: Column, read: Callable[[Cell, Column], Parsed]) -> Parsed:
    """Read a cell of several values by the reader of one."""
    if cell.kind is CellKind.NUMBER:
        one = read(cell, column)
        return one if one.value is None else Parsed((one.value,), one.remarks)
    split = _split(trimmed(cell.text), column)
    if split.open:
        return refuse("E-LIST-01", column, cell, open=split.open)
    parts = [read(cell._replace(text=piece), column) for piece in split.values]
    remarks = tuple(remark for part in parts for remark in part.remarks)
    values = tuple(part.value for part in parts if part.value is not None)
    if len(values) < len(parts):
        waiting = tuple(part.pending if part.value is None else part.value for part in parts)
        return Parsed(None, remarks, None if None in waiting else waiting)
    twice = repeated(values)
    if twice:
        return refuse("E-TEXT-08", column, cell, twice="、".join(twice))
    etc = _CUT.get(column.form, _CUT_TEXT)
    cut = [str(value) for value in values if any(found.end() == len(str(value)) for found in etc.finditer(str(value)))]
    if cut and column.form is Form.PERSON:
        return refuse("E-LIST-02", column, cell, last=cut[0])
    return Parsed(values or None, (*remarks, *_said(cell, column, split, values, cut)))


def _said(cell: Cell, column: Column, split: Split, values: tuple[object, ...], cut: list[str]) -> list[Remark]:
    told = []
    if not split.plain:
        read_as = "；".join(f"（{number}）{visible(str(value))}" for number, value in enumerate(values, 1))
        told.append(remark("N-LIST-03", column, cell, count=str(len(values)), values=read_as))
    if cut:
        told.append(remark("W-LIST-04", column, cell, last=cut[0]))
    joined = [value for value in split.values if column.form is Form.PAPERS and _may_be_two(value)]
    if joined:
        told.append(remark("W-LIST-05", column, cell, joined=joined[0]))
    return told


def _may_be_two(paper: str) -> bool:
    """Say whether 和 or 及 outside brackets may join two papers; 及其 joins a paper and what belongs to it."""
    return bool(re.search("[和及与](?!其)", re.sub("[（(《“「].*?[）)》”」]", "", paper)[1:-1]))


def _split(text: str, column: Column) -> Split:
    if column.element is USCC:
        codes = _codes(ascii_form(text))
        if codes and all(len(code) == _CODE_LENGTH for code in codes):
            joined = len(codes) > 1 and re.search(r"[0-9A-Za-z]{19}", ascii_form(text)) is not None
            return Split(tuple(codes), plain=not (joined or _RARE.search(ascii_form(text))))
        return split_list(text)
    if column.form is Form.PERSON:
        return people_in(text)
    return split_list(text, _TRADES if column.form is Form.TRADE else "")


def _codes(text: str) -> list[str]:
    """List the codes of a cell; numbers before them go, and those written without anything between come apart."""
    pieces = [piece for piece in _CODES.split(text) if piece]
    if pieces[::2] == [str(number) for number in range(1, len(pieces) // 2 + 1)]:
        pieces = pieces[1::2]
    return [code for piece in pieces for code in _come_apart(piece)]


def _come_apart(piece: str) -> list[str]:
    codes = [piece[start : start + _CODE_LENGTH] for start in range(0, len(piece), _CODE_LENGTH)]
    return codes if all(check_uscc(code.upper()).ok for code in codes) else [piece]


def repeated(values: tuple[object, ...]) -> tuple[str, ...]:
    """List the values that occur more than once."""
    return tuple(str(value) for value, times in Counter(values).items() if times > 1)
