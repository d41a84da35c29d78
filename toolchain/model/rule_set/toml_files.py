"""TOML files read: with or without a byte order mark, long ones once for all runs."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from toolchain.engine.compile_cache import keep, key_of, recall
from toolchain.model.rule_set.building import ParameterFault

_LONG = 4000
"""Bytes from which to read a text again costs more than to find out that it was read."""


def read_toml(path: Path) -> Mapping[str, Any]:
    """Read a TOML file, with or without a byte order mark.

    Raises:
        ParameterFault: the file is missing or is not TOML.
    """
    data = bytes_of(path)
    try:
        return table_of(data) if len(data) < _LONG else _kept_table(data)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise unreadable(path, error) from error


def bytes_of(path: Path) -> bytes:
    """Read a file.

    Raises:
        ParameterFault: it is missing or cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise ParameterFault(f"{path.name}：文件打不开（{error.strerror}）") from error


def unreadable(path: Path, error: ValueError) -> ParameterFault:
    """Say that a file is no TOML."""
    return ParameterFault(f"{path.name}：写法不对（{error}）")


def table_of(data: bytes) -> Mapping[str, Any]:
    """Read a text, with or without a byte order mark."""
    return tomllib.loads(data.decode("utf-8-sig"))


def _kept_table(data: bytes) -> Mapping[str, Any]:
    """Read a long text once for all runs, unless there are dates in it."""
    key = key_of("toml", data)
    found: Mapping[str, Any] | None = recall(key)
    if found is None:
        found = table_of(data)
        with suppress(ValueError):
            keep(key, found)
    return found
