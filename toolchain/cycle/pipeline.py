"""The whole story in one screen: receive, judge, compose, publish."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from toolchain.cycle.build_plan import build_files, build_outputs, stands_on, table_file, write_blank
from toolchain.cycle.cache.made_files import Make, Progress, make_uncached
from toolchain.cycle.dated_documents import dated
from toolchain.cycle.outcome import CycleOutcome, Outcome
from toolchain.cycle.resources import Resources
from toolchain.cycle.reviewed_hints import open_hints, settled
from toolchain.documents.composition import declared, readable, without
from toolchain.documents.declaration import Document
from toolchain.documents.dispatch_numbers import check_words
from toolchain.documents.dispatch_register import check_dispatch
from toolchain.documents.document_file import DocumentFile
from toolchain.documents.print_set import with_print_set
from toolchain.inbox.cell_comparison import changed_cells
from toolchain.inbox.duplicates import identity
from toolchain.inbox.intake import Intake
from toolchain.inbox.read_ahead import ReadAhead, ReadCache
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile, scan_inbox
from toolchain.model.chinese import safe_name
from toolchain.model.other_cycles import with_others
from toolchain.model.parameters import rules_for
from toolchain.model.problems import Problem, Unread, problem
from toolchain.model.record import Record
from toolchain.model.rule_set.rules import Rules
from toolchain.model.secrecy import Secrets
from toolchain.model.sheets import CORRESPONDENCE, EVENTS, SETTINGS
from toolchain.model.sheets.event_vocabulary import PaperEventKind
from toolchain.model.sheets.events import ApplicantEvent
from toolchain.model.sheets.settings import Dispatch
from toolchain.outbox.examination import Recomputed
from toolchain.outbox.held_outputs import Hold, Settled
from toolchain.outbox.inputs import last_read
from toolchain.outbox.manifest import key_of
from toolchain.outbox.output import Input, Output, Publication, facts_of
from toolchain.outbox.provenance import maker_of
from toolchain.outbox.publication import publish_run
from toolchain.regulation.events import complete
from toolchain.regulation.events_identity import changes_identity, unrepeated
from toolchain.regulation.local_citations import localised
from toolchain.results import accounts
from toolchain.results.next_blanks import due, plain
from toolchain.results.prefilled_cells import names_to_choose
from toolchain.results.register_blank import registers
from toolchain.stages import settings_of, walk
from toolchain.stages.counter_readings import differences
from toolchain.stages.date_holds import unsaid
from toolchain.stages.hints import pointed_out
from toolchain.stages.judgement import Judgement, Settings, Stage, State, Step
from toolchain.stages.supervision_stage import supervise

Folders = dict[str, tuple[Output, ...]]
"""Folder of the outbox → everything that belongs into it."""

ACCOUNTS = "收件情况"
"""The folder beside the cycles that accounts for every name in the inbox."""


def _silent(_: str) -> None:
    """Say nothing."""


def run(
    toolbox: Resources,
    progress: Progress = _silent,
    snapshot: tuple[ScannedFile, ...] | None = None,
    begun: ReadAhead | None = None,
) -> Outcome:
    """Receive the inbox, or a snapshot of it that is perhaps being read already, and judge every cycle in it."""
    found = scan_inbox(toolbox.project.inbox) if snapshot is None else snapshot
    earlier = last_read(toolbox.project.outbox)
    return judge_all(receive(found, progress, begun=begun, earlier=earlier), toolbox)


def judge_all(intake: Intake, toolbox: Resources) -> Outcome:
    """Judge every cycle of an intake."""
    secrets = Secrets(intake.filled)
    intake = intake.reworded(secrets.unquoted)
    bare = [secrets.concealed(record) for record in intake.records]
    records = with_others([record for record, _ in bare])
    return Outcome(
        intake,
        tuple(
            _judge(record, toolbox, secrets, found, _elsewhere(record, records))
            for record, (_, found) in zip(records, bare, strict=True)
        ),
    )


def _elsewhere(record: Record, records: Sequence[Record]) -> tuple[ApplicantEvent, ...]:
    """List the changes of names and codes that other cycles have on record, for they hold for this one too."""
    return tuple(
        row
        for other in records
        if other is not record
        for row in complete(other)[0].applicants
        if changes_identity(row)
    )


def _judge(
    record: Record,
    toolbox: Resources,
    secrets: Secrets,
    kept_back: tuple[Problem, ...],
    elsewhere: tuple[ApplicantEvent, ...],
) -> CycleOutcome:
    of_files = (*(item for filled in record.filled for item in filled.problems), *kept_back)
    settings = settings_of(record)
    if settings is None:
        state = State.BLOCKED if record.present(SETTINGS) else State.NOT_REACHED
        todo = "改正《届次设置》" if record.present(SETTINGS) else "将填好的《届次设置》放入收件箱"
        return CycleOutcome(record, None, (), (Step(Stage.LAUNCH, state, (todo,)),), of_files)
    rules = rules_for(settings.cycle.announced, toolbox.project.regulations)
    if rules is None:
        missing = problem("E-RULE-3001", settings.cycle.where("announced"), found=settings.cycle.announced)
        step = Step(Stage.LAUNCH, State.BLOCKED, ("核对评审公告发布日期，或放入适用的办法参数文件",))
        return CycleOutcome(record, None, (), (step,), (*of_files, missing))
    toolbox, of_files = toolbox.under(rules), localised(of_files, rules)
    mine = unrepeated((row for row in elsewhere if row.uscc in record.codes), record.whole(ApplicantEvent))
    known = record.with_rows(EVENTS, ApplicantEvent, mine)
    judgement = _judged(known, settings, rules, toolbox)
    judgement = judgement.found(pointed_out(judgement))
    now, unmade = readable(judgement, toolbox.desk, partial(_shown, toolbox.project.documents))
    all_dated = dated(now, known, judgement.events, partial(_composed, rules, toolbox))
    documents, wrong = check_dispatch(judgement, all_dated, declared())
    papers = tuple(DocumentFile(document) for document in with_print_set(documents, without(judgement)))
    numbers = check_words(record.whole(Dispatch), toolbox.desk.office, declared())
    problems = (*of_files, *secrets.unquoted((*unsaid((*judgement.problems, *wrong)), *numbers)))
    problems, seen = settled(problems, record, toolbox.wording)
    return CycleOutcome(record, judgement, papers, judgement.steps, problems, unmade, seen=seen).weighed()


def _judged(record: Record, settings: Settings, rules: Rules, toolbox: Resources) -> Judgement:
    walked = walk(record, settings, rules, toolbox.calendar, toolbox.items.attachments, toolbox.chronology)
    others = tuple(item.said(rules.said) for item in differences(walked))
    return replace(supervise(walked[-1]), others=others)


def _composed(rules: Rules, toolbox: Resources, record: Record) -> tuple[Document, ...]:
    """Compose the documents of a record as it stood on another day."""
    settings = settings_of(record)
    if settings is None:
        return ()
    shown = partial(_shown, toolbox.project.documents)
    return readable(_judged(record, settings, rules, toolbox), toolbox.desk, shown)[0]


def _shown(templates: Path, document: Document) -> Collection[str]:
    """Name the values of values that a document's template shows."""
    from toolchain.typesetting.render import Template

    return Template.load(templates / f"{document.template}.docx").shown


def deliver(outcome: Outcome, toolbox: Resources, progress: Progress = _silent, *, dry: bool = False) -> Publication:
    """Publish everything an outcome leads to, all of it or nothing.

    Raises:
        OutboxFault: another run is at work, or the outbox cannot be written.
    """
    return settle(produce(outcome, toolbox, progress), outcome, toolbox, dry=dry)


def settle(
    folders: Folders, outcome: Outcome, toolbox: Resources, *, known: ReadCache | None = None, dry: bool = False
) -> Publication:
    """Publish what was produced of an outcome, all of it or nothing; what is known need not be read to be compared.

    Raises:
        OutboxFault: another run is at work, or the outbox cannot be written.
    """
    maker = maker_of(toolbox.project.templates)
    compare = partial(changed_cells, known=known)
    holds: dict[str, Sequence[Hold | Settled]] = {
        folder_of(cycle): (*cycle.holds, *_settled(cycle)) for cycle in outcome.cycles
    }
    outbox, used = toolbox.project.outbox, _inputs(outcome)
    return publish_run(outbox, folders, used, maker, compare=compare, dry=dry, holds=holds)


def _settled(cycle: CycleOutcome) -> tuple[Settled, ...]:
    """Give the issued papers that an event on record deals with."""
    papers = () if cycle.judgement is None else cycle.judgement.events.papers
    return tuple(
        Settled(row.document, row.subject or "", f"{row.kind}已登记（变更事项{row.number}）")
        for row in papers
        if row.kind is not PaperEventKind.DELIVERED
    )


def produce(outcome: Outcome, toolbox: Resources, progress: Progress = _silent, make: Make = make_uncached) -> Folders:
    """Make everything an outcome leads to, by folder."""
    folders = {
        folder_of(cycle): build_outputs(cycle, outcome.intake, toolbox, progress, make) for cycle in outcome.cycles
    }
    if outcome.intake.entries:
        name, sheets = accounts(outcome.intake, toolbox.wording)
        table = Output(f"{name}.xlsx", b""), table_file(f"{ACCOUNTS}/{name}.xlsx", name, sheets, toolbox.items.say)
        folders[ACCOUNTS] = build_files([table], progress, make)
    return folders


def folder_of(cycle: CycleOutcome) -> str:
    """Name the folder of a cycle in the outbox."""
    return safe_name(cycle.record.cycle)


def _inputs(outcome: Outcome) -> tuple[Input, ...]:
    """Give the workbooks that each cycle stands on, equal copies too, and those of other cycles that it has to know."""
    things = {item.file: "|".join(identity(item)) for item in outcome.intake.filled}
    return tuple(
        Input(entry.name, outcome.intake.held[entry.name], folder_of(cycle), things.get(entry.name, ""))
        for cycle in outcome.cycles
        for entry in stands_on(cycle, outcome.intake)
    )


def replay(toolbox: Resources) -> Callable[[str, Mapping[str, bytes]], Recomputed | None]:
    """Give the recomputation of a cycle's folder from archived workbooks, for verification."""
    maker = key_of(maker_of(toolbox.project.templates))

    def again(folder: str, books: Mapping[str, bytes]) -> Recomputed | None:
        outcome = judge_all(receive(ScannedFile(name, data) for name, data in sorted(books.items())), toolbox)
        made = produce(outcome, toolbox).get(folder)
        cycle = next((item for item in outcome.cycles if folder_of(item) == folder), None)
        if made is None or cycle is None:
            return None
        papers = {paper.path: paper.document for paper in cycle.papers}

        def reword(path: str, form: bytes) -> str | None:
            return _reworded(papers[path], form) if path in papers else None

        return Recomputed(made, cycle.holds, maker, reword)

    return again


def _reworded(document: Document, form: bytes) -> str | None:
    """Make a paper with a template that was kept; None where that no longer fits the program."""
    from toolchain.typesetting.render import Template
    from toolchain.typesetting.template_fault import TemplateFault

    try:
        return facts_of(Template.read(form, f"{document.template}.docx", words=document.words).render(document))
    except TemplateFault:
        return None


def cycle_before(cycle: str, outcome: Outcome, apart: Collection[str] = ()) -> Judgement | None:
    """Find the latest other cycle, from which a new one takes over; one that is already under way takes over nothing.

    Args:
        cycle: the new cycle.
        outcome: what the inbox holds.
        apart: cycles that are no real ones.
    """
    judged = {item.record.cycle: item.judgement for item in outcome.cycles if item.judgement is not None}
    if cycle in judged:
        return None
    others = [found for name, found in judged.items() if name not in apart]
    return max(others, key=lambda found: found.settings.cycle.announced, default=None)


def lay_blanks(
    cycle: str,
    outcome: Outcome,
    toolbox: Resources,
    folder: Path,
    before: Judgement | None = None,
    dates: Mapping[str, object] | None = None,
) -> tuple[Path, ...]:
    """Write the fourteen blanks of a cycle, with what is planned, what the cycle before and its own record know."""
    mine = next((item for item in outcome.cycles if item.record.cycle == cycle), None)
    own = None if mine is None else mine.judgement
    blanks = {blank.name: blank for blank in plain(cycle, toolbox.items, before, dates)}
    if mine is not None and own is not None:
        del blanks[CORRESPONDENCE.title]  # an empty one in the place of a filled one would lose what is registered
        blanks |= {blank.name: blank for blank in due(own, toolbox.items)}
        with suppress(Unread):  # a cell of the registers is to be mended first
            hints = open_hints(mine.problems, mine.record, toolbox.wording)
            blanks[CORRESPONDENCE.title] = registers(own, mine.papers, hints)
    choose = {} if own is None else names_to_choose(own)
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for blank in blanks.values():
        path = folder / f"{safe_name(blank.name)}.xlsx"
        path.write_bytes(write_blank(replace(blank, names=blank.names or choose), toolbox.items))
        made.append(path)
    return tuple(made)
