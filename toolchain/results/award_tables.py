"""获奖台账 and 奖金台账 (第二十一条, 第二十八条)."""

from __future__ import annotations

from collections.abc import Sequence

from toolchain.model.sheets.supervision import Incident
from toolchain.regulation.art23_duties import duty_dates
from toolchain.regulation.events_money import Account
from toolchain.regulation.register import revoked
from toolchain.stages.judgement import Judgement
from toolchain.workbooks.result_sheet import Kind, ResultSheet, labelled, tabulate


def register_sheet(judgement: Judgement) -> ResultSheet:
    """List every award with its validity and standing (第二十八条)."""
    return tabulate(
        "获奖单位",
        revoked(judgement.register, judgement.supervision.rulings),
        ("单位名称", Kind.TEXT, 34, lambda a: a.name),
        ("统一社会信用代码", lambda a: a.uscc),
        ("届次", lambda a: a.cycle),
        ("获奖类别", lambda a: a.kind.value),
        ("公告日期", Kind.DATE, lambda a: a.announced),
        ("有效期截止", Kind.DATE, lambda a: a.valid_until),
        ("证书编号", lambda a: a.certificate or ""),
        ("奖金（元）", Kind.YUAN, lambda a: a.prize),
        ("状态", Kind.VERDICT, 24, lambda a: a.status.value),
        ("撤销日期", Kind.DATE, lambda a: a.revoked),
        note="可放回收件箱使用的《获奖台账》在“空白表”文件夹中。",
    )


def duty_sheet(judgement: Judgement) -> ResultSheet:
    """List by what day laureates have to do what the rule set asks of them, and what is on record of it."""
    awards = revoked(judgement.register, judgement.supervision.rulings)
    found = duty_dates(awards, judgement.record.whole(Incident), judgement.rules)
    return tabulate(
        "获奖后义务",
        found,
        ("单位名称", Kind.TEXT, 34, lambda item: item.award.name),
        ("届次", lambda item: item.award.cycle),
        ("事项", Kind.TEXT, 20, lambda item: item.duty.name),
        ("应做什么", Kind.TEXT, 50, lambda item: item.duty.text),
        ("条款", lambda item: item.duty.article),
        ("最迟日期", Kind.DATE, lambda item: item.due),
        ("监督事项", Kind.TEXT, 20, lambda item: "、".join(item.incidents)),
        note="没有做到的，登记在《监督事项》；这里按办法写明的期限列出。",
    )


def prize_sheets(judgement: Judgement) -> tuple[ResultSheet, ...]:
    """Sum up how prizes were spent, and the expenses in question (第二十一条, 第二十二条)."""
    summary = tabulate(
        "汇总",
        judgement.supervision.ledgers,
        ("单位名称", Kind.TEXT, 34, lambda x: x.report.name),
        ("奖金（元）", Kind.YUAN, lambda x: x.report.prize),
        ("合规支出（元）", Kind.YUAN, lambda x: x.proper),
        ("不合规支出（元）", Kind.YUAN, lambda x: x.improper),
        ("待认定（元）", Kind.YUAN, lambda x: x.pending),
        ("结余（元）", Kind.YUAN, lambda x: x.left),
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
    summary = tabulate(
        "汇总",
        accounts,
        ("单位名称", Kind.TEXT, 34, lambda one: judgement.name(one.uscc)),
        ("监督事项编号", lambda one: one.incident),
        ("条款", Kind.TEXT, 20, lambda one: judgement.rules.said(one.article)),
        ("批准日期", Kind.DATE, lambda one: one.approved),
        ("应收（元）", Kind.YUAN, lambda one: one.claimed),
        ("已收（元）", Kind.YUAN, lambda one: one.received),
        ("已减免（元）", Kind.YUAN, lambda one: one.waived),
        ("尚欠（元）", Kind.YUAN, lambda one: one.left),
        ("状态", lambda one: "未结清" if one.left else "已结清"),
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
