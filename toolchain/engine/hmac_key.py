"""A key of the account that runs, kept in its own folder and never beside the results: what it signs is its own.

What earlier runs remember lies in the outbox, which several people may be able to write to. Words and rows taken from
there must be those that this account wrote down itself.
"""

from __future__ import annotations

import hmac
import os
import stat
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

_NAME = "quality-award-toolchain"
_LENGTH = 32


class Seal:
    """Adds up an authentication code piece by piece (HMAC-SHA-256, RFC 2104)."""

    def __init__(self, key: bytes, *pieces: bytes) -> None:
        """Begin with some pieces."""
        self._code = hmac.new(key, digestmod="sha256")
        for piece in pieces:
            self._code.update(piece)

    def update(self, piece: bytes) -> None:
        """Add a piece."""
        self._code.update(piece)

    def hexdigest(self) -> str:
        """Give the code of all pieces so far, 64 hexadecimal digits."""
        return self._code.hexdigest()

    def fits(self, code: str) -> bool:
        """Say whether a code is that of all pieces so far."""
        return hmac.compare_digest(self._code.hexdigest().encode(), code.encode("utf-8", "surrogatepass"))


@cache
def own_key() -> bytes | None:
    """Give the account's key, making one the first time; None where the account has no folder that is its own alone."""
    folder = _folder()
    if folder is None:
        return None
    path = folder / "memory.key"
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(path, flags, 0o600), "wb") as stream:
                stream.write(os.urandom(_LENGTH))
        found = path.read_bytes() if only_ours(folder) and only_ours(path) else b""
        return found if len(found) == _LENGTH else None
    return None


def only_ours(path: Path) -> bool:
    """Say whether a file or folder is no link, belongs to this account (or to the system), and nobody else may write.

    Where the system has no such rights (Windows) the folder of the account is closed to others by itself.
    """
    try:
        found = path.lstat()
    except OSError:
        return False
    if stat.S_ISLNK(found.st_mode):
        return False
    if sys.platform == "win32":
        return True
    return found.st_uid in {os.geteuid(), 0} and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _folder() -> Path | None:
    """Name the account's own folder for what programs keep."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) / _NAME if local else None
    state = os.environ.get("XDG_STATE_HOME")
    if state:
        return Path(state) / _NAME
    with suppress(RuntimeError):
        return Path.home() / ".local" / "state" / _NAME
    return None
