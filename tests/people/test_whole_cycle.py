"""A clerk takes the example through, workbook by workbook, and registers what was made: runs, and runs that stop."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner

from toolchain.cli import cli
from toolchain.cycle.example import FOLDER
from toolchain.cycle.paths import Project
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import scan_inbox
from toolchain.model.sheets import CORRESPONDENCE, SETTINGS
from toolchain.model.sheets.correspondence import Dispatch, Receipt
from toolchain.model.workbook_declaration import Mark
from toolchain.workbooks.blank import write

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "inbox" / FOLDER
STEPS = (
    ("届次设置", "获奖台账", "评审专家库"),
    ("申报书",),
    ("部门核查",),
    ("评审组抽取",),
    ("评分表",),
    ("评委会会议",),
    ("公示与异议",),
    ("政府审定",),
    ("奖金使用",),
    ("监督事项",),
)
"""What comes in, in turn."""
_AFTER = {19: "公示与异议"}
"""Papers that are registered once a workbook gives their days."""
RUNS, STOPS = 30, 5


class Clerk:
    """An inbox that fills, and the runs over it."""

    def __init__(self, folder: Path) -> None:
        self.inbox, self.outbox = folder / "inbox", folder / "outbox"
        self.inbox.mkdir()
        self.toolbox = Resources.load(Project(ROOT, self.inbox, self.outbox))
        whole = receive(scan_inbox(EXAMPLE)).filled
        self.receipts = [row for item in whole for row in item.all(Receipt)]
        self.dispatch = [row for item in whole for row in item.all(Dispatch)]
        (own,) = (item for item in whole if item.mark.template == SETTINGS.mark)
        rows = {sheet: own.all(sheet) for sheet in SETTINGS.sheets if sheet not in {Receipt, Dispatch}}
        self.settings = write(SETTINGS, Mark(SETTINGS.mark, SETTINGS.version, FOLDER), rows)
        self.registered: list[Dispatch] = []
        self.exits: list[int] = []

    def put(self, titles: Iterable[str]) -> None:
        """Lay workbooks into the inbox, and register the applications with them."""
        for title in titles:
            for path in EXAMPLE.glob(f"{title}*"):
                shutil.copy(path, self.inbox / path.name)
        (self.inbox / f"{SETTINGS.title}.xlsx").write_bytes(self.settings)  # without the register that it once held

    def run(self) -> None:
        """Write the registers as they stand, and run."""
        receipts = self.receipts if any(self.inbox.glob("申报书*")) else []
        mark = Mark(CORRESPONDENCE.mark, CORRESPONDENCE.version, FOLDER)
        data = write(CORRESPONDENCE, mark, {Receipt: receipts, Dispatch: self.registered})
        (self.inbox / f"{CORRESPONDENCE.title}.xlsx").write_bytes(data)
        where = ["--root", str(ROOT), "--inbox", str(self.inbox), "--outbox", str(self.outbox)]
        self.exits.append(CliRunner().invoke(cli, ["cycle", *where, "--quiet"]).exit_code)

    def register(self) -> bool:
        """Register the papers that were made; say whether there were any."""
        (cycle,) = judge_all(receive(scan_inbox(self.inbox)), self.toolbox).cycles
        made = {(paper.document.number, paper.document.subject or None) for paper in cycle.papers}
        made |= {(number, None) for number, _ in made}
        ready = {number for number, title in _AFTER.items() if any(self.inbox.glob(f"{title}*"))}
        new = [
            row
            for row in self.dispatch
            if row not in self.registered and (row.document, row.subject) in made
            if row.document not in _AFTER or row.document in ready
        ]
        self.registered += new
        return bool(new)


@pytest.mark.slow
def test_a_faultless_cycle_takes_few_runs_and_none_stops(tmp_path: Path) -> None:
    clerk = Clerk(tmp_path)
    for titles in STEPS:
        clerk.put(titles)
        clerk.run()
        while clerk.register():
            clerk.run()
    assert len(clerk.registered) == len(clerk.dispatch)
    assert len(clerk.exits) <= RUNS
    assert sum(code != 0 for code in clerk.exits) <= STOPS, clerk.exits
