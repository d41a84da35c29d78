"""A wrong cell of 变更事项: what the event would decide waits, and nothing of anybody is moved or changed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.held.cells import filled_cells
from tests.held.desk import Edit, Office
from tests.held.events import with_everything
from tests.held.test_every_cell import tried
from toolchain.cycle.example import FOLDER
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile
from toolchain.model.sheets.scores import Reviewer, Score
from toolchain.outbox.output import Word

pytestmark = pytest.mark.slow

BOOK = "变更事项"
SAMPLED = 8


@pytest.fixture(scope="module")
def eventful(whole: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office with events of every family on record, and their papers made."""
    office = whole.copied(tmp_path_factory.mktemp("eventful") / "office")
    sheet = office.path("评分表-E01")
    [book] = receive([ScannedFile(sheet.name, sheet.read_bytes())]).filled
    data = with_everything(book.all(Reviewer)[0], book.all(Score)[0])
    (office.folder / "inbox" / FOLDER / f"{BOOK}.xlsx").write_bytes(data)
    ran = office.run()
    assert not [item for item in ran.outcome.problems if item.blocks]
    assert ran.outcome.cycles[0].steps[-1].passed
    assert len(ran.added) > 10
    return office


def cells(office: Office) -> list[Edit]:
    return [edit for edit in filled_cells(office) if edit.book == BOOK]


def test_a_sample_of_cells(eventful: Office, tmp_path: Path) -> None:
    assert tried(random.Random(16).sample(cells(eventful), SAMPLED), eventful, tmp_path) == []


@pytest.mark.stress
@pytest.mark.parametrize("part", range(6))
def test_every_cell(part: int, eventful: Office, tmp_path: Path) -> None:
    assert tried(cells(eventful)[part::6], eventful, tmp_path) == []


_EARLY = ("02-企业信用承诺书", "03-受理通知书-新乡市启明电气科技有限公司", "07-资格审查表-新乡市启明电气科技有限公司")
_DRAWN = ("10-评审员抽取记录-服务业组", "11-评审员聘书-E04赵敏")
_REVIEWED = ("14-评审报告", "17-计票结果单")
_AFTER = ("32-撤销称号的请示-新乡市华瑞生物制品有限公司-S02", "28-上级奖奖励请示-新乡市宏远阀门制造有限公司-市长质量奖")

WAITS = {
    ("单位变更", "D01", "F"): (
        ("38-撤回申报确认函-新乡市金穗食品有限公司",),
        (*_EARLY, *_DRAWN, *_REVIEWED, "03-受理通知书-新乡市金穗食品有限公司", *_AFTER),
    ),
    ("人员变更", "R01", "F"): (
        ("42-评审员替补记录-张建国", "14-评审报告", "23-授奖公告"),
        (*_EARLY, *_DRAWN, *_AFTER),
    ),
    ("日程变更", "C01", "K"): (
        ("40-延期公告-C01", "03-受理通知书-新乡市启明电气科技有限公司", "14-评审报告"),
        ("02-企业信用承诺书", *_AFTER),
    ),
    ("日程变更", "C02", "K"): (("40-延期公告-C02",), (*_EARLY, *_DRAWN, "17-计票结果单", "23-授奖公告", *_AFTER)),
    ("文书事项", "W03", "F"): (
        ("48-送达回证-W03新乡市牧野智慧物流有限公司",),
        (*_EARLY, *_DRAWN, *_REVIEWED, "23-授奖公告", "24-获奖证书-新乡市启明电气科技有限公司", *_AFTER),
    ),
    ("决定事项", "J04", "I"): (
        ("47-陈述申辩记录-新乡市新飞越电子有限公司",),
        (*_EARLY, *_DRAWN, *_REVIEWED, "23-授奖公告", *_AFTER),
    ),
    ("评分更正", "F01", "I"): (
        ("44-评分更正说明-河南恒拓精密机械有限公司", "14-评审报告", "23-授奖公告"),
        (*_EARLY, *_DRAWN, *_AFTER),
    ),
    ("追缴款项", "K02", "F"): (
        ("49-催缴通知书-新乡市新飞越电子有限公司",),
        (*_EARLY, *_DRAWN, *_REVIEWED, "23-授奖公告", *_AFTER),
    ),
}
"""Sheet, event, column of a wrong cell → papers that wait for it, and papers that it has nothing to do with."""


def row_of(office: Office, sheet: str, number: str) -> int:
    """Find the row of an event."""
    page = load_workbook(office.path(BOOK))[sheet]
    return next(cell.row for cell in page["A"] if cell.value == number)


@pytest.mark.parametrize("event", WAITS, ids=lambda event: event[1])
def test_what_the_event_decides_waits(event: tuple[str, str, str], eventful: Office, tmp_path: Path) -> None:
    sheet, number, column = event
    office = eventful.copied(tmp_path / "office")
    office.edit(Edit(BOOK, sheet, f"{column}{row_of(office, sheet, number)}", "=1/0"))
    told = {Path(item.path).stem: item for item in office.run().publication.of(FOLDER)}
    waits, goes_on = WAITS[event]
    assert {name: told[name].word for name in (*waits, *goes_on)} == {
        **dict.fromkeys(waits, Word.HELD),
        **dict.fromkeys(goes_on, Word.SAME),
    }
    assert all(f"“{sheet}”" in told[name].reason for name in waits)
