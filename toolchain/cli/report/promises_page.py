"""The page of promises: what was tried against each, and the test that tries it every time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from toolchain.model.rule_set.toml_files import read_toml

TABLE = "tests/trust/attacks.toml"


def rows(root: Path) -> Sequence[Mapping[str, str]]:
    """Read the table: group, promise, attack, result, test of each row."""
    return tuple(read_toml(root / TABLE)["attack"])


def promises(root: Path) -> Iterator[str]:
    """Write the page, group by group."""
    found = rows(root)
    yield "# 承诺与核对"
    yield ""
    yield "互不相识、互不信任的人都靠 `outbox` 里的东西。下面每一行是一个承诺、用无害的编造数据试过的做法、得到的结果；"
    yield f"共{len(found)}行，每一行由右边的测试核对，改了程序也一样。没有写在这里的不作承诺。"
    for group in dict.fromkeys(row["group"] for row in found):
        yield from ("", f"## {group}", "", "| 承诺 | 试过的做法 | 结果 | 测试 |", "|---|---|---|---|")
        for row in found:
            if row["group"] == group:
                name = row["test"].rpartition("/")[2].replace("::", " ")
                yield f"| {row['promise']} | {row['attack']} | {row['result']} | `{name}` |"
    yield from ("", "## 不承诺的", "")
    yield "- 能改 `outbox` 里一切、又没有人在外面记过编号的，查不出来；见[手册](手册.md#核对-outbox-有没有被动过)。"
    yield "- Windows 和 macOS 上，读表的进程有内存、时间和进程数的限制，能不能写文件、联网由账户的权限决定。"
    yield "- 文书上的数据摘要认不出用同样的表格从头重做的 outbox；账本编号（`make sign`、归档包）认得出。"
    yield "- 放平的收件箱里，文件名也是评审办的、内容又是新的一份，分辨不了是谁交的；请按谁交的放文件夹。"
    yield "- 保密内容写成谐音、外文、图片，或者只说“他家隔壁”的，认不出来。"
    yield "- 拿到本账户、能改程序的人，什么都能改。"
