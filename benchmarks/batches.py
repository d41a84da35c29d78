"""Certificates for a roster of many, over all processors, in a process of its own; prints time and memory."""

from __future__ import annotations

import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.many import code
from benchmarks.measuring import agree
from benchmarks.setting import ROOT
from toolchain.cycle import batch_letters
from toolchain.cycle.paths import Project
from toolchain.cycle.resources import Resources
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import scan_inbox
from toolchain.model.parameters import rules_for
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.roster import Batch, LetterKind
from toolchain.stages import settings_of


def main(count: int) -> None:
    """Make the certificates and say how long it took and how much the largest of the processes held."""
    toolbox = Resources.load(Project(ROOT, ROOT / "inbox", ROOT / "outbox"))
    record = receive(scan_inbox(ROOT / "inbox")).records[0]
    settings = settings_of(record)
    assert settings is not None
    cycle, rules = settings.cycle, rules_for(settings.cycle.announced, toolbox.project.regulations)
    assert rules is not None
    batch = Batch(kind=LetterKind.CERTIFICATE, dated=cycle.announced)
    order = batch_letters.Order(batch, cycle, toolbox.office, rules, toolbox.project.documents)
    award = record.all(Award)[0]
    awards = tuple(
        replace(award, uscc=code(number), name=f"新乡市第{number}制造有限公司") for number in range(1, count + 1)
    )
    with TemporaryDirectory() as folder, ProcessPoolExecutor() as executor:
        begin = time.perf_counter()
        agree(batch_letters.make(order, awards, Path(folder), executor)[batch_letters.Laid.NEW], count, "证书的份数")
        seconds = time.perf_counter() - begin
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) * 1024
    sys.stdout.write(f"{seconds} {peak}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
