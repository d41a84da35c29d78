"""A disk that refuses, dies or is killed at a chosen call."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

import pytest

from toolchain.engine.temporary_store import digest_of
from toolchain.outbox import durable_files, lock
from toolchain.outbox.paths import LOGS, STAGE

CHANGING = {"open", "write", "ftruncate", "fsync", "replace", "unlink", "mkdir", "rmdir", "chmod", "fchmod", "link"}
REFUSALS = {"磁盘已满": errno.ENOSPC, "读写出错": errno.EIO, "没有权限": errno.EACCES}

Act = Callable[[str, tuple[Any, ...]], None]
Done = Callable[[str, tuple[Any, ...], object], None]


class WatchedOs:
    """Stand in for ``os``: counts the calls that change the disk and lets a test act before one of them."""

    def __init__(self, act: Act, done: Done) -> None:
        self.act = act
        self.done = done
        self.calls: list[str] = []
        self.one = Lock()

    def __getattr__(self, name: str) -> object:
        real = getattr(os, name)
        if name not in {*CHANGING, "close"}:
            return real

        def watched(*args: Any, **named: Any) -> object:
            if name != "close" and (name != "open" or args[1] & os.O_CREAT):
                with self.one:
                    self.calls.append(name)
                    self.act(name, args)
            answer = real(*args, **named)
            with self.one:
                self.done(name, args, answer)
            return answer

        return watched


@contextmanager
def watched(act: Act = lambda *_: None, done: Done = lambda *_: None) -> Iterator[WatchedOs]:
    """Let every change of the disk pass a watcher, before it is done and after."""
    seen = WatchedOs(act, done)
    swap = durable_files.swap

    def swapped(call: Callable[..., int], one: bytes, other: bytes) -> int:
        seen.calls.append("exchange")
        seen.act("exchange", (os.fsdecode(one), os.fsdecode(other)))
        answer = swap(call, one, other)
        seen.done("exchange", (os.fsdecode(one), os.fsdecode(other)), answer)
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(durable_files, "os", seen)
        patch.setattr(durable_files, "swap", swapped)
        patch.setattr(lock, "os", seen)
        yield seen


def count_of(run: Callable[[], object]) -> int:
    """Count the changing calls of a run."""
    with watched() as seen:
        run()
    return len(seen.calls)


def refuse(run: Callable[[], object], number: int, code: int, *, lasting: bool = False) -> None:
    """Run with the call of this number (and, when lasting, all later ones) refused by the system."""
    count = 0

    def act(_name: str, args: tuple[Any, ...]) -> None:
        nonlocal count
        count += 1
        if count == number or (lasting and count > number):
            first = args[0] if isinstance(args[0], str | Path) else None
            raise OSError(code, os.strerror(code), *([str(first)] if first else []))

    with watched(act):
        run()


def kill(run: Callable[[], object], number: int, *, half: bool = False) -> bool:
    """Run in a child that is killed before the call of this number (in the midst of it when it writes).

    Returns:
        Whether the child was killed.
    """
    child = os.fork()
    if child == 0:
        count = 0

        def act(name: str, args: tuple[Any, ...]) -> None:
            nonlocal count
            count += 1
            if count == number:
                if half and name == "write":
                    os.write(args[0], bytes(args[1])[: len(args[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            with watched(act):
                run()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def state_of(outbox: Path) -> dict[str, str]:
    """Give everything that lies in an outbox, folders too, without the log and the staging folder."""
    found = {}
    for path in sorted(outbox.rglob("*")):
        name = path.relative_to(outbox).as_posix()
        if name.split("/")[0] not in {LOGS, STAGE}:
            found[name] = digest_of(path.read_bytes()) if path.is_file() else "folder"
    return found
