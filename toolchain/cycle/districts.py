"""Many districts in one go: each one's cycles are run as on its own, in a process of its own, by any executor."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolchain.cycle.paths import Project
from toolchain.engine.parallel_map import parallel_map
from toolchain.model.problems import Severity

PROGRAM = Path(__file__).resolve().parent.parent.parent
_KNOWN = (70, 3, 2, 1, 4, 0)
"""The exit codes of a run, the gravest first."""


@dataclass(frozen=True)
class District:
    """One district of many.

    Attributes:
        name: of its folder.
        project: where its templates, inbox and outbox are.
        options: of the run.
    """

    name: str
    project: Project
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class DistrictState:
    """Where one cycle stands after the run, in the words of the run."""

    cycle: str
    stage: str
    state: str
    documents: int


@dataclass(frozen=True)
class Report:
    """How the run of one district ended.

    Attributes:
        name: the district.
        exit: the exit code of its run.
        cycles: where they stand.
        counts: how many problems there are of each severity.
        message: why there is no result, empty where there is one.
    """

    name: str
    exit: int
    cycles: tuple[DistrictState, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    message: str = ""


def found(folder: Path, project: Project, options: tuple[str, ...] = ()) -> tuple[District, ...]:
    """List the districts of a folder: its folders that hold an inbox; templates are their own or the project's."""
    return tuple(
        District(place.name, Project(root, place / "inbox", place / "outbox"), options)
        for place in sorted(folder.resolve().iterdir())
        if (place / "inbox").is_dir() and not place.name.startswith(".")
        for root in [place if (place / "templates").is_dir() else project.root.resolve()]
    )


def run(district: District) -> Report:
    """Run the cycles of one district and wait for it; this is what an executor is given."""
    project = district.project
    places = ("--root", str(project.root), "--inbox", str(project.inbox), "--outbox", str(project.outbox))
    done = subprocess.run(  # noqa: S603 - this program itself
        [sys.executable, "-m", "toolchain", "cycle", "--json", *places, *district.options],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        cwd=PROGRAM,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    try:
        told = json.loads(done.stdout)
    except ValueError:
        message = done.stderr.strip().rpartition("\n")[2] or f"进程中止（{done.returncode}）"
        return Report(district.name, done.returncode, message=message)
    return _report(district.name, done.returncode, told)


def run_all(
    districts: Iterable[District],
    executor: Executor | None = None,
    workers: int | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> tuple[Report, ...]:
    """Run the cycles of many districts; give the reports by name.

    Args:
        districts: each is run once.
        executor: what runs them; None for one after the other.
        workers: how many the executor runs at a time; None for one on each processor.
        progress: is told how many more are done.
    """
    reports = []
    for report in parallel_map(run, districts, executor, workers):
        reports.append(report)
        progress(1)
    return tuple(sorted(reports, key=lambda report: report.name))


def exit_code(reports: Iterable[Report]) -> int:
    """Give the gravest exit code of all; an unknown one is a fault of the program."""
    codes = {report.exit if report.exit in _KNOWN else _KNOWN[0] for report in reports}
    return next((code for code in _KNOWN if code in codes), 0)


def table(reports: Iterable[Report]) -> Iterator[tuple[str, ...]]:
    """Give the rows of the summary, its head first: one row for each cycle of each district."""
    shown = (Severity.ERROR, Severity.WARNING)
    yield "地区", "届次", "阶段", "状态", "文书", *(severity.value for severity in shown), "结束状态"
    for report in reports:
        counts = [str(report.counts.get(severity.value, "")) for severity in shown]
        nothing = DistrictState("", "", "没有结果" if report.message else "没有表格", 0)
        for cycle in report.cycles or (nothing,):
            made = str(cycle.documents) if cycle.cycle else ""
            yield report.name, cycle.cycle, cycle.stage, cycle.state, made, *counts, str(report.exit)


def _report(name: str, code: int, told: dict[str, Any]) -> Report:
    cycles = tuple(
        DistrictState(item["cycle"], item["stage_name"], item["state"], len(item["documents"]))
        for item in told["cycles"]
    )
    severities = [item["severity"] for item in told["problems"]]
    return Report(name, code, cycles, {severity.value: severities.count(severity.value) for severity in Severity})
