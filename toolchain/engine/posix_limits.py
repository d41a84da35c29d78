"""What a child of this process may take and do on Linux and macOS: limits that the system keeps."""

from __future__ import annotations

import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path

from toolchain.engine import linux_confinement

_STATM = Path("/proc/self/statm")
_LOOK = 2
"""Seconds after which a child looks again whether its parent is still there, where the system does not tell it."""
_END_WITH_PARENT = 1
"""The number of Linux's call that ends a process with its parent."""
_FIRST, _MOST_FILES = 3, 1 << 20
"""File numbers: the first after the three that every process has, and more than a process has open."""


def end_with(parent: int) -> None:
    """Let this process end once the one that started it is gone.

    Args:
        parent: the number of the process that started it.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError, ImportError):
            import ctypes

            ctypes.CDLL(None).prctl(_END_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    signal.signal(signal.SIGALRM, lambda *_: None if os.getppid() == parent else os._exit(1))
    signal.setitimer(signal.ITIMER_REAL, _LOOK, _LOOK)


def shut_in(link: int, *, files: bool) -> None:
    """Let the child read and answer, and nothing else: no file of the parent's, none of its own, no process.

    Args:
        link: the file number through which it answers.
        files: it may write files of its own.
    """
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    os.closerange(_FIRST, link)
    os.closerange(link + 1, _MOST_FILES if most < 0 else min(most, _MOST_FILES))
    if not files:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        linux_confinement.shut_in(files=files)


def limit_memory(room: int) -> None:
    """Let the child take so many bytes of address space more than it has."""
    if not _STATM.exists():
        return
    taken = int(_STATM.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = taken + room
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))


def limit_time(seconds: int) -> None:
    """Let the child take so many seconds of processor time from now on."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(usage.ru_utime + usage.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard < 0 else min(wanted, hard), hard))
