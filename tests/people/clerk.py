"""A clerk who types the example's cycle anew and fills only what is empty and not proposed: how many cells that is.

``python -m tests.people.clerk`` prints the cells of each workbook, typed one by one and by the short ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from toolchain.cycle.example import FOLDER
from toolchain.cycle.paths import Project
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.engine.value_objects import Value
from toolchain.inbox import ScannedFile, receive, scan_inbox
from toolchain.model.record import FilledWorkbook
from toolchain.model.schema import Layout, Row, columns
from toolchain.model.sheets import WORKBOOKS
from toolchain.model.sheets.checks import Check, CheckSignature
from toolchain.model.sheets.committee import Ballot
from toolchain.model.sheets.confirmed_dates import ConfirmedDate
from toolchain.model.sheets.registers import Dispatch, Receipt
from toolchain.model.sheets.vocabulary import Verdict
from toolchain.results.next_blanks import Blank, due, plain

ROOT = Path(__file__).resolve().parents[2]
REGISTERS = (Receipt, Dispatch, ConfirmedDate)
Cells = Mapping[str, object]


class Typed(Value):
    """The cells of one kind of workbook.

    Attributes:
        workbook: its title; the registers are told apart.
        each: typed cell by cell into the blank that is handed out.
        short: the same said in the short ways.
    """

    workbook: str
    each: int
    short: int


def count_cells(toolbox: Resources) -> tuple[Typed, ...]:
    """Count what is typed into each workbook of the example, in the order in which a cycle needs them."""
    files = {item.name: item for item in scan_inbox(toolbox.project.inbox)}
    filled = {item.file: item for item in receive(files.values()).filled}
    counted: dict[str, list[int]] = {}
    there: list[ScannedFile] = []
    for book in WORKBOOKS:
        mine = [item for item in filled.values() if item.mark.template == book.mark]
        blanks = _blanks(there, toolbox)
        for item in mine:
            blank = next(
                b for b in blanks if b.workbook.mark == book.mark and b.mark.subject in {"", item.mark.subject}
            )
            for sheet in {sheet: None for found in WORKBOOKS if found is book for sheet in found.sheets}:
                each, short = _typed(sheet, item, blank)
                title = sheet.sheet.title if sheet in REGISTERS else book.title
                held = counted.setdefault(title, [0, 0])
                held[0] += each
                held[1] += short
        there += [files[item.file] for item in mine]
    return tuple(Typed(title, *numbers) for title, numbers in counted.items() if any(numbers))


def _blanks(there: Sequence[ScannedFile], toolbox: Resources) -> list[Blank]:
    """Give the blanks that are on the desk, the most telling first."""
    cycles = judge_all(receive(there), toolbox).cycles if there else ()
    known = [blank for item in cycles if item.judgement for blank in due(item.judgement, toolbox.items)]
    return [*sorted(known, key=lambda blank: not blank.mark.subject), *plain(FOLDER, toolbox.items)]


def _typed(sheet: type[Row], item: FilledWorkbook, blank: Blank) -> tuple[int, int]:
    rows = [_cells(row) for row in item.readable(sheet)]
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


def _receipts(rows: Sequence[Cells], known: Sequence[Cells]) -> int:
    """Type the days; code, name, receiver and the papers asked for are offered."""
    proposed = sum(3 + bool(row["requested"]) for row in rows) - len({row["receiver"] for row in rows})
    return sum(_differing(Receipt, rows, known)) - proposed


def _confirmed(rows: Sequence[Cells], _: Sequence[Cells]) -> int:
    """Type the day on the original; the rest is listed."""
    return len(rows)


_SHORT: Mapping[type[Row], Callable[[Sequence[Cells], Sequence[Cells]], int]] = {
    Check: _checks,
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
    """Print the table."""
    found = count_cells(Resources.load(Project(ROOT, ROOT / "inbox" / FOLDER, ROOT / "outbox")))
    for item in found:
        print(f"{item.workbook:<8} {item.each:>6} {item.short:>6}")  # noqa: T201 - what it is for
    print("合计", sum(item.each for item in found), sum(item.short for item in found))  # noqa: T201 - likewise


if __name__ == "__main__":
    main()
