"""The register carried on (第二十五条, 第二十八条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.regulation.awards import award, repeat
from tests.regulation.placed import FIRST, FOURTH, SECOND, THIRD
from tests.rows import row_of
from toolchain.model.parameters import load_rules
from toolchain.model.schema import Yuan
from toolchain.model.sheets.approval import Approved, ExecutiveMeeting
from toolchain.model.sheets.register import Ban
from toolchain.model.sheets.settings import Cycle
from toolchain.model.sheets.supervision import Incident
from toolchain.model.sheets.vocabulary import (
    AwardKind,
    BanCause,
    IncidentDecision,
    IncidentKind,
    RegisterStatus,
)
from toolchain.regulation.art18_notice import Approval
from toolchain.regulation.art25_revocation import rule
from toolchain.regulation.register import awarded, banned, carried, expired, revoked

CYCLE = row_of(
    Cycle,
    cycle="2027届",
    year=2027,
    announced=date(2027, 5, 10),
    opens=date(2027, 5, 17),
    deadline=date(2027, 6, 30),
    contact="某人",
    phone="0373-0000000",
    supervision_phone="0373-0000001",
    email="a@example.invalid",
)
RULES = load_rules(Path(__file__).resolve().parents[2] / "templates" / "regulation" / "2022-76.toml")
ANNOUNCED = date(2028, 2, 29)
BAN = row_of(Ban, uscc=FIRST, since=date(2021, 1, 1), evidence="批复")


def approval(announced: date | None = ANNOUNCED) -> Approval:
    rows = tuple(
        row_of(Approved, uscc=uscc, name=name, certificate=f"证{name}")
        for uscc, name in ((FIRST, "甲"), (SECOND, "乙"), (THIRD, "丙"), (FOURTH, "丁"))
    )
    meeting = row_of(ExecutiveMeeting, held=date(2028, 2, 1), announced=announced)
    return Approval(meeting, (SECOND, FIRST, THIRD), (FOURTH,), announced, rows)


def incident(kind: IncidentKind, approved: date | None, happened: date) -> Incident:
    return row_of(
        Incident,
        uscc=FIRST,
        kind=kind,
        happened=happened,
        found=date(2025, 10, 21),
        decision=IncidentDecision.REVOKE,
        meeting=None if approved is None else "第61次",
        approved=approved,
    )


FRAUD = incident(IncidentKind.FRAUD, date(2026, 1, 16), date(2022, 9, 20))
ACCIDENT = incident(IncidentKind.ACCIDENT, date(2026, 1, 16), date(2024, 5, 6))


def test_new_awards_run_four_years_from_the_announcement() -> None:
    found = awarded(approval(), {FIRST: 50_000, SECOND: 0, THIRD: 100_000}, {SECOND}, CYCLE, RULES, {THIRD})
    assert [(row.uscc, row.kind, row.prize) for row in found] == [
        (SECOND, AwardKind.REPEAT, 0),
        (FIRST, AwardKind.FIRST, 50_000),
        (THIRD, AwardKind.NOMINATION, 100_000),
    ]
    assert {(row.announced, row.valid_until, row.status) for row in found} == {
        (ANNOUNCED, date(2032, 2, 29), RegisterStatus.VALID)
    }
    assert [row.certificate for row in found] == ["证乙", "证甲", "证丙"]
    assert {row.basis for row in found} == {RULES.document}
    assert {(row.cycle, row.year) for row in found} == {(CYCLE.cycle, CYCLE.year)}


def test_before_the_announcement_there_is_no_award() -> None:
    assert awarded(approval(None), {}, (), CYCLE, RULES) == ()


def test_an_award_entered_by_hand_stands_as_entered() -> None:
    entered = award(prize=Yuan(1))
    assert carried([entered], [award(), repeat()]) == (entered, repeat())
    assert carried([entered], [award(announced=date(2022, 12, 31))]) == (entered,)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        pytest.param(date(2026, 12, 29), RegisterStatus.VALID, id="期满前一日"),
        pytest.param(date(2026, 12, 30), RegisterStatus.VALID, id="有效期末日"),
        pytest.param(date(2026, 12, 31), RegisterStatus.EXPIRED, id="期满次日"),
    ],
)
def test_an_award_that_ran_out(day: date, status: RegisterStatus) -> None:
    assert [row.status for row in expired([award()], day)] == [status]


def test_a_revoked_award_does_not_expire() -> None:
    gone = award(status=RegisterStatus.REVOKED_FRAUD, revoked=date(2025, 1, 1))
    assert expired([gone], date(2030, 1, 1)) == (gone,)


@pytest.mark.parametrize(
    ("row", "status"),
    [
        pytest.param(FRAUD, RegisterStatus.REVOKED_FRAUD, id="第一款"),
        pytest.param(ACCIDENT, RegisterStatus.REVOKED_CONDUCT, id="第二款"),
    ],
)
def test_an_approved_revocation_is_entered_once(row: Incident, status: RegisterStatus) -> None:
    rulings, _ = rule([row], [award(), repeat()], RULES)
    found = revoked([award(), repeat()], rulings)
    assert [(item.status, item.revoked) for item in found] == [
        (status, date(2026, 1, 16)),
        (RegisterStatus.VALID, None),
    ]
    again, problems = rule([row], found, RULES)
    assert (revoked(found, again), problems) == (found, ())


@pytest.mark.parametrize("kind", [IncidentKind.FRAUD, IncidentKind.ACCIDENT])
def test_without_approval_nothing_is_entered(kind: IncidentKind) -> None:
    happened = FRAUD.happened if kind is IncidentKind.FRAUD else ACCIDENT.happened
    rulings, _ = rule([incident(kind, None, happened)], [award()], RULES)
    assert revoked([award()], rulings) == (award(),)
    assert banned([BAN], rulings) == (BAN,)


def test_only_fraud_brings_a_ban_and_only_one() -> None:
    rulings, _ = rule([FRAUD], [award()], RULES)
    found = banned([BAN], rulings)
    assert [(item.cause, item.since) for item in found] == [
        (BanCause.CHEATING, date(2021, 1, 1)),
        (BanCause.FRAUD, date(2026, 1, 16)),
    ]
    assert banned(found, rulings) == found
    rulings, _ = rule([ACCIDENT], [award()], RULES)
    assert banned([BAN], rulings) == (BAN,)
