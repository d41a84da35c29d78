"""资格审查汇总 (第十五条)."""

from __future__ import annotations

from toolchain.model.wording import Wording
from toolchain.results.common_tables import finding_sheet
from toolchain.stages.judgement import Judgement
from toolchain.workbooks.result_sheet import Kind, ResultSheet, tabulate


def qualification_sheets(judgement: Judgement, wording: Wording) -> tuple[ResultSheet, ...]:
    """Sum up the examination: one row per applicant, then one per finding (第十五条)."""
    summary = tabulate(
        "汇总",
        judgement.qualifications,
        ("单位名称", Kind.TEXT, 34, lambda item: item.acceptance.application.name),
        ("统一社会信用代码", lambda item: item.acceptance.application.uscc),
        ("行业", lambda item: item.acceptance.application.applicant.trade),
        ("结论", Kind.VERDICT, lambda item: item.verdict.value),
        (
            "不符合或待核的事项",
            Kind.TEXT,
            70,
            lambda item: "".join(wording.sentence(f) for f in item.findings if f.verdict.value != "符合"),
        ),
        ("最早可再申报", Kind.DATE, lambda item: item.earliest),
    )
    findings = [finding for item in judgement.qualifications for finding in item.findings]
    return summary, finding_sheet("逐项", "单位名称", findings, judgement, wording)
