"""监督: the two revocations and the recovery of a prize never mix (第二十二条, 第二十五条, 第二十六条)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from tests.documents.award_samples import (
    CALENDAR,
    CYCLE,
    JIA,
    NAMES,
    award,
    composed,
    dispatch,
    registered,
    supervised_papers,
    voted,
)
from tests.rows import row_of
from toolchain.documents.declaration import Form
from toolchain.documents.revocation import (
    ConductRecovery,
    ConductRevocation,
    FraudRecovery,
    FraudRevocation,
    RevocationRequest,
)
from toolchain.documents.supervision import Criticism, PrizeRecovery, Reminder
from toolchain.model.sheets import SUPERVISION
from toolchain.model.sheets.event_vocabulary import DecisionKind, DecisionResult
from toolchain.model.sheets.events import DecisionEvent
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.supervision import Discipline, Incident
from toolchain.model.sheets.vocabulary import IncidentDecision, IncidentKind
from toolchain.regulation.art25_revocation import Consequence, Ruling
from toolchain.regulation.events import Events
from toolchain.regulation.events_hearing import unheard
from toolchain.stages.judgement import Judgement
from toolchain.stages.stage_results import Supervision

APPROVED = date(2025, 6, 10)
FRAUD, CONDUCT = Consequence.REVOKE_FRAUD, Consequence.REVOKE_CONDUCT
_KINDS = {
    FRAUD: (IncidentKind.FRAUD, IncidentDecision.REVOKE, "第二十五条第一款"),
    CONDUCT: (IncidentKind.ACCIDENT, IncidentDecision.REVOKE, "第二十五条第二款"),
    Consequence.CRITICISE: (IncidentKind.PRIZE_MISUSE, IncidentDecision.CRITICISE, "第二十二条"),
    Consequence.RECOVER_PRIZE: (IncidentKind.PRIZE_MISUSE, IncidentDecision.RECOVER_PRIZE, "第二十二条"),
    Consequence.REMIND: (IncidentKind.TITLE_MISUSE, IncidentDecision.REMIND, "第二十四条"),
    Consequence.NONE: (IncidentKind.OFFENCE, IncidentDecision.NONE, "第二十五条第二款"),
    Consequence.OPEN: (IncidentKind.FRAUD, None, "第二十五条第一款"),
}


def ruling(
    consequence: Consequence, *, approved: bool = True, number: str = "S01", prize: int = 50_000, **changes: object
) -> Ruling:
    kind, decision, article = _KINDS[consequence]
    row = row_of(
        Incident,
        number=number,
        uscc=JIA,
        name=NAMES[JIA],
        kind=kind,
        happened=date(2025, 3, 2),
        found=date(2025, 3, 5),
        facts="某车间发生某事。",
        evidence="某调查报告；",
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


def step(kind: DecisionKind, incident: str, **values: object) -> Any:
    common = {"number": f"J{kind}{incident}", "effective": date(2025, 4, 1), "reason": "见材料", "decided_by": "评审办"}
    return row_of(DecisionEvent, **{**common, "kind": kind, "incident": incident, "paper": "告知书", **values})


def hearing(incident: str) -> tuple[Any, Any]:
    told = step(DecisionKind.INTENDED, incident)
    return told, step(DecisionKind.STATEMENT, incident, result=DecisionResult.SILENT)


def supervised(
    rulings: Sequence[Ruling] = (), rows: Sequence[Discipline] = (), *, steps: Sequence[Any] | None = None
) -> Judgement:
    """Give a cycle with rulings whose units were heard, or with the steps named."""
    heard = [row for item in rulings for row in hearing(item.incident.number)] if steps is None else steps
    return replace(
        voted((), rows={SUPERVISION: rows}),
        supervision=Supervision(tuple(rulings)),
        events=Events(decisions=tuple(heard)),
    )


@pytest.mark.parametrize("consequence", [FRAUD, CONDUCT])
@pytest.mark.parametrize(
    ("kinds", "asked"),
    [
        ((), False),
        ((DecisionKind.INTENDED,), False),
        ((DecisionKind.STATEMENT,), False),
        ((DecisionKind.INTENDED, DecisionKind.STATEMENT), True),
        ((DecisionKind.INTENDED, DecisionKind.HEARING), True),
    ],
    ids=["没有告知", "只告知", "只有申辩", "告知并有申辩", "告知并听证"],
)
def test_nothing_is_asked_for_before_the_unit_was_heard(
    consequence: Consequence, kinds: tuple[DecisionKind, ...], *, asked: bool
) -> None:
    item = ruling(consequence, approved=False)
    judgement = supervised([item], steps=[step(kind, "S01") for kind in kinds])
    assert [paper.number for paper in composed(supervised_papers, judgement)] == ([32] if asked else [])
    told = [found.code for found in unheard([item], judgement.events, ())]
    assert told == ([] if asked else ["W-EVENT-35"])
    other = supervised([item], steps=[step(kind, "S02") for kind in kinds])
    assert composed(supervised_papers, other) == []


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
        (Consequence.REMIND, True, [30]),
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
        "提醒",
        "不予处理",
        "调查中",
    ],
)
def test_each_consequence_has_its_own_papers(consequence: Consequence, numbers: list[int], *, approved: bool) -> None:
    papers = composed(supervised_papers, supervised([ruling(consequence, approved=approved)]))
    assert [paper.number for paper in papers] == numbers
    assert {(paper.subject, paper.subject_name) for paper in papers} <= {("S01", NAMES[JIA])}


def test_both_revocations_at_once_keep_apart() -> None:
    judgement = supervised([ruling(FRAUD), ruling(CONDUCT, number="S02")])
    papers = [(type(paper), paper.subject) for paper in composed(supervised_papers, judgement)]
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
    (paper,) = composed(supervised_papers, supervised([ruling(FRAUD)]), kind)
    assert isinstance(paper, FraudRevocation | FraudRecovery)
    assert (paper.prize, paper.ban_until) == (50_000, date(2031, 6, 10))
    assert paper.case.article == kind.articles[0] == "第二十五条第一款"
    assert (paper.case.meeting, paper.case.approved) == ("第61次常务会议", APPROVED)


def test_request_says_which_paragraph() -> None:
    found = [
        (paper.fraud, paper.prize, paper.case.article)
        for consequence in (FRAUD, CONDUCT)
        for paper in composed(supervised_papers, supervised([ruling(consequence, approved=False)]))
        if isinstance(paper, RevocationRequest)
    ]
    assert found == [(True, 50_000, "第二十五条第一款"), (False, 0, "第二十五条第二款")]


def test_recovery_of_a_misused_prize_leaves_the_title() -> None:
    (paper,) = composed(supervised_papers, supervised([ruling(Consequence.RECOVER_PRIZE, prize=30_000)]), PrizeRecovery)
    assert isinstance(paper, PrizeRecovery)
    assert (paper.amount, paper.case.article) == (30_000, "第二十二条")
    assert not {"ban_until"} & {item.name for item in fields(paper)}


def test_misuse_of_the_title_brings_a_reminder_and_no_sanction() -> None:
    """第二十四条 has no 通报批评: what the office may do by itself is to remind."""
    (paper,) = composed(supervised_papers, supervised([ruling(Consequence.REMIND)]))
    assert isinstance(paper, Reminder)
    assert paper.case.facts == "某车间发生某事"
    assert Criticism.articles == ("第二十二条",)


def test_letters_that_ask_for_money_wait_for_the_account() -> None:
    cycle = replace(CYCLE, refund_account="户名：某财政局；开户银行：某银行；账号：001")
    judgement = registered(
        supervised([ruling(FRAUD)]),
        replace(dispatch(35, "红质评办〔2025〕9号", APPROVED, "S01"), issued=None),
    )
    (waiting,) = composed(supervised_papers, judgement, FraudRecovery)
    assert isinstance(waiting, FraudRecovery)
    assert (waiting.account, waiting.draft) == ("", True)
    settled = replace(judgement, settings=replace(judgement.settings, cycle=cycle))
    (paper,) = composed(supervised_papers, settled, FraudRecovery)
    assert isinstance(paper, FraudRecovery)
    assert (paper.account, paper.draft) == (cycle.refund_account, False)
    assert paper.due.until == CALENDAR.after(APPROVED, paper.due.workdays)


def test_no_revocation_without_an_award() -> None:
    bare = replace(ruling(FRAUD), award=None)
    assert composed(supervised_papers, supervised([bare])) == []


def test_criticism_of_one_without_an_award_on_record_still_goes_out() -> None:
    bare = replace(ruling(Consequence.RECOVER_PRIZE), award=None)
    assert [paper.number for paper in composed(supervised_papers, supervised([bare]))] == [30]


def test_two_incidents_of_one_organisation_have_two_files() -> None:
    judgement = supervised([ruling(Consequence.CRITICISE), ruling(Consequence.CRITICISE, number="S02")])
    assert len({paper.stem for paper in composed(supervised_papers, judgement)}) == 2


def test_number_is_found_by_incident() -> None:
    judgement = registered(
        supervised([ruling(FRAUD), ruling(FRAUD, number="S02")]), dispatch(33, "红政〔2025〕40号", APPROVED, "S02")
    )
    papers = composed(supervised_papers, judgement, FraudRevocation)
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
