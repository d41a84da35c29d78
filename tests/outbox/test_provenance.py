"""The record of the program that made the outputs."""

from __future__ import annotations

import re
import shutil
import tomllib
from importlib.metadata import distributions, version
from pathlib import Path

import pytest

from toolchain.engine import fingerprint
from toolchain.outbox.provenance import LIBRARIES, maker_of

ROOT = Path(__file__).resolve().parents[2]


def test_every_declared_library_is_on_record() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert [re.split(r"[^a-z0-9-]", name)[0] for name in declared] == list(LIBRARIES)


def test_versions_are_those_the_interpreter_knows() -> None:
    assert maker_of(ROOT / "templates").dependencies == {name: version(name) for name in LIBRARIES}
    known = {re.sub(r"[-_.]+", "-", item.name).lower(): item.version for item in distributions()}
    assert fingerprint.libraries() == known


def test_line_ends_of_a_copy_do_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkout with the line ends of Windows or a stray file is the same program, one with another letter is not."""
    shutil.copytree(ROOT / "toolchain", tmp_path / "toolchain", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(fingerprint, "_CODE", tmp_path / "toolchain")
    before = fingerprint.sources.__wrapped__()
    changed = tmp_path / "toolchain" / "engine" / "provenance_digest.py"
    data = changed.read_bytes()
    changed.write_bytes(data.replace(b"\n", b"\r\n"))
    assert fingerprint.sources.__wrapped__() == before
    (changed.parent / ".DS_Store").write_bytes(b"what a system leaves behind")
    assert fingerprint.sources.__wrapped__() == before
    changed.write_bytes(data + b"#")
    assert fingerprint.sources.__wrapped__() != before
