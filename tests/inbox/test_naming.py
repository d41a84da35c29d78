"""One organisation, one code, over all workbooks of a cycle: both cells are named."""

from __future__ import annotations

from tests.gallery.kit import FORM, Copy, healthy, said_at, text
from toolchain.inbox.intake import Intake
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile
from toolchain.model.sheets import APPLICATION, PRIZE_USE, REGISTER, SETTINGS

OTHER = "91410702MA44ABCD5P"


def take(**files: bytes) -> Intake:
    return receive([ScannedFile(name, data) for name, data in files.items()])


def said(intake: Intake) -> list[tuple[str, str]]:
    return [(f"{item.at.file}!{said_at(item).partition(' ')[2]}", item.code) for item in intake.problems]


def test_a_name_with_two_codes_blocks_the_other_workbook() -> None:
    wrong = Copy(healthy(REGISTER)).put("获奖单位", "统一社会信用代码@第1行", text(OTHER)).bytes()
    intake = take(申报书=healthy(APPLICATION), 台账=wrong)
    assert said(intake) == [("台账!统一社会信用代码@第1行", "E-NAME-01")]
    assert dict(intake.problems[0].facts)["where"] == f"申报书 › “基本情况” › {Copy().ref(FORM, '统一社会信用代码')}"
    assert [entry.state for entry in intake.entries] == ["已采用", "需修改"]
    assert [item.faulty for item in intake.filled] == [True, False], "in the order of names"


def test_spelling_of_brackets_and_blanks_does_not_hide_it() -> None:
    wrong = (
        Copy(healthy(REGISTER))
        .put("获奖单位", "统一社会信用代码@第1行", text(OTHER))
        .put("获奖单位", "单位名称@第1行", text("甲 公司"))
        .bytes()
    )
    assert ("台账!统一社会信用代码@第1行", "E-NAME-01") in said(take(申报书=healthy(APPLICATION), 台账=wrong))


def test_without_an_application_both_are_named() -> None:
    wrong = Copy(healthy(PRIZE_USE)).put("奖金情况", "统一社会信用代码", text(OTHER)).bytes()
    found = said(take(收件=healthy(SETTINGS), 奖金=wrong))
    assert found == [("收件!统一社会信用代码@第1行", "E-NAME-01"), ("奖金!统一社会信用代码", "E-NAME-01")]


def test_two_applications_of_one_name_and_two_codes_are_both_named() -> None:
    other = Copy().put(FORM, "统一社会信用代码", text(OTHER)).bytes()
    assert said(take(一=healthy(), 二=other)) == [
        ("一!统一社会信用代码", "E-NAME-01"),
        ("二!统一社会信用代码", "E-NAME-01"),
    ]


def test_a_code_with_two_names_is_pointed_out() -> None:
    renamed = Copy(healthy(REGISTER)).put("获奖单位", "单位名称@第1行", text("旧名称")).bytes()
    intake = take(申报书=healthy(APPLICATION), 台账=renamed)
    assert said(intake) == [("台账!单位名称@第1行", "W-NAME-02")]
    assert dict(intake.problems[0].facts)["where"] == f"申报书 › “基本情况” › {Copy().ref(FORM, '单位名称')}"


def test_names_that_a_rule_compares_are_left_to_it() -> None:
    renamed = Copy(healthy(SETTINGS)).put("收件登记", "单位名称@第1行", text("旧名称")).bytes()
    assert said(take(申报书=healthy(APPLICATION), 设置=renamed)) == []


def test_other_cycles_are_other_matters() -> None:
    wrong = Copy(healthy(PRIZE_USE, cycle="2024届")).put("奖金情况", "统一社会信用代码", text(OTHER)).bytes()
    assert said(take(申报书=healthy(APPLICATION), 奖金=wrong)) == []
