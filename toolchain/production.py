"""Everything an outcome puts into a cycle's folder: documents, result workbooks, blanks, returned copies, pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from toolchain.blanks import due
from toolchain.chinese import safe_name
from toolchain.documents.declaration import slots
from toolchain.documents.paper import Paper
from toolchain.inbox import Intake
from toolchain.outbox import Output
from toolchain.outcome import CycleOutcome
from toolchain.overview import PAGE
from toolchain.overview import PUBLIC_PAGE
from toolchain.overview import page
from toolchain.problems import Problem
from toolchain.results import Tables
from toolchain.results import tables
from toolchain.toolbox import Toolbox
from toolchain.typesetting.render import Template
from toolchain.workbooks.blank import write
from toolchain.workbooks.returned import mark_up
from toolchain.workbooks.table import write_result

Progress = Callable[[str], None]


def outputs(outcome: CycleOutcome, intake: Intake, toolbox: Toolbox, progress: Progress) -> tuple[Output, ...]:
    """Make every file of a cycle, each under its own name."""
    return tuple(_unique(_outputs(outcome, intake, toolbox, progress)))


def _outputs(outcome: CycleOutcome, intake: Intake, toolbox: Toolbox, progress: Progress) -> Iterator[Output]:
    for paper in outcome.papers:
        progress(paper.path)
        yield _render(paper, toolbox.project.documents)
    workbooks: list[str] = []
    for output in _workbooks(outcome, intake, toolbox, progress):
        workbooks.append(output.path)
        yield output
    yield from _pages(outcome, workbooks, toolbox)


def _workbooks(outcome: CycleOutcome, intake: Intake, toolbox: Toolbox, progress: Progress) -> Iterator[Output]:
    for folder, name, sheets in _tables(outcome, intake, toolbox):
        progress(name)
        yield Output(f"{folder}/{name}.xlsx" if folder else f"{name}.xlsx", write_result(name, sheets))
    if outcome.judgement is not None:
        for blank in due(outcome.judgement, toolbox.items):
            progress(blank.name)
            path = f"{blank.stage}/空白表/{safe_name(blank.name)}.xlsx"
            yield Output(path, write(blank.workbook, blank.mark, known=blank.known))
    yield from _returned(outcome, intake, toolbox)


def _pages(outcome: CycleOutcome, workbooks: Sequence[str], toolbox: Toolbox) -> Iterator[Output]:
    if outcome.judgement is None:
        return
    template = toolbox.project.templates / "overview" / PAGE
    for name, public in ((PAGE, False), (PUBLIC_PAGE, True)):
        yield Output(name, page(outcome.judgement, outcome.papers, workbooks, template, public=public))


def _tables(outcome: CycleOutcome, intake: Intake, toolbox: Toolbox) -> Tables:
    return tables(outcome.record, outcome.judgement, outcome.papers, outcome.problems, intake, toolbox.desk)


def _render(paper: Paper, folder: Path) -> Output:
    path = folder / f"{paper.document.template}.docx"
    template = Template.load(path)
    sources = [(f"模板“{path.name}”", hashlib.sha256(path.read_bytes()).hexdigest())]
    for slot in slots(type(paper.document)):
        value = repr(getattr(paper.document, slot.name))
        sources.append((f"“{slot.label}”", hashlib.sha256(value.encode()).hexdigest()[:16]))
    data, document = template.render(paper.document), paper.document
    return Output(paper.path, data, tuple(sources), issued=document.issue.issued, draft=document.draft)


def _returned(outcome: CycleOutcome, intake: Intake, toolbox: Toolbox) -> Iterator[Output]:
    """Give marked copies of the workbooks in which something must be mended."""
    by_file: dict[str, list[Problem]] = {}
    for item in outcome.problems:
        if item.blocks:
            by_file.setdefault(item.at.file, []).append(item)
    for filled in outcome.record.filled:
        if filled.file in by_file:
            marked = mark_up(intake.data[filled.file], by_file[filled.file], toolbox.wording.describe)
            yield Output(f"退回/{safe_name(Path(filled.file).stem)}.xlsx", marked, secret=True)


def _unique(outputs: Iterator[Output]) -> Iterator[Output]:
    """Number colliding names in their order; nothing is overwritten."""
    seen: set[str] = set()
    for output in outputs:
        path, count = output.path, 1
        while path.casefold() in seen:
            count += 1
            stem, dot, ending = output.path.rpartition(".")
            path = f"{stem}（{count}）{dot}{ending}"
        seen.add(path.casefold())
        yield output if path == output.path else replace(output, path=path)
