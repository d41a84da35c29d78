"""Rows of every sheet, without fault and of made-up parties: a test gives only what it is about.

What a test does not give, and the sheet asks for, comes from ``USUAL``, else from the declaration of the column: so a
new required column is no place in the tests, or one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from toolchain.model.record import FilledWorkbook, Record
from toolchain.model.schema import USCC, Column, Row, Share, WanYuan, Yuan, columns
from toolchain.model.sheets import WORKBOOKS
from toolchain.model.sheets.application import Applicant, Attachment, Declaration, FiscalYear, QualityPractice
from toolchain.model.sheets.approval import Approved, ExecutiveMeeting
from toolchain.model.sheets.checks import Check, Event
from toolchain.model.sheets.committee import Meeting, MemberRecusal
from toolchain.model.sheets.draw import Panel, Refusal, Seed
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.notice import Objection, Posting
from toolchain.model.sheets.register import Award, Ban
from toolchain.model.sheets.settings import Cycle, CycleRules, Dispatch
from toolchain.model.sheets.supervision import Discipline, Incident
from toolchain.model.sheets.vocabulary import (
    BallotForm,
    Degree,
    ExpertStatus,
    Outcome,
    Scope,
    Scoring,
    TieBreak,
    Trimming,
    Verdict,
    YesNo,
)
from toolchain.model.workbook_declaration import Mark, Workbook

R = TypeVar("R", bound=Row)

FIRST = USCC("91410702MA44ABCD5P")
DAY = date(2026, 9, 1)

USUAL: Mapping[type[Row], Mapping[str, object]] = {
    Cycle: {
        "cycle": "2026届",
        "year": 2026,
        "announced": date(2026, 8, 3),
        "opens": date(2026, 8, 10),
        "deadline": date(2026, 10, 30),
        "supplement_days": 5,
        "contact": "柳青",
        "phone": "0373-0000001",
        "supervision_phone": "0373-0000002",
        "email": "office@example.invalid",
        "address": "某路1号",
        "postcode": "453000",
        "website": "某网站",
    },
    CycleRules: {
        "criteria_edition": "GB/T 19580—2012",
        "scoring": Scoring.PERCENT,
        "desk_weight": Share("40%"),
        "site_weight": Share("60%"),
        "trimming": Trimming.NONE,
        "tie_break": TieBreak.SHARED,
        "scope": Scope.OVERALL,
        "candidates": 5,
        "ballot_form": BallotForm.SINGLE,
    },
    Dispatch: {"title": "文书"},
    Applicant: {
        "name": "甲制造有限公司",
        "address": "河南省新乡市红旗区某路1号",
        "established": date(2015, 3, 5),
        "nonprofit": YesNo.NO,
        "trade": "制造业",
        "specialised": YesNo.NO,
        "employees": 120,
        "representative": "某甲",
        "contact": "某乙",
        "phone": "0373-0000003",
        "filled": date(2026, 9, 3),
    },
    FiscalYear: {
        "revenue": WanYuan(Decimal(1000)),
        "profit": WanYuan(Decimal(10)),
        "net_profit": WanYuan(Decimal(8)),
        "assets": WanYuan(Decimal(1000)),
    },
    QualityPractice: {"system": "已认证"},
    Declaration: {"answer": YesNo.NO},
    Attachment: {"required": YesNo.YES, "provided": YesNo.YES},
    Check: {"name": "甲制造有限公司", "matter": "事项", "verdict": Verdict.MET, "checked": date(2026, 11, 5)},
    Event: {"responsible": YesNo.YES, "overturned": YesNo.NO, "facts": "某事实。", "department": "某局"},
    Expert: {
        "number": "E01",
        "position": "教授",
        "degree": Degree.BACHELOR,
        "senior": YesNo.YES,
        "since": date(2000, 1, 1),
        "trades": ("制造业",),
        "auditor": YesNo.YES,
        "standards": YesNo.YES,
        "policy": Verdict.MET,
        "ethics": Verdict.MET,
        "status": ExpertStatus.ACTIVE,
    },
    Panel: {"panel": "制造业组", "trade": "制造业", "size": 3},
    Seed: {"panel": "制造业组"},
    Refusal: {"panel": "制造业组", "refused": date(2026, 11, 21), "reason": "出差"},
    Meeting: {"place": "会议室"},
    MemberRecusal: {"reason": "某关系"},
    Posting: {"number": 1, "place": "网站"},
    Objection: {"number": "Y01", "objector": "某人", "contact": "某处", "accepted": YesNo.YES, "outcome": Outcome.OPEN},
    ExecutiveMeeting: {"number": "第45次"},
    Approved: {"name": "甲"},
    Award: {
        "name": "甲制造有限公司",
        "cycle": "2022届",
        "year": 2022,
        "basis": "红政〔2022〕76号",
        "announced": date(2022, 12, 30),
        "valid_until": date(2026, 12, 30),
        "prize": Yuan(50_000),
    },
    Ban: {"name": "甲", "evidence": "决定"},
    Discipline: {"facts": "收受礼品", "decided_by": "评审办"},
    Incident: {
        "number": "S01",
        "name": "甲制造有限公司",
        "facts": "某事实",
        "evidence": "某材料",
        "outcome": Outcome.UPHELD,
    },
}
"""Sheet → what its rows hold unless a test says otherwise: where the plain value of a column would not do."""


def row_of(sheet: type[R], **given: Any) -> R:
    """Make a row of a sheet: the values given, and plain ones for all other columns that have no default."""
    usual = USUAL.get(sheet, {})
    asked = [item for item in columns(sheet) if item.name not in sheet._defaults]
    plain = {item.name: usual[item.name] if item.name in usual else _plain(item) for item in asked}
    return sheet(**{**plain, **given})


def filled(*rows: Row, cycle: str = "2026届") -> tuple[FilledWorkbook, ...]:
    """Lay rows into the workbooks that their sheets belong to, one copy of each."""
    books: dict[Workbook, dict[type[Row], tuple[Row, ...]]] = {}
    for item in rows:
        sheets = books.setdefault(next(book for book in WORKBOOKS if type(item) in book.sheets), {})
        sheets[type(item)] = (*sheets.get(type(item), ()), item)
    return tuple(
        FilledWorkbook(f"{cycle}/{book.title}.xlsx", Mark(book.mark, book.version, cycle), rows=sheets)
        for book, sheets in books.items()
    )


def recorded(*rows: Row, others: Iterable[Row] = (), cycle: str = "2026届") -> Record:
    """Give the record of a cycle that holds some rows, beside those of the cycle before."""
    return Record(cycle, filled(*rows, cycle=cycle), filled(*others, cycle="2024届"))


def _plain(column: Column) -> object:
    """Give a value that a column may hold: nothing where it may be blank, the first one of a closed vocabulary."""
    kind = column.element
    if not column.required:
        return None
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        value: object = next(iter(kind))
    elif kind is USCC:
        value = FIRST
    elif kind is Share:
        value = Share("50%")
    elif kind is date:
        value = DAY
    elif kind in {int, Decimal, Yuan, WanYuan}:
        number = max(column.minimum or 1, Decimal(1))
        value = number if kind in {Decimal, WanYuan} else int(number)
    else:
        value = column.example or column.label
    return (value,) if column.many else value
