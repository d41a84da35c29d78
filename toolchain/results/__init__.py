"""What the office, its leaders and its auditors read besides the documents: result workbooks, overview, next blanks.

In: a judgement, its documents and problems. Out: sheets of result workbooks, the facts of the overview page, pre-filled
blanks. It imports every package that a cell has passed before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from toolchain.documents.document_file import DocumentFile
from toolchain.documents.office_context import OfficeContext
from toolchain.inbox.intake import Intake
from toolchain.model.problems import Problem
from toolchain.model.record import Record
from toolchain.model.wording import Wording
from toolchain.regulation.events_money import accounts as accounts_of
from toolchain.results.absence_tables import absence_sheet
from toolchain.results.award_tables import duty_sheet, prize_sheets, recovery_sheets, register_sheet
from toolchain.results.common_tables import (
    basis_sheet,
    file_sheet,
    paper_sheet,
    problem_sheet,
    reading_sheet,
    waiting_sheet,
)
from toolchain.results.draw_tables import draw_sheets
from toolchain.results.progress_table import progress_sheets
from toolchain.results.published_tables import FOLDER, NAME, nominees, published_sheets
from toolchain.results.qualification_tables import qualification_sheets
from toolchain.results.ranking_tables import ranking_sheets
from toolchain.results.register_blank import next_numbers
from toolchain.results.unconfirmed_date_table import loose_date_sheet
from toolchain.results.vote_tables import tally_sheet
from toolchain.stages.judgement import Judgement, Stage
from toolchain.workbooks.result_sheet import ResultSheet

Tables = Iterator[tuple[str, str, Callable[[], tuple[ResultSheet, ...]]]]
"""Folder below the cycle's folder, name, and what gives the sheets: one that reads a wrong cell holds itself alone."""


def tables(
    record: Record,
    judgement: Judgement | None,
    papers: Sequence[DocumentFile],
    problems: Sequence[Problem],
    intake: Intake,
    desk: OfficeContext,
    waiting: Sequence[tuple[str, str, str]] = (),
) -> Tables:
    """Yield the result workbooks that the stages reached allow."""
    yield "", "校验结果", lambda: (file_sheet(intake, record.cycle), problem_sheet(problems, desk.wording))
    if judgement is not None or waiting:
        proposed = {} if judgement is None else next_numbers(judgement, papers)
        events = () if judgement is None else judgement.events.papers
        held = (waiting_sheet(waiting),) if waiting else ()
        yield "", "文书清单", lambda: (paper_sheet(papers, proposed, events), *held)
    if judgement is None:
        return
    yield "", "进度表", lambda: progress_sheets(judgement, desk.items)
    yield "", "未参加及原因", lambda: (absence_sheet(judgement, problems, desk.wording),)
    yield "", "日期核对单", lambda: (loose_date_sheet(judgement),)
    yield "", "依据表", lambda: (basis_sheet(judgement, desk.wording), reading_sheet(judgement))
    if judgement.qualifications:
        yield Stage.QUALIFICATION, "资格审查汇总", lambda: qualification_sheets(judgement, desk.wording)
    if judgement.panels.pools:
        yield Stage.PANELS, "评审组抽取", lambda: draw_sheets(judgement, desk.wording)
    if judgement.review.ranking is not None:
        yield Stage.REVIEW, "评分汇总与排名", lambda: ranking_sheets(judgement)
    if judgement.vote.tallies:
        yield Stage.COMMITTEE, "计票统计", lambda: (tally_sheet(judgement),)
    if named := nominees(papers):
        yield FOLDER, NAME, lambda: published_sheets(judgement, desk.wording, named)
    yield from _award_tables(judgement)


def _award_tables(judgement: Judgement) -> Tables:
    if judgement.announced or judgement.supervision.rulings:
        duties = (duty_sheet(judgement),) if judgement.rules.duties else ()
        yield Stage.AFTERLIFE, "获奖台账一览", lambda: (register_sheet(judgement), *duties)
    if judgement.supervision.ledgers:
        yield Stage.AFTERLIFE, "奖金台账", lambda: prize_sheets(judgement)
    if owed := accounts_of(judgement.supervision.rulings, judgement.events):
        yield Stage.AFTERLIFE, "追缴台账", lambda: recovery_sheets(judgement, owed)


def accounts(intake: Intake, wording: Wording) -> tuple[str, tuple[ResultSheet, ...]]:
    """Give the account of the whole inbox: every name once, and every problem."""
    return "收件情况", (file_sheet(intake, None), problem_sheet(intake.problems, wording))
