"""计票统计 (第十七条)."""

from __future__ import annotations

from toolchain.engine.provenance_digest import data_digest
from toolchain.model.sheets import COMMITTEE, SCORES
from toolchain.stages.judgement import Judgement
from toolchain.workbooks.charts import Chart
from toolchain.workbooks.result_sheet import Kind, ResultSheet, labelled


def tally_sheet(judgement: Judgement) -> ResultSheet:
    """Show every number of the reconciliation (第十七条)."""
    rows = [(1, item) for item in judgement.vote.tallies] + [(2, item) for item in judgement.vote.second]
    numbers = (
        "应到",
        "实到",
        "回避",
        "发出",
        "收回",
        "同意",
        "不同意",
        "弃权",
        "无效",
        "投票人数",
        "须达票数",
    )
    return ResultSheet(
        title="计票",
        columns=labelled(
            ("轮次", Kind.INTEGER),
            ("候选单位", Kind.TEXT, 34),
            *((label, Kind.INTEGER) for label in numbers),
            ("是否通过", Kind.VERDICT),
        ),
        rows=tuple(
            (
                turn,
                t.name,
                t.members,
                t.present,
                t.recused,
                t.handed,
                t.returned,
                t.favour,
                t.against,
                t.abstained,
                t.invalid,
                t.voters,
                t.needed,
                "通过" if t.passed else "未通过",
            )
            for turn, t in rows
        ),
        note=f"所据表格的数据摘要（SHA-256）：{data_digest(judgement.record.digests(SCORES, COMMITTEE))}。",
        charts=(Chart("同意票与须达票数", "候选单位", ("同意",), against="须达票数"),),
    )
