"""Batches of one document for many organisations: a roster in, files out, over all processors and in little memory.

The work is cut into pieces that any ``concurrent.futures`` executor runs; what a piece needs is sent along with it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from toolchain.cycle.resources import Resources
from toolchain.documents.after_award import ExpiryReminder
from toolchain.documents.approval import Certificate
from toolchain.documents.declaration import Document
from toolchain.documents.organisations import honour
from toolchain.documents.print_set import AwardBoard, LargeCertificate, printed_with
from toolchain.engine.confined_process import Aborted, Allowance, Confined
from toolchain.engine.parallel_map import parallel_map
from toolchain.engine.xlsx.package import open_book
from toolchain.model.chinese import display_width, safe_name
from toolchain.model.issuance import Issuance
from toolchain.model.parameters import rules_for
from toolchain.model.problems import At, Problem, problem
from toolchain.model.rule_set.office import Office
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import NOWHERE, Row
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.roster import ROSTER, Batch, LetterKind
from toolchain.model.sheets.settings import Cycle
from toolchain.model.sheets.vocabulary import AwardKind
from toolchain.model.workbook_declaration import Mark
from toolchain.regulation.art28_validity import open_again
from toolchain.results.next_blanks import cells
from toolchain.stages.judgement import Judgement
from toolchain.workbooks.reader import Reading, read

PIECE = 100
"""Organisations in one piece of work."""

_BESIDE, _DRAFT = ".新稿.docx", ".未完成"

_KINDS: dict[LetterKind, type[Document]] = {
    LetterKind.CERTIFICATE: Certificate,
    LetterKind.LARGE: LargeCertificate,
    LetterKind.BOARD: AwardBoard,
    LetterKind.REMINDER: ExpiryReminder,
}


class Laid(StrEnum):
    """What became of one file."""

    NEW = "新建"
    SAME = "未变"
    BESIDE = "已有不同内容，新稿放在旁边"


@dataclass(frozen=True)
class Order:
    """What is the same for the whole batch; the longest name decides the size of all certificates."""

    batch: Batch
    cycle: Cycle
    office: Office
    rules: Rules
    templates: Path
    longest_name: str = ""

    def document(self, award: Award) -> Document:
        """Compose the document of one organisation."""
        common: dict[str, Any] = {
            "subject": award.uscc,
            "subject_name": award.name,
            "issue": Issuance(dated=self.batch.dated, printed=self.batch.dated),
            "office": self.office,
            "rules": self.rules,
            "cycle": self.cycle,
            "award": honour(award, self.rules),
        }
        if self.batch.kind is LetterKind.REMINDER:
            return ExpiryReminder(**common, again=open_again(award))
        alike = ((award.name, self.longest_name or award.name),)
        certificate = Certificate(**common, repeat=award.kind is AwardKind.REPEAT, alike=alike)
        printed = (certificate, *printed_with(certificate))
        return next(paper for paper in printed if type(paper) is _KINDS[self.batch.kind])


@dataclass(frozen=True)
class Piece:
    """A part of a batch: its organisations, each with the name of its file."""

    order: Order
    awards: tuple[tuple[str, Award], ...]
    folder: Path


@dataclass(frozen=True)
class Roster:
    """A roster that was read: the order with its organisations, or the problems.

    Attributes:
        order: what is the same for all; None where that cannot be read.
        awards: the rows of which everything can be read.
        problems: what is wrong.
        faulty: rows that are left out of ``awards``; with more wrong than rows, no order is given.
    """

    order: Order | None
    awards: tuple[Award, ...]
    problems: tuple[Problem, ...]
    faulty: int = 0


def read_roster(name: str, data: bytes, toolbox: Resources) -> Roster:
    """Read a roster where it can do no harm; a row that is wrong is left out and counted."""
    with Confined(_read, Allowance(memory=1_000_000_000, seconds=60, wait=120)) as reader:
        found = reader(name, data)
    if isinstance(found, Aborted):
        return Roster(None, (), (problem("E-FILE-13", At(name), found=found.reason),))
    reading, faults = found
    batch = next(iter(reading.rows.get(Batch, ())), None)
    cycle = next(iter(reading.rows.get(Cycle, ())), None)
    awards = tuple(row for row in reading.rows.get(Award, ()) if isinstance(row, Award))
    problems = (*faults, *reading.problems)
    partial = reading.partial.get(Award, ())
    of_rows = {item for row in partial for wrong in row.lacking.values() for item in wrong}
    if (
        any(item.blocks for item in problems if item not in of_rows)
        or not isinstance(batch, Batch)
        or not isinstance(cycle, Cycle)
    ):
        return Roster(None, awards, problems)
    rules = rules_for(cycle.announced, toolbox.project.regulations)
    if rules is None:
        wrong = problem("E-RULE-3001", cycle.where("announced"), found=cycle.announced)
        return Roster(None, awards, (*problems, wrong))
    longest = max((award.name for award in awards), key=display_width, default="")
    order = Order(batch, cycle, toolbox.under(rules).office, rules, toolbox.project.documents, longest)
    return Roster(order, awards, problems, len(partial))


def _read(name: str, data: bytes) -> tuple[Reading, tuple[Problem, ...]]:
    book, faults = open_book(data)
    found = tuple(Problem(At(name, fault.sheet, fault.cell), fault.code, fault.facts) for fault in faults)
    return (Reading({}) if book is None else read(book, ROSTER, name)), found


def blank(cycle: str, judgement: Judgement | None = None) -> bytes:
    """Make the blank of the roster, with the cycle's dates and laureates where they are on record."""
    from toolchain.workbooks.blank import write

    known: dict[type[Row], list[dict[str, object]]] = {Cycle: [{"cycle": cycle}]}
    if judgement is not None:
        known = {Cycle: [cells(judgement.settings.cycle)], Award: [cells(award) for award in judgement.announced]}
    return write(ROSTER, Mark(ROSTER.mark, ROSTER.version, cycle), known=known)


def make(
    order: Order,
    awards: tuple[Award, ...],
    folder: Path,
    executor: Executor | None = None,
    workers: int | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> dict[Laid, int]:
    """Make a document for each organisation; the same roster gives the same files, whatever runs the pieces.

    Args:
        order: what is the same for all.
        awards: whom the documents are for.
        folder: where they are laid; where pieces run on other machines, a folder that they share.
        executor: what runs the pieces; None for this process.
        workers: how many of them it runs at a time; None for one on each processor.
        progress: is told how many more are done.

    Raises:
        TemplateFault: the template does not fit.
        OSError: a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"*{_DRAFT}"):
        left.unlink(missing_ok=True)  # of a run that was killed
    counts = dict.fromkeys(Laid, 0)
    for laid in parallel_map(run, pieces(order, awards, folder), executor, workers):
        progress(sum(laid.values()))
        for word, count in laid.items():
            counts[word] += count
    return counts


def pieces(order: Order, awards: tuple[Award, ...], folder: Path) -> Iterator[Piece]:
    """Cut a batch into pieces."""
    named = list(zip(names(awards), awards, strict=True))
    for first in range(0, len(named), PIECE):
        bare = tuple((name, replace(award, at=NOWHERE)) for name, award in named[first : first + PIECE])
        yield Piece(order, bare, folder)


def names(awards: Iterable[Award]) -> Iterator[str]:
    """Name the file of each award by what it is about, so that a row more or less in the roster renames no other."""
    taken: Counter[str] = Counter()
    for award in awards:
        stem = safe_name("-".join(filter(None, (award.name, award.certificate or award.uscc))))
        taken[stem.casefold()] += 1
        again = taken[stem.casefold()]
        yield f"{stem}（{again}）.docx" if again > 1 else f"{stem}.docx"


def not_listed(folder: Path, awards: Iterable[Award]) -> tuple[str, ...]:
    """List the documents in a folder that its roster does not give: of earlier rosters, or laid there by hand."""
    wanted = {name.casefold() for name in names(awards)}
    found = (path.name for path in folder.glob("*.docx") if not path.name.startswith("~$"))
    return tuple(sorted(name for name in found if name.replace(_BESIDE, ".docx").casefold() not in wanted))


def run(piece: Piece) -> dict[Laid, int]:
    """Make the documents of one piece; this is what an executor is given."""
    from toolchain.typesetting.render import Template

    kind = _KINDS[piece.order.batch.kind]
    path = piece.order.templates / f"{kind.template}.docx"
    counts = dict.fromkeys(Laid, 0)
    for name, award in piece.awards:
        document = piece.order.document(award)
        template = Template.load(path, words=document.words, sheet=kind.sheet)
        counts[_lay(piece.folder / name, template.render(document))] += 1
    return counts


def _lay(path: Path, data: bytes) -> Laid:
    """Write a file in one step; what lies there and is different stays, the new version goes beside it."""
    if path.exists():
        if path.read_bytes() == data:
            return Laid.SAME
        path = path.with_suffix(_BESIDE)
        _write(path, data)
        return Laid.BESIDE
    _write(path, data)
    return Laid.NEW


def _write(path: Path, data: bytes) -> None:
    draft = path.with_suffix(f".{os.getpid()}{_DRAFT}")
    draft.write_bytes(data)
    draft.replace(path)
