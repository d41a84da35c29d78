"""How a stage opens, what a wrong cell holds in it, and how it closes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import wraps
from typing import TypeVar

from toolchain.model.problems import Problem, Unread, places
from toolchain.model.record import Record
from toolchain.model.schema import Row
from toolchain.model.sheets.own_steps import StepRecord
from toolchain.model.sheets.register import Award, Ban
from toolchain.model.sheets.settings import Criterion, Cycle, CycleRules, Readings
from toolchain.model.sheets.supervision import Incident
from toolchain.model.workbook_declaration import Workbook
from toolchain.regulation import own_steps
from toolchain.stages.date_holds import dated
from toolchain.stages.event_holds import of_events
from toolchain.stages.judgement import Held, Judgement, Stage, State, Step
from toolchain.stages.trail import tried

Work = Callable[[Judgement], Judgement]
SETTLED = (Cycle, CycleRules, Readings, Criterion)
"""What a cycle as a whole goes by."""

T = TypeVar("T")
D = TypeVar("D")


def guarded(stage: Stage) -> Callable[[Work], Work]:
    """Let a stage that reads a wrong cell for everybody be held for everybody; dates and events it waits for, too."""

    def guard(work: Work) -> Work:
        @wraps(work)
        def run(j: Judgement) -> Judgement:
            try:
                return work(_own_steps(hold(hold(j, stage, dated(j, stage)), stage, of_events(j, stage)), stage))
            except Unread as unread:
                return close(hold(j, stage, {"": unread.problems}), stage)

        return run

    return guard


def gate(j: Judgement, stage: Stage, *needed: Workbook) -> Judgement | None:
    """Stop at a stage whose workbooks are absent or that an own step comes before; None lets it go on."""
    absent = [f"将填好的《{book.title}》放入收件箱" for book in needed if not j.record.present(book)]
    steps = [step for step in j.rules.steps if step.before == stage.label]
    undone = own_steps.undone(steps, j.record.readable(StepRecord)) if steps else ()
    if absent or undone:
        return j.step(stage, State.NOT_REACHED if absent else State.WAITING, *absent, *undone)
    return None


def _own_steps(j: Judgement, stage: Stage) -> Judgement:
    """See that the rule set's own steps before a stage lasted long enough; rows about none of them are told at once."""
    rows = j.record.readable(StepRecord)
    if not rows:
        return j
    if stage is Stage.LAUNCH:
        return j.found(own_steps.strangers(j.rules.steps, rows))
    steps = [step for step in j.rules.steps if step.before == stage.label]
    return halt(j, stage, own_steps.too_short(steps, rows, j.calendar))


def hold(j: Judgement, stage: Stage, wrong: dict[str, tuple[Problem, ...]]) -> Judgement:
    """Keep who is held at a stage, and by what; nobody's name stands for everybody."""
    if not wrong:
        return j
    added = tuple(Held(stage, subject, problems) for subject, problems in wrong.items())
    return replace(j, held=(*j.held, *added))


def weigh(j: Judgement, stage: Stage, problems: Iterable[Problem]) -> Judgement:
    """Add what rules found wrong: a problem about somebody holds that one, one at a cell whoever reads the cell.

    A problem at no cell of a row holds the whole stage.
    """
    found = tuple(problems)
    wrong: dict[str, tuple[Problem, ...]] = {}
    marks = []
    for item in found:
        if not item.blocks:
            continue
        read = j.record.row_at(item.at)
        if item.subject:
            wrong[item.subject] = (*wrong.get(item.subject, ()), item)
        elif read is None or isinstance(read[0], SETTLED):
            wrong[""] = (*wrong.get("", ()), item)
        else:
            marks.append((*read, item))
    return hold(replace(j.found(found), record=j.record.marked(marks)), stage, wrong)


def halt(j: Judgement, stage: Stage, problems: Iterable[Problem]) -> Judgement:
    """Add what rules found wrong with what is decided of all together: it holds the whole stage."""
    found = tuple(problems)
    wrong = tuple(item for item in found if item.blocks)
    return hold(j.found(found), stage, {"": wrong} if wrong else {})


def halt_each(j: Judgement, stage: Stage, problems: Iterable[Problem]) -> Judgement:
    """Add what rules found wrong with decisions about each: it holds whom it is about, else what its cell is about."""
    found = tuple(problems)
    wrong: dict[str, tuple[Problem, ...]] = {}
    for item in found:
        if item.blocks:
            wrong[item.subject or str(item.at)] = (*wrong.get(item.subject or str(item.at), ()), item)
    return hold(j.found(found), stage, wrong)


def hold_all(j: Judgement, stage: Stage) -> Judgement:
    """Hold what is decided of all together while somebody who takes part is held."""
    return hold(j, stage, {"": j.unsettled} if j.unsettled else {})


def lacking(record: Record, rows: Iterable[Row]) -> dict[str, tuple[Problem, ...]]:
    """Say by organisation which rows lack something; under no name those of nobody knows whom."""
    found: dict[str, tuple[Problem, ...]] = {}
    for row in rows:
        for problems in row.lacking.values():
            code = record.about(row)
            found[code] = (*found.get(code, ()), *problems)
    return found


def register_of(j: Judgement) -> Callable[[str], None]:
    """Give what sees that all rows about an organisation can be read that say what it is: titles, bans, incidents.

    Raises:
        Unread: nobody can say which rows one of the sheets has.
    """
    sheets: tuple[type[Row], ...] = (Award, Ban, Incident)
    groups = [j.record.by_code(sheet) for sheet in sheets]

    def clear(uscc: str) -> None:
        for code in j.status.same(uscc):
            for group in groups:
                for row in group.of(code):
                    for wrong in row.lacking.values():
                        raise Unread(wrong)

    return clear


def each(
    j: Judgement, stage: Stage, subjects: Iterable[T], key: Callable[[T], str], decide: Callable[[T], D]
) -> tuple[Judgement, tuple[D, ...]]:
    """Decide on one after the other; who is held already, or reads a wrong cell, is held."""
    decided: list[D] = []
    wrong: dict[str, tuple[Problem, ...]] = {}
    stopped = j.stopped
    asked = [subject for subject in subjects if key(subject) not in stopped]
    found = [tried(decide, subject) for subject in asked] if j.trail is None else j.trail.decide(asked, decide)
    for subject, item in zip(asked, found, strict=True):
        if isinstance(item, Unread):
            wrong[key(subject)] = (*wrong.get(key(subject), ()), *item.problems)
        else:
            decided.append(item)
    return hold(j, stage, wrong), tuple(decided)


def parts(j: Judgement, subjects: Collection[T], work: Callable[[T], D]) -> list[D]:
    """Find out several things that further readings need not find out again unless they change what they read.

    Raises:
        Unread: one of them reads a wrong cell.
    """
    decided = []
    for found in [tried(work, item) for item in subjects] if j.trail is None else j.trail.decide(subjects, work):
        if isinstance(found, Unread):
            raise found
        decided.append(found)
    return decided


def once(j: Judgement, work: Callable[[], D]) -> D:
    """Find out one such thing.

    Raises:
        Unread: it reads a wrong cell.
    """
    [found] = parts(j, [None], lambda _: work())
    return found


def close(j: Judgement, stage: Stage, waiting: Sequence[str] = ()) -> Judgement:
    """Close a stage: who is held waits for a cell, open facts make everybody wait; without these the next one opens."""
    held = [item for item in j.held if item.stage is stage]
    if not held:
        return j.step(stage, State.WAITING, *waiting) if waiting else j.step(stage, State.DONE)
    cells = places({problem for item in held for problem in item.problems})
    todo = (f"改正后重新放入收件箱：{cells}", *waiting)
    some = not waiting and all(item.subject for item in held)
    return replace(j, steps=(*j.steps, Step(stage, State.BLOCKED, todo, some)))
