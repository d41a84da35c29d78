"""Runs after the first one with many applicants: one application changed, and nothing changed, against the first run.

``LONG=1`` measures ten thousand applicants too.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

from benchmarks.measuring import Line
from benchmarks.runs import lay, timed
from benchmarks.setting import Setting

_SHARE = 20
"""A changed run is to take a twentieth of a first run."""


def lines(setting: Setting) -> Iterator[Line]:
    """Measure a first, a changed and an unchanged run, each in a process of its own."""
    for count in (1000, 10000) if os.environ.get("LONG") else (1000,):
        folder = setting.folder / f"reruns{count}"
        inbox = folder / "inbox"
        inbox.mkdir(parents=True)
        laying = get_context("spawn").Process(target=lay, args=(inbox, count))
        laying.start()
        laying.join()
        command = [
            sys.executable,
            "-m",
            "toolchain",
            "cycle",
            "--inbox",
            str(inbox),
            "--outbox",
            str(folder / "outbox"),
        ]
        first, memory, _ = timed(command)
        unchanged, _, told = timed(command)
        _change(sorted(inbox.glob("申报书*.xlsx"))[count // 2])
        changed, most, said = timed(command)
        if "有变" not in said or "有变" in told:
            raise RuntimeError(said)
        held = f"内存{most / 1_000_000:.0f}兆字节，首次{memory / 1_000_000:.0f}兆字节"
        yield Line(f"{count}家，改动一份申报书后再次运行", "首次运行", changed, first, _SHARE, checked=held)
        yield Line(f"{count}家，再次运行（没有变化）", "首次运行", unchanged, first)


def _change(path: Path) -> None:
    """Give an application another person to talk to."""
    from toolchain.inbox.reception import receive
    from toolchain.inbox.scan import ScannedFile
    from toolchain.model.sheets import APPLICATION
    from toolchain.model.sheets.application import Applicant
    from toolchain.workbooks.blank import write

    filled = receive([ScannedFile(path.name, path.read_bytes())]).filled[0]
    changed = replace(filled.rows[Applicant][0], contact="王一")  # type: ignore[call-arg] # the fields of every row
    path.write_bytes(write(APPLICATION, filled.mark, {**filled.rows, Applicant: [changed]}))
