"""What an inbox leads to: per cycle its record, judgement, documents and problems."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from toolchain.documents.composition import Unmade
from toolchain.documents.document_file import DocumentFile
from toolchain.engine.value_objects import Value
from toolchain.inbox.intake import Intake
from toolchain.model.problems import At, Problem, places
from toolchain.model.record import Record
from toolchain.model.rule_set.rules import Rules
from toolchain.outbox.held_outputs import Hold, concerns
from toolchain.results.overview import PAGE, PUBLIC_PAGE
from toolchain.results.published_tables import FOLDER
from toolchain.results.register_blank import NAME as CORRESPONDENCE
from toolchain.stages.judgement import Judgement, Stage, State, Step

ALWAYS = frozenset(
    {
        PAGE,
        PUBLIC_PAGE,
        "文书清单.xlsx",
        "进度表.xlsx",
        "未参加及原因.xlsx",
        "日期核对单.xlsx",
        "依据表.xlsx",
        CORRESPONDENCE,
    }
)
"""What every cycle with usable settings has beside its stages: accounts of the whole cycle as it is at present."""

_SCOPE = frozenset({FOLDER, *Stage})
_AFTER = {stage: frozenset({FOLDER, *list(Stage)[place:]}) for place, stage in enumerate(Stage)}
"""The folders of a stage and of those after it, and the public one."""


def _waits(problems: Iterable[Problem]) -> str:
    return f"等待改正{places(set(problems))}"


class CycleOutcome(Value):
    """What one cycle's record leads to.

    Attributes:
        record: the workbooks.
        judgement: what the rules found; None while 届次设置 cannot be used.
        papers: the documents, in order.
        steps: every stage reached, the current one last.
        problems: of the cycle's files and of the rules.
        unmade: documents that read a wrong cell.
        withheld: documents that are given without somebody about whom a decision waits; they are not laid.
        seen: place and code of the hints that somebody looked at; notes stand in their place.
    """

    record: Record
    judgement: Judgement | None
    papers: tuple[DocumentFile, ...]
    steps: tuple[Step, ...]
    problems: tuple[Problem, ...]
    unmade: tuple[Unmade, ...] = ()
    withheld: tuple[DocumentFile, ...] = ()
    seen: frozenset[tuple[At, str]] = frozenset()

    def weighed(self) -> CycleOutcome:
        """Set the documents apart that may lack somebody."""
        waits = {paper.path for paper in self.papers if self.waits(paper.rests_on, paper.document.subject)}
        kept = tuple(paper for paper in self.papers if paper.path not in waits)
        return replace(self, papers=kept, withheld=tuple(paper for paper in self.papers if paper.path in waits))

    @cached_property
    def holds(self) -> tuple[Hold, ...]:
        """List what waits: for cells to be mended, or for people at the stage that the cycle stands at."""
        last = self.steps[-1]
        if self.judgement is None or last.passed or last.state is State.NOT_REACHED:
            return self.mending
        if any(item.stage is last.stage and not item.subject for item in self.judgement.held):
            return self.mending
        told = f"等待：{'；'.join(last.todo)}"
        return (*self.mending, Hold(_SCOPE, _AFTER[last.stage], waits=told, decided=self.judgement.decided))

    @cached_property
    def mending(self) -> tuple[Hold, ...]:
        """List the decisions that wait for cells to be mended, and what rests on them."""
        if self.judgement is None:
            if self.steps[-1].state is not State.BLOCKED:
                return ()
            everything = ALWAYS | _SCOPE
            return (Hold(everything, everything, waits=_waits(item for item in self.problems if item.blocks)),)
        decided = self.judgement.decided
        found = [(_AFTER[item.stage], item.subject, item.problems) for item in self.judgement.held]
        found += [(frozenset({item.folder}), item.about, item.problems) for item in self.unmade]
        return tuple(Hold(_SCOPE, folders, about, _waits(problems), decided) for folders, about, problems in found)

    @property
    def waiting(self) -> tuple[tuple[str, str, str], ...]:
        """List for people what waits: stage, whom or which document, what for."""
        if self.judgement is None:
            return tuple((self.current.stage.label, "全部", hold.waits) for hold in self.mending)
        decisions = [
            (item.stage.label, self.judgement.name(item.subject) if item.subject else "全部", _waits(item.problems))
            for item in self.judgement.held
        ]
        papers = [
            (Stage(paper.document.folder).label, paper.path, self.waits(paper.rests_on, paper.document.subject))
            for paper in self.withheld
        ]
        return tuple(dict.fromkeys((*decisions, *papers)))

    def waits(self, path: str, about: str) -> str:
        """Say what an output may lack, and what that waits for; empty when nothing is missing of it.

        Args:
            path: below the cycle's folder.
            about: whom it is about, empty for everybody.
        """
        told = []
        held = () if self.judgement is None else self.judgement.held
        stopped = {item.stage.value for item in held if not item.subject}
        for hold in self.mending:
            mine = concerns(about, hold.about) if hold.about else path.partition("/")[0] in stopped
            alone = any(concerns(about, who) for who in hold.decided)
            if path not in ALWAYS and hold.reaches(path) and (mine or not alone):
                told.append(hold.waits)
        return "；".join(dict.fromkeys(told))

    @property
    def current(self) -> Step:
        """Give the stage the cycle stands at."""
        return self.steps[-1] if self.judgement is None else self.judgement.current


class Outcome(Value):
    """What the inbox leads to."""

    intake: Intake
    cycles: tuple[CycleOutcome, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """List every problem once: those of files that belong to no cycle, then each cycle's."""
        own = {(item.at, item.code) for outcome in self.cycles for item in outcome.problems}
        own |= {place for outcome in self.cycles for place in outcome.seen}
        loose = tuple(item for item in self.intake.problems if (item.at, item.code) not in own)
        return (*loose, *(item for outcome in self.cycles for item in outcome.problems))

    @property
    def rules(self) -> Rules | None:
        """Give the rule set that all judged cycles share, None where there is none or they have several."""
        found = {cycle.judgement.rules.document: cycle.judgement.rules for cycle in self.cycles if cycle.judgement}
        return next(iter(found.values())) if len(found) == 1 else None
