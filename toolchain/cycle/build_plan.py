"""Everything an outcome puts into a cycle's folder: documents, result workbooks, blanks, returned copies, pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from toolchain.cycle.cache.made_files import BuildJob, Make, Progress, make_uncached
from toolchain.cycle.field_digests import FieldDigests, digest, digest_of_rows, form_digest, named_in, read_form
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.resources import Resources
from toolchain.cycle.reviewed_hints import open_hints
from toolchain.documents.data_digest import FIELD
from toolchain.documents.declaration import Document, Form, labels
from toolchain.documents.document_file import DocumentFile
from toolchain.engine.provenance_digest import data_digest
from toolchain.engine.temporary_store import Held, bytes_of, digest_of
from toolchain.inbox.file_examination import DECLARED
from toolchain.inbox.intake import Entry, Intake
from toolchain.model.check_items import Items
from toolchain.model.chinese import safe_name
from toolchain.model.problems import Problem, Unread, places
from toolchain.model.sheets.event_vocabulary import PaperEventKind
from toolchain.model.sheets.events import PaperEvent
from toolchain.model.timetable import load_steps
from toolchain.model.wording import Wording
from toolchain.outbox.output import FORM, Output, Pairs, content_of_parts
from toolchain.results import Tables, tables
from toolchain.results.absence_tables import counted
from toolchain.results.candidate_pages import NAME as CANDIDATES_NAME
from toolchain.results.candidate_pages import PAGE as CANDIDATES
from toolchain.results.candidate_pages import candidate_facts
from toolchain.results.next_blanks import Blank, due
from toolchain.results.overview import PAGE, PUBLIC_PAGE, facts_before, facts_of, page
from toolchain.results.overview_charts import NO_CHARTS, charts
from toolchain.results.register_blank import NAME, registers
from toolchain.stages.judgement import Judgement
from toolchain.workbooks.result_sheet import ResultSheet

BuildStep = tuple[Output, BuildJob]
"""A file without its bytes, and how they are made."""


def build_outputs(
    outcome: CycleOutcome, intake: Intake, toolbox: Resources, progress: Progress, make: Make = make_uncached
) -> tuple[Output, ...]:
    """Make every file of a cycle, each under its own name."""
    found = tuple(_noting_holds(outcome, build_steps(outcome, intake, toolbox)))
    return build_files(found, progress, make)


def _noting_holds(outcome: CycleOutcome, found: Iterable[BuildStep]) -> Iterator[BuildStep]:
    """Mark what may lack something while a decision that it rests on waits."""
    papers = {paper.path for paper in outcome.withheld}
    sure = {paper.path for paper in outcome.papers}
    for output, job in found:
        told = output.waits or ("" if output.path in sure else outcome.waits(output.path, output.about))
        official = output.official or output.path in papers
        yield (replace(output, waits=told, official=official), job) if told else (output, job)


def build_files(found: Sequence[BuildStep], progress: Progress, make: Make) -> tuple[Output, ...]:
    """Make the files of a folder, each under its own name."""
    ready = make([job for _, job in found], progress)
    files = zip((output for output, _ in found), ready, strict=True)
    return tuple(_unique(replace(output, held=held, says=says) for output, (held, says) in files))


def table_file(
    place: str, name: str, sheets: Sequence[ResultSheet], say: Callable[[str], str] | None = None
) -> BuildJob:
    """Say how a result workbook is made; ``say`` says the program's own texts as a rule set does."""

    def write() -> bytes:
        from toolchain.workbooks.result_table import write_result

        return write_result(name, sheets, say)

    says = digest_of_rows((replace(sheet, rows=()), sheet.rows) for sheet in sheets)
    author = () if say is None else (say("区长质量奖"),)
    return BuildJob(place, ("table", name, says, *author), write)


def build_steps(outcome: CycleOutcome, intake: Intake, toolbox: Resources) -> Iterator[BuildStep]:
    """Give every file of a cycle and say how it is made."""
    if outcome.judgement is not None:
        toolbox = toolbox.under(outcome.judgement.rules)
    folder = safe_name(outcome.record.cycle)
    forms: dict[Path, tuple[bytes, str]] = {}
    digests = FieldDigests()
    settled, doubted = _settled(outcome), _doubted(outcome)
    for paper in (*outcome.papers, *outcome.withheld):
        output, job = _render(paper, toolbox.project.documents, forms, folder, digests)
        note, waits = settled.get(_object(paper), ""), output.waits or doubted(_object(paper))
        yield (replace(output, settled=note, waits=waits) if note or waits else output), job
    workbooks: list[str] = []
    for output, job in _workbooks(outcome, intake, toolbox):
        workbooks.append(output.path)
        yield output, job
    yield from _pages(outcome, intake, workbooks, toolbox)


def _settled(outcome: CycleOutcome) -> dict[tuple[int, str], str]:
    """Give the issued papers whose correction, replacement or recall is on record, with the event's number."""
    papers = () if outcome.judgement is None else outcome.judgement.events.papers
    return {(row.document, row.subject or ""): row.number for row in papers if row.kind is not PaperEventKind.DELIVERED}


def _doubted(outcome: CycleOutcome) -> Callable[[tuple[int, str]], str]:
    """Give what says which issued papers wait for an event that may be about them and cannot be read."""
    unread = () if outcome.judgement is None else outcome.judgement.events.unread
    papers = [row for row in unread if isinstance(row, PaperEvent)]

    def waits(paper: tuple[int, str]) -> str:
        number, subject = paper
        mine = [
            row
            for row in papers
            if row.known("document") in {None, number} and ("subject" in row.lacking or (row.subject or "") == subject)
        ]
        wrong = {problem for row in mine for problems in row.lacking.values() for problem in problems}
        return f"等待改正{places(wrong)}" if wrong else ""

    return waits


def _object(paper: DocumentFile) -> tuple[int, str]:
    return paper.document.number, paper.document.subject


def _workbooks(outcome: CycleOutcome, intake: Intake, toolbox: Resources) -> Iterator[BuildStep]:
    within = safe_name(outcome.record.cycle)
    for folder, name, sheets in _tables(outcome, intake, toolbox):
        path = f"{folder}/{name}.xlsx" if folder else f"{name}.xlsx"
        try:
            yield Output(path, b""), table_file(f"{within}/{path}", name, sheets(), toolbox.items.say)
        except Unread as unread:
            yield _waiting(path, within, unread)
    rules = None if outcome.judgement is None else outcome.judgement.rules
    own = rules is not None and not rules.speaks_as_model
    spoken = (digest((rules.articles, rules.terms, rules.document)),) if rules is not None and own else ()
    for path, known in () if outcome.judgement is None else _blanks(outcome.judgement, outcome, toolbox):
        try:
            blank = known()
            says = _filled_in(blank)
        except Unread as unread:
            yield _waiting(path, within, unread)
            continue
        job = BuildJob(
            f"{within}/{path}",
            ("blank", says, *spoken, *sorted(toolbox.items.rare)),
            partial(write_blank, blank, items=toolbox.items),
        )
        yield Output(path, b"", about=blank.mark.subject), job
    yield from _returned(outcome, intake, toolbox)


def _blanks(j: Judgement, outcome: CycleOutcome, toolbox: Resources) -> Iterator[tuple[str, Callable[[], Blank]]]:
    """Give the places of the blanks that are to be filled next, each with what is known for it."""
    for blank in due(j, toolbox.items):
        yield f"{blank.stage}/空白表/{safe_name(blank.name)}.xlsx", partial(lambda known: known, blank)
    yield NAME, partial(_registers, j, outcome, toolbox.wording)


def _registers(j: Judgement, outcome: CycleOutcome, wording: Wording) -> Blank:
    hints = open_hints(outcome.problems, outcome.record, wording)
    return registers(j, (*outcome.papers, *outcome.withheld), hints)


def _filled_in(blank: Blank) -> str:
    """Digest what a blank is filled with.

    Raises:
        Unread: a part of it cannot be read.
    """
    if blank.wrong:
        raise Unread(blank.wrong)
    return digest_of_rows([(replace(blank, known={}), ()), *blank.known.items()])


def _waiting(path: str, within: str, unread: Unread) -> BuildStep:
    """Stand for a file that reads a wrong cell: the one on record stays, and none is laid."""
    output = Output(path, b"", waits=f"等待改正{places(unread.problems)}", official=True)
    return output, BuildJob(f"{within}/{path}", ("waiting",), bytes)


def write_blank(blank: Blank, items: Items) -> bytes:
    """Write a blank in the words of a rule set."""
    from toolchain.workbooks.blank import write

    return write(
        blank.workbook,
        blank.mark,
        known=blank.known,
        shares=blank.shares,
        say=items.say,
        rare=items.rare,
        names=blank.names,
    )


def stands_on(outcome: CycleOutcome, intake: Intake) -> tuple[Entry, ...]:
    """Give the workbooks that a cycle stands on, equal copies too, and those of other cycles that it has to know."""
    known = {item.file for item in outcome.record.others}
    return tuple(
        entry
        for entry in intake.entries
        if entry.name in intake.held and (entry.cycle == outcome.record.cycle or entry.name in known)
    )


def _pages(outcome: CycleOutcome, intake: Intake, workbooks: Sequence[str], toolbox: Resources) -> Iterator[BuildStep]:
    folder, pages = safe_name(outcome.record.cycle), toolbox.project.templates / "overview"
    template, made = pages / PAGE, list(workbooks)
    for output, job in _candidate_pages(outcome, pages / CANDIDATES_NAME):
        made.append(output.path)
        yield output, job
    for name, public in ((PAGE, False), (PUBLIC_PAGE, True)):
        facts = _facts(outcome, made, toolbox, public=public)
        if not public:
            used = data_digest(digest_of(intake.held[entry.name]) for entry in stands_on(outcome, intake))
            facts = {**facts, "digest": used}
        made_from = ("page", form_digest(template), digest(facts))
        yield Output(name, b""), BuildJob(f"{folder}/{name}", made_from, partial(page, facts, template))


def _candidate_pages(outcome: CycleOutcome, template: Path) -> Iterator[BuildStep]:
    folder = safe_name(outcome.record.cycle)
    try:
        facts = None if outcome.judgement is None else candidate_facts(outcome.judgement)
    except Unread as unread:
        yield _waiting(CANDIDATES, folder, unread)
        return
    if facts is not None:
        made_from = ("page", form_digest(template), digest(facts))
        yield Output(CANDIDATES, b""), BuildJob(f"{folder}/{CANDIDATES}", made_from, partial(page, facts, template))


def _facts(
    outcome: CycleOutcome, workbooks: Sequence[str], toolbox: Resources, *, public: bool
) -> Mapping[str, object]:
    """Give what a page says; where it would show a wrong cell, it says what is waited for alone."""
    with suppress(Unread):
        if outcome.judgement is not None:
            j = outcome.judgement
            steps = () if public else load_steps(toolbox.project.templates, j.rules)
            drawn = charts(j, toolbox.items, steps) if steps else NO_CHARTS
            absent = {} if public else counted(j, outcome.problems, toolbox.desk.wording)
            return facts_of(j, outcome.papers, workbooks, drawn, absent, public=public)
    return facts_before(outcome.record.cycle, [told for *_, told in outcome.waiting], workbooks, public=public)


def _tables(outcome: CycleOutcome, intake: Intake, toolbox: Resources) -> Tables:
    return tables(
        outcome.record, outcome.judgement, outcome.papers, outcome.problems, intake, toolbox.desk, outcome.waiting
    )


def _border(templates: Path) -> Path | None:
    """Find the picture round certificates."""
    from toolchain.typesetting.certificate_border import border_file

    return border_file(templates.parent)


def _render(
    paper: DocumentFile, templates: Path, forms: dict[Path, tuple[bytes, str]], folder: str, known: FieldDigests
) -> BuildStep:
    document = paper.document
    path = templates / f"{document.template}.docx"
    if path not in forms:
        forms[path] = read_form(path), form_digest(path)
    form, of_form = forms[path]
    digests = known.of(document, partial(named_in, path, document))
    kind = f"{type(document).__module__}.{type(document).__qualname__}"
    made_from = ("paper", kind, path.name, of_form, *digests.values())
    named = labels(type(document))
    facts, contacts = known.of_cycle(document.cycle)
    sources = {f"{FORM}“{path.name}”": of_form, f"{FORM}外的联系方式": contacts[:16]}
    if document.form is Form.CERTIFICATE and (border := _border(templates)) is not None:
        sources[f"{FORM}“{border.name}”"] = form_digest(border)
        made_from = (*made_from, sources[f"{FORM}“{border.name}”"])
    sources |= {
        (f"{FORM}外的{label}" if name == FIELD else f"“{label}”"): (facts if name == "cycle" else digests[name])[:16]
        for name, label in named.items()
    }
    job = BuildJob(f"{folder}/{paper.path}", made_from, partial(_rendered, document, path))
    wrong = f"等待改正{places(document.issue.wrong)}" if document.issue.wrong else ""
    output = Output(
        paper.path,
        b"",
        Pairs.of(sources),
        issued=document.issue.issued,
        draft=document.draft,
        about=document.subject,
        waits=wrong,
        form=form if document.issue.issued and not document.draft else None,
    )
    return output, job


def _rendered(document: Document, path: Path) -> tuple[bytes, str]:
    """Fill a template; what the file says is known from its parts."""
    from toolchain.typesetting.render import Template

    data, parts = Template.load(path, words=document.words, sheet=document.sheet).rendered(document)
    return data, content_of_parts(parts.items())


def _returned(outcome: CycleOutcome, intake: Intake, toolbox: Resources) -> Iterator[BuildStep]:
    """Give marked copies of the workbooks in which something must be mended."""
    by_file: dict[str, list[Problem]] = {}
    for item in outcome.problems:
        if item.blocks:
            by_file.setdefault(item.at.file, []).append(item)
    for filled in outcome.record.filled:
        if filled.file in by_file:
            wrong, path = by_file[filled.file], returned_path(filled.file)
            made_from = ("returned", filled.digest, digest(wrong))
            copy = partial(_marked, intake.held[filled.file], wrong, toolbox.wording, filled.mark.template)
            yield Output(path, b""), BuildJob(f"{safe_name(outcome.record.cycle)}/{path}", made_from, copy)


def returned_path(file: str) -> str:
    """Say where the marked copy of a workbook of the inbox lies below the cycle's folder."""
    return f"退回/{safe_name(Path(file).stem)}.xlsx"


def _marked(held: Held, wrong: Sequence[Problem], wording: Wording, mark: str) -> bytes:
    from toolchain.workbooks.clean_copy import own_furniture
    from toolchain.workbooks.returned_copy import mark_up

    return mark_up(bytes_of(held), wrong, wording.describe, *own_furniture(DECLARED[mark]))


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
