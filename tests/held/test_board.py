"""The board: where everybody stands, what each waits for, and which cell holds it."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from tests.held.desk import Office
from tests.held.everyday import EVERYDAY
from toolchain.cli.report.explanation import explain
from toolchain.cycle.example import FOLDER
from toolchain.cycle.resources import Resources


def sheet(office: Office, title: str) -> dict[str, tuple[object, ...]]:
    """Read a sheet of 进度表 by its first column."""
    book = load_workbook(office.project.outbox / FOLDER / "进度表.xlsx")
    return {str(row[0]): row for row in book[title].iter_rows(values_only=True)}


def test_everybody_is_somewhere(whole: Office) -> None:
    rows = sheet(whole, "申报单位")
    assert rows["新乡市恒拓精密机械有限公司"][2:8] == (
        "受理",
        "符合",
        "第2名",
        "同意15票，须11票",
        "无异议或异议不成立",
        "同意，2025年8月15日公告",
    )
    assert rows["新乡市恒拓精密机械有限公司"][8] == "已完成"
    assert rows["新乡市锦程纺织有限公司"][8:10] == ("未通过", "第十一条第（五）项")
    assert rows["新乡市鼎盛建材有限公司"][8:10] == ("未通过", "第十六条：未列入候选名单")
    assert {row[3] for row in sheet(whole, "评审员").values() if len(row) > 3} >= {"已采用"}
    assert sheet(whole, "部门")["区统计局"][1:4] == (10, 10, 0)


@pytest.mark.parametrize("kind", ["部门核查的日期", "收件登记的日期"])
def test_a_held_one_names_its_cell(kind: str, office: Office) -> None:
    edit = EVERYDAY[kind]
    cell = office.edit(edit)
    office.run()
    row = sheet(office, "申报单位")["新乡市恒拓精密机械有限公司"]
    assert row[8] == "暂停"
    assert f"“{edit.sheet}” › {cell}" in str(row[9])
    assert "暂停" in row[2:4]
    book = load_workbook(office.project.outbox / FOLDER / "进度表.xlsx")
    reviewers = {row[1]: row[3:5] for row in book["评审员"].iter_rows(values_only=True)}
    assert reviewers["E01"][0] == "暂停"
    assert f"› {cell}" in str(reviewers["E01"][1])
    assert reviewers["E04"][0] == "已采用"
    page = (office.project.outbox / FOLDER / "总览.html").read_text(encoding="utf-8")
    assert page.count("改正后重新放入收件箱：") == 1
    assert f"“{edit.sheet}” › {cell}" in page
    public = (office.project.outbox / FOLDER / "公开/总览（公开版）.html").read_text(encoding="utf-8")
    assert "贺经理" not in page + public
    assert f"› {cell}" not in public


def test_a_missing_score_sheet_is_owed(office: Office) -> None:
    office.path("评分表-E01").unlink()
    office.run()
    book = load_workbook(office.project.outbox / FOLDER / "进度表.xlsx")
    rows = {row[1]: row for row in book["评审员"].iter_rows(values_only=True)}
    assert rows["E01"][3:5] == ("未交", "等待评分表")


def test_explaining_a_held_one_names_the_cell(office: Office) -> None:
    cell = office.edit(EVERYDAY["收件登记的日期"])
    ran = office.run()
    told = list(explain(ran.outcome, "恒拓", Resources.load(office.project).wording))
    assert any(line.startswith("【暂停】受理：等待改正") and cell in line for line in told)
