"""The 发文登记 of the example, mistyped: what is said, and that a row that cannot be right gives nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.rows import row_of
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.documents.composition import declared
from toolchain.documents.dated_facts import DatedFacts
from toolchain.documents.dispatch_numbers import proposals
from toolchain.inbox.intake import Intake
from toolchain.model.issuance import Issuance
from toolchain.model.sheets import SETTINGS
from toolchain.model.sheets.settings import Dispatch
from toolchain.typesetting.render import Template

ANNOUNCEMENT, CERTIFICATE, ACCEPTANCE, REQUEST, TALLY, MINUTES = 23, 24, 3, 22, 17, 18


def rewritten(intake: Intake, toolbox: Resources, which: int, **values: Any) -> CycleOutcome:
    """Judge the example with the first row of a document written otherwise."""
    settings = next(item for item in intake.filled if item.mark.template == SETTINGS.mark)
    rows = settings.all(Dispatch)
    first = next(row for row in rows if row.document == which)
    changed = tuple(replace(row, **values) if row is first else row for row in rows)
    other = replace(settings, rows={**settings.rows, Dispatch: changed})
    filled = tuple(other if item is settings else item for item in intake.filled)
    return judge_all(replace(intake, filled=filled), toolbox).cycles[0]


def said(outcome: CycleOutcome) -> list[tuple[str, str]]:
    return [(item.code, item.at.cell.rstrip("0123456789")) for item in outcome.problems]


def drafts(outcome: CycleOutcome, document: int) -> int:
    return sum(paper.document.draft for paper in outcome.papers if paper.document.number == document)


CASES = [
    (ANNOUNCEMENT, {"document": 63}, [("E-ISSUE-01", "A")]),
    (ANNOUNCEMENT, {"document": 26}, [("W-ISSUE-02", "B")]),
    (ANNOUNCEMENT, {"dated": date(2025, 8, 7)}, [("E-ISSUE-05", "E")]),
    (ANNOUNCEMENT, {"dated": date(2025, 8, 8)}, []),
    (TALLY, {"dated": date(2025, 7, 9)}, [("E-ISSUE-05", "E")]),
    (REQUEST, {"dated": date(2025, 7, 22)}, [("E-ORDER-01", "E"), ("W-ISSUE-12", "E")]),
    (REQUEST, {"signer": None}, [("E-ISSUE-08", "F")]),
    (ANNOUNCEMENT, {"printed": date(2025, 8, 14)}, [("E-ISSUE-07", "G")]),
    (ANNOUNCEMENT, {"printed": date(2025, 8, 15)}, []),
    (ANNOUNCEMENT, {"number": None}, [("E-ISSUE-08", "D")]),
    (ANNOUNCEMENT, {"number": "红政[2026]31号"}, [("E-ISSUE-06", "D"), ("E-ISSUE-06", "D"), ("E-ISSUE-10", "D")]),
    (ANNOUNCEMENT, {"number": "红政〔2026〕310号"}, [("E-ISSUE-10", "D")]),
    (ANNOUNCEMENT, {"number": "红政〔2025〕310号"}, []),
    (REQUEST, {"number": "红质评办〔2025〕300号"}, [("W-ISSUE-11", "D"), ("W-ISSUE-12", "E")]),
    (ACCEPTANCE, {"subject": "91410702MA40HT313B"}, [("E-ISSUE-03", "C")]),
    (ANNOUNCEMENT, {"subject": "91410702MA40HT313A"}, [("W-ISSUE-04", "C")]),
    (ACCEPTANCE, {"subject": "91410702MA4BXF62XN"}, [("W-ISSUE-04", "C")]),
]


@pytest.mark.parametrize(("document", "values", "codes"), CASES)
def test_what_is_said_of_a_mistyped_row(
    intake: Intake, toolbox: Resources, document: int, values: dict[str, Any], codes: list[tuple[str, str]]
) -> None:
    assert said(rewritten(intake, toolbox, document, **values)) == codes


def test_a_paper_that_somebody_does_not_get_is_never_explained_by_the_same_code(
    intake: Intake, toolbox: Resources
) -> None:
    code = "91410702MA4BXF62XN"
    [told] = [
        item for item in rewritten(intake, toolbox, ACCEPTANCE, subject=code).problems if item.code == "W-ISSUE-04"
    ]
    hint = dict(told.facts)["hint"]
    assert code not in hint
    assert "请先看这家单位另外的问题和提示" in hint


def test_the_other_cell_is_named(intake: Intake, toolbox: Resources) -> None:
    [item] = rewritten(intake, toolbox, ANNOUNCEMENT, dated=date(2025, 8, 7)).problems
    assert "政府审定.xlsx › “常务会议” › B" in toolbox.wording.describe(item)


def test_a_row_that_cannot_be_right_gives_nothing(intake: Intake, toolbox: Resources) -> None:
    for wrong in ({"dated": date(2025, 8, 7)}, {"number": "红政〔2026〕31号"}, {"printed": date(2025, 8, 1)}):
        assert drafts(rewritten(intake, toolbox, ANNOUNCEMENT, issued=None, **wrong), ANNOUNCEMENT) == 1
    assert drafts(rewritten(intake, toolbox, ANNOUNCEMENT, issued=None), ANNOUNCEMENT) == 0


FLAGGED = [
    pytest.param(ANNOUNCEMENT, {"dated": date(2025, 8, 7)}, id="成文日期早于事实"),
    pytest.param(ANNOUNCEMENT, {"number": "红政〔2026〕31号"}, id="文号重复"),
    pytest.param(ANNOUNCEMENT, {"number": "红政〔2024〕31号"}, id="文号的年份不对"),
    pytest.param(ANNOUNCEMENT, {"printed": date(2025, 8, 1)}, id="印发早于签发"),
    pytest.param(REQUEST, {"signer": None}, id="没有签发人"),
    pytest.param(MINUTES, {"dated": date(2025, 7, 9)}, id="纪要早于会议"),
]


@pytest.mark.parametrize(("document", "wrong"), FLAGGED)
def test_a_flagged_row_is_not_used_though_it_says_issued(
    intake: Intake, toolbox: Resources, document: int, wrong: dict[str, Any]
) -> None:
    outcome = rewritten(intake, toolbox, document, **wrong)
    [paper] = [paper for paper in outcome.papers if paper.document.number == document]
    assert paper.status == "送审稿"
    assert (paper.document.issue.number, paper.document.issue.dated) == (None, None)


def for_all(intake: Intake, dated: date, document: int) -> Intake:
    """Register a document once for all objects, as issued on a day."""
    settings = next(item for item in intake.filled if item.mark.template == SETTINGS.mark)
    rows = settings.all(Dispatch)
    first = next(row for row in rows if row.document == document)
    one = replace(first, subject=None, dated=dated, number="红质评办〔2025〕200号")
    changed = (*(row for row in rows if row.document != document), one)
    other = replace(settings, rows={**settings.rows, Dispatch: changed})
    return replace(intake, filled=tuple(other if item is settings else item for item in intake.filled))


LATER = "91410702MA44DN1594"
"""Its supplement came in on 2025-05-12, after all others were accepted."""


def test_a_row_for_all_covers_what_existed_on_its_day(intake: Intake, toolbox: Resources) -> None:
    outcome = judge_all(for_all(intake, date(2025, 5, 8), ACCEPTANCE), toolbox).cycles[0]
    letters = {paper.document.subject: paper for paper in outcome.papers if paper.document.number == ACCEPTANCE}
    assert [subject for subject, paper in letters.items() if paper.document.draft] == [LATER]
    assert not letters[LATER].document.issue.issued
    [told] = [item for item in outcome.problems if item.code == "W-ISSUE-09"]
    assert (told.subject, dict(told.facts)["day"]) == (LATER, "2025年5月12日")
    assert "收件登记" in dict(told.facts)["where"]


def test_a_row_for_all_of_a_later_day_covers_all(intake: Intake, toolbox: Resources) -> None:
    outcome = judge_all(for_all(intake, date(2025, 5, 12), ACCEPTANCE), toolbox).cycles[0]
    assert drafts(outcome, ACCEPTANCE) == 0
    assert "W-ISSUE-09" not in {item.code for item in outcome.problems}


def test_a_row_for_all_that_is_earlier_than_every_fact_is_wrong(intake: Intake, toolbox: Resources) -> None:
    outcome = judge_all(for_all(intake, date(2025, 4, 1), ACCEPTANCE), toolbox).cycles[0]
    letters = [paper for paper in outcome.papers if paper.document.number == ACCEPTANCE]
    assert drafts(outcome, ACCEPTANCE) == len(letters)
    assert "E-ISSUE-05" in {item.code for item in outcome.problems}


def test_no_paper_of_the_example_is_dated_before_a_fact_it_states(example: CycleOutcome) -> None:
    assert example.judgement is not None
    facts = DatedFacts(example.judgement)
    found = [(paper.document, facts.latest(paper.document)) for paper in example.papers]
    dated = [(document, fact) for document, fact in found if document.issue.dated and fact is not None]
    assert len(dated) > len(found) // 2
    assert [document for document, fact in dated if fact.day > document.issue.dated] == []


def test_the_next_number_is_proposed_for_drafts(intake: Intake, toolbox: Resources) -> None:
    outcome = rewritten(intake, toolbox, ANNOUNCEMENT, number=None, issued=None)
    documents = [paper.document for paper in outcome.papers]
    assert (ANNOUNCEMENT, "") not in proposals(documents, outcome.record.all(Dispatch), 2026)
    rows = (*outcome.record.all(Dispatch), numbered("红政〔2025〕31号"))
    own = max(int(row.number[10:-1]) for row in rows if row.number and row.number.startswith("红质评办〔2025"))
    assert proposals(documents, rows, 2026)[ANNOUNCEMENT, ""] == "红政〔2025〕32号"
    more = [replace(item, issue=Issuance()) for item in documents if item.number == ACCEPTANCE]
    found = proposals(more, rows, 2025)
    assert list(found.values()) == [f"红质评办〔2025〕{own + step}号" for step in range(1, len(more) + 1)]


def numbered(number: str) -> Dispatch:
    row: dict[str, Any] = {"document": 99, "title": "其他公文", "number": number}
    return row_of(Dispatch, **row)


def test_mastheads_name_the_organ_whose_number_a_document_has() -> None:
    folder = Path(__file__).resolve().parents[2] / "templates" / "documents"
    numbered = [item for item in declared() if item.needs_number]
    for document in numbered:
        heads = Template.load(folder / f"{document.template}.docx").heads
        assert ("office.government" in heads) is document.by_government, document.template


def test_nothing_is_said_of_objects_while_a_stage_is_open(intake: Intake, toolbox: Resources) -> None:
    ballots = next(entry.name for entry in intake.entries if entry.workbook == "评委会会议")
    open_ = replace(intake, filled=tuple(item for item in intake.filled if item.file != ballots))
    outcome = rewritten(open_, toolbox, ACCEPTANCE)
    assert [item.code for item in outcome.problems if "ISSUE" in item.code] == []
