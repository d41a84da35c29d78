"""A 变更事项 workbook in the middle of the example's life: one event or more of every family, all of them in order."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.scenarios.events import happened, workbook
from toolchain.model.schema import USCC, Row
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

PRECISION, FOOD, LOGISTICS = (
    USCC("91410702MA40HT313A"),
    USCC("91410702MA42JN731W"),
    USCC("91410702MA49MY2086"),
)


def with_everything(reviewer: Reviewer, score: Score) -> bytes:
    """Write the workbook.

    Args:
        reviewer: one who leaves, its marks kept, and corrects one of them.
        score: that mark.
    """
    return workbook(*_of_people(reviewer, score), *_of_papers(), *_of_the_cycle())


def _of_people(reviewer: Reviewer, score: Score) -> tuple[Row, ...]:
    who: dict[str, Any] = {"person": reviewer.expert, "name": reviewer.name, "panel": reviewer.panel}
    leaves = PersonEventKind.REVIEWER_LEAVES
    found = {"expert": reviewer.expert, "uscc": score.uscc, "code": score.code, "phase": ScorePhase.DESK}
    return (
        happened(PersonEvent, "R01", reviewer.signed, kind=leaves, scores=GivenScores.KEPT, reason="住院", **who),
        happened(
            ScoreCorrection,
            "F01",
            reviewer.signed,
            old=score.desk,
            new=score.desk - 5,
            reason="抄写串行",
            **found,
        ),
        happened(
            ApplicantEvent,
            "D01",
            date(2025, 7, 24),
            uscc=FOOD,
            name="新乡市金穗食品有限公司",
            kind=ApplicantEventKind.WITHDRAWAL,
        ),
        happened(
            ApplicantEvent,
            "D02",
            date(2025, 9, 15),
            uscc=PRECISION,
            name="新乡市恒拓精密机械有限公司",
            kind=ApplicantEventKind.RENAMED,
            new_name="河南恒拓精密机械有限公司",
        ),
    )


def _of_papers() -> tuple[Row, ...]:
    receipt = {"document": 24, "subject": LOGISTICS, "method": Delivery.DIRECT, "receiver": "张三"}
    return (
        happened(
            PaperEvent,
            "W02",
            date(2025, 9, 20),
            kind=PaperEventKind.REISSUED,
            document=24,
            subject=LOGISTICS,
            reason="遗失",
            certificate="红质奖〔2025〕099号",
        ),
        happened(PaperEvent, "W03", date(2025, 9, 21), kind=PaperEventKind.DELIVERED, **receipt),
    )


def _of_the_cycle() -> tuple[Row, ...]:
    return (
        happened(
            ScheduleEvent,
            "C01",
            date(2025, 4, 25),
            kind=ScheduleEventKind.EXTENDED,
            until=date(2025, 5, 2),
            measured=MeasuringDay.ORIGINAL,
            reason="系统故障",
        ),
        happened(
            ScheduleEvent,
            "C02",
            date(2025, 6, 5),
            kind=ScheduleEventKind.MOVED,
            until=date(2025, 6, 17),
            ends=date(2025, 6, 27),
            reason="防汛",
        ),
        happened(
            DecisionEvent,
            "J03",
            date(2026, 1, 5),
            kind=DecisionKind.INTENDED,
            incident="S01",
            reason="见报告",
        ),
        happened(
            DecisionEvent,
            "J04",
            date(2026, 1, 12),
            kind=DecisionKind.STATEMENT,
            incident="S01",
            result=DecisionResult.REJECTED,
            reason="称不知情",
        ),
        happened(MoneyEntry, "K01", date(2027, 1, 5), incident="S01", kind=MoneyKind.RECEIVED, amount=20_000),
        happened(
            MoneyEntry,
            "K02",
            date(2027, 3, 5),
            incident="S01",
            kind=MoneyKind.DEMANDED,
            until=date(2027, 4, 5),
        ),
    )
