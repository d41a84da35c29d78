"""Persons and models win beside organisations: their own forms, conditions, places, words and certificates."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import pytest

from tests.districts.case import TEMPLATES
from tests.districts.made_up import MadeUp, card, run
from toolchain.cycle.outcome import Outcome
from toolchain.model.check_items import Items
from toolchain.model.identifiers import SubjectKind, subject_of
from toolchain.model.parameters import rules_of
from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.schema import USCC
from toolchain.model.sheets.other_applicants import Person
from toolchain.results.next_blanks import plain
from toolchain.stages.judgement import Judgement, Stage

CHANGES = {
    "pools = []": 'pools = [{ name = "个人", article = "第七条", of = "首次获奖", subjects = ["个人"], most = 1 }]',
    'code = "15.3"': 'code = "15.3"\nsubjects = ["组织", "模式"]',
    'code = "16.5"': 'code = "16.5"\nsubjects = ["组织"]',
}
MORE = """
[[conditions]]
code = "15.8"
article = "第十五条第（八）项"
subjects = ["个人"]
matter = "是否为首席质量官"
department = "市市场监督管理局"
answer = "attested"
asked = true
text = "担任首席质量官"

[[subjects]]
kind = "组织"
article = "第五条"
name = "单位"

[[subjects]]
kind = "个人"
article = "第五条"
name = "个人"
attachments = ["个人申报表", "业绩材料"]
words = [
  { word = "你单位", own = "您" },
  { word = "申报单位", own = "申报人" },
]

[[subjects]]
kind = "模式"
article = "第五条"
name = "质量管理模式"
sheets = ["质量管理"]
attachments = ["模式说明"]
words = [{ word = "你单位", own = "该模式" }]

[[words]]
word = "家单位"
own = "个单位、个人和模式"
"""

ORGANISATION = '{ kind = "组织", article = "第三条", name = "组织" }'
PERSON = '{ kind = "个人", article = "第三条", name = "个人" }'


class Mixed(MadeUp):
    """Two persons and a model among twelve applicants."""

    kinds: ClassVar = {1: SubjectKind.PERSON, 4: SubjectKind.PERSON, 3: SubjectKind.PATTERN}

    def __init__(self) -> None:
        """Take the city's file, changed."""
        super().__init__("禾川市", CHANGES, MORE)


@dataclass(frozen=True)
class Held:
    """The cycle, judged."""

    region: Mixed
    outcome: Outcome
    judged: Judgement
    texts: Mapping[str, str]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Held:
    region = Mixed()
    region.fill()
    outcome, _, texts = run(tmp_path_factory.mktemp("subjects"), region)
    (cycle,) = outcome.cycles
    assert cycle.judgement is not None
    return Held(region, outcome, cycle.judgement, texts)


def test_the_cycle_runs_to_a_revocation(held: Held) -> None:
    unheard = [ruling for ruling in held.judged.supervision.rulings if ruling.approved and ruling.recover_title]
    said = [(item.code, item.at.sheet) for item in held.outcome.problems]
    assert said == [("W-EVENT-37", "获奖单位事项")] * len(unheard), "撤销没有登记事先告知，只提示"
    assert held.judged.reached(Stage.APPROVAL)
    assert [subject_of(award.uscc) for award in held.judged.announced].count(SubjectKind.PERSON) == 2
    assert [ruling.approved for ruling in held.judged.supervision.rulings] == [True]


def test_one_kind_is_capped_and_the_next_goes_on(held: Held) -> None:
    nomination = held.judged.vote.nomination
    assert nomination is not None
    kinds = [SubjectKind.PERSON, SubjectKind.PATTERN, SubjectKind.ORGANISATION]
    assert [subject_of(item.uscc) for item in nomination.first] == kinds
    assert held.region.applicants[3].uscc in {item.uscc for item in nomination.nominated}


def test_each_kind_has_its_own_conditions(held: Held) -> None:
    asked = {
        item.acceptance.application.applicant.subject: {finding.rule for finding in item.findings}
        for item in held.judged.qualifications
    }
    assert "15.8" in asked[SubjectKind.PERSON]
    assert "15.8" not in asked[SubjectKind.ORGANISATION]
    assert "16.5" in asked[SubjectKind.ORGANISATION]
    assert "16.5" not in asked[SubjectKind.PATTERN]
    assert "15.3" in asked[SubjectKind.PATTERN]
    assert "15.3" not in asked[SubjectKind.PERSON]


def test_documents_speak_of_a_person_as_one(held: Held) -> None:
    first, other = held.region.applicants[0], held.region.applicants[3]
    mine = {path: text for path, text in held.texts.items() if first.name in path or other.name in path}
    certificates = [text for path, text in mine.items() if "24-获奖证书" in path and "word/document.xml" in path]
    assert len(certificates) == 2
    assert all("您荣获" in text for text in certificates)
    assert not any("你单位" in text for path, text in mine.items() if "document.xml" in path)
    announcement = next(
        text for path, text in held.texts.items() if "23-授奖公告" in path and "word/document.xml" in path
    )
    assert f"{other.name}（{other.home}）" in announcement
    assert first.uscc not in announcement


def test_the_number_of_the_identity_card_is_nowhere(held: Held) -> None:
    numbers = [card(1), card(4)]
    assert [path for path, text in held.texts.items() if any(number in text for number in numbers)] == []


def test_a_form_of_its_own_for_each_kind(held: Held) -> None:
    items = Items.of(held.region.rules, TEMPLATES)
    forms = {blank.name: [sheet.sheet.title for sheet in blank.workbook.sheets] for blank in plain("2026届", items)}
    assert forms["申报书（个人）"] == ["个人申报", "自述事项", "附件清单"]
    assert forms["申报书（质量管理模式）"] == ["成果申报", "质量管理", "自述事项", "附件清单"]
    assert forms["申报书"][0] == "基本情况"


@pytest.fixture
def region() -> Mixed:
    """Fill nothing but the beginning."""
    found = Mixed()
    found.open()
    return found


def codes(tmp_path: Path, region: MadeUp) -> set[str]:
    return {item.code for item in run(tmp_path, region)[0].problems if item.blocks}


def test_one_person_has_one_number(tmp_path: Path, region: Mixed) -> None:
    rows = region.books["申报书-04.xlsx"][2]
    rows[Person] = [replace(rows[Person][0], identity=card(1))]
    assert codes(tmp_path, region) == {"E-RULE-1418"}


def test_a_number_fits_its_form(tmp_path: Path, region: Mixed) -> None:
    rows = region.books["申报书-04.xlsx"][2]
    rows[Person] = [replace(rows[Person][0], uscc=USCC("MS2025004"))]
    assert "E-RULE-1417" in codes(tmp_path, region)


def test_nobody_applies_whom_the_rule_set_does_not_name(tmp_path: Path, region: Mixed) -> None:
    region.text = region.text.replace('[[subjects]]\nkind = "模式"', '[[subjects]]\nkind = "项目"').replace(
        'subjects = ["组织", "模式"]', 'subjects = ["组织"]'
    )
    assert codes(tmp_path, region) == {"E-RULE-1416"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('kind = "模式"', 'kind = "个人"', "subjects：“个人”写了2段"),
        ('subjects = ["组织", "模式"]', 'subjects = ["项目"]', "却没有这一类"),
        ('sheets = ["质量管理"]', 'sheets = ["财务"]', "sheets 只能写财务数据、质量管理"),
        ('own = "该模式"', 'own = "{x}"', "花括号"),
        ('kind = "模式"', 'kind = "车间"', "组织、个人、团队、项目、模式之一"),
        ('article = "第五条"\nname = "单位"', 'article = "五条"\nname = "单位"', "article 应写成"),
        ('name = "单位"', 'name = " "', "name 不能为空"),
    ],
)
def test_what_does_not_fit_is_refused(old: str, new: str, told: str) -> None:
    text = Mixed().text
    assert old in text
    with pytest.raises(ParameterFault, match=told):
        rules_of(tomllib.loads(text.replace(old, new)), "某市.toml")


def test_words_for_organisations_fit_others_without_being_written() -> None:
    region = MadeUp("禾川市", {"pools = []": f"pools = []\nsubjects = [{ORGANISATION}, {PERSON}]"})
    rules = region.rules
    assert dict(rules.words_for(SubjectKind.PERSON))["你单位"] == "您"
    assert dict(rules.words_for(SubjectKind.PERSON))["获奖单位"] == "获奖个人"
    assert dict(rules.words_for(SubjectKind.ORGANISATION)) == {}
    assert dict(rules.words_for(None))["家单位"] == "个组织和个人"
