"""The shape of the code: imports point one way, each library stays in its place, rules know no clock."""

from __future__ import annotations

import ast
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from io import StringIO
from pathlib import Path

import pytest

from toolchain.model.sheets import WORKBOOKS

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "toolchain"

PACKAGES = (
    "engine",
    "model",
    "workbooks",
    "inbox",
    "regulation",
    "stages",
    "documents",
    "typesetting",
    "results",
    "outbox",
    "cycle",
    "cli",
)
"""In the order in which a cell travels: a module imports from its own package and from those before it."""

RANK = {name: rank for rank, name in enumerate(PACKAGES)}

ALONE = {
    "engine": ("engine",),
    "model": ("engine",),
    "workbooks": ("engine", "model"),
    "inbox": ("engine", "model", "workbooks"),
    "regulation": ("engine", "model"),
    "outbox": ("engine",),
}
"""Packages that may import less than all those before them."""

LIBRARIES = {
    "openpyxl": {"workbooks/clean_copy.py", "workbooks/returned_copy.py"},
    "xlsxwriter": {"workbooks"},
    "docxtpl": {"typesetting"},
    "docx": {"typesetting"},
    "lxml": {"typesetting", "engine/xlsx"},
    "jinja2": {"typesetting", "results/overview.py"},
    "click": {"cli"},
}

LOOSE = {"__init__.py", "__main__.py", "set_up.py"}
"""Modules beside the packages; the last runs before any library is there, which a package would load."""

PURE = ("model/sheets", "model/findings.py", "model/record.py", "regulation", "stages", "documents")
"""No file, no clock, no chance, no environment, no floating point."""

IMPURE = {"pathlib", "os", "io", "time", "random", "secrets", "tempfile", "subprocess", "socket", "locale"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def place_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def package_of(module: str) -> str | None:
    """Give the package of an imported module of ours, None for modules of others and for the top itself."""
    parts = module.split(".")
    return parts[1] if parts[0] == "toolchain" and len(parts) > 1 and parts[1] in RANK else None


def test_imports_point_one_way() -> None:
    wrong = []
    for path in modules():
        mine = path.relative_to(PACKAGE).parts[0]
        if mine not in LOOSE:
            allowed = {name for name in PACKAGES if RANK[name] <= RANK[mine]} & {mine, *ALONE.get(mine, PACKAGES)}
            found = [(module, line) for module, line in imports(path) if package_of(module) not in {None, *allowed}]
            wrong += [f"{place_of(path)}:{line} imports {module}" for module, line in found]
    assert wrong == []


def test_nothing_lies_loose_beside_the_packages() -> None:
    assert {path.name for path in PACKAGE.glob("*.py")} == LOOSE
    assert {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()} == set(PACKAGES)


@pytest.mark.parametrize("name", PACKAGES)
def test_every_package_says_what_comes_in_and_what_goes_out(name: str) -> None:
    told = ast.get_docstring(ast.parse((PACKAGE / name / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert "In: " in told
    assert "Out: " in told
    assert "import" in told


def test_libraries_stay_in_their_place() -> None:
    wrong = []
    for path in modules():
        place = place_of(path)
        for module, line in imports(path):
            homes = LIBRARIES.get(module.split(".")[0], {place})
            if not any(place == home or place.startswith(home + "/") for home in homes):
                wrong.append(f"{place}:{line} {module}")
    assert wrong == []


def test_rules_and_documents_know_no_clock_and_no_float() -> None:
    wrong = []
    for path in (path for path in modules() if place_of(path).startswith(PURE)):
        place = place_of(path)
        wrong += [f"{place}:{line} {module}" for module, line in imports(path) if module.split(".")[0] in IMPURE]
        wrong += [f"{place}:{node.lineno} 浮点数或时钟" for node in nodes(path) if _inexact(node)]
    assert wrong == []


def _inexact(node: ast.AST) -> bool:
    """Say whether something is a floating-point number, or asks the clock."""
    match node:
        case ast.Constant(value=float()) | ast.Name(id="float"):
            return True
        case ast.Attribute(attr="today" | "now" | "utcnow"):
            return True
    return False


def test_workbooks_know_no_sheet() -> None:
    for path in (PACKAGE / "workbooks").rglob("*.py"):
        for module, line in imports(path):
            assert not module.startswith("toolchain.model.sheets"), f"{path.name}:{line} {module}"


def test_modules_are_short() -> None:
    long = {
        path.name: count for path in modules() if (count := len(path.read_text(encoding="utf-8").splitlines())) > 350
    }
    assert long == {}


EXEMPTION = re.compile(
    r"#\s*(?:noqa(?::\s*[A-Z]+\d+(?:\s*,\s*[A-Z]+\d+)*)?|type:\s*ignore(?:\[[a-z, -]+\])?)(?P<reason>.*)$"
)


def test_every_exemption_from_a_check_says_why() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{token.start[0]}"
        for path in sorted(
            (*ROOT.glob("toolchain/**/*.py"), *ROOT.glob("tests/**/*.py"), *ROOT.glob("benchmarks/*.py"))
        )
        if "noqa" in (source := path.read_text(encoding="utf-8")) or "type:" in source
        for token in tokenize.generate_tokens(StringIO(source).readline)
        if token.type == tokenize.COMMENT and (found := EXEMPTION.search(token.string)) and len(found["reason"]) < 5
    ]
    assert bare == []


ADDRESS = re.compile(r"(?:^|[ !›])([A-Z]{1,2}[1-9][0-9]?)(?::[A-Z]{1,2}[1-9][0-9]*)?$")

OWN_NUMBER = re.compile(r"(?:[EWSYRJKMQ][1-9][0-9]?|N2)$")
"""Numbers of experts (E12), members (W10), incidents, objections and events; the beginning of a code."""

SHEETS = "toolchain.model.sheets"
"""Where rows are declared."""

COORDINATES_MATTER = {
    "tests/addresses.py": "turns addresses into coordinates",
    "tests/test_shape.py": "this pattern",
    "tests/engine": "the reader's own tests: cells of made-up sheets",
    "tests/workbooks": "the writers' and the reader's own tests: cells of made-up sheets",
    "tests/typesetting": "marks of the standard's clauses and sizes of paper",
    "tests/model": "how coordinates are sorted and printed",
    "tests/oracle": "the second implementation reads by headers",
    "tests/gallery/books.py": "XML as other programs write it",
    "tests/gallery/catalogue.py": "the catalogue of bad files",
    "tests/gallery/cells.py": "XML as other programs write it",
    "tests/gallery/fuzz.py": "random XML",
    "tests/gallery/mutator.py": "random XML",
    "tests/scenarios/test_next_steps.py": "how a made-up problem's cell is printed",
    "tests/scenarios/test_json.py": "how a made-up problem's cell is printed",
    "tests/inbox/test_receiving.py": "cells outside of every label",
    "tests/documents": "cells of made-up rows that are printed",
    "tests/outbox": "cells of made-up rows that are printed",
    "tests/trust/test_returned_copies.py": "what a sender hides beside every label",
}
"""Where the coordinates of a cell are themselves what is tested, with the reason."""


def test_cells_are_addressed_by_label() -> None:
    """``B18`` is another cell once a row is added; ``成立日期`` is not (tests/addresses.py)."""
    found = [
        f"{place}:{node.lineno} {node.value}"
        for path in sorted(ROOT.glob("tests/**/*.py"))
        if not (place := path.relative_to(ROOT).as_posix()).startswith(tuple(COORDINATES_MATTER))
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if (cell := ADDRESS.search(node.value)) and not OWN_NUMBER.match(cell[1])
    ]
    assert found == []


def test_rows_come_from_one_builder() -> None:
    """A new required column is one place in the tests, or none (tests/rows.py)."""
    found = []
    declared = {sheet.__name__ for book in WORKBOOKS for sheet in book.sheets}
    for path in sorted({*ROOT.glob("tests/**/*.py")} - {ROOT / "tests/rows.py"}):
        imported = {module.rpartition(".")[2] for module, _ in imports(path) if module.startswith(SHEETS)}
        found += [
            f"{path.relative_to(ROOT)}:{node.lineno} {node.func.id}"
            for node in nodes(path)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in imported & declared
        ]
    assert found == []
