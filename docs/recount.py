"""Redo a draw, a count and a ranking from the result workbooks; needs nothing but Python itself.

python recount.py FOLDER [SHARE]: a folder that holds 评审组抽取.xlsx, 计票统计.xlsx and 评分汇总与排名.xlsx, or some of
them; the share of the votes that is enough, 2/3 where nothing else is said.
"""

from __future__ import annotations

import re
import sys
import zipfile
from fractions import Fraction
from hashlib import sha256
from math import ceil
from pathlib import Path
from xml.etree import ElementTree as ET

SHARE = Fraction(sys.argv[2] if len(sys.argv) > 2 else "2/3")
M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet(path, title):
    """Give the rows of one sheet as dictionaries by the headers of its first full row."""
    with zipfile.ZipFile(path) as book:
        names = [item.get("name") for item in ET.fromstring(book.read("xl/workbook.xml")).iter(M + "sheet")]
        part = ET.fromstring(book.read(f"xl/worksheets/sheet{names.index(title) + 1}.xml"))
        shared = ET.fromstring(book.read("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in book.namelist() else ()
    texts = ["".join(piece.text or "" for piece in item.iter(M + "t")) for item in shared]
    rows = []
    for row in part.iter(M + "row"):
        cells = {}
        for cell in row.iter(M + "c"):
            value = cell.findtext(M + "v") or "".join(piece.text or "" for piece in cell.iter(M + "t"))
            cells[re.sub(r"\d", "", cell.get("r"))] = texts[int(value)] if cell.get("t") == "s" else value
        rows.append(cells)
    head = next(number for number, cells in enumerate(rows) if sum(map(bool, cells.values())) > 1)
    return [{name: cells.get(place, "") for place, name in rows[head].items()} for cells in rows[head + 1 :] if cells]


def draw(path):
    """Each ticket is the SHA-256 of its text; within a panel they stand in ascending order."""
    before = {}
    for row in sheet(path, "抽取号"):
        ticket = sha256(row["原文"].encode()).hexdigest()
        right = (
            ticket == row["SHA-256"]
            and before.get(row["组别"], "") < ticket
            and row["原文"].endswith("|" + row["专家编号"])
        )
        before[row["组别"]] = ticket
        yield right, f"{row['组别']}第{row['顺序']}位{row['专家编号']} {ticket[:12]}…"


def count(path):
    """Papers add up, and the share of the voters, the share itself included, is enough."""
    for row in sheet(path, "计票"):
        yes, no, none, void, voters = (int(row[name]) for name in ("同意", "不同意", "弃权", "无效", "投票人数"))
        right = yes + no + none + void == int(row["收回"]) and int(row["须达票数"]) == ceil(SHARE * voters)
        right = right and row["是否通过"].startswith("通过") == (yes >= SHARE * voters)
        yield right, f"第{row['轮次']}轮{row['候选单位']} {yes}/{voters} {row['是否通过']}"


def ranking(path):
    """The result is the average of the reviewers, of all or without the highest and the lowest; places follow it."""
    given, before = {}, None
    for row in sheet(path, "评审员得分"):
        given.setdefault(row["单位名称"], []).append(Fraction(row["综合得分"]))
    for row in sheet(path, "排名"):
        scores, exact = sorted(given.get(row["单位名称"], [])), Fraction(row["综合得分（精确值）"])
        ways = [scores, scores[1:-1]] if len(scores) > 4 else [scores]
        near = any(abs(sum(way) / len(way) - exact) <= Fraction(1, 100) for way in ways if way)
        yield near and (before is None or exact <= before), f"第{row['名次']}名{row['单位名称']} {float(exact):.4f}"
        before = exact


if __name__ == "__main__":
    files = {"评审组抽取.xlsx": draw, "计票统计.xlsx": count, "评分汇总与排名.xlsx": ranking}
    found = [
        (path, files[path.name])
        for path in sorted(Path(sys.argv[1]).rglob("*.xlsx"))
        if path.name in files and "空白表" not in path.parts
    ]
    results = [(right, f"{path.stem}：{said}") for path, check in found for right, said in check(path)]
    for right, said in results:
        print("相符" if right else "不符", said)
    sys.exit(0 if results and all(right for right, _ in results) else 1)
