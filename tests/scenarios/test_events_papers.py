"""Papers that follow from events, through the inbox: each with its facts, and none where the event is out of place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.documents.award_samples import printed
from tests.scenarios.events import edited, happened, judged, named, only, said, with_events
from tests.scenarios.test_events_leaving import CARE
from tests.scenarios.test_every_event import EARLY, tied
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.resources import Resources
from toolchain.documents.event_letters import (
    AwardRefusal,
    DropNotice,
    IntendedMeasure,
    PaymentDemand,
    WithdrawalConfirmation,
)
from toolchain.documents.event_notices import Postponement, ReplacementRecord, StopNotice
from toolchain.documents.event_records import (
    Correction,
    CorrectionLetter,
    DecisionRecord,
    DeliveryReceipt,
    NewCertificate,
    Recall,
    ScoreNote,
    StatementRecord,
)
from toolchain.documents.revocation import FraudRecovery
from toolchain.inbox.intake import Intake
from toolchain.model.chinese import date_text
from toolchain.model.schema import USCC, Row
from toolchain.model.sheets.approval import Approved
from toolchain.model.sheets.event_vocabulary import (
    ApplicantEventKind,
    DecisionKind,
    DecisionResult,
    Delivery,
    GivenScores,
    MeasuringDay,
    MoneyKind,
    PaperEventKind,
    PersonEventKind,
    ScheduleEventKind,
    ScorePhase,
)
from toolchain.model.sheets.events import (
    ApplicantEvent,
    DecisionEvent,
    MoneyEntry,
    PaperEvent,
    PersonEvent,
    ScheduleEvent,
    ScoreCorrection,
)
from toolchain.model.sheets.scores import Reviewer, Score
from toolchain.model.sheets.vocabulary import GovernmentDecision

PRECISION, FOOD, VALVES, LOGISTICS = (
    USCC("91410702MA40HT313A"),
    USCC("91410702MA42JN731W"),
    USCC("91410702MA43HY9421"),
    USCC("91410702MA49MY2086"),
)


def first_reviewer(intake: Intake) -> tuple[Reviewer, Score]:
    sheet = next(item for item in intake.filled if item.all(Reviewer))
    return sheet.all(Reviewer)[0], sheet.all(Score)[0]


def rows(intake: Intake) -> dict[type[Any], Row]:
    reviewer, score = first_reviewer(intake)
    decide, paper = (DecisionEvent, PaperEvent)
    return {
        WithdrawalConfirmation: happened(
            ApplicantEvent, "D01", date(2025, 7, 24), uscc=FOOD, name=named(FOOD), kind=ApplicantEventKind.WITHDRAWAL
        ),
        DropNotice: happened(
            decide,
            "J01",
            date(2025, 7, 12),
            uscc=FOOD,
            kind=DecisionKind.LATE_FACT,
            result=DecisionResult.EXCLUDED,
            reason="收到处罚决定",
        ),
        Postponement: happened(
            ScheduleEvent,
            "C01",
            date(2025, 4, 25),
            kind=ScheduleEventKind.EXTENDED,
            until=date(2025, 5, 9),
            measured=MeasuringDay.ORIGINAL,
            reason="申报单位较少",
        ),
        StopNotice: happened(
            ScheduleEvent, "C02", date(2025, 6, 1), kind=ScheduleEventKind.STOPPED, reason="防汛应急响应"
        ),
        ReplacementRecord: happened(
            PersonEvent,
            "R01",
            reviewer.signed,
            person=reviewer.expert,
            name=reviewer.name,
            panel=reviewer.panel,
            kind=PersonEventKind.REVIEWER_LEAVES,
            scores=GivenScores.KEPT,
            reason="住院",
        ),
        Correction: happened(
            paper,
            "W01",
            date(2025, 8, 20),
            kind=PaperEventKind.CORRECTED,
            document=23,
            place="正文第二段",
            wrong="2024年度",
            right="2025年度",
        ),
        NewCertificate: happened(
            paper,
            "W02",
            date(2025, 9, 20),
            kind=PaperEventKind.REISSUED,
            document=24,
            subject=LOGISTICS,
            reason="遗失",
            certificate="HQ-2025-002",
        ),
        DeliveryReceipt: happened(
            paper,
            "W03",
            date(2025, 9, 21),
            kind=PaperEventKind.DELIVERED,
            document=24,
            subject=LOGISTICS,
            method=Delivery.DIRECT,
            receiver="张三",
        ),
        Recall: happened(paper, "W04", date(2025, 9, 22), kind=PaperEventKind.RECALLED, document=23, reason="对象有误"),
        DecisionRecord: happened(
            decide,
            "J02",
            date(2025, 7, 10),
            kind=DecisionKind.TIE,
            uscc=CARE,
            result=DecisionResult.EXCLUDED,
            favour=11,
            voters=16,
            reason="同票",
        ),
        IntendedMeasure: happened(
            decide, "J03", date(2026, 1, 5), kind=DecisionKind.INTENDED, incident="S01", reason="见报告"
        ),
        StatementRecord: happened(
            decide,
            "J04",
            date(2026, 1, 12),
            kind=DecisionKind.STATEMENT,
            incident="S01",
            result=DecisionResult.REJECTED,
            reason="称不知情",
        ),
        ScoreNote: happened(
            ScoreCorrection,
            "F01",
            reviewer.signed,
            expert=reviewer.expert,
            uscc=score.uscc,
            code=score.code,
            phase=ScorePhase.DESK,
            old=score.desk,
            new=score.desk - 5,
            reason="抄写串行",
        ),
    }


KINDS = (
    WithdrawalConfirmation,
    DropNotice,
    Postponement,
    StopNotice,
    ReplacementRecord,
    Correction,
    NewCertificate,
    DeliveryReceipt,
    Recall,
    DecisionRecord,
    IntendedMeasure,
    StatementRecord,
    ScoreNote,
)


def before(kind: type[Any], intake: Intake) -> Intake:
    """Give what lay in the inbox when such an event came: no award yet, two candidates with equal votes."""
    if kind is StopNotice:
        return only(intake, *EARLY[:4])
    return only(tied(intake), *EARLY, "评委会会议") if kind is DecisionRecord else intake


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.title)
def test_every_event_makes_its_paper(
    kind: type[Any], intake: Intake, toolbox: Resources, example: CycleOutcome
) -> None:
    row: Any = rows(intake)[kind]
    outcome, judgement = judged(with_events(before(kind, intake), row), toolbox)
    assert not [found for found in said(outcome) if found[0].startswith("E")]
    (paper,) = [paper.document for paper in outcome.papers if isinstance(paper.document, kind)]
    assert paper.subject == row.number
    assert kind is NewCertificate or paper.event.day == row.effective
    assert paper.draft
    assert not [paper for paper in example.papers if isinstance(paper.document, kind)]
    assert any(
        finding.case == "7-event" and row.number in dict(finding.facts).values() for finding in judgement.findings
    )


def test_a_correction_names_number_place_wrong_and_right_words(intake: Intake, toolbox: Resources) -> None:
    outcome, _ = judged(with_events(intake, rows(intake)[Correction]), toolbox)
    (paper,) = [paper.document for paper in outcome.papers if isinstance(paper.document, Correction)]
    issued = next(paper.document.issue for paper in outcome.papers if paper.document.number == 23)
    assert (paper.registered, paper.dated) == (issued.number, issued.dated)
    assert (paper.place, paper.wrong, paper.right) == ("正文第二段", "2024年度", "2025年度")
    assert paper.government


def test_a_corrected_score_counts_before_the_vote_and_not_after(
    intake: Intake, toolbox: Resources, example: CycleOutcome
) -> None:
    reviewer, score = first_reviewer(intake)
    before: Any = example.judgement
    row: Any = rows(intake)[ScoreNote]
    _, counted = judged(with_events(intake, row), toolbox)
    outcome, late = judged(with_events(intake, replace(row, effective=date(2025, 7, 10))), toolbox)
    assert [code for code, _, _ in said(outcome)] == ["W-EVENT-22"]

    def total(judgement: Any) -> Any:
        return next(item.total for item in judgement.review.ranking.standings if item.uscc == score.uscc)

    assert total(counted) < total(before) == total(late)
    for wrong, code in (
        (replace(row, old=score.desk + 1), "E-EVENT-21"),
        (replace(row, code="9.9.9"), "E-EVENT-20"),
        (replace(row, effective=date(2025, 6, 11)), "E-EVENT-04"),
    ):
        outcome, judgement = judged(with_events(intake, wrong), toolbox)
        assert [found for found, _, _ in said(outcome)] == [code]
        assert judgement.review.ranking is None  # the ranking waits for the cell
    assert reviewer.signed > date(2025, 6, 11)


def test_a_refusal_is_told_with_its_reason_and_remedy(intake: Intake, toolbox: Resources) -> None:
    books = edited(
        intake,
        Approved,
        lambda row: replace(row, decision=GovernmentDecision.REFUSED, certificate=None) if row.uscc == VALVES else row,
    )
    row = happened(DecisionEvent, "J05", date(2025, 8, 8), kind=DecisionKind.REFUSED, uscc=VALVES, reason="欠缴税款")
    outcome, judgement = judged(with_events(books, row), toolbox)
    (letter,) = [paper.document for paper in outcome.papers if isinstance(paper.document, AwardRefusal)]
    assert (letter.event.reason, letter.deferred) == ("欠缴税款", False)
    assert (letter.remedy.days, letter.remedy.months) == (60, 6)
    assert letter.remedy.body == toolbox.office.remedy.government_review
    assert VALVES not in {award.uscc for award in judgement.announced}


def money(number: str, day: date, kind: MoneyKind, **values: object) -> Any:
    return happened(MoneyEntry, number, day, incident="S01", kind=kind, **values)


def test_what_is_open_is_asked_for_and_never_more_than_was_claimed(intake: Intake, toolbox: Resources) -> None:
    came = money("K01", date(2027, 1, 5), MoneyKind.RECEIVED, amount=20_000)
    asked = money("K02", date(2027, 3, 5), MoneyKind.DEMANDED, until=date(2027, 4, 5))
    outcome, judgement = judged(with_events(intake, came, asked), toolbox)
    claimed = next(item.recover_prize for item in judgement.supervision.rulings if item.incident.number == "S01")
    (letter,) = [paper.document for paper in outcome.papers if isinstance(paper.document, PaymentDemand)]
    assert (letter.claimed, letter.received, letter.left) == (claimed, 20_000, claimed - 20_000)
    assert letter.letter == judgement.issue(FraudRecovery.number, "S01")
    text = printed(letter)
    assert f"{date_text(letter.letter.dated)}，我办已通知你单位缴回（{letter.letter.number}）" in text
    assert f"缴入以下账户，并将缴款凭证复印件送我办。{judgement.settings.cycle.refund_account}。" in text
    beyond = money("K03", date(2027, 3, 6), MoneyKind.WAIVED, amount=claimed)
    outcome, _ = judged(with_events(intake, came, beyond), toolbox)
    assert [(code, cell.rstrip("0123456789")) for code, _, cell in said(outcome)] == [("E-EVENT-19", "E")]
    outcome, _ = judged(with_events(intake, replace(came, incident="S99")), toolbox)
    assert [code for code, _, _ in said(outcome)] == ["E-EVENT-18"]


@pytest.mark.parametrize(
    ("document", "subject", "title", "to"),
    [
        (23, None, "的公告", None),
        (3, LOGISTICS, "的通知", "新乡市牧野智慧物流有限公司：留存备查，请停止使用"),
        (35, "S01", "的通知", "新乡市新飞越电子有限公司：留存备查，请停止使用"),
        (11, "E01", "的通知", "张建国同志：留存备查，请停止使用"),
    ],
)
def test_recall_is_addressed_to_whom_the_paper_was(
    document: int, subject: str | None, title: str, to: str | None, intake: Intake, toolbox: Resources
) -> None:
    row = happened(
        PaperEvent,
        "W09",
        date(2026, 2, 2),
        kind=PaperEventKind.RECALLED,
        document=document,
        subject=subject,
        reason="对象有误",
    )
    outcome, _ = judged(with_events(intake, row), toolbox)
    (recall,) = [paper.document for paper in outcome.papers if isinstance(paper.document, Recall)]
    lines = printed(recall).splitlines()
    assert any("关于撤回" in line and line.endswith(title) for line in lines)
    if to is not None:
        name, asked = to.split("：")
        assert f"{name}：" in lines
        assert any(asked in line for line in lines)
    assert any("对撤回有异议的" in line for line in lines) == (to is not None)


def test_a_letter_is_corrected_by_a_letter(intake: Intake, toolbox: Resources) -> None:
    row: Any = rows(intake)[Correction]
    outcome, _ = judged(with_events(intake, replace(row, document=3, subject=LOGISTICS)), toolbox)
    (letter,) = [paper.document for paper in outcome.papers if paper.document.number == 43]
    assert isinstance(letter, CorrectionLetter)
    text = printed(letter)
    assert "关于更正《受理通知书》的通知" in text
    assert "新乡市牧野智慧物流有限公司：" in text.splitlines()
    assert "对更正有异议的，可以自收到本通知的次日起10个工作日内向我办书面提出" in text


@pytest.mark.parametrize(("who", "article"), [("评审办", "第七条"), ("评委会", "第六条")])
@pytest.mark.parametrize("kind", [StopNotice, DecisionRecord], ids=lambda kind: kind.title)
def test_who_decides_is_who_may(kind: type[Any], who: str, article: str, intake: Intake, toolbox: Resources) -> None:
    row: Any = rows(intake)[kind]
    outcome, _ = judged(with_events(before(kind, intake), replace(row, decided_by=who)), toolbox)
    (paper,) = [paper.document for paper in outcome.papers if isinstance(paper.document, kind)]
    assert f"（红政〔2022〕76号）{article}，{paper.event.day.year}年" in printed(paper)
