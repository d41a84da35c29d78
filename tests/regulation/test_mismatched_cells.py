"""Cells of a row that do not fit together: what is pointed out, and what is left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.regulation.placed import at, codes
from tests.rows import row_of
from toolchain.model.rule_set.rules import Rules
from toolchain.model.sheets.checks import Check, CheckSignature, Event
from toolchain.model.sheets.committee import Member
from toolchain.model.sheets.draw import Seed
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.vocabulary import (
    EventKind,
    EventLevel,
    MemberCategory,
    YesNo,
)
from toolchain.regulation.mismatched_cells import departments, events, members, moved, same_department, seeds, titles

GOVERNMENT, TRADE = MemberCategory.GOVERNMENT, MemberCategory.TRADE
QUALITY, MANAGEMENT = MemberCategory.QUALITY, MemberCategory.MANAGEMENT


@pytest.mark.parametrize(
    ("position", "category", "expected"),
    [
        ("区科技和工业信息化局副局长", GOVERNMENT, []),
        ("区科技和工业信息化局副局长", QUALITY, ["W-RULE-0612"]),
        ("红旗区人民政府副区长", TRADE, ["W-RULE-0612"]),
        ("河南师范大学商学院教授", MANAGEMENT, []),
        ("河南师范大学商学院教授", GOVERNMENT, ["W-RULE-0612"]),
        ("河南科技学院质量工程研究所研究员", TRADE, ["W-RULE-0612"]),
        ("新乡市质量协会理事", QUALITY, []),
        ("新乡市机械行业协会会长", TRADE, []),
        ("新乡市机械行业协会会长", QUALITY, ["W-RULE-0612"]),
        ("新乡市企业管理协会秘书长", MANAGEMENT, []),
        ("新乡市白鹭化纤有限公司办公室主任", GOVERNMENT, ["W-RULE-0612"]),
        ("新乡市白鹭化纤有限公司办公室主任", TRADE, []),
        ("某化工厂厂长", GOVERNMENT, ["W-RULE-0612"]),
        ("副局长", GOVERNMENT, ["W-RULE-0611"]),
        ("总经理", TRADE, ["W-RULE-0611"]),
    ],
)
def test_a_member_sits_in_a_category_that_its_employer_allows(
    position: str, category: MemberCategory, expected: list[str]
) -> None:
    row = row_of(Member, position=position, category=category)
    assert codes(members([at(row, 5)])) == expected


@pytest.mark.parametrize(
    ("position", "senior", "expected"),
    [
        ("教授", YesNo.YES, []),
        ("副教授", YesNo.NO, ["W-RULE-0910"]),
        ("正高级工程师", YesNo.NO, ["W-RULE-0910"]),
        ("高级经济师", YesNo.YES, []),
        ("副主任医师", YesNo.NO, ["W-RULE-0910"]),
        ("工程师", YesNo.YES, ["W-RULE-0910"]),
        ("工程师", YesNo.NO, []),
        ("助理研究员", YesNo.NO, []),
        ("高级审核员", YesNo.NO, []),
        ("高级审核员", YesNo.YES, ["W-RULE-0910"]),
        ("总经理", YesNo.YES, []),
        ("副总工程师", YesNo.YES, []),
    ],
)
def test_a_title_says_whether_it_is_a_senior_one(position: str, senior: YesNo, expected: list[str]) -> None:
    row = row_of(Expert, position=position, senior=senior)
    assert codes(titles([at(row, 6)])) == expected


@pytest.mark.parametrize(
    ("seed", "method", "expected"),
    [
        ("352614652316415263341625", "当众掷骰24次", []),
        ("352614652316415263341627", "当众掷骰24次", ["W-RULE-0829"]),
        ("35261465231641526334162", "当众掷骰24次", ["W-RULE-0829"]),
        ("352614652316415263341625", "两枚骰子掷12次", []),
        ("352614652316415263341620", "十面骰掷24次", []),
        ("352614652316415263341620", "摇号机摇出24位", []),
    ],
)
def test_a_seed_is_what_dice_can_give(seed: str, method: str, expected: list[str]) -> None:
    row = row_of(Seed, seed=seed, method=method, annulled=None)
    assert codes(seeds([at(row, 5)])) == expected
    assert codes(seeds([at(replace(row, annulled="见会议记录"), 5)])) == []


def checked(item: str = "10.5", department: str = "区应急管理局", **changes: object) -> Check:
    return at(row_of(Check, item=item, department=department, **changes), 6)


@pytest.mark.parametrize(
    ("department", "expected"),
    [
        ("区应急管理局", []),
        ("应急局", []),
        ("新乡市红旗区应急管理局", []),
        ("区统计局", ["W-RULE-1511"]),
        ("王秀英", ["W-RULE-1511"]),
    ],
)
def test_the_department_that_was_asked_answers(department: str, expected: list[str], rules: Rules) -> None:
    rows = [checked(department=department)]
    assert codes(departments(rows, (), rows, rules)) == expected


@pytest.mark.parametrize(
    ("department", "expected"), [("区应急管理局", []), ("应急局", ["W-RULE-1512"]), ("区文旅局", ["W-RULE-1512"])]
)
def test_a_signature_speaks_for_some_row(department: str, expected: list[str], rules: Rules) -> None:
    sign = at(row_of(CheckSignature, department=department), 5)
    assert codes(departments((), [sign], [checked()], rules)) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("市监局", "区市场监督管理局", True),
        ("发改委", "区发展和改革委员会", True),
        ("区统计局", "区市场监督管理局", False),
    ],
)
def test_a_short_name_is_made_of_signs_of_the_long_one(one: str, other: str, *, expected: bool) -> None:
    assert same_department(one, other) is expected
    assert same_department(other, one) is expected


def happened(kind: EventKind, level: EventLevel | None, facts: str) -> Event:
    return at(row_of(Event, kind=kind, level=level, happened=date(2024, 5, 20), facts=facts), 5)


@pytest.mark.parametrize(
    ("kind", "level", "facts", "expected"),
    [
        (EventKind.INSPECTION, EventLevel.DISTRICT, "区级抽检中标签不规范", []),
        (EventKind.INSPECTION, EventLevel.DISTRICT, "省级抽检中标签不规范", ["W-RULE-1514"]),
        (EventKind.INSPECTION, EventLevel.DISTRICT, "省级通报，区级抽检", []),
        (EventKind.INSPECTION, None, "抽检不合格", ["W-RULE-1513"]),
        (EventKind.INSPECTION, EventLevel.MAJOR, "抽检不合格", ["W-RULE-1513"]),
        (EventKind.SAFETY, EventLevel.MINOR, "发生较大生产安全事故", ["W-RULE-1514"]),
        (EventKind.SAFETY, EventLevel.GRAVE, "发生特别重大火灾事故", []),
        (EventKind.SAFETY, None, "发生火灾", ["W-RULE-1513"]),
        (EventKind.DISHONESTY, None, "列入失信名单", []),
    ],
)
def test_an_event_has_the_level_of_its_words(
    kind: EventKind, level: EventLevel | None, facts: str, expected: list[str], rules: Rules
) -> None:
    assert codes(events([happened(kind, level, facts)], rules)) == expected


def test_an_event_listed_twice_is_named_once(rules: Rules) -> None:
    row = happened(EventKind.DISHONESTY, None, "列入失信名单")
    assert codes(events([row, at(row, 6)], rules)) == ["W-RULE-1515"]


def test_words_of_another_clause_are_named() -> None:
    texts = [("10.5", "事故"), ("10.7", "其他违法")]
    rows = [checked("10.5", matter="其他违法"), checked("10.7", matter="其他违法"), checked("10.5", matter="另写的")]
    assert codes(moved(rows, "matter", texts, "结论")) == ["E-RULE-1516"]
    assert codes(moved([checked("10．5", matter="事故")], "matter", texts, "结论")) == []
