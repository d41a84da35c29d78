"""Work shared with a copy of the process gives what one process alone gives, whatever becomes of the copy."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread

import pytest

from toolchain.engine import work_queue
from toolchain.engine.temporary_store import Held, TemporaryStore, bytes_of
from toolchain.engine.work_queue import run_shared

ROOT = Path(__file__).resolve().parents[2]
WORKS = 40
ME = os.getpid()
Piece = Callable[[int], tuple[bytes, str]]


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few pieces be worth copies of the process."""
    monkeypatch.setattr(work_queue, "_WORTH", 8)


def told(number: int) -> tuple[bytes, str]:
    return f"{number}".encode(), f"第{number}件"


def who() -> tuple[bytes, str]:
    return f"{os.getpid()}".encode(), ""


def slowly(number: int) -> tuple[bytes, str]:
    for _ in range(20_000):
        pass
    return told(number)


def dies_in_the_copy(number: int) -> tuple[bytes, str]:
    if os.getpid() != ME:
        os._exit(1)
    return told(number)


def fails_in_the_copy(number: int) -> tuple[bytes, str]:
    if os.getpid() != ME:
        raise RuntimeError(number)
    return told(number)


def fails_from(first: int, number: int) -> tuple[bytes, str]:
    if number >= first:
        raise ValueError(number)
    return told(number)


@pytest.mark.parametrize("work", [told, slowly, dies_in_the_copy, fails_in_the_copy])
@pytest.mark.parametrize("count", [0, 1, 7, 8, WORKS])
@pytest.mark.parametrize("room", [0, 10, 1_000_000])
def test_results_stand_in_the_order_of_the_list(
    work: Callable[[int], tuple[bytes, str]], count: int, room: int
) -> None:
    found = run_shared([partial(work, number) for number in range(count)], TemporaryStore(room))
    assert [(bytes_of(held), word) for held, word in found] == [told(number) for number in range(count)]


@pytest.mark.parametrize("first", [0, 5, 20, 39])
def test_the_first_failing_piece_is_named(first: int) -> None:
    with pytest.raises(ValueError, match=f"^{first}$"):
        run_shared([partial(fails_from, first, number) for number in range(WORKS)], TemporaryStore())


def waits_for_the_last() -> bytes:
    """Share work whose first piece waits for the last one, which only the copy can have begun."""
    read, write = os.pipe()

    def first() -> tuple[bytes, str]:
        ready, _, _ = select.select([read], [], [], 60)
        return os.read(read, 1) if ready else b"", ""

    def last() -> tuple[bytes, str]:
        os.write(write, b"!")
        return b".", ""

    work_queue._WORTH = 8
    return bytes_of(run_shared([first, *[partial(told, number) for number in range(8)], last], TemporaryStore())[0][0])


@pytest.mark.skipif(sys.platform != "linux" or (os.cpu_count() or 1) < 2, reason="one process does everything here")
def test_two_processes_do_the_work() -> None:
    """Tried in a process of its own, which has no threads left over from other tests."""
    script = "from tests.speed.test_sharing import waits_for_the_last; print(waits_for_the_last().decode())"
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True)
    assert ended.stdout == "!\n"


def test_no_copy_is_made_of_a_process_with_threads() -> None:
    """The copy would have one thread and everybody's locks."""
    found: list[tuple[Held, str]] = []
    works = [who] * WORKS
    thread = Thread(target=lambda: found.extend(run_shared(works, TemporaryStore())))
    thread.start()
    thread.join()
    assert {bytes_of(held) for held, _ in found} == {who()[0]}
