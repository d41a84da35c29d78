"""A clerk who types the example's cycle anew and fills only what is empty and not proposed: how many cells that is.

``python -m tests.people.clerk`` prints the cells of each workbook, typed one by one and by the short ways: of the whole
example, and of the cycle that follows it with seven applicants, ten experts and fifteen members. Behind the workbooks
stands who types: most of it is typed by others, each at a desk of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tests.read_memory import ReadMemory
from toolchain.cycle.example import FOLDER
from toolchain.cycle.paths import Project
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.engine.value_objects import Value
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile, scan_inbox
from toolchain.model.record import FilledWorkbook
from toolchain.model.schema import Layout, Row, columns
from toolchain.model.sheets import WORKBOOKS
from toolchain.model.sheets.application import Applicant, Attachment, Declaration
from toolchain.model.sheets.checks import Check, CheckSignature
from toolchain.model.sheets.committee import Ballot
from toolchain.model.sheets.confirmed_dates import ConfirmedDate
from toolchain.model.sheets.correspondence import Dispatch, Receipt
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.vocabulary import Verdict, YesNo
from toolchain.results.next_blanks import Blank, Known, due, plain
from toolchain.stages.judgement import Judgement

ROOT = Path(__file__).resolve().parents[2]
CORRESPONDENCE = (Receipt, Dispatch, ConfirmedDate)
SMALL = 7, 10
"""Applicants and experts of a small cycle."""
Cells = Mapping[str, object]


class Typed(Value):
    """The cells of one kind of workbook.

    Attributes:
        workbook: its title; the registers are told apart.
        who: who fills it.
        each: typed cell by cell into the blank that is handed out.
        short: the same said in the short ways.
    """

    workbook: str
    who: str
    each: int
    short: int


class Following(Value):
    """A cycle that follows another one, of which some applicants and experts take part.

    Attributes:
        before: the cycle before, from which the office carries what stays.
        away: codes and numbers of those who do not take part.
    """

    before: Judgement
    away: frozenset[str]

    @classmethod
    def of(cls, toolbox: Resources, applicants: int, experts: int) -> Following:
        """Let the first applicants and experts of the example take part, and all members."""
        [cycle] = judge_all(receive(scan_inbox(toolbox.project.inbox)), toolbox).cycles
        assert cycle.judgement is not None
        record = cycle.judgement.record
        codes = [str(item.uscc) for item in record.applications][applicants:]
        return cls(cycle.judgement, frozenset({*codes, *(row.number for row in record.whole(Expert)[experts:])}))

    def hands_in(self, item: FilledWorkbook) -> bool:
        """Say whether a workbook is of somebody who takes part."""
        own = {item.mark.subject, *(str(row.uscc) for row in item.readable(Applicant))}
        return self.away.isdisjoint(own)

    def takes_part(self, row: Cells) -> bool:
        """Say whether a row is about nobody who is away."""
        return self.away.isdisjoint({str(row.get(name)) for name in ("uscc", "subject", "expert", "number")})


def count_cells(toolbox: Resources, following: Following | None = None) -> tuple[Typed, ...]:
    """Count what is typed into each workbook of the example, in the order in which a cycle needs them."""
    files = {item.name: item for item in scan_inbox(toolbox.project.inbox)}
    memory = ReadMemory()
    filled = {item.file: item for item in receive(files.values(), known=memory).filled}
    counted: dict[tuple[str, str], list[int]] = {}
    there: list[ScannedFile] = []
    for book in WORKBOOKS:
        mine = [item for item in filled.values() if item.mark.template == book.mark]
        if not mine:
            continue
        blanks = _blanks(there, memory, toolbox, following)
        for item in mine:
            if following is not None and not following.hands_in(item):
                continue
            blank = next(
                b for b in blanks if b.workbook.mark == book.mark and b.mark.subject in {"", item.mark.subject}
            )
            for sheet in {sheet: None for found in WORKBOOKS if found is book for sheet in found.sheets}:
                each, short = _typed(sheet, item, blank, following)
                title = sheet.sheet.title if sheet in CORRESPONDENCE else book.title
                held = counted.setdefault((title, book.filled_by), [0, 0])
                held[0] += each
                held[1] += short
        there += [files[item.file] for item in mine]
    return tuple(Typed(*title, *numbers) for title, numbers in counted.items() if any(numbers))


def _blanks(
    there: Sequence[ScannedFile], memory: ReadMemory, toolbox: Resources, following: Following | None
) -> list[Blank]:
    """Give the blanks that are on the desk, the most telling first; each with what the cycle before knows of it."""
    cycles = judge_all(receive(there, known=memory), toolbox).cycles if there else ()
    known = [blank for item in cycles if item.judgement for blank in due(item.judgement, toolbox.items)]
    laid = plain(FOLDER, toolbox.items, following.before if following else None)
    carried = {blank.workbook.mark: blank.known for blank in laid if following is not None}
    known = [replace(blank, known={**carried.get(blank.workbook.mark, {}), **_filled(blank)}) for blank in known]
    return [*sorted(known, key=lambda blank: not blank.mark.subject), *laid]


def _filled(blank: Blank) -> Known:
    return {sheet: rows for sheet, rows in blank.known.items() if rows}


def _typed(sheet: type[Row], item: FilledWorkbook, blank: Blank, following: Following | None) -> tuple[int, int]:
    rows = [_cells(row) for row in item.readable(sheet)]
    rows = [row for row in rows if following is None or following.takes_part(row)]
    known = [dict(row) for row in blank.known.get(sheet, ())]
    if sheet is Check:
        for row in rows:
            row.pop("evidence")
    each = sum(_differing(sheet, rows, known))
    if sheet is CheckSignature:
        return 0, 0
    short = _SHORT.get(sheet)
    return each, each if short is None else short(rows, known)


def _checks(rows: Sequence[Cells], known: Sequence[Cells]) -> int:
    """Type what is not met, and a statement and a day for each department."""
    met = [row for row in rows if row["verdict"] is Verdict.MET and row["round"] == 1]
    left = [row if row not in met else {**row, "verdict": None, "checked": None} for row in rows]
    return sum(_differing(Check, left, known)) + 2 * len({(row["department"], row["checked"]) for row in met})


def _bundles(rows: Sequence[Cells], _: Sequence[Cells]) -> int:
    """Type number, papers and candidate of each bundle."""
    return 3 * len({(row["round"], row["uscc"], row["vote"]) for row in rows})


def _batches(rows: Sequence[Cells], _: Sequence[Cells]) -> int:
    """Type day and 已印发 of each batch, and each signer once."""
    found = {(row["document"], row["dated"], row["issued"]) for row in rows}
    return 2 * len(found) + len({row["signer"] for row in rows if row["signer"]})


def _bars(rows: Sequence[Cells], known: Sequence[Cells]) -> int:
    """Type once that nothing exists where that is so, else every answer."""
    if any(row["answer"] is YesNo.YES for row in rows):
        return sum(_differing(Declaration, rows, known))
    return sum(_differing(Declaration, [{**row, "answer": None} for row in rows], known)) + bool(rows)


def _papers(rows: Sequence[Cells], known: Sequence[Cells]) -> int:
    """Type once that everything is there where that is so, else every answer; and the pages."""
    if any(row["provided"] is YesNo.NO for row in rows):
        return sum(_differing(Attachment, rows, known))
    return sum(_differing(Attachment, [{**row, "provided": None} for row in rows], known)) + bool(rows)


def _receipts(rows: Sequence[Cells], known: Sequence[Cells]) -> int:
    """Type the days; code, name, receiver and the papers asked for are offered."""
    proposed = sum(3 + bool(row["requested"]) for row in rows) - len({row["receiver"] for row in rows})
    return sum(_differing(Receipt, rows, known)) - proposed


def _confirmed(rows: Sequence[Cells], _: Sequence[Cells]) -> int:
    """Type the day on the original; the rest is listed."""
    return len(rows)


_SHORT: Mapping[type[Row], Callable[[Sequence[Cells], Sequence[Cells]], int]] = {
    Check: _checks,
    Declaration: _bars,
    Attachment: _papers,
    Ballot: _bundles,
    Dispatch: _batches,
    Receipt: _receipts,
    ConfirmedDate: _confirmed,
}


def _cells(row: Row) -> dict[str, object]:
    return {column.name: row.known(column.name) for column in columns(type(row))}


def _differing(sheet: type[Row], rows: Iterable[Cells], known: Sequence[Cells]) -> Iterator[int]:
    """Count the cells of each row that its blank neither holds nor begins with."""
    free = list(known)
    starts = {column.name: column.initial for column in columns(sheet)}
    for row in rows:
        key = sheet.sheet.key or tuple(row)
        fits = [held for held in free if all(row.get(name) == held[name] for name in key if held.get(name) is not None)]
        held = free[0] if sheet.sheet.layout is Layout.FORM and free else fits[0] if fits else {}
        if held in free and sheet.sheet.layout is Layout.TABLE:
            free.remove(held)
        yield sum(
            value is not None and held.get(name) != value and str(starts[name] or None) != str(value)
            for name, value in row.items()
            if name in starts
        )


def main() -> None:
    """Print both tables."""
    toolbox = Resources.load(Project(ROOT, ROOT / "inbox" / FOLDER, ROOT / "outbox"))
    for following in (None, Following.of(toolbox, *SMALL)):
        found = count_cells(toolbox, following)
        for item in found:
            print(f"{item.workbook:<8} {item.who:<6} {item.each:>6} {item.short:>6}")  # noqa: T201 - what it is for
        for who in (*dict.fromkeys(item.who for item in found), ""):
            mine = [item for item in found if who in item.who]
            print(who or "合计", sum(item.each for item in mine), sum(item.short for item in mine))  # noqa: T201 - likewise


if __name__ == "__main__":
    main()
