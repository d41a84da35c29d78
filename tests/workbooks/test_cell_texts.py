"""Words in cells: lists, aliases, forms, garbled texts; what could be two things is asked about."""

from __future__ import annotations

import pytest

from tests.workbooks.sample import text
from toolchain.engine.xlsx.cells import Cell, CellKind
from toolchain.model.chinese import people_in, split_list
from toolchain.model.identifiers import LENGTHS, Form
from toolchain.model.schema import Column, columns
from toolchain.model.sheets import WORKBOOKS
from toolchain.model.sheets.application import Applicant, Attachment, Declaration, QualityPractice
from toolchain.model.sheets.approval import Approved, ExecutiveMeeting
from toolchain.model.sheets.checks import Check
from toolchain.model.sheets.committee import Ballot, Count, Member
from toolchain.model.sheets.draw import Seed
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.notice import Objection, Posting
from toolchain.model.sheets.settings import Cycle, Dispatch, Receipt
from toolchain.workbooks.mojibake import meant, mojibake
from toolchain.workbooks.normalisation import closest
from toolchain.workbooks.value_types import parse


def of(sheet: type, name: str) -> Column:
    return next(column for column in columns(sheet) if column.name == name)


@pytest.mark.parametrize(
    ("listed", "values"),
    [
        ("审计报告、营业执照", ("审计报告", "营业执照")),
        (
            "近三年（2022、2023、2024年度）审计报告、质量管理体系认证证书（正、副本）",
            ("近三年（2022、2023、2024年度）审计报告", "质量管理体系认证证书（正、副本）"),
        ),
        ("《质量、环境手册》，“甲、乙”证书", ("《质量、环境手册》", "“甲、乙”证书")),
        ("报告(2022,2023)；【附表、附图】", ("报告(2022,2023)", "【附表、附图】")),
        ("「甲、乙」/丙", ("「甲、乙」", "丙")),
        ('"甲、乙"\n丙', ('"甲、乙"', "丙")),
        ("制造业/服务业", ("制造业", "服务业")),
        ("制造业／服务业", ("制造业", "服务业")),
        ("GB/T 19580证书、ISO/IEC 17025证书", ("GB/T 19580证书", "ISO/IEC 17025证书")),
        ("1,000元以上凭证", ("1,000元以上凭证",)),
        ("1.审计报告；2.营业执照、副本", ("审计报告", "营业执照、副本")),
        ("1、审计报告\n2、营业执照", ("审计报告", "营业执照")),
        ("（一）审计报告（二）营业执照", ("审计报告", "营业执照")),
        ("①审计报告②营业执照", ("审计报告", "营业执照")),
        ("审计报告以及营业执照", ("审计报告", "营业执照")),
        ("营业执照和审计报告", ("营业执照和审计报告",)),
        ("审计报告及其附注", ("审计报告及其附注",)),
        ("审计报告。", ("审计报告",)),
        ("、审计报告、、", ("审计报告",)),
    ],
)
def test_lists_are_taken_apart_where_people_mean_it(listed: str, values: tuple[str, ...]) -> None:
    assert split_list(listed).values == values


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("张三（区纪委、监察组）", ("张三（区纪委、监察组）",)),
        ("张三和李四", ("张三", "李四")),
        ("张三（公证处）和李四（区纪委）", ("张三（公证处）", "李四（区纪委）")),
        ("张和平、李四", ("张和平", "李四")),
        ("张和平和李四", ("张和平", "李四")),
        ("张三 李四", ("张三", "李四")),
        ("张　三、李 四", ("张三", "李四")),
        ("欧阳锋　阿不都·热合曼", ("欧阳锋", "阿不都·热合曼")),
        ("阿不都·热合曼", ("阿不都·热合曼",)),
        ("John Smith、张三", ("John Smith", "张三")),
    ],
)
def test_people_are_taken_apart_and_names_held_together(listed: str, names: tuple[str, ...]) -> None:
    assert people_in(listed).values == names


@pytest.mark.parametrize("listed", ["甲（乙、丙", "甲）、乙", "《甲、乙", "“甲、乙"])
def test_a_bracket_without_its_partner_is_named(listed: str) -> None:
    assert split_list(listed).open
    assert [remark.code for remark in parse(text(listed), of(Receipt, "requested")).remarks] == ["E-LIST-01"]


def read(column: Column, typed: str) -> tuple[object, list[str]]:
    parsed = parse(text(typed), column)
    return parsed.value, [remark.code for remark in parsed.remarks]


ANSWER, PROVIDED, ACCEPTED = of(Declaration, "answer"), of(Attachment, "provided"), of(Objection, "accepted")
VOTE, VERDICT, KIND, DEGREE = of(Ballot, "vote"), of(Check, "verdict"), of(Applicant, "kind"), of(Expert, "degree")


@pytest.mark.parametrize(
    ("column", "typed", "value"),
    [
        (ANSWER, "不是", "否"),
        (ANSWER, "无此情况", "否"),
        (ANSWER, "没有", "否"),
        (ANSWER, "无", "否"),
        (ANSWER, "×", "否"),
        (ANSWER, "不存在", "否"),
        (ANSWER, "√", "是"),
        (ANSWER, "是的", "是"),
        (ANSWER, "有。", "是"),
        (PROVIDED, "已提交", "是"),
        (PROVIDED, "未提交", "否"),
        (PROVIDED, "✓", "是"),
        (ACCEPTED, "受理", "是"),
        (ACCEPTED, "不受理", "否"),
        (of(Member, "present"), "到会", "是"),
        (of(Member, "present"), "未到会", "否"),
        (VOTE, "反对", "不同意"),
        (VOTE, "赞成", "同意"),
        (VOTE, "不同意票", "不同意"),
        (VERDICT, "符合要求", "符合"),
        (VERDICT, "不符合要求", "不符合"),
        (KIND, "有限公司", "企业"),
        (KIND, "合作社", "农民专业合作社"),
        (DEGREE, "硕士", "硕士研究生"),
        (DEGREE, "本科学历", "本科"),
    ],
)
def test_words_that_can_mean_one_thing_are_taken_and_noted(column: Column, typed: str, value: str) -> None:
    assert read(column, typed) == (value, ["N-CELL-01"])


@pytest.mark.parametrize(
    ("column", "typed", "code"),
    [
        (ANSWER, "○", "E-CHOICE-02"),
        (ANSWER, "是否", "E-CHOICE-01"),
        (ANSWER, "不详", "E-CHOICE-01"),
        (VOTE, "√", "E-CHOICE-02"),
        (VOTE, "未同意", "E-CHOICE-01"),
        (VOTE, "同意不同意", "E-CHOICE-01"),
        (VOTE, "不同意同意", "E-CHOICE-01"),
        (VOTE, "不反对", "E-CHOICE-01"),
        (VERDICT, "√", "E-CHOICE-02"),
        (VERDICT, "基本符合", "E-CHOICE-01"),
        (VERDICT, "无此情况", "E-CHOICE-01"),
        (VERDICT, "不是不符合", "E-CHOICE-01"),
        (DEGREE, "中专", "E-CHOICE-01"),
    ],
)
def test_words_that_may_mean_several_things_are_asked_about(column: Column, typed: str, code: str) -> None:
    value, codes = read(column, typed)
    assert (value, codes) == (None, [code])


@pytest.mark.parametrize(
    ("typed", "choices", "hint"),
    [
        ("未同意", ("同意", "不同意"), {"", "不同意"}),
        ("不是", ("是", "否"), {"", "否"}),
        ("同意不同意", ("同意", "不同意", "弃权"), {""}),
        ("不符合要求", ("符合", "不符合"), {"不符合"}),
        ("未到会", ("到会", "缺席"), {""}),
        ("无效票数", ("有效票数", "无效票", "总票数"), {"无效票"}),
        ("不同意票数", ("同意票", "不同意票"), {"不同意票"}),
        ("县级", ("国家级", "省级", "市级", "区级"), {""}),
        ("非企业单位", ("企业", "事业单位"), {""}),
        ("统一社会信用号码", ("统一社会信用代码", "单位名称"), {"统一社会信用代码"}),
    ],
)
def test_no_hint_turns_a_word_into_its_opposite(typed: str, choices: tuple[str, ...], hint: set[str]) -> None:
    assert closest(typed, choices) in hint


PHONE, EMAIL, POSTCODE = of(Cycle, "phone"), of(Cycle, "email"), of(Cycle, "postcode")
BANK, ACCOUNT, NUMBER = of(Approved, "bank"), of(Approved, "account"), of(Dispatch, "number")
MEETING = of(ExecutiveMeeting, "number")


@pytest.mark.parametrize(
    ("column", "typed", "value"),
    [
        (PHONE, "3733055678", "0373-3055678"),
        (PHONE, "（0373）3050001", "0373-3050001"),
        (PHONE, "0373 3050001", "0373-3050001"),
        (PHONE, "０３７３－３０５０００１", "0373-3050001"),
        (PHONE, "0373—3050001转801", "0373-3050001-801"),
        (PHONE, "+86 138 3731 2345", "13837312345"),
        (PHONE, "0373-3050001/3050002", "0373-3050001、0373-3050002"),
        (EMAIL, "ab＠163,com", "ab@163.com"),
        (EMAIL, "ab @163.com", "ab@163.com"),
        (POSTCODE, "４５３０００", "453000"),
        (POSTCODE, "453 000", "453000"),
        (ACCOUNT, "4100 1560 0100 0500 0001", "41001560010005000001"),
        (NUMBER, "红质评办[2025]1号", "红质评办〔2025〕1号"),
        (NUMBER, "红质评办（2025）01号", "红质评办〔2025〕1号"),
        (NUMBER, "红质评办［2025］第1号", "红质评办〔2025〕1号"),
        (NUMBER, "红质评办〔2025〕1", "红质评办〔2025〕1号"),
        (MEETING, "45", "第45次"),
        (MEETING, "第四十五次", "第45次"),
        (MEETING, "45次会", "第45次会议"),
        (MEETING, "区政府第45次常务会", "区政府第45次常务会议"),
        (of(Cycle, "contact"), "张　三", "张三"),
    ],
)
def test_another_spelling_is_mended_and_noted(column: Column, typed: str, value: str) -> None:
    assert read(column, typed) == (value, ["N-CELL-01"])


@pytest.mark.parametrize(
    ("column", "typed"),
    [
        (PHONE, "0373-3050001"),
        (PHONE, "13837312345"),
        (PHONE, "400-820-8820"),
        (PHONE, "12315"),
        (EMAIL, "zlj@hq.gov.cn"),
        (BANK, "河南红旗农商行"),
        (NUMBER, "红政〔2022〕76号"),
        (MEETING, "十七届区政府第45次常务会议"),
    ],
)
def test_the_right_spelling_is_left_alone(column: Column, typed: str) -> None:
    assert read(column, typed) == (typed, [])


@pytest.mark.parametrize(
    ("column", "typed", "code"),
    [
        (PHONE, "3050001", "E-TEXT-12"),
        (PHONE, "1383731234", "E-TEXT-12"),
        (EMAIL, "a b＠163,com", "E-TEXT-12"),
        (EMAIL, "ab163.com", "E-TEXT-12"),
        (POSTCODE, "45300", "E-TEXT-12"),
        (POSTCODE, "4530001", "E-TEXT-12"),
        (BANK, "建行", "E-TEXT-12"),
        (BANK, "41001560010005000001", "E-TEXT-12"),
        (ACCOUNT, "同上", "E-TEXT-11"),
        (ACCOUNT, "4.10016E+17", "E-TEXT-12"),
        (ACCOUNT, "4100156O010005000001", "E-TEXT-12"),
        (ACCOUNT, "12345", "E-TEXT-12"),
        (NUMBER, "红质评办2025-1号", "E-TEXT-12"),
        (NUMBER, "红质评办〔25〕1号", "E-TEXT-12"),
        (NUMBER, "红质评办〔2025〕0号", "E-TEXT-12"),
        (MEETING, "常务会议", "E-TEXT-12"),
        (of(Approved, "certificate"), "待定", "E-TEXT-12"),
    ],
)
def test_what_is_not_of_the_form_is_asked_about(column: Column, typed: str, code: str) -> None:
    assert read(column, typed) == (None, [code])


@pytest.mark.parametrize("typed", ["5张", "5票"])
def test_the_unit_of_the_column_may_stand_behind_its_number(typed: str) -> None:
    assert read(of(Count, "favour"), typed) == (5, ["N-CELL-01"])


def test_a_year_may_be_called_one_and_a_round_be_an_ordinal() -> None:
    assert read(of(QualityPractice, "model_since"), "2015年") == (2015, ["N-CELL-01"])
    assert read(of(Seed, "round"), "第2轮") == (2, ["N-CELL-01"])
    assert read(of(Count, "favour"), "5人") == (None, ["E-NUM-02"])


def test_what_was_read_of_a_list_is_said_where_it_is_not_plain() -> None:
    trades = parse(text("制造业/服务业"), of(Expert, "trades"))
    assert trades.value == ("制造业", "服务业")
    assert dict(trades.remarks[0].facts)["values"] == "（1）制造业；（2）服务业"
    assert read(of(Expert, "trades"), "制造业和服务业")[0] == ("制造业", "服务业")


def test_people_who_are_not_written_out_are_asked_for() -> None:
    assert read(of(Seed, "witnesses"), "张三、李四等") == (None, ["E-LIST-02"])
    assert read(of(Receipt, "requested"), "审计报告等")[1] == ["W-LIST-04"]
    assert read(of(Receipt, "requested"), "营业执照和审计报告")[1] == ["W-LIST-05"]


def test_codes_are_taken_apart_by_anything_between_them() -> None:
    codes = ("91410702MA44ABCD5P", "914107020706795570")
    for between in ("、", "/", " ", "\n", "；"):
        assert read(of(Posting, "nominees"), between.join(codes))[0] == codes


@pytest.mark.parametrize(
    "garbled",
    [
        "锟斤拷公司",
        "鏂颁埂甯傛亽鎷",
        "CafÃ©公司",
        "æ–°ä¹¡",
        "甲&amp;乙公司",
        "???公司",
        "鈥滅孩鏃",
        "%E6%96%B0%E4%B9%A1",
    ],
)
def test_garbled_texts_are_named_in_any_text(garbled: str) -> None:
    assert mojibake(garbled)
    for column in (of(Applicant, "name"), of(Applicant, "address"), of(Check, "facts")):
        assert [remark.code for remark in parse(text(garbled), column).remarks] == ["E-TEXT-10"]


@pytest.mark.parametrize(
    "healthy", ["联通公司", "Café公司", "µm级", "100%合格", "A&B公司", "为什么?", "锘元素", "𠮷公司"]
)
def test_rare_texts_are_not_taken_for_garbled(healthy: str) -> None:
    assert mojibake(healthy) == ""


def test_what_was_meant_is_told_where_it_can_be_undone() -> None:
    assert meant("鏂颁埂") == "新乡"


@pytest.mark.parametrize(("literal", "value"), [("TRUE", "是"), ("FALSE", "否")])
def test_a_truth_value_is_yes_or_no(literal: str, value: str) -> None:
    assert parse(Cell(5, 3, CellKind.BOOLEAN, literal), ANSWER).value == value


def test_what_is_one_notion_has_one_length_everywhere() -> None:
    found = [column for book in WORKBOOKS for sheet in book.sheets for column in columns(sheet)]
    for column in found:
        if column.form is not Form.FREE:
            assert column.length == LENGTHS[column.form], column.label
    names = {"单位名称", "候选单位", "工作单位", "核查部门", "单位及职务"}
    assert {column.length for column in found if column.label in names} == {LENGTHS[Form.ORGANISATION]}
    assert read(of(Applicant, "name"), "某" * 61)[1] == []
