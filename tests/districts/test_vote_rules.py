"""How a rule set has the committee decide: who counts, how often is voted, scores beside votes."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

from tests.districts.made_up import MadeUp, Words, run
from tests.regulation.test_art04_quota import QUOTA, votes
from toolchain.model.parameters import rules_of
from toolchain.model.rule_set.building import ParameterFault
from toolchain.regulation.art04_lower_grades import Below
from toolchain.regulation.art04_quota import nominate
from toolchain.stages.judgement import Judgement, Stage

VOTE = "secret_from = 5"


def judged(tmp_path: Path, region: MadeUp) -> tuple[set[str], Judgement, Words]:
    outcome, _, texts = run(tmp_path, region)
    (cycle,) = outcome.cycles
    assert cycle.judgement is not None
    return {item.code for item in outcome.problems}, cycle.judgement, texts


@pytest.mark.slow
def test_the_whole_committee_counts_where_the_rule_set_says_so(tmp_path: Path) -> None:
    region = MadeUp("禾川市", {VOTE: f'{VOTE}\nbase = "应到且未回避的委员数"'})
    region.fill()
    codes, found, texts = judged(tmp_path, region)
    assert "W-RULE-1740" in codes
    assert found.reached(Stage.APPROVAL)
    assert {item.voters for item in found.vote.tallies} == {10}
    assert any("24-获奖证书" in path for path in texts)


@pytest.mark.slow
def test_scores_count_beside_votes(tmp_path: Path) -> None:
    region = MadeUp("禾川市", {VOTE: f'{VOTE}\nscore_share = "9/10"', "new_laureates = 3": "new_laureates = 1"})
    region.fill()
    _, found, texts = judged(tmp_path, region)
    assert found.review.ranking is not None
    assert found.vote.nomination is not None
    scores = {item.uscc: item.total for item in found.review.ranking.standings}
    passed = [item for item in found.vote.tallies if item.passed and item.uscc not in found.repeats]
    best = max(passed, key=lambda item: Fraction(9, 10) * scores[item.uscc] / 1000 + Fraction(item.favour, 100))
    assert [item.uscc for item in found.vote.nomination.first] == [best.uscc]
    paper = next(text for path, text in texts.items() if "17-计票结果单" in path and "word/document.xml" in path)
    assert "按评审得分占90%" in paper


def test_the_score_parts_equal_votes() -> None:
    below = Below(scores=(("A", Fraction(700)), ("B", Fraction(800)), ("C", Fraction(600)), ("D", Fraction(650))))
    below = Below(below.grades, below.proposals, below.scores, Fraction(1, 2), 1000)
    found = nominate(votes(A=13, B=13, C=13, D=13), (), (), QUOTA, below=below)
    assert [item.uscc for item in found.first] == ["B", "A", "D"]
    assert found.tied == ()
    assert [item.uscc for item in found.surplus] == ["C"]


@pytest.mark.slow
@pytest.mark.parametrize(("turns", "said"), [(1, "请评委会集体研究决定"), (2, "请评委会重新投票")])
def test_a_tie_is_voted_on_again_or_decided(tmp_path: Path, turns: int, said: str) -> None:
    region = MadeUp("禾川市", {VOTE: f"{VOTE}\nturns = {turns}", "new_laureates = 3": "new_laureates = 2"})
    region.votes = {**region.votes, 1: 10, 3: 9, 4: 9}
    for step in (region.open, region.examine, region.draw, region.score, region.vote):
        step()
    _, found, _ = judged(tmp_path, region)
    assert found.vote.nomination is not None
    assert found.vote.nomination.tied
    assert any(said in text for step in found.steps for text in step.todo)


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("turns = 3", "turns：应为1"),
        ('score_share = "6/5"', "score_share：应大于0、不超过1"),
        ('base = "全体"', "收回票数"),
    ],
)
def test_what_cannot_be_is_refused(key: str, told: str) -> None:
    text = MadeUp("禾川市", {}).text.replace(VOTE, f"{VOTE}\n{key}")
    with pytest.raises(ParameterFault, match=told):
        rules_of(tomllib.loads(text), "某市.toml")
