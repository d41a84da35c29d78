"""The office moves, or another person answers the telephone: papers that are out stay, and no run is alarmed for it."""

from __future__ import annotations

import shutil
import warnings
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.addresses import at
from toolchain.cycle.example import FOLDER
from toolchain.cycle.paths import Project, find_root
from toolchain.cycle.pipeline import deliver, run
from toolchain.cycle.resources import Resources
from toolchain.outbox.output import Word

ROOT = find_root(Path(__file__).parent)


@pytest.mark.parametrize(
    ("label", "value", "alarm"),
    [("联系电话", "0373-9999999", False), ("申报截止日期", None, True)],
    ids=["电话", "事实"],
)
def test_issued_papers_stay_without_an_alarm(tmp_path: Path, label: str, value: object, alarm: bool) -> None:
    shutil.copytree(ROOT / "inbox" / FOLDER, tmp_path / "inbox" / FOLDER)
    project = Project(ROOT, tmp_path / "inbox", tmp_path / "outbox")
    toolbox = Resources.load(project)
    first = run(toolbox)
    deliver(first, toolbox)
    issued = [paper.path for paper in first.cycles[0].papers if paper.status == "已印发"]
    papers = [tmp_path / "outbox" / FOLDER / name for name in issued]
    before = {path: path.read_bytes() for path in papers}
    path = next((tmp_path / "inbox" / FOLDER).glob("届次设置*.xlsx"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(path)
    cell = at(book["届次"], label)
    cell.value = value or cell.value.replace(day=29)
    book.save(path)
    changes = deliver(run(toolbox), toolbox).changes[FOLDER]
    assert {path: path.read_bytes() for path in papers} == before
    assert any(item.word is Word.ISSUED for item in changes) is alarm
    assert any("事实未变，原件照旧" in item.reason for item in changes) is not alarm
