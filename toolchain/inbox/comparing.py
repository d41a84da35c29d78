"""Which cells of a workbook are others than in the copy that was used last."""

from __future__ import annotations

from toolchain.inbox.copies import differences
from toolchain.inbox.looking import Found
from toolchain.inbox.receiving import receive


def changed_cells(name: str, before: bytes, now: bytes) -> str:
    """Name the cells in which two versions of one workbook differ; empty when they cannot be compared cell by cell."""
    old, new = (receive((Found(name, data),)).filled for data in (before, now))
    if len(old) != 1 or len(new) != 1 or old[0].mark.template != new[0].mark.template or old[0].rows == new[0].rows:
        return ""
    return differences(new[0], old[0])
