"""The table of promises: forty rows at least, each with a test that exists."""

from __future__ import annotations

import ast
from pathlib import Path

from toolchain.cli.report.promises_page import rows

ROOT = Path(__file__).resolve().parents[2]


def names(path: Path) -> set[str]:
    """List the tests of a module, those in classes by both names."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{item.name}" for item in node.body if isinstance(item, ast.FunctionDef)}
    return {name for name in found if name.rpartition("::")[2].startswith("test_")}


def test_every_promise_has_a_test_that_exists() -> None:
    for row in rows(ROOT):
        path, _, name = row["test"].partition("::")
        assert name in names(ROOT / path), row["test"]


def test_there_are_forty_rows_and_no_two_say_the_same() -> None:
    found = [(row["promise"], row["attack"]) for row in rows(ROOT)]
    assert len(found) >= 40
    assert len(set(found)) == len(found)


def test_every_test_of_this_folder_stands_in_the_table_or_tries_the_tools_of_one_that_does() -> None:
    told = {row["test"].partition("::")[0] for row in rows(ROOT)}
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests" / "trust").glob("test_*.py")}
    assert modules - told == {"tests/trust/test_table.py"}
