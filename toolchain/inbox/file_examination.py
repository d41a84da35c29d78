"""One file: whether it is a workbook that can be used, whose declaration it names, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from toolchain.engine.xlsx.package import open_book
from toolchain.model.problems import At, Problem
from toolchain.model.sheets import WORKBOOKS
from toolchain.model.workbook_declaration import Mark
from toolchain.workbooks.reader import Reading, read
from toolchain.workbooks.template_mark import mark_of, resembles

DECLARED = {book.mark: book for book in WORKBOOKS}
"""The declared workbooks by the name in their hidden mark."""


@dataclass(frozen=True)
class Examined:
    """What one file turned out to be.

    Attributes:
        opened: it is a workbook that can be used.
        problems: what is wrong with it.
        mark: what it says of itself, None for a workbook of another origin.
        reading: its rows, where it is one of the declared workbooks.
        alike: the title of the declared workbook that one without a mark looks like.
        cycle: the cycle that stands in the heading of such a one.
    """

    opened: bool
    problems: tuple[Problem, ...]
    mark: Mark | None = None
    reading: Reading | None = None
    alike: str = ""
    cycle: str = ""


def examine(name: str, data: bytes) -> Examined:
    """Open one file and read it by the declaration it names."""
    book, faults = open_book(data)
    problems = tuple(Problem(At(name, fault.sheet, fault.cell), fault.code, fault.facts) for fault in faults)
    if book is None:
        return Examined(opened=False, problems=problems)
    mark = mark_of(book)
    if mark is None or mark.template not in DECLARED:
        title, cycle = resembles(book, WORKBOOKS) if mark is None else ("", "")
        return Examined(opened=True, problems=problems, alike=title, cycle=cycle)
    reading = read(book, DECLARED[mark.template], name)
    left_out = {item.at for item in problems}
    told = tuple(p for p in reading.problems if not (p.code == "E-CELL-04" and p.at in left_out))
    return Examined(True, problems, mark, replace(reading, problems=told))
