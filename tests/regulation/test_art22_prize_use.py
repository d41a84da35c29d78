"""第二十一条, 第二十二条: what the prize was spent on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.regulation.awards import award, repeat
from tests.regulation.placed import FIRST, SECOND, at, places
from tests.rows import row_of
from toolchain.model.record import FilledWorkbook
from toolchain.model.schema import Yuan
from toolchain.model.sheets.prize_use import PrizeReport, Spending
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.vocabulary import PrizeUse, Verdict
from toolchain.model.workbook_declaration import Mark
from toolchain.regulation.art22_prize_use import ledger, ledgers

LISTED = [use for use in PrizeUse if use not in {PrizeUse.OTHER_QUALITY, PrizeUse.ELSEWHERE}]


def report(**changes: object) -> PrizeReport:
    given = row_of(
        PrizeReport, uscc=FIRST, name="甲", prize=Yuan(50_000), received=date(2023, 2, 1), reported=date(2024, 3, 1)
    )
    return at(replace(given, **changes), 0)


def spent(amount: int, use: PrizeUse = PrizeUse.TRAINING, judged: Verdict | None = None, **changes: object) -> Spending:
    row = row_of(
        Spending, spent=date(2023, 5, 1), use=use, amount=Yuan(amount), detail="某事", evidence="凭证", judged=judged
    )
    return at(replace(row, **changes), 2)


def filled(*rows: Spending, head: PrizeReport | None = None) -> FilledWorkbook:
    return FilledWorkbook(
        "奖金使用.xlsx", Mark("prize-use", "", ""), rows={PrizeReport: (head or report(),), Spending: rows}
    )


def test_the_six_listed_uses_are_proper() -> None:
    assert len(LISTED) == 6
    found, problems = ledger(filled(*(spent(1_000, use) for use in LISTED)))
    assert problems == ()
    assert found is not None
    assert (found.proper, found.improper, found.pending, found.left) == (6_000, 0, 0, 44_000)
    assert found.questioned == ()


@pytest.mark.parametrize(
    ("use", "judged", "sums"),
    [
        pytest.param(PrizeUse.TRAINING, Verdict.MET, (100, 0, 0), id="列举·符合"),
        pytest.param(PrizeUse.TRAINING, Verdict.NOT_MET, (0, 100, 0), id="列举·不符合"),
        pytest.param(PrizeUse.TRAINING, Verdict.PENDING, (0, 0, 100), id="列举·待核"),
        pytest.param(PrizeUse.OTHER_QUALITY, Verdict.MET, (100, 0, 0), id="其他质量·符合"),
        pytest.param(PrizeUse.OTHER_QUALITY, Verdict.NOT_MET, (0, 100, 0), id="其他质量·不符合"),
        pytest.param(PrizeUse.OTHER_QUALITY, None, (0, 0, 100), id="其他质量·未认定"),
        pytest.param(PrizeUse.ELSEWHERE, None, (0, 100, 0), id="其他用途"),
        pytest.param(PrizeUse.ELSEWHERE, Verdict.PENDING, (0, 100, 0), id="其他用途·待核"),
    ],
)
def test_uses(use: PrizeUse, judged: Verdict | None, sums: tuple[int, int, int]) -> None:
    row = spent(100, use, judged)
    found, problems = ledger(filled(row))
    assert problems == ()
    assert found is not None
    assert (found.proper, found.improper, found.pending) == sums
    assert found.questioned == (() if sums[0] else (row,))


def test_an_overspent_prize_is_told_at_the_last_row() -> None:
    rows = [spent(30_000), at(spent(25_000), 3)]
    found, problems = ledgers([filled(*rows)])
    assert [item.left for item in found] == [-5_000]
    assert places(problems) == [("E-RULE-2201", "金额（元）·3")]
    assert dict(problems[0].facts)["over"] == "5000"


def test_a_report_on_the_day_of_the_receipt() -> None:
    day = date(2023, 2, 1)
    assert ledger(filled(head=report(received=day, reported=day)))[1] == ()


def test_other_uses_cannot_be_judged_proper() -> None:
    found, problems = ledger(filled(spent(100, PrizeUse.ELSEWHERE, Verdict.MET)))
    assert places(problems) == [("E-RULE-2207", "评审办认定·2")]
    assert found is not None
    assert found.improper == 100


@pytest.mark.parametrize(
    ("amount", "left", "expected"),
    [
        pytest.param(49_999, 1, [], id="余一元"),
        pytest.param(50_000, 0, [], id="用完"),
        pytest.param(50_001, -1, [("E-RULE-2201", "金额（元）·2")], id="多一元"),
    ],
)
def test_no_more_than_the_prize(amount: int, left: int, expected: list[tuple[str, str]]) -> None:
    found, problems = ledger(filled(spent(amount)))
    assert places(problems) == expected
    assert found is not None
    assert found.left == left


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2023, 1, 31), [("E-RULE-2202", "支出日期·2")], id="收到前一日"),
        pytest.param(date(2023, 2, 1), [], id="收到当日"),
        pytest.param(date(2024, 3, 1), [], id="填报当日"),
        pytest.param(date(2024, 3, 2), [("E-RULE-2203", "支出日期·2")], id="填报次日"),
    ],
)
def test_money_is_spent_between_receipt_and_report(day: date, expected: list[tuple[str, str]]) -> None:
    assert places(ledger(filled(spent(1, spent=day)))[1]) == expected


def test_a_report_before_the_receipt() -> None:
    head = report(reported=date(2023, 1, 31))
    assert places(ledger(filled(head=head))[1]) == [("E-RULE-2204", "填报日期")]


@pytest.mark.parametrize(
    ("head", "awards", "expected"),
    [
        pytest.param(report(), None, [], id="台账还没有"),
        pytest.param(report(), [award()], [], id="与台账相同"),
        pytest.param(report(prize=Yuan(5_000)), [award()], [("E-RULE-2206", "奖金（元）")], id="与台账不同"),
        pytest.param(report(), [award(uscc=SECOND)], [("E-RULE-2205", "统一社会信用代码")], id="没有获奖"),
        pytest.param(report(), [repeat()], [("E-RULE-2205", "统一社会信用代码")], id="再次获奖没有奖金"),
        pytest.param(report(prize=Yuan(0)), [repeat()], [("E-RULE-2205", "奖金（元）")], id="奖金为零"),
    ],
)
def test_the_prize_of_the_register(
    head: PrizeReport, awards: Sequence[Award] | None, expected: list[tuple[str, str]]
) -> None:
    assert places(ledger(filled(head=head), awards)[1]) == expected


def test_one_report_each() -> None:
    other = filled(head=report(uscc=SECOND))
    found, problems = ledgers([filled(), other, filled()])
    assert [item.report.uscc for item in found] == [FIRST, SECOND]
    assert places(problems) == [("E-RULE-2208", "统一社会信用代码")]


def test_a_workbook_without_its_form() -> None:
    assert ledgers([FilledWorkbook("x.xlsx", Mark("prize-use", "", ""))]) == ((), ())


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PrizeUse), st.sampled_from([None, *Verdict]), st.integers(1, 20_000))))
def test_every_yuan_is_in_one_place(rows: list[tuple[PrizeUse, Verdict | None, int]]) -> None:
    found, _ = ledger(filled(*(spent(amount, use, judged) for use, judged, amount in rows)))
    assert found is not None
    assert found.proper + found.improper + found.pending + found.left == 50_000
    assert sum(row.amount for row in found.questioned) == found.improper + found.pending
