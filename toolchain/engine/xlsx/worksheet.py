"""One worksheet, read in one pass: every ``<c>`` is looked at, only those with content are kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from toolchain.engine.xlsx.annotations import annotations_of, concealed_runs
from toolchain.engine.xlsx.cells import (
    LAST_COLUMN,
    LAST_ROW,
    Annotation,
    Cell,
    CellKind,
    Fault,
    Refused,
    Shared,
    Sheet,
    letters,
    number_of,
)
from toolchain.engine.xlsx.decimals import canonical
from toolchain.engine.xlsx.fast_path import divided, plain_cells
from toolchain.engine.xlsx.limits import LIMITS
from toolchain.engine.xlsx.shared_strings import decoded, rich_text, trouble
from toolchain.engine.xlsx.sheet_properties import INDEX, REF, SETTINGS, SHEET, Around, after_rows, before_rows, is_flat
from toolchain.engine.xlsx.style import PLAIN, Style
from toolchain.engine.xlsx.xml_stream import MAIN, Element, mend_controls, stream, subtree

_ROW, _CELL, _DATA = MAIN + "row", MAIN + "c", MAIN + "sheetData"
_FORMULA, _VALUE, _INLINE, _EXTRA = MAIN + "f", MAIN + "v", MAIN + "is", MAIN + "extLst"
_PARTS = {_FORMULA, _VALUE, _INLINE}

_ROW_NUMBER = re.compile(r"[1-9][0-9]{0,6}")
_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][-+]?[0-9]{1,3})?")
_MIDNIGHT = re.compile(r"T00:00(?::00(?:\.0+)?)?(?:Z|[-+]00:?00)?$")
"""The end of a stored date that has no time."""
_TRUE = {"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}


@dataclass(slots=True)
class Reading:
    """A sheet while it is being read."""

    title: str
    around: Around
    shared: Shared
    faults: list[Fault]
    room: int
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    concealed: dict[tuple[int, int], tuple[Annotation, ...]] = field(default_factory=dict)
    data: Element = None
    row: int = 0


def read_sheet(
    part: str,
    data: bytes,
    *,
    title: str,
    state: str,
    shared: Shared,
    faults: list[Fault],
    room: int,
    comments: tuple[tuple[tuple[int, int], str], ...] = (),
) -> Sheet:
    """Read one sheet; what is wrong with single cells is added to ``faults``, and those cells are left out.

    Raises:
        Refused: the sheet is broken or ambiguous, or holds more than ``room`` cells.
    """
    around = Around(title)
    reading = Reading(title, around, shared, faults, room)
    if not _plainly(reading, part, data):
        _by_element(reading, part, data)
    return Sheet(
        title,
        state,
        reading.cells,
        tuple(around.merged),
        frozenset(reading.hidden_rows),
        frozenset(around.hidden_columns),
        around.filtered,
        annotations_of(
            reading.cells,
            concealed=reading.concealed,
            rules=tuple(around.rules),
            concealing=shared.concealing,
            comments=comments,
        ),
    )


def _by_element(reading: Reading, part: str, data: bytes) -> None:
    text, mended = mend_controls(data)
    known = len(reading.faults)
    for element in stream(part, text, SHEET, (_ROW, *SETTINGS), reading.title):
        if element.tag == _ROW:
            _row(reading, element)
        else:
            SETTINGS[element.tag](reading.around, element)
    if mended and len(reading.faults) == known:
        raise Refused("E-BOOK-04", reading.title, part=part)


def _plainly(reading: Reading, part: str, data: bytes) -> bool:
    """Read a sheet whose rows are in plain form; of any other nothing is taken."""
    head, rows, tail = divided(data) or (b"", b"", b"")
    first = before_rows(part, head)
    last = None if first is None else after_rows(part, first.beginning + tail, len(first.beginning))
    if first is None or last is None or first.count + last.count > LIMITS.areas:
        return False
    cells = plain_cells(rows, reading.shared, reading.room, extended=first.extended)
    if cells is None:
        return False
    reading.cells = cells
    around = reading.around
    for frame in (first, last):
        around.merged += frame.merged
        around.hidden_columns |= frame.hidden_columns
        around.filtered = around.filtered or frame.filtered
        around.rules += frame.rules
    return True


def _row(reading: Reading, row: Element) -> None:
    parent = row.getparent()
    if reading.data is None and subtree(row, _DATA, SHEET):
        reading.data = parent
    if parent is not reading.data:
        raise Refused("E-BOOK-15", reading.title)
    number = _row_number(reading, row.get("r"))
    if is_flat(row):
        reading.hidden_rows.add(number)
    columns: set[int] = set()
    column = 0
    tail = str(number)
    for cell in row.iterchildren(_CELL):
        column += 1
        ref = cell.get("r")
        if ref is not None and (column > LAST_COLUMN or ref != letters(column) + tail):
            column = _column(reading, ref)
        columns.add(column)
        if len(cell):
            _cell(reading, cell, column)
    if len(columns) < len(row):
        _refuse_odd_row(reading, row)
    if column > LAST_COLUMN:
        raise Refused("E-BOOK-10", reading.title, found=f"第{column}列")


def _refuse_odd_row(reading: Reading, row: Element) -> None:
    """Say what makes a row ambiguous: something that is no cell, or one place given twice.

    Raises:
        Refused: unless the row merely carries an extension at its end.
    """
    before: set[int] = set()
    column = 0
    for cell in row:
        if cell.tag == _EXTRA and cell.getnext() is None:
            return
        if cell.tag != _CELL:
            break
        ref = cell.get("r")
        column = column + 1 if ref is None else _column(reading, ref)
        if column in before:
            raise Refused("E-BOOK-08", reading.title, f"{letters(column)}{reading.row}")
        before.add(column)
    raise Refused("E-BOOK-06", reading.title, part=f"第{reading.row}行")


def _row_number(reading: Reading, text: str | None) -> int:
    if text is not None and not _ROW_NUMBER.fullmatch(text):
        raise Refused("E-BOOK-10", reading.title, found=text[:20])
    number = reading.row + 1 if text is None else int(text)
    if number > LAST_ROW:
        raise Refused("E-BOOK-10", reading.title, found=str(number))
    if number in reading.rows:
        raise Refused("E-BOOK-07", reading.title, found=str(number))
    reading.rows.add(number)
    reading.row = number
    return number


def _column(reading: Reading, ref: str) -> int:
    """Say in which column an address is; its row is the row it stands in."""
    found = REF.fullmatch(ref)
    if found is None or int(found[2]) != reading.row:
        raise Refused("E-BOOK-09", reading.title, found=ref[:20], row=str(reading.row))
    column = number_of(found[1])
    if column > LAST_COLUMN:
        raise Refused("E-BOOK-10", reading.title, found=ref[:20])
    return column


def _cell(reading: Reading, element: Element, column: int) -> None:
    parts: dict[str, Element] = {}
    for child in element:
        if child.tag in parts or child.tag not in _PARTS:
            if child.tag == _EXTRA:
                continue
            raise Refused("E-BOOK-06", reading.title, f"{letters(column)}{reading.row}", part="c")
        parts[child.tag] = child
    read = _content(reading, element.get("t", "n"), parts, column)
    if read is None:
        return
    kind, text = read
    formula = parts.get(_FORMULA)
    if not text and formula is None:
        return
    cell = Cell(
        reading.row,
        column,
        kind,
        text,
        None if formula is None else decoded(formula.text or ""),
        formula is not None and (_VALUE in parts or _INLINE in parts),
        _style(reading, element.get("s"), column),
    )
    _keep(reading, cell)


def _keep(reading: Reading, cell: Cell) -> None:
    if cell.row > LIMITS.far_row or cell.column > LIMITS.far_column:
        _complain(reading, cell.column, "E-CELL-22")
        return
    reading.cells[cell.row, cell.column] = cell
    if len(reading.cells) > reading.room:
        raise Refused("E-BOOK-14", reading.title, what="单元格")


def _complain(reading: Reading, column: int, code: str, facts: tuple[tuple[str, str], ...] = ()) -> None:
    if len(reading.faults) < LIMITS.faults:
        reading.faults.append(Fault(code, reading.title, f"{letters(column)}{reading.row}", facts))


def _style(reading: Reading, style: str | None, column: int) -> Style:
    styles = reading.shared.styles
    if not style or (style == "0" and not styles):
        return styles[0] if styles else PLAIN
    if not INDEX.fullmatch(style) or int(style) >= len(styles):
        raise Refused("E-BOOK-13", reading.title, f"{letters(column)}{reading.row}")
    return styles[int(style)]


def _content(reading: Reading, kind: str, parts: Mapping[str, Element], column: int) -> tuple[CellKind, str] | None:
    """Give what a cell stores; None when there is nothing, or when it was complained about."""
    value, inline = parts.get(_VALUE), parts.get(_INLINE)
    if (inline is not None) is not (kind == "inlineStr") and (value is not None or inline is not None):
        raise Refused("E-BOOK-06", reading.title, f"{letters(column)}{reading.row}", part="c")
    if kind not in _KINDS:
        raise Refused("E-BOOK-12", reading.title, f"{letters(column)}{reading.row}", found=kind[:20])
    if inline is not None:
        _conceal(reading, concealed_runs(inline), column)
        return _text(reading, rich_text(inline, reading.title), column)
    if value is None:
        return CellKind.TEXT, ""
    if len(value):
        raise Refused("E-BOOK-06", reading.title, f"{letters(column)}{reading.row}", part="v")
    literal = value.text or ""
    if kind == "s":
        return _shared(reading, literal.strip(), column) if literal.strip() else (CellKind.TEXT, "")
    if kind == "d":
        return CellKind.TEXT, _MIDNIGHT.sub("", literal.strip()[:40])
    if kind == "str":
        return _text(reading, decoded(literal), column)
    return _plain(reading, kind, literal.strip(), column)


def _plain(reading: Reading, kind: str, literal: str, column: int) -> tuple[CellKind, str] | None:
    if not literal:
        return CellKind.TEXT, ""
    if kind == "e":
        return CellKind.ERROR, literal[:20]
    if kind == "b":
        if literal not in _TRUE:
            _complain(reading, column, "E-CELL-23", (("found", literal[:20]),))
            return None
        return CellKind.BOOLEAN, _TRUE[literal]
    if not _NUMBER.fullmatch(literal):
        _complain(reading, column, "E-CELL-23", (("found", literal[:20]),))
        return None
    return CellKind.NUMBER, canonical(literal)


def _shared(reading: Reading, literal: str, column: int) -> tuple[CellKind, str] | None:
    if not INDEX.fullmatch(literal) or int(literal) >= len(reading.shared.texts):
        raise Refused("E-BOOK-11", reading.title, f"{letters(column)}{reading.row}")
    index = int(literal)
    if index in reading.shared.odd:
        code, facts = reading.shared.odd[index]
        _complain(reading, column, code, facts)
        return None
    _conceal(reading, reading.shared.concealed.get(index, ()), column)
    return CellKind.TEXT, reading.shared.texts[index]


def _conceal(reading: Reading, annotations: tuple[Annotation, ...], column: int) -> None:
    """Remember what of a text is struck through or white."""
    if annotations and column <= LIMITS.far_column and reading.row <= LIMITS.far_row:
        reading.concealed[reading.row, column] = annotations


def _text(reading: Reading, text: str, column: int) -> tuple[CellKind, str] | None:
    wrong = trouble(text)
    if wrong is None:
        return CellKind.TEXT, text
    _complain(reading, column, *wrong)
    return None


_KINDS = {"n", "s", "str", "inlineStr", "b", "e", "d"}
