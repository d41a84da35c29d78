"""第二十七条: who stays away from whom, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from tests.regulation.panels import DRAWN, RULES, application, expert, placed
from tests.rows import row_of
from toolchain.model.schema import USCC
from toolchain.model.sheets.experts import Expert, Tie
from toolchain.model.sheets.vocabulary import TieKind
from toolchain.regulation.art27_recusal import Conflict, conflicts, same_name

DAY = timedelta(days=1)
FILED = date(2026, 9, 3)


def tie(
    number: str = "E01",
    uscc: str = "甲",
    kind: TieKind = TieKind.KIN,
    declared: date = DRAWN,
    ended: date | None = None,
    line: int = 9,
) -> Tie:
    row = row_of(Tie, expert=number, uscc=USCC(uscc), kind=kind, declared=declared, ended=ended)
    return placed(row, "专家库.xlsx", line)


def found(ties: Sequence[Tie], experts: Sequence[Expert] = (expert("E01"),), day: date = DRAWN) -> tuple[Conflict, ...]:
    return conflicts(experts, ties, [application("甲"), application("乙")], day, RULES.art27)


def test_a_declared_interest() -> None:
    (one,) = found([tie()])
    assert (one.expert, one.expert_name, one.uscc, one.applicant) == ("E01", "专家E01", "甲", "单位甲")
    assert (one.kind, one.known) == (TieKind.KIN, DRAWN)
    assert [at.cell for at in one.cells] == ["专家编号·9", "统一社会信用代码·9", "关系·9"]


@pytest.mark.parametrize("declared", [DRAWN - DAY, DRAWN, DRAWN + DAY, date(2030, 1, 1)])
def test_it_counts_whenever_it_is_found(declared: date) -> None:
    (one,) = found([tie(declared=declared)])
    assert one.known == declared


@pytest.mark.parametrize("declared", [DRAWN - DAY, DRAWN + DAY, date(2030, 1, 1)])
@pytest.mark.parametrize(
    ("ended", "kept"),
    [
        pytest.param(date(2023, 11, 19), False, id="抽取前一日已满三年"),
        pytest.param(date(2023, 11, 20), False, id="抽取当日满三年"),
        pytest.param(date(2023, 11, 21), True, id="抽取次日才满三年"),
    ],
)
def test_three_years_are_measured_on_the_day_of_the_act(declared: date, ended: date, *, kept: bool) -> None:
    """Found late, an interest that was alive at the draw is no older than it was then."""
    assert bool(found([tie(declared=declared, ended=ended)])) is kept


@pytest.mark.parametrize(
    ("ended", "kept"),
    [
        pytest.param(None, True, id="仍存在"),
        pytest.param(DRAWN + DAY, True, id="以后才结束"),
        pytest.param(date(2023, 11, 21), True, id="差一日满三年"),
        pytest.param(date(2023, 11, 20), False, id="恰满三年"),
        pytest.param(date(2023, 11, 19), False, id="超一日"),
    ],
)
def test_three_years_after_it_ended_it_counts_no_more(ended: date | None, *, kept: bool) -> None:
    assert bool(found([tie(ended=ended)])) is kept


@pytest.mark.parametrize("kind", TieKind)
def test_every_kind_of_interest_counts(kind: TieKind) -> None:
    assert [item.kind for item in found([tie(kind=kind)])] == [kind]


def test_ties_of_strangers_are_passed_over() -> None:
    assert found([tie("E09"), tie(uscc="丙")]) == ()


def test_the_employer_is_known_without_a_declaration() -> None:
    (one,) = found([], [expert("E01", employer=" 单位甲 "), expert("E02")])
    assert (one.expert, one.uscc, one.kind, one.known) == ("E01", "甲", TieKind.EMPLOYED, FILED)
    assert one.cells[0].cell == "工作单位·6"
    (early,) = found([], [expert("E01", employer="单位甲")], FILED - DAY)
    assert early.known == FILED - DAY


def test_one_entry_for_each_kind_in_order() -> None:
    rows = [
        tie("E02", "乙", TieKind.KIN, line=3),
        tie("E01", "乙", TieKind.KIN, DRAWN, line=4),
        tie("E01", "乙", TieKind.KIN, DRAWN - DAY, line=5),
        tie("E01", "甲", TieKind.SHARES, line=6),
        tie("E01", "甲", TieKind.KIN, line=7),
    ]
    listed = found(rows, [expert("E01"), expert("E02")])
    assert [(item.expert, item.uscc, item.cells[0].cell) for item in listed] == [
        ("E01", "乙", "专家编号·5"),
        *[("E01", "甲", cell) for cell in _in_order({TieKind.SHARES: "专家编号·6", TieKind.KIN: "专家编号·7"})],
        ("E02", "乙", "专家编号·3"),
    ]


def _in_order(cells: dict[TieKind, str]) -> list[str]:
    return [cells[kind] for kind in sorted(cells)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("某某（新乡）公司", "某某(新乡)公司", True),
        ("ＡＢ公司", "ab公司", True),
        ("某某 公司", "某某公司", True),
        ("某某公司", "某某集团公司", False),
    ],
)
def test_names_are_compared_without_width_brackets_and_spaces(one: str, other: str, *, same: bool) -> None:
    assert same_name(one, other) is same
