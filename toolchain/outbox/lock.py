"""One run at a time: a lock that the system drops when its process ends, however it ends."""

from __future__ import annotations

import getpass
import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from toolchain.outbox import durable_files
from toolchain.outbox.fault import OutboxFault, fault_of
from toolchain.outbox.paths import LOCK

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30

    def _seize(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)

else:
    import fcntl

    def _seize(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


BUSY = "另一次运行正在进行"
"""How the refusal of a second run begins."""


@dataclass(frozen=True)
class RunLock:
    """Proof that this process runs alone on an outbox."""

    outbox: Path
    who: str
    since: str


@contextmanager
def hold(outbox: Path) -> Iterator[RunLock]:
    """Run alone on an outbox until the block ends.

    Raises:
        OutboxFault: another run is at work (the message says who and since when), or no lock can be had.
    """
    try:
        _make(outbox, durable_files.SECRET_FOLDER)
        _close_to_others(outbox)
        _make((outbox / LOCK).parent, durable_files.SECRET_FOLDER)
        descriptor = os.open(
            outbox / LOCK, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), durable_files.SECRET_FILE
        )
    except OSError as error:
        raise fault_of(error, outbox) from error
    try:
        try:
            _seize(descriptor)
        except (BlockingIOError, PermissionError) as error:
            raise OutboxFault(_refusal(descriptor)) from error
        except OSError as error:
            raise OutboxFault(f"{outbox.name}：所在的磁盘不能加锁，请把 outbox 放在本机磁盘上再运行。") from error
        held = RunLock(outbox, _who(), datetime.now().astimezone().isoformat(sep=" ", timespec="seconds"))
        with suppress(OSError):
            _sign(descriptor, held)
        try:
            yield held
        finally:
            with suppress(OSError):
                os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _make(folder: Path, mode: int) -> None:
    if not folder.is_dir():
        if not folder.parent.is_dir():
            _make(folder.parent, durable_files.SECRET_FOLDER)
        durable_files.make_folder(folder, mode)


def _close_to_others(outbox: Path) -> None:
    """Close the folders that an earlier build left open to every account of the computer, where they are ours."""
    for folder in outbox.iterdir() if os.name == "posix" else ():
        with suppress(OSError):
            if folder.is_dir() and not folder.is_symlink() and folder.stat().st_mode & 0o077:
                folder.chmod(durable_files.SECRET_FOLDER)


def _sign(descriptor: int, held: RunLock) -> None:
    """Write down who holds the lock, for the one who is refused."""
    os.ftruncate(descriptor, 0)
    os.write(descriptor, json.dumps({"who": held.who, "since": held.since}, ensure_ascii=False).encode("utf-8"))


def _refusal(descriptor: int) -> str:
    try:
        told = json.loads(os.read(descriptor, 4096).decode("utf-8"))
        by = f"（{told['who']}，{told['since'][:19]} 开始）"
    except (OSError, ValueError, KeyError, TypeError):
        by = "（刚刚开始）"
    return f"{BUSY}{by}，这一次没有做任何事。请等它结束后再运行。"


def _who() -> str:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "用户不明"
    return f"{user}，电脑 {platform.node()}，进程 {os.getpid()}"
