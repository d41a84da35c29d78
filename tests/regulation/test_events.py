"""Which rows of 变更事项 hold: complete for their kind, under a number of their own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.rows import recorded
from toolchain.model.record import Record
from toolchain.model.schema import USCC, Place, Row
from toolchain.model.sheets.event_vocabulary import (
    ApplicantEventKind,
    DecisionKind,
    DecisionResult,
    MoneyKind,
    PaperEventKind,
    PersonEventKind,
    ScheduleEventKind,
)
from toolchain.model.sheets.events import (
    ApplicantEvent,
    DecisionEvent,
    MoneyEntry,
    PaperEvent,
    PersonEvent,
    ScheduleEvent,
)
from toolchain.regulation.events import complete

DAY = date(2026, 5, 20)
CODE = USCC("914107020706795570")


def placed(sheet: type[Row], line: int, **values: object) -> Any:
    names = [item for item in sheet._names if item != "at"]
    cells = {name: chr(ord("A") + index) for index, name in enumerate(names)}
    common = {"number": f"X{line}", "effective": DAY, "decided_by": "评审办", "paper": "红质评办〔2026〕9号"}
    given = {name: value for name, value in {**common, **values}.items() if name in names}
    return sheet(**given, at=Place("变更事项.xlsx", sheet.sheet.title, cells, line))


def codes(*rows: Row) -> list[tuple[str, str, str]]:
    return [(item.code, item.at.sheet, item.at.cell) for item in complete(recorded(*rows))[1]]


APPLICANT = {"uscc": CODE, "name": "甲公司"}
PERSON = {"person": "E01", "name": "张三", "reason": "住院"}

INCOMPLETE: list[tuple[type[Row], dict[str, object], list[str]]] = [
    (ApplicantEvent, {"kind": ApplicantEventKind.WITHDRAWAL, **APPLICANT}, []),
    (ApplicantEvent, {"kind": ApplicantEventKind.RENAMED, **APPLICANT}, ["new_name"]),
    (ApplicantEvent, {"kind": ApplicantEventKind.RECODED, **APPLICANT}, ["new_code", "same"]),
    (ApplicantEvent, {"kind": ApplicantEventKind.CONTACT, **APPLICANT}, ["contact", "phone"]),
    (PersonEvent, {"kind": PersonEventKind.REVIEWER_LEAVES, **PERSON}, ["panel", "scores"]),
    (PersonEvent, {"kind": PersonEventKind.MEMBER_LEAVES, **PERSON}, ["round"]),
    (PersonEvent, {"kind": PersonEventKind.MEMBER_RECUSED, **PERSON}, ["uscc"]),
    (ScheduleEvent, {"kind": ScheduleEventKind.AS_OF, "paper": None}, []),
    (ScheduleEvent, {"kind": ScheduleEventKind.CLOSED}, ["phase"]),
    (ScheduleEvent, {"kind": ScheduleEventKind.EXTENDED, "paper": None}, ["paper", "until", "measured", "reason"]),
    (ScheduleEvent, {"kind": ScheduleEventKind.STOPPED, "reason": "洪灾"}, []),
    (PaperEvent, {"kind": PaperEventKind.CORRECTED, "document": 23}, ["place", "wrong", "right"]),
    (PaperEvent, {"kind": PaperEventKind.DELIVERED, "document": 5}, ["method", "receiver"]),
    (DecisionEvent, {"kind": DecisionKind.TIE, "reason": "同票"}, ["uscc", "result", "favour", "voters"]),
    (DecisionEvent, {"kind": DecisionKind.INTENDED, "reason": "骗取"}, ["incident"]),
    (MoneyEntry, {"kind": MoneyKind.DEMANDED, "incident": "S01"}, ["until"]),
    (MoneyEntry, {"kind": MoneyKind.WAIVED, "incident": "S01", "paper": None}, ["amount", "paper"]),
]


@pytest.mark.parametrize(("sheet", "values", "fields"), INCOMPLETE)
def test_a_row_holds_only_with_what_its_kind_needs(
    sheet: type[Row], values: dict[str, object], fields: list[str]
) -> None:
    row = placed(sheet, 7, **values)
    events, problems = complete(recorded(row))
    assert sorted(item.at.cell for item in problems) == sorted(row.where(field).cell for field in fields)
    assert {item.code for item in problems} <= {"E-EVENT-01"}
    assert events.all == (() if fields else (row,))


def test_two_events_never_share_a_number() -> None:
    first = placed(ApplicantEvent, 6, number="D01", kind=ApplicantEventKind.WITHDRAWAL, **APPLICANT)
    second = placed(ScheduleEvent, 9, number="D01", kind=ScheduleEventKind.AS_OF)
    assert codes(first, second) == [("E-EVENT-02", "日程变更", second.where("number").cell)]
    assert complete(recorded(first, second))[0].all == (first,)


@pytest.mark.parametrize(
    ("kind", "result", "sound"),
    [
        (DecisionKind.STATEMENT, DecisionResult.REJECTED, True),
        (DecisionKind.STATEMENT, DecisionResult.INCLUDED, False),
        (DecisionKind.LATE_FACT, DecisionResult.WAITS, True),
        (DecisionKind.LATE_FACT, DecisionResult.SILENT, False),
        (DecisionKind.TIE, DecisionResult.EXCLUDED, True),
        (DecisionKind.TIE, DecisionResult.ACCEPTED, False),
    ],
)
def test_a_decision_comes_only_to_what_it_can(kind: DecisionKind, result: DecisionResult, *, sound: bool) -> None:
    row = placed(
        DecisionEvent, 6, kind=kind, uscc=CODE, incident="S01", result=result, favour=9, voters=13, reason="见附件"
    )
    assert codes(row) == ([] if sound else [("E-EVENT-03", "决定事项", row.where("result").cell)])


def test_no_workbook_no_events() -> None:
    events, problems = complete(Record("2026届", ()))
    assert not events.all
    assert not problems
