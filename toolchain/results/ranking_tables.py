"""评分汇总与排名 (第十六条)."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from toolchain.engine.provenance_digest import data_digest
from toolchain.model.chinese import rounded
from toolchain.model.sheets import APPLICATION, CHECKS, DRAW, SCORES
from toolchain.model.sheets.vocabulary import Trimming
from toolchain.regulation.art16_ranking import Placement, Ranking
from toolchain.stages.judgement import Judgement
from toolchain.workbooks.charts import Chart, ChartShape
from toolchain.workbooks.result_sheet import Kind, ResultSheet, labelled, tabulate

STEP = 50
MOST_PROFILES = 24
"""Applicants whose profile gets a chart; the table has them all."""


def ranking_sheets(judgement: Judgement) -> tuple[ResultSheet, ...]:
    """Show places, scores, agreement of reviewers, profiles of applicants, firmness of the places (第十六条)."""
    ranking = judgement.review.ranking
    if ranking is None:
        return ()
    return _places(judgement, ranking), _details(ranking), _agreement(ranking), _profiles(ranking), _moves(ranking)


def _places(judgement: Judgement, ranking: Ranking) -> ResultSheet:
    digest = data_digest(judgement.record.digests(APPLICATION, CHECKS, DRAW, SCORES))
    return tabulate(
        "排名",
        ranking.standings,
        ("名次", Kind.INTEGER, 7, lambda item: item.rank),
        ("单位名称", Kind.TEXT, 34, lambda item: item.name),
        ("组别", Kind.TEXT, 12, lambda item: item.panel),
        ("组内名次", Kind.INTEGER, 10, lambda item: item.panel_rank),
        ("材料评审", Kind.SCORE, lambda item: shown(item.desk)),
        ("现场评审", Kind.SCORE, lambda item: shown(item.site)),
        ("综合得分", Kind.SCORE, lambda item: shown(item.total)),
        ("最低", Kind.SCORE, lambda item: shown(min(score.total for score in item.scores))),
        ("最高", Kind.SCORE, lambda item: shown(max(score.total for score in item.scores))),
        ("评审员人数", Kind.INTEGER, lambda item: len(item.scores)),
        ("计算方法", Kind.TEXT, 24, lambda item: _method(item, ranking)),
        ("并列", Kind.TEXT, 7, lambda item: "是" if item.tied else ""),
        ("综合得分（精确值）", Kind.TEXT, 24, lambda item: str(item.total)),
        note=f"“最低”“最高”是各评审员所评综合得分的范围；名次只按精确值比较。所据表格的数据摘要（SHA-256）：{digest}。",
        charts=(
            Chart(
                "综合得分和各评审员评分的范围",
                "单位名称",
                ("最高", "最低", "综合得分"),
                ChartShape.SPREAD,
                ends=_ends(ranking),
            ),
        ),
    )


def _method(item: Placement, ranking: Ranking) -> str:
    """Say how an applicant's average was made, which recusals may make different from the others' (口径16-2)."""
    if ranking.bench.choice.trimming is Trimming.EXTREMES and item.trimmed is not None:
        return f"去掉最高最低各一个，按{len(item.scores) - 2}名平均"
    return f"按{len(item.scores)}名平均"


def _ends(ranking: Ranking) -> tuple[int, int]:
    """Give round ends of an axis that holds every reviewer's total."""
    totals = [score.total for item in ranking.standings for score in item.scores]
    return int(min(totals) // STEP) * STEP, -int(-max(totals) // STEP) * STEP


def _details(ranking: Ranking) -> ResultSheet:
    return ResultSheet(
        title="评审员得分",
        columns=labelled(
            ("单位名称", Kind.TEXT, 34),
            "组别",
            "专家编号",
            "姓名",
            ("材料评审", Kind.SCORE),
            ("现场评审", Kind.SCORE),
            ("综合得分", Kind.SCORE),
            ("与该单位均分之差", Kind.SCORE, 20),
        ),
        rows=tuple(
            (
                item.name,
                item.panel,
                score.expert,
                score.name,
                shown(score.desk),
                shown(score.site),
                shown(score.total),
                shown(score.total - item.plain),
            )
            for item in ranking.standings
            for score in item.scores
        ),
    )


def _agreement(ranking: Ranking) -> ResultSheet:
    """Show how far each reviewer scores from the others, and how far each panel agrees."""
    apart: dict[tuple[str, str, str], list[Fraction]] = defaultdict(list)
    for item in ranking.standings:
        for score in item.scores:
            apart[item.panel, score.expert, score.name].append(score.total - item.plain)
    panels = "；".join(
        f"{item.panel}：{item.reviewers}名评审员对{item.applicants}家单位的评分一致程度（肯德尔W）为"
        + ("无法计算" if item.concordance is None else str(rounded(item.concordance, 2)))
        for item in ranking.agreement
    )
    return ResultSheet(
        title="评审员一致性",
        columns=labelled(
            ("组别", Kind.TEXT, 14),
            ("专家编号", Kind.TEXT, 12),
            ("姓名", Kind.TEXT, 14),
            ("评审单位数", Kind.INTEGER),
            ("平均高于或低于均分", Kind.SCORE, 22),
            ("最低偏差", Kind.SCORE),
            ("最高偏差", Kind.SCORE),
        ),
        rows=tuple(
            (
                panel,
                expert,
                name,
                len(found),
                shown(sum(found, Fraction()) / len(found)),
                shown(min(found)),
                shown(max(found)),
            )
            for (panel, expert, name), found in sorted(apart.items())
        ),
        note=f"{panels}。W 从0（毫无一致）到1（排序完全相同）。偏差是该评审员的评分减去同一单位全部评审员的均分。",
        charts=(
            Chart(
                "各评审员的评分与均分之差",
                "姓名",
                ("最高偏差", "最低偏差", "平均高于或低于均分"),
                ChartShape.SPREAD,
            ),
        ),
    )


def _profiles(ranking: Ranking) -> ResultSheet:
    """Show the share of the points each applicant reached in each category, against the mean of all."""
    found = ranking.profiles
    scored = [item for item in ranking.standings if found[item.uscc]]
    categories = found[scored[0].uscc] if scored else ()
    names = [item.name for item in scored]
    return ResultSheet(
        title="类目得分率",
        columns=labelled(
            ("类目", Kind.TEXT, 20),
            ("满分", Kind.INTEGER, 8),
            ("全部单位平均", Kind.PERCENT, 14),
            *((name, Kind.PERCENT, 14) for name in names),
        ),
        rows=tuple(
            (
                category.category,
                category.points,
                sum((found[item.uscc][place].average for item in scored), Fraction()) / len(scored) / category.points,
                *(found[item.uscc][place].average / category.points for item in scored),
            )
            for place, category in enumerate(categories)
        ),
        charts=tuple(
            Chart(name, "类目", (name,), against="全部单位平均", small=True, ends=(0, 1), pattern="0%")
            for name in names[:MOST_PROFILES]
        ),
    )


def _moves(ranking: Ranking) -> ResultSheet:
    return tabulate(
        "稳健性",
        ranking.variations,
        ("假设", Kind.TEXT, 40, lambda variation: variation.label),
        (
            "名次变化",
            Kind.TEXT,
            80,
            lambda variation: (
                "；".join(f"{name}由第{now}名变为第{then}名" for name, now, then in variation.moved) or "名次不变"
            ),
        ),
        note="名次稳健：各种假设下名次均不变。" if not any(v.moved for v in ranking.variations) else "",
    )


def shown(value: Fraction) -> object:
    """Round a score for showing."""
    return rounded(value, 2)
