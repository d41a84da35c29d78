"""Digests of files, each read once: one that nobody has written since is not read again by the same run."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable

_SETTLED = 3_000_000_000
"""Nanoseconds after which another change gets another time on every file system (FAT counts in twos of seconds)."""

_known: dict[str, tuple[tuple[int, int, int, int], str]] = {}


def digested(path: str, found: os.stat_result, read: Callable[[], str]) -> str:
    """Give the SHA-256 of an ordinary file.

    Args:
        path: where it stands.
        found: what the system says of it, asked before it is read.
        read: reads and digests it; not called while disk, number, size and time of writing are those of the last time.

    Raises:
        OSError: it cannot be read.
    """
    if not stat.S_ISREG(found.st_mode):
        return read()
    stamp = found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
    before = _known.get(path)
    if before is not None and before[0] == stamp:
        return before[1]
    digest = read()
    if time.time_ns() - found.st_mtime_ns > _SETTLED:
        _known[path] = stamp, digest
    return digest


def forget() -> None:
    """Read every file again: a run trusts nothing but what it has read itself."""
    _known.clear()
