"""监督: the two revocations and the recovery of a prize never mix (第二十二条, 第二十五条, 第二十六条)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date

import pytest

from tests.documents.award_samples import JIA, NAMES, award, composed, dispatch, record, registered, voted
from toolchain.documents.declaration import Form
from toolchain.documents.supervision import (
    ConductRecovery,
    ConductRevocation,
    Criticism,
    FraudRecovery,
    FraudRevocation,
    PrizeRecovery,
    ReviewerDiscipline,
    RevocationRequest,
    compose,
)
from toolchain.model.problems import At, problem
from toolchain.model.sheets import SUPERVISION
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.supervision import Discipline, Incident
from toolchain.model.sheets.vocabulary import IncidentDecision, IncidentKind, Measure, Outcome
from toolchain.regulation.art25_revocation import Consequence, Ruling
from toolchain.stages.judgement import Judgement

APPROVED = date(2025, 6, 10)
FRAUD, CONDUCT = Consequence.REVOKE_FRAUD, Consequence.REVOKE_CONDUCT
_KINDS = {
    FRAUD: (IncidentKind.FRAUD, IncidentDecision.REVOKE, "第二十五条第一款"),
    CONDUCT: (IncidentKind.ACCIDENT, IncidentDecision.REVOKE, "第二十五条第二款"),
    Consequence.CRITICISE: (IncidentKind.PRIZE_MISUSE, IncidentDecision.CRITICISE, "第二十二条"),
    Consequence.RECOVER_PRIZE: (IncidentKind.PRIZE_MISUSE, IncidentDecision.RECOVER_PRIZE, "第二十二条"),
    Consequence.NONE: (IncidentKind.OFFENCE, IncidentDecision.NONE, "第二十五条第二款"),
    Consequence.OPEN: (IncidentKind.FRAUD, None, "第二十五条第一款"),
}


def ruling(
    consequence: Consequence, *, approved: bool = True, number: str = "S01", prize: int = 50_000, **changes: object
) -> Ruling:
    kind, decision, article = _KINDS[consequence]
    row = Incident(
        number=number,
        uscc=JIA,
        name=NAMES[JIA],
        kind=kind,
        happened=date(2025, 3, 2),
        found=date(2025, 3, 5),
        facts="某车间发生某事。",
        evidence="某调查报告；",
        outcome=Outcome.UPHELD,
        decision=decision,
        meeting="第61次" if approved else None,
        approved=APPROVED if approved else None,
    )
    fraud = consequence is FRAUD
    money = fraud or consequence is Consequence.RECOVER_PRIZE
    held: Award | None = award(prize=prize)
    return Ruling(
        replace(row, **changes),
        held,
        consequence,
        article,
        approved=approved,
        recover_title=consequence in {FRAUD, CONDUCT},
        recover_prize=prize if money else 0,
        ban_until=date(2031, 6, 10) if fraud and approved else None,
    )


def supervised(rulings: Sequence[Ruling] = (), rows: Sequence[Discipline] = ()) -> Judgement:
    return replace(voted((), rows={SUPERVISION: rows}), rulings=tuple(rulings))


@pytest.mark.parametrize(
    ("consequence", "approved", "numbers"),
    [
        (FRAUD, False, [32]),
        (FRAUD, True, [32, 33, 35]),
        (CONDUCT, False, [32]),
        (CONDUCT, True, [32, 34, 36]),
        (Consequence.CRITICISE, False, [30]),
        (Consequence.RECOVER_PRIZE, False, [30]),
        (Consequence.RECOVER_PRIZE, True, [30, 31]),
        (Consequence.NONE, False, []),
        (Consequence.OPEN, False, []),
    ],
    ids=[
        "骗取未批准",
        "骗取已批准",
        "事故未批准",
        "事故已批准",
        "通报",
        "追缴未批准",
        "追缴已批准",
        "不予处理",
        "调查中",
    ],
)
def test_each_consequence_has_its_own_papers(consequence: Consequence, numbers: list[int], *, approved: bool) -> None:
    papers = composed(compose, supervised([ruling(consequence, approved=approved)]))
    assert [paper.number for paper in papers] == numbers
    assert {(paper.subject, paper.subject_name) for paper in papers} <= {("S01", NAMES[JIA])}


def test_both_revocations_at_once_keep_apart() -> None:
    judgement = supervised([ruling(FRAUD), ruling(CONDUCT, number="S02")])
    papers = [(type(paper), paper.subject) for paper in composed(compose, judgement)]
    assert papers == [
        (RevocationRequest, "S01"),
        (FraudRevocation, "S01"),
        (FraudRecovery, "S01"),
        (RevocationRequest, "S02"),
        (ConductRevocation, "S02"),
        (ConductRecovery, "S02"),
    ]


@pytest.mark.parametrize("kind", [ConductRevocation, ConductRecovery])
def test_second_paragraph_has_no_field_for_money_or_ban(kind: type[ConductRevocation]) -> None:
    names = {item.name for item in fields(kind)}
    assert names.isdisjoint({"prize", "amount", "ban_until"})
    assert kind.articles == ("第二十五条第二款",)


@pytest.mark.parametrize("kind", [FraudRevocation, FraudRecovery])
def test_first_paragraph_recovers_the_prize_and_bars(kind: type[FraudRevocation]) -> None:
    (paper,) = composed(compose, supervised([ruling(FRAUD)]), kind)
    assert isinstance(paper, FraudRevocation | FraudRecovery)
    assert (paper.prize, paper.ban_until) == (50_000, date(2031, 6, 10))
    assert paper.case.article == kind.articles[0] == "第二十五条第一款"
    assert (paper.case.meeting, paper.case.approved) == ("第61次常务会议", APPROVED)


def test_request_says_which_paragraph() -> None:
    found = [
        (paper.fraud, paper.prize, paper.case.article)
        for consequence in (FRAUD, CONDUCT)
        for paper in composed(compose, supervised([ruling(consequence, approved=False)]))
        if isinstance(paper, RevocationRequest)
    ]
    assert found == [(True, 50_000, "第二十五条第一款"), (False, 0, "第二十五条第二款")]


def test_recovery_of_a_misused_prize_leaves_the_title() -> None:
    (paper,) = composed(compose, supervised([ruling(Consequence.RECOVER_PRIZE, prize=30_000)]), PrizeRecovery)
    assert isinstance(paper, PrizeRecovery)
    assert (paper.amount, paper.case.article) == (30_000, "第二十二条")
    assert not {"ban_until"} & {item.name for item in fields(paper)}


@pytest.mark.parametrize(
    ("kind", "money", "title"),
    [(IncidentKind.PRIZE_MISUSE, True, False), (IncidentKind.TITLE_MISUSE, False, True)],
    ids=["奖金", "称号"],
)
def test_criticism_tells_money_from_title(kind: IncidentKind, *, money: bool, title: bool) -> None:
    (paper,) = composed(compose, supervised([ruling(Consequence.CRITICISE, kind=kind)]), Criticism)
    assert isinstance(paper, Criticism)
    assert (paper.case.money, paper.case.title) == (money, title)
    assert paper.case.facts == "某车间发生某事"


def test_no_revocation_without_an_award() -> None:
    bare = replace(ruling(FRAUD), award=None)
    assert composed(compose, supervised([bare])) == []


def test_criticism_of_one_without_an_award_on_record_still_goes_out() -> None:
    bare = replace(ruling(Consequence.RECOVER_PRIZE), award=None)
    assert [paper.number for paper in composed(compose, supervised([bare]))] == [30]


def test_two_incidents_of_one_organisation_have_two_files() -> None:
    judgement = supervised([ruling(Consequence.CRITICISE), ruling(Consequence.CRITICISE, number="S02")])
    assert len({paper.stem for paper in composed(compose, judgement)}) == 2


def test_number_is_found_by_incident() -> None:
    judgement = registered(
        supervised([ruling(FRAUD), ruling(FRAUD, number="S02")]), dispatch(33, "红政〔2025〕40号", APPROVED, "S02")
    )
    papers = composed(compose, judgement, FraudRevocation)
    assert [(paper.subject, paper.draft) for paper in papers] == [("S01", True), ("S02", False)]


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        (Criticism, Form.DOWNWARD),
        (PrizeRecovery, Form.LETTER),
        (RevocationRequest, Form.UPWARD),
        (FraudRevocation, Form.DOWNWARD),
        (ConductRevocation, Form.DOWNWARD),
        (FraudRecovery, Form.LETTER),
        (ConductRecovery, Form.LETTER),
    ],
)
def test_formats(kind: type[Criticism], form: Form) -> None:
    assert (kind.form, kind.needs_number, kind.needs_date) == (form, True, True)


def measure(kind: Measure, decided: date = date(2024, 9, 20), expert: str = "E01") -> Discipline:
    return Discipline(
        expert=expert, name="专家甲", facts="向外透露评审情况。", measure=kind, decided=decided, decided_by="评审办"
    )


@pytest.mark.parametrize("kind", Measure)
def test_notice_per_measure(kind: Measure) -> None:
    (paper,) = composed(compose, supervised(rows=[measure(kind)]))
    assert isinstance(paper, ReviewerDiscipline)
    assert (paper.subject, paper.measure, paper.facts) == ("E01", kind, "向外透露评审情况")
    assert paper.removed is (kind is Measure.REMOVAL)


def test_second_measure_keeps_the_key_of_the_first() -> None:
    later, first = measure(Measure.REMOVAL, date(2025, 1, 8)), measure(Measure.WARNING)
    papers = composed(compose, supervised(rows=[later, first]))
    assert [paper.subject for paper in papers] == ["E01", "E01-20250108"]
    assert len({paper.stem for paper in papers}) == 2


def test_faulty_workbook_disciplines_nobody() -> None:
    wrong = problem("E-RULE-2601", At("监督事项.xlsx"))
    faulty = record({SUPERVISION: [measure(Measure.WARNING)]}, [wrong])
    assert composed(compose, replace(supervised(), record=faulty)) == []
