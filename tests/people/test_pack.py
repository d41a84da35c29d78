"""make pack: everybody's folder and zip hold what is theirs and nothing else; the list says who owes what."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from toolchain.cycle.example import FOLDER
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.pack import CALENDAR, FORMS, LIST, MESSAGE, Packed, pack
from toolchain.cycle.paths import Project
from toolchain.cycle.pipeline import deliver, judge_all
from toolchain.cycle.resources import Resources
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import scan_inbox
from toolchain.model.rule_set.building import ParameterFault
from toolchain.results.calendar_file import calendar_file
from toolchain.results.hand_over import Parcel, parcels

ROOT = Path(__file__).resolve().parents[2]
MAKER = "新乡市启明电气科技有限公司"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> tuple[CycleOutcome, Resources, Path]:
    """The example without one reviewer's sheet and one prize report, published."""
    folder = tmp_path_factory.mktemp("desk")
    toolbox = Resources.load(Project(ROOT, ROOT / "inbox" / FOLDER, folder / "outbox"))
    left_out = ("评分表-E01", "奖金使用-新乡市启明")
    outcome = judge_all(
        receive(item for item in scan_inbox(toolbox.project.inbox) if not item.name.startswith(left_out)), toolbox
    )
    deliver(outcome, toolbox)
    return outcome.cycles[0], toolbox, folder


@pytest.fixture(scope="module")
def packed(desk: tuple[CycleOutcome, Resources, Path]) -> Packed:
    cycle, toolbox, folder = desk
    return pack(cycle, toolbox, folder / "outbox" / FOLDER, folder / "分发")


def parcel(packed: Packed, name: str) -> Parcel:
    [found] = [item for item in packed.parcels if item.recipient.name == name]
    return found


def test_every_file_of_a_parcel_is_about_its_recipient_alone(packed: Packed) -> None:
    names = {item.recipient.name for item in packed.parcels if item.recipient.kind in {"申报单位", "评审员"}}
    for item in packed.parcels:
        others = names - {item.recipient.name}
        assert not [file for file in item.files if any(other in Path(file).name for other in others)], item.recipient


def test_nothing_internal_leaves_the_office(packed: Packed) -> None:
    kinds = {Path(file).name[:2] for item in packed.parcels if item.recipient.kind != "委员" for file in item.files}
    assert not kinds & {"07", "13", "14", "15", "16", "17", "18", "21", "22", "25", "28", "32", "47", "48", "52"}


def test_folder_and_zip_hold_the_same(packed: Packed, desk: tuple[CycleOutcome, Resources, Path]) -> None:
    folder = desk[2] / "分发"
    for item in packed.parcels:
        place = folder / item.folder
        with zipfile.ZipFile(place.with_name(f"{place.name}.zip")) as archive:
            inside = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
        assert inside == {path.name: path.read_bytes() for path in place.iterdir()}
        assert set(inside) == {MESSAGE, *(Path(file).name for file in item.files)}


def test_who_has_not_answered_is_named(packed: Packed) -> None:
    assert parcel(packed, "张建国").recipient.waits == "等待评分表"
    assert parcel(packed, "李文静").recipient.waits == ""


def test_the_message_says_what_by_when_and_whom_to_ask(packed: Packed) -> None:
    said = parcel(packed, "张建国").text
    assert said.startswith("张建国老师：")
    assert "《评分表》空白表" in said
    assert "请于2025年6月27日前交回填好的评分表" in said
    assert said.endswith("联系人：苏晓雯，0373-3050001。")


def test_drafts_are_not_handed_over(desk: tuple[CycleOutcome, Resources, Path]) -> None:
    cycle, toolbox, _ = desk
    drafts = {paper.path for paper in cycle.papers if paper.document.draft}
    assert cycle.judgement is not None
    found = parcels(cycle.judgement, cycle.papers, toolbox.items, toolbox.project.templates)
    assert not drafts & {file for item in found for file in item.files}


def test_the_list_has_a_line_for_each(packed: Packed, desk: tuple[CycleOutcome, Resources, Path]) -> None:
    page = load_workbook(desk[2] / "分发" / LIST).worksheets[0]
    told = {str(cell.value) for row in page.iter_rows() for cell in row}
    assert {item.folder for item in packed.parcels} <= told
    assert parcel(packed, MAKER).text in told


def test_every_application_is_a_form_to_be_signed(packed: Packed, desk: tuple[CycleOutcome, Resources, Path]) -> None:
    cycle, _, folder = desk
    assert cycle.judgement is not None
    applications = cycle.judgement.record.applications
    forms = {path.stem: path for path in (folder / "分发" / FORMS).glob("*.docx")}
    assert len(forms) == len(applications) == packed.receipts
    for application in applications:
        document = Document(str(forms[f"{application.name}（{application.uscc}）"]))
        texts = [paragraph.text for paragraph in document.paragraphs]
        assert texts.index(f"单位名称：{application.name}") < texts.index("自述事项")
        assert texts.index("附件清单") < texts.index("法定代表人（负责人、本人）签字：")
        held = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
        assert {row.name for row in application.attachments} <= held


def test_again_nothing_is_new(packed: Packed, desk: tuple[CycleOutcome, Resources, Path]) -> None:
    cycle, toolbox, folder = desk
    assert packed.fresh > 50
    assert pack(cycle, toolbox, folder / "outbox" / FOLDER, folder / "分发").fresh == 0


def test_without_a_run_the_files_are_missing_and_said_to_be(
    desk: tuple[CycleOutcome, Resources, Path], tmp_path: Path
) -> None:
    cycle, toolbox, _ = desk
    found = pack(cycle, toolbox, tmp_path / "outbox" / FOLDER, tmp_path / "分发")
    assert len(found.missing) == sum(len(item.files) for item in found.parcels)


def test_a_list_that_lacks_something_is_named(desk: tuple[CycleOutcome, Resources, Path], tmp_path: Path) -> None:
    cycle, toolbox, _ = desk
    (tmp_path / "handover.toml").write_text('[[to]]\nkind = "部门"\n', encoding="utf-8")
    assert cycle.judgement is not None
    with pytest.raises(ParameterFault, match=r"handover\.toml"):
        parcels(cycle.judgement, cycle.papers, toolbox.items, tmp_path)


# -- the calendar ------------------------------------------------------------------------------------------


def test_every_day_is_an_event_and_no_line_is_too_long(
    desk: tuple[CycleOutcome, Resources, Path], packed: Packed
) -> None:
    data = (desk[2] / "分发" / CALENDAR).read_bytes()
    assert data.count(b"BEGIN:VEVENT") == data.count(b"END:VEVENT") == packed.days
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert "申报截止".encode() in data.replace(b"\r\n ", b"")


def test_a_long_matter_is_folded_between_characters_and_separators_are_escaped() -> None:
    matter = "甲,乙;丙\\丁" + "很长的事项" * 20
    data = calendar_file("2026届", [(date(2026, 4, 30), matter), (date(2026, 4, 30), matter)])
    assert data.count(b"BEGIN:VEVENT") == 1
    text = data.replace(b"\r\n ", b"").decode()
    assert "SUMMARY:甲\\,乙\\;丙\\\\丁很长的事项" in text
    assert "DTEND;VALUE=DATE:20260501" in text
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
