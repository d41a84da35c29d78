"""Every call that changes the disk: written through to it, with modes that no umask alters."""

from __future__ import annotations

import ctypes
import errno
import os
import stat
import sys
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

from toolchain.engine.file_digests import digested
from toolchain.engine.retry import patiently
from toolchain.engine.temporary_store import digest_of

OPEN_FILE, OPEN_FOLDER = 0o644, 0o755
SECRET_FILE, SECRET_FOLDER = 0o600, 0o700
_POSIX = os.name == "posix"
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_AT_ONCE = 4
"""Files that wait for the disk together; a disk writes many as soon as one."""
_FLAGS = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


def write(path: Path, pieces: Iterable[bytes | bytearray], mode: int) -> None:
    """Write a new file and see that it has reached the disk.

    Raises:
        OSError: with the file's name, whatever call failed.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _FLAGS, mode)
        try:
            for piece in pieces:
                _write_all(descriptor, piece)
            if _POSIX:
                os.fchmod(descriptor, mode)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise _named(error, path) from error


def together(write_one: Callable[[int], None], count: int) -> None:
    """Write so many files side by side, each by its number; once one has failed, what has not been begun is left.

    Raises:
        OSError: what one of them raised.
    """
    from concurrent.futures import ThreadPoolExecutor

    waiting = iter(range(count))

    def take() -> None:
        try:
            for number in waiting:
                write_one(number)
        finally:
            deque(waiting, maxlen=0)

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            for done in [pool.submit(take) for _ in range(_AT_ONCE)]:
                done.result()
        finally:
            deque(waiting, maxlen=0)


def append(path: Path, data: bytes, mode: int) -> None:
    """Add to the end of a file, making it where there is none; for the log alone, which is no result."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _FLAGS, mode)
    try:
        _write_all(descriptor, data)
    finally:
        os.close(descriptor)


def move(source: Path, target: Path) -> None:
    """Put a file in its place in one step, over what is there."""
    try:
        patiently(lambda: os.replace(source, target), source, target)  # noqa: PTH105 - every change of the disk is one call of os
    except OSError as error:
        raise _named(error, target) from error


def link(source: Path, target: Path) -> None:
    """Give an ordinary file a second name.

    Raises:
        OSError: the disk has no second names, or the file is somebody else's.
    """
    os.link(source, target, follow_symlinks=False)  # every change of the disk is one call of os


def exchange(one: Path, other: Path) -> None:
    """Let two folders exchange their names in one step.

    Raises:
        OSError: the system or the disk cannot do that.
    """
    call = _call_to_exchange()
    if call is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(other))
    if swap(call, os.fsencode(one), os.fsencode(other)):
        raise OSError(code := ctypes.get_errno(), os.strerror(code), str(other))


def swap(call: Callable[..., int], one: bytes, other: bytes) -> int:
    """Call Linux's ``renameat2`` with RENAME_EXCHANGE; 0 when it was done."""
    return call(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE)


@cache
def _call_to_exchange() -> Callable[..., int] | None:
    if not sys.platform.startswith("linux"):
        return None
    try:
        call: Callable[..., int] = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return None
    return call


def remove(path: Path) -> None:
    """Remove a file if it is there."""
    try:
        patiently(lambda: os.unlink(path), path)  # noqa: PTH108 - every change of the disk is one call of os
    except FileNotFoundError:
        return


def make_folder(path: Path, mode: int) -> None:
    """Make one folder with this mode if it is not there, and see that its name has reached the disk."""
    if path.is_dir():
        return
    os.mkdir(path, mode)  # noqa: PTH102 - every change of the disk is one call of os
    if _POSIX:
        os.chmod(path, mode)  # noqa: PTH101 - likewise
    sync(path.parent)


def remove_folder(path: Path) -> None:
    """Remove a folder that is empty; leave one that is not, is none, or that a window of the system stands in."""
    with suppress(OSError):
        with os.scandir(path) as found:
            empty = next(found, None) is None
        if empty:
            patiently(lambda: os.rmdir(path), path)  # noqa: PTH106 - every change of the disk is one call of os


def sync(folder: Path) -> None:
    """See that the names in a folder have reached the disk, where the system can tell."""
    if not _POSIX:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        raise _named(error, folder) from error
    finally:
        os.close(descriptor)


def clear(folder: Path) -> None:
    """Remove a folder of our own with everything in it; nothing is followed."""
    if not folder.is_dir() or folder.is_symlink():
        return
    for item in sorted(folder.iterdir()):
        if item.is_dir() and not item.is_symlink():
            clear(item)
        else:
            remove(item)
    patiently(lambda: os.rmdir(folder), folder)  # noqa: PTH106 - every change of the disk is one call of os


def bytes_of(path: Path) -> bytes | None:
    """Read an ordinary file; None where there is none. Links are not followed.

    Raises:
        OSError: it cannot be read.
    """
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    return _read(path) if stat.S_ISREG(mode) else None


def _read(path: Path) -> bytes:
    descriptor = patiently(lambda: os.open(path, os.O_RDONLY | _FLAGS))
    with os.fdopen(descriptor, "rb", buffering=0) as stream:
        return stream.read()


def digest_at(path: Path) -> str | None:
    """SHA-256 of the ordinary file at a path, None where there is none, a word of its own for anything else."""
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not stat.S_ISREG(found.st_mode):
        return "not an ordinary file"
    return digested(str(path), found, lambda: digest_of(_read(path)))


def _write_all(descriptor: int, data: bytes | bytearray) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


def _named(error: OSError, path: Path) -> OSError:
    """Give the error the name of the file, which some calls leave out."""
    return OSError(error.errno, error.strerror, str(path))
