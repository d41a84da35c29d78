"""评分汇总与排名 (第十六条)."""

from __future__ import annotations

from fractions import Fraction

from toolchain.chinese import rounded
from toolchain.judgement import Judgement
from toolchain.results.listing import labelled
from toolchain.workbooks.table import Chart
from toolchain.workbooks.table import Kind
from toolchain.workbooks.table import ResultSheet


def ranking_sheets(judgement: Judgement) -> tuple[ResultSheet, ...]:
    """Show places, scores and how firm the places are (第十六条)."""
    ranking = judgement.ranking
    if ranking is None:
        return ()
    places = ResultSheet(
        title="排名",
        columns=labelled(
            ("名次", Kind.INTEGER),
            ("单位名称", Kind.TEXT, 34),
            "组别",
            ("组内名次", Kind.INTEGER),
            ("材料评审", Kind.SCORE),
            ("现场评审", Kind.SCORE),
            ("综合得分", Kind.SCORE),
            ("最低", Kind.SCORE),
            ("最高", Kind.SCORE),
            ("评审员人数", Kind.INTEGER),
            "并列",
            ("综合得分（精确值）", Kind.TEXT, 24),
        ),
        rows=tuple(
            (
                item.rank,
                item.name,
                item.panel,
                item.panel_rank,
                shown(item.desk),
                shown(item.site),
                shown(item.total),
                shown(min(score.total for score in item.scores)),
                shown(max(score.total for score in item.scores)),
                len(item.scores),
                "是" if item.tied else "",
                str(item.total),
            )
            for item in ranking.standings
        ),
        charts=(Chart("综合得分及评审员分差", "单位名称", ("综合得分", "最低", "最高")),),
    )
    details = ResultSheet(
        title="评审员得分",
        columns=labelled(
            ("单位名称", Kind.TEXT, 34),
            "组别",
            "专家编号",
            "姓名",
            ("材料评审", Kind.SCORE),
            ("现场评审", Kind.SCORE),
            ("综合得分", Kind.SCORE),
        ),
        rows=tuple(
            (item.name, item.panel, s.expert, s.name, shown(s.desk), shown(s.site), shown(s.total))
            for item in ranking.standings
            for s in item.scores
        ),
    )
    moves = ResultSheet(
        title="稳健性",
        columns=labelled(("假设", Kind.TEXT, 40), ("名次变化", Kind.TEXT, 80)),
        rows=tuple(
            (
                variation.label,
                "；".join(f"{name}由第{now}名变为第{then}名" for name, now, then in variation.moved) or "名次不变",
            )
            for variation in ranking.variations
        ),
        note="名次稳健：各种假设下名次均不变。" if not any(v.moved for v in ranking.variations) else "",
    )
    return places, details, moves


def shown(value: Fraction) -> object:
    """Round a score for showing."""
    return rounded(value, 2)
