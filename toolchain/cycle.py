"""The whole story in one screen: receive, judge, compose, publish."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from toolchain.blanks import due
from toolchain.blanks import plain
from toolchain.chinese import safe_name
from toolchain.documents.compose import compose
from toolchain.documents.declaration import slots
from toolchain.documents.desk import Desk
from toolchain.documents.paper import Paper
from toolchain.inbox import Intake
from toolchain.inbox import look
from toolchain.inbox import receive
from toolchain.items import Items
from toolchain.judgement import Judgement
from toolchain.judgement import Stage
from toolchain.judgement import State
from toolchain.judgement import Step
from toolchain.outbox import Change
from toolchain.outbox import Output
from toolchain.outbox import publish
from toolchain.overview import PAGE
from toolchain.overview import PUBLIC_PAGE
from toolchain.overview import page
from toolchain.parameters import Office
from toolchain.parameters import Rules
from toolchain.parameters import rules_for
from toolchain.problems import Problem
from toolchain.problems import problem
from toolchain.project import Project
from toolchain.readings import differences
from toolchain.record import Record
from toolchain.results import Tables
from toolchain.results import accounts
from toolchain.results import tables
from toolchain.sheets import SETTINGS
from toolchain.stages import judge
from toolchain.stages import settings_of
from toolchain.typesetting.render import Template
from toolchain.wording import Wording
from toolchain.workbooks.blank import write
from toolchain.workbooks.returned import mark_up
from toolchain.workbooks.table import write_result
from toolchain.workdays import WorkCalendar

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Toolbox:
    """The project's data files, read once."""

    project: Project
    calendar: WorkCalendar
    office: Office
    wording: Wording
    items: Items

    @classmethod
    def load(cls, project: Project) -> Toolbox:
        """Read parameters, calendar and wording.

        Raises:
            ParameterFault: one of the files is broken.
        """
        return cls(
            project,
            WorkCalendar.load(project.templates / "calendar.toml"),
            Office.load(project.templates / "office.toml"),
            Wording.load(project.wording),
            Items.load(project.templates),
        )

    @cached_property
    def desk(self) -> Desk:
        """Give what the documents need."""
        return Desk(self.office, self.wording, self.items)


@dataclass(frozen=True)
class CycleOutcome:
    """What one cycle's record leads to.

    Attributes:
        record: the workbooks.
        judgement: what the rules found; None while 届次设置 cannot be used.
        papers: the documents, in order.
        steps: every stage reached, the current one last.
        problems: of the cycle's files and of the rules.
    """

    record: Record
    judgement: Judgement | None
    papers: tuple[Paper, ...]
    steps: tuple[Step, ...]
    problems: tuple[Problem, ...]

    @property
    def current(self) -> Step:
        """Give the stage the cycle stands at."""
        return self.steps[-1] if self.judgement is None else self.judgement.current


@dataclass(frozen=True)
class Outcome:
    """What the inbox leads to."""

    intake: Intake
    cycles: tuple[CycleOutcome, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """List every problem once: those of files that belong to no cycle, then each cycle's."""
        own = {item for outcome in self.cycles for item in outcome.problems}
        loose = tuple(item for item in self.intake.problems if item not in own)
        return (*loose, *(item for outcome in self.cycles for item in outcome.problems))


def run(toolbox: Toolbox, progress: Progress = lambda _: None) -> Outcome:
    """Receive the inbox and judge every cycle in it; nothing is written."""
    intake = receive(look(toolbox.project.inbox), progress)
    return Outcome(intake, tuple(_judge(record, toolbox) for record in intake.records))


def _judge(record: Record, toolbox: Toolbox) -> CycleOutcome:
    of_files = tuple(item for filled in record.filled for item in filled.problems)
    settings = settings_of(record)
    if settings is None:
        state = State.BLOCKED if record.present(SETTINGS) else State.NOT_REACHED
        todo = "改正《届次设置》" if record.present(SETTINGS) else "将填好的《届次设置》放入收件箱"
        return CycleOutcome(record, None, (), (Step(Stage.LAUNCH, state, (todo,)),), of_files)
    rules = rules_for(settings.cycle.announced, toolbox.project.regulations)
    if not isinstance(rules, Rules):
        wrong = problem("E-RULE-3001", settings.cycle.where("announced"), found=settings.cycle.announced)
        step = Step(Stage.LAUNCH, State.BLOCKED, ("核对评审公告发布日期，或放入适用的办法参数文件",))
        return CycleOutcome(record, None, (), (step,), (*of_files, wrong))
    judgement = judge(record, settings, rules, toolbox.calendar, toolbox.items.attachments)
    judgement = replace(judgement, others=differences(judgement))
    papers = tuple(Paper(document) for document in compose(judgement, toolbox.desk))
    return CycleOutcome(record, judgement, papers, judgement.steps, (*of_files, *judgement.problems))


def deliver(
    outcome: Outcome, toolbox: Toolbox, progress: Progress = lambda _: None, *, dry: bool = False
) -> Deliveries:
    """Publish everything an outcome leads to, each cycle in its folder."""
    outbox = toolbox.project.outbox
    done: dict[str, tuple[Change, ...]] = {}
    for cycle in outcome.cycles:
        outputs = tuple(_unique(_outputs(cycle, outcome.intake, toolbox, progress)))
        done[cycle.record.cycle] = publish(outbox / safe_name(cycle.record.cycle), outputs, dry=dry)
    if outcome.intake.entries:
        name, sheets = accounts(outcome.intake, toolbox.wording)
        done[""] = publish(outbox / "收件情况", (Output(f"{name}.xlsx", write_result(name, sheets)),), dry=dry)
    return done


Deliveries = dict[str, tuple[Change, ...]]


def _outputs(outcome: CycleOutcome, intake: Intake, toolbox: Toolbox, progress: Progress) -> Iterator[Output]:
    for paper in outcome.papers:
        progress(paper.path)
        yield _render(paper, toolbox.project.documents)
    for folder, name, sheets in _tables(outcome, intake, toolbox):
        progress(name)
        yield Output(f"{folder}/{name}.xlsx" if folder else f"{name}.xlsx", write_result(name, sheets))
    if outcome.judgement is not None:
        for blank in due(outcome.judgement, toolbox.items):
            progress(blank.name)
            path = f"{blank.stage}/空白表/{safe_name(blank.name)}.xlsx"
            yield Output(path, write(blank.workbook, blank.mark, known=blank.known))
    returned = tuple(_returned(outcome, intake, toolbox))
    yield from returned
    yield from _pages(outcome, [output.path for output in returned], toolbox)


def _pages(outcome: CycleOutcome, returned: Sequence[str], toolbox: Toolbox) -> Iterator[Output]:
    if outcome.judgement is None:
        return
    template = toolbox.project.templates / "overview" / PAGE
    for name, public in ((PAGE, False), (PUBLIC_PAGE, True)):
        yield Output(name, page(outcome.judgement, outcome.papers, returned, template, public=public))


def _tables(outcome: CycleOutcome, intake: Intake, toolbox: Toolbox) -> Tables:
    return tables(outcome.record, outcome.judgement, outcome.papers, outcome.problems, intake, toolbox.desk)


def _render(paper: Paper, folder: Path) -> Output:
    path = folder / f"{paper.document.template}.docx"
    template = Template.load(path)
    sources = [(f"模板“{path.name}”", hashlib.sha256(path.read_bytes()).hexdigest())]
    for slot in slots(type(paper.document)):
        value = repr(getattr(paper.document, slot.name))
        sources.append((f"“{slot.label}”", hashlib.sha256(value.encode()).hexdigest()[:16]))
    return Output(paper.path, template.render(paper.document), tuple(sources), paper.document.issue.issued)


def _returned(outcome: CycleOutcome, intake: Intake, toolbox: Toolbox) -> Iterator[Output]:
    """Give marked copies of the workbooks in which something must be mended."""
    by_file: dict[str, list[Problem]] = {}
    for item in outcome.problems:
        if item.blocks:
            by_file.setdefault(item.at.file, []).append(item)
    for filled in outcome.record.filled:
        if filled.file in by_file:
            marked = mark_up(intake.data[filled.file], by_file[filled.file], toolbox.wording.describe)
            yield Output(f"退回/{safe_name(Path(filled.file).stem)}.xlsx", marked)


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
        yield output if path == output.path else Output(path, output.data, output.sources, output.issued)


def lay_blanks(cycle: str, outcome: Outcome, toolbox: Toolbox, folder: Path) -> tuple[Path, ...]:
    """Write the twelve blanks of a cycle and those that its record already fills in part."""
    judged = next((item.judgement for item in outcome.cycles if item.record.cycle == cycle), None)
    blanks = {blank.name: blank for blank in plain(cycle, toolbox.items)}
    if judged is not None:
        blanks |= {blank.name: blank for blank in due(judged, toolbox.items)}
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for blank in blanks.values():
        path = folder / f"{safe_name(blank.name)}.xlsx"
        path.write_bytes(write(blank.workbook, blank.mark, known=blank.known))
        made.append(path)
    return tuple(made)
