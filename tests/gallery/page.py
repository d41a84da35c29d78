"""The gallery as a page for people: what happened, and what the office and the applicant are told.

``python -m tests.gallery.page`` writes the page anew; a test says when it is stale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from tests.gallery.books import BOOKS
from tests.gallery.case import Case
from tests.gallery.cells import CELLS
from tests.gallery.files import FILES
from tests.gallery.shown import SHOWN
from toolchain.cycle.paths import find_root
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile
from toolchain.model.problems import Problem
from toolchain.model.wording import Wording

ROOT = find_root(Path(__file__).parent)
PAGE = ROOT / "docs" / "错误示例.md"
FILE = "表.xlsx"
WORDING = Wording.load(ROOT / "templates" / "wording")
CHAPTERS = (("文件", FILES), ("工作簿、工作表、表头和行", BOOKS), ("单元格", CELLS), ("看到的与存储的", SHOWN))


Answers = Callable[[Case], Iterable[str]]


def page(answers: Answers) -> str:
    return "\n".join(_lines(answers)) + "\n"


def _lines(answers: Answers) -> Iterator[str]:
    yield "<!-- 由 python -m tests.gallery.page 生成，不要手改。 -->"
    yield "# 错误示例"
    yield ""
    yield "每一条都是一份做坏的表格和系统对它的回答。“需修改”挡住依赖它的步骤，“提示”和“已记录”不挡。"
    for title, cases in CHAPTERS:
        yield ""
        yield f"## {title}"
        yield ""
        yield "| 发生了什么 | 位置 | 系统的回答 |"
        yield "|---|---|---|"
        for case in cases:
            yield from answers(case)


def lines(case: Case, problems: Sequence[Problem]) -> Iterator[str]:
    """Give the lines of a case: what is said of its file."""
    if not problems:
        yield f"| {case.title} |  | 照常读取 |"
    for problem in problems:
        place = " › ".join(part for part in (problem.at.sheet, problem.at.cell) if part)
        told = f"【{problem.severity.value}】{WORDING.describe(problem)}"
        yield f"| {case.title} | {_plain(place)} | {_plain(told)} |"


def written() -> dict[str, list[str]]:
    """Title → its lines as the page has them."""
    found: dict[str, list[str]] = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| "):
            found.setdefault(line[2:].partition(" |")[0], []).append(line)
    return found


def _plain(text: str) -> str:
    """Keep a text from being read as markup."""
    for sign in "\\|<*_`[{":
        text = text.replace(sign, f"\\{sign}")
    return text


if __name__ == "__main__":
    PAGE.write_text(
        page(lambda case: lines(case, receive([ScannedFile(FILE, case.make())]).problems)), encoding="utf-8"
    )
