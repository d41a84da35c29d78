"""The result workbooks: what the office, its leaders and its auditors read besides the documents."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence

from toolchain.documents.desk import Desk
from toolchain.documents.paper import Paper
from toolchain.inbox import Intake
from toolchain.judgement import Judgement
from toolchain.judgement import Stage
from toolchain.problems import Problem
from toolchain.record import Record
from toolchain.results.awards import prize_sheets
from toolchain.results.awards import register_sheet
from toolchain.results.examination import qualification_sheets
from toolchain.results.listing import basis_sheet
from toolchain.results.listing import file_sheet
from toolchain.results.listing import paper_sheet
from toolchain.results.listing import problem_sheet
from toolchain.results.listing import reading_sheet
from toolchain.results.panels import draw_sheets
from toolchain.results.ranking import ranking_sheets
from toolchain.results.voting import tally_sheet
from toolchain.wording import Wording
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
    yield "", "校验结果", (file_sheet(intake, record.cycle), problem_sheet(problems, desk.wording))
    if judgement is None:
        return
    yield "", "文书清单", (paper_sheet(papers),)
    yield "", "依据表", (basis_sheet(judgement, desk.wording), reading_sheet(judgement))
    if judgement.qualifications:
        yield Stage.QUALIFICATION, "资格审查汇总", qualification_sheets(judgement, desk.wording)
    if judgement.pools:
        yield Stage.PANELS, "评审组抽取", draw_sheets(judgement, desk.wording)
    if judgement.ranking is not None:
        yield Stage.REVIEW, "评分汇总与排名", ranking_sheets(judgement)
    if judgement.tallies:
        yield Stage.COMMITTEE, "计票统计", (tally_sheet(judgement),)
    if judgement.announced or judgement.rulings:
        yield Stage.AFTERLIFE, "获奖台账一览", (register_sheet(judgement),)
    if judgement.ledgers:
        yield Stage.AFTERLIFE, "奖金台账", prize_sheets(judgement)


def accounts(intake: Intake, wording: Wording) -> tuple[str, tuple[ResultSheet, ...]]:
    """Give the account of the whole inbox: every name once, and every problem."""
    return "收件情况", (file_sheet(intake, None), problem_sheet(intake.problems, wording))
