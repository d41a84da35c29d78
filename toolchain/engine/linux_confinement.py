"""What Linux forbids a child for good: to change files, to start programs or processes, to talk to anybody.

Landlock keeps it from files, a filter of system calls from processes and sockets. Each is left out where the system has
it not; the limits of :mod:`toolchain.engine.posix_limits` stand beside them.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
from contextlib import suppress
from itertools import chain

_NO_NEW_PRIVILEGES, _FILTER_CALLS, _BY_PROGRAM = 38, 22, 2
_CREATE, _RESTRICT, _ASK_VERSION = 444, 446, 1
"""Landlock's calls, which have these numbers on every machine."""
_START = 1 << 0
_CHANGE = 1 << 1 | sum(1 << right for right in range(4, 13))
_SINCE = ((2, 1 << 13), (3, 1 << 14))
"""Rights to files: to start one as a program; to write, remove and make; to move and to cut, from a version on."""
_NETWORK, _OTHERS = 0b11, 0b11
"""To offer and to open connections; to reach processes outside by sockets without a name and by signals."""

_CALLS = {
    "x86_64": (0xC000003E, (41, 53, 56, 57, 58, 59, 101, 322, 435)),
    "aarch64": (0xC00000B7, (117, 198, 199, 220, 221, 281, 435)),
}
"""Machine → its mark and the numbers of socket, socketpair, clone, fork, vfork, execve, ptrace, execveat, clone3."""
_LOAD, _EQUAL, _AT_LEAST, _ANSWER = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1
_OTHER_KIND = 0x40000000
"""From here on the numbers are those of a second set of calls, which nothing of ours uses."""


class _Filter(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("program", ctypes.c_char_p))


def shut_in(*, files: bool) -> None:
    """Forbid this process what it has no need of, as far as the system can.

    Args:
        files: it may write files of its own.
    """
    with suppress(OSError, AttributeError):
        system = ctypes.CDLL(None, use_errno=True)
        if system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
            _keep_from_files(system, files=files)
            _refuse_calls(system)


def landlock() -> int:
    """Give the version of Landlock that the system has, below 1 for none."""
    return int(ctypes.CDLL(None).syscall(_CREATE, None, 0, _ASK_VERSION))


def _keep_from_files(system: ctypes.CDLL, *, files: bool) -> None:
    version = landlock()
    if version < 1:
        return
    rights = _START if files else _START | _CHANGE | sum(right for since, right in _SINCE if version >= since)
    kept = struct.pack("=QQQ", rights, _NETWORK, _OTHERS)
    known = 8 if version < 4 else 16 if version < 6 else 24  # noqa: PLR2004 - the versions in which they came
    rules = system.syscall(_CREATE, kept, known, 0)
    if rules >= 0:
        system.syscall(_RESTRICT, rules, 0)
        os.close(rules)


def _refuse_calls(system: ctypes.CDLL) -> None:
    mark, numbers = _CALLS.get(platform.machine(), (0, ()))
    if not numbers:
        return
    left = len(numbers)
    steps = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 0, left + 3, mark),
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, left + 1, 0, _OTHER_KIND),
        *((_EQUAL, left - place, 0, number) for place, number in enumerate(numbers)),
        (_ANSWER, 0, 0, _ALLOW),
        (_ANSWER, 0, 0, _REFUSE),
    ]
    program = struct.pack("=" + "HBBI" * len(steps), *chain.from_iterable(steps))
    system.prctl(_FILTER_CALLS, _BY_PROGRAM, ctypes.byref(_Filter(len(steps), program)), 0, 0)
