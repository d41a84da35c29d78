"""The result workbooks: what the office, its leaders and its auditors read besides the documents."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from fractions import Fraction

from toolchain.chinese import rounded
from toolchain.documents.desk import Desk
from toolchain.documents.paper import Paper
from toolchain.finding import Finding
from toolchain.inbox import FileState
from toolchain.inbox import Intake
from toolchain.judgement import Judgement
from toolchain.judgement import Stage
from toolchain.problems import At
from toolchain.problems import Problem
from toolchain.record import Record
from toolchain.register import revoked
from toolchain.wording import Wording
from toolchain.workbooks.table import Chart
from toolchain.workbooks.table import Kind
from toolchain.workbooks.table import ResultColumn
from toolchain.workbooks.table import ResultSheet

Tables = Iterator[tuple[str, str, tuple[ResultSheet, ...]]]
"""Folder below the cycle's folder, name, sheets."""


def tables(
    record: Record,
    judgement: Judgement | None,
    papers: Sequence[Paper],
    problems: Sequence[Problem],
    intake: Intake,
    desk: Desk,
) -> Tables:
    """Yield the result workbooks that the stages reached allow."""
    yield "", "校验结果", (_files(intake, record.cycle), problem_sheet(problems, desk.wording))
    if judgement is None:
        return
    yield "", "文书清单", (_paper_list(papers),)
    yield "", "依据表", (_bases(judgement, desk.wording),)
    if judgement.qualifications:
        yield Stage.QUALIFICATION, "资格审查汇总", _qualification(judgement, desk.wording)
    if judgement.pools:
        yield Stage.PANELS, "评审组抽取", _draw(judgement, desk.wording)
    if judgement.ranking is not None:
        yield Stage.REVIEW, "评分汇总与排名", _ranking(judgement)
    if judgement.tallies:
        yield Stage.COMMITTEE, "计票统计", (_tally(judgement),)
    if judgement.announced or judgement.rulings:
        yield Stage.AFTERLIFE, "获奖台账一览", (_register(judgement),)
    if judgement.ledgers:
        yield Stage.AFTERLIFE, "奖金台账", _prizes(judgement)


def accounts(intake: Intake, wording: Wording) -> tuple[str, tuple[ResultSheet, ...]]:
    """Give the account of the whole inbox: every name once, and every problem."""
    return "收件情况", (_files(intake, None), problem_sheet(intake.problems, wording))


def _columns(*labels: str | tuple[str, Kind] | tuple[str, Kind, int]) -> tuple[ResultColumn, ...]:
    return tuple(ResultColumn(label) if isinstance(label, str) else ResultColumn(*label) for label in labels)


def _files(intake: Intake, cycle: str | None) -> ResultSheet:
    entries = [entry for entry in intake.entries if cycle is None or entry.cycle == cycle]
    counts = "，".join(f"{state.value}{sum(e.state is state for e in entries)}个" for state in FileState)
    return ResultSheet(
        title="文件",
        columns=_columns(("文件", Kind.TEXT, 48), "表格", "届次", "状态", ("说明", Kind.TEXT, 50), "SHA-256"),
        rows=tuple((e.name, e.workbook, e.cycle, e.state.value, e.reason, e.digest) for e in entries),
        note=f"共{len(entries)}个文件：{counts}。",
    )


def problem_sheet(problems: Sequence[Problem], wording: Wording) -> ResultSheet:
    """List problems, worst first: where, what is there and should be, how to mend."""
    order = {"E": 0, "W": 1, "N": 2}
    ranked = sorted(problems, key=lambda item: (order[item.code[0]], item))
    return ResultSheet(
        title="问题",
        columns=_columns(
            "轻重",
            ("文件", Kind.TEXT, 36),
            "工作表",
            "单元格",
            ("问题", Kind.TEXT, 60),
            ("怎样改", Kind.TEXT, 50),
            "编号",
        ),
        rows=tuple(
            (
                item.severity.value,
                item.at.file,
                item.at.sheet,
                item.at.cell,
                wording.message(item),
                wording.remedy(item),
                item.code,
            )
            for item in ranked
        ),
        note="“需修改”的必须改正；“提示”的请核对；“已记录”的是系统做过的无损整理。" if ranked else "没有问题。",
    )


def _paper_list(papers: Sequence[Paper]) -> ResultSheet:
    return ResultSheet(
        title="文书",
        columns=_columns(
            ("文书编号", Kind.INTEGER),
            ("文书名称", Kind.TEXT, 30),
            ("对象", Kind.TEXT, 34),
            "对象代码",
            "状态",
            "发文字号",
            ("成文日期", Kind.DATE),
            "签发人",
            "条款",
            ("位置", Kind.TEXT, 60),
        ),
        rows=tuple(
            (
                paper.document.number,
                paper.document.title,
                paper.document.subject_name,
                paper.document.subject,
                paper.status,
                paper.document.issue.number or "",
                paper.document.issue.dated,
                paper.document.issue.signer,
                "、".join(paper.document.articles),
                paper.path,
            )
            for paper in papers
        ),
        note="文号、成文日期登记在《届次设置》的“发文登记”中；没有登记的为送审稿。",
    )


def _cells(cells: Sequence[At]) -> str:
    return "；".join(str(cell) for cell in cells)


def _finding_row(judgement: Judgement, finding: Finding, wording: Wording) -> tuple[object, ...]:
    return (
        judgement.name(finding.subject),
        finding.article,
        finding.verdict.value,
        wording.sentence(finding),
        finding.reading,
        _cells(finding.cells),
    )


def _bases(judgement: Judgement, wording: Wording) -> ResultSheet:
    return ResultSheet(
        title="依据",
        columns=_columns(
            ("对象", Kind.TEXT, 34),
            "条款",
            "结论",
            ("认定", Kind.TEXT, 60),
            "口径",
            ("依据的单元格", Kind.TEXT, 60),
        ),
        rows=tuple(_finding_row(judgement, finding, wording) for finding in judgement.findings),
    )


def _qualification(judgement: Judgement, wording: Wording) -> tuple[ResultSheet, ...]:
    summary = ResultSheet(
        title="汇总",
        columns=_columns(
            ("单位名称", Kind.TEXT, 34),
            "统一社会信用代码",
            "行业",
            "结论",
            ("不符合或待核的事项", Kind.TEXT, 70),
            ("最早可再申报", Kind.DATE),
        ),
        rows=tuple(
            (
                item.acceptance.application.name,
                item.acceptance.application.uscc,
                item.acceptance.application.applicant.trade,
                item.verdict.value,
                "".join(wording.sentence(f) for f in item.findings if f.verdict.value != "符合"),
                item.earliest,
            )
            for item in judgement.qualifications
        ),
    )
    details = ResultSheet(
        title="逐项",
        columns=_columns(
            ("单位名称", Kind.TEXT, 34),
            "条款",
            "结论",
            ("认定", Kind.TEXT, 60),
            "口径",
            ("依据的单元格", Kind.TEXT, 60),
        ),
        rows=tuple(
            _finding_row(judgement, finding, wording) for item in judgement.qualifications for finding in item.findings
        ),
    )
    return summary, details


def _draw(judgement: Judgement, wording: Wording) -> tuple[ResultSheet, ...]:
    pool = ResultSheet(
        title="专家名单",
        columns=_columns(
            "组别", "专家编号", "姓名", ("工作单位", Kind.TEXT, 30), "是否进入抽取", ("理由", Kind.TEXT, 60)
        ),
        rows=tuple(
            (
                item.panel.panel,
                entry.expert.number,
                entry.expert.name,
                entry.expert.employer,
                "是" if entry.eligible else "否",
                "".join(wording.sentence(f) for f in entry.findings if f.verdict.value != "符合"),
            )
            for item in judgement.pools
            for entry in item.entries
        ),
        note="；".join(f"{item.panel.panel}名单摘要 {item.digest}" for item in judgement.pools),
    )
    tickets = ResultSheet(
        title="抽取号",
        columns=_columns(
            "组别",
            ("顺序", Kind.INTEGER),
            "专家编号",
            "姓名",
            "结果",
            ("原文", Kind.TEXT, 60),
            ("SHA-256", Kind.TEXT, 66),
        ),
        rows=tuple(
            (
                draw.pool.panel.panel,
                ticket.order,
                ticket.expert.number,
                ticket.expert.name,
                ticket.role,
                ticket.source,
                ticket.digest,
            )
            for draw in judgement.draws
            for ticket in draw.tickets
        ),
    )
    return pool, tickets


def _ranking(judgement: Judgement) -> tuple[ResultSheet, ...]:
    ranking = judgement.ranking
    if ranking is None:
        return ()
    places = ResultSheet(
        title="排名",
        columns=_columns(
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
                _score(item.desk),
                _score(item.site),
                _score(item.total),
                _score(min(score.total for score in item.scores)),
                _score(max(score.total for score in item.scores)),
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
        columns=_columns(
            ("单位名称", Kind.TEXT, 34),
            "组别",
            "专家编号",
            "姓名",
            ("材料评审", Kind.SCORE),
            ("现场评审", Kind.SCORE),
            ("综合得分", Kind.SCORE),
        ),
        rows=tuple(
            (item.name, item.panel, s.expert, s.name, _score(s.desk), _score(s.site), _score(s.total))
            for item in ranking.standings
            for s in item.scores
        ),
    )
    moves = ResultSheet(
        title="稳健性",
        columns=_columns(("假设", Kind.TEXT, 40), ("名次变化", Kind.TEXT, 80)),
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


def _score(value: Fraction) -> object:
    return rounded(value, 2)


def _tally(judgement: Judgement) -> ResultSheet:
    rows = [(1, item) for item in judgement.tallies] + [(2, item) for item in judgement.second]
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
        columns=_columns(
            ("轮次", Kind.INTEGER),
            ("候选单位", Kind.TEXT, 34),
            *((label, Kind.INTEGER) for label in numbers),
            "是否通过",
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
        charts=(Chart("同意票与须达票数", "候选单位", ("同意", "须达票数")),),
    )


def _register(judgement: Judgement) -> ResultSheet:
    return ResultSheet(
        title="获奖单位",
        columns=_columns(
            ("单位名称", Kind.TEXT, 34),
            "统一社会信用代码",
            "届次",
            "获奖类别",
            ("公告日期", Kind.DATE),
            ("有效期截止", Kind.DATE),
            "证书编号",
            ("奖金（元）", Kind.INTEGER),
            "状态",
            ("撤销日期", Kind.DATE),
        ),
        rows=tuple(
            (
                a.name,
                a.uscc,
                a.cycle,
                a.kind.value,
                a.announced,
                a.valid_until,
                a.certificate or "",
                a.prize,
                a.status.value,
                a.revoked,
            )
            for a in revoked(judgement.register, judgement.rulings)
        ),
        note="可放回收件箱使用的《获奖台账》在“空白表”文件夹中。",
    )


def _prizes(judgement: Judgement) -> tuple[ResultSheet, ...]:
    summary = ResultSheet(
        title="汇总",
        columns=_columns(
            ("单位名称", Kind.TEXT, 34),
            ("奖金（元）", Kind.INTEGER),
            ("合规支出（元）", Kind.INTEGER),
            ("不合规支出（元）", Kind.INTEGER),
            ("待认定（元）", Kind.INTEGER),
            ("结余（元）", Kind.INTEGER),
        ),
        rows=tuple((x.report.name, x.report.prize, x.proper, x.improper, x.pending, x.left) for x in judgement.ledgers),
    )
    questioned = ResultSheet(
        title="存疑支出",
        columns=_columns(
            ("单位名称", Kind.TEXT, 34),
            ("支出日期", Kind.DATE),
            "用途",
            ("金额（元）", Kind.INTEGER),
            ("内容", Kind.TEXT, 40),
            "凭证编号",
        ),
        rows=tuple(
            (x.report.name, row.spent, row.use.value, row.amount, row.detail, row.evidence)
            for x in judgement.ledgers
            for row in x.questioned
        ),
    )
    return summary, questioned
