"""第十八条: five working days, the list as voted, objections, sign-off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.regulation.placed import FIRST, SECOND, STRANGER, THIRD, at, places
from tests.rows import row_of
from toolchain.model.rule_set.numbers import Art18
from toolchain.model.rule_set.spans import Span
from toolchain.model.schema import USCC
from toolchain.model.sheets.notice import Objection, Posting
from toolchain.model.sheets.vocabulary import Outcome, YesNo
from toolchain.model.work_calendar import WorkCalendar
from toolchain.regulation.art18_notice import Notice, conclude

CALENDAR = WorkCalendar.load(Path(__file__).resolve().parents[2] / "templates" / "calendar.toml")
FIVE = Art18(notice=Span.read("5个工作日"), after_decision=False)
NOMINEES = (FIRST, SECOND, THIRD)
Found = tuple[Notice, list[tuple[str, str]]]


def posting(number: int = 1, **changes: object) -> Posting:
    """Posted on Friday 2026-09-18, so that the fifth working day is 2026-09-24 (20 September is worked)."""
    row = row_of(
        Posting,
        number=number,
        posted=date(2026, 9, 18),
        until=date(2026, 9, 24),
        place="政府网站",
        nominees=NOMINEES,
        concluded=date(2026, 9, 28),
        confirmed_by="某人",
    )
    return at(replace(row, **changes), number + 1)


def objection(number: str = "Y01", **changes: object) -> Objection:
    row = row_of(
        Objection,
        number=number,
        received=date(2026, 9, 21),
        uscc=SECOND,
        matter="某事",
        objector="某甲",
        investigation="查明某事",
        outcome=Outcome.DISMISSED,
        concluded=date(2026, 9, 22),
        replied=date(2026, 9, 23),
    )
    return at(replace(row, **changes), 2)


def upheld(**changes: object) -> Objection:
    return objection(**{"outcome": Outcome.UPHELD, **changes})


def still_open(**changes: object) -> Objection:
    return objection(**{"outcome": Outcome.OPEN, "concluded": None, "replied": None, "investigation": None, **changes})


def judged(
    postings: Sequence[Posting], objections: Sequence[Objection] = (), nominees: Sequence[USCC] = NOMINEES
) -> Found:
    notice, problems = conclude(nominees, postings, objections, CALENDAR, FIVE)
    return notice, places(problems)


def test_a_notice_without_objection() -> None:
    notice, problems = judged([posting()])
    assert problems == []
    assert (notice.ends, notice.concluded) == (date(2026, 9, 24), date(2026, 9, 28))
    assert (notice.standing, notice.removed, notice.open) == (NOMINEES, (), ())


def test_before_it_is_posted() -> None:
    notice, problems = judged([])
    assert (notice.posting, notice.ends, notice.concluded, problems) == (None, None, None, [])
    assert notice.standing == NOMINEES


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        pytest.param(date(2026, 9, 23), [("E-RULE-1805", "公示截止日期·2")], id="少一日"),
        pytest.param(date(2026, 9, 24), [], id="恰满五个工作日"),
        pytest.param(date(2026, 9, 25), [], id="多一日"),
    ],
)
def test_the_least_length(until: date, expected: list[tuple[str, str]]) -> None:
    notice, problems = judged([posting(until=until)])
    assert problems == expected
    assert (notice.concluded is None) is bool(expected)


def test_the_last_days_of_december_may_still_move() -> None:
    row = posting(posted=date(2026, 12, 22), until=date(2026, 12, 29), concluded=None)
    notice, problems = conclude(NOMINEES, [row], [], CALENDAR, FIVE)
    assert notice.ends == date(2026, 12, 29)
    assert [item.code for item in problems] == ["W-RULE-1822"]
    assert dict(problems[0].facts)["year"] == "2027"


def test_a_year_not_on_file_is_refused_not_guessed() -> None:
    late = posting(posted=date(2026, 12, 29), until=date(2027, 1, 29), concluded=None)
    notice, problems = conclude(NOMINEES, [late], (), CALENDAR, FIVE)
    assert (notice.ends, notice.concluded) == (None, None)
    assert [(item.code, item.at.cell, dict(item.facts)["year"]) for item in problems] == [
        ("E-RULE-1803", "发布日期·2", "2027")
    ]
    for signed, expected in ((date(2027, 1, 28), ["E-RULE-1803", "E-RULE-1807"]), (late.until, ["E-RULE-1803"])):
        _, problems = conclude(NOMINEES, [replace(late, concluded=signed)], (), CALENDAR, FIVE)
        assert [item.code for item in problems] == expected


@pytest.mark.parametrize(
    ("signed", "until", "expected"),
    [
        pytest.param(date(2026, 9, 23), date(2026, 9, 24), [("E-RULE-1807", "公示结束确认日期·2")], id="期满前一日"),
        pytest.param(date(2026, 9, 24), date(2026, 9, 24), [], id="期满当日"),
        pytest.param(
            date(2026, 9, 28), date(2026, 9, 29), [("E-RULE-1807", "公示结束确认日期·2")], id="写明的截止前一日"
        ),
        pytest.param(date(2026, 9, 29), date(2026, 9, 29), [], id="写明的截止当日"),
        pytest.param(None, date(2026, 9, 24), [], id="尚未确认"),
        pytest.param(
            date(2026, 9, 23),
            date(2026, 9, 23),
            [("E-RULE-1805", "公示截止日期·2"), ("E-RULE-1807", "公示结束确认日期·2")],
            id="期短又按期确认",
        ),
    ],
)
def test_the_sign_off_waits_for_the_end(signed: date | None, until: date, expected: list[tuple[str, str]]) -> None:
    notice, problems = judged([posting(concluded=signed, until=until)])
    assert problems == expected
    assert notice.concluded == (None if expected else signed)


def test_a_sign_off_without_a_name_only_warns() -> None:
    notice, problems = judged([posting(confirmed_by=None)])
    assert problems == [("W-RULE-1821", "确认人·2")]
    assert notice.concluded == date(2026, 9, 28)


@pytest.mark.parametrize(
    ("listed", "missing", "strange"),
    [
        pytest.param((FIRST, SECOND), THIRD, "无", id="少一家"),
        pytest.param((*NOMINEES, STRANGER), "无", STRANGER, id="多一家"),
        pytest.param((FIRST, SECOND, STRANGER), THIRD, STRANGER, id="换一家"),
        pytest.param(None, "、".join(NOMINEES), "无", id="空缺"),
    ],
)
def test_the_list_is_the_one_voted(listed: tuple[USCC, ...] | None, missing: str, strange: str) -> None:
    notice, problems = conclude(NOMINEES, [posting(nominees=listed)], (), CALENDAR, FIVE)
    assert places(problems) == [("E-RULE-1806", "公示单位代码·2")]
    facts = dict(problems[0].facts)
    assert (facts["missing"], facts["strange"], notice.concluded) == (missing, strange, None)


def test_another_order_is_the_same_list() -> None:
    assert judged([posting(nominees=(THIRD, FIRST, SECOND))])[1] == []


def test_the_vacant_form() -> None:
    notice, problems = judged([posting(nominees=None)], nominees=())
    assert (problems, notice.standing, notice.concluded) == ([], (), date(2026, 9, 28))
    assert judged([posting()], nominees=())[1] == [("E-RULE-1806", "公示单位代码·2")]


def test_an_open_objection_blocks() -> None:
    notice, problems = judged([posting(concluded=None)], [still_open()])
    assert (problems, notice.open, notice.concluded) == ([], ("Y01",), None)
    notice, problems = judged([posting()], [still_open()])
    assert (problems, notice.concluded) == ([("E-RULE-1808", "公示结束确认日期·2")], None)


@pytest.mark.parametrize(
    ("decided", "expected"),
    [
        pytest.param(date(2026, 9, 27), [], id="结论在前"),
        pytest.param(date(2026, 9, 28), [], id="同日"),
        pytest.param(date(2026, 9, 29), [("E-RULE-1809", "公示结束确认日期·2")], id="结论在后"),
    ],
)
def test_the_sign_off_waits_for_the_conclusion(decided: date, expected: list[tuple[str, str]]) -> None:
    row = objection(concluded=decided, replied=date(2026, 9, 30))
    assert judged([posting()], [row])[1] == expected


def test_an_upheld_objection_removes_and_nobody_moves_up() -> None:
    notice, problems = judged([posting(concluded=None)], [upheld()])
    assert problems == [("W-RULE-1811", "结论·2")]
    _, told = conclude(NOMINEES, [posting(concluded=None)], [upheld()], CALENDAR, FIVE)
    assert dict(told[0].facts)["number"] == "2"
    assert (notice.removed, notice.standing, notice.concluded) == ((SECOND,), (FIRST, THIRD), None)
    assert judged([posting()], [upheld()])[1] == [("E-RULE-1810", "公示结束确认日期·2")]


def again(number: int = 2, **changes: object) -> Posting:
    dates = {"posted": date(2026, 10, 9), "until": date(2026, 10, 15), "concluded": date(2026, 10, 16)}
    return posting(number, **{"nominees": (FIRST, THIRD), **dates, **changes})


def test_a_changed_list_is_posted_anew() -> None:
    notice, problems = judged([posting(concluded=None), again()], [upheld()])
    assert problems == []
    assert (notice.ends, notice.concluded) == (date(2026, 10, 15), date(2026, 10, 16))
    assert (notice.removed, notice.standing) == ((SECOND,), (FIRST, THIRD))


@pytest.mark.parametrize(
    ("decided", "expected"),
    [
        pytest.param(date(2026, 10, 9), [], id="重新公示当日"),
        pytest.param(
            date(2026, 10, 10),
            [("E-RULE-1806", "公示单位代码·3"), ("E-RULE-1810", "公示结束确认日期·3")],
            id="重新公示之后",
        ),
    ],
)
def test_a_conclusion_before_the_new_notice_is_in_its_list(decided: date, expected: list[tuple[str, str]]) -> None:
    row = upheld(concluded=decided, replied=date(2026, 10, 12))
    assert judged([posting(concluded=None), again()], [row])[1] == expected


def test_the_new_notice_does_not_list_who_was_removed() -> None:
    assert judged([posting(concluded=None), again(nominees=NOMINEES)], [upheld()])[1] == [
        ("E-RULE-1806", "公示单位代码·3")
    ]


def test_the_new_notice_runs_its_full_length_again() -> None:
    assert judged([posting(concluded=None), again(until=date(2026, 10, 14))], [upheld()])[1] == [
        ("E-RULE-1805", "公示截止日期·3")
    ]


def test_everybody_removed_is_posted_as_vacant() -> None:
    rows = [upheld(number=f"Y{index}", uscc=uscc) for index, uscc in enumerate(NOMINEES)]
    notice, problems = judged([posting(concluded=None), again(nominees=None)], rows)
    assert (problems, notice.standing, notice.concluded) == ([], (), date(2026, 10, 16))


def test_a_new_notice_mends_one_that_was_too_short() -> None:
    short = posting(until=date(2026, 9, 20), concluded=None)
    notice, problems = judged([short, again(nominees=NOMINEES)])
    assert (problems, notice.concluded) == ([], date(2026, 10, 16))


def test_the_order_of_the_notices() -> None:
    first = posting(concluded=None)
    assert judged([replace(first, number=2)])[1] == [("E-RULE-1801", "次数·2")]
    assert judged([replace(first, number=2), again(number=3, nominees=NOMINEES)])[1] == [("E-RULE-1801", "次数·2")]
    same_day = again(posted=date(2026, 9, 18), nominees=NOMINEES)
    assert judged([first, same_day])[1] == [("E-RULE-1802", "发布日期·3")]
    assert judged([posting(), again(nominees=NOMINEES)])[1] == [("W-RULE-1812", "公示结束确认日期·2")]
    assert judged([again(), first], [upheld()]) == judged([first, again()], [upheld()])


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(objection(uscc=STRANGER), [("E-RULE-1813", "被异议单位代码·2")], id="不是拟奖单位"),
        pytest.param(objection(investigation=None), [("E-RULE-1814", "调查情况·2")], id="没有调查情况"),
        pytest.param(upheld(accepted=YesNo.NO), [("E-RULE-1816", "结论·2")], id="不受理却成立"),
        pytest.param(
            objection(outcome=Outcome.OPEN),
            [("E-RULE-1820", "结论·2"), ("E-RULE-1808", "公示结束确认日期·2")],
            id="调查中却有日期",
        ),
        pytest.param(
            objection(concluded=None, replied=None),
            [("E-RULE-1814", "结论日期·2"), ("E-RULE-1808", "公示结束确认日期·2")],
            id="没有结论日期",
        ),
    ],
)
def test_objections_that_do_not_fit(row: Objection, expected: list[tuple[str, str]]) -> None:
    notice, problems = judged([posting()], [row])
    assert problems == expected
    assert notice.concluded is None


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        pytest.param(date(2026, 9, 17), [("W-RULE-1818", "收到日期·2")], id="发布前"),
        pytest.param(date(2026, 9, 18), [], id="发布当日"),
        pytest.param(date(2026, 9, 24), [], id="截止当日"),
        pytest.param(date(2026, 9, 25), [("W-RULE-1817", "收到日期·2")], id="截止次日"),
        pytest.param(date(2026, 9, 28), [("W-RULE-1817", "收到日期·2")], id="确认当日"),
        pytest.param(date(2026, 9, 29), [("W-RULE-1819", "收到日期·2")], id="确认之后"),
    ],
)
def test_an_objection_outside_the_days_is_a_fact_all_the_same(received: date, expected: list[tuple[str, str]]) -> None:
    day = max(received, date(2026, 9, 22))
    row = objection(received=received, concluded=day, replied=day)
    notice, problems = judged([posting()], [row])
    assert problems == expected
    assert (notice.objections, notice.concluded) == ((row,), date(2026, 9, 28))


def test_a_late_objection_still_blocks_until_the_sign_off() -> None:
    notice, problems = judged([posting(concluded=None)], [still_open(received=date(2026, 9, 25))])
    assert (problems, notice.open) == ([("W-RULE-1817", "收到日期·2")], ("Y01",))
    notice, problems = judged([posting()], [still_open(received=date(2026, 9, 28))])
    assert (notice.open, notice.concluded) == (("Y01",), None)
    notice, problems = judged([posting()], [still_open(received=date(2026, 9, 29))])
    assert (notice.open, notice.concluded) == ((), date(2026, 9, 28))


def test_the_days_are_those_of_the_last_notice() -> None:
    row = objection(received=date(2026, 10, 12), concluded=date(2026, 10, 13), replied=date(2026, 10, 13))
    assert judged([posting(concluded=None), again(nominees=NOMINEES)], [row])[1] == []


def test_an_objection_that_was_not_taken_up_blocks_nothing() -> None:
    notice, problems = judged([posting()], [still_open(accepted=YesNo.NO)])
    assert (problems, notice.open, notice.concluded) == ([], (), date(2026, 9, 28))
