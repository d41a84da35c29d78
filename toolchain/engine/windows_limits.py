"""What a child of this process may take on Windows: a job object that the system keeps, and a watch beside it.

The job ends the child for its memory and its time, and lets it start no process. The watch looks five times a second at
the same and at the parent: where a job is only half there, as under Wine, it does the job's work. Files of its own are
not kept from the child; Windows has no such limit.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time
from contextlib import suppress
from multiprocessing.connection import wait
from typing import Any

_SYSTEM: Any = getattr(ctypes, "windll", None)
_HERE = ctypes.c_void_p(-1)
"""Names this process to the system."""

_LOOK = 0.2
"""Seconds from one look of the watch to the next."""
_EXTENDED = 9
"""The number of a job's whole set of limits."""
_TIME, _PROCESSES, _MEMORY, _DIE = 0x2, 0x8, 0x100, 0x400
_WAITED_FOR = 0x00100000
"""The right to wait for the end of a process."""
_TICKS = 10_000_000
"""Parts of a second in which a job counts time."""


class _Basic(ctypes.Structure):
    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class _Limits(ctypes.Structure):
    _fields_ = (
        ("basic", _Basic),
        ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class _Taken(ctypes.Structure):
    _fields_ = (
        ("size", ctypes.c_uint32),
        ("faults", ctypes.c_uint32),
        *((f"measure{number}", ctypes.c_size_t) for number in range(6)),
        ("committed", ctypes.c_size_t),
        ("peak", ctypes.c_size_t),
    )


class _Bounds:
    """What this process may take; changed by the calls below, looked at by the watch."""

    memory = sys.maxsize
    until = float("inf")
    job: int | None = None


def end_with(parent: int) -> None:
    """Let this process end once the one that started it is gone.

    Args:
        parent: the number of the process that started it.
    """
    find = _SYSTEM.kernel32.OpenProcess
    find.restype = ctypes.c_void_p
    handle = find(_WAITED_FOR, 0, parent)
    if not handle:
        os._exit(1)
    threading.Thread(target=_watch, args=(handle,), daemon=True).start()


def shut_in(link: int, *, files: bool) -> None:
    """Put the child into a job of its own, in which it starts no process."""
    del link, files
    with suppress(OSError, AttributeError):
        make = _SYSTEM.kernel32.CreateJobObjectW
        make.restype = ctypes.c_void_p
        job = make(None, None)
        if job and _SYSTEM.kernel32.AssignProcessToJobObject(ctypes.c_void_p(job), _HERE):
            _Bounds.job = job
            _keep()


def limit_memory(room: int) -> None:
    """Let the child take so many bytes more than it has."""
    _Bounds.memory = committed() + room
    _keep()


def limit_time(seconds: int) -> None:
    """Let the child take so many seconds of processor time from now on."""
    _Bounds.until = time.process_time() + seconds
    _keep()


def committed() -> int:
    """Give the bytes that this process has been promised; 0 where the system does not tell."""
    taken = _Taken(size=ctypes.sizeof(_Taken))
    told = _SYSTEM.kernel32.K32GetProcessMemoryInfo(_HERE, ctypes.byref(taken), taken.size)
    return taken.committed if told else 0


def _keep() -> None:
    """Give the job the limits of now."""
    if _Bounds.job is None:
        return
    limits = _Limits()
    limits.basic.flags = _PROCESSES | _DIE
    limits.basic.processes = 1
    if _Bounds.memory < sys.maxsize:
        limits.basic.flags |= _MEMORY
        limits.process_memory = _Bounds.memory
    if _Bounds.until < float("inf"):
        limits.basic.flags |= _TIME
        limits.basic.process_time = int(_Bounds.until * _TICKS)
    _SYSTEM.kernel32.SetInformationJobObject(
        ctypes.c_void_p(_Bounds.job), _EXTENDED, ctypes.byref(limits), ctypes.sizeof(limits)
    )


def _watch(parent: int) -> None:
    """End this process when its parent is gone, or when it has taken more than it may."""
    while True:
        gone = wait([parent], _LOOK)
        if gone or committed() > _Bounds.memory or time.process_time() > _Bounds.until:
            os._exit(1)
