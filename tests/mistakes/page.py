"""The mistakes as a page for people: what the clerk did, which cell is marked, what is said.

``python -m tests.mistakes.page`` writes the page anew; a test says when it is stale.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mistakes.cases import MISTAKES
from tests.mistakes.desk import ROOT, Answer, Desk, Office
from tests.mistakes.mistake import Mistake
from toolchain.model.wording import Wording

PAGE = ROOT / "docs" / "常见差错.md"


def answer(office: Office, mistake: Mistake) -> Answer:
    """Make a mistake and run the inbox."""
    desk = Desk(office.files)
    mistake.make(desk)
    with TemporaryDirectory() as folder:
        return office.run(desk, Path(folder))


def page(lines: Iterable[str]) -> str:
    """Put the lines of all mistakes together."""
    head = (
        "<!-- 由 python -m tests.mistakes.page 生成，不要手改。 -->",
        "# 常见差错",
        "",
        f"匆忙时容易出的{len(MISTAKES)}种差错，都在示例届次的表格上做过一遍：标出的是哪一格，提示是什么。",
        "标“需修改”的，退回的副本在同一格标红并附批注。坏得更厉害的文件见[错误示例](错误示例.md)。",
        "",
        "| 差错 | 标出的格 | 提示 |",
        "|---|---|---|",
    )
    return "\n".join((*head, *lines)) + "\n"


def line(mistake: Mistake, answer: Answer, wording: Wording) -> str:
    """Say of a mistake the worst problem and how many more there are."""
    if not answer.added:
        return f"| {mistake.title} |  | {mistake.elsewhere} |"
    first, more = answer.added[0], len(answer.added) - 1
    file = first.at.file.partition(".")[0][:8]
    place = " › ".join(part for part in (file, first.at.sheet, first.at.cell) if part)
    told = f"【{first.severity.value}】{wording.describe(first)}" + (f"另有{more}处。" if more else "")
    return f"| {mistake.title} | {place} | {told} |".replace("*", "\\*").replace("~", "\\~")


def written() -> list[str]:
    """List the lines of the mistakes, as the page has them."""
    return PAGE.read_text(encoding="utf-8").splitlines()[len(page(()).splitlines()) :]


if __name__ == "__main__":
    made = Office()
    PAGE.write_text(page(line(item, answer(made, item), made.toolbox.wording) for item in MISTAKES), encoding="utf-8")
