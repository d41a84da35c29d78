"""What an inbox leads to: per cycle its record, judgement, documents and problems."""

from __future__ import annotations

from toolchain.documents.document_file import Paper
from toolchain.engine.value_objects import Value
from toolchain.inbox import Intake
from toolchain.model.parameters import Rules
from toolchain.model.problems import Problem, places
from toolchain.model.record import Record
from toolchain.outbox import Hold
from toolchain.stages.judgement import Judgement, Stage, State, Step

ALWAYS = frozenset({"总览.html", "总览（公开版）.html", "文书清单.xlsx", "依据表.xlsx"})
"""What every cycle with usable settings has beside its stages."""


class CycleOutcome(Value):
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
    def holds(self) -> tuple[Hold, ...]:
        """List what waits for a cell to be mended, and what rests on it."""
        if not any(step.state is State.BLOCKED for step in self.steps):
            return ()
        folders = frozenset(stage.value for stage in Stage)
        pages = ALWAYS if self.judgement is None else frozenset()
        return (Hold(folders | pages, waits=f"等待改正{places(item for item in self.problems if item.blocks)}"),)

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
        loose = tuple(item for item in self.intake.problems if (item.at, item.code) not in own)
        return (*loose, *(item for outcome in self.cycles for item in outcome.problems))

    @property
    def rules(self) -> Rules | None:
        """Give the rule set that all judged cycles share, None where there is none or they have several."""
        found = {cycle.judgement.rules.document: cycle.judgement.rules for cycle in self.cycles if cycle.judgement}
        return next(iter(found.values())) if len(found) == 1 else None
