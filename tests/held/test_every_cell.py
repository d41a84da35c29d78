"""Every filled cell of the example's workbooks made wrong once, by its type: nothing of anybody is moved or changed."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pytest

from tests.held.cells import filled_cells
from tests.held.desk import Edit, Office
from toolchain.cycle.example import FOLDER
from toolchain.outbox.output import Word

pytestmark = pytest.mark.slow

SAMPLED = 24
FORMS = frozenset({"届次", "本届规则", "口径", "基本情况", "质量管理", "评审员", "会议", "常务会议", "奖金情况"})
"""Sheets with one field a line."""


def one_of_each(cells: list[Edit]) -> list[Edit]:
    """Take one cell of each column of each kind of workbook."""
    kinds: dict[tuple[str, str, str], Edit] = {}
    for edit in cells:
        place = edit.cell if edit.sheet in FORMS else re.sub(r"\d", "", edit.cell)
        kinds.setdefault((edit.book.partition("-")[0], edit.sheet, place), edit)
    return list(kinds.values())


def harmless(edit: Edit, whole: Office, folder: Path) -> str:
    """Say what a wrong cell did to files that it is none of the business of; empty where it did nothing."""
    office = whole.copied(folder)
    try:
        office.edit(edit)
        ran = office.run()
        done = (ran.moved, ran.changed, ran.added, ran.withdrawn)
        named = [item for item in ran.outcome.problems if item.blocks]
        held = [change for change in ran.publication.of(FOLDER) if change.word is Word.HELD]
    finally:
        shutil.rmtree(folder)
    if named and any(done):
        return f"{edit}: {done}"
    silent = [change.path for change in held if not change.reason.startswith("等待改正")]
    return f"{edit}: {silent}" if silent else ""


def tried(edits: list[Edit], whole: Office, folder: Path) -> list[str]:
    """Try each by itself."""
    return [told for number, edit in enumerate(edits) if (told := harmless(edit, whole, folder / str(number)))]


def test_a_sample_of_cells(whole: Office, tmp_path: Path) -> None:
    cells = one_of_each(list(filled_cells(whole)))
    assert len(cells) > 200
    assert tried(random.Random(16).sample(cells, SAMPLED), whole, tmp_path) == []


@pytest.mark.parametrize("label", ["文书编号", "文书名称", "成文日期"])
def test_what_is_printed_with_a_certificate_waits_with_it(label: str, whole: Office, tmp_path: Path) -> None:
    edit = Edit("届次设置", "发文登记", f"{label}@获奖证书·91410702MA43HY9421", "=1/0")
    assert tried([edit], whole, tmp_path) == []


@pytest.mark.stress
def test_one_cell_of_each_column(whole: Office, tmp_path: Path) -> None:
    assert tried(one_of_each(list(filled_cells(whole))), whole, tmp_path) == []


@pytest.mark.stress
@pytest.mark.parametrize("part", range(20))
def test_every_cell(part: int, whole: Office, tmp_path: Path) -> None:
    assert tried(list(filled_cells(whole))[part::20], whole, tmp_path) == []
