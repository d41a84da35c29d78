"""公示: what is posted, who is answered, what is reported (第十八条)."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from tests.documents.award_samples import (
    BING,
    JIA,
    NAMES,
    POSTED,
    UNTIL,
    YI,
    composed,
    dispatch,
    noticed,
    objection,
    posting,
    record,
    registered,
    voted,
)
from tests.rows import row_of
from toolchain.documents.notice import NoticeReport, ObjectionAcceptance, ObjectionReply, PublicNotice, compose
from toolchain.model.secrecy import Secrets
from toolchain.model.sheets import NOTICE
from toolchain.model.sheets.notice import Objection, Posting
from toolchain.model.sheets.settings import Dispatch
from toolchain.model.sheets.vocabulary import Outcome, YesNo
from toolchain.stages.judgement import Judgement, Stage, State


def kinds(judgement: Judgement) -> list[tuple[int, str]]:
    return [(paper.number, paper.subject) for paper in composed(compose, judgement)]


def test_nothing_before_the_vote_is_done() -> None:
    judgement = voted()
    steps = tuple(step for step in judgement.steps if step.stage is not Stage.COMMITTEE)
    assert kinds(replace(judgement, steps=steps)) == []
    assert kinds(replace(judgement, steps=steps).step(Stage.COMMITTEE, State.WAITING)) == []


def test_notice_is_ready_after_the_vote_with_room_for_its_dates() -> None:
    (paper,) = composed(compose, voted())
    assert isinstance(paper, PublicNotice)
    assert [party.name for party in paper.nominees] == ["丙质量研究院", "甲制造有限公司", "乙食品有限公司"]
    assert [party.name for party in paper.again] == ["丙质量研究院"]
    assert (paper.posted, paper.until, paper.draft) == (None, None, True)


def test_posted_notice_names_its_period() -> None:
    (paper, *_) = composed(compose, noticed(voted(), done=False), PublicNotice)
    assert isinstance(paper, PublicNotice)
    assert (paper.posted, paper.until, paper.turn) == (POSTED, UNTIL, 1)


def test_vacant_form_names_nobody() -> None:
    (paper,) = composed(compose, voted(()))
    assert isinstance(paper, PublicNotice)
    assert paper.nominees == ()


def test_removed_nominee_brings_a_second_notice_and_leaves_the_first_alone() -> None:
    before = composed(compose, noticed(voted(), done=False), PublicNotice)
    judgement = noticed(voted(), [objection(outcome=Outcome.UPHELD)], removed=(JIA,), done=False)
    first, second = composed(compose, judgement, PublicNotice)
    assert [first] == before
    assert isinstance(second, PublicNotice)
    assert (second.turn, second.subject, second.subject_name) == (2, "2", "第2次公示")
    assert [party.uscc for party in second.nominees] == [BING, YI]
    assert (second.posted, second.draft) == (None, True)


def test_second_posting_takes_the_place_of_the_draft() -> None:
    judgement = noticed(voted(), [objection(outcome=Outcome.UPHELD)], removed=(JIA,), done=False)
    again = posting(2, (YI, BING), date(2024, 11, 4))
    joined = replace(judgement.record, filled=(*judgement.record.filled, *record({NOTICE: (again,)}).filled))
    papers = composed(compose, replace(judgement, record=joined), PublicNotice)
    assert [(paper.subject, paper.posted) for paper in papers if isinstance(paper, PublicNotice)] == [
        ("", POSTED),
        ("2", date(2024, 11, 4)),
    ]


@pytest.mark.parametrize(
    ("changes", "letters"),
    [
        ({}, ["异议受理函", "异议答复函"]),
        ({"outcome": Outcome.OPEN, "concluded": None, "investigation": None}, ["异议受理函"]),
        ({"concluded": None}, ["异议受理函"]),
        ({"accepted": YesNo.NO}, []),
    ],
    ids=["有结论", "调查中", "结论未落日期", "未受理"],
)
def test_letters_follow_the_objection(changes: dict[str, object], letters: list[str]) -> None:
    judgement = noticed(voted(), [objection(**changes)], done=False)
    assert [paper.title for paper in composed(compose, judgement) if paper.number == 20] == letters


def test_letter_of_acceptance_stays_as_it_was_after_the_conclusion() -> None:
    opened = noticed(voted(), [objection(outcome=Outcome.OPEN, concluded=None, investigation=None)], done=False)
    closed = noticed(voted(), [objection()])
    (before,) = composed(compose, opened, ObjectionAcceptance)
    (after,) = composed(compose, closed, ObjectionAcceptance)
    assert isinstance(before, ObjectionAcceptance)
    assert isinstance(after, ObjectionAcceptance)
    assert (before.subject, before.objection.matter) == (after.subject, after.objection.matter)
    assert before.subject != composed(compose, closed, ObjectionReply)[0].subject


def said(value: object) -> str:
    """Give everything a document holds besides the settings, as text."""
    names = [item.name for item in fields(value) if item.name not in {"office", "rules", "cycle"}]
    return "\n".join(str(getattr(value, name)) for name in names)


def test_no_paper_tells_who_objected() -> None:
    row = objection(
        matter="邱异议反映专利权属有争议，联系电话13900000000",
        investigation="经向邱异议核实，事实不存在。",
    )
    record = noticed(voted(), [row]).record
    kept, told = Secrets(record.filled).concealed(record)
    assert {item.code for item in told} == {"W-SECRET-01"}
    papers = composed(compose, noticed(voted(), kept.all(Objection)))
    assert [paper.number for paper in papers] == [19, 20, 20, 21]
    for paper in papers:
        assert "邱异议" not in said(paper)
        assert "13900000000" not in said(paper)


def test_reply_takes_conclusion_and_drops_end_marks() -> None:
    (reply,) = composed(compose, noticed(voted(), [objection(outcome=Outcome.UPHELD)]), ObjectionReply)
    assert isinstance(reply, ObjectionReply)
    assert reply.objection.upheld
    assert reply.objection.name == NAMES[JIA]
    assert not reply.objection.matter.endswith("。")


def test_report_comes_with_the_sign_off() -> None:
    assert composed(compose, noticed(voted(), done=False), NoticeReport) == []
    (paper,) = composed(compose, noticed(voted(), [objection()]), NoticeReport)
    assert isinstance(paper, NoticeReport)
    assert [line.names for line in paper.postings] == [tuple(party.name for party in paper.standing)]
    assert [(line.number, line.outcome) for line in paper.objections] == [("Y01", Outcome.DISMISSED)]
    assert (len(paper.standing), paper.removed, paper.until) == (3, (), UNTIL)
    assert paper.settled == objection().concluded


def test_report_orders_postings_by_number() -> None:
    judgement = noticed(voted())
    rows: list[Posting] = [posting(3, (BING,)), posting(2, None)]
    joined = replace(judgement.record, filled=(*record({NOTICE: rows}).filled, *judgement.record.filled))
    (paper,) = composed(compose, replace(judgement, record=joined), NoticeReport)
    assert isinstance(paper, NoticeReport)
    assert [(line.number, len(line.names)) for line in paper.postings] == [(1, 3), (2, 0), (3, 1)]


def test_registration_ends_the_draft() -> None:
    row = row_of(Dispatch, document=19, title="公示", dated=date(2024, 10, 20), issued=YesNo.YES)
    (paper, *_) = composed(compose, registered(voted(), row))
    assert (paper.draft, paper.issue.issued) == (False, True)


def test_a_second_notice_has_a_registration_of_its_own() -> None:
    """The row without a subject is the first notice's; the second takes neither its date nor its 已印发."""
    judgement = noticed(voted(), [objection(outcome=Outcome.UPHELD)], removed=(JIA,), done=False)
    first, second = composed(compose, registered(judgement, dispatch(19, None, POSTED)), PublicNotice)
    assert (first.issue.dated, first.issue.issued) == (POSTED, True)
    assert (second.issue.dated, second.issue.issued) == (None, False)
