"""Independent pieces of work done by this process and a copy of it, from both ends of the list towards each other.

What a piece gives hangs on the piece alone, so it does not matter who does it. Whatever the copy does not deliver, for
whatever reason, this process does itself, in the order of the list: errors are raised as if it had been alone.
"""

from __future__ import annotations

import mmap
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from toolchain.engine.temporary_store import Held, StoredBytes, TemporaryStore

H = TypeVar("H", bound=Held)
Work = Callable[[], tuple[bytes, str]]
"""Gives bytes, and a word on them."""

_WORTH = 8
"""Fewer pieces are done sooner than a copy of the process is made."""


def run_shared(works: Sequence[Work], spool: TemporaryStore) -> list[tuple[Held, str]]:
    """Do all pieces and give their results in the order of the list, the bytes put aside as they are made.

    Raises:
        Exception: what the first failing piece raises.
    """
    found: dict[int, tuple[Held, str]] = {}
    if len(works) >= _WORTH and _copies():
        with mmap.mmap(-1, len(works)) as taken, suppress(OSError):
            found = _shared(works, taken, spool)
    return [found[number] if number in found else _kept(work, spool.put) for number, work in enumerate(works)]


def _kept(work: Work, keep: Callable[[bytes], H]) -> tuple[H, str]:
    data, word = work()
    return keep(data), word


def _copies() -> bool:
    """Say whether a copy can be made without harm, and has a processor of its own."""
    alone = threading.active_count() == 1 and not multiprocessing.current_process().daemon
    return alone and sys.platform == "linux" and (os.cpu_count() or 1) > 1


def _shared(works: Sequence[Work], taken: mmap.mmap, spool: TemporaryStore) -> dict[int, tuple[Held, str]]:
    """Do pieces together with a copy, which puts its results into a file of its own that both have open.

    Raises:
        OSError: there is no such file, or no copy.
    """
    context: Any = multiprocessing.get_context("fork")
    theirs = TemporaryStore()
    theirs.opened()
    mine: Connection
    mine, other = context.Pipe(duplex=False)
    process: BaseProcess = context.Process(target=_help, args=(works, taken, other, theirs), daemon=True)
    process.start()
    try:
        other.close()
        found = _taken(works, taken, range(len(works)), spool.put)
        with suppress(EOFError, OSError):
            found |= {number: (StoredBytes(theirs, *place), word) for number, word, *place in mine.recv()}
        return found
    finally:
        mine.close()
        process.kill()
        process.join()


def _help(works: Sequence[Work], taken: mmap.mmap, link: Connection, spool: TemporaryStore) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    found = _taken(works, taken, range(len(works) - 1, -1, -1), spool.write)
    link.send([(number, word, kept.start, kept.size, kept.digest) for number, (kept, word) in found.items()])


def _taken(
    works: Sequence[Work], taken: mmap.mmap, order: range, keep: Callable[[bytes], H]
) -> dict[int, tuple[H, str]]:
    """Do the pieces nobody has taken yet, up to the first that fails; one that both take is done twice, no matter."""
    found: dict[int, tuple[H, str]] = {}
    for number in order:
        if taken[number]:
            break
        taken[number] = 1
        try:
            found[number] = _kept(works[number], keep)
        except Exception:  # noqa: BLE001 - raised when the piece is done again, in its turn
            break
    return found
