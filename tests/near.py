"""The tests near a change: changed test modules, and those that import a changed module of the program.

``python -m tests.near`` prints them, one a line, the nearest first: a module that few tests import is told by these
few, one that most import by those of its own package. ``make quick`` runs them.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FEW = 25
"""Test modules that may import a changed module and still all be near."""


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


def main(base: str = "HEAD") -> None:
    """Print the test modules near what differs from a commit."""
    found = dict.fromkeys(near(changed(base)))
    sys.stdout.write("".join(f"{path}\n" for path in found if (ROOT / path).exists()))


if __name__ == "__main__":
    main(*sys.argv[1:])
