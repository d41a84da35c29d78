"""Redo a draw, a count and a ranking with Python alone: python recount.py FOLDER [share of the votes, 2/3] [seeds]."""

import sys
import zipfile
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree as ET

FOLDER, SHARE, *SEEDS = sys.argv[1:] if len(sys.argv) > 2 else (*sys.argv[1:], "2/3")
M, EXACT = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}", "综合得分（精确值）"


def sheet(path, title):  # the rows of one sheet, by the headers of its first full row
    with zipfile.ZipFile(path) as book:
        names = [item.get("name") for item in ET.fromstring(book.read("xl/workbook.xml")).iter(M + "sheet")]
        part = ET.fromstring(book.read(f"xl/worksheets/sheet{names.index(title) + 1}.xml"))
        shared = ET.fromstring(book.read("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in book.namelist() else ()
    texts, rows = ["".join(piece.text or "" for piece in item.iter(M + "t")) for item in shared], []
    for row in part.iter(M + "row"):
        rows.append({})
        for cell in row.iter(M + "c"):
            value = cell.findtext(M + "v") or "".join(piece.text or "" for piece in cell.iter(M + "t"))
            rows[-1][cell.get("r").rstrip("0123456789")] = texts[int(value)] if cell.get("t") == "s" else value
    head = next(number for number, cells in enumerate(rows) if sum(map(bool, cells.values())) > 1)
    return [{name: cells.get(place, "") for place, name in rows[head].items()} for cells in rows[head + 1 :] if cells]


def draw(path):  # tickets are the SHA-256 of their texts; those on the list, nobody else, in ascending order
    rows, before, seeds = sheet(path, "抽取号"), {}, {}
    listed = sorted(row["专家编号"] for row in sheet(path, "专家名单") if row["是否进入抽取"] == "是")
    yield listed == sorted(row["专家编号"] for row in rows), f"名单上的{len(listed)}人都在，没有别人"
    for row in rows:
        ticket, (_, panel, _, seed, expert) = sha256(row["原文"].encode()).hexdigest(), row["原文"].split("|")
        right = [ticket, panel, expert] == [row[name] for name in ("SHA-256", "组别", "专家编号")]
        right = right and seed == seeds.setdefault(panel, seed) and seed in (SEEDS or [seed])
        yield right and before.get(panel, "") < ticket, f"{panel}第{row['顺序']}位{expert} {row['结果']}，种子{seed}"
        before[panel] = ticket


def count(path):  # papers add up, and so many votes as the share of the voters are enough
    for row in sheet(path, "计票"):
        yes, no, none, void = (int(row[name]) for name in ("同意", "不同意", "弃权", "无效"))
        need = -(-Fraction(SHARE) * int(row["投票人数"]) // 1)
        right = yes + no + none + void == int(row["收回"]) and need == int(row["须达票数"])
        yield right and (row["是否通过"] == "通过") == (yes >= need), f"{row['候选单位']}{yes}票，须达{need}票"


def ranking(path):  # the average of the reviewers, without the highest and lowest where that is said; places follow it
    given, rows = sheet(path, "评审员得分"), sheet(path, "排名")
    for row in rows:
        scores = sorted(Fraction(item["综合得分"]) for item in given if item["单位名称"] == row["单位名称"])
        scores = scores[1:-1] if "去掉" in row["计算方法"] else scores
        place = 1 + sum(Fraction(other[EXACT]) > Fraction(row[EXACT]) for other in rows)
        near = abs(sum(scores) / len(scores) - Fraction(row[EXACT])) <= Fraction(1, 100)
        yield near and place == int(row["名次"]), f"第{place}名{row['单位名称']}"


CHECKS = {"评审组抽取": [draw], "计票统计": [count], "评分汇总与排名": [ranking], "复算用表": [draw, count, ranking]}
files = [path for path in sorted(Path(FOLDER).glob("*.xlsx")) if path.stem in CHECKS]
found = [(right, f"{path.stem}：{said}") for path in files for redo in CHECKS[path.stem] for right, said in redo(path)]
sys.stdout.writelines(f"{'相符' if good else '不符'} {line}\n" for good, line in found)
sys.exit(0 if found and all(good for good, _ in found) else 1)
