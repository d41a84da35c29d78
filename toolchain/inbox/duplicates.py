"""Several files for one thing: equal copies count once, unequal ones block what they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolchain.inbox.intake import Entry, FileState, Intake
from toolchain.model.problems import At, problem
from toolchain.model.record import FilledWorkbook
from toolchain.model.schema import Row, columns
from toolchain.model.sheets import APPLICATION, PRIZE_USE, SCORES, WORKBOOKS
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.prize_use import PrizeReport
from toolchain.model.sheets.scores import Reviewer

_MOST_CELLS = 6

_HOLDERS: dict[str, tuple[type[Row], str]] = {
    APPLICATION.mark: (Applicant, "uscc"),
    SCORES.mark: (Reviewer, "expert"),
    PRIZE_USE.mark: (PrizeReport, "uscc"),
}
"""Where a workbook of which there are many says whose it is."""


def subject_of(item: FilledWorkbook) -> str:
    """Say whose workbook it is by its cells; empty where there is one per cycle or the cells say nothing."""
    sheet, name = _HOLDERS.get(item.mark.template, (None, ""))
    row = None if sheet is None else next(iter(item.readable(sheet)), None)
    return "" if row is None else row.known(name) or ""


def identity(item: FilledWorkbook) -> tuple[str, str, str]:
    """Say which one thing a workbook is (template, 届次, subject): by what it says inside, never by its file name."""
    book = next(book for book in WORKBOOKS if book.mark == item.mark.template)
    subject = (subject_of(item) or item.file) if book.each else item.mark.subject if book.parts else ""
    reviewer = next(iter(item.readable(Reviewer)), None)
    if reviewer is not None:
        subject += f"|{reviewer.known('panel') or ''}"
    return item.mark.cycle, item.mark.template, subject


def compare_copies(entries: Sequence[Entry], filled: Sequence[FilledWorkbook]) -> Intake:
    """Count equal copies once; name the differing cells of unequal ones and block their subject."""
    groups: dict[tuple[str, str, str], list[FilledWorkbook]] = {}
    for item in filled:
        groups.setdefault(identity(item), []).append(item)
    changed: dict[str, Entry] = {}
    kept: list[FilledWorkbook] = []
    by_name = {entry.name: entry for entry in entries}
    for (_, _, subject), group in groups.items():
        distinct, twins = _apart(group)
        for item, twin in twins:
            reason = f"与“{twin.file}”内容相同，只计一次"
            changed[item.file] = replace(by_name[item.file], state=FileState.IGNORED, reason=reason, problems=())
        if len(distinct) == 1:
            kept += distinct
            continue
        for item in distinct:
            blocked = _blocked(item, distinct[1] if item is distinct[0] else distinct[0], subject)
            changed[item.file] = replace(by_name[item.file], state=FileState.FAULTY, problems=blocked.problems)
            kept.append(blocked)
    kept.sort(key=lambda item: item.file)
    return Intake(tuple(changed.get(entry.name, entry) for entry in entries), tuple(kept))


def _apart(group: Sequence[FilledWorkbook]) -> tuple[list[FilledWorkbook], list[tuple[FilledWorkbook, FilledWorkbook]]]:
    """Separate the different contents of a group from the copies of one already seen."""
    distinct: list[FilledWorkbook] = []
    twins: list[tuple[FilledWorkbook, FilledWorkbook]] = []
    for item in group:
        twin = next((other for other in distinct if _same(item, other)), None)
        if twin is None:
            distinct.append(item)
        else:
            twins.append((item, twin))
    return distinct, twins


def _blocked(item: FilledWorkbook, other: FilledWorkbook, subject: str) -> FilledWorkbook:
    cells = differences(item, other)
    wrong = problem("E-FILE-92", At(item.file), subject=subject, other=other.file, cells=cells)
    return replace(item, problems=(*item.problems, wrong))


def _same(one: FilledWorkbook, other: FilledWorkbook) -> bool:
    return one.digest == other.digest or (not one.faulty and not other.faulty and one.rows == other.rows)


def differences(one: FilledWorkbook, other: FilledWorkbook) -> str:
    """Name the first cells in which two copies of one workbook differ."""
    book = next(book for book in WORKBOOKS if book.mark == one.mark.template)
    cells: list[str] = []
    for sheet in book.sheets:
        cells += _row_differences(sheet, one.readable(sheet), other.readable(sheet))
    listed = "、".join(cells[:_MOST_CELLS]) or "读不出的内容"
    return listed + (f"等{len(cells)}处" if len(cells) > _MOST_CELLS else "")


def _row_differences(sheet: type[Row], mine: Sequence[Row], theirs: Sequence[Row]) -> list[str]:
    found: list[str] = []
    for left, right in zip(mine, theirs, strict=False):
        found += [
            f"{sheet.sheet.title}!{left.where(item.name).cell}"
            for item in columns(sheet)
            if left.known(item.name) != right.known(item.name)
        ]
    if len(mine) != len(theirs):
        found.append(f"{sheet.sheet.title}（行数{len(mine)}与{len(theirs)}）")
    return found
