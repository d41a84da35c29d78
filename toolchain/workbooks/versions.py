"""Copies of earlier versions of a workbook: columns that came since, columns that were dropped.

A workbook's version is a number, its history stands at the columns: ``since`` and :class:`Dropped`. An older copy is
read by its headers as any other; what it cannot have is no mistake of whoever filled it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from toolchain.engine.typed_cache import cached
from toolchain.engine.xlsx.cells import letters
from toolchain.model.schema import Dropped, Row, columns
from toolchain.workbooks.normalisation import label_key
from toolchain.workbooks.sheet_grid import Grid, ReadingTally, Spot


@cached
def dropped_headers(sheet: type[Row]) -> Mapping[str, Dropped]:
    """Give the dropped columns of a sheet by the keys of their headers."""
    return MappingProxyType({label_key(item.label): item for item in sheet.sheet.dropped})


def name_dropped(found: Grid, tally: ReadingTally, gone: Dropped, head: Spot, filled: Collection[Spot]) -> None:
    """Say that a column is no longer used, and how much stands in it; its cells are accounted for."""
    place = found.at(f"{letters(head[1])}{head[0]}")
    if filled:
        tally.add("W-COLUMN-07", place, label=gone.label, version=gone.version, count=len(filled))
    tally.use([head, *filled])


def name_later_columns(
    found: Grid, tally: ReadingTally, sheet: type[Row], version: int, present: Collection[str], head: int = 0
) -> tuple[str, ...]:
    """Note the optional columns that this version of the copy cannot have.

    Args:
        found: the sheet.
        tally: takes the note.
        sheet: its declaration.
        version: of the copy.
        present: names of the columns that stand in it.
        head: the header row of a table; 0 in a form.

    Returns:
        the names of the columns that are read as blank.
    """
    later = [c for c in columns(sheet) if c.since > version and c.name not in present and not c.required]
    if later:
        place = found.at(f"{head}:{head}") if head else found.at()
        labels = "、".join(f"“{c.label}”" for c in later)
        tally.add("N-COLUMN-06", place, version=version, labels=labels)
    return tuple(c.name for c in later)


def place_required_columns(
    found: Grid,
    tally: ReadingTally,
    sheet: type[Row],
    version: int,
    present: Collection[str],
    head: int,
    taken: Iterable[int],
) -> dict[int, str]:
    """Ask for the required columns that came after this version, each in the next free column of the table.

    Returns:
        column number → name, as if the headers stood there already: each of their cells is then asked for.
    """
    free = max(taken, default=0) + 1
    later = [c for c in columns(sheet) if c.since > version and c.name not in present and c.required]
    for number, column in enumerate(later, free):
        place = found.at(f"{letters(number)}{head}")
        tally.add("E-COLUMN-06", place, label=column.label, version=column.since)
    return {number: column.name for number, column in enumerate(later, free)}
