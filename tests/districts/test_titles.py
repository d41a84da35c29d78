"""A condition of some grades alone keeps from those grades, and from nothing else."""

from __future__ import annotations

from tests.districts.made_up import MadeUp
from toolchain.model.sheets.vocabulary import Verdict

HELD = """

[[conditions]]
code = "15.8"
article = "第十五条第（八）项"
matter = "是否曾获本奖"
department = "市市场监督管理局"
answer = "computed"
asked = false
titles = ["{title}"]
tests = [{{ kind = "曾获奖" }}]
"""


def voted(title: str) -> MadeUp:
    region = MadeUp("禾川市", {}, HELD.format(title=title))
    for step in (region.open, region.examine, region.draw, region.score, region.vote):
        step()
    return region


def test_who_never_won_gets_the_lower_grade_alone() -> None:
    judged = voted("首次获奖").judge()
    nomination = judged.vote.nomination
    assert nomination is not None
    never = {
        item.acceptance.application.uscc
        for item in judged.qualified
        for finding in item.findings
        if finding.rule == "15.8" and finding.verdict is Verdict.NOT_MET
    }
    assert never
    assert not never & {item.uscc for item in nomination.first}
    assert never & {item.uscc for item in nomination.nominated}
    assert len(nomination.nominated) == judged.rules.art04.nomination_places


def test_the_top_grade_is_open_where_the_lower_one_asks() -> None:
    judged = voted("提名奖").judge()
    nomination = judged.vote.nomination
    assert nomination is not None
    assert len(nomination.first) == judged.rules.art04.new_laureates
    assert nomination.nominated == ()
