"""Where tests keep what the program compiles: in a folder of their own, and always."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from toolchain.engine import compile_cache


def keep_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let everything be kept in a folder that is not there yet."""
    assert not folder.exists()
    monkeypatch.setattr(compile_cache, "_folder", lambda: folder)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return folder
