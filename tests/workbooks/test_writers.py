"""The example workbooks saved again by other programs: all are read, and every decision is the same."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "inbox" / "示例2025届"
HERE = Path(__file__).parent
PYTHON = (
    "openpyxl==3.1.5",
    "pandas==3.1.1",
    "xlsxwriter==3.3.1",
    "PyExcelerate==0.13.0",
    "pylightxl==1.61",
    "python-calamine==0.9.1",
    "tablib==3.10.0",
    "pyexcel==0.7.6",
    "pyexcel-xlsx==0.6.1",
)
NODE = ("@e965/xlsx@0.20.3", "exceljs@4.4.0", "xlsx-populate@1.21.0", "xlsx-js-style@1.2.0", "excel4node@1.8.2")
BOOKS = sorted(EXAMPLE.glob("*.xlsx"))

pytestmark = pytest.mark.stress


def run(*command: str, folder: Path = ROOT) -> str:
    done = subprocess.run(
        command, capture_output=True, check=False, cwd=folder, timeout=900, env={**os.environ, "TZ": "UTC"}
    )
    return done.stdout.decode("utf-8", "replace")


def decisions(inbox: Path) -> tuple[object, list[str], set[str]]:
    """Give what is decided of each cycle, the states of the files, and the codes of all problems."""
    found = json.loads(run(sys.executable, "-m", "toolchain", "check", "--json", "--inbox", str(inbox)))
    cycles = [{key: value for key, value in cycle.items() if key != "problems"} for cycle in found["cycles"]]
    return cycles, [item["state"] for item in found["inbox"]["files"]], {item["code"] for item in found["problems"]}


@cache
def original() -> object:
    return decisions(EXAMPLE)[0]


def same(inbox: Path, *notes: str) -> None:
    cycles, states, codes = decisions(inbox)
    assert states == ["已采用"] * len(BOOKS)
    assert codes <= set(notes)
    assert cycles == original()


def with_openpyxl(source: Path, target: Path) -> None:
    load_workbook(source).save(target)


def with_openpyxl_and_iso_dates(source: Path, target: Path) -> None:
    book = load_workbook(source)
    book.iso_dates = True
    book.save(target)


def values_alone(source: Path, target: Path) -> None:
    book = Workbook(write_only=True)
    for sheet in load_workbook(source).worksheets:
        page = book.create_sheet(sheet.title)
        page.sheet_state = sheet.sheet_state
        for row in sheet.iter_rows(values_only=True):
            page.append(row)
    book.save(target)


def with_xlsxwriter(source: Path, target: Path) -> None:
    book = xlsxwriter.Workbook(str(target), {"strings_to_formulas": False, "default_date_format": "yyyy/m/d"})
    for sheet in load_workbook(source).worksheets:
        page = book.add_worksheet(sheet.title)
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            if cell.data_type != "f":
                page.write(cell.row - 1, cell.column - 1, cell.value)
    book.close()


def in_bytes(change: Callable[[str, bytes], bytes]) -> Callable[[Path, Path], None]:
    def save(source: Path, target: Path) -> None:
        with ZipFile(source) as before, ZipFile(target, "w", ZIP_DEFLATED) as after:
            for name in before.namelist():
                after.writestr(name, change(name, before.read(name)))

    return save


def decimal_points(name: str, data: bytes) -> bytes:
    """Write every whole number with a point, as some Java libraries and online spreadsheets do."""
    number = rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?(?: t="n")?>(?:<f>[^<]*</f>)?<v>-?[0-9]+)(</v>)'
    return re.sub(number, rb"\1.0\2", data) if name.startswith("xl/worksheets/sheet") else data


def empty_shared_texts(name: str, data: bytes) -> bytes:
    cell = rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?)/>'
    return re.sub(cell, rb'\1 t="s"><v></v></c>', data) if name.startswith("xl/worksheets/sheet") else data


def idle_types(name: str, data: bytes) -> bytes:
    macro = b'<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    return data.replace(b"<Default", macro + b"<Default", 1) if name == "[Content_Types].xml" else data


@pytest.mark.parametrize(
    "save",
    [
        with_openpyxl,
        with_openpyxl_and_iso_dates,
        values_alone,
        with_xlsxwriter,
        in_bytes(decimal_points),
        in_bytes(empty_shared_texts),
        in_bytes(idle_types),
    ],
    ids=["openpyxl", "iso-dates", "values-alone", "xlsxwriter", "decimal-points", "empty-shared", "idle-types"],
)
def test_saved_by_a_python_library(save: Callable[[Path, Path], None], tmp_path: Path) -> None:
    for book in BOOKS:
        save(book, tmp_path / book.name)
    same(tmp_path, "N-CELL-07")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("by_way_of", ["", "ods"])
def test_saved_by_libreoffice(by_way_of: str, tmp_path: Path) -> None:
    def convert(ending: str, books: list[Path], folder: Path) -> list[Path]:
        command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", ending]
        run(*command, "--outdir", str(folder), *map(str, books))
        return sorted(folder.glob(f"*.{ending}"))

    books = convert("ods", BOOKS, tmp_path / "ods") if by_way_of else BOOKS
    convert("xlsx", books, tmp_path / "saved")
    same(tmp_path / "saved")


@pytest.mark.skipif(shutil.which("ssconvert") is None, reason="Gnumeric is not installed")
def test_saved_by_gnumeric(tmp_path: Path) -> None:
    for book in BOOKS:
        run("ssconvert", "-T", "Gnumeric_Excel:xlsx2", str(book), str(tmp_path / book.name))
    same(tmp_path)


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the Python of an environment that has the libraries."""
    folder = tmp_path_factory.mktemp("python")
    run(sys.executable, "-m", "venv", str(folder))
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    run(str(python), "-m", "pip", "install", "--quiet", *PYTHON)
    if not run(str(python), "-c", "import pandas, pyexcel; print(1)"):
        pytest.skip("the package index is not reached")
    return python


@pytest.mark.parametrize(
    ("library", "notes"),
    [
        ("pandas-openpyxl", ("N-CELL-07",)),
        ("pandas-xlsxwriter", ("N-CELL-07",)),
        ("pyexcelerate", ("N-CELL-07", "N-DATE-08")),
        ("tablib", ("N-CELL-07",)),
        ("pyexcel", ("N-CELL-07",)),
        ("calamine-xlsxwriter", ("N-CELL-07",)),
    ],
)
def test_its_values_saved_by_a_python_library(
    library: str, notes: tuple[str, ...], libraries: Path, tmp_path: Path
) -> None:
    run(str(libraries), str(HERE / "resave.py"), library, str(EXAMPLE), str(tmp_path))
    same(tmp_path, *notes)


def test_blank_cells_that_a_library_writes_as_the_number_none_are_named(libraries: Path, tmp_path: Path) -> None:
    run(str(libraries), str(HERE / "resave.py"), "pylightxl", str(EXAMPLE), str(tmp_path))
    _, states, codes = decisions(tmp_path)
    assert set(states) == {"已采用", "需修改"}
    assert codes == {"N-CELL-01", "E-CELL-23"}


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("node")
    run("npm", "install", "--silent", "--no-audit", "--prefix", str(folder), *NODE)
    if not (folder / "node_modules" / "exceljs").is_dir():
        pytest.skip("the npm registry is not reached")
    shutil.copy(HERE / "resave.js", folder)
    return folder


@pytest.mark.skipif(shutil.which("npm") is None, reason="Node.js is not installed")
@pytest.mark.parametrize(
    ("library", "notes"),
    [
        ("sheetjs", ("N-DATE-08",)),
        ("sheetjs-dates", ()),
        ("exceljs", ()),
        ("xlsx-populate", ("N-CELL-01",)),
        ("xlsx-js-style", ("N-DATE-08",)),
        ("sheetjs-values", ("N-CELL-07",)),
        ("excel4node", ("N-CELL-07", "N-DATE-08")),
    ],
)
def test_saved_by_a_javascript_library(library: str, notes: tuple[str, ...], node: Path, tmp_path: Path) -> None:
    run("node", "resave.js", library, str(EXAMPLE), str(tmp_path), folder=node)
    same(tmp_path, *notes)
