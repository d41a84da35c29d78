"""Three grades and a special one: places, least scores, prizes, names in every paper, and who waits."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.districts.made_up import MadeUp, run
from tests.rows import row_of
from toolchain.cycle.outcome import Outcome
from toolchain.model.parameters import rules_of
from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.schema import USCC
from toolchain.model.sheets import REGISTER
from toolchain.model.sheets.committee import Proposal
from toolchain.model.sheets.register import Award, AwardGrade
from toolchain.model.sheets.vocabulary import AwardKind, RegisterStatus
from toolchain.stages.judgement import Judgement, Stage

CHANGES = {
    'nomination_award = "禾川市市长质量奖提名奖"': 'nomination_award = ""',
    'nomination_short = "提名奖"': 'nomination_short = ""',
    "new_laureates = 3": "new_laureates = 1\nleast_score = 100",
    "nomination_places = 2": "nomination_places = 0",
    "nomination_prize_yuan = 200_000": "nomination_prize_yuan = 0",
    "total = 0": "total = 4",
    "pools = []": 'pools = [{ name = "制造业", article = "第七条", of = "银奖", trades = ["制造业"], most = 2 }]',
}
MORE = """
[[grades]]
name = "禾川市市长质量奖特别奖"
short = "特别奖"
article = "第七条"
places = 0
proposed = true

[[grades]]
name = "禾川市市长质量奖银奖"
short = "银奖"
article = "第七条"
places = 2
prize_yuan = 500_000
again = "3年"

[[grades]]
name = "禾川市市长质量奖铜奖"
short = "铜奖"
article = "第七条"
places = 3
prize_yuan = 200_000
least_score = 90
"""


class Graded(MadeUp):
    """One at the top, two silver, one bronze since four are the most of all, and one special."""

    def __init__(self, changes: dict[str, str] | None = None) -> None:
        """Take the city's file, changed."""
        super().__init__("禾川市", {**CHANGES, **(changes or {})}, MORE)
        self.votes = {1: 10, 3: 9, 4: 9, 5: 7, 7: 8, 8: 8, 9: 7, 10: 7}

    def open(self) -> None:
        """Let one who applies hold a silver award of the year before, and one a bronze one."""
        super().open()
        rows: Any = self._register()
        day = date(2024, 5, 20)
        rows[AwardGrade] = []
        for number, grade in ((6, "银奖"), (7, "铜奖")):
            row = self.applicants[number - 1]
            award = self._award(row, day, AwardKind.NOMINATION, RegisterStatus.VALID)
            rows[Award] = [item for item in rows[Award] if item.uscc != row.uscc] + [award]
            name = f"禾川市市长质量奖{grade}"
            rows[AwardGrade].append(row_of(AwardGrade, uscc=row.uscc, name=row.name, announced=day, grade=name))
        rows[Award] = [replace(item, grade=_named(item, rows[AwardGrade])) for item in rows[Award]]
        self.add(REGISTER, rows)

    def vote(self) -> None:
        """Propose one candidate for the special award."""
        super().vote()
        row = self.applicants[7]
        rows: Any = self.books["评委会会议.xlsx"][2]
        rows[Proposal] = [row_of(Proposal, uscc=USCC(row.uscc), name=row.name)]


def _named(award: Award, grades: list[AwardGrade]) -> str:
    return next((row.grade for row in grades if (row.uscc, row.announced) == (award.uscc, award.announced)), "")


@dataclass(frozen=True)
class Held:
    """The cycle, judged."""

    region: Graded
    outcome: Outcome
    judged: Judgement
    texts: Mapping[str, str]

    def paper(self, name: str) -> str:
        """Give the words of one document."""
        return next(text for path, text in self.texts.items() if name in path and "word/document.xml" in path)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Held:
    region = Graded()
    region.fill()
    outcome, _, texts = run(tmp_path_factory.mktemp("grades"), region)
    (cycle,) = outcome.cycles
    assert cycle.judgement is not None
    return Held(region, outcome, cycle.judgement, texts)


def test_the_cycle_runs_to_a_revocation(held: Held) -> None:
    assert [(item.code, str(item.at)) for item in held.outcome.problems if item.blocks] == []
    assert held.judged.reached(Stage.APPROVAL)
    assert [ruling.approved for ruling in held.judged.supervision.rulings] == [True]


def test_grades_are_filled_in_their_order_within_all_places(held: Held) -> None:
    nomination = held.judged.vote.nomination
    assert nomination is not None
    given: dict[str, list[str]] = {}
    for code, grade in held.judged.grades.items():
        given.setdefault(grade.short, []).append(held.judged.name(code))
    assert len(nomination.first) == 1
    assert {grade: len(names) for grade, names in given.items()} == {"特别奖": 1, "银奖": 2, "铜奖": 1}
    assert given["特别奖"] == [held.region.applicants[7].name]
    assert nomination.surplus


def test_prizes_follow_the_grade(held: Held) -> None:
    prizes = held.judged.decision.prizes
    assert prizes is not None
    paid = sorted(item.amount for item in prizes.prizes)
    assert paid == [0, 0, 200_000, 500_000, 500_000, 1_000_000]


def test_every_paper_names_the_grades(held: Held) -> None:
    for name in ("19-拟奖名单公示", "22-提请审定的请示", "23-授奖公告"):
        text = held.paper(name)
        assert all(f"年度禾川市市长质量奖{grade}”" in text for grade in ("特别奖", "银奖", "铜奖")), name
        assert "提名" not in text
    assert "和特别奖、银奖、铜奖的公告" in held.paper("23-授奖公告")
    assert "银奖单位不超过2家，铜奖单位不超过3家" in held.paper("01-评审公告")
    assert "银奖单位2家，每家奖金" in held.paper("25-奖金拨付请示")
    certificates = [text for path, text in held.texts.items() if "24-获奖证书" in path and "word/document" in path]
    titles = [grade for text in certificates for grade in ("特别奖", "银奖", "铜奖") if grade in text]
    assert sorted(titles) == ["特别奖", "铜奖", "银奖", "银奖"]


def test_the_next_register_knows_the_grades(held: Held) -> None:
    (book,) = {text for path, text in held.texts.items() if "下一版" in path and "sharedStrings" in path}
    assert "禾川市市长质量奖铜奖" in book


def test_a_holder_waits_as_its_grade_says(held: Held) -> None:
    refused = {
        item.application.name
        for item in held.judged.acceptances
        for finding in item.findings
        if finding.case == "28-again" and finding.verdict.value == "不符合"
    }
    assert refused == {held.region.applicants[5].name}


def test_nobody_has_a_grade_with_less_than_its_least_score(tmp_path: Path) -> None:
    region = Graded({"new_laureates = 3": "new_laureates = 1\nleast_score = 999"})
    region.votes[4] = 8
    for step in (region.open, region.examine, region.draw, region.score, region.vote):
        step()
    (cycle,) = run(tmp_path, region)[0].cycles
    assert cycle.judgement is not None
    nomination = cycle.judgement.vote.nomination
    assert nomination is not None
    assert nomination.first == ()
    assert nomination.vacant == 1
    assert [grade.short for grade in cycle.judgement.grades.values()] == ["特别奖", "银奖", "银奖", "铜奖", "铜奖"]


def test_a_proposal_names_such_a_grade_and_a_candidate(tmp_path: Path) -> None:
    region = Graded()
    region.fill()
    rows: Any = region.books["评委会会议.xlsx"][2]
    rows[Proposal] = [replace(rows[Proposal][0], grade="金奖")]
    assert "E-RULE-0406" in {item.code for item in run(tmp_path, region)[0].problems}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('short = "特别奖"', 'short = "铜奖"', "short “铜奖”写了2次"),
        ('of = "银奖"', 'of = "金奖"', "of 只能写首次获奖、特别奖、银奖、铜奖"),
        ("least_score = 90", "least_score = 2000", "最低分应在1至1000之间"),
        ("least_score = 90", "least_score = 150", "高于上一等级"),
        ('again = "3年"', 'again = "5日"', "again 应以年"),
        ('nomination_award = ""', 'nomination_award = "提名奖"', "nomination"),
        ("total = 4", "total = 9", "合不上"),
        ("places = 2\nprize_yuan", "places = 2\nplace = 1\nprize_yuan", "不认识“place”"),
    ],
)
def test_what_does_not_fit_is_refused(old: str, new: str, told: str) -> None:
    text = Graded().text
    assert old in text
    with pytest.raises(ParameterFault, match=told):
        rules_of(tomllib.loads(text.replace(old, new)), "某市.toml")
