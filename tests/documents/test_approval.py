"""审定: the request, the announcement, certificates and money (第十八条, 第十九条, 第二十八条)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.documents.award_samples import (
    ANNOUNCED,
    BING,
    JIA,
    NAMES,
    RULES,
    YI,
    approved,
    composed,
    decided_papers,
    dispatch,
    noticed,
    objection,
    registered,
    voted,
)
from toolchain.documents.approval import Announcement, ApprovalRequest, Certificate
from toolchain.documents.payment import PaymentRequest
from toolchain.model.sheets.vocabulary import Outcome
from toolchain.stages.judgement import Judgement


def numbers(judgement: Judgement) -> list[int]:
    return [paper.number for paper in composed(decided_papers, judgement)]


@pytest.mark.parametrize(
    ("judgement", "expected"),
    [
        (voted(), []),
        (noticed(voted(), done=False), []),
        (noticed(voted()), [22]),
        (approved(noticed(voted()), announced=None), [22, 23, 25]),
        (approved(noticed(voted())), [22, 23, 24, 24, 24, 25]),
        (approved(noticed(voted(()))), [22, 23]),
        (approved(noticed(voted((BING,)))), [22, 23, 24]),
    ],
    ids=["已投票", "公示中", "公示完成", "审定未公告", "已公告", "空缺", "只有再次获奖"],
)
def test_papers_wait_for_their_facts(judgement: Judgement, expected: list[int]) -> None:
    assert numbers(judgement) == expected


def test_request_lists_only_those_who_stand() -> None:
    judgement = noticed(voted(), [objection(outcome=Outcome.UPHELD)], removed=(JIA,))
    (paper,) = composed(decided_papers, judgement, ApprovalRequest)
    assert isinstance(paper, ApprovalRequest)
    assert [(line.name, line.favour, line.voters) for line in paper.nominees] == [
        (NAMES[BING], 12, 15),
        (NAMES[YI], 12, 15),
    ]
    assert [party.name for party in paper.removed] == [NAMES[JIA]]
    assert [line.name for line in paper.again] == [NAMES[BING]]
    assert (len(paper.objections), paper.numbers.applied, paper.numbers.voted) == (1, 3, 3)


def test_request_of_a_vacant_award_asks_for_the_vacancy() -> None:
    (paper,) = composed(decided_papers, noticed(voted(())), ApprovalRequest)
    assert isinstance(paper, ApprovalRequest)
    assert (paper.nominees, paper.held, paper.numbers.voted) == ((), None, 0)


def test_announcement_parts_first_and_repeat_laureates() -> None:
    (paper,) = composed(decided_papers, approved(noticed(voted())), Announcement)
    assert isinstance(paper, Announcement)
    assert [party.name for party in paper.laureates] == [NAMES[BING], NAMES[JIA], NAMES[YI]]
    assert [party.name for party in paper.first] == [NAMES[JIA], NAMES[YI]]
    assert [party.name for party in paper.again] == [NAMES[BING]]
    assert paper.total == 2 * RULES.art19.prize_yuan
    assert paper.draft


@pytest.mark.parametrize("entered", ["第52次", "第52次常务会议", " 第52次 "])
def test_meeting_is_named_in_full(entered: str) -> None:
    (paper,) = composed(decided_papers, approved(noticed(voted()), number=entered), Announcement)
    assert isinstance(paper, Announcement)
    assert paper.meeting == "第52次常务会议"


def test_announcement_leaves_out_whom_the_government_refused() -> None:
    judgement = approved(noticed(voted()))
    assert judgement.decision.approval is not None
    half = replace(judgement.decision.approval, approved=(YI, BING), refused=(JIA,))
    papers = composed(decided_papers, replace(judgement, decision=replace(judgement.decision, approval=half)))
    (paper,) = [item for item in papers if isinstance(item, Announcement)]
    assert [party.uscc for party in paper.laureates] == [BING, YI]
    assert [item.subject for item in papers if item.number == 24] == [YI, BING]


@pytest.mark.parametrize(
    ("number", "dated", "draft"),
    [
        ("红政〔2024〕31号", date(2024, 12, 20), False),
        (None, date(2024, 12, 20), True),
        ("红政〔2024〕31号", None, True),
    ],
    ids=["文号日期齐", "缺文号", "缺日期"],
)
def test_announcement_is_a_draft_until_registered(number: str | None, dated: date | None, *, draft: bool) -> None:
    judgement = registered(approved(noticed(voted())), dispatch(23, number, dated))
    (paper,) = composed(decided_papers, judgement, Announcement)
    assert paper.draft is draft


def test_certificates_carry_year_number_and_validity() -> None:
    papers = [paper for paper in composed(decided_papers, approved(noticed(voted()))) if isinstance(paper, Certificate)]
    assert [(paper.subject, paper.subject_name, paper.repeat) for paper in papers] == [
        (JIA, NAMES[JIA], False),
        (YI, NAMES[YI], False),
        (BING, NAMES[BING], True),
    ]
    award = papers[0].award
    assert (award.year, award.certificate) == (2024, "红质奖2024001")
    assert (award.announced, award.valid_until) == (ANNOUNCED, date(2028, 12, 20))


def test_money_goes_to_first_laureates_only() -> None:
    (paper,) = composed(decided_papers, approved(noticed(voted())), PaymentRequest)
    assert isinstance(paper, PaymentRequest)
    assert [(payee.name, payee.amount) for payee in paper.payees] == [(NAMES[JIA], 50_000), (NAMES[YI], 50_000)]
    assert [party.name for party in paper.again] == [NAMES[BING]]
    assert paper.total == 100_000
    assert paper.payees[0].account == "4100156000000000001"


def test_missing_account_leaves_an_empty_cell() -> None:
    judgement = approved(noticed(voted()))
    assert judgement.decision.approval is not None
    rows = tuple(replace(row, bank=None, account=None) for row in judgement.decision.approval.rows)
    without = replace(judgement.decision, approval=replace(judgement.decision.approval, rows=rows))
    (paper,) = composed(decided_papers, replace(judgement, decision=without), PaymentRequest)
    assert isinstance(paper, PaymentRequest)
    assert {(payee.bank, payee.account) for payee in paper.payees} == {("", "")}


def test_payment_stays_a_draft_until_the_announcement_is_out() -> None:
    row = dispatch(25, "红质评办〔2024〕9号", date(2024, 12, 24))
    early = registered(approved(noticed(voted()), announced=None), row)
    late = registered(approved(noticed(voted())), row)
    assert [paper.draft for paper in composed(decided_papers, early, PaymentRequest)] == [True]
    assert [paper.draft for paper in composed(decided_papers, late, PaymentRequest)] == [False]


def test_accounts_stand_in_no_other_paper() -> None:
    for paper in composed(decided_papers, approved(noticed(voted()))):
        if not isinstance(paper, PaymentRequest):
            assert "41001560" not in str(paper)
