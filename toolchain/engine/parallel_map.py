"""Work cut into pieces that any ``concurrent.futures`` executor runs, few of them held at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from functools import partial
from itertools import islice
from typing import TypeVar

P = TypeVar("P")
R = TypeVar("R")

_AHEAD = 4
"""Pieces under way for each worker, so that none waits and few are held."""


def parallel_map(
    work: Callable[[P], R],
    pieces: Iterable[P],
    executor: Executor | None = None,
    workers: int | None = None,
    failed: Callable[[P, Exception], R] | None = None,
) -> Iterator[R]:
    """Give the results of pieces as they are done, in any order.

    Args:
        work: a function of a module, so that it can be sent to another process.
        pieces: what it is called with, each sent along whole.
        executor: what runs it; None for this process.
        workers: how many pieces the executor runs at a time; None for one on each processor.
        failed: gives the result of a piece whose work raised, or whose worker was lost; None to let that be raised.

    Raises:
        Exception: whatever the work raises.
    """
    if executor is None:
        yield from map(work if failed is None else partial(_attempt, work, failed), pieces)
        return
    waiting = iter(pieces)
    most = _AHEAD * (workers or os.cpu_count() or 1)
    under_way = {_started(executor, work, piece): piece for piece in islice(waiting, most)}
    while under_way:
        done, _ = wait(under_way, return_when=FIRST_COMPLETED)
        finished = [(future, under_way.pop(future)) for future in done]
        under_way |= {_started(executor, work, piece): piece for piece in islice(waiting, len(done))}
        for future, piece in finished:
            try:
                result = future.result()
            except Exception as error:  # whatever the work raises, or the executor of a worker it lost
                if failed is None:
                    raise
                result = failed(piece, error)
            yield result


def _attempt(work: Callable[[P], R], failed: Callable[[P, Exception], R], piece: P) -> R:
    try:
        return work(piece)
    except Exception as error:  # noqa: BLE001 - whatever the work raises
        return failed(piece, error)


def _started(executor: Executor, work: Callable[[P], R], piece: P) -> Future[R]:
    """Hand a piece over; an executor that takes no more gives a piece that failed."""
    try:
        return executor.submit(work, piece)
    except RuntimeError as error:
        lost: Future[R] = Future()
        lost.set_exception(error)
        return lost
