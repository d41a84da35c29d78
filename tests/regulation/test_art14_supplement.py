"""第十四条, 口径14-2: each supplement counts from its own notice; entries that contradict each other wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.regulation.placed import labels
from tests.regulation.test_art14_acceptance import CALENDAR, CODE, LACKING, ON_TIME, Apply, receipt
from tests.rows import row_of
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import Place
from toolchain.model.sheets.event_vocabulary import PaperEventKind
from toolchain.model.sheets.events import PaperEvent
from toolchain.model.sheets.settings import Cycle, Dispatch, Readings, Receipt
from toolchain.model.sheets.vocabulary import YesNo
from toolchain.regulation.art14_acceptance import Acceptance, AcceptanceOutcome, accept
from toolchain.regulation.art14_supplement import Notified, contradictions, notified, sent, term

OTHER = "91410700172960120A"
PLANNED = date(2026, 11, 2)
ASKED = ("自评报告",)


def notice(subject: str | None, dated: date | None, printed: date | None = None, document: int = 4) -> Dispatch:
    values: dict[str, Any] = {"document": document, "title": "补正通知书", "subject": subject}
    return row_of(
        Dispatch, **values, dated=dated, printed=printed, at=Place("届次设置.xlsx", "发文登记", labels(Dispatch), 8)
    )


def delivered(subject: str, day: date, kind: PaperEventKind = PaperEventKind.DELIVERED) -> PaperEvent:
    values: dict[str, Any] = {"number": "W01", "kind": kind, "document": 4, "subject": subject, "effective": day}
    at = Place("变更事项.xlsx", "文书事项", labels(PaperEvent), 6)
    return row_of(PaperEvent, **values, decided_by="某丙", at=at)


NOTICES = [
    pytest.param((), (), PLANNED, False, id="没有登记，按计划"),
    pytest.param((notice(None, date(2026, 11, 3)),), (), date(2026, 11, 3), True, id="一行适用于全部"),
    pytest.param((notice(OTHER, date(2026, 11, 3)),), (), PLANNED, False, id="别家的通知书"),
    pytest.param((notice(CODE, date(2026, 11, 4), document=3),), (), PLANNED, False, id="别的文书"),
    pytest.param(
        (notice(None, date(2026, 11, 3)), notice(CODE, date(2026, 11, 4))), (), date(2026, 11, 4), True, id="自己的一行"
    ),
    pytest.param((notice(CODE, date(2026, 11, 4), date(2026, 11, 5)),), (), date(2026, 11, 5), True, id="印发日期在先"),
    pytest.param(
        (notice(CODE, date(2026, 11, 4)),), (delivered(CODE, date(2026, 11, 6)),), date(2026, 11, 6), True, id="送达"
    ),
    pytest.param((), (delivered(OTHER, date(2026, 11, 6)),), PLANNED, False, id="别家的送达"),
    pytest.param(
        (), (delivered(CODE, date(2026, 11, 6), PaperEventKind.CORRECTED),), PLANNED, False, id="更正不是送达"
    ),
]


@pytest.mark.parametrize(("dispatches", "papers", "day", "own"), NOTICES)
def test_the_term_runs_from_the_own_notice(
    cycle: Cycle, dispatches: tuple[Dispatch, ...], papers: tuple[PaperEvent, ...], day: date, *, own: bool
) -> None:
    found = notified(CODE, replace(cycle, supplement_from=PLANNED), dispatches, papers)
    assert found is not None
    assert (found.day, found.own) == (day, own)


def test_nothing_on_record_gives_no_day(cycle: Cycle) -> None:
    assert notified(CODE, cycle, (notice(CODE, None),), ()) is None
    assert term(None, cycle, CALENDAR) is None


def test_the_letter_counts_from_its_own_date_whatever_its_delivery(cycle: Cycle) -> None:
    found = sent(CODE, cycle, (notice(CODE, date(2026, 11, 4)),))
    assert found is not None
    assert term(found, cycle, CALENDAR) == date(2026, 11, 11)


Decide = Callable[..., tuple[Acceptance, list[tuple[str, str, str]]]]


@pytest.fixture
def decide(apply: Apply, cycle: Cycle, readings: Readings, rules: Rules) -> Decide:
    def run(row: Receipt, *, own: bool = False, **application: object) -> tuple[Acceptance, list[tuple[str, str, str]]]:
        placed = replace(row, at=Place("届次设置.xlsx", "收件登记", labels(Receipt), 7))
        day = Notified(PLANNED, cycle.where("supplement_from"), own=own)
        found = accept(
            apply(**application),
            placed,
            (),
            (),
            cycle,
            readings,
            rules,
            CALENDAR,
            notice=day,
            asked=bool(placed.requested) or own,
        )
        told = contradictions(CODE, placed, found.findings)
        return found, [
            (item.code, item.at.cell, dict(item.facts).get("where", "").rpartition(" › ")[2]) for item in told
        ]

    return run


IN_TIME, LATE = date(2026, 11, 9), date(2026, 11, 10)


def entry(**values: object) -> Receipt:
    changes: dict[str, Any] = values
    return replace(receipt(ON_TIME), **changes)


CASES = [
    pytest.param(entry(requested=ASKED), {}, "待核", "14-undated", [], id="补齐了没有登记收到日期"),
    pytest.param(entry(requested=ASKED), {"attachments": LACKING}, "补正", "14-papers", [], id="还没有补齐"),
    pytest.param(entry(requested=ASKED, supplemented=IN_TIME), {}, "受理", "14-supplement", [], id="按期"),
    pytest.param(entry(requested=ASKED, supplemented=LATE), {}, "不予受理", "14-supplement", [], id="逾期"),
    pytest.param(
        entry(supplemented=LATE),
        {},
        "待核",
        "14-unasked",
        [("E-RULE-1406", "补正材料收到日期·7", "要求补正的材料·7")],
        id="没有要求却有收到日期",
    ),
    pytest.param(entry(supplemented=LATE), {"own": True}, "不予受理", "14-supplement", [], id="有自己的通知书"),
    pytest.param(
        entry(requested=ASKED, supplemented=IN_TIME, lapsed=YesNo.YES),
        {},
        "待核",
        "14-both",
        [("E-RULE-1407", "补正材料收到日期·7", "逾期未补正·7"), ("E-RULE-1407", "逾期未补正·7", "补正材料收到日期·7")],
        id="按期收到却登记逾期",
    ),
    pytest.param(
        entry(requested=ASKED, supplemented=LATE, lapsed=YesNo.YES), {}, "不予受理", "14-supplement", [], id="都说逾期"
    ),
    pytest.param(
        entry(requested=ASKED, supplemented=IN_TIME, lapsed=YesNo.YES),
        {"attachments": LACKING},
        "不予受理",
        "14-supplement",
        [],
        id="按期收到但没有补齐",
    ),
    pytest.param(
        entry(lapsed=YesNo.YES), {}, "受理", "14-papers", [("W-RULE-1408", "逾期未补正·7", "")], id="没有要求却填逾期"
    ),
    pytest.param(entry(requested=ASKED, lapsed=YesNo.YES), {}, "不予受理", "14-lapsed", [], id="期满没有补来"),
]


@pytest.mark.parametrize(("row", "changes", "outcome", "case", "told"), CASES)
def test_entries_of_a_supplement(
    decide: Decide, row: Receipt, changes: dict[str, Any], outcome: str, case: str, told: list[tuple[str, str, str]]
) -> None:
    found, problems = decide(row, **changes)
    assert found.outcome is AcceptanceOutcome(outcome)
    assert case in {finding.case for finding in found.findings}
    assert problems == told
