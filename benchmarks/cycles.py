"""Whole runs: the example from cold and unchanged, against a plain script; one workbook changed; many applicants."""

from __future__ import annotations

import math
import os
import pickle
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl

from benchmarks.documents import text
from benchmarks.measuring import ROUNDS, Line, agree, medians
from benchmarks.setting import ROOT, Setting
from toolchain.typesetting.render import Template

SIZES = (100, 1000, 10000)
Sizes = list[tuple[int, float, int]]


def lines(setting: Setting) -> Iterator[Line]:
    """Measure runs of the program in processes of their own."""
    folder = setting.folder
    inbox, outbox, plain = folder / "inbox", folder / "outbox", folder / "plain"
    papers, contents = folder / "papers", folder / "contents"
    shutil.copytree(ROOT / "inbox", inbox)
    command = [sys.executable, "-m", "toolchain", "cycle", "--inbox", str(inbox), "--outbox", str(outbox)]

    def cold() -> None:
        _aside(outbox)
        _run(command)

    def script(handed: Path) -> None:
        _aside(plain)
        _run([sys.executable, "-m", "benchmarks.plain", str(plain), str(handed)])

    cold()
    contexts, tables = list(_contexts(setting)), list(_tables(outbox))
    papers.write_bytes(pickle.dumps((contexts, [])))
    contents.write_bytes(pickle.dumps((contexts, tables)))
    sides = {"cold": cold, "papers": lambda: script(papers), "script": lambda: script(contents)}
    took = medians(sides, {})
    _compare(outbox, plain)
    what = "示例届次首次运行（全部文书、表格、总览、清单、账本）"
    yield Line(
        what,
        "openpyxl+docxtpl 直写脚本（同样的文书和表格）",
        took["cold"],
        took["script"],
        3,
        checked=f"{len(contexts)}份文书的文字、{len(tables)}份表格的单元格",
    )
    yield Line(what, "同上，脚本只做文书、不做表格", took["cold"], took["papers"])
    sides = {
        "unchanged": lambda: _run(command),
        "floor": lambda: (_run([sys.executable, "-c", "import toolchain.cli"]), _hashed(inbox), _hashed(outbox)),
        "help": lambda: _run([sys.executable, "-m", "toolchain", "--help"]),
        "python": lambda: _run([sys.executable, "-c", "pass"]),
    }
    took |= medians(sides, {})
    yield Line(
        "示例届次再次运行（没有变化）",
        "import toolchain.cli 加全部文件的摘要",
        took["unchanged"],
        took["floor"],
        2,
        slower=True,
    )
    yield Line("示例届次再次运行（没有变化）", "首次运行", took["unchanged"], took["cold"])
    yield Line("--help", "空的 python", took["help"], took["python"], slower=True)
    changed, alone = _changed(command, inbox)
    yield Line("改动一份申报书后再次运行", "首次运行", changed, took["cold"])
    yield Line("改动一份申报书后再次运行", "只载入程序并读这一份", changed, alone, slower=True)
    yield Line(
        "安装后的第一次运行（程序和模板都还没有编译）", "以后的首次运行", _first(folder), took["cold"], slower=True
    )


def _contexts(setting: Setting) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Give template, place and values of every document."""
    for cycle in setting.outcome.cycles:
        for paper in cycle.papers:
            path = setting.templates / f"{paper.document.template}.docx"
            yield str(path), paper.path, Template.load(path).context(paper.document)


def _tables(outbox: Path) -> Iterator[tuple[str, list[tuple[str, list[float], list[list[object]]]]]]:
    """Give place, sheets, column widths and cells of every workbook among the results."""
    for path in sorted(outbox.rglob("*.xlsx")):
        name = path.relative_to(outbox)
        if not name.parts[0].startswith("_"):
            yield str(name), list(_sheets(path))


def _sheets(path: Path) -> Iterator[tuple[str, list[float], list[list[object]]]]:
    for page in openpyxl.load_workbook(path).worksheets:
        letters = [openpyxl.utils.get_column_letter(place) for place in range(1, page.max_column + 1)]
        widths = [page.column_dimensions[letter].width for letter in letters]
        yield page.title, widths, [[cell.value for cell in row] for row in page.iter_rows()]


def growth(module: str) -> Sizes:
    """Give seconds and peak memory in bytes by number, each in a process of its own; the shortest several times."""
    found = []
    for size in SIZES:
        runs = [
            _run([sys.executable, "-m", f"benchmarks.{module}", str(size)])
            for _ in range(ROUNDS if size == SIZES[0] else 1)
        ]
        told = [made.split()[-2:] for made in runs]
        seconds = statistics.median(float(seconds) for seconds, _ in told)
        found.append((size, seconds, max(int(memory) for _, memory in told)))
    return found


def exponent(found: Sizes) -> float:
    """Give the exponent of growth between the smallest and the largest number."""
    (first, before, _), (last, after, _) = found[0], found[-1]
    return math.log(after / before) / math.log(last / first)


def _run(command: list[str], folder: Path = ROOT) -> str:
    made = subprocess.run(  # noqa: S603 - the programs compared here
        command, check=False, capture_output=True, cwd=folder, env={**os.environ, "PYTHONUTF8": "1"}
    )
    if made.returncode not in {0, 4}:
        raise RuntimeError(made.stderr.decode())
    return made.stdout.decode()


def _first(folder: Path) -> float:
    """Run a copy of the program that has never run."""
    taken = []
    for number in range(ROUNDS):
        root = folder / f"fresh{number}"
        for part in ("toolchain", "templates", "inbox"):
            shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
        begin = time.perf_counter()
        _run([sys.executable, "-m", "toolchain", "cycle", "--root", str(root)], root)
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def _aside(folder: Path) -> None:
    """Put a folder out of the way; to remove what stands in it is nobody's work that is compared."""
    if folder.exists():
        folder.rename(folder.with_name(f"{folder.name}-{time.monotonic_ns()}"))


def _hashed(folder: Path) -> None:
    from hashlib import sha256

    for path in folder.rglob("*"):
        if path.is_file():
            sha256(path.read_bytes()).digest()


def _compare(outbox: Path, plain: Path) -> None:
    """Make sure that the plain script's papers have the same text, and its workbooks the same cells."""
    mark = re.compile("送审稿")
    ours = {path.name: path for path in outbox.rglob("*.docx")}
    theirs = {path.name: path for path in plain.rglob("*.docx")}
    agree(ours.keys(), theirs.keys(), "文书目录")
    for name, path in ours.items():
        one, other = (mark.sub("", text(item.read_bytes())) for item in (path, theirs[name]))
        agree(one, other, name)
    for place, sheets in _tables(outbox):
        agree(_cells(sheets), _cells(list(_sheets(plain / place))), place)


def _cells(
    sheets: list[tuple[str, list[float], list[list[object]]]],
) -> list[tuple[str, dict[tuple[int, int], object]]]:
    """Give the cells with content of each sheet."""
    return [
        (title, {(x, y): value for y, row in enumerate(rows) for x, value in enumerate(row) if value not in (None, "")})
        for title, _, rows in sheets
    ]


_ALONE = """
import sys, toolchain.cycle.pipeline
from pathlib import Path
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile
path = Path(sys.argv[1])
receive([ScannedFile(path.name, path.read_bytes())])
"""


def _changed(command: list[str], inbox: Path) -> tuple[float, float]:
    """Change a telephone number in one application, again and again; give the run's time and that of reading it."""
    from toolchain.inbox.reception import receive
    from toolchain.inbox.scan import ScannedFile
    from toolchain.model.sheets import APPLICATION
    from toolchain.model.sheets.application import Applicant
    from toolchain.workbooks.blank import write

    path = next(inbox.rglob("申报书-05*.xlsx"))
    filled = receive([ScannedFile(path.name, path.read_bytes())]).filled[0]
    row = filled.rows[Applicant][0]
    numbers = iter("一二三四五六七八九")

    def change() -> None:
        changed = replace(row, contact=f"王{next(numbers)}")
        path.write_bytes(write(APPLICATION, filled.mark, {**filled.rows, Applicant: [changed]}))

    taken: dict[str, list[float]] = {"changed": [], "alone": []}
    sides = {"changed": command, "alone": [sys.executable, "-c", _ALONE, str(path)]}
    for _ in range(ROUNDS):
        change()
        for name, side in sides.items():
            begin = time.perf_counter()
            _run(side)
            taken[name].append(time.perf_counter() - begin)
    return statistics.median(taken["changed"]), statistics.median(taken["alone"])
