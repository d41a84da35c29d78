"""Series of 文号: the numbers of one organ's word in one year, taken apart and in ascending order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from toolchain.engine.value_objects import Value
from toolchain.model.sheets.settings import Dispatch

_OPENING, _CLOSING = re.escape("〔[\uff3b（(【〖"), re.escape("〕]\uff3d）)】〗")
_NUMBER = re.compile(rf"(.+?)\s*[{_OPENING}]\s*(\d{{4}})\s*[{_CLOSING}]\s*第?0*(\d{{1,5}})号", re.ASCII)


class Numbered(Value):
    """A registration with its number taken apart."""

    row: Dispatch
    word: str
    year: int
    serial: int


Series = Mapping[tuple[str, int], Sequence[Numbered]]


def series(rows: Sequence[Dispatch]) -> Series:
    """Put the numbers together by organ word and year, each series in ascending order; others are left out."""
    found: dict[tuple[str, int], list[Numbered]] = defaultdict(list)
    for row in rows:
        parts = _NUMBER.fullmatch((row.number or "").strip())
        if parts is not None:
            word, year, serial = parts[1], int(parts[2]), int(parts[3])
            found[word, year].append(Numbered(row, word, year, serial))
    return {key: sorted(items, key=lambda item: (item.serial, item.row.at.row)) for key, items in found.items()}
