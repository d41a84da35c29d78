"""What another valid value in a cell would change waits while the cell is wrong: seen from outside, by two runs."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tests.held.desk import Office
from tests.held.everyday import EVERYDAY
from toolchain.cycle.example import FOLDER
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import scan_inbox
from toolchain.outbox.output import Word

pytestmark = pytest.mark.slow

OTHERS: dict[str, object] = {
    "部门核查的日期": datetime(2025, 5, 21),  # noqa: DTZ001 - a cell's date has no zone
    "评分": 60,
    "申报书的经营数字": 15_000,
    "证书编号": "红质奖2025099",
    "组长": "E06",
}
"""Of some everyday kinds another value that may stand in the cell."""


@pytest.mark.parametrize("kind", OTHERS)
def test_what_would_change_waits(kind: str, whole: Office, tmp_path: Path) -> None:
    edit = EVERYDAY[kind]
    other, wrong = whole.copied(tmp_path / "other"), whole.copied(tmp_path / "wrong")
    other.edit(replace(edit, value=OTHERS[kind]))
    ran = other.run()
    assert not [item for item in ran.outcome.problems if item.blocks]
    wrong.edit(edit)
    told = {change.path: change.word for change in wrong.run().publication.of(FOLDER)}
    assert ran.changed
    assert {path: told[path] for path in (*ran.changed, *ran.moved)} == dict.fromkeys(
        (*ran.changed, *ran.moved), Word.HELD
    )


@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_the_workbooks_does_not_matter(seed: int, whole: Office) -> None:
    """The same workbooks, found in another order, lead to the same papers and the same problems."""
    toolbox = Resources.load(whole.project)
    files = list(scan_inbox(whole.project.inbox))
    before = judge_all(receive(files), toolbox).cycles[0]
    random.Random(seed).shuffle(files)
    after = judge_all(receive(files), toolbox).cycles[0]
    assert [repr(paper.document) for paper in after.papers] == [repr(paper.document) for paper in before.papers]
    assert sorted(after.problems) == sorted(before.problems)
    assert len(before.papers) > 100
