"""Titles without an end, laureates that never apply again, and laureates that compete like everybody else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tests.districts.made_up import MadeUp, Words, run
from toolchain.model.schema import Yuan
from toolchain.model.sheets.vocabulary import AwardKind, Verdict
from toolchain.regulation.art14_acceptance import AcceptanceOutcome
from toolchain.stages.judgement import Judgement

AGAIN = 'again = "无"'


def held(tmp_path: Path, region: MadeUp) -> tuple[Judgement, Words]:
    region.fill()
    outcome, _, texts = run(tmp_path, region)
    (cycle,) = outcome.cycles
    assert cycle.judgement is not None
    assert not any(item.blocks for item in outcome.problems)
    return cycle.judgement, texts


def paper(texts: Mapping[str, str], name: str) -> str:
    return next(text for path, text in texts.items() if name in path and path.endswith("word/document.xml"))


@pytest.mark.parametrize(
    ("changes", "announced"),
    [
        ({'validity = "4年"': 'validity = "永久"'}, "称号长期有效，已经获得称号的不再受理其申报。"),
        ({AGAIN: 'again = "永久"'}, "曾经获得称号的，不再受理其申报。"),
    ],
)
def test_whoever_has_such_a_title_never_applies_again(tmp_path: Path, changes: dict[str, str], announced: str) -> None:
    judged, texts = held(tmp_path, MadeUp("禾川市", changes))
    found = {
        item.application.name: (item.outcome, item.earliest)
        for item in judged.acceptances
        for finding in item.findings
        if (finding.case, finding.verdict) == ("28-never", Verdict.NOT_MET)
    }
    assert found == dict.fromkeys(("第10公司", "第11公司"), (AcceptanceOutcome.REFUSED, None))
    assert announced in paper(texts, "01-")
    assert "按规定不再受理其申报" in paper(texts, "05-不予受理通知书-第11公司")


def test_a_title_without_an_end_is_written_so_and_read_back(tmp_path: Path) -> None:
    judged, texts = held(tmp_path, MadeUp("禾川市", {'validity = "4年"': 'validity = "永久"'}))
    assert {award.valid_until for award in judged.announced} == {date.max}
    assert "有效期至长期" in paper(texts, "24-获奖证书-第3公司")
    assert "9999" not in "".join(text for path, text in texts.items() if path.endswith((".xml", ".ics")))


def test_a_laureate_of_old_competes_like_everybody_else(tmp_path: Path) -> None:
    region = MadeUp("禾川市", {AGAIN: f"{AGAIN}\nrepeat_apart = false"})
    region.votes = {1: 10, 10: 10, 3: 9, 4: 8, 5: 7, 6: 6, 2: 9, 7: 5, 8: 5, 9: 5}
    judged, texts = held(tmp_path, region)
    nomination = judged.vote.nomination
    assert nomination is not None
    assert (len(nomination.first), nomination.repeat) == (3, ())
    again = next(award for award in judged.announced if award.name == "第10公司")
    assert (again.kind, again.prize) == (AwardKind.REPEAT, Yuan(1_000_000))
    documents = "".join(text for path, text in texts.items() if path.endswith("word/document.xml"))
    assert not any(word in documents for word in ("首次获奖", "未曾获奖", "再次获奖", "不占"))
