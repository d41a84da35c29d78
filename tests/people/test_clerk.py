"""The scripted clerk types no more than it did when this was written, and half of what it would cell by cell."""

from __future__ import annotations

import pytest

from tests.people.clerk import FOLDER, ROOT, Typed, count_cells
from toolchain.cycle.paths import Project
from toolchain.cycle.resources import Resources


@pytest.fixture(scope="module")
def typed() -> dict[str, Typed]:
    toolbox = Resources.load(Project(ROOT, ROOT / "inbox" / FOLDER, ROOT / "outbox"))
    return {item.workbook: item for item in count_cells(toolbox)}


@pytest.mark.parametrize(
    ("workbook", "most"), [("收件登记", 20), ("发文登记", 90), ("部门核查", 45), ("评委会会议", 260), ("申报书", 720)]
)
def test_no_more_cells_than_needed(typed: dict[str, Typed], workbook: str, most: int) -> None:
    assert typed[workbook].short <= most


def test_the_short_ways_are_never_longer(typed: dict[str, Typed]) -> None:
    assert not [item for item in typed.values() if item.short > item.each]


def test_registers_and_departments_take_a_fifth(typed: dict[str, Typed]) -> None:
    found = [typed[name] for name in ("收件登记", "发文登记", "部门核查")]
    assert 5 * sum(item.short for item in found) <= sum(item.each for item in found)
