"""Mutants that no test can notice, each with its reason; an entry that fits no mutant is stale."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

Key = tuple[str, str, str]
"""Module, line as it stands, change."""

FILE = Path(__file__).with_name("equivalent.toml")


def equivalents() -> Mapping[Key, str]:
    """Give the reason for each mutant that behaves as the module does."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["mutant"]
    return {(row["module"], row["line"], row["change"]): row["reason"] for row in rows}
