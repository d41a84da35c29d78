"""Whoever reads a cell waits for it, and nobody else: what decisions read is noted and compared with who waits."""

from __future__ import annotations

import io
import random
import warnings
from collections.abc import Callable, Mapping

import pytest
from openpyxl import load_workbook

from tests.held.cells import filled_cells
from tests.held.desk import Edit, Office
from tests.held.recorded import Cell, Decision, Recorder
from tests.held.test_every_cell import one_of_each
from toolchain.cycle import pipeline
from toolchain.cycle.example import FOLDER
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile, scan_inbox
from toolchain.stages.judgement import Judgement, Stage

STAGES = (Stage.ACCEPTANCE, Stage.QUALIFICATION, Stage.PANELS)
"""Those that decide on one after the other."""
LATER = ("评分表", "评委会会议", "公示与异议", "政府审定", "奖金使用")
"""Workbooks that these stages do not look into."""
KEYS = frozenset({"统一社会信用代码", "单位名称", "专家编号", "姓名", "组别", "文书编号", "对象代码", "事项编号"})
"""Columns that tell rows apart: one that cannot be read is told apart by the others of its row."""
WHOLE_ROWS = frozenset({"获奖单位", "限制申报", "获奖单位事项"})
"""Sheets of which a row says as a whole what an organisation is: it waits for any cell of it."""
SAMPLED = 10


class Desk:
    """The example's workbooks as they were read, and what every decision about one reads in them."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.toolbox = Resources.load(office.project)
        self.files = scan_inbox(office.project.inbox)
        recorder = Recorder()
        with pytest.MonkeyPatch.context() as patch:
            recorder.patch(patch)
            self.judgement = self.judged(self.files)
        self.readers: Mapping[Cell, frozenset[Decision]] = recorder.readers()
        self.deciders = {stage: {who for at, who in recorder.read if at is stage} for stage in STAGES}

    def judged(self, files: tuple[ScannedFile, ...]) -> Judgement | None:
        return judge_all(receive(files), self.toolbox).cycles[0].judgement

    def with_fault(self, edit: Edit) -> Judgement | None:
        """Judge the workbooks with one wrong cell."""
        path, data = self.office.path(edit.book), io.BytesIO()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(path)
        book[edit.sheet][edit.cell].value = edit.value
        book.save(data)
        name = f"{FOLDER}/{path.name}"
        return self.judged(tuple(ScannedFile(name, data.getvalue()) if i.name == name else i for i in self.files))

    def label(self, edit: Edit) -> str:
        """Give the header above a cell."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            page = load_workbook(self.office.path(edit.book))[edit.sheet]
        column = page[edit.cell].column
        above = [str(page.cell(row, column).value or "") for row in range(1, page[edit.cell].row)]
        return next((text.rstrip("＊") for text in above if text.rstrip("＊") in KEYS), "")

    def reading(self, edit: Edit) -> set[Decision]:
        """Say who reads a cell: each at the first stage that does, and the panel of an applicant that waits."""
        read = self.readers.get((f"{FOLDER}/{self.office.path(edit.book).name}", edit.sheet, edit.cell), frozenset())
        first: dict[str, Stage] = {}
        for stage, who in sorted(read, key=lambda item: STAGES.index(item[0])):
            first.setdefault(who, stage)
        return {(stage, who) for who, stage in first.items()} | {
            (Stage.PANELS, self.panels[self.trades[who]]) for who in first if self.trades.get(who) in self.panels
        }

    @property
    def trades(self) -> Mapping[str, str]:
        assert self.judgement is not None
        return {str(item.uscc): item.applicant.trade for item in self.judgement.record.applications}

    @property
    def panels(self) -> Mapping[str, str]:
        assert self.judgement is not None
        return {pool.panel.trade: pool.panel.panel for pool in self.judgement.panels.pools}


@pytest.fixture(scope="module")
def desk(whole: Office) -> Desk:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "differences", lambda _: ())
        return Desk(whole)


def astray(desk: Desk, edit: Edit) -> str:
    """Say who waits that does not read a cell, and who reads it and does not wait; empty where there is nobody."""
    judgement = desk.with_fault(edit)
    if judgement is None:
        return "" if edit.sheet == "届次" else f"{edit}: 整届"
    waits = {(held.stage, held.subject) for held in judgement.held if held.stage in STAGES}
    reads = desk.reading(edit)
    for stage in (stage for stage, who in waits if not who):
        if edit.sheet in WHOLE_ROWS or desk.label(edit) in KEYS or desk.deciders[stage] <= {who for _, who in reads}:
            return ""
    if desk.label(edit) in KEYS:
        return "" if len(waits) <= len(desk.panels) else f"{edit}: {sorted(waits)}"
    extra, missing = waits - reads, reads - waits
    if edit.sheet in WHOLE_ROWS:
        extra = set()
        missing = set()
    if edit.sheet == "专家":
        missing = {item for item in missing if item[0] is not Stage.PANELS}
    return f"{edit}: 多停{sorted(extra)}，漏停{sorted(missing)}" if extra or missing else ""


def early(desk: Desk, wanted: Callable[[list[Edit]], list[Edit]]) -> list[Edit]:
    return wanted([edit for edit in one_of_each(list(filled_cells(desk.office))) if not edit.book.startswith(LATER)])


@pytest.mark.slow
def test_those_wait_who_read_a_cell(desk: Desk) -> None:
    some = early(desk, lambda cells: random.Random(16).sample(cells, SAMPLED))
    assert [told for edit in some if (told := astray(desk, edit))] == []


@pytest.mark.stress
@pytest.mark.parametrize("part", range(4))
def test_those_wait_who_read_a_cell_of_any_column(part: int, desk: Desk) -> None:
    cells = early(desk, lambda found: found[part::4])
    assert [told for edit in cells if (told := astray(desk, edit))] == []


def test_what_is_noted_is_much(desk: Desk) -> None:
    assert len(desk.readers) > 1500
    assert all(len(who) > 1 for who in desk.deciders.values())
