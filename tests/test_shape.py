"""The shape of the code: imports point one way, each library stays in its place, rules know no clock."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "toolchain"

LAYERS = (
    {
        "alike",
        "anchor",
        "chinese",
        "declared",
        "detail",
        "drawn",
        "issue",
        "keeping",
        "latest",
        "problems",
        "program",
        "project",
        "folding",
        "sharing",
        "spool",
        "spreading",
        "writing",
    },
    {"schema", "parameters", "identifiers"},
    {"workdays", "sheets"},
    {"finding", "items", "record", "interpretations"},
    {"wording"},
    {"regulation"},
    {"register", "declaration", "plan", "grounds"},
    {"judgement"},
    {"stages", "documents"},
    {"readings", "remind"},
    {"workbooks", "typesetting"},
    {"blanks", "dispatching", "inbox", "outbox"},
    {"toolbox", "outcome"},
    {"results", "overview"},
    {"remembering"},
    {"production", "letters", "districts"},
    {"cycle", "example"},
    {"report"},
    {"cli"},
    {"__main__"},
)
"""From what knows least to what knows most; a module may import from layers above it in this list, and its own."""

RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}

LIBRARIES = {
    "openpyxl": {"workbooks/returned.py"},
    "xlsxwriter": {"workbooks"},
    "docxtpl": {"typesetting"},
    "docx": {"typesetting"},
    "lxml": {"typesetting", "workbooks"},
    "jinja2": {"typesetting", "overview.py"},
    "click": {"cli"},
}

PURE = (
    "regulation",
    "documents",
    "sheets",
    "finding.py",
    "record.py",
    "judgement.py",
    "dispatching.py",
    "grounds.py",
    "stages",
    "readings.py",
    "register.py",
)
"""No file, no clock, no chance, no environment, no floating point."""

IMPURE = {"pathlib", "os", "io", "time", "random", "secrets", "tempfile", "subprocess", "socket", "locale"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def area(path: Path) -> str:
    """Give the layer's name of a file: its package or its stem."""
    parts = path.relative_to(PACKAGE).parts
    if parts == ("documents", "declaration.py"):
        return "declaration"
    return parts[0] if len(parts) > 1 else path.stem


def imports(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def layer_of(module: str) -> str | None:
    parts = module.split(".")
    if parts[0] != "toolchain" or len(parts) < 2:
        return None
    return "declaration" if parts[1:3] == ["documents", "declaration"] else parts[1]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    mine = area(path)
    if mine == "__init__":
        return
    for module, line in imports(path):
        other = layer_of(module)
        if other is None or other not in RANK or other == mine:
            continue
        assert RANK[other] < RANK[mine] or {other, mine} <= LAYERS[RANK[mine]], f"{path.name}:{line} imports {module}"


def test_every_module_has_a_layer() -> None:
    areas = {area(path) for path in modules()} - {"__init__"}
    assert areas - set(RANK) == set()


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_libraries_stay_in_their_place(path: Path) -> None:
    place = path.relative_to(PACKAGE).as_posix()
    for module, line in imports(path):
        homes = LIBRARIES.get(module.split(".")[0])
        if homes is not None:
            assert any(place == home or place.startswith(home + "/") for home in homes), f"{place}:{line} {module}"


@pytest.mark.parametrize(
    "path",
    [path for path in modules() if path.relative_to(PACKAGE).parts[0] in PURE],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_rules_and_documents_know_no_clock_and_no_float(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    for module, line in imports(path):
        assert module.split(".")[0] not in IMPURE, f"{path.name}:{line} {module}"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant):
            assert not isinstance(node.value, float), f"{path.name}:{node.lineno} 浮点数"
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"today", "now", "utcnow"}, f"{path.name}:{node.lineno} 时钟"
        if isinstance(node, ast.Name):
            assert node.id != "float", f"{path.name}:{node.lineno} float"


def test_workbooks_know_no_sheet() -> None:
    for path in (PACKAGE / "workbooks").rglob("*.py"):
        for module, line in imports(path):
            assert not module.startswith("toolchain.model.sheets"), f"{path.name}:{line} {module}"


def test_modules_are_short() -> None:
    long = {
        path.name: count for path in modules() if (count := len(path.read_text(encoding="utf-8").splitlines())) > 350
    }
    assert long == {}
