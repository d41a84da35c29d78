"""An applicant says once that nothing exists and that every paper is there; what is filled row by row goes before."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workbooks.sample import reread
from toolchain.cycle.example import FOLDER
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.paths import Project
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile, scan_inbox
from toolchain.model.schema import Row, columns
from toolchain.model.sheets import APPLICATION
from toolchain.model.sheets.application import Applicant, Attachment, Declaration, FiscalYear, QualityPractice
from toolchain.model.sheets.vocabulary import YesNo
from toolchain.model.workbook_declaration import Mark
from toolchain.workbooks.blank import write
from toolchain.workbooks.reader import Reading

ROOT = Path(__file__).resolve().parents[2]
NAME = "申报书-01新乡市恒拓精密机械有限公司.xlsx"
Known = dict[type[Row], list[dict[str, object]]]


@pytest.fixture(scope="module")
def files() -> dict[str, ScannedFile]:
    return {item.name: item for item in scan_inbox(ROOT / "inbox" / FOLDER)}


@pytest.fixture(scope="module")
def filled(files: dict[str, ScannedFile]) -> Known:
    """The example's application with nothing said of bars and papers."""
    [book] = receive([files[NAME]]).filled
    known = {
        sheet: [{item.name: getattr(row, item.name) for item in columns(sheet)} for row in book.readable(sheet)]
        for sheet in (Applicant, FiscalYear, QualityPractice, Declaration, Attachment)
    }
    for row in known[Declaration]:
        row["answer"] = None
    for row in known[Attachment]:
        row["provided"] = None
    return known


def written(filled: Known, **said: object) -> bytes:
    known = {**filled, Applicant: [{**filled[Applicant][0], **said}]}
    return write(APPLICATION, Mark(APPLICATION.mark, APPLICATION.version, FOLDER), known=known)


def read(filled: Known, **said: object) -> Reading:
    return reread(written(filled, **said), APPLICATION)


def blank(found: Reading) -> set[str]:
    return {item.at.sheet for item in found.problems if item.code == "E-CELL-04"}


def test_one_cell_answers_every_item(filled: Known) -> None:
    found = read(filled, no_bars=YesNo.YES, all_papers=YesNo.YES)
    assert blank(found) == set()
    assert {row.answer for row in found.rows[Declaration]} == {YesNo.NO}
    assert {row.provided for row in found.rows[Attachment]} == {YesNo.YES}
    assert len(found.rows[Declaration]) == len(filled[Declaration])
    [applicant] = found.rows[Applicant]
    assert {row.where("answer") for row in found.rows[Declaration]} == {applicant.where("no_bars")}
    assert {row.where("provided") for row in found.rows[Attachment]} == {applicant.where("all_papers")}


@pytest.mark.parametrize("said", [None, YesNo.NO])
def test_without_it_every_item_is_asked_for(filled: Known, said: YesNo | None) -> None:
    found = read(filled, no_bars=said, all_papers=said)
    assert blank(found) == {"自述事项", "附件清单"}
    assert len([item for item in found.problems if item.at.sheet == "自述事项" and item.blocks]) == len(
        filled[Declaration]
    )


def test_each_speaks_for_its_own_sheet(filled: Known) -> None:
    assert blank(read(filled, no_bars=YesNo.YES)) == {"附件清单"}
    assert blank(read(filled, all_papers=YesNo.YES)) == {"自述事项"}


def test_what_is_answered_stays_as_it_is_answered(filled: Known) -> None:
    first, *rest = filled[Declaration]
    answered = {**filled, Declaration: [{**first, "answer": YesNo.YES, "explanation": "2024年受过处罚"}, *rest]}
    found = read(answered, no_bars=YesNo.YES, all_papers=YesNo.YES)
    assert [row.answer for row in found.rows[Declaration]] == [YesNo.YES] + [YesNo.NO] * len(rest)
    assert found.rows[Declaration][0].where("answer").sheet == "自述事项"


def test_the_cycle_decides_the_same(filled: Known, files: dict[str, ScannedFile]) -> None:
    toolbox = Resources.load(Project(ROOT, ROOT / "inbox" / FOLDER, ROOT / "outbox"))
    once = ScannedFile(NAME, written(filled, no_bars=YesNo.YES, all_papers=YesNo.YES))
    outcomes: list[CycleOutcome] = []
    for changed in (files, {**files, NAME: once}):
        [cycle] = judge_all(receive(changed[name] for name in sorted(changed)), toolbox).cycles
        outcomes.append(cycle)
    before, after = (item.judgement for item in outcomes)
    assert before is not None
    assert after is not None
    assert [item for item in outcomes[1].problems if item.blocks] == []
    assert [item.verdict for item in after.qualifications] == [item.verdict for item in before.qualifications]
    assert after.review.ranking == before.review.ranking
