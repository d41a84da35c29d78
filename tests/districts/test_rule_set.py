"""A rule set is refused where it cannot be right, and says everything in its own words where it is."""

from __future__ import annotations

import copy
import pickle
import shutil
from datetime import date
from pathlib import Path

import pytest

from toolchain.cli.report.rule_sets import rule_faults
from toolchain.cycle.paths import Project
from toolchain.model.parameters import load_rules, rules_for
from toolchain.model.rule_set.areas import Area, local_code, locate
from toolchain.model.rule_set.articles import Local
from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.rule_set.spans import Span
from toolchain.regulation.art10_conditions import division

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "templates" / "regulation" / "2022-76.toml"


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """Write the shipped rule set with one change."""
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "办法.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('interval = "2年"', 'interval = "2年"\ninterval_month = 3', "不认识“interval_month”"),
        ('interval = "2年"', "", "的 quota：缺少“interval”"),
        ('validity = "4年"', 'validity = "0年"', "validity：应为带引号的期限"),
        ('validity = "4年"', 'validity = "2届"', "validity 的 validity：应以年、个月、永久计，现为“2届”"),
        ("panel_max = 5", "panel_max = 2", "panel_min（3）大于 panel_max（2）"),
        ('quota = "第四条"', 'quota = "4"', "articles 的 quota：应写成"),
        ('vote_share = "2/3"', 'vote_share = "3/2"', "vote_share：应为大于0、不超过1的比例"),
        ('vote_share = "2/3"', 'vote_share = "0"', "vote_share：应为大于0、不超过1的比例"),
        ("experience_years = 8", "experience_years = -1", "experts 的 experience_years：至少为0，现为-1"),
        ("vice_chairs = 2", "vice_chairs = -2", "committee 的 vice_chairs：至少为0"),
        ("late_until_month = 6", "late_until_month = 13", "late_until_month：是几月，最大12"),
        ('"卓越绩效自评报告"', '"登记证书复印件"', "attachments：“登记证书复印件”写了2次"),
        ('vote_share = "2/3"', "vote_share = 0.66", '应为带引号的分数，如 "2/3"'),
        ('codes = ["410702"]', 'codes = ["41070X"]', "codes 应为两至六位数字"),
        ("documents_off = []", 'documents_off = ["27"]', "documents_off 第1行：应为整数"),
        (
            "pools = []",
            'pools = [{ name = "甲", article = "", of = "首次获奖", most = 1 }]',
            "至少写一个，不然不知道是哪一类",
        ),
        (
            "pools = []",
            'pools = [{ name = "甲", article = "", of = "首次获奖", specialised = true, kept = 4 }]',
            "超过了“首次获奖”的名额（3家）",
        ),
        ("total = 0", "total = 9", "quota 的 total：合计9家"),
        ('fraud_ban = "6年"', 'fraud_ban = "6个工作日"', "fraud 的 fraud_ban：应以年、个月、届、永久计"),
        ('award = "红旗区区长质量奖"', 'award = ""', "award 不能为空"),
        ('here = "本区"', 'here = ""', "terms 的 here 不能为空"),
        ("new_laureates = 3", "new_laureates = 0", "没有单位能够获奖"),
        (
            'tests = [{ kind = "业绩" }]',
            'tests = [{ kind = "曾获奖", titles = ["金奖"] }]',
            "titles 只能写首次、再次、提名",
        ),
        ('code = "11.8"', 'code = "11.7"', "conditions 的“11.7”：code 写了2次"),
        ('{ kind = "业绩" }', '{ kind = "业绩", span = "3年" }', "conditions 的“10.3” 的 tests（业绩）：用不到 span"),
        ('events = ["其他严重违法违规"]', 'events = ["超速"]', "应为质量事故、"),
        ('kind = "参评违规"', 'kind = "违规"', "应为住所、满期限"),
        ('way = "合计", at_least = 0', "at_least = 0", "tests（财务）：缺少 way"),
        ('answer = "attested"', 'answer = "computed"', "却没有 tests，没有人判断"),
        ('[[areas]]\nname = "红旗区"\ncodes = ["410702"]\n', "", "缺少“areas”"),
    ],
)
def test_what_cannot_be_right_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(ParameterFault) as fault:
        load_rules(changed(tmp_path, old, new))
    assert "办法.toml" in str(fault.value)
    assert said in str(fault.value)


def laid(tmp_path: Path, old: str, new: str) -> Project:
    """Lay out a project whose rule set has one change."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    path = tmp_path / "templates" / "regulation" / SHIPPED.name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    return Project(tmp_path, tmp_path / "inbox", tmp_path / "outbox")


def test_the_shipped_rule_set_is_whole(tmp_path: Path) -> None:
    assert list(rule_faults(laid(tmp_path, "", ""))) == []


def test_a_document_on_an_article_that_is_not_there_is_named_until_it_is_off(tmp_path: Path) -> None:
    silent = list(rule_faults(laid(tmp_path / "甲", 'support = "第二十条"', 'support = ""')))
    assert any("articles 的 support 是空的，文书27" in fault for fault in silent)
    text = "documents_off = []"
    off = laid(tmp_path / "乙", text, "documents_off = [27, 28, 99]")
    assert list(rule_faults(off)) == ["2022-76.toml：documents_off：没有编号为99的文书"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('criteria = "GBT19580-2012.toml"', 'criteria = "没有.toml"', "没有.toml：文件打不开"),
        ("total_points = 1000", "total_points = 1200", "total_points 是1200，GBT19580-2012.toml 各条目合计1000"),
        ('results_category = "结果"', 'results_category = "成果"', "results_category“成果”不是"),
        ('wording = "11.8"', 'wording = "88.8"', "conditions 的“11.8”：wording 写的“88.8”在 findings.toml 里没有句子"),
    ],
)
def test_criteria_that_do_not_fit_are_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert any(said in fault for fault in rule_faults(laid(tmp_path, old, new)))


def test_two_sets_of_one_day_are_named(tmp_path: Path) -> None:
    project = laid(tmp_path, "", "")
    shutil.copy(SHIPPED, project.regulations / "另一个.toml")
    assert any("施行日期）与 2022-76.toml 相同" in fault for fault in rule_faults(project))


CITY = (Area("禾川市", ("4199",)),)
DISTRICTS = (Area("甲区", ("419901",), "禾川市"), Area("乙县", ("419921",), "禾川市"))


@pytest.mark.parametrize(
    ("areas", "address", "inside"),
    [
        (CITY, "禾川市甲区一路1号", True),
        (CITY, "河东省禾川市乙县二镇", True),
        (CITY, "禾川市高新技术产业开发区三路", True),
        (CITY, "河东省邻江市丙区四路", False),
        (CITY, "甲区一路1号", None),
        (DISTRICTS, "禾川市甲区一路1号", True),
        (DISTRICTS, "乙县二镇", True),
        (DISTRICTS, "邻江市甲区一路1号", False),
        (DISTRICTS, "禾川市丙区四路", False),
        (DISTRICTS, "禾川市经济开发区", None),
        ((Area("余江市", ("419982",)),), "河东省禾川市余江市五街道", True),
        ((Area("余江市", ("419982",)),), "余江市五街道", True),
        ((Area("河东省", ("41",)),), "河东省邻江市丙区", True),
        ((Area("河东省", ("41",)),), "邻江市丙区", False),
    ],
)
def test_where_an_address_lies(areas: tuple[Area, ...], address: str, inside: bool | None) -> None:
    assert locate(address, division(address), areas) is inside


def test_codes_begin_with_those_of_the_place() -> None:
    assert local_code("419921", CITY)
    assert local_code("419921", DISTRICTS)
    assert not local_code("419931", DISTRICTS)


@pytest.mark.parametrize(
    ("text", "printed"),
    [("3年", "3年"), ("6月", "6个月"), ("5个工作日", "5个工作日"), ("7天", "7日"), ("2届", "2届"), ("永久", "永久")],
)
def test_spans_are_read_and_printed(text: str, printed: str) -> None:
    assert str(Span.read(text)) == printed


@pytest.mark.parametrize("text", ["0年", "三年", "3", "-1年", "3周", ""])
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Span.read(text)


@pytest.mark.parametrize("text", ["3年", "6个月", "永久", "无"])
def test_a_length_of_time_is_whole_after_copying_and_sending(text: str) -> None:
    span = Span.read(text)
    for again in (copy.copy(span), copy.deepcopy(span), pickle.loads(pickle.dumps(span))):
        assert type(again) is Span
        assert (again, again.number, again.unit) == (span, span.number, span.unit)


def test_the_programs_texts_are_said_in_the_set_s_words(tmp_path: Path) -> None:
    path = changed(tmp_path, 'notice = "第十八条"', 'notice = "第二十一条"')
    path.write_text(path.read_text("utf-8").replace('here = "本区"', 'here = "本市"'), encoding="utf-8")
    rules = load_rules(path)
    assert (
        rules.said("公示（第十八条）须在本区网站，第二十一条不变") == "公示（第二十一条）须在本市网站，第二十一条不变"
    )
    assert rules.said(Local("第十八条")) == "第十八条"
    assert load_rules(SHIPPED).said("第十八条") == "第十八条"


@pytest.mark.parametrize(
    ("day", "document"),
    [
        (date(2022, 7, 24), None),
        (date(2022, 7, 25), "红政〔2022〕76号"),
        (date(2026, 6, 30), "红政〔2022〕76号"),
        (date(2026, 7, 1), None),
        (date(2026, 9, 1), "红政〔2026〕1号"),
    ],
)
def test_a_rule_set_lapses_and_a_new_one_takes_over(tmp_path: Path, day: date, document: str | None) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    old = text.replace("effective = 2022-07-25", "effective = 2022-07-25\nexpires = 2026-06-30")
    new = text.replace("红政〔2022〕76号", "红政〔2026〕1号").replace(
        "effective = 2022-07-25", "effective = 2026-09-01"
    )
    (tmp_path / "旧.toml").write_text(old, encoding="utf-8")
    (tmp_path / "新.toml").write_text(new, encoding="utf-8")
    found = rules_for(day, tmp_path)
    assert (None if found is None else found.document) == document
