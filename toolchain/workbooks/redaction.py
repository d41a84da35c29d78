"""What a message may quote of a sheet: a secret cell is named by its address alone, and so is a stray one beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from toolchain.model.identifiers import Audience
from toolchain.model.problems import Problem
from toolchain.model.schema import Column, Layout, Row, columns

_DECLARED = frozenset(
    {"label", "labels", "wanted", "columns", "version", "column", "row", "rows", "count", "least", "length", "limit"}
    | {"place", "where", "position", "basis", "listed", "more", "kind", "title", "present", "number"}
)
"""Facts of a message that come from the declaration or count something; all others may hold what was typed."""
NOT_TOLD = "（保密，不显示）"
"""What stands in the place of a secret cell."""


def always(_: str) -> bool:
    """Quote every cell."""
    return True


def is_secret(column: Column) -> bool:
    """Say whether what stands in a column is never quoted."""
    return column.audience is Audience.CONFIDENTIAL


def has_secrets(sheet: type[Row]) -> bool:
    """Say whether something typed beside the columns of a sheet may be a secret that missed its column."""
    return sheet.sheet.layout is Layout.TABLE and any(map(is_secret, columns(sheet)))


def by_letters(open_columns: Collection[str]) -> Callable[[str], bool]:
    """Quote the cells of some columns alone; what stands at a whole row or sheet quotes none."""
    return lambda cell: not cell or cell.rstrip("0123456789") in open_columns


def unquoted(item: Problem) -> Problem:
    """Give a problem whose message tells what is wrong, but not what stands in the cell."""
    facts = tuple(
        (name, value if name in _DECLARED else "" if name == "hint" else NOT_TOLD) for name, value in item.facts
    )
    return replace(item, facts=facts)
