"""Made-up regions on the same code: each runs a whole cycle from its workbooks, in its own words and articles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.districts.region import REGIONS, Region, run, texts
from toolchain.cycle.outcome import Outcome
from toolchain.model.parameters import Rules
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
    assert held.judged.rulings


def test_nothing_speaks_of_the_first_district(held: Held) -> None:
    own = {name for name in ("本区", "全区", "区政府", "区长") if held.rules.terms.level == "区"}
    found = {(path, word) for path, text in held.texts.items() for word in FIRST.findall(text) if word not in own}
    assert found == set()


def test_only_its_own_articles_are_cited(held: Held) -> None:
    names = held.rules.articles._names
    own = {getattr(held.rules.articles, name) for name in names} | {item.article for item in held.rules.conditions}
    known = {word for text in own for word in CITATION.findall(text)}
    cited = {(path, word) for path, text in held.texts.items() for word in CITATION.findall(text)}
    assert {(path, word) for path, word in cited if word not in known and not path.startswith(TEMPLATED)} == set()


TEMPLATED = ("01-", "05-")
"""Folders whose Word templates still name articles in so many words."""


def test_every_blank_read_back_is_understood(held: Held) -> None:
    assert all(not item.problems for item in held.outcome.intake.filled)


def test_what_is_switched_off_is_not_made(held: Held) -> None:
    made = {Path(path.partition("!")[0]).name[:2] for path in held.texts if ".docx" in path}
    assert not made & {f"{number:02d}" for number in held.rules.documents_off}
