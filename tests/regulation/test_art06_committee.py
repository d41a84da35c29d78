"""第六条: the committee's offices and categories, quorum, tellers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.regulation.placed import codes, places
from tests.regulation.votes import MEETING, members
from toolchain.model.rule_set.rules import Rules
from toolchain.model.sheets.committee import Member
from toolchain.model.sheets.settings import Readings
from toolchain.model.sheets.vocabulary import MemberCategory, MemberRole, Quorum, YesNo
from toolchain.regulation.art06_committee import check_meeting


def with_role(role: MemberRole, *numbers: int) -> tuple[Member, ...]:
    return tuple(replace(row, role=role) if index in numbers else row for index, row in enumerate(members(9)))


def test_a_complete_committee_has_no_problem(readings: Readings, rules: Rules) -> None:
    assert codes(check_meeting(MEETING, members(9), readings, rules.art06)) == []


@pytest.mark.parametrize(
    ("rows", "code", "cell", "names"),
    [
        pytest.param(with_role(MemberRole.MEMBER, 0), "E-RULE-0601", "", "无", id="没有主任委员"),
        pytest.param(
            with_role(MemberRole.CHAIR, 4), "E-RULE-0601", "评委会职务·6", "委员一、委员五", id="两名主任委员"
        ),
        pytest.param(with_role(MemberRole.MEMBER, 1), "W-RULE-0602", "评委会职务·4", "委员三", id="一名副主任委员"),
        pytest.param(with_role(MemberRole.MEMBER, 1, 2), "W-RULE-0602", "", "无", id="没有副主任委员"),
        pytest.param(
            with_role(MemberRole.VICE_CHAIR, 5),
            "W-RULE-0602",
            "评委会职务·7",
            "委员二、委员三、委员六",
            id="三名副主任委员",
        ),
    ],
)
def test_offices(readings: Readings, rules: Rules, rows: tuple[Member, ...], code: str, cell: str, names: str) -> None:
    found = check_meeting(MEETING, rows, readings, rules.art06)
    assert places(found) == [(code, cell)]
    assert dict(found[0].facts)["names"] == names


@pytest.mark.parametrize("category", list(MemberCategory))
def test_every_category_is_present(readings: Readings, rules: Rules, category: MemberCategory) -> None:
    other = next(item for item in MemberCategory if item is not category)
    rows = tuple(replace(row, category=other) if row.category is category else row for row in members(9))
    (found,) = check_meeting(MEETING, rows, readings, rules.art06)
    assert (found.code, dict(found.facts)["missing"]) == ("W-RULE-0603", category)


@pytest.mark.parametrize(
    ("present", "quorum", "expected"),
    [
        pytest.param(7, Quorum.TWO_THIRDS, [], id="多一人"),
        pytest.param(6, Quorum.TWO_THIRDS, [], id="恰三分之二"),
        pytest.param(5, Quorum.TWO_THIRDS, ["E-RULE-0604"], id="少一人"),
        pytest.param(6, Quorum.NONE, [], id="不设·恰三分之二"),
        pytest.param(5, Quorum.NONE, ["W-RULE-0605"], id="不设·少一人"),
    ],
)
def test_quorum(readings: Readings, rules: Rules, present: int, quorum: Quorum, expected: list[str]) -> None:
    found = check_meeting(MEETING, members(9, present), replace(readings, quorum=quorum), rules.art06)
    assert codes(found) == expected


def test_the_two_tellers_differ(readings: Readings, rules: Rules) -> None:
    meeting = replace(MEETING, watching=MEETING.counting)
    assert codes(check_meeting(meeting, members(9), readings, rules.art06)) == ["E-RULE-0606"]


def test_a_member_who_counts_and_a_presider_who_is_away(readings: Readings, rules: Rules) -> None:
    rows = members(9)
    meeting = replace(MEETING, counting=rows[4].name)
    assert codes(check_meeting(meeting, rows, readings, rules.art06)) == ["W-RULE-0607"]
    away = (replace(rows[0], present=YesNo.NO), *rows[1:])
    assert codes(check_meeting(MEETING, away, readings, rules.art06)) == ["W-RULE-0608"]


def test_two_members_of_one_name(readings: Readings, rules: Rules) -> None:
    rows = members(9)
    twice = (*rows[:-1], replace(rows[-1], name=rows[3].name))
    assert places(check_meeting(MEETING, twice, readings, rules.art06)) == [("W-RULE-0609", "姓名·10")]
