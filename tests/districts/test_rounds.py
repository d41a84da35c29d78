"""Rounds that the rule set states: an oral defence with its own scale, no desk review, floors and cuts."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.districts.case import TEMPLATES
from tests.districts.made_up import MadeUp, Words, run
from tests.rows import row_of
from toolchain.model.check_items import Items
from toolchain.model.parameters import rules_of
from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.rule_set.rounds import Round, RoundKind
from toolchain.model.schema import Share
from toolchain.model.sheets import SETTINGS
from toolchain.model.sheets.scores import Defence, Score
from toolchain.model.sheets.settings import CycleRules
from toolchain.regulation.art16_ranking import Placement
from toolchain.regulation.art16_rounds import going_on
from toolchain.results.next_blanks import due
from toolchain.stages.judgement import Judgement, Stage

SITE = """
[[rounds]]
kind = "现场评审"
article = "第二十一条"
weight = "9/10"
points = 1000
"""
ORAL = """
[[rounds]]
kind = "陈述答辩"
article = "第二十一条"
weight = "1"
points = 100
floor = 60
cut = 6
"""


class Oral(MadeUp):
    """The site review counts nine tenths, the oral defence is added in full; six at most go on."""

    def __init__(self) -> None:
        """Take the city's file with its rounds."""
        super().__init__("禾川市", {}, SITE + ORAL)

    def open(self) -> None:
        """Weigh the reviews as the rule set does."""
        super().open()
        settings: Any = self.books["届次设置.xlsx"][2]
        settings[CycleRules] = [replace(settings[CycleRules][0], desk_weight=Share("0%"), site_weight=Share("90%"))]
        self.add(SETTINGS, settings)

    def score(self) -> None:
        """No desk scores; the defence of the first is worth 90, of each later one two points less."""
        super().score()
        places = {row.uscc: number for number, row in enumerate(self.applicants)}
        for name, (book, mark, found) in list(self.books.items()):
            rows: Any = found
            if Score not in rows:
                continue
            rows[Score] = [replace(row, desk=Decimal(0), site=Decimal(70)) for row in rows[Score]]
            names = {row.uscc: row.name for row in rows[Score]}
            rows[Defence] = [
                row_of(Defence, uscc=uscc, name=called, score=Decimal(90 - 4 * places[uscc]))
                for uscc, called in names.items()
            ]
            self.books[name] = (book, mark, rows)


@pytest.fixture(scope="module")
def region() -> Oral:
    found = Oral()
    found.fill()
    return found


def judged(tmp_path: Path, region: MadeUp) -> tuple[list[str], Judgement, Words]:
    outcome, _, texts = run(tmp_path, region)
    (cycle,) = outcome.cycles
    assert cycle.judgement is not None
    return [item.code for item in outcome.problems if item.blocks], cycle.judgement, texts


@pytest.mark.slow
def test_the_cycle_runs_to_certificates(tmp_path: Path, region: Oral) -> None:
    wrong, found, texts = judged(tmp_path, region)
    assert wrong == []
    assert found.reached(Stage.APPROVAL)
    ranking, listed = found.review.ranking, found.review.candidates
    assert ranking is not None
    assert listed is not None
    first = ranking.standings[0]
    assert first.name == region.applicants[0].name
    assert first.total == Fraction(9, 10) * 700 + 90
    assert first.defence == 90
    assert len({*listed.first, *listed.repeat}) == 6
    assert any("24-获奖证书" in path for path in texts)
    said = next(text for path, text in texts.items() if "01-评审公告" in path and "word/document.xml" in path)
    assert "现场评审满分1000分，占90%，陈述答辩满分100分，占100%，低于60分的不列入候选，最多6家进入下一步" in said


def test_who_is_below_the_floor_is_no_candidate(region: Oral) -> None:
    ranking = region.judge().review.ranking
    assert ranking is not None
    low = {item.name for item in ranking.standings if item.defence < 60}
    kept = going_on(ranking.standings, tuple(replace(item, cut=None) for item in region.rules.rounds))
    assert low
    assert {item.name for item in ranking.standings} - {item.name for item in kept} == low


def standing(uscc: str, desk: int, site: int) -> Placement:
    zero = Fraction(0)
    return Placement(
        uscc, uscc, "", (), Fraction(desk), Fraction(site), Fraction(desk + site), zero, zero, None, 1, 1, tied=False
    )


def test_a_cut_leaves_nobody_behind_that_is_equal() -> None:
    cut = Round(RoundKind.DESK, "第十六条", Fraction(1, 2), 1000, cut=2)
    site = Round(RoundKind.SITE, "第十六条", Fraction(1, 2), 1000, floor=500)
    row = [standing("A", 800, 400), standing("B", 700, 600), standing("C", 700, 500), standing("D", 600, 900)]
    assert [item.uscc for item in going_on(row, (cut,))] == ["A", "B", "C"]
    assert [item.uscc for item in going_on(row, (cut, site))] == ["B", "C"]
    assert [item.uscc for item in going_on(row, (site, cut))] == ["B", "C"]
    assert going_on(row, ()) == tuple(row)


def test_the_blank_asks_for_the_defence_and_fills_what_is_not_reviewed(region: Oral) -> None:
    sheets = [blank for blank in due(region.judge(), Items.of(region.rules, TEMPLATES)) if "评分表" in blank.name]
    assert sheets
    assert all(len(blank.known[Defence]) > 0 for blank in sheets)
    assert {row["desk"] for blank in sheets for row in blank.known[Score]} == {0}
    assert all("site" not in row for blank in sheets for row in blank.known[Score])


def spoilt(change: str) -> Oral:
    found = Oral()
    for step in (found.open, found.examine, found.draw, found.score):
        step()
    name = next(name for name, (_, _, rows) in found.books.items() if Score in rows)
    rows: Any = found.books[name][2]
    if change == "hole":
        rows[Defence] = rows[Defence][1:]
    elif change == "high":
        rows[Defence] = [replace(rows[Defence][0], score=Decimal(101)), *rows[Defence][1:]]
    elif change == "desk":
        rows[Score] = [replace(rows[Score][0], desk=Decimal(50)), *rows[Score][1:]]
    else:
        settings: Any = found.books["届次设置.xlsx"][2]
        settings[CycleRules] = [replace(settings[CycleRules][0], site_weight=Share("100%"))]
        found.add(SETTINGS, settings)
    return found


@pytest.mark.parametrize(
    ("change", "code"),
    [("hole", "E-RULE-1628"), ("high", "E-RULE-1629"), ("desk", "E-RULE-1631"), ("weight", "E-RULE-1632")],
)
def test_what_does_not_fit_the_rounds_is_named(tmp_path: Path, change: str, code: str) -> None:
    assert code in judged(tmp_path, spoilt(change))[0]


def test_a_defence_where_there_is_none_is_named(tmp_path: Path) -> None:
    found = MadeUp("禾川市", {})
    for step in (found.open, found.examine, found.draw, found.score):
        step()
    rows: Any = next(rows for _, _, rows in found.books.values() if Score in rows)
    row = rows[Score][0]
    rows[Defence] = [row_of(Defence, uscc=row.uscc, name=row.name, score=Decimal(80))]
    assert judged(tmp_path, found)[0] == ["E-RULE-1630"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('weight = "9/10"', 'weight = "1/2"', "各轮满分乘权重合计600，应为1000"),
        ('kind = "陈述答辩"', 'kind = "现场评审"', "“现场评审”写了2段"),
        ("points = 1000", "points = 500", "points 应为评审标准的总分1000"),
        ("floor = 60", "floor = 200", "floor 应在1至100之间"),
        ("cut = 6", "cut = 0", "cut 至少为1"),
        ('kind = "陈述答辩"', 'kind = "笔试"', "材料评审、现场评审、陈述答辩之一"),
    ],
)
def test_what_does_not_add_up_is_refused(old: str, new: str, told: str) -> None:
    more = SITE + ORAL
    assert old in more
    text = MadeUp("禾川市", {}).text + more.replace(old, new, 1)
    with pytest.raises(ParameterFault, match=told):
        rules_of(tomllib.loads(text), "某市.toml")
