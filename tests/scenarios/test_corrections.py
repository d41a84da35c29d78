"""What becomes of an issued paper: a new one names it, it stays as it was issued, 文书清单 lists both with state."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from tests.documents.award_samples import printed
from tests.scenarios.events import happened, judged, said, with_events
from tests.scenarios.test_events_leaving import LOGISTICS
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.resources import Resources
from toolchain.documents.document_file import DocumentFile
from toolchain.inbox.intake import Intake
from toolchain.model.sheets.event_vocabulary import PaperEventKind
from toolchain.model.sheets.events import PaperEvent
from toolchain.results.common_tables import paper_sheet

DAY = date(2025, 9, 20)
HEAD = ("编号", "文书名称", "对象", "对象代码", "状态")


class Form(NamedTuple):
    """One way in which an issued paper is put right.

    Attributes:
        kind: what happens.
        document, subject: the issued paper.
        number: the paper that says so.
        names: what the new paper says of the old one.
        values: the other cells of the row.
    """

    kind: PaperEventKind
    document: int
    subject: str | None
    number: int
    names: tuple[str, ...]
    values: dict[str, object]

    @property
    def row(self) -> PaperEvent:
        """Write the row as a clerk would."""
        found: PaperEvent = happened(
            PaperEvent, "W01", DAY, kind=self.kind, document=self.document, subject=self.subject, **self.values
        )
        return found


NEW, OLD = "红质奖2024008", "红质奖2024002"
FORMS = (
    Form(
        PaperEventKind.CORRECTED,
        23,
        None,
        43,
        ("关于更正《授奖公告》的公告", "红政〔2025〕31号", "2025年8月15日", "正文第二段", "“2024年度”", "“2025年度”"),
        {"place": "正文第二段", "wrong": "2024年度", "right": "2025年度"},
    ),
    Form(
        PaperEventKind.REISSUED,
        24,
        LOGISTICS,
        50,
        (NEW, f"原编号：{OLD}", "补发"),
        {"reason": "遗失", "certificate": NEW},
    ),
    Form(
        PaperEventKind.REPLACED,
        24,
        LOGISTICS,
        50,
        (NEW, f"原编号：{OLD}", "换发"),
        {"reason": "更名", "certificate": NEW},
    ),
    Form(PaperEventKind.REPLACED, 24, LOGISTICS, 50, (OLD, "换发"), {"reason": "破损"}),
    Form(
        PaperEventKind.RECALLED,
        3,
        LOGISTICS,
        51,
        ("关于撤回《受理通知书》的通知", "红质评办〔2025〕9号", "2025年5月8日", "对象有误"),
        {"reason": "对象有误"},
    ),
)


def paper(outcome: CycleOutcome, number: int, subject: str) -> DocumentFile:
    (found,) = [item for item in outcome.papers if (item.document.number, item.document.subject) == (number, subject)]
    return found


@pytest.mark.parametrize(
    "form", FORMS, ids=lambda form: f"{form.kind}{'新编号' if 'certificate' in form.values else ''}"
)
def test_both_papers_are_listed_and_the_new_one_names_the_old(
    form: Form, intake: Intake, toolbox: Resources, example: CycleOutcome
) -> None:
    outcome, judgement = judged(with_events(intake, form.row), toolbox)
    assert said(outcome) == said(example)
    new, old = paper(outcome, form.number, "W01"), paper(outcome, form.document, form.subject or "")
    text = printed(new.document)
    assert [words for words in form.names if words not in text] == []
    assert ("原编号" in text) is ("certificate" in form.values)
    assert printed(old.document) == printed(paper(example, form.document, form.subject or "").document)

    sheet = paper_sheet(outcome.papers, {}, judgement.events.papers)
    assert tuple(column.label for column in sheet.columns)[: len(HEAD)] == HEAD
    states = {(row[0], row[3]): row[4] for row in sheet.rows}
    assert states[form.document, form.subject or ""] == f"已印发，2025年9月20日{form.kind}（W01）"
    assert states[form.number, "W01"] == "送审稿"
