"""What is put aside comes back, from memory or from the file, and a full disk costs memory, not the run."""

from __future__ import annotations

import errno
import tempfile
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from types import SimpleNamespace

import pytest
from hypothesis import given, strategies

from toolchain.engine.temporary_store import StoredBytes, TemporaryStore, bytes_of, digest_of, size_of


@given(strategies.lists(strategies.binary(max_size=50)), strategies.integers(0, 200))
def test_everything_comes_back(pieces: list[bytes], room: int) -> None:
    spool = TemporaryStore(room)
    held = [spool.put(piece) for piece in pieces]
    assert [bytes_of(item) for item in reversed(held)] == pieces[::-1]
    assert [digest_of(item) for item in held] == [sha256(piece).hexdigest() for piece in pieces]
    assert [size_of(item) for item in held] == [len(piece) for piece in pieces]
    assert sum(len(item) for item in held if isinstance(item, bytes)) <= room


def test_several_threads_read_at_once() -> None:
    spool = TemporaryStore(0)
    held = [spool.put(bytes([number]) * 10_000) for number in range(100)]
    with ThreadPoolExecutor(4) as executor:
        for number, data in enumerate(executor.map(bytes_of, held)):
            assert data == bytes([number]) * 10_000


def test_few_bytes_need_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", None)
    assert TemporaryStore().put(b"few") == b"few"


def test_where_no_file_can_be_had_everything_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    spool = TemporaryStore(0)
    assert [spool.put(b"one"), spool.put(b"two")] == [b"one", b"two"]


def test_a_disk_that_fills_up_spoils_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    spool = TemporaryStore(0)
    before = spool.put(b"before")
    file = spool.opened()
    written = file.write

    def half(data: memoryview) -> int:
        written(data[:1])
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(spool, "_file", SimpleNamespace(write=half, seek=file.seek))
    assert spool.put(b"in between") == b"in between"
    monkeypatch.setattr(spool, "_file", file)
    after = spool.put(b"after")
    assert isinstance(after, StoredBytes)
    assert (bytes_of(before), bytes_of(after)) == (b"before", b"after")
