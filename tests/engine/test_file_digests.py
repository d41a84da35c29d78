from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from toolchain.engine import file_digests
from toolchain.outbox.durable_files import digest_at

LONG_AGO = 1_600_000_000


@pytest.fixture
def lying(tmp_path: Path) -> Path:
    file_digests.forget()
    path = tmp_path / "通知.docx"
    path.write_bytes(b"one")
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def test_a_file_is_read_once(lying: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = digest_at(lying)
    monkeypatch.setattr("toolchain.outbox.durable_files._read", lambda _: pytest.fail("read again"))
    assert digest_at(lying) == first == sha256(b"one").hexdigest()


def test_a_file_that_was_written_since_is_read_again(lying: Path) -> None:
    before = digest_at(lying)
    lying.write_bytes(b"two")
    assert digest_at(lying) == sha256(b"two").hexdigest() != before


def test_another_file_in_its_place_is_read(lying: Path) -> None:
    digest_at(lying)
    other = lying.with_name("另一份")
    other.write_bytes(b"two")
    os.utime(other, (LONG_AGO, LONG_AGO))
    other.replace(lying)
    assert digest_at(lying) == sha256(b"two").hexdigest()


def test_the_next_run_reads_every_file(lying: Path) -> None:
    digest_at(lying)
    lying.write_bytes(b"two")
    os.utime(lying, (LONG_AGO, LONG_AGO))
    file_digests.forget()
    assert digest_at(lying) == sha256(b"two").hexdigest()
