"""Saying again what a run said, where nothing has changed since; else doing the work and remembering it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

import click

from toolchain.cli.common import show, together, toolbox_of, write
from toolchain.cycle.cache import last_messages
from toolchain.cycle.paths import Project
from toolchain.cycle.verbosity import Verbosity
from toolchain.engine.file_digests import forget
from toolchain.engine.fingerprint import Program
from toolchain.engine.value_objects import Value
from toolchain.inbox.scan import ScannedFile, scan_inbox

if TYPE_CHECKING:
    from toolchain.cycle.cache.run_cache import RunCache
    from toolchain.cycle.outcome import Outcome
    from toolchain.cycle.resources import Resources
    from toolchain.outbox.output import Publication


def judged(project: Project) -> tuple[Outcome, Resources]:
    """Judge what is in the inbox for a command that only tells of it: what was read before is not read again.

    Raises:
        click.UsageError: there is no inbox.
    """
    return RepeatableRun.of(project).check()


class RepeatableRun(Value):
    """One run of the program on one snapshot of the inbox.

    Attributes:
        full: nothing remembered is used.
    """

    project: Project
    program: Program
    snapshot: tuple[ScannedFile, ...]
    full: bool = False

    @classmethod
    def of(cls, project: Project, *, full: bool = False) -> RepeatableRun:
        """Look at the inbox and at the program.

        Raises:
            click.UsageError: there is no inbox.
        """
        if not project.inbox.is_dir():
            raise click.UsageError(f"没有收件箱文件夹 {project.inbox}")
        forget()
        return cls(project, Program.of(project.templates), scan_inbox(project.inbox), full)

    def repeat(self, command: str, *, as_json: bool, detail: Verbosity = Verbosity.USUAL, noting: bool = False) -> None:
        """Say what the command would say and leave, where nothing has changed since it was worked out."""
        if self.full:
            return
        way = last_messages.JSON if as_json else detail
        known = last_messages.recall(self.project.outbox, command, way, self.program, self.snapshot, noting=noting)
        if known is None:
            return
        (write if as_json else show)(known.pieces)
        sys.exit(known.exit)

    def check(self) -> tuple[Outcome, Resources]:
        """Judge what is in the inbox and write nothing."""
        from toolchain.cycle.cache.run_cache import RunCache

        memory = RunCache(self.project.outbox, self.program, writing=False)
        return self._judged(lambda _: None, memory)

    def _judged(
        self, progress: Callable[[str], None], memory: RunCache, following: str = ""
    ) -> tuple[Outcome, Resources]:
        """Judge what is in the inbox; while the workbooks are being read, the rules are loaded, and what follows."""
        from toolchain.inbox.read_ahead import ReadAhead

        with ReadAhead(self.snapshot, progress, None if self.full else memory.books).start() as begun:
            from toolchain.cycle.pipeline import run

            toolbox = toolbox_of(self.project)
            if following and begun.busy:
                import_module(following)
            return run(toolbox, progress, self.snapshot, begun), toolbox

    def cycle(
        self, progress: Callable[[str], None], *, dry: bool, as_json: bool = False
    ) -> tuple[Outcome, Publication, Resources]:
        """Judge what is in the inbox and publish what follows from it.

        The next run is remembered as the one that asked was told: to people, or as JSON, which is long.
        """
        from toolchain.cycle.cache.run_cache import RunCache

        memory = RunCache(self.project.outbox, self.program, writing=not dry)
        outcome, toolbox = self._judged(progress, memory, "toolchain.typesetting.render")
        from toolchain.cycle.cache.made_files import make_uncached
        from toolchain.cycle.pipeline import produce, settle
        from toolchain.engine.temporary_store import TemporaryStore

        make = partial(make_uncached, spool=TemporaryStore()) if self.full else memory.made
        folders = produce(outcome, toolbox, progress, make)
        publication = settle(folders, outcome, toolbox, known=None if self.full else memory.books, dry=dry)
        if not dry and not self.full:
            memory.settle()
            following = publication.following or settle(folders, outcome, toolbox, dry=True)
            self._keep(outcome, following, toolbox, (last_messages.JSON,) if as_json else tuple(Verbosity))
        return outcome, publication, toolbox

    def _keep(self, outcome: Outcome, following: Publication, toolbox: Resources, ways: Sequence[str]) -> None:
        """Remember what the next run says, if nothing changes until then."""
        from toolchain.cli.report.exit_codes import exit_code

        outbox = self.project.outbox
        for command, publication in ((last_messages.CYCLE, following), (last_messages.CHECK, None)):
            said, code = partial(_said, outcome, publication, toolbox), exit_code(outcome, publication)
            seen = None if publication is None else publication.seen
            last_messages.keep(outbox, command, self.program, self.snapshot, said, code, seen, ways)


def _said(outcome: Outcome, publication: Publication | None, toolbox: Resources, way: str) -> Iterator[str]:
    """Tell a run in one of the ways."""
    from toolchain.cli.report.json_report import as_json
    from toolchain.cli.report.text_report import lines

    toolbox = toolbox.under(outcome.rules)
    if way == last_messages.JSON:
        return together(as_json(outcome, publication, toolbox))
    return lines(outcome, publication, toolbox.wording, Verbosity(way))
