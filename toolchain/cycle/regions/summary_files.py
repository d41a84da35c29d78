"""The summary of many regions beside their folders: the page and the workbook of now, and what each run came to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from toolchain.cycle.regions.page import PAGE, TEMPLATE, page
from toolchain.cycle.regions.report import CycleReport, FileFault, Report
from toolchain.cycle.regions.tables import sheets
from toolchain.engine.value_objects import field_names
from toolchain.outbox import durable_files
from toolchain.outbox.lock import RunLock, hold
from toolchain.outbox.write_failure import fault_of
from toolchain.workbooks.result_table import write_result

SUMMARY = "_汇总"
"""The folder of the summary, beside those of the regions."""
WORKBOOK, RUNS = "各地区一览.xlsx", "历次运行"
_NEW = ".新"
_VERSION = 1


def alone(folder: Path) -> AbstractContextManager[RunLock]:
    """Hold the regions of a folder for one run.

    Raises:
        OutboxFault: another run is at work on them, or no lock can be had.
    """
    return hold(folder.resolve() / SUMMARY)


def keep(folder: Path, reports: Sequence[Report], templates: Path) -> Path:
    """Write the page, the workbook and, where it differs from the last one, the record of this run; give the folder.

    Raises:
        OutboxFault: the folder cannot be written.
        ParameterFault: the page's template is broken.
    """
    place = folder.resolve() / SUMMARY
    files = {PAGE: page(reports, templates / TEMPLATE), WORKBOOK: write_result("各地区一览", sheets(reports))}
    record = json.dumps([_told(report) for report in reports], ensure_ascii=False, indent=1).encode()
    before = _runs(place)
    if not before or before[-1].read_bytes() != record:
        files[f"{RUNS}/{len(before) + 1:04}.json"] = record
    try:
        for name, data in files.items():
            _replace(place / name, data)
    except OSError as error:
        raise fault_of(error, place) from error
    return place


def told(reports: Sequence[Report], code: int) -> dict[str, Any]:
    """Give the object that ``--json`` prints (``docs/json.md``)."""
    return {"version": _VERSION, "exit": code, "districts": [_told(report) for report in reports]}


def last_run(folder: Path) -> tuple[Report, ...] | None:
    """Read what the last run came to; None where there was none."""
    runs = _runs(folder.resolve() / SUMMARY)
    return tuple(_read(item) for item in json.loads(runs[-1].read_text(encoding="utf-8"))) if runs else None


def write(folder: Path, name: str, data: bytes) -> Path:
    """Write another file of the summary.

    Raises:
        OutboxFault: the folder cannot be written.
    """
    target = folder.resolve() / SUMMARY / name
    try:
        _replace(target, data)
    except OSError as error:
        raise fault_of(error, target) from error
    return target


def _runs(place: Path) -> list[Path]:
    return sorted((place / RUNS).glob("[0-9]*.json"))


def _replace(target: Path, data: bytes) -> None:
    for folder in reversed([parent for parent in target.parents if not parent.is_dir()]):
        durable_files.make_folder(folder, durable_files.SECRET_FOLDER)
    new = target.with_name(target.name + _NEW)
    durable_files.write(new, (data,), durable_files.SECRET_FILE)
    durable_files.move(new, target)


def _told(value: Any) -> Any:  # noqa: ANN401 - of any field
    if isinstance(value, Report | CycleReport | FileFault):
        return {name: _told(getattr(value, name)) for name in field_names(value)}
    return [_told(item) for item in value] if isinstance(value, tuple) else value


def _read(told: dict[str, Any]) -> Report:
    cycles = tuple(CycleReport(**item) for item in told["cycles"])
    faults = tuple(FileFault(**item) for item in told["faults"])
    return Report(**{**told, "cycles": cycles, "faults": faults})
