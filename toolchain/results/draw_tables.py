"""评审组抽取: the pool and every ticket (第八条)."""

from __future__ import annotations

from toolchain.model.wording import Wording
from toolchain.stages.judgement import Judgement
from toolchain.workbooks.result_sheet import Kind, ResultSheet, labelled


def draw_sheets(judgement: Judgement, wording: Wording) -> tuple[ResultSheet, ...]:
    """List each pool with the reasons, and every ticket with the text it was made from (第八条)."""
    pool = ResultSheet(
        title="专家名单",
        columns=labelled(
            "组别",
            "专家编号",
            "姓名",
            ("工作单位", Kind.TEXT, 30),
            ("是否进入抽取", Kind.VERDICT),
            ("理由", Kind.TEXT, 60),
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
            for item in judgement.panels.pools
            for entry in item.entries
        ),
        note="；".join(f"{item.panel.panel}名单摘要 {item.digest}" for item in judgement.panels.pools),
    )
    tickets = ResultSheet(
        title="抽取号",
        columns=labelled(
            "组别",
            ("顺序", Kind.INTEGER),
            "专家编号",
            "姓名",
            ("结果", Kind.VERDICT),
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
            for draw in judgement.panels.draws
            for ticket in draw.tickets
        ),
    )
    return pool, tickets
