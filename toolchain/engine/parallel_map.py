"""Work cut into pieces that any ``concurrent.futures`` executor runs, few of them held at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from itertools import islice
from typing import TypeVar

P = TypeVar("P")
R = TypeVar("R")

_AHEAD = 4
"""Pieces under way for each worker, so that none waits and few are held."""


def parallel_map(
    work: Callable[[P], R], pieces: Iterable[P], executor: Executor | None = None, workers: int | None = None
) -> Iterator[R]:
    """Give the results of pieces as they are done, in any order.

    Args:
        work: a function of a module, so that it can be sent to another process.
        pieces: what it is called with, each sent along whole.
        executor: what runs it; None for this process.
        workers: how many pieces the executor runs at a time; None for one on each processor.

    Raises:
        Exception: whatever the work raises.
    """
    if executor is None:
        yield from map(work, pieces)
        return
    waiting = iter(pieces)
    most = _AHEAD * (workers or os.cpu_count() or 1)
    under_way: set[Future[R]] = {executor.submit(work, piece) for piece in islice(waiting, most)}
    while under_way:
        done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
        under_way |= {executor.submit(work, piece) for piece in islice(waiting, len(done))}
        for future in done:
            yield future.result()
