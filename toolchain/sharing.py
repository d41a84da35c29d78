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
from collections.abc import Callable
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

Work = Callable[[], bytes]

_WORTH = 8
"""Fewer pieces are done sooner than a copy of the process is made."""


def done(works: Sequence[Work]) -> list[bytes]:
    """Do all pieces and give their results in the order of the list.

    Raises:
        Exception: what the first failing piece raises.
    """
    found: dict[int, bytes] = {}
    if len(works) >= _WORTH and _copies():
        with mmap.mmap(-1, len(works)) as taken:
            found = _shared(works, taken)
    return [found[number] if number in found else work() for number, work in enumerate(works)]


def _copies() -> bool:
    """Say whether a copy can be made without harm, and has a processor of its own."""
    alone = threading.active_count() == 1 and not multiprocessing.current_process().daemon
    return alone and sys.platform == "linux" and (os.cpu_count() or 1) > 1


def _shared(works: Sequence[Work], taken: mmap.mmap) -> dict[int, bytes]:
    context: Any = multiprocessing.get_context("fork")
    mine: Connection
    mine, other = context.Pipe(duplex=False)
    process: BaseProcess = context.Process(target=_help, args=(works, taken, other), daemon=True)
    try:
        process.start()
    except OSError:
        return {}
    try:
        other.close()
        found = _taken(works, taken, range(len(works)))
        with suppress(EOFError, OSError):
            found |= mine.recv()
        return found
    finally:
        mine.close()
        process.kill()
        process.join()


def _help(works: Sequence[Work], taken: mmap.mmap, link: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    link.send(_taken(works, taken, range(len(works) - 1, -1, -1)))


def _taken(works: Sequence[Work], taken: mmap.mmap, order: range) -> dict[int, bytes]:
    """Do the pieces nobody has taken yet, up to the first that fails; one that both take is done twice, no matter."""
    found: dict[int, bytes] = {}
    for number in order:
        if taken[number]:
            break
        taken[number] = 1
        try:
            found[number] = works[number]()
        except Exception:  # noqa: BLE001 - raised when the piece is done again, in its turn
            break
    return found
