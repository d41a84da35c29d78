"""One run at a time: a lock that the system drops when its process ends, however it ends.

Shares and synchronised folders may not carry the lock to other computers, but they carry what is written: a mark that
another computer's run left is as good as its lock, until it is too old to be true. Its age is told by the disk's own
clock, so that it does not matter what the computers take the time to be.
"""

from __future__ import annotations

import errno
import getpass
import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from toolchain.outbox import durable_files
from toolchain.outbox.paths import LOCK, refuse_links
from toolchain.outbox.write_failure import OutboxFault, fault_of

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
_UNSAID = 0
_HELD = frozenset({errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EPERM, errno.EDEADLK, _UNSAID})
"""How systems say that somebody else has the lock; Wine gives no reason."""
_LONGEST = 2 * 60 * 60
"""Seconds after which a mark of another computer is taken for one that its run could not take away."""


@dataclass(frozen=True)
class RunLock:
    """Proof that this process runs alone on an outbox."""

    outbox: Path
    who: str
    since: str
    computer: str = ""


@contextmanager
def hold(outbox: Path) -> Iterator[RunLock]:
    """Run alone on an outbox until the block ends.

    Raises:
        OutboxFault: another run is at work (the message says who and since when), or no lock can be had.
    """
    try:
        _make(outbox, durable_files.SECRET_FOLDER)
        refuse_links(outbox)
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
        except OSError as error:
            if error.errno in _HELD:
                raise OutboxFault(_refusal(descriptor)) from error
            raise OutboxFault(f"{outbox.name}：所在的磁盘不能加锁，请把 outbox 放在本机磁盘上再运行。") from error
        computer, now = socket.gethostname(), datetime.now().astimezone()
        if told := _other_run(descriptor, outbox, computer):
            raise OutboxFault(told)
        held = RunLock(outbox, _who(computer), now.isoformat(sep=" ", timespec="seconds"), computer)
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


def _other_run(descriptor: int, outbox: Path, computer: str) -> str:
    """Say that another computer's run left a mark that may be true; empty where there is none."""
    told = _told(descriptor)
    if not told or told.get("computer", computer) == computer or _age(descriptor, outbox) > _LONGEST:
        return ""
    return (
        f"电脑“{told['computer']}”在这个 outbox 上的运行还留着标记{_by(told)}，这一次没有做任何事。"
        f"那边还在运行的，请等它结束；那边已经中断的，请在那台电脑上再运行一次，或者删去 {outbox.name}/{LOCK} 再运行。"
    )


def _age(descriptor: int, outbox: Path) -> float:
    """Give the seconds since a mark was written, both times as the disk tells them."""
    probe = outbox / f"{LOCK}.{os.getpid()}"
    try:
        os.close(os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, durable_files.SECRET_FILE))
        now = probe.stat().st_mtime
        durable_files.remove(probe)
    except OSError:
        return 0.0
    return now - os.fstat(descriptor).st_mtime


def _sign(descriptor: int, held: RunLock) -> None:
    """Write down who holds the lock, for the one who is refused here or elsewhere."""
    os.ftruncate(descriptor, 0)
    mark = {"who": held.who, "since": held.since, "computer": held.computer}
    os.write(descriptor, json.dumps(mark, ensure_ascii=False).encode("utf-8"))
    os.fsync(descriptor)


def _told(descriptor: int) -> dict[str, str]:
    """Read the mark; nothing where there is none, or none that can be read."""
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        told = json.loads(os.read(descriptor, 4096).decode("utf-8"))
        return {name: str(told[name]) for name in ("who", "since", "computer") if name in told}
    except (OSError, ValueError, TypeError):
        return {}
    finally:
        with suppress(OSError):
            os.lseek(descriptor, 0, os.SEEK_SET)


def _by(told: dict[str, str]) -> str:
    return f"（{told['who']}，{told['since'][:19]} 开始）" if {"who", "since"} <= set(told) else "（刚刚开始）"


def _refusal(descriptor: int) -> str:
    return f"{BUSY}{_by(_told(descriptor))}，这一次没有做任何事。请等它结束后再运行。"


def _who(computer: str) -> str:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "用户不明"
    return f"{user}，电脑 {computer}，进程 {os.getpid()}"
