"""Steps that another program may refuse for a moment: a virus scanner, an index, a program that is just saving."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")

_TRIES, _PAUSE = 20, 0.05
"""A refused step is tried again for about a second."""
_PASSING = {
    True: frozenset({errno.EBUSY, errno.ETXTBSY}),
    False: frozenset({errno.EBUSY, errno.EACCES, errno.EPERM}),
}
"""Refusals that may pass, on POSIX and elsewhere: Windows says of a file that another program holds that rights are
missing."""


def posix() -> bool:
    """Say whether files are held by rights alone, and not by programs that have them open."""
    return os.name == "posix"


def patiently(step: Callable[[], T], *marked: str | os.PathLike[str]) -> T:
    """Do one step and give what it gives; a refusal that may pass is waited for.

    Args:
        step: one call of the system.
        marked: files and folders that the step replaces or removes: a mark that says read-only is taken from them.

    Raises:
        OSError: it was refused for good.
    """
    for _ in range(_TRIES - 1):
        try:
            return step()
        except OSError as error:
            if error.errno not in _PASSING[posix()]:
                raise
        if not posix():
            for path in marked:
                with suppress(OSError):
                    os.chmod(path, stat.S_IREAD | stat.S_IWRITE)  # noqa: PTH101 - every change of the disk is one call of os
        time.sleep(_PAUSE)
    return step()
