"""The tests near a change: changed test modules, and those that import a changed module of the program.

A module that few tests import is told by these few, one that most import by those of its own package.
``python -m tests.near`` runs them for ``make quick``, those first that import least besides, and after a while leaves
the others to ``make test``.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from time import monotonic

import pytest

ROOT = Path(__file__).resolve().parent.parent
FEW = 25
"""Test modules that may import a changed module and still all be near."""
SECONDS = 35
"""For as long tests begin; lint and types take the rest of the minute."""


def changed(base: str) -> tuple[str, ...]:
    """List the files that differ from a commit, and those that are new."""
    told = [["git", "diff", "--name-only", "-z", base], ["git", "ls-files", "--others", "--exclude-standard", "-z"]]
    found = [subprocess.run(line, cwd=ROOT, check=True, capture_output=True, text=True).stdout for line in told]
    return tuple(sorted({path for text in found for path in text.split("\0") if path}))


@cache
def imported(path: Path) -> frozenset[str]:
    """Give the modules that a file imports, and what it takes from them."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


@cache
def reach(path: Path) -> frozenset[str]:
    """Give what a test module imports of the program, by itself and through other modules of the tests."""
    names = imported(path)
    helpers = {ROOT / f"{name.replace('.', '/')}.py" for name in names if name.startswith("tests.")}
    own = frozenset(name for name in names if name.startswith("toolchain."))
    return own.union(*(reach(helper) for helper in helpers if helper.is_file() and helper != path))


def near(paths: Iterable[str]) -> Iterator[str]:
    """Give the test modules near some changed files."""
    tests = sorted(path for path in (ROOT / "tests").rglob("test_*.py"))
    uses = {path: imported(path) for path in tests}
    for name in paths:
        path = Path(name)
        if path.suffix != ".py":
            continue
        if path.parts[0] == "tests":
            helped = path.with_suffix("").as_posix().replace("/", ".")
            wanted = [test for test in tests if test == ROOT / path or helped in uses[test]]
        elif path.parts[0] == "toolchain":
            module = path.with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
            wanted = [test for test in tests if module in uses[test]]
            if len(wanted) > FEW or not wanted:
                wanted = [test for test in tests if test.parent.name == path.parts[1]]
        else:
            continue
        yield from (test.relative_to(ROOT).as_posix() for test in wanted)


def nearest(paths: Iterable[str]) -> list[str]:
    """List the test modules near some changed files, those first that import least of the program."""
    found = [path for path in dict.fromkeys(near(paths)) if (ROOT / path).exists()]
    return sorted(found, key=lambda path: len(reach(ROOT / path)))


class Budget:
    """Begins no test after its time."""

    def __init__(self, seconds: float) -> None:
        """Let the time begin."""
        self.ends = monotonic() + seconds

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        """Leave a test to the whole run."""
        if monotonic() > self.ends:
            pytest.skip("make quick 的时间已用完，其余由 make test 运行")


def main(base: str = "HEAD") -> int:
    """Run the test modules near what differs from a commit, then the shape of the code."""
    return pytest.main(["-q", *nearest(changed(base)), "tests/test_shape.py"], plugins=[Budget(SECONDS)])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
