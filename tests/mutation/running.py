"""Run the tests of the rules against every mutant: each in a fork of its own, the nearest tests first."""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.util
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest
from coverage import CoverageData
from hypothesis import settings

from tests.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "toolchain" / "regulation"
SUITE = ("tests/regulation",)
SECONDS = 30
"""A mutant that keeps the tests busy for so long never ends: it is noticed."""

Touched = Mapping[str, Mapping[int, Sequence[str]]]


def every_mutant(stems: Sequence[str] = ()) -> Iterator[Mutant]:
    """Make the mutants of every rule module, or of those named."""
    for path in modules(stems):
        yield from mutants(f"toolchain.regulation.{path.stem}", path.read_text(encoding="utf-8"))


def modules(stems: Sequence[str] = ()) -> list[Path]:
    """List every rule module, or those named."""
    return [path for path in sorted(RULES.glob("*.py")) if not stems or path.stem in stems]


def check_unchanged(path: Path, lines: Touched) -> None:
    """Make sure that the tests pass in a fork with the module as it is: else every mutant would seem noticed."""
    same = Mutant(f"toolchain.regulation.{path.stem}", 0, "不变", "", path.read_text(encoding="utf-8"), "")
    if path.stem in lines and not survives(same, tests_for(same, lines)):
        raise AssertionError(f"{path.name}: its tests fail without any change")


def touched(folder: Path) -> Touched:
    """Run the tests once and tell, for each line of a rule module, which test functions run it."""
    config = folder / "coveragerc"
    config.write_text("[run]\ndynamic_context = test_function\nsource = toolchain.regulation\n", encoding="utf-8")
    data = folder / "coverage"
    command = ["-m", "coverage", "run", f"--rcfile={config}", f"--data-file={data}", "-m", "pytest", "-q", *SUITE]
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    found = CoverageData(str(data))
    found.read()
    return {Path(name).stem: found.contexts_by_lineno(name) for name in found.measured_files()}


def tests_for(mutant: Mutant, lines: Touched) -> list[str]:
    """Name the tests that run a mutant's line, those of its own module first; all of the module's where none does."""
    stem = mutant.module.rpartition(".")[2]
    of_module = lines.get(stem, {})
    contexts = [name for name in of_module.get(mutant.line, ()) if name]
    if not contexts:
        contexts = sorted({name for names in of_module.values() for name in names if name})
    nodes = {_node(name) for name in contexts if name.startswith("tests.")}
    if any(not name.startswith("tests.") for name in contexts):  # a property test, whose name its engine hides
        nodes |= {str(path.relative_to(ROOT)) for path in sorted((ROOT / SUITE[0]).glob(f"test_{stem[:5]}*.py"))}
    return sorted(nodes, key=lambda node: (f"test_{stem}" not in node, stem[:5] not in node, node))


def _node(context: str) -> str:
    """Turn ``tests.regulation.test_x.test_y`` into what pytest takes."""
    module, _, name = context.rpartition(".")
    return f"{module.replace('.', '/')}.py::{name}"


def survives(mutant: Mutant, nodes: Sequence[str]) -> bool:
    """Say whether every test passes with the mutant in place of its module."""
    if not nodes:
        return True
    _prepare()
    child = os.fork()
    if child == 0:
        _run(mutant, nodes)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)


def _prepare() -> None:
    """Import once, before the forks, what takes long and holds no rule."""
    for name in (
        "_hypothesis_pytestplugin",
        "toolchain.model.parameters",
        "toolchain.model.record",
        "toolchain.model.sheets.scores",
    ):
        importlib.import_module(name)
    settings.register_profile("mutation", deadline=None, derandomize=True)
    settings.load_profile("mutation")
    if any(name.startswith("toolchain.regulation.") for name in sys.modules):
        raise AssertionError("a rule module is loaded: its mutants would not be")


def _run(mutant: Mutant, nodes: Sequence[str]) -> None:
    """Be the child: take the mutant for the module, run the tests, leave."""
    code = 1
    try:
        signal.alarm(SECONDS)
        with tempfile.TemporaryFile("w") as sink:
            os.dup2(sink.fileno(), 1)
            os.dup2(sink.fileno(), 2)
            sys.meta_path.insert(0, _Instead(mutant))
            options = ["-x", "-q", "--assert=plain", f"--rootdir={ROOT}"]
            options += [f"-pno:{name}" for name in ("cacheprovider", "unraisableexception", "threadexception")]
            code = int(pytest.main([*options, *nodes]))
    finally:
        os._exit(code)


class _Instead(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads a mutant where its module is asked for."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        """Take over one module only."""
        del path, target
        return importlib.util.spec_from_loader(fullname, self) if fullname == self.mutant.module else None

    def exec_module(self, module: ModuleType) -> None:
        """Run the mutant's source."""
        exec(compile(self.mutant.source, self.mutant.name, "exec"), module.__dict__)
