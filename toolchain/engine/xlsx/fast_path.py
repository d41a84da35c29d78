"""Rows and shared strings in the plain form that spreadsheet programs write, taken straight from their bytes.

The grammar below is a small part of XML and of what a workbook may hold: constants and formulas of the
plainest kind in ascending order, nothing hidden, no error, no inline text. What keeps it is well-formed, so it needs no
parser; what surrounds it goes to the parser as ever. For anything else the answer is None, and
:mod:`toolchain.engine.xlsx.worksheet` or :mod:`toolchain.engine.xlsx.package` reads the part element by element; the
two ways never differ (tests/workbooks).
Rows and strings of a blank stand in every copy of it, so their reading is kept by their bytes.

Measured: without it a whole run of the example takes 1.05 times as long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from toolchain.engine.xlsx.cells import Cell, CellKind, Shared, Trouble, letters
from toolchain.engine.xlsx.decimals import canonical
from toolchain.engine.xlsx.limits import LIMITS
from toolchain.engine.xlsx.shared_strings import decoded, trouble
from toolchain.engine.xlsx.xml_stream import mend_controls

PlainCell = tuple[int, int, int | None, CellKind, str, str | None]
"""A cell with content: column, style, index of its shared string or else its kind and content, its formula."""

PlainRow = tuple[int, tuple[PlainCell, ...]]

_WORDS, _DIGITS = CellKind.TEXT, CellKind.NUMBER
"""Looked up once: an enumeration is slow to give its members."""

EXTENSION = "x14ac"
"""The one prefix that may stand in a plain row; the root has to declare it."""

_DECLARATION = (
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml version=["']1\.0["'](?: encoding=["'](?i:utf-8)["'])?"""
    rb"""(?: standalone=["']yes["'])? ?\?>)?\s*"""
)
_SHEET = re.compile(_DECLARATION + rb"<worksheet( [^<>]*)>")
_STRINGS = re.compile(_DECLARATION + rb"<sst(?: [^<>]*)?>\s*")
_SPACE = re.compile(rb' xmlns(?::[A-Za-z0-9]+)?="[^"<>&]*"')
_NAMESPACE = re.compile(rb"xmlns\s*=")
_SELECTION = re.compile(
    rb'<selection(?: pane="[A-Za-z]+")?(?: activeCell="[A-Z0-9]+")?(?: activeCellId="[0-9]+")?'
    rb'(?: sqref="[A-Z0-9: ]+")?/>'
)

_DATA, _DATA_END, _NO_DATA, _ROW, _ROW_END = b"<sheetData>", b"</sheetData>", b"<sheetData/>", b"<row", b"</row>"
_SETTING = rb' ((?:x14ac:)?[A-Za-z]+)="[A-Za-z0-9 .,:+-]*"'
_ROW_HEAD = re.compile(rb' r="([1-9][0-9]{0,6})"(.*)', re.DOTALL)
_SETTINGS = re.compile(rb"((?:%s)*) ?/?" % _SETTING)
_EACH = re.compile(_SETTING)
_VEILED = re.compile(rb' (?:hidden="(?!(?:0|false)")|ht="(?:[01](?:\.|")|-|\.)|r=)')
_INK = rb"[^<\x00-\x08\x0b\x0c\x0e-\x1f]"
"""A character of a text: no tag begins, and no character of control has to be mended first."""
_FORMULA = rb'<f(?: aca="false")?>(%s+)</f>' % _INK
_CELL = re.compile(
    rb'(<c r="([A-Z]{1,3})([0-9]+)"(?: s="([0-9]{1,7})")?'
    rb"(?: ?/>"
    rb'| t="s"><v>([0-9]{1,7})</v></c>'
    rb'|(?: t="n")?>(?:%s)?<v>(-?[0-9]{1,40}(?:\.[0-9]{1,40})?(?:E[-+]?[0-9]{1,3})?)</v></c>'
    rb'| t="str">%s<v>(%s*)</v></c>))' % (_FORMULA, _FORMULA, _INK)
)
_COLUMNS = {letters(number).encode(): number for number in range(1, LIMITS.far_column + 1)}

_TEXT = rb'<t(?: xml:space="preserve")?>%s*</t>' % _INK
_LOOK = rb'<rPr>(?:<[A-Za-z]+(?: [A-Za-z]+="[^"<>&\x00-\x1f]*")?/>)*</rPr>'
_CONCEALED_RUN = re.compile(
    rb'<strike|<color (?:rgb="(?:[0-9A-Fa-f]{2})?(?:[D-Fd-f][0-9A-Fa-f]){3}"|theme="0"|indexed="(?:1|9|65)")'
)
"""What may strike a run of text through, or make it white."""
_PHONETIC = rb'<phoneticPr fontId="[0-9]+"(?: type="[A-Za-z]+")?/>'
_STRING = re.compile(rb"(?:%s|(?:<r>(?:%s)?%s</r>)+)(?:%s)?</si>[ \t\r\n]*" % (_TEXT, _LOOK, _TEXT, _PHONETIC))
_PIECE = re.compile(r">([^<]*)</t>")
_OUTSIDE = re.compile("[\r\ufffe\uffff]|\\]\\]>")
"""What XML turns into something else, or does not allow."""

_ENTITY = re.compile("&([^;&]*)(;?)")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}

_new = tuple.__new__
"""Makes a cell of its attributes in their order, without looking at them."""

_LONG = 8192
"""Bytes of the longest formula whose reading is kept."""

_SHORT = 600
"""Bytes of the longest row or string whose reading is kept."""


def divided(data: bytes) -> tuple[bytes, bytes, bytes] | None:
    """Divide a sheet into what stands before its rows, the rows, and what follows them.

    The cells that were selected last are left out: they differ in every copy of a blank.
    """
    head, found, rest = data.partition(_DATA)
    rows, closed, tail = rest.partition(_DATA_END)
    return (_SELECTION.sub(b"<selection/>", head), rows, tail) if found and closed else None


def before(head: bytes) -> tuple[bytes, bytes] | None:
    """Give what stands before the rows as a whole sheet, and the beginning that makes one of what follows them.

    Both have a root with the same namespaces and no row; if they are well-formed, and the rows are, so is the sheet.
    """
    start = _SHEET.match(head)
    if start is None or b"sheetData" in head or not _simple(head):
        return None
    spaces = b"".join(_SPACE.findall(start[1]))
    return head + _NO_DATA + b"</worksheet>", b"<worksheet" + spaces + b">" + _NO_DATA


def follows(tail: bytes) -> bool:
    """Say whether what follows the rows is nothing but tags and text of the same namespaces, and no more rows."""
    return not (b"sheetData" in tail or b"<!" in tail or b"<?" in tail or _NAMESPACE.search(tail))


def plain_cells(data: bytes, shared: Shared, room: int, *, extended: bool) -> dict[tuple[int, int], Cell] | None:
    """Give the cells with content of a sheet's rows.

    Args:
        data: the rows alone.
        shared: strings and formats of the workbook.
        room: how many cells there may be.
        extended: the root declares the prefix that rows may use.
    """
    texts, odd, styles = shared.texts, shared.odd.keys() | shared.concealed.keys(), shared.styles
    first, *pieces = data.split(_ROW)
    if first or not styles or (not extended and EXTENSION.encode() in data):
        return None
    cells: dict[tuple[int, int], Cell] = {}
    last, strings, known = 0, len(texts), len(styles)
    for piece in pieces:
        read = (_kept_row if len(piece) <= _SHORT else _row)(piece)
        if read is None or not last < read[0] <= LIMITS.far_row or len(cells) > room:
            return None
        last, held = read
        for column, style, index, kind, text, formula in held:
            if style >= known or (index is not None and (index >= strings or index in odd)):
                return None
            content = text if index is None else texts[index]
            if content or formula:
                made = (last, column, kind, content, formula, formula is not None, styles[style])
                cells[last, column] = _new(Cell, made)
    return cells if len(cells) <= room else None


def _row(piece: bytes) -> PlainRow | None:
    """Read what follows ``<row``, up to and with its end."""
    head, closed, body = piece.partition(b">")
    number = _row_number(head) if closed else b""
    if head.endswith(b"/"):
        return (int(number), ()) if number and not body else None
    cells = _cells(number, body.removesuffix(_ROW_END)) if number and body.endswith(_ROW_END) else None
    return None if cells is None else (int(number), cells)


def _row_number(head: bytes) -> bytes:
    """Give the number of a visible row by its tag; empty where the tag says more than that."""
    start = _ROW_HEAD.fullmatch(head)
    shown = start is not None and (_kept_shown if len(start[2]) <= _SHORT else _shown)(start[2])
    return start[1] if start is not None and shown else b""


def _shown(settings: bytes) -> bool:
    """Say whether the settings of a row are plain, each stands once, and none hides it."""
    found = _SETTINGS.fullmatch(settings)
    if found is None or _VEILED.search(found[1]):
        return False
    names = _EACH.findall(found[1])
    return len(set(names)) == len(names)


_kept_shown = lru_cache(maxsize=512)(_shown)


def _cells(row: bytes, body: bytes) -> tuple[PlainCell, ...] | None:
    cells: list[PlainCell] = []
    last = length = 0
    for whole, name, number, style, index, *written in _CELL.findall(body):
        length += len(whole)
        column = _COLUMNS.get(name, 0)
        if column <= last or number != row:
            return None
        last = column
        if index:
            cells.append((column, int(style or 0), int(index), _WORDS, "", None))
        elif any(written):
            content = _content(written)
            if content is None:
                return None
            cells.append((column, int(style or 0), None, *content))
    return tuple(cells) if length == len(body) else None


def _content(written: Sequence[bytes]) -> tuple[CellKind, str, str | None] | None:
    """Read a number, or a number or a text that a formula gave."""
    of_number, number, of_words, words = written
    if not of_number and number:
        return _DIGITS, canonical(number.decode()), None
    formula = _formula(of_number or of_words)
    if formula is None or number:
        return None if formula is None else (_DIGITS, canonical(number.decode()), formula)
    text = _written(words)
    said = None if text is None else _meant(text)
    return None if said is None or trouble(said) else (_WORDS, said, formula)


def _formula(data: bytes) -> str | None:
    """Read a formula; the same ones stand in every copy of a blank."""
    return (_kept_formula if len(data) <= _LONG else _read_formula)(data)


def _read_formula(data: bytes) -> str | None:
    written = _written(data)
    return None if written is None else _meant(written)


_kept_formula = lru_cache(maxsize=256)(_read_formula)
_kept_row = lru_cache(maxsize=4096)(_row)


def plain_strings(data: bytes) -> tuple[bytes, list[tuple[str, Trouble | None]]] | None:
    """Give what surrounds the shared strings, and these, each with what is wrong with it."""
    head, *pieces = data.split(b"<si>")
    if _CONCEALED_RUN.search(data):
        return None
    if not pieces or not _STRINGS.fullmatch(head):
        return None
    last, end, rest = pieces[-1].partition(b"</sst>")
    frame = head + end + rest
    if not end or rest.strip() or not _simple(frame) or mend_controls(frame)[1]:
        return None
    pieces[-1] = last
    texts: list[tuple[str, Trouble | None]] = []
    for piece in pieces:
        read = (_kept_string if len(piece) <= _SHORT else _string)(piece)
        if read is None:
            return None
        texts.append(read)
    return frame, texts


def _string(piece: bytes) -> tuple[str, Trouble | None] | None:
    """Read what follows ``<si>``, up to and with its end."""
    if not _STRING.fullmatch(piece):
        return None
    written = _written(piece)
    text = None if written is None else _meant("".join(_PIECE.findall(written)))
    if text is None:
        return None
    wrong = trouble(text)
    return ("" if wrong else text), wrong


def _written(data: bytes) -> str | None:
    """Decode what XML would neither change nor refuse."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return None if _OUTSIDE.search(text) else text


def _meant(text: str) -> str | None:
    """Resolve what stands for another character; None where that takes a parser."""
    if "&" in text:
        if any(name not in _ENTITIES or not end for name, end in _ENTITY.findall(text)):
            return None
        text = _ENTITY.sub(lambda found: _ENTITIES[found[1]], text)
    return decoded(text)


_kept_string = lru_cache(maxsize=4096)(_string)


def _simple(frame: bytes) -> bool:
    """Say whether tags in the bytes are tags of the document: no comment, section, instruction or second namespace."""
    return b"<!" not in frame and frame.find(b"<?", 5) < 0 and len(_NAMESPACE.findall(frame)) == 1
