"""Criteria of their own for a class of applicants: blanks, scores, points by category, the announcement."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.districts.case import TEMPLATES
from tests.districts.made_up import MadeUp, run
from tests.districts.region import project
from tests.rows import row_of
from toolchain.cli.report.rule_sets import rule_faults
from toolchain.model.check_items import CriterionItem, Items
from toolchain.model.parameters import rules_of
from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.sheets import SETTINGS
from toolchain.model.sheets.scores import Score
from toolchain.model.sheets.settings import OtherCriterion
from toolchain.results.next_blanks import due, plain
from toolchain.stages.judgement import Stage

FILE = """
edition = "小型企业评价规范"
total = 1000

[[category]]
code = "1"
name = "经营"
items = [{ code = "1.1", name = "管理", points = 600 }]

[[category]]
code = "2"
name = "结果"
items = [{ code = "2.1", name = "成效", points = 400 }]
"""
MORE = """
[[criteria_sets]]
name = "专精特新企业"
article = "第十七条"
criteria = "小型企业.toml"
specialised = true
"""
OWN = {"1.1": ("经营", "管理", 600), "2.1": ("结果", "成效", 400)}


class Apart(MadeUp):
    """Small and specialised firms are reviewed by two items of their own."""

    def __init__(self) -> None:
        """Take the city's file with a second set."""
        super().__init__("禾川市", {}, MORE)

    def lay(self, templates: Path) -> None:
        """Lay the criteria beside the others."""
        (templates / "criteria" / "小型企业.toml").write_text(FILE, encoding="utf-8")

    def open(self) -> None:
        """State the second set in the settings."""
        super().open()
        settings: Any = self.books["届次设置.xlsx"][2]
        settings[OtherCriterion] = [
            row_of(OtherCriterion, set="专精特新企业", code=code, category=category, item=item, points=points)
            for code, (category, item, points) in OWN.items()
        ]
        self.add(SETTINGS, settings)

    @property
    def small(self) -> frozenset[str]:
        """Give the codes of those with criteria of their own."""
        return frozenset(row.uscc for row in self.applicants if row.specialised.value == "是")

    def score(self) -> None:
        """Give those 90 and 50 per cent, all others as before."""
        super().score()
        for name, (book, mark, found) in list(self.books.items()):
            rows: Any = found
            if Score not in rows:
                continue
            kept = [row for row in rows[Score] if row.uscc not in self.small]
            first = {row.uscc: row for row in rows[Score] if row.uscc in self.small}
            for uscc, row in first.items():
                assert uscc == row.uscc
                kept += [
                    replace(row, code=code, item=item, points=points, desk=share, site=share)
                    for (code, (_, item, points)), share in zip(OWN.items(), (Decimal(90), Decimal(50)), strict=True)
                ]
            rows[Score] = kept
            self.books[name] = (book, mark, rows)


@pytest.fixture(scope="module")
def region() -> Apart:
    found = Apart()
    found.fill()
    return found


@pytest.mark.slow
def test_the_cycle_runs_to_certificates(tmp_path: Path, region: Apart) -> None:
    outcome, _, texts = run(tmp_path, region)
    assert [(item.code, str(item.at)) for item in outcome.problems if item.blocks] == []
    (cycle,) = outcome.cycles
    assert cycle.judgement is not None
    assert cycle.judgement.reached(Stage.APPROVAL)
    ranking = cycle.judgement.review.ranking
    assert ranking is not None
    small = [item for item in ranking.standings if item.uscc in region.small]
    assert small
    assert {item.total for item in small} == {Fraction(740)}
    assert [(part.category, part.average, part.points) for part in ranking.profiles[small[0].uscc]] == [
        ("经营", 540, 600),
        ("结果", 200, 400),
    ]
    others = next(item for item in ranking.standings if item.uscc not in region.small)
    assert [part.category for part in ranking.profiles[others.uscc]] != ["经营", "结果"]
    said = next(text for path, text in texts.items() if "01-评审公告" in path and "word/document.xml" in path)
    assert "专精特新企业依照《办法》第十七条另按附件2所列的标准评审" in said
    assert "专精特新企业的评审标准：" in said
    name = next(row.name for row in region.applicants if row.uscc == small[0].uscc)
    visit = next(text for path, text in texts.items() if f"09-现场评审通知书-{name}" in path and "word/doc" in path)
    assert "经营" in visit
    assert any("24-获奖证书" in path for path in texts)


def test_blanks_hold_each_ones_own_items(region: Apart) -> None:
    own = tuple(CriterionItem(code, category, item, points) for code, (category, item, points) in OWN.items())
    base = replace(region.rules, criteria_sets=())
    items = replace(Items.of(base, TEMPLATES), sets=(("专精特新企业", own),))
    settings = next(blank for blank in plain("2026届", items) if blank.workbook is SETTINGS)
    assert [row["code"] for row in settings.known[OtherCriterion]] == ["1.1", "2.1"]
    sheets = [blank for blank in due(region.judge(), items) if "评分表" in blank.name]
    rows = [row for blank in sheets for row in blank.known[Score]]
    assert {row["code"] for row in rows if row["uscc"] in region.small} == set(OWN)
    assert not {row["code"] for row in rows if row["uscc"] not in region.small} & set(OWN)


@pytest.mark.parametrize(
    ("change", "code"), [("name", "E-RULE-1201"), ("points", "E-RULE-1202"), ("none", "E-RULE-1203")]
)
def test_a_set_that_does_not_fit_is_named(tmp_path: Path, change: str, code: str) -> None:
    found = Apart()
    found.open()
    settings: Any = found.books["届次设置.xlsx"][2]
    rows = settings[OtherCriterion]
    changed = {
        "name": [replace(row, set="医院") for row in rows],
        "points": [replace(rows[0], points=500), *rows[1:]],
        "none": [],
    }
    settings[OtherCriterion] = changed[change]
    found.add(SETTINGS, settings)
    assert code in {item.code for item in run(tmp_path, found)[0].problems}


def test_an_item_of_the_other_set_is_named(tmp_path: Path, region: Apart) -> None:
    found = Apart()
    for step in (found.open, found.examine, found.draw, found.score):
        step()
    rows: Any = next(rows for _, _, rows in found.books.values() if Score in rows)
    mine = next(row for row in rows[Score] if row.uscc not in region.small)
    rows[Score] = [row if row is not mine else replace(row, code="1.1") for row in rows[Score]]
    assert "E-RULE-1608" in {item.code for item in run(tmp_path, found)[0].problems}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("specialised = true", "", "至少写一个"),
        ('article = "第十七条"\ncriteria', 'article = "十七"\ncriteria', "article 应写成"),
        ("specialised = true", 'subjects = ["个人"]', "却没有这一类"),
        ('name = "专精特新企业"', 'name = ""', "name 不能为空"),
    ],
)
def test_what_does_not_fit_is_refused(old: str, new: str, told: str) -> None:
    assert old in MORE
    text = MadeUp("禾川市", {}).text + MORE.replace(old, new)
    with pytest.raises(ParameterFault, match=told):
        rules_of(tomllib.loads(text), "某市.toml")


def test_a_missing_file_of_criteria_is_refused(tmp_path: Path) -> None:
    found = Apart()
    run_in = tmp_path / "templates"
    laid = project(tmp_path, "禾川市")
    (run_in / "regulation" / "禾川市.toml").write_text(found.text, encoding="utf-8")
    assert any("小型企业.toml" in fault for fault in rule_faults(laid))
    found.lay(run_in)
    assert not any("小型企业.toml" in fault for fault in rule_faults(laid))
