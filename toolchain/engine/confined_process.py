"""Run a function on bytes that nobody vouches for: in a child process with limits, which may be lost without harm.

The child is started once and used again.
"""

from __future__ import annotations

import io
import logging
import multiprocessing
import os
import pickle
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Generic, TypeVar

from toolchain.engine import PART_OF

if sys.platform == "win32":
    from toolchain.engine import windows_limits as limits
else:
    from toolchain.engine import posix_limits as limits

T = TypeVar("T")

_log = logging.getLogger(__name__)
_OURS = __name__.partition(".")[0]
_PLAIN = frozenset(
    {("datetime", "date"), ("datetime", "datetime"), ("decimal", "Decimal"), ("fractions", "Fraction")}
    | {("builtins", name) for name in ("set", "frozenset", "bytearray", "complex", "range", "slice")}
    | {("copyreg", "_reconstructor"), ("builtins", "object"), ("types", "MappingProxyType")}
)
"""Classes besides our own that a result may hold."""
_SPARE = 4
"""A pipe takes bytes up to its size, and counts what it needs for itself."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one call may take: the last resort behind the limits that are counted, far beyond what they let through.

    Whether a file is read must not hang on how fast the machine is, nor on what else it has to do.

    Attributes:
        memory: bytes of address space beyond what the child starts with.
        seconds: processor time.
        wait: wall time after which the child is given up.
        files: it may write files of its own, as libraries do with what they put together.
    """

    memory: int = 256_000_000
    seconds: int = 60
    wait: int = 600
    files: bool = False


@dataclass(frozen=True, slots=True)
class Aborted:
    """Says that a call came to no result.

    Attributes:
        reason: why, in words that complete “读取这份文件…”.
        bug: the function itself failed; its traceback is in the log.
    """

    reason: str
    bug: bool = False


class Confined(Generic[T]):
    """A function that runs in a limited child process; use it in a ``with`` block or close it."""

    def __init__(self, work: Callable[..., T], allowance: Allowance | None = None) -> None:
        """Prepare; the child starts with the first call."""
        self._work = work
        self._allowance = allowance or Allowance()
        self._child: tuple[BaseProcess, Connection] | None = None

    def __enter__(self) -> Confined[T]:
        """Give itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the child."""
        self.close()

    def __call__(self, *arguments: object) -> T | Aborted:
        """Call the function, or say why it came to no result."""
        self.start()
        return self.ask(*arguments)

    def start(self) -> None:
        """Start the child, or another in place of a dead one."""
        self._link()

    def ask(self, *arguments: object) -> T | Aborted:
        """Call the function in the child that was started, or say why it came to no result; no child is started."""
        self.send(*arguments)
        return self.receive()

    @property
    def room(self) -> int:
        """Bytes of a call that can be sent while the child is still at the one before: nobody need read them."""
        if self._child is None or sys.platform == "win32":
            return 0
        with socket.socket(fileno=os.dup(self._child[1].fileno())) as end:
            return end.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) // _SPARE

    def send(self, *arguments: object) -> None:
        """Hand a call to the child that was started; :meth:`receive` gives what comes of it, in the same order."""
        if self._child is not None:
            with suppress(OSError):  # told when nothing comes of it
                self._child[1].send(arguments)

    def receive(self) -> T | Aborted:
        """Wait for the result of the first call that was sent, or say why it came to none."""
        if self._child is None:
            return Aborted("用时过长，或所需内存过大")
        link: Any = self._child[1]
        try:
            if not link.poll(self._allowance.wait):
                self.close()
                return Aborted("用时过长")
            result: T | Aborted = _Results(io.BytesIO(link.recv_bytes())).load()
        except (EOFError, OSError):
            self.close()
            return Aborted("用时过长，或所需内存过大")
        except pickle.UnpicklingError:
            self.close()
            return Aborted("时交回的内容不对")
        if isinstance(result, Aborted):
            self.close()
        return _told(result)

    def close(self) -> None:
        """End the child; the next call starts another."""
        if self._child is None:
            return
        process, link = self._child
        self._child = None
        link.close()
        process.kill()
        process.join()

    def _link(self) -> Connection:
        if self._child is not None and self._child[0].is_alive():
            return self._child[1]
        self.close()
        quick = "fork" if sys.platform == "linux" else "spawn"
        context: Any = multiprocessing.get_context(quick)
        mine: Connection
        mine, other = context.Pipe()
        process = context.Process(target=_serve, args=(other, mine, self._work, self._allowance), daemon=True)
        process.start()
        other.close()
        self._child = (process, mine)
        return mine


def _serve(link: Connection, other: Connection, work: Callable[..., object], allowance: Allowance) -> None:
    """Answer calls until nobody listens any more.

    The child's own copy of the other end goes at once. Children of the same parent that started later may hold one
    too, and a long call listens to nobody: the system ends the child with its parent.
    """
    end_with_parent()
    other.close()
    sys.dont_write_bytecode = True
    limits.shut_in(link.fileno(), files=allowance.files)
    limits.limit_memory(allowance.memory)
    while True:
        try:
            arguments = link.recv()
        except (EOFError, OSError):
            return
        limits.limit_time(allowance.seconds)
        result = _guarded(work, arguments)
        try:
            link.send(result)
        except MemoryError:
            link.send(Aborted("所需内存过大"))


class _Results(pickle.Unpickler):
    """Reads what a child sends as data: values of our own classes and of a few plain ones, and nothing that acts."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as declared there
        """Give a class that a value may be of.

        Raises:
            pickle.UnpicklingError: a value is of another class, or something else than a class is named.
        """
        if module.partition(".")[0] == _OURS or (module, name) in _PLAIN:
            found = super().find_class(module, name)
            if isinstance(found, type) or (module, name) in _PLAIN:
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def end_with_parent() -> None:
    """Let this child end once its parent is gone, and leave interruptions to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    limits.end_with(os.getppid() if parent is None or parent.pid is None else parent.pid)


def end_with_whom_it_works_for() -> None:
    """Let a program of ours that another one started as a part of its work end with that one."""
    if parent := os.environ.pop(PART_OF, ""):
        limits.end_with(int(parent))


def _guarded(work: Callable[..., T], arguments: tuple[object, ...]) -> T | Aborted:
    """Call the function; memory that runs out and bugs become a result."""
    try:
        return work(*arguments)
    except MemoryError:
        return Aborted("所需内存过大")
    except Exception:  # noqa: BLE001 - one file must not stop the others; the traceback goes to the log
        return Aborted(traceback.format_exc(), bug=True)


def _told(result: T | Aborted) -> T | Aborted:
    """Put the traceback of a bug into the log, and keep it off the screen."""
    if isinstance(result, Aborted) and result.bug:
        _log.info("%s", result.reason)
        return Aborted("时程序出错", bug=True)
    return result
