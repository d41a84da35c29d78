"""The three things to do next after a run with mistakes, in their order: mend, put back, run again."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.cycle.build_plan import returned_path
from toolchain.cycle.outcome import Outcome
from toolchain.cycle.pipeline import folder_of
from toolchain.engine.value_objects import Value
from toolchain.model.problems import Problem
from toolchain.model.sheets import WORKBOOKS
from toolchain.model.wording import Wording
from toolchain.outbox.output import Publication, Word

_ORDER = {book.title: place for place, book in enumerate(WORKBOOKS)}
"""What comes first in a cycle is mended first: much of the rest follows from it."""

_MOST_FILES = 3


class Mending(Value):
    """A file in which something must be mended.

    Attributes:
        file: its name in the inbox; empty for what stands in no file.
        copy: the marked copy below the outbox, empty where there is none.
        problems: what is wrong, in the order of the cells.
    """

    file: str
    copy: str
    problems: tuple[Problem, ...]

    @property
    def cells(self) -> int:
        """Count the places that are wrong."""
        return len({item.at for item in self.problems})


def next_steps(outcome: Outcome, publication: Publication | None, wording: Wording) -> Iterator[str]:
    """Give the three lines; nothing where no mistake stops anything."""
    found = _mendings(outcome, publication)
    if not found:
        return
    first, *others = found
    named = f"“{first.file}”" if first.file else ""
    yield "接下来三件事，按顺序做："
    yield f"  1. {_mend(first, wording)}"
    if others:
        listed = "，".join(f"{item.file or '其他'}（{item.cells}处）" for item in others[:_MOST_FILES])
        more = f"等{len(others)}份" if len(others) > _MOST_FILES else ""
        yield f"  2. 再照样改：{listed}{more}。"
        yield f"  3. 改好的都放回收件箱，替换原来的{named}等{len(found)}份，再运行一次（make cycle，或工作台选 1）。"
    else:
        yield f"  2. 改好后放回收件箱，替换原来的{named}（同名覆盖，不要留两份）。"
        yield "  3. 再运行一次（make cycle，或工作台选 1）。"


def _mendings(outcome: Outcome, publication: Publication | None) -> list[Mending]:
    by_file: dict[str, list[Problem]] = {}
    for item in sorted(outcome.problems, key=lambda item: item.order):
        if item.blocks:
            by_file.setdefault(item.at.file, []).append(item)
    titles = {entry.name: entry.workbook for entry in outcome.intake.entries}
    copies = _copies(outcome, publication)
    found = [Mending(file, copies.get(file, ""), tuple(items)) for file, items in by_file.items()]
    last = len(_ORDER)
    return sorted(found, key=lambda item: (_ORDER.get(titles.get(item.file, ""), last), item.file))


def _copies(outcome: Outcome, publication: Publication | None) -> dict[str, str]:
    """Find the marked copy of each file that has one of its own."""
    if publication is None:
        return {}
    found: dict[str, str] = {}
    for cycle in outcome.cycles:
        folder = folder_of(cycle)
        laid = {change.path for change in publication.of(folder) if change.word is not Word.WITHDRAWN}
        stems = [returned_path(filled.file) for filled in cycle.record.filled]
        for filled in cycle.record.filled:
            path = returned_path(filled.file)
            if path in laid and stems.count(path) == 1:
                found[filled.file] = f"{folder}/{path}"
    return found


def _mend(item: Mending, wording: Wording) -> str:
    first = item.problems[0]
    cell = f"“{first.at.sheet}”{f'的 {first.at.cell}' if first.at.cell else ''}" if first.at.sheet else ""
    if item.copy:
        return f"打开 outbox/{item.copy}，照批注改好标红的{item.cells}处{_first(cell)}。"
    remedy = wording.remedy(first).rstrip("。")
    where = f"收件箱里的“{item.file}”" if item.file else "上面说的问题"
    return f"处理{where}{_first(cell)}：{remedy}。" if remedy else f"处理{where}{_first(cell)}，照上面的说明改。"


def _first(cell: str) -> str:
    return f"（先改{cell}）" if cell else ""
