"""The 规则表 holds what rule sets say: each is written into its cells, read again, and comes out the same."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.addresses import at
from tests.districts.test_new_region import FORMS, NAME, project, told
from tests.districts.test_regulations import INVENTED, SHIPPED, TABLE, load
from toolchain.cycle import new_rule_set
from toolchain.cycle.paths import Project
from toolchain.cycle.rule_set_cells import rows_like
from toolchain.engine.xlsx.package import open_book
from toolchain.model.parameters import load_rules, rules_of
from toolchain.model.rule_set import interview as sheets
from toolchain.model.rule_set.interview_book import INTERVIEW
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import columns
from toolchain.model.workbook_declaration import Mark
from toolchain.workbooks.blank import write
from toolchain.workbooks.reader import read

__all__ = ("project",)

OFFICE = SHIPPED.parents[1] / "office.toml"
REGIONS = sorted((SHIPPED.parents[2] / "examples" / "办法").glob("*.toml"))
NOT_ASKED = ("office", "hints", "terms", "articles", "areas", "former")
"""What is not asked in the words of the file, or asked on sheets that a model does not fill."""


def interviewed(rules: Rules) -> Rules:
    """Write a rule set into a 规则表, read that, and give the rule set made from it."""
    basics = {
        "title": rules.title,
        "document": rules.document,
        "effective": rules.effective,
        "expires": rules.expires,
        "articles": 60,
        "issuer": rules.issuer,
        "district": rules.district,
        "level": next(level for level in sheets.Level if level in {rules.terms.level, sheets.Level.PROVINCE}),
        "award": rules.award,
        "short": rules.terms.award,
        "second": rules.nomination_award or None,
        "second_short": rules.nomination_short or None,
        "meeting": rules.terms.meeting,
        "session": rules.terms.session,
    }
    organ = {item.name: FORMS["机关"][item.label] for item in columns(sheets.Organ)}
    known = rows_like(rules) | {
        sheets.Basics: [{key: value for key, value in basics.items() if value is not None}],
        sheets.Organ: [organ],
        sheets.Place: [
            {"name": area.name, "codes": "、".join(area.codes)} | ({"city": area.city} if area.city else {})
            for area in rules.areas
        ],
        sheets.Function: [{"name": label} for _, label in new_rule_set.functions(SHIPPED.read_text("utf-8"))],
    }
    book, faults = open_book(write(INTERVIEW, Mark(INTERVIEW.mark, INTERVIEW.version, NAME), known=known))
    assert book is not None
    assert not faults
    reading = read(book, INTERVIEW, "规则表.xlsx")
    assert [str(item) for item in reading.problems if item.blocks] == []
    made = new_rule_set.made(reading, SHIPPED, OFFICE)
    assert made.faults == ()
    return rules_of(new_rule_set.parsed(made.rules), "规则表")


def said(rules: Rules) -> Mapping[str, Any]:
    """Give what a rule set says, without what the 规则表 words itself."""
    unsaid: dict[str, Any] = {"code": "", "wording": "", "matter": "", "department": ""}
    plain = [replace(item, question="问" if item.bar else "", **unsaid) for item in rules.conditions]
    own = replace(rules, conditions=tuple(plain))
    return {name: getattr(own, name) for name in own._names if name not in NOT_ASKED}


@pytest.mark.parametrize("path", [SHIPPED, *REGIONS], ids=lambda path: path.stem)
def test_a_rule_set_comes_out_as_it_went_in(path: Path) -> None:
    rules = load_rules(path)
    before, after = said(rules), said(interviewed(rules))
    assert {key for key in before if before[key] != after[key]} == set()


@pytest.mark.parametrize("entry", [*TABLE, *INVENTED], ids=lambda entry: str(entry["id"]))
def test_the_regulations_of_others_come_out_as_they_went_in(entry: Mapping[str, Any]) -> None:
    rules = load(entry)
    before, after = said(rules), said(interviewed(rules))
    assert {key for key in before if before[key] != after[key]} == set()


def test_a_region_begins_with_the_rules_of_one_like_it(project: Project) -> None:
    shutil.copytree(REGIONS[0].parent, project.root / "examples" / "办法")
    code, said = told(project, NAME, "云泽区")
    assert code == 0, said
    book = openpyxl.load_workbook(project.root / f"规则表-{NAME}.xlsx")
    kinds = [at(book["参评对象"], f"哪一类@第{number}行").value for number in (1, 2)]
    assert kinds == ["组织", "个人"]
    assert at(book["参评对象"], "条款@第2行").value is None, "条款各地不同，不照抄"
    assert at(book["奖金分担"], "几成@第1行").value == "2/5"
    assert at(book["基本情况"], "授奖地区").value == NAME
    assert "云泽" not in "".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def test_an_unknown_model_is_named_with_those_there_are(project: Project) -> None:
    code, said = told(project, NAME, "没有的区")
    assert (code, "没有“没有的区”这个办法；现有2022-76" in said) == (1, True), said
    assert not (project.root / f"规则表-{NAME}.xlsx").exists()
