"""The cycles of many regions, each run as on its own in a process of its own, by any executor."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from hashlib import sha256
from pathlib import Path

from toolchain.cycle.paths import Project
from toolchain.cycle.regions.report import Report, report_of
from toolchain.engine import PART_OF
from toolchain.engine.parallel_map import parallel_map
from toolchain.engine.value_objects import Value
from toolchain.outbox.lock import BUSY

PROGRAM = Path(__file__).resolve().parents[3]
_KNOWN = (70, 3, 2, 1, 4, 0)
"""The exit codes of a run, the gravest first."""
_BROKEN, _MISUSED = 70, 2
_WAITS = (2, 5, 10)
"""Seconds after which a region that another run is at work on is tried again."""


class Region(Value):
    """One region of many.

    Attributes:
        name: of its folder.
        project: where its templates, inbox and outbox are.
        options: of the run.
        program: the digest of the program that it is to be run by; empty for any.
    """

    name: str
    project: Project
    options: tuple[str, ...] = ()
    program: str = ""


def found(folder: Path, project: Project, options: tuple[str, ...] = (), program: str = "") -> tuple[Region, ...]:
    """List the regions of a folder: its folders that hold an inbox; templates are their own or the project's."""
    return tuple(
        Region(place.name, Project(root, place / "inbox", place / "outbox"), options, program)
        for place in _folders(folder)
        if (place / "inbox").is_dir()
        for root in [place if (place / "templates").is_dir() else project.root.resolve()]
    )


def without_inbox(folder: Path) -> tuple[Report, ...]:
    """Report the folders that look like a region's and have no inbox."""
    message = "没有 inbox 文件夹；是地区的，建好 inbox 再放表格，不是的移到别处"
    return tuple(
        Report(place.name, _MISUSED, message=message) for place in _folders(folder) if not (place / "inbox").is_dir()
    )


def _folders(folder: Path) -> Iterator[Path]:
    places = sorted(folder.resolve().iterdir())
    return (place for place in places if place.is_dir() and not place.name.startswith((".", "_")))


def program_digest() -> str:
    """Give the digest of this program's own text, by which two computers tell whether they have the same."""
    text = sha256()
    for path in sorted((PROGRAM / "toolchain").rglob("*.py")):
        text.update(path.relative_to(PROGRAM).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return text.hexdigest()


def run(region: Region) -> Report:
    """Run the cycles of one region and wait for it; this is what an executor is given.

    A region that another run is at work on is tried again some times.
    """
    if region.program and region.program != program_digest():
        message = "处理它的电脑上程序版本不同，没有处理；把各台电脑的程序换成同一版本"
        return Report(region.name, _BROKEN, message=message)
    for seconds in (*_WAITS, 0):
        report = _once(region)
        if not report.message.startswith(BUSY) or not seconds:
            break
        time.sleep(seconds)
    return report


def _once(region: Region) -> Report:
    project = region.project
    places = ("--root", str(project.root), "--inbox", str(project.inbox), "--outbox", str(project.outbox))
    done = subprocess.run(  # noqa: S603 - this program itself
        [sys.executable, "-m", "toolchain", "cycle", "--json", *places, *region.options],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        cwd=PROGRAM,
        env={**os.environ, "PYTHONUTF8": "1", PART_OF: str(os.getpid())},
    )
    try:
        told = json.loads(done.stdout)
    except ValueError:
        message = done.stderr.strip().rpartition("\n")[2] or f"进程中止（{done.returncode}），没有结果；请再运行一次"
        return Report(region.name, done.returncode, message=message)
    return report_of(region.name, done.returncode, told)


def run_all(
    regions: Iterable[Region],
    executor: Executor | None = None,
    workers: int | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> tuple[Report, ...]:
    """Run the cycles of many regions; give the reports by name, one for each whatever became of its worker.

    Args:
        regions: each is run once.
        executor: what runs them; None for one after the other.
        workers: how many the executor runs at a time; None for one on each processor.
        progress: is told how many more are done.
    """
    reports = []
    for report in parallel_map(run, regions, executor, workers, _lost):
        reports.append(report)
        progress(1)
    return by_name(reports)


def by_name(reports: Iterable[Report]) -> tuple[Report, ...]:
    """Put reports in the order of their names."""
    return tuple(sorted(reports, key=lambda report: report.name))


def _lost(region: Region, error: Exception) -> Report:
    message = f"没有做完：处理它的进程或电脑中断（{type(error).__name__}）；outbox 保持原样，请再运行一次"
    return Report(region.name, _BROKEN, message=message)


def exit_code(reports: Sequence[Report]) -> int:
    """Give the gravest exit code of all; an unknown one is a fault of the program."""
    codes = {report.exit if report.exit in _KNOWN else _KNOWN[0] for report in reports}
    return next((code for code in _KNOWN if code in codes), 0)
