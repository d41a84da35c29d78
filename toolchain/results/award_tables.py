"""获奖台账 and 奖金台账 (第二十一条, 第二十八条)."""

from __future__ import annotations

from collections.abc import Sequence

from toolchain.model.sheets.supervision import Incident
from toolchain.regulation.art23_duties import duty_dates
from toolchain.regulation.events_money import Account
from toolchain.regulation.register import revoked
from toolchain.results.common_tables import labelled
from toolchain.stages.judgement import Judgement
from toolchain.workbooks.result_sheet import Kind, ResultSheet


def register_sheet(judgement: Judgement) -> ResultSheet:
    """List every award with its validity and standing (第二十八条)."""
    return ResultSheet(
        title="获奖单位",
        columns=labelled(
            ("单位名称", Kind.TEXT, 34),
            "统一社会信用代码",
            "届次",
            "获奖类别",
            ("公告日期", Kind.DATE),
            ("有效期截止", Kind.DATE),
            "证书编号",
            ("奖金（元）", Kind.YUAN),
            ("状态", Kind.VERDICT, 24),
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
            for a in revoked(judgement.register, judgement.supervision.rulings)
        ),
        note="可放回收件箱使用的《获奖台账》在“空白表”文件夹中。",
    )


def duty_sheet(judgement: Judgement) -> ResultSheet:
    """List by what day laureates have to do what the rule set asks of them, and what is on record of it."""
    awards = revoked(judgement.register, judgement.supervision.rulings)
    found = duty_dates(awards, judgement.record.whole(Incident), judgement.rules)
    return ResultSheet(
        title="获奖后义务",
        columns=labelled(
            ("单位名称", Kind.TEXT, 34),
            "届次",
            ("事项", Kind.TEXT, 20),
            ("应做什么", Kind.TEXT, 50),
            "条款",
            ("最迟日期", Kind.DATE),
            ("监督事项", Kind.TEXT, 20),
        ),
        rows=tuple(
            (
                item.award.name,
                item.award.cycle,
                item.duty.name,
                item.duty.text,
                item.duty.article,
                item.due,
                "、".join(item.incidents),
            )
            for item in found
        ),
        note="没有做到的，登记在《监督事项》；这里按办法写明的期限列出。",
    )


def prize_sheets(judgement: Judgement) -> tuple[ResultSheet, ...]:
    """Sum up how prizes were spent, and the expenses in question (第二十一条, 第二十二条)."""
    summary = ResultSheet(
        title="汇总",
        columns=labelled(
            ("单位名称", Kind.TEXT, 34),
            ("奖金（元）", Kind.YUAN),
            ("合规支出（元）", Kind.YUAN),
            ("不合规支出（元）", Kind.YUAN),
            ("待认定（元）", Kind.YUAN),
            ("结余（元）", Kind.YUAN),
        ),
        rows=tuple(
            (x.report.name, x.report.prize, x.proper, x.improper, x.pending, x.left)
            for x in judgement.supervision.ledgers
        ),
    )
    questioned = ResultSheet(
        title="存疑支出",
        columns=labelled(
            ("单位名称", Kind.TEXT, 34),
            ("支出日期", Kind.DATE),
            "用途",
            ("金额（元）", Kind.YUAN),
            ("内容", Kind.TEXT, 40),
            "凭证编号",
        ),
        rows=tuple(
            (x.report.name, row.spent, row.use.value, row.amount, row.detail, row.evidence)
            for x in judgement.supervision.ledgers
            for row in x.questioned
        ),
        note="" if any(x.questioned for x in judgement.supervision.ledgers) else "没有存疑支出。",
    )
    return summary, questioned


def recovery_sheets(judgement: Judgement, accounts: Sequence[Account]) -> tuple[ResultSheet, ...]:
    """Sum up each recovery; list what was asked for, what came, what was waived (第二十二条, 第二十五条第一款)."""
    summary = ResultSheet(
        title="汇总",
        columns=labelled(
            ("单位名称", Kind.TEXT, 34),
            "监督事项编号",
            ("条款", Kind.TEXT, 20),
            ("批准日期", Kind.DATE),
            ("应收（元）", Kind.YUAN),
            ("已收（元）", Kind.YUAN),
            ("已减免（元）", Kind.YUAN),
            ("尚欠（元）", Kind.YUAN),
            "状态",
        ),
        rows=tuple(
            (
                judgement.name(one.uscc),
                one.incident,
                judgement.rules.said(one.article),
                one.approved,
                one.claimed,
                one.received,
                one.waived,
                one.left,
                "未结清" if one.left else "已结清",
            )
            for one in accounts
        ),
        note="应收由《监督事项》得出，收到和减免登记在《变更事项》的“追缴款项”。",
    )
    entries = ResultSheet(
        title="明细",
        columns=labelled(
            ("单位名称", Kind.TEXT, 34),
            "监督事项编号",
            "事项编号",
            ("日期", Kind.DATE),
            "事项",
            ("金额（元）", Kind.YUAN),
            ("缴回期限", Kind.DATE),
            ("依据文件", Kind.TEXT, 40),
        ),
        rows=tuple(
            (
                judgement.name(one.uscc),
                one.incident,
                row.number,
                row.effective,
                row.kind.value,
                row.amount,
                row.until,
                row.paper or "",
            )
            for one in accounts
            for row in one.entries
        ),
        note="" if any(one.entries for one in accounts) else "还没有登记催缴、收到、减免。",
    )
    return summary, entries
