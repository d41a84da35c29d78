"""The second implementation with one rule changed, and the random cycles that notice it.

``python -m tests.oracle.changed [SEEDS]`` looks for cycles that notice every change and writes ``noticed.toml`` anew.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.oracle.cells import Books, books_of
from tests.oracle.comparing import apart, decisions, judged
from tests.oracle.naive import decide
from tests.oracle.random_cycles import AIMED, DIRECTED, cycle
from tests.oracle.rules import CHANGES, Change

FOLDER = Path(__file__).parent
NOTICED = FOLDER / "noticed.toml"
MODULES = ("cells", "calendar", "opening", "reviewing", "deciding", "naive")
"""The second implementation, in the order in which its modules read each other."""

Decide = Callable[[Books], dict[str, Any]]


def changed(change: Change) -> Decide:
    """Give the second implementation with a change made; the one in use stays what it is."""
    package = f"changed_oracle_{abs(hash(change.name))}"
    with _registered(package) as made:
        for name in MODULES:
            source = (FOLDER / f"{name}.py").read_text(encoding="utf-8")
            if name == change.module:
                assert source.count(change.old) == 1, f"{change.name}: {source.count(change.old)} places"
                source = source.replace(change.old, change.new)
            source = source.replace("tests.oracle", package)
            module = made(name)
            exec(compile(source, str(FOLDER / f"{name}.py"), "exec"), vars(module))
        found: Decide = vars(module)["decide"]
        return found


@contextmanager
def _registered(package: str) -> Iterator[Callable[[str], ModuleType]]:
    """Let modules of a package be made and imported by each other while they are."""
    root = ModuleType(package)
    root.__path__ = []
    sys.modules[package] = root
    names = [package]

    def made(name: str) -> ModuleType:
        module = ModuleType(f"{package}.{name}")
        module.__file__ = str(FOLDER / f"{name}.py")
        sys.modules[module.__name__] = module
        names.append(module.__name__)
        setattr(root, name, module)
        return module

    try:
        yield made
    finally:
        for name in names:
            del sys.modules[name]


def notices(change: Decide, books: Books, theirs: dict[str, Any]) -> bool:
    """Say whether the comparison of a cycle comes out differently with a change; failing on it is no difference."""
    try:
        return bool(apart(change(books), theirs))
    except (LookupError, ValueError, TypeError, ArithmeticError, AttributeError):
        return False


def seeds() -> dict[str, int]:
    """Give for each change the seed of a cycle that notices it."""
    return tomllib.loads(NOTICED.read_text(encoding="utf-8")) if NOTICED.exists() else {}


def search(last: int) -> Iterator[dict[str, int]]:
    """Look for a cycle that notices each change, those known before first; give what is found after each cycle."""
    known = seeds()
    open_ = {change.name: changed(change) for change in CHANGES}
    found: dict[str, int] = {}
    first = (*range(last), *range(DIRECTED, DIRECTED + last), *range(AIMED, AIMED + last))
    for seed in dict.fromkeys((*sorted(set(known.values())), *first)):
        books = books_of(files := cycle(seed))
        theirs = decisions(judged(files))
        if not open_ or apart(decide(books), theirs):
            continue
        mine = {name for name, noticed in known.items() if noticed == seed} or set(open_)
        for name in [name for name in mine & open_.keys() if notices(open_[name], books, theirs)]:
            found[name] = seed
            del open_[name]
        yield found


def main() -> None:
    """Write the table anew; say what no cycle notices."""
    found: dict[str, int] = {}
    for found in search(int(sys.argv[1]) if len(sys.argv) > 1 else 200):
        lines = ["# 由 python -m tests.oracle.changed 生成，不要手改：规则的改动 → 看得出来的随机届次。"]
        lines += [f'"{change.name}" = {found[change.name]}' for change in CHANGES if change.name in found]
        NOTICED.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(change.name for change in CHANGES if change.name not in found))  # noqa: T201 - a command


if __name__ == "__main__":
    main()
