"""What a workbook of one cycle records counts in every other one, from its date (第二十五条至第二十八条)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.rows import row_of
from toolchain.cycle.example import FOLDER
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.pipeline import judge_all, produce, replay
from toolchain.cycle.resources import Resources
from toolchain.inbox.intake import Intake
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile
from toolchain.model.schema import USCC, Row
from toolchain.model.sheets import APPROVAL, EVENTS, REGISTER, SUPERVISION
from toolchain.model.sheets.approval import Approved, ExecutiveMeeting
from toolchain.model.sheets.event_vocabulary import ApplicantEventKind
from toolchain.model.sheets.events import ApplicantEvent
from toolchain.model.sheets.register import Award, Ban
from toolchain.model.sheets.supervision import Discipline, Incident
from toolchain.model.sheets.vocabulary import (
    BanCause,
    GovernmentDecision,
    IncidentDecision,
    Measure,
    RegisterStatus,
    YesNo,
)
from toolchain.model.workbook_declaration import Mark, Workbook
from toolchain.regulation.art14_acceptance import AcceptanceOutcome
from toolchain.stages.judgement import Judgement
from toolchain.workbooks.blank import write

VALVES = USCC("91410702MA43HY9421")
"""A laureate of 2019 that applies again; its papers came in on 2025-04-10, the deadline is 2025-04-30."""

NAME = "新乡市宏远阀门制造有限公司"
OTHER = "往届"
ACCEPTED, REFUSED = AcceptanceOutcome.ACCEPTED, AcceptanceOutcome.REFUSED


def beside(intake: Intake, book: Workbook, *rows: Row, cycle: str = OTHER) -> Intake:
    """Receive one more filled workbook, of another cycle or of the example, and lay it beside the example's."""
    known: dict[type[Row], list[Row]] = {}
    for row in rows:
        known.setdefault(type(row), []).append(row)
    name = f"{cycle}/{book.title}.xlsx"
    data = write(book, Mark(book.mark, book.version, cycle), known)
    found = receive([ScannedFile(name, data)])
    assert [item.problems for item in found.filled] == [()]
    return replace(
        intake,
        entries=(*intake.entries, *found.entries),
        filled=(*intake.filled, *found.filled),
        held={**intake.held, name: data},
    )


def fraud(approved: date, uscc: USCC = VALVES, name: str = NAME) -> Incident:
    return row_of(
        Incident,
        number="S09",
        uscc=uscc,
        name=name,
        happened=date(2019, 9, 1),
        found=date(2024, 12, 2),
        facts="伪造检验报告",
        evidence="调查报告",
        decision=IncidentDecision.REVOKE,
        meeting="第50次常务会议",
        approved=approved,
    )


def title(announced: date, until: date, **changes: object) -> Award:
    row = row_of(
        Award,
        uscc=VALVES,
        name=NAME,
        cycle=OTHER,
        year=announced.year,
        basis="红政〔2015〕1号",
        announced=announced,
        valid_until=until,
        certificate="证9",
    )
    return replace(row, **changes)


def example_of(intake: Intake, toolbox: Resources) -> tuple[CycleOutcome, Judgement]:
    outcome = next(item for item in judge_all(intake, toolbox).cycles if item.record.cycle == FOLDER)
    assert outcome.judgement is not None
    return outcome, outcome.judgement


def answer(j: Judgement, uscc: str = VALVES) -> tuple[AcceptanceOutcome, bool]:
    """Give the answer to an application, and whether it is a repeat one."""
    (found,) = [item for item in j.acceptances if item.application.uscc == uscc]
    return found.outcome, found.repeat


def cells(j: Judgement, case: str) -> list[tuple[str, str]]:
    """List file and cell of what a finding on the valves' application rests on."""
    (found,) = [
        one for item in j.acceptances if item.application.uscc == VALVES for one in item.findings if one.case == case
    ]
    return [(at.file, at.cell) for at in found.cells]


@pytest.mark.parametrize("cycle", [OTHER, FOLDER])
@pytest.mark.parametrize(
    ("approved", "expected"),
    [
        pytest.param(date(2025, 3, 1), (REFUSED, False), id="申报以前批准撤销"),
        pytest.param(date(2025, 4, 10), (REFUSED, False), id="收到当日批准撤销"),
        pytest.param(date(2025, 4, 11), (ACCEPTED, False), id="收到次日批准撤销"),
        pytest.param(date(2025, 5, 1), (ACCEPTED, True), id="截止次日批准撤销"),
    ],
)
def test_a_title_won_by_fraud_bars_whichever_workbook_tells_it(
    intake: Intake, toolbox: Resources, cycle: str, approved: date, expected: tuple[AcceptanceOutcome, bool]
) -> None:
    _, j = example_of(beside(intake, SUPERVISION, fraud(approved), cycle=cycle), toolbox)
    assert answer(j) == expected
    if expected[0] is REFUSED:
        assert cells(j, "25-ban")[1] == (f"{cycle}/监督事项.xlsx", "M6")


@pytest.mark.parametrize(
    ("approved", "code", "day", "awarded"),
    [
        pytest.param(date(2025, 7, 10), "W-EVENT-11", "2025年7月10日", False, id="表决当日"),
        pytest.param(date(2025, 7, 11), "W-EVENT-11", "2025年7月23日", False, id="表决次日"),
        pytest.param(date(2025, 7, 23), "W-EVENT-11", "2025年7月23日", False, id="公示结束当日"),
        pytest.param(date(2025, 7, 24), "W-EVENT-13", "2025年8月8日", True, id="公示结束次日，公告已经印发"),
    ],
)
def test_a_ban_that_another_cycle_records_is_met_at_the_next_step(
    intake: Intake, toolbox: Resources, approved: date, code: str, day: str, awarded: bool
) -> None:
    _, j = example_of(beside(intake, SUPERVISION, fraud(approved)), toolbox)
    (found,) = [item for item in j.problems if item.code in {"W-EVENT-11", "W-EVENT-13"}]
    assert (found.code, found.subject, dict(found.facts)["day"]) == (code, VALVES, day)
    assert found.at.file == f"{OTHER}/监督事项.xlsx"
    assert any(item.uscc == VALVES for item in j.announced) is awarded


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        pytest.param(date(2019, 4, 10), ACCEPTED, id="六年对应日收到"),
        pytest.param(date(2019, 4, 11), REFUSED, id="六年差一日收到"),
    ],
)
def test_a_ban_in_the_register_of_another_cycle(
    intake: Intake, toolbox: Resources, since: date, expected: AcceptanceOutcome
) -> None:
    ban = row_of(Ban, uscc=VALVES, name=NAME, cause=BanCause.FRAUD, since=since, evidence="公告")
    _, j = example_of(beside(intake, REGISTER, ban), toolbox)
    assert answer(j)[0] is expected


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        pytest.param(date(2025, 4, 29), (ACCEPTED, True), id="截止前一日期满"),
        pytest.param(date(2025, 4, 30), (REFUSED, True), id="截止当日仍有效"),
        pytest.param(date(2025, 5, 1), (REFUSED, True), id="截止次日仍有效"),
    ],
)
def test_a_title_in_the_register_of_another_cycle(
    intake: Intake, toolbox: Resources, until: date, expected: tuple[AcceptanceOutcome, bool]
) -> None:
    _, j = example_of(beside(intake, REGISTER, title(date(2021, 4, 30), until)), toolbox)
    assert answer(j) == expected


@pytest.mark.parametrize(
    ("announced", "expected"),
    [
        pytest.param(date(2021, 4, 29), ACCEPTED, id="至截止前一日满四年"),
        pytest.param(date(2021, 4, 30), REFUSED, id="至截止当日满四年"),
        pytest.param(date(2025, 4, 30), REFUSED, id="截止当日公告"),
        pytest.param(date(2025, 5, 1), ACCEPTED, id="截止次日公告"),
    ],
)
def test_a_title_that_another_cycle_announced_and_nobody_carried_over(
    intake: Intake, toolbox: Resources, announced: date, expected: AcceptanceOutcome
) -> None:
    meeting = row_of(ExecutiveMeeting, number="第30次", held=announced, announced=announced)
    row = row_of(Approved, uscc=VALVES, name=NAME, certificate="证9")
    _, j = example_of(beside(intake, APPROVAL, meeting, row), toolbox)
    assert answer(j)[0] is expected
    refused = replace(row, decision=GovernmentDecision.REFUSED, certificate=None)
    assert answer(example_of(beside(intake, APPROVAL, meeting, refused), toolbox)[1])[0] is ACCEPTED


@pytest.mark.parametrize(
    ("same", "expected"),
    [pytest.param(YesNo.YES, REFUSED, id="同一单位"), pytest.param(YesNo.NO, ACCEPTED, id="另一单位")],
)
def test_a_ban_follows_an_organisation_to_its_new_code(
    intake: Intake, toolbox: Resources, same: YesNo, expected: AcceptanceOutcome
) -> None:
    old = USCC("91410700172960120A")
    ban = row_of(Ban, uscc=old, name="旧名称", cause=BanCause.FRAUD, since=date(2024, 1, 8), evidence="公告")
    recoded = row_of(
        ApplicantEvent,
        uscc=old,
        name="旧名称",
        kind=ApplicantEventKind.RECODED,
        effective=date(2024, 6, 3),
        decided_by="评审办",
        paper="登记通知书",
        new_code=VALVES,
        same=same,
    )
    both = beside(beside(intake, REGISTER, ban), EVENTS, recoded)
    assert answer(example_of(both, toolbox)[1])[0] is expected


@pytest.mark.parametrize(
    ("decided", "name", "kept_out"),
    [
        pytest.param(date(2025, 6, 9), "吴昊", True, id="抽取前一日"),
        pytest.param(date(2025, 6, 10), "吴昊", True, id="抽取当日"),
        pytest.param(date(2025, 6, 11), "吴昊", False, id="抽取次日"),
        pytest.param(date(2025, 6, 9), "吴某", False, id="同号不同人"),
    ],
)
def test_a_reviewer_removed_in_another_cycle(
    intake: Intake, toolbox: Resources, decided: date, name: str, kept_out: bool
) -> None:
    row = row_of(
        Discipline,
        expert="E09",
        name=name,
        measure=Measure.REMOVAL,
        decided=decided,
    )
    _, j = example_of(beside(intake, SUPERVISION, row), toolbox)
    cases = {
        finding.case
        for pool in j.panels.pools
        for entry in pool.entries
        if entry.expert.number == "E09"
        for finding in entry.findings
    }
    assert ("26-removed" in cases) is kept_out


def test_a_workbook_that_names_nobody_of_the_cycle_is_left_out(intake: Intake, toolbox: Resources) -> None:
    stranger = fraud(date(2025, 3, 1), USCC("91410700172960120A"), "某公司")
    outcome, j = example_of(beside(intake, SUPERVISION, stranger), toolbox)
    assert outcome.record.others == ()
    assert j.announced == example_of(intake, toolbox)[1].announced


def test_the_next_register_carries_what_another_cycle_revoked(intake: Intake, toolbox: Resources) -> None:
    _, j = example_of(beside(intake, SUPERVISION, fraud(date(2026, 9, 1))), toolbox)
    (entered,) = [row for row in j.register if row.uscc == VALVES and row.cycle == "2019届"]
    assert (entered.status, entered.revoked) == (RegisterStatus.REVOKED_FRAUD, date(2026, 9, 1))
    assert date(2026, 9, 1) in {ban.since for ban in j.bans if ban.uscc == VALVES}


def test_the_archive_of_a_cycle_is_enough_to_redo_it(intake: Intake, toolbox: Resources) -> None:
    """A cycle keeps the other cycles' workbooks that it stands on, or nobody could verify it."""
    told = beside(intake, SUPERVISION, fraud(date(2025, 3, 1)))
    outcome = judge_all(told, toolbox)
    (cycle,) = [item for item in outcome.cycles if item.record.cycle == FOLDER]
    books = {name: data for name, data in told.held.items() if name in {item.file for item in cycle.record.filled}}
    books |= {item.file: told.held[item.file] for item in cycle.record.others}
    again = replay(toolbox)(FOLDER, {name: bytes(data) for name, data in books.items()})
    assert again is not None
    made = {item.path: item.data for item in produce(outcome, toolbox)[FOLDER]}
    assert made
    assert {item.path: item.data for item in again.outputs} == made
