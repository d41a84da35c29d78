"""资格审查汇总 (第十五条)."""

from __future__ import annotations

from toolchain.engine.lazy_sequence import mapped_lazily
from toolchain.model.wording import Wording
from toolchain.results.common_tables import finding_row, labelled
from toolchain.stages.judgement import Judgement
from toolchain.workbooks.result_sheet import Kind, ResultSheet


def qualification_sheets(judgement: Judgement, wording: Wording) -> tuple[ResultSheet, ...]:
    """Sum up the examination: one row per applicant, then one per finding (第十五条)."""
    summary = ResultSheet(
        title="汇总",
        columns=labelled(
            ("单位名称", Kind.TEXT, 34),
            "统一社会信用代码",
            "行业",
            ("结论", Kind.VERDICT),
            ("不符合或待核的事项", Kind.TEXT, 70),
            ("最早可再申报", Kind.DATE),
        ),
        rows=mapped_lazily(
            judgement.qualifications,
            lambda item: (
                item.acceptance.application.name,
                item.acceptance.application.uscc,
                item.acceptance.application.applicant.trade,
                item.verdict.value,
                "".join(wording.sentence(f) for f in item.findings if f.verdict.value != "符合"),
                item.earliest,
            ),
        ),
    )
    details = ResultSheet(
        title="逐项",
        columns=labelled(
            ("单位名称", Kind.TEXT, 34),
            ("条款", Kind.TEXT, 16),
            ("结论", Kind.VERDICT),
            ("认定", Kind.TEXT, 60),
            "口径",
            ("依据的单元格", Kind.TEXT, 60),
        ),
        rows=mapped_lazily(
            [finding for item in judgement.qualifications for finding in item.findings],
            lambda finding: finding_row(judgement, finding, wording),
        ),
    )
    return summary, details
