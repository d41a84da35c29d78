"""A whole run with many applicants: their workbooks lie on the disk, the real command reads them and publishes.

Prints how long the command took and how much the largest of its processes held.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from benchmarks.setting import ROOT

_TOGETHER = 500
"""Applicants in one workbook of checks: with all departments' checks a workbook holds no more than some thousands."""


def lay(inbox: Path, count: int) -> None:
    """Write the workbooks of a cycle that is as far as the checks of the departments, one application per applicant."""
    from benchmarks.many import multiplied
    from toolchain.inbox.reception import receive
    from toolchain.inbox.scan import scan_inbox
    from toolchain.model.sheets import APPLICATION, CHECKS, WORKBOOKS
    from toolchain.model.sheets.application import Applicant
    from toolchain.model.sheets.checks import Check
    from toolchain.model.sheets.settings import Dispatch
    from toolchain.model.workbook_declaration import Mark
    from toolchain.workbooks.blank import write

    declared = {book.mark: book for book in WORKBOOKS}
    model: tuple[Applicant, bytes] | None = None
    for item in multiplied(receive(scan_inbox(ROOT / "inbox")), count).filled:
        book = declared[item.mark.template]
        if book is CHECKS:
            checks = item.all(Check)
            each = len(checks) // count * _TOGETHER
            for part, first in enumerate(range(0, len(checks), each), 1):
                mark = Mark(book.mark, item.mark.version, item.mark.cycle, f"第{part}部门")
                data = write(book, mark, {**item.rows, Check: checks[first : first + each]})
                (inbox / f"部门核查-{part:02d}.xlsx").write_bytes(data)
        elif book is APPLICATION:
            [applicant] = item.all(Applicant)
            model = model or (applicant, write(book, item.mark, item.rows))
            (inbox / item.file).write_bytes(_renamed(*model, applicant))
        else:
            rows = {**item.rows, Dispatch: [row for row in item.all(Dispatch) if not row.subject]}
            (inbox / Path(item.file).name).write_bytes(write(book, item.mark, rows))


def _renamed(model: object, data: bytes, applicant: object) -> bytes:
    """Put another applicant's code, name and telephone into an application."""
    pairs = [
        (escape(getattr(model, name)).encode(), escape(getattr(applicant, name)).encode())
        for name in ("uscc", "name", "phone")
    ]
    saved = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            for before, after in pairs:
                part = part.replace(before, after)
            new.writestr(entry, part)
    return saved.getvalue()


def timed(command: list[str]) -> tuple[float, int, str]:
    """Run a command; give seconds, the bytes that the largest of its processes held, and what it said.

    Raises:
        RuntimeError: it found something wrong.
    """
    begin = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - the program that is measured
        command, cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "PYTHONUTF8": "1"}
    ) as run:
        told = run.stdout.read().decode() if run.stdout else ""
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode:
        raise RuntimeError(told)
    return time.perf_counter() - begin, used.ru_maxrss * 1024, told


def main(count: int) -> None:
    """Lay the workbooks in a process of its own, then run the command, which must find nothing wrong."""
    with TemporaryDirectory(prefix="bench-") as folder:
        inbox, outbox = Path(folder) / "inbox", Path(folder) / "outbox"
        inbox.mkdir()
        laying = get_context("spawn").Process(target=lay, args=(inbox, count))
        laying.start()
        laying.join()
        command = [sys.executable, "-m", "toolchain", "cycle", "--inbox", str(inbox), "--outbox", str(outbox)]
        seconds, memory, told = timed(command)
        if f"已采用{len(list(inbox.iterdir()))}" not in told:
            raise RuntimeError(told)
    sys.stdout.write(f"{seconds} {memory}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
