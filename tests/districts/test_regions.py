"""Made-up regions on the same code: each runs a whole cycle from its workbooks, in its own words and articles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.districts.region import REGIONS, Region, project, run, texts
from toolchain.cli.report.rule_sets import rule_faults
from toolchain.cycle.outcome import Outcome
from toolchain.model.parameters import Rules
from toolchain.model.sheets.vocabulary import Verdict
from toolchain.stages.judgement import Judgement, Stage

FIRST = re.compile("红旗|红政|红质|新乡|本区|全区|区政府|区长")
"""The first district's own names and words."""
CITATION = re.compile("第[一二三四五六七八九十]+条")


@dataclass(frozen=True)
class Held:
    """One region after its cycle."""

    rules: Rules
    outcome: Outcome
    judged: Judgement
    texts: Mapping[str, str]


@pytest.fixture(scope="module", params=sorted(path.stem for path in REGIONS.glob("*.toml")))
def held(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Held:
    """Run one region from its workbooks."""
    region = Region(request.param).fill()
    outcome, toolbox = run(tmp_path_factory.mktemp("region"), region)
    (cycle,) = outcome.cycles
    assert cycle.judgement is not None
    return Held(region.rules, outcome, cycle.judgement, dict(texts(outcome, toolbox)))


def test_its_cycle_runs_to_a_revocation(held: Held) -> None:
    assert [(item.code, str(item.at)) for item in held.outcome.problems] == []
    assert held.judged.reached(Stage.APPROVAL)
    assert held.judged.announced
    assert held.judged.supervision.rulings


def test_nothing_speaks_of_the_first_district(held: Held) -> None:
    own = {name for name in ("本区", "全区", "区政府", "区长") if held.rules.terms.level == "区"}
    found = {(path, word) for path, text in held.texts.items() for word in FIRST.findall(text) if word not in own}
    assert found == set()


def test_only_its_own_articles_are_cited(held: Held) -> None:
    names = held.rules.articles._names
    own = {getattr(held.rules.articles, name) for name in names} | {item.article for item in held.rules.conditions}
    known = {word for text in own for word in CITATION.findall(text)}
    cited = {(path, word) for path, text in held.texts.items() for word in CITATION.findall(text)}
    assert {(path, word) for path, word in cited if word not in known} == set()


def test_every_blank_read_back_is_understood(held: Held) -> None:
    assert all(not item.problems for item in held.outcome.intake.filled)


def test_what_is_switched_off_is_not_made(held: Held) -> None:
    made = {Path(path.partition("!")[0]).name[:2] for path in held.texts if ".docx" in path}
    assert not made & {f"{number:02d}" for number in held.rules.documents_off}


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Held:
    """Run the county without money."""
    region = Region("桐县").fill()
    outcome, toolbox = run(tmp_path_factory.mktemp("county"), region)
    (cycle,) = outcome.cycles
    assert cycle.judgement is not None
    return Held(region.rules, outcome, cycle.judgement, dict(texts(outcome, toolbox)))


@pytest.mark.parametrize("name", sorted(path.stem for path in REGIONS.glob("*.toml")))
def test_its_rule_set_is_whole(tmp_path: Path, name: str) -> None:
    assert list(rule_faults(project(tmp_path, name))) == []


def test_without_money_no_document_speaks_of_it(county: Held) -> None:
    documents = {path: text for path, text in county.texts.items() if path.endswith("word/document.xml")}
    assert [path for path, text in documents.items() if "奖金" in text] == []
    assert not any("奖金" in path for path in county.texts)
    assert "颁发奖杯、证书。" in next(text for path, text in documents.items() if "23-" in path)


def test_calendar_days_end_on_any_day(county: Held) -> None:
    assert county.judged.notice is not None
    assert county.judged.notice.ends == date(2025, 7, 21)
    assert any("不少于7日" in text for path, text in county.texts.items() if "19-" in path)


def test_a_deliberation_leaves_no_papers(county: Held) -> None:
    assert {item.needed for item in county.judged.vote.tallies} == {5}
    assert not any("表决票" in path for path in county.texts)
    assert any("集体讨论" in text for path, text in county.texts.items() if "18-" in path)


def test_again_after_three_cycles_and_never_after_fraud(county: Held) -> None:
    cases = {
        finding.case: dict(finding.facts)
        for item in county.judged.acceptances
        for finding in item.findings
        if finding.verdict is Verdict.NOT_MET
    }
    assert cases["28-again"]["free"] in {"2028年度", "2029年度"}
    assert "25-forever" in cases
    assert all(item.earliest is None for item in county.judged.acceptances)
    (ruling,) = county.judged.supervision.rulings
    assert ruling.ban_until is None


def test_own_conditions_decide(county: Held) -> None:
    failed = {
        finding.case
        for item in county.judged.qualifications
        for finding in item.findings
        if finding.verdict is Verdict.NOT_MET
    }
    assert {"14.5-amount"} <= failed <= {"14.5-amount", "15.2-kind"}
    assert any("由所在乡镇或者主管部门推荐" in text for path, text in county.texts.items() if "01-评审公告" in path)
