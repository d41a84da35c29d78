"""The generated pages of the handbook equal what is committed, and every reading is cited and listed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from toolchain.cli.report.handbook_pages import pages
from toolchain.model.readings import Interpretation, cells_that_choose
from toolchain.model.sheets import SETTINGS
from toolchain.model.wording import Wording

ROOT = Path(__file__).resolve().parent.parent.parent
INTERPRETATIONS = Interpretation.load(ROOT / "templates")
CELLS = cells_that_choose(SETTINGS.sheets)
PAGES = pages(Wording.load(ROOT / "templates" / "wording"), INTERPRETATIONS)


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_up_to_date(name: str) -> None:
    committed = (ROOT / name).read_text(encoding="utf-8")
    assert committed == PAGES[name], "请运行 python -m toolchain guide"


def test_every_reading_named_in_code_is_listed() -> None:
    named = {
        number
        for path in (ROOT / "toolchain").rglob("*.py")
        for number in re.findall(r"口径 ?([0-9]+-[0-9]+)", path.read_text(encoding="utf-8"))
    }
    assert named
    assert named | set(CELLS) <= set(INTERPRETATIONS)


def test_every_reading_that_can_be_chosen_names_a_cell() -> None:
    labels, readings = PAGES["docs/表格填写说明.md"], PAGES["docs/口径说明.md"]
    assert CELLS
    for number, cell in CELLS.items():
        assert f"| {cell.partition('.')[2]}" in labels, number
        assert re.search(rf"^\| 口径{number} .*\| {cell} \|$", readings, re.MULTILINE), number
