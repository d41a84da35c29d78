"""获奖后: reminders, recommendations, higher awards, inspections (第二十条至第二十二条, 第二十八条)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from tests.documents.award_samples import (
    BING,
    JIA,
    NAMES,
    RULES,
    YI,
    approved,
    award,
    composed,
    dispatch,
    noticed,
    record,
    registered,
    voted,
)
from tests.rows import row_of
from toolchain.documents.after_award import ExpiryReminder, HigherAwardRequest, UseInspection, compose
from toolchain.documents.organisations import honour
from toolchain.model.problems import At, problem
from toolchain.model.schema import Yuan
from toolchain.model.sheets import REGISTER
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.supervision import HigherAward, Incident
from toolchain.model.sheets.vocabulary import (
    AwardKind,
    HigherAwardKind,
    IncidentDecision,
    RegisterStatus,
)
from toolchain.regulation.art25_revocation import Consequence, Ruling
from toolchain.stages.judgement import Judgement
from toolchain.stages.stage_results import Supervision


def held(*awards: Award) -> Judgement:
    """A cycle that has not gone beyond the vote, with a register."""
    return voted((), rows={REGISTER: awards})


def keys(judgement: Judgement) -> list[tuple[int, str]]:
    return [(paper.number, paper.subject) for paper in composed(compose, judgement)]


def revoked(row: Award, on: date) -> Ruling:
    incident = row_of(
        Incident,
        uscc=row.uscc,
        name=row.name,
        happened=date(2022, 9, 1),
        found=on,
        evidence="某报告",
        decision=IncidentDecision.REVOKE,
        approved=on,
    )
    return Ruling(
        incident,
        row,
        Consequence.REVOKE_FRAUD,
        "第二十五条第一款",
        approved=True,
        recover_title=True,
        recover_prize=50_000,
        ban_until=date(2031, 1, 1),
    )


@pytest.mark.parametrize(
    ("last", "reminded"),
    [
        (date(2024, 7, 31), False),
        (date(2024, 8, 1), True),
        (date(2025, 7, 1), True),
        (date(2026, 8, 1), True),
        (date(2026, 8, 2), False),
    ],
    ids=["公告前一日已期满", "公告当日期满", "一年内期满", "下一届时点当日期满", "下一届之后才期满"],
)
def test_reminder_covers_the_time_up_to_the_next_cycle(last: date, *, reminded: bool) -> None:
    judgement = held(award(valid_until=last))
    assert judgement.settings.cycle.announced == date(2024, 8, 1)
    assert bool(composed(compose, judgement, ExpiryReminder)) is reminded


def test_reminder_names_the_first_day_for_a_new_application() -> None:
    (paper,) = composed(compose, held(award(valid_until=date(2025, 12, 30))), ExpiryReminder)
    assert isinstance(paper, ExpiryReminder)
    assert (paper.again, paper.award.year, paper.subject, paper.subject_name) == (
        date(2025, 12, 31),
        2022,
        JIA,
        NAMES[JIA],
    )


SOON = award(valid_until=date(2025, 12, 30))


@pytest.mark.parametrize(
    "awards",
    [
        [replace(SOON, status=RegisterStatus.REVOKED_CONDUCT, revoked=date(2024, 1, 5))],
        [SOON, award(cycle="2023届", announced=date(2023, 12, 30), valid_until=date(2027, 12, 30))],
    ],
    ids=["已撤销", "另有较晚的奖项"],
)
def test_no_reminder_without_need(awards: Sequence[Award]) -> None:
    assert composed(compose, held(*awards)) == []


def test_no_reminder_to_a_laureate_that_applies_again() -> None:
    judgement = voted((JIA,), repeats=(JIA,), rows={REGISTER: [SOON]})
    assert composed(compose, judgement) == []


def test_revocation_ends_the_reminder_unless_it_has_gone_out() -> None:
    judgement = replace(held(SOON), supervision=Supervision((revoked(SOON, date(2025, 1, 1)),)))
    assert keys(judgement) == []
    assert keys(registered(judgement, dispatch(26, None, date(2024, 9, 1), JIA))) == [(26, JIA)]


def test_faulty_register_reminds_nobody() -> None:
    judgement = held(SOON)
    wrong = problem("E-RULE-2801", At("获奖台账.xlsx"))
    assert composed(compose, replace(judgement, record=record({REGISTER: [SOON]}, [wrong]))) == []


def test_announcement_opens_recommendation_and_inspection() -> None:
    judgement = noticed(voted())
    assert keys(approved(judgement, announced=None)) == []
    assert keys(approved(judgement)) == [(27, JIA), (29, JIA), (27, YI), (29, YI), (27, BING)]


def test_inspection_names_the_prize() -> None:
    papers = [paper for paper in composed(compose, approved(noticed(voted()))) if isinstance(paper, UseInspection)]
    assert {paper.prize for paper in papers} == {50_000}


def test_revoked_laureate_is_not_recommended_any_more() -> None:
    judgement = approved(noticed(voted((JIA,), repeats=())))
    (given,) = judgement.announced
    judgement = replace(judgement, supervision=Supervision((revoked(given, date(2025, 1, 1)),)))
    assert keys(judgement) == []
    gone_out = registered(judgement, dispatch(27, "红质评办〔2024〕8号", date(2024, 12, 25), JIA))
    assert keys(gone_out) == [(27, JIA)]


def higher(award: HigherAwardKind = HigherAwardKind.CITY, proposed: Yuan | None = None) -> HigherAward:
    return row_of(
        HigherAward, uscc=YI, name=NAMES[YI], award=award, won=date(2025, 4, 28), evidence="某公告。", proposed=proposed
    )


def test_each_higher_award_has_its_own_request() -> None:
    rows = (higher(), higher(HigherAwardKind.PROVINCE))
    papers = composed(compose, replace(held(), supervision=Supervision(higher=rows)))
    assert [paper.subject for paper in papers] == [f"{YI}-市长质量奖", f"{YI}-省长质量奖"]
    assert len({paper.stem for paper in papers}) == 2
    assert {paper.subject_name for paper in papers} == {NAMES[YI]}


@pytest.mark.parametrize(("proposed", "draft"), [(None, True), (Yuan(100_000), False)], ids=["未提数额", "已提数额"])
def test_request_without_an_amount_stays_a_draft(proposed: Yuan | None, *, draft: bool) -> None:
    judgement = replace(held(), supervision=Supervision(higher=(higher(proposed=proposed),)))
    judgement = registered(judgement, dispatch(28, "红质评办〔2025〕3号", date(2025, 5, 6), f"{YI}-市长质量奖"))
    (paper,) = composed(compose, judgement, HigherAwardRequest)
    assert isinstance(paper, HigherAwardRequest)
    assert (paper.draft, paper.proposed, paper.evidence) == (draft, proposed, "某公告")


def test_award_is_named_with_its_year() -> None:
    row = award(cycle="第一届", year=2018, announced=date(2019, 1, 5), kind=AwardKind.FIRST, certificate=None)
    named = honour(row, RULES)
    assert (named.title, named.year, named.announced) == ("红旗区区长质量奖", 2018, date(2019, 1, 5))
    assert named.certificate == ""
