"""The scripted clerk types no more than it did when this was written, and half of what it would cell by cell."""

from __future__ import annotations

import pytest

from tests.people.clerk import FOLDER, ROOT, SMALL, Following, Typed, count_cells
from toolchain.cycle.paths import Project
from toolchain.cycle.resources import Resources


@pytest.fixture(scope="module")
def typed() -> dict[str, Typed]:
    toolbox = Resources.load(Project(ROOT, ROOT / "inbox" / FOLDER, ROOT / "outbox"))
    return {item.workbook: item for item in count_cells(toolbox)}


@pytest.fixture(scope="module")
def following() -> dict[str, Typed]:
    """A cycle after another one, with seven applicants, ten experts and all members."""
    toolbox = Resources.load(Project(ROOT, ROOT / "inbox" / FOLDER, ROOT / "outbox"))
    return {item.workbook: item for item in count_cells(toolbox, Following.of(toolbox, *SMALL))}


MEMBERS = 15
"""Members of the committee, each with number, name, position, category, role."""
SCORES = "评分表"
"""What the reviewers judge; nobody can know it before."""


def test_what_stays_from_cycle_to_cycle_is_not_typed_again(
    typed: dict[str, Typed], following: dict[str, Typed]
) -> None:
    assert following["评审专家库"].short <= SMALL[1]
    assert "获奖台账" not in following
    assert following["评委会会议"].short <= typed["评委会会议"].short - 4 * MEMBERS


def test_without_the_scores_a_small_cycle_is_below_its_bound_cells(following: dict[str, Typed]) -> None:
    assert sum(item.short for item in following.values() if item.workbook != SCORES) <= 750


def test_the_office_and_its_tellers_type_a_fifth_of_it(following: dict[str, Typed]) -> None:
    own = sum(item.short for item in following.values() if item.who in {"评审办", "计票人"})
    assert own <= 400
    assert 5 * own <= sum(item.short for item in following.values())


@pytest.mark.parametrize(
    ("workbook", "most"), [("收件登记", 20), ("发文登记", 90), ("部门核查", 45), ("评委会会议", 260), ("申报书", 600)]
)
def test_no_more_cells_than_needed(typed: dict[str, Typed], workbook: str, most: int) -> None:
    assert typed[workbook].short <= most


def test_the_short_ways_are_never_longer(typed: dict[str, Typed]) -> None:
    assert not [item for item in typed.values() if item.short > item.each]


def test_registers_and_departments_take_a_fifth(typed: dict[str, Typed]) -> None:
    found = [typed[name] for name in ("收件登记", "发文登记", "部门核查")]
    assert 5 * sum(item.short for item in found) <= sum(item.each for item in found)
