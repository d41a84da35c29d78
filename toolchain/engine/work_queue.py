"""Independent pieces of work done by copies of this process, as many as it has processors.

What a piece gives hangs on the piece alone, so it does not matter who does it. Whatever the copies do not deliver, for
whatever reason, this process does itself, in the order of the list: errors are raised as if it had been alone.

Measured: for the 138 files of the example, copies and what they send cost 1.16 of the processor time and save nothing
on a busy machine, so that they are for very many files alone.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

from toolchain.engine.confined_process import end_with_parent
from toolchain.engine.parallel_map import parallel_map
from toolchain.engine.temporary_store import Held, TemporaryStore

Work = Callable[[], tuple[bytes, str]]
"""Gives bytes, and a word on them."""

_WORTH = 500
"""Fewer pieces are done nearly as soon as processes are copied and results sent."""
_SHARES = 8
"""Shares for each processor: each takes every so many-th piece, for the long ones stand together."""

_works: Sequence[Work] = ()


def run_shared(works: Sequence[Work], spool: TemporaryStore) -> list[tuple[Held, str]]:
    """Do all pieces and give their results in the order of the list, the bytes put aside as they are made.

    Raises:
        Exception: what the first failing piece raises.
    """
    found = _shared(works, spool) if len(works) >= _WORTH and _copies() else {}
    return [found[number] if number in found else _kept(work(), spool) for number, work in enumerate(works)]


def _kept(made: tuple[bytes, str], spool: TemporaryStore) -> tuple[Held, str]:
    data, word = made
    return spool.put(data), word


def _copies() -> bool:
    """Say whether copies can be made without harm, and have processors of their own."""
    alone = threading.active_count() == 1 and not multiprocessing.current_process().daemon
    return alone and sys.platform == "linux" and (os.cpu_count() or 1) > 1


def _shared(works: Sequence[Work], spool: TemporaryStore) -> dict[int, tuple[Held, str]]:
    """Let copies do the pieces; what a lost one had is missing."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    copies = os.cpu_count() or 1
    count = min(len(works), copies * _SHARES)
    shares = [range(first, len(works), count) for first in range(count)]
    found: dict[int, tuple[Held, str]] = {}
    with (
        suppress(BrokenProcessPool, OSError),
        ProcessPoolExecutor(copies, multiprocessing.get_context("fork"), _begin, (works,)) as pool,
    ):
        for done in parallel_map(_share, shares, pool, copies):
            found |= {number: _kept(made, spool) for number, made in done}
    return found


def _begin(works: Sequence[Work]) -> None:
    """Make a copy ready: it has the pieces from the process that it is a copy of."""
    global _works  # noqa: PLW0603 - of a process that does nothing else
    end_with_parent()
    _works = works


def _share(numbers: range) -> list[tuple[int, tuple[bytes, str]]]:
    """Do some pieces, up to the first that fails: it is done again where the error is to be raised."""
    found = []
    with suppress(Exception):
        for number in numbers:
            found.append((number, _works[number]()))  # noqa: PERF401 - what was done before an error is kept
    return found
