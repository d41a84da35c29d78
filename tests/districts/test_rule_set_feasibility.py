"""A rule set as a whole: what nobody can enter or make is named; editions follow each other by date."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.districts.test_rule_set import SHIPPED, laid
from tests.rows import row_of
from toolchain.cli.report.rule_sets import rule_faults, rule_hints
from toolchain.cycle.resources import Resources
from toolchain.model.parameters import rules_for
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import USCC
from toolchain.model.sheets.register import Award, Ban
from toolchain.model.sheets.settings import Readings
from toolchain.model.sheets.vocabulary import (
    BanCause,
)
from toolchain.regulation.art11_bars import free_from
from toolchain.regulation.art28_validity import check_register

READINGS = row_of(Readings)
RESULTS = 'tests = [{ kind = "业绩" }]'
KINDS = 'tests = [{ kind = "单位类型", kinds = ["企业"] }]'
PAYERS = 'payers = [{ name = "市", share = "1/2" }, { name = "区", share = "1/3" }]'
PERSONS = 'subjects = [{ subject = "个人", yuan = 1 }]'
HOSPITALS = '{ name = "医院", article = "", of = "首次获奖", kinds = ["事业单位"], '


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (((RESULTS, 'tests = [{ kind = "曾获奖", titles = ["提名"] }]'),), "要求曾获提名，本办法不授予"),
        (((RESULTS, 'tests = [{ kind = "曾获奖", span = "3年" }]'),), "第一次获奖的单位无从产生"),
        (
            ((RESULTS, KINDS), ('tests = [{ kind = "信用文书" }]', KINDS.replace("企业", "事业单位"))),
            "要求的单位类型没有相同的",
        ),
        (((RESULTS, KINDS), ("pools = []", f"pools = [{HOSPITALS}most = 1 }}]")), "申报条件只限企业，这一类没有单位"),
        ((("pools = []", f"pools = [{HOSPITALS}most = 1 }}, {HOSPITALS}kept = 2 }}]"),), "保留2家，又最多1家"),
        ((("documents_off = []", "documents_off = [23]"),), "称号无从授予"),
        ((("documents_off = []", "documents_off = [2]"),), "申报条件却要求提交"),
        ((("documents_off = []", "documents_off = [6]"),), "没有人回答"),
        ((("documents_off = []", "documents_off = [16]"),), "却以投票决定"),
        (
            (
                ('level = "区"', 'level = "市"'),
                ("higher = []", 'higher = [{ award = "市长质量奖", article = "", yuan = 1, difference = true }]'),
            ),
            "“市长质量奖”不高于本市的奖",
        ),
        (
            (("nomination_prize_yuan = 0", f"nomination_prize_yuan = 0\n{PAYERS}"),),
            "各级承担的比例合计5/6，应为1",
        ),
        ((("prize_yuan = 50_000", f"{PERSONS}\nprize_yuan = 50_000"),), "[[subjects]] 里没有这一类"),
        (((RESULTS, 'titles = ["银奖"]'),), "titles 写的“银奖”不是本办法的等级，可以写首次获奖"),
        ((("prize_yuan = 50_000", "prize_yuan = 0\nceiling = true"),), "没有奖金（都是0），用不到 ceiling"),
        ((('issuer = "红旗区人民政府"', 'issuer = "青禾区人民政府"'),), "office.toml 的 government 是“红旗区人民政府”"),
        ((('office = "office.toml"', 'office = "没有.toml"'),), "office：没有.toml：文件打不开"),
        (
            (("higher = []", 'higher = [{ award = "市长质量奖", article = "20", yuan = 1, difference = true }]'),),
            "现为“20”",
        ),
    ],
)
def test_what_cannot_be_carried_out_is_named(tmp_path: Path, changes: tuple[tuple[str, str], ...], said: str) -> None:
    project = laid(tmp_path, *changes[0])
    path = project.regulations / SHIPPED.name
    for old, new in changes[1:]:
        path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    faults = list(rule_faults(project))
    assert any(said in fault and fault.startswith(SHIPPED.name) for fault in faults), faults


@pytest.mark.parametrize(("share", "said"), [("5/10", "合计9/10"), ("7/10", "合计11/10"), ("6/10", "")])
def test_shares_that_do_not_add_up_are_pointed_out(tmp_path: Path, share: str, said: str) -> None:
    rows = [
        f'{{ name = "{name}", article = "", of = "首次获奖", trades = ["{name}"], share = "{part}" }}'
        for name, part in (("制造业", share), ("服务业", "4/10"))
    ]
    project = laid(tmp_path, "pools = []", f"pools = [{', '.join(rows)}]")
    assert list(rule_faults(project)) == []
    hints = list(rule_hints(project))
    assert any(said in hint for hint in hints) if said else not hints


def editions(folder: Path, ends: str = "", begins: str = "2026-09-01") -> Path:
    """Lay out the shipped rule set and a later edition with a shorter ban and a longer validity."""
    folder.mkdir()
    text = SHIPPED.read_text(encoding="utf-8")
    effective = "effective = 2022-07-25"
    old = text.replace(effective, f"{effective}\nexpires = {ends}") if ends else text
    (folder / "旧.toml").write_text(old, encoding="utf-8")
    new = text.replace("红政〔2022〕76号", "红政〔2026〕1号").replace(effective, f"effective = {begins}")
    new = new.replace('fraud_ban = "6年"', 'fraud_ban = "3年"').replace('validity = "4年"', 'validity = "5年"')
    (folder / "新.toml").write_text(new.replace("window_years = 3", "window_years = 2"), encoding="utf-8")
    return folder


def on(day: date, folder: Path) -> Rules:
    found = rules_for(day, folder)
    assert found is not None
    return found


def test_an_edition_that_changes_a_window_counts_from_its_day(tmp_path: Path) -> None:
    folder = editions(tmp_path / "办法")
    assert on(date(2026, 8, 31), folder).art11.window_years == 3
    assert on(date(2026, 9, 1), folder).art11.window_years == 2


def test_what_has_lapsed_for_a_later_edition_never_comes_back(tmp_path: Path) -> None:
    folder = editions(tmp_path / "办法")
    new = folder / "新.toml"
    new.write_text(
        new.read_text("utf-8").replace("effective = 2026-09-01", "effective = 2026-09-01\nexpires = 2028-08-31")
    )
    assert on(date(2028, 8, 31), folder).document == "红政〔2026〕1号"
    assert rules_for(date(2028, 9, 1), folder) is None


def test_a_ban_lasts_as_the_edition_of_its_day_says(tmp_path: Path) -> None:
    rules = on(date(2027, 3, 1), editions(tmp_path / "办法"))
    for since, free in ((date(2026, 8, 31), date(2032, 8, 31)), (date(2026, 9, 1), date(2029, 9, 1))):
        ban = row_of(Ban, uscc=USCC("91"), cause=BanCause.FRAUD, since=since)
        assert free_from(ban, READINGS, rules) == free


def award(basis: str, until: date) -> Award:
    return row_of(
        Award,
        uscc=USCC("91"),
        name="甲公司",
        cycle="2025届",
        year=2025,
        basis=basis,
        announced=date(2025, 3, 10),
        valid_until=until,
    )


def test_a_new_edition_in_the_middle_of_a_validity_leaves_it_as_it_was(tmp_path: Path) -> None:
    rules = on(date(2027, 3, 1), editions(tmp_path / "办法"))
    old, new = "红政〔2022〕76号", "红政〔2026〕1号"
    for basis, until, codes in (
        (old, date(2029, 3, 10), []),
        (old, date(2030, 3, 10), ["E-RULE-2801"]),
        (new, date(2030, 3, 10), []),
        (new, date(2029, 3, 10), ["E-RULE-2801"]),
        ("红政〔2019〕3号", date(2028, 3, 10), []),
    ):
        found = check_register((award(basis, until),), rules.art28, rules.document, rules.former)
        assert [item.code for item in found] == codes, (basis, until)


@pytest.mark.parametrize(
    ("ends", "begins", "said"),
    [
        ("2026-06-30", "2026-09-01", "中间62天没有办法可依"),
        ("2026-08-31", "2026-09-01", ""),
        ("2027-06-30", "2026-09-01", "自2026-09-01起已经改用 新.toml"),
        ("", "2026-09-01", ""),
    ],
)
def test_gaps_and_overlaps_are_pointed_out(tmp_path: Path, ends: str, begins: str, said: str) -> None:
    project = laid(tmp_path / "一个", "", "")
    shutil.rmtree(project.regulations)
    editions(project.regulations, ends, begins)
    hints = list(rule_hints(project))
    assert (said in hints[0]) if said else hints == []


def test_each_rule_set_has_its_own_organs(tmp_path: Path) -> None:
    project = laid(tmp_path, "", "")
    folder = SHIPPED.parents[2] / "examples" / "办法"
    shutil.copy(folder / "桐县.toml", project.regulations)
    shutil.copy(folder / "机关" / "office-桐县.toml", project.templates)
    assert list(rule_faults(project)) == []
    toolbox = Resources.load(project)
    for day, office in ((date(2023, 1, 1), "红旗区人民政府"), (date(2024, 1, 1), "桐县人民政府")):
        assert toolbox.under(on(day, project.regulations)).desk.office.government == office
