"""A name for a code, a number spelt otherwise, a code that only its papers confirm: settled over all workbooks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.addresses import at, example_book, find, located
from tests.mistakes.desk import Answer, Desk, Office, put
from tests.scenarios.events import happened, named, workbook
from toolchain.model.identifiers import is_identity_card
from toolchain.model.schema import USCC
from toolchain.model.sheets.checks import Event
from toolchain.model.sheets.committee import MemberRecusal
from toolchain.model.sheets.draw import Panel, Seed
from toolchain.model.sheets.event_vocabulary import ApplicantEventKind
from toolchain.model.sheets.events import ApplicantEvent

HENGTUO = "91410702MA40HT313A"
Run = Callable[[Callable[[Desk], None]], Answer]
BROKEN = "91410702MA40HT3139"
"""The code of an applicant of the example with a last character that its check does not give."""


@pytest.fixture(scope="module")
def office() -> Office:
    return Office()


@pytest.fixture
def run(office: Office, tmp_path: Path) -> Run:
    def answer(make: Callable[[Desk], None]) -> Answer:
        desk = Desk(office.files)
        make(desk)
        return office.run(desk, tmp_path)

    return answer


def told(answer: Answer) -> list[str]:
    return [f"{item.code} {item.at.sheet}!{item.at.cell}" for item in answer.added]


def rows(answer: Answer, sheet: type[Any]) -> tuple[Any, ...]:
    return answer.outcome.cycles[0].record.all(sheet)


def test_a_leader_named_by_name_is_taken_where_there_is_one(run: Run) -> None:
    answer = run(put("评审组抽取", "评审组", {"组长专家编号@服务业组": "赵敏"}))
    assert told(answer) == [located("N-CELL-01 评审组!组长专家编号@服务业组")]
    assert "E04" in {row.leader for row in rows(answer, Panel)}


def test_a_number_spelt_otherwise_is_taken(run: Run) -> None:
    answer = run(put("评审组抽取", "评审组", {"组长专家编号@服务业组": "e4"}))
    assert told(answer) == [located("N-CELL-01 评审组!组长专家编号@服务业组")]


def test_two_of_one_name_are_both_listed(run: Run) -> None:
    def make(desk: Desk) -> None:
        put("评审专家库", "专家", {"姓名@E02": "赵敏"})(desk)
        put("评审组抽取", "评审组", {"组长专家编号@制造业组": "赵敏"})(desk)

    found = [item for item in run(make).added if item.code == "E-REF-02"]
    assert [(item.at.cell, dict(item.facts)["candidates"]) for item in found] == [
        (find(example_book("评审组抽取")["评审组"], "组长专家编号@制造业组"), "E02、E04")
    ]


def test_a_panel_named_by_its_trade_is_taken(run: Run) -> None:
    answer = run(put("评审组抽取", "公开种子", {"组别@352614652316415263341625": "制造业"}))
    assert told(answer) == [located("N-CELL-01 公开种子!组别@352614652316415263341625")]
    assert rows(answer, Seed)[0].panel == "制造业组"


def test_an_organisation_named_by_name_is_taken(run: Run) -> None:
    answer = run(put("部门核查", "事件清单", {"统一社会信用代码@区级": "新乡市恒拓精密机械有限公司"}))
    assert located("N-CELL-01 事件清单!统一社会信用代码@区级") in told(answer)
    assert rows(answer, Event)[0].uscc == HENGTUO


def test_a_short_name_is_asked_about_with_the_full_one(run: Run) -> None:
    found = [
        item
        for item in run(put("部门核查", "事件清单", {"统一社会信用代码@区级": "恒拓精密"})).added
        if item.code == "E-REF-01"
    ]
    assert "新乡市恒拓精密机械有限公司" in dict(found[0].facts)["hint"]


def test_a_recusal_by_name_counts(run: Run) -> None:
    def make(desk: Desk) -> None:
        with desk.open("评委会会议") as book:
            sheet = book["委员回避"]
            name = at(book["委员与签到"], "姓名@W02").value
            row = at(sheet, "委员编号@第2行").row
            for column, value in enumerate((name, "新乡市恒拓精密机械有限公司", "亲属"), 1):
                sheet.cell(row, column).value = value

    answer = run(make)
    assert {located("N-CELL-01 委员回避!委员编号@第2行"), located("N-CELL-01 委员回避!统一社会信用代码@第2行")} <= set(
        told(answer)
    )
    assert HENGTUO in {row.uscc for row in rows(answer, MemberRecusal)}


def replace_code(desk: Desk, *, evidence: str) -> None:
    """Give an applicant a code that fails its check wherever it stands."""
    for name in list(desk.files):
        with desk.open(name.removesuffix(".xlsx")) as book:
            for sheet in book.worksheets:
                for line in sheet.iter_rows():
                    for cell in line:
                        if isinstance(cell.value, str) and HENGTUO in cell.value:
                            cell.value = cell.value.replace(HENGTUO, BROKEN)
                            if evidence and sheet.title == "收件登记":
                                column = at(sheet, "代码核验依据@栏名").column
                                sheet.cell(cell.row, column).value = evidence


def test_a_code_that_fails_its_check_blocks_until_its_evidence_is_on_record(run: Run) -> None:
    answer = run(lambda desk: replace_code(desk, evidence=""))
    codes = {item.code for item in answer.added}
    assert "E-USCC-05" in codes
    assert "N-USCC-07" not in codes


def test_a_code_that_fails_its_check_counts_by_its_evidence(run: Run) -> None:
    answer = run(lambda desk: replace_code(desk, evidence="营业执照原件，2025-04-10 王秀英向登记机关核实"))
    assert {item.code for item in answer.added if item.blocks} == set()
    assert "N-USCC-07" in {item.code for item in answer.added}
    assert BROKEN in {item.application.uscc for item in answer.outcome.cycles[0].judgement.acceptances}


def test_a_code_that_fails_its_check_counts_by_the_event_that_confirms_it(run: Run) -> None:
    """变更事项: 身份确认 on the day it was confirmed, by whom and on what paper (第十四条)."""
    who = {"uscc": USCC(BROKEN), "name": named(HENGTUO)}
    row = happened(ApplicantEvent, "D01", date(2025, 4, 10), kind=ApplicantEventKind.IDENTITY, **who)

    def confirmed(desk: Desk) -> None:
        replace_code(desk, evidence="")
        desk.files["变更事项.xlsx"] = workbook(row)

    answer = run(confirmed)
    assert {item.code for item in answer.added if item.blocks} == set()
    assert BROKEN in {item.application.uscc for item in answer.outcome.cycles[0].judgement.acceptances}


def test_an_identity_card_is_no_code_of_an_organisation(run: Run) -> None:
    assert is_identity_card("410702196001011235") is False
    card = next(f"41070219600101123{digit}" for digit in "0123456789X" if is_identity_card(f"41070219600101123{digit}"))
    assert located("E-USCC-06 事件清单!统一社会信用代码@区级") in told(
        run(put("部门核查", "事件清单", {"统一社会信用代码@区级": card}))
    )
