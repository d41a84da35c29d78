"""第二十五条, 第二十六条, 第二十八条: titles, bans and codes by all workbooks of all cycles, each of them once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.regulation.awards import award
from tests.regulation.conftest import TEMPLATES
from tests.regulation.placed import FIRST, FOURTH, SECOND, THIRD
from tests.regulation.test_art25_revocation import REVOKE, approved
from tests.rows import recorded, row_of
from toolchain.model.parameters import load_rules
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import USCC, Row
from toolchain.model.sheets.approval import Approved, ExecutiveMeeting
from toolchain.model.sheets.event_vocabulary import ApplicantEventKind, DecisionKind, DecisionResult
from toolchain.model.sheets.events import ApplicantEvent, DecisionEvent
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.register import Ban
from toolchain.model.sheets.supervision import Discipline
from toolchain.model.sheets.vocabulary import BanCause, GovernmentDecision, IncidentKind, Measure, RegisterStatus, YesNo
from toolchain.regulation.legal_status import LegalStatus, bans_elsewhere, discipline, on_record, revoked_elsewhere

GONE = RegisterStatus.REVOKED_CONDUCT
EARLY, LATE = date(2025, 3, 3), date(2025, 9, 9)
DAY = date(2026, 10, 31)


def ban(uscc: USCC = FIRST, since: date = EARLY, cause: BanCause = BanCause.FRAUD) -> Ban:
    return row_of(Ban, uscc=uscc, cause=cause, since=since)


@pytest.mark.parametrize(
    ("codes", "same"),
    [
        ((), {FIRST}),
        (((FIRST, SECOND),), {FIRST, SECOND}),
        (((SECOND, FIRST),), {FIRST, SECOND}),
        (((FIRST, SECOND), (SECOND, THIRD)), {FIRST, SECOND, THIRD}),
        (((SECOND, THIRD), (THIRD, FIRST)), {FIRST, SECOND, THIRD}),
        (((FIRST, THIRD), (SECOND, THIRD)), {FIRST, THIRD}),
        (((SECOND, THIRD),), {FIRST}),
        (((FIRST, SECOND), (SECOND, FIRST)), {FIRST, SECOND}),
    ],
    ids=["没有变更", "变为", "由来", "两次", "由来两次", "并入同一家的另一家不算", "别家", "改回"],
)
def test_the_codes_of_one_organisation(codes: tuple[tuple[str, str], ...], same: set[str]) -> None:
    assert LegalStatus(awards=(), bans=(), codes=codes).same(FIRST) == same


def test_titles_and_bans_follow_to_the_new_code() -> None:
    status = LegalStatus(
        awards=(award(uscc=SECOND), award(announced=date(2020, 1, 6), valid_until=date(2024, 1, 6)), award(uscc=THIRD)),
        bans=(ban(SECOND), ban(FIRST, LATE), ban(THIRD)),
        codes=((SECOND, FIRST),),
    )
    assert [(row.uscc, row.announced.year) for row in status.awards_of(FIRST)] == [(FIRST, 2022), (FIRST, 2020)]
    assert [(row.uscc, row.since) for row in status.bans_of(FIRST)] == [(FIRST, EARLY), (FIRST, LATE)]
    assert [row.announced.year for row in status.titles(FIRST, DAY)] == [2022]
    assert status.titles(FIRST, date(2027, 1, 1)) == ()


@pytest.mark.parametrize(
    ("kind", "same", "new", "joined"),
    [
        (ApplicantEventKind.RECODED, YesNo.YES, SECOND, True),
        (ApplicantEventKind.MERGED, YesNo.YES, SECOND, True),
        (ApplicantEventKind.DIVIDED, YesNo.YES, SECOND, True),
        (ApplicantEventKind.RENAMED, YesNo.YES, SECOND, False),
        (ApplicantEventKind.RECODED, YesNo.NO, SECOND, False),
        (ApplicantEventKind.RECODED, None, SECOND, False),
        (ApplicantEventKind.RECODED, YesNo.YES, None, False),
        (ApplicantEventKind.RECODED, YesNo.YES, FIRST, False),
    ],
)
@pytest.mark.parametrize("elsewhere", [False, True], ids=["本届", "别届"])
def test_a_new_code_is_the_same_organisation_where_people_said_so(
    rules: Rules, kind: ApplicantEventKind, same: YesNo | None, new: USCC | None, *, joined: bool, elsewhere: bool
) -> None:
    row = row_of(ApplicantEvent, uscc=FIRST, kind=kind, same=same, new_code=new)
    record = recorded(others=[row]) if elsewhere else recorded(row)
    assert on_record(record, rules).codes == ((FIRST, SECOND),) * joined


def revoked(day: date | None, **changes: object) -> Any:
    return award(revoked=day, status=RegisterStatus.VALID if day is None else GONE, **changes)


@pytest.mark.parametrize(
    ("mine", "theirs", "counts"),
    [
        pytest.param(None, None, None, id="都有效"),
        pytest.param(EARLY, None, EARLY, id="本届撤销"),
        pytest.param(None, LATE, LATE, id="别届撤销"),
        pytest.param(LATE, EARLY, EARLY, id="别届先撤销"),
        pytest.param(EARLY, LATE, EARLY, id="本届先撤销"),
        pytest.param(EARLY, EARLY, EARLY, id="同日"),
    ],
)
def test_a_title_revoked_in_any_cycle_is_revoked_from_its_day(
    rules: Rules, mine: date | None, theirs: date | None, counts: date | None
) -> None:
    own, other = revoked(mine, name="今名"), revoked(theirs, name="旧名")
    record = recorded(own, others=[other])
    for found in (on_record(record, rules).awards, revoked_elsewhere([own], record, rules)):
        assert [(row.name, row.revoked) for row in found] == [("今名", counts)]
        assert found[0].status is (RegisterStatus.VALID if counts is None else GONE)


def test_alone_a_register_stands_as_it_is(rules: Rules) -> None:
    record = recorded(award(), ban())
    assert revoked_elsewhere([award()], record, rules) == (award(),)
    assert bans_elsewhere(record, [award()], rules) == (ban(),)


def test_one_decision_in_two_workbooks_revokes_and_bans_once(rules: Rules) -> None:
    decided = approved(IncidentKind.FRAUD, REVOKE, approved=EARLY, found=date(2025, 1, 6))
    record = recorded(award(), decided, others=[decided])
    status = on_record(record, rules)
    assert [row.revoked for row in status.awards] == [EARLY]
    assert [(row.uscc, row.since) for row in status.bans] == [(FIRST, EARLY)]
    assert [row.revoked for row in revoked_elsewhere([award()], record, rules)] == [EARLY]
    assert [row.since for row in bans_elsewhere(record, [award()], rules)] == [EARLY]


def test_bans_of_others_concern_only_whom_the_register_names(rules: Rules) -> None:
    record = recorded(ban(SECOND, LATE), others=[ban(SECOND, LATE), ban(SECOND), ban(THIRD), ban(FIRST)])
    found = bans_elsewhere(record, [award()], rules)
    assert [(row.uscc, row.since) for row in found] == [(SECOND, LATE), (SECOND, EARLY), (FIRST, EARLY)]


def measure(expert: str, name: str, decided: date = EARLY) -> Discipline:
    return row_of(Discipline, expert=expert, name=name, measure=Measure.REMOVAL, decided=decided)


@pytest.mark.parametrize(
    ("theirs", "counts"),
    [
        pytest.param(measure("E02", "乙"), True, id="号和姓名都对"),
        pytest.param(measure("E02", "丙"), False, id="同号不同人"),
        pytest.param(measure("E03", "乙"), False, id="同名不同号"),
        pytest.param(measure("E01", "甲"), False, id="本届已有"),
        pytest.param(measure("E01", "甲", LATE), True, id="另一次"),
    ],
)
def test_a_measure_of_another_cycle(theirs: Discipline, *, counts: bool) -> None:
    experts: list[Row] = [row_of(Expert, number="E01", name="甲"), row_of(Expert, number="E02", name="乙")]
    own = measure("E01", "甲")
    assert discipline(recorded(*experts, own, others=[theirs])) == (own, *[theirs] * counts)


MEETING = row_of(ExecutiveMeeting, announced=LATE)


@pytest.mark.parametrize(
    ("meeting", "decision", "counts"),
    [
        (MEETING, GovernmentDecision.APPROVED, True),
        (MEETING, GovernmentDecision.REFUSED, False),
        (row_of(ExecutiveMeeting), GovernmentDecision.APPROVED, False),
        (None, GovernmentDecision.APPROVED, False),
    ],
)
def test_what_another_government_announced_is_a_title(
    rules: Rules, meeting: ExecutiveMeeting | None, decision: GovernmentDecision, *, counts: bool
) -> None:
    row = row_of(Approved, uscc=FOURTH, name="丁", decision=decision, certificate="证9")
    others = [row] if meeting is None else [meeting, row]
    found = on_record(recorded(others=others), rules).awards
    until = date(2029, 9, 9)
    assert [(row.uscc, row.cycle, row.announced, row.valid_until, row.certificate) for row in found] == [
        (FOURTH, "2024届", LATE, until, "证9")
    ] * counts


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, True),
        ({"kind": DecisionKind.STATEMENT}, False),
        ({"result": DecisionResult.WAITS}, False),
        ({"announced": None}, False),
        ({"uscc": None}, False),
    ],
)
def test_what_was_deferred_and_announced_afterwards_is_a_title(
    rules: Rules, changes: dict[str, object], *, counts: bool
) -> None:
    given = {"kind": DecisionKind.LATER, "result": DecisionResult.AWARDED, "announced": LATE, "uscc": FOURTH}
    row = row_of(DecisionEvent, **{**given, **changes})
    assert [row.announced for row in on_record(recorded(others=[row]), rules).awards] == [LATE] * counts


def test_grades_are_told_apart_by_the_register_alone(rules: Rules) -> None:
    record = recorded(others=[MEETING, row_of(Approved, uscc=FOURTH)])
    graded = load_rules(TEMPLATES.parent / "examples" / "办法" / "湾北新区.toml")
    assert graded.lower
    assert not rules.lower
    assert [len(on_record(record, item).awards) for item in (rules, graded)] == [1, 0]
