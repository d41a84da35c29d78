"""第十八条: the executive meeting decides on who stands, then the government announces."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.regulation.placed import FIRST, SECOND, STRANGER, THIRD, at, places
from tests.rows import row_of
from toolchain.model.schema import USCC
from toolchain.model.sheets.approval import Approved, ExecutiveMeeting
from toolchain.model.sheets.vocabulary import GovernmentDecision
from toolchain.regulation.art18_notice import Approval, Notice, approve

NAMES = {FIRST: "甲", SECOND: "乙"}
SIGNED = date(2026, 9, 28)
NOTICE = Notice(None, None, (), (), (THIRD,), (FIRST, SECOND), SIGNED)
MEETING = at(row_of(ExecutiveMeeting, held=date(2026, 10, 12), announced=date(2026, 10, 20)), 0)
YES, NO, LATER = GovernmentDecision.APPROVED, GovernmentDecision.REFUSED, GovernmentDecision.PENDING


def row(uscc: USCC, decision: GovernmentDecision = YES, **changes: object) -> Approved:
    number = 2 if uscc == FIRST else 3
    given = row_of(
        Approved,
        uscc=uscc,
        name=NAMES.get(uscc, "丁"),
        decision=decision,
        certificate=f"证{number}" if decision is YES else None,
    )
    return at(replace(given, **changes), number)


def judged(
    *rows: Approved, notice: Notice = NOTICE, **meeting: object
) -> tuple[Approval | None, list[tuple[str, str]]]:
    approval, problems = approve(notice, replace(MEETING, **meeting), rows, NAMES.items())
    return approval, places(problems)


def test_approved_in_the_order_of_the_notice() -> None:
    approval, problems = judged(row(SECOND), row(FIRST))
    assert problems == []
    assert approval is not None
    assert (approval.approved, approval.refused, approval.announced) == ((FIRST, SECOND), (), date(2026, 10, 20))


def test_one_refused() -> None:
    approval, problems = judged(row(FIRST), row(SECOND, NO))
    assert problems == []
    assert approval is not None
    assert (approval.approved, approval.refused) == ((FIRST,), (SECOND,))


def test_a_pending_one_waits_without_a_problem() -> None:
    assert judged(row(FIRST), row(SECOND, LATER), announced=None) == (None, [])
    assert judged(row(FIRST), row(SECOND, LATER)) == (None, [("E-RULE-1839", "审定结论·3")])


def test_nobody_to_approve() -> None:
    approval, problems = judged(notice=replace(NOTICE, standing=(), removed=()))
    assert (problems, approval and approval.approved) == ([], ())


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        pytest.param(date(2026, 9, 27), ["E-RULE-1831"], id="确认前一日"),
        pytest.param(date(2026, 9, 28), [], id="确认当日"),
        pytest.param(date(2026, 9, 29), [], id="确认次日"),
    ],
)
def test_the_meeting_follows_the_sign_off(held: date, expected: list[str]) -> None:
    approval, problems = judged(row(FIRST), row(SECOND), held=held)
    assert [code for code, _ in problems] == expected
    assert (approval is None) is bool(expected)


def test_without_a_sign_off_nothing_is_approved() -> None:
    approval, problems = judged(row(FIRST), row(SECOND), notice=replace(NOTICE, concluded=None))
    assert (approval, [code for code, _ in problems]) == (None, ["E-RULE-1840"])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param((row(FIRST),), [("E-RULE-1832", "")], id="少一家"),
        pytest.param((row(FIRST), row(SECOND), row(STRANGER, certificate=None)), "E-RULE-1833", id="多一家"),
        pytest.param((row(FIRST), row(SECOND), row(THIRD, certificate=None)), "E-RULE-1833", id="已移出的"),
        pytest.param((row(FIRST), row(SECOND, certificate="证2")), [("E-RULE-1836", "证书编号·3")], id="证书编号相同"),
        pytest.param(
            (row(FIRST), row(SECOND, NO, certificate="证9")), [("E-RULE-1837", "证书编号·3")], id="不同意的有编号"
        ),
    ],
)
def test_rows_that_do_not_fit(rows: tuple[Approved, ...], expected: object) -> None:
    approval, problems = judged(*rows)
    assert approval is not None
    wrong = {SECOND} if len(rows) < 3 else set()
    assert {*approval.approved, *approval.refused} == {FIRST, SECOND} - wrong
    if isinstance(expected, str):
        assert problems[0] == (expected, "统一社会信用代码·3")
    else:
        assert problems == expected


def test_warnings_do_not_hold_the_approval_up() -> None:
    approval, problems = judged(row(FIRST, name="甲公司"), row(SECOND, certificate=None))
    assert problems == [("W-RULE-1834", "单位名称·2"), ("W-RULE-1838", "证书编号·3")]
    assert approval is not None
    assert judged(row(FIRST), row(SECOND, certificate=None), announced=None)[1] == []


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("质2026001", "质2026002", []),
        ("质2026001", "质2026003", [("W-RULE-1848", "证书编号·3")]),
        ("质2026一-1", "质2026二-1", []),
        ("质1-001", "质2-001", []),
    ],
)
def test_numbers_of_certificates_follow_each_other(first: str, second: str, expected: list[tuple[str, str]]) -> None:
    _, problems = judged(row(FIRST, certificate=first), row(SECOND, certificate=second))
    assert problems == expected
