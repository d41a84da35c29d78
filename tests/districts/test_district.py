"""Another district on the same code: five laureates and three nominations a year, other numbers all through."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.districts.case import ANNOUNCED, ENDS, District, project
from tests.oracle.random_opening import days
from toolchain.cycle.outcome import Outcome
from toolchain.cycle.pipeline import judge_all, produce
from toolchain.cycle.resources import Resources
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import scan_inbox
from toolchain.model.sheets.draw import Seed
from toolchain.model.sheets.scores import Score
from toolchain.model.sheets.vocabulary import AwardKind, OrganisationKind
from toolchain.regulation.art14_acceptance import AcceptanceOutcome
from toolchain.stages.judgement import Judgement, Stage
from toolchain.typesetting.docx_archive import unpack


@pytest.fixture(scope="module")
def toolbox(tmp_path_factory: pytest.TempPathFactory) -> Resources:
    """A project of the made-up district whose inbox holds the whole cycle."""
    laid = project(tmp_path_factory.mktemp("青禾区"))
    for name, data in District().fill().files().items():
        (laid.inbox / name).write_bytes(data)
    return Resources.load(laid)


@pytest.fixture(scope="module")
def outcome(toolbox: Resources) -> Outcome:
    """The cycle, read from its workbooks and judged."""
    return judge_all(receive(scan_inbox(toolbox.project.inbox)), toolbox)


@pytest.fixture(scope="module")
def judged(outcome: Outcome) -> Judgement:
    """The judgement of the cycle."""
    (cycle,) = outcome.cycles
    assert cycle.judgement is not None
    return cycle.judgement


def number(judged: Judgement, uscc: str) -> int:
    """Give the number in an applicant's name."""
    return int(judged.name(uscc).removeprefix("青禾第").removesuffix("公司"))


def test_the_cycle_runs_to_its_announcement(outcome: Outcome, judged: Judgement) -> None:
    assert [item.code for item in outcome.problems if item.blocks] == []
    assert judged.reached(Stage.APPROVAL)
    assert judged.rules.document == "青政〔2024〕9号"


def test_validity_and_ban_of_five_years(judged: Judgement) -> None:
    refused = {
        number(judged, item.application.uscc): item.earliest
        for item in judged.acceptances
        if item.outcome is AcceptanceOutcome.REFUSED
    }
    assert refused == {11: date(2025, 12, 2), 12: date(2025, 5, 1)}
    assert {number(judged, uscc) for uscc in judged.repeats} == {10, 11}


def test_a_panel_of_seven_is_trimmed(judged: Judgement) -> None:
    assert len(judged.panels.draws[0].members) == 7
    assert judged.review.ranking is not None
    assert all(item.trimmed == item.total for item in judged.review.ranking.standings)


@pytest.mark.parametrize(
    ("change", "code"),
    [({"seed": "123456" * 3 + "12345"}, "E-RULE-0820"), ({"witnesses": ("见证甲", "见证乙")}, "E-RULE-0823")],
)
def test_a_seed_of_24_digits_seen_by_three(change: dict[str, Any], code: str) -> None:
    short = District().fill()
    for name in [name for name in short.books if name.startswith(("评分表", "评委会", "公示", "政府", "监督"))]:
        del short.books[name]
    seeds = short.books["评审组抽取.xlsx"][2][Seed]
    seeds[:] = [replace(row, **change) for row in seeds]
    assert [item.code for item in short.judge().problems if item.blocks] == [code]


def test_percentages_in_steps_of_ten() -> None:
    odd = District().fill()
    for name in [name for name in odd.books if name.startswith(("评委会", "公示", "政府", "监督"))]:
        del odd.books[name]
    sheet = next(name for name in odd.books if name.startswith("评分表"))
    rows = odd.books[sheet][2][Score]
    rows[0] = replace(rows[0], desk=Decimal(65))
    assert [item.code for item in odd.judge().problems if item.blocks] == ["E-RULE-1612"]


def test_more_than_a_half_five_places_and_three_nominations(judged: Judgement) -> None:
    found = judged.vote.nomination
    assert found is not None
    grades = [[number(judged, item.uscc) for item in grade] for grade in (found.first, found.nominated, found.repeat)]
    assert [sorted(grade) for grade in grades] == [[1, 2, 3, 4, 5], [6, 7, 8], [10]]
    assert [number(judged, item.uscc) for item in found.failed] == [9]
    assert {item.needed for item in judged.vote.tallies} == {6}


def test_notice_of_seven_working_days(judged: Judgement) -> None:
    assert judged.notice is not None
    assert judged.notice.ends == ENDS
    short = District().fill()
    del short.books["监督事项.xlsx"], short.books["政府审定.xlsx"]
    short.post(ENDS - days(1))
    assert [item.code for item in short.judge().problems if item.blocks] == ["E-RULE-1805"]


def test_prizes_and_validity(judged: Judgement) -> None:
    assert judged.decision.prizes is not None
    assert Counter(prize.amount for prize in judged.decision.prizes.prizes) == {200_000: 5, 50_000: 3, 0: 1}
    assert judged.decision.prizes.total == 1_150_000
    assert Counter(award.kind for award in judged.announced) == {
        AwardKind.FIRST: 5,
        AwardKind.NOMINATION: 3,
        AwardKind.REPEAT: 1,
    }
    assert {award.valid_until for award in judged.announced} == {ANNOUNCED.replace(year=2030)}


def test_fraud_bars_for_five_years(judged: Judgement) -> None:
    (ruling,) = judged.supervision.rulings
    assert (ruling.recover_prize, ruling.ban_until) == (200_000, date(2030, 10, 8))


def test_the_office_gets_its_documents(outcome: Outcome, toolbox: Resources) -> None:
    made = {output.path: output.data for folder in produce(outcome, toolbox).values() for output in folder}
    papers = {path for path in made if path.endswith(".docx")}
    assert {Path(path).name[:2] for path in papers} >= {
        f"{paper:02d}" for paper in (1, 3, 5, 7, 14, 19, 22, 23, 24, 25)
    }


@pytest.fixture(scope="module")
def texts(outcome: Outcome, toolbox: Resources) -> dict[str, str]:
    """The words of every document made, by its number and name."""
    made = {output.path: output.data for folder in produce(outcome, toolbox).values() for output in folder}
    return {
        Path(path).stem: re.sub("<[^>]+>", "", unpack(data)["word/document.xml"].decode())
        for path, data in made.items()
        if path.endswith(".docx")
    }


AWARD, NOMINATION = "2025年度青禾区区长质量奖", "2025年度青禾区区长质量奖提名奖"


def grades(judged: Judgement) -> tuple[list[str], list[str]]:
    """Name the laureates and those of the 提名 grade."""
    found = judged.vote.nomination
    assert found is not None
    return [item.name for item in (*found.first, *found.repeat)], [item.name for item in found.nominated]


def in_order(names: Sequence[str]) -> list[str]:
    """Put names as papers for the public list them."""
    return sorted(names, key=lambda name: name.encode("gb18030"))


def test_the_announcement_tells_laureates_from_nominations(texts: dict[str, str], judged: Judgement) -> None:
    laureates, nominated = grades(judged)
    text = texts["23-授奖公告"]
    listed, _, rest = text.partition(f"授予{'、'.join(in_order(nominated))}3家单位“{NOMINATION}”")
    assert f"决定授予{in_order(laureates)[0]}等6家单位（名单见附件）“{AWARD}”" in listed
    assert "每家奖金20万元，合计100万元" in rest
    assert "对获得提名奖的单位，颁发证书和奖金，每家奖金5万元" in rest
    annex = rest.rpartition("附件")[2]
    assert all(name in annex for name in laureates)
    assert not any(name in annex for name in nominated)


def test_certificates_name_the_grade(texts: dict[str, str], judged: Judgement) -> None:
    laureates, nominated = grades(judged)
    assert all(f"“{AWARD}”" in texts[f"24-获奖证书-{name}"] for name in laureates)
    assert all(f"“{NOMINATION}”" in texts[f"24-获奖证书-{name}"] for name in nominated)


@pytest.mark.parametrize(
    "paper", ["17-计票结果单", "18-评委会会议纪要", "19-拟奖名单公示", "21-公示情况报告", "22-提请审定的请示"]
)
def test_every_paper_on_the_way_tells_the_grades_apart(texts: dict[str, str], judged: Judgement, paper: str) -> None:
    laureates, nominated = grades(judged)
    before, word, after = texts[paper].rpartition("提名奖")
    assert word
    tail = after if paper in {"19-拟奖名单公示", "22-提请审定的请示"} else before.rpartition("。")[2] + after
    assert all(name in tail for name in nominated)
    assert not any(name in after for name in laureates)


def test_the_money_is_asked_for_by_grade(texts: dict[str, str], judged: Judgement) -> None:
    text = texts["25-奖金拨付请示"]
    assert "首次获奖单位5家，每家奖金20万元；提名奖单位3家，每家奖金5万元" in text
    assert "合计115万元" in text
    assert all(name in text for names in grades(judged) for name in names)


def test_only_laureates_are_recommended_and_reminded(texts: dict[str, str], judged: Judgement) -> None:
    laureates, nominated = grades(judged)
    kinds = {item.application.name: item.application.applicant.kind for item in judged.accepted}
    revoked = {ruling.award.name for ruling in judged.supervision.rulings if ruling.award is not None}
    firms = {name for name in laureates if kinds[name] is OrganisationKind.COMPANY}
    assert revoked <= firms < set(laureates)
    recommended = {paper.removeprefix("27-信易贷推荐函-") for paper in texts if paper.startswith("27-")}
    assert recommended == firms - revoked
    assert not any(paper.startswith(("26-", "27-")) and name in paper for paper in texts for name in nominated)
    inspected = [paper for paper in texts if paper.startswith("29-") and any(name in paper for name in nominated)]
    assert len(inspected) == len(nominated)
    assert all(f"“{NOMINATION}”奖金5万元" in texts[paper] for paper in inspected)


def test_no_document_names_the_first_district(outcome: Outcome) -> None:
    (cycle,) = outcome.cycles
    facts = [text for paper in cycle.papers for text in _texts(paper.document)]
    assert [text for text in facts if "红旗区" in text] == []
    assert any("青禾区区长质量奖" in text for text in facts)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _texts(getattr(value, name))
