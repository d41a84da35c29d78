"""A cycle of many applicants in a process of its own: judged, composed, every document filled; prints time and memory."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

from benchmarks.measuring import agree
from benchmarks.setting import ROOT
from toolchain.cycle.paths import Project
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.inbox.intake import Intake
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import scan_inbox
from toolchain.model.identifiers import check_character, organisation_character
from toolchain.model.record import FilledWorkbook
from toolchain.model.schema import USCC, Row
from toolchain.model.sheets import APPLICATION, CHECKS, REGISTER, SETTINGS
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.checks import Check, Event
from toolchain.model.sheets.settings import Receipt
from toolchain.typesetting.render import Template


def code(number: int) -> USCC:
    """Make a code that adds up."""
    inner = f"{number:08d}"
    body = f"91410702{inner}{organisation_character(inner)}"
    return USCC(body + check_character(body))


def multiplied(intake: Intake, count: int) -> Intake:
    """Let one sound applicant of the example apply under many names, each with all departments' checks."""
    by_mark = {item.mark.template: item for item in intake.filled}
    settings, checks = by_mark[SETTINGS.mark], by_mark[CHECKS.mark]
    sound = next(item for item in intake.filled if item.mark.template == APPLICATION.mark and not item.faulty)
    model = sound.all(Applicant)[0]
    receipt = next(row for row in settings.all(Receipt) if row.uscc == model.uscc)
    mine = [row for row in checks.all(Check) if row.uscc == model.uscc]
    names = [(code(number), f"新乡市第{number}制造有限公司") for number in range(1, count + 1)]

    def renamed(rows: list[Row]) -> Iterator[Row]:
        for uscc, name in names:
            for row in rows:
                yield replace(row, uscc=uscc, name=name)

    filled = [
        by_mark[REGISTER.mark],
        replace(
            settings,
            rows={**settings.rows, Receipt: tuple(replace(receipt, uscc=uscc, name=name) for uscc, name in names)},
        ),
        replace(checks, rows={**checks.rows, Check: tuple(renamed(list(mine))), Event: ()}),
        *(_application(sound, model, uscc, name) for uscc, name in names),
    ]
    return Intake((), tuple(filled))


def _application(sound: FilledWorkbook, model: Applicant, uscc: USCC, name: str) -> FilledWorkbook:
    applicant = replace(model, uscc=uscc, name=name, phone=f"138{uscc[8:16]}")
    rows = {**sound.rows, Applicant: (applicant,)}
    return replace(sound, file=f"申报书-{name}.xlsx", rows=rows)


def main(count: int) -> None:
    """Take the cycle as far as the checks of the departments and fill all its documents, one after the other."""
    toolbox = Resources.load(Project(ROOT, ROOT / "inbox", ROOT / "outbox"))
    intake = multiplied(receive(scan_inbox(ROOT / "inbox")), count)
    begin = time.perf_counter()
    papers = size = 0
    for cycle in judge_all(intake, toolbox).cycles:
        agree(len(cycle.judgement.qualifications) if cycle.judgement else 0, count, "资格审查的家数")
        for paper in cycle.papers:
            path = toolbox.project.documents / f"{paper.document.template}.docx"
            size += len(Template.load(path).render(paper.document))
            papers += 1
    seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    sys.stdout.write(f"{papers} {size} {seconds} {peak}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
