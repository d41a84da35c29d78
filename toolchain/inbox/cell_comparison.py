"""Which cells of a workbook are others than in the copy that was used last."""

from __future__ import annotations

from toolchain.inbox.duplicates import differences
from toolchain.inbox.read_ahead import Ahead, Known
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import Found
from toolchain.model.record import Filled


def changed_cells(name: str, before: bytes, now: bytes, known: Known | None = None) -> str:
    """Name the cells in which two versions of one workbook differ; empty when they cannot be compared cell by cell.

    Args:
        name: what the workbook is called.
        before: one version.
        now: the other.
        known: what was read before, so that it need not be read again.
    """
    old, new = (_read(Found(name, data), known) for data in (before, now))
    if len(old) != 1 or len(new) != 1 or old[0].mark.template != new[0].mark.template or old[0].rows == new[0].rows:
        return ""
    return differences(new[0], old[0])


def _read(item: Found, known: Known | None) -> tuple[Filled, ...]:
    with Ahead((item,), known=known) as begun:
        return receive((item,), begun=begun).filled
