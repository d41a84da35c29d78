"""What anybody may have to redo the draw, the count and the ranking (第八条, 第十六条, 第十七条).

It is given once the list of nominees is issued. Experts stand there by their numbers, scores without their reviewers,
votes as sums, and an organisation that is not on the list under a number.
"""

from __future__ import annotations

from collections.abc import Sequence

from toolchain.documents.document_file import DocumentFile
from toolchain.documents.notice import PublicNotice
from toolchain.model.wording import Wording
from toolchain.results.draw_tables import draw_sheets
from toolchain.results.ranking_tables import ranking_sheets
from toolchain.results.vote_tables import tally_sheet
from toolchain.stages.judgement import Judgement
from toolchain.workbooks.result_sheet import ResultSheet

FOLDER, NAME = "公开", "复算用表"

_DRAWN = "专家名单"
_TOLD = {
    _DRAWN: ("组别", "专家编号", "是否进入抽取"),
    "抽取号": ("组别", "顺序", "专家编号", "结果", "原文", "SHA-256"),
    "计票": ("轮次", "候选单位", "收回", "同意", "不同意", "弃权", "无效", "投票人数", "须达票数", "是否通过"),
    "排名": ("名次", "单位名称", "计算方法", "综合得分（精确值）"),
    "评审员得分": ("单位名称", "综合得分"),
}
"""Sheets of the office and those of their columns that everybody may see."""
_NAMES = {"候选单位", "单位名称"}
_NOTE = "可以不用本系统复算抽取、计票和排名。没有专家、评审员的姓名和票号，没有列入公示的单位不写名称。"


def nominees(papers: Sequence[DocumentFile]) -> frozenset[str]:
    """Give the names on the lists that are issued."""
    issued = (paper.document for paper in papers if paper.status == "已印发")
    lists = [document for document in issued if isinstance(document, PublicNotice)]
    return frozenset(party.name for item in lists for party in (*item.nominees, *item.again, *item.nominated))


def published_sheets(j: Judgement, wording: Wording, named: frozenset[str]) -> tuple[ResultSheet, ...]:
    """Give those columns of the office's own tables that everybody may see."""
    sheets = (*draw_sheets(j, wording), tally_sheet(j), *ranking_sheets(j))
    known: dict[str, str] = {}
    return tuple(_published(sheet, named, known) for sheet in sheets if sheet.title in _TOLD)


def _published(sheet: ResultSheet, named: frozenset[str], known: dict[str, str]) -> ResultSheet:
    labels = [column.label for column in sheet.columns]
    kept = [labels.index(label) for label in _TOLD[sheet.title]]

    def told(row: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(_called(row[at], named, known) if labels[at] in _NAMES else row[at] for at in kept)

    rows = [told(row) for row in sheet.rows]
    if labels[kept[0]] in _NAMES:
        rows.sort(key=repr)  # else the order would tell whose score it is
    note = f"{_NOTE}{sheet.note}" if sheet.title == _DRAWN else _NOTE
    return ResultSheet(title=sheet.title, columns=tuple(sheet.columns[at] for at in kept), rows=tuple(rows), note=note)


def _called(name: object, named: frozenset[str], known: dict[str, str]) -> object:
    """Give a name that everybody knows, or a number that stands for it in all sheets."""
    return name if name in named else known.setdefault(str(name), f"未列入公示的第{len(known) + 1}家")
