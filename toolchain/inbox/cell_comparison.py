"""Which cells of a workbook are others than in the copy that was used last."""

from __future__ import annotations

from toolchain.inbox.duplicates import differences
from toolchain.inbox.read_ahead import ReadAhead, ReadCache
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile
from toolchain.model.record import FilledWorkbook


def changed_cells(name: str, before: bytes, now: bytes, known: ReadCache | None = None) -> str:
    """Name the cells in which two versions of one workbook differ; empty when they cannot be compared cell by cell.

    Args:
        name: what the workbook is called.
        before: one version.
        now: the other.
        known: what was read before, so that it need not be read again.
    """
    old, new = (_read(ScannedFile(name, data), known) for data in (before, now))
    if len(old) != 1 or len(new) != 1 or old[0].mark.template != new[0].mark.template or old[0].rows == new[0].rows:
        return ""
    return differences(new[0], old[0])


def _read(item: ScannedFile, known: ReadCache | None) -> tuple[FilledWorkbook, ...]:
    with ReadAhead((item,), known=known) as begun:
        return receive((item,), begun=begun).filled
