"""Bytes put aside until they are needed: as they are while they are few, in a nameless temporary file from then on.

The file belongs to no folder of the office, nobody else can open it, and it is gone when the process ends, however it
ends. What was put aside is what comes back: nothing can change it in between.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import IO, Protocol

ROOM = 4_000_000
"""Bytes that a spool keeps in memory; a run of some fifty applicants needs no file."""


_PIECE = 1_000_000
"""Bytes that are read back at once."""


class TemporaryStore:
    """A place for bytes, in memory up to a number of them; several threads may use it at once."""

    def __init__(self, room: int | None = None) -> None:
        """Begin empty; a file is made when one is needed."""
        self._room = ROOM if room is None else room
        self._file: IO[bytes] | None = None
        self._end = 0
        self._lock = Lock()

    def put(self, data: bytes) -> Held:
        """Put bytes aside; where no temporary file can be had or written, they stay in memory."""
        with self._lock:
            fits = len(data) <= self._room
            if fits:
                self._room -= len(data)
        if fits:
            return data
        try:
            return self.write(data)
        except OSError:
            return data

    def write(self, data: bytes) -> StoredBytes:
        """Put bytes into the file.

        Raises:
            OSError: there is no room for them.
        """
        found = sha256(data).hexdigest()
        with self._lock:
            file = self.opened()
            file.seek(self._end)
            left = memoryview(data)
            while left:
                left = left[file.write(left) :]
            self._end += len(data)
            return StoredBytes(self, self._end - len(data), len(data), found)

    def opened(self) -> IO[bytes]:
        """Make the file if there is none yet: a copy of this process made from now on has the same.

        Raises:
            OSError: no temporary file can be had.
        """
        if self._file is None:
            from tempfile import TemporaryFile

            self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - closed together with the spool
            weakref.finalize(self, self._file.close)
        return self._file

    def read(self, start: int, size: int) -> bytes:
        """Give bytes of the file; a copy of this process may read at the same time.

        Raises:
            OSError: they cannot be read.
        """
        file = self.opened()
        if hasattr(os, "pread"):
            return os.pread(file.fileno(), size, start)
        with self._lock:
            file.seek(start)
            return file.read(size)


class Source(Protocol):
    """What bytes are read from when they are needed; it always gives the same."""

    def read(self, start: int, size: int) -> bytes:
        """Give bytes of it.

        Raises:
            OSError: they cannot be read.
        """


@dataclass(frozen=True, slots=True)
class StoredBytes:
    """Bytes in the file of a spool or in another source, known by where they stand and by their SHA-256."""

    spool: Source
    start: int
    size: int
    digest: str


Held = bytes | StoredBytes
"""Bytes, or where they were put aside."""


def bytes_of(held: Held) -> bytes:
    """Give the bytes.

    Raises:
        OSError: they were put aside and cannot be read.
    """
    return held if isinstance(held, bytes) else held.spool.read(held.start, held.size)


def pieces_of(held: Held) -> Iterator[bytes]:
    """Give the bytes in pieces, no more of them at a time than need be.

    Raises:
        OSError: they were put aside and cannot be read.
    """
    if isinstance(held, bytes):
        yield held
        return
    for start in range(0, held.size, _PIECE):
        yield held.spool.read(held.start + start, min(_PIECE, held.size - start))


def digest_of(held: Held) -> str:
    """SHA-256 of the bytes."""
    return sha256(held).hexdigest() if isinstance(held, bytes) else held.digest


def size_of(held: Held) -> int:
    """Count the bytes."""
    return len(held) if isinstance(held, bytes) else held.size
