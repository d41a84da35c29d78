"""Made-up regions on the same code: each runs a whole cycle from its workbooks, in its own words and articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.districts.made_up import run as run_own
from tests.districts.own_regions import NAMES, region_of
from tests.districts.region import REGIONS, project
from toolchain.cli.report.rule_sets import rule_faults
from toolchain.cycle.outcome import Outcome
from toolchain.cycle.pipeline import judge_all, lay_blanks
from toolchain.cycle.resources import Resources
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import scan_inbox
from toolchain.model.identifiers import SubjectKind, subject_of
from toolchain.model.parameters import load_rules
from toolchain.model.rule_set.rules import Rules
from toolchain.model.sheets.vocabulary import Verdict
from toolchain.regulation.art25_revocation import Consequence
from toolchain.stages.judgement import Judgement, Stage
from toolchain.stages.reminders import dues

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


@pytest.fixture(scope="module")
def regions(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Held]:
    """Run regions from their workbooks, each once."""

    @cache
    def ran(name: str) -> Held:
        region = region_of(name)
        region.fill()
        outcome, _, made = run_own(tmp_path_factory.mktemp("region"), region)
        (cycle,) = outcome.cycles
        assert cycle.judgement is not None
        return Held(region.rules, outcome, cycle.judgement, made)

    return ran


@pytest.fixture(scope="module", params=NAMES)
def held(request: pytest.FixtureRequest, regions: Callable[[str], Held]) -> Held:
    """Give each region in turn."""
    return regions(request.param)


def test_its_cycle_runs_to_a_revocation(held: Held) -> None:
    unheard = [ruling for ruling in held.judged.supervision.rulings if ruling.approved and ruling.recover_title]
    said = [(item.code, item.at.sheet) for item in held.outcome.problems]
    assert said == [("W-EVENT-37", "获奖单位事项")] * len(unheard), "撤销没有登记事先告知，只提示"
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


@pytest.fixture
def county(regions: Callable[[str], Held]) -> Held:
    """Give the county without money."""
    return regions("桐县")


@pytest.mark.parametrize("name", NAMES)
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


@pytest.mark.parametrize("name", NAMES)
def test_its_blanks_speak_of_nobody_else(tmp_path: Path, name: str) -> None:
    toolbox = Resources.load(project(tmp_path, name))
    rules = load_rules(REGIONS / f"{name}.toml")
    own = {word for word in ("本区", "全区", "区政府", "区长") if rules.terms.level == "区"}
    articles = [getattr(rules.articles, key) for key in rules.articles._names]
    articles += [item.article for item in rules.conditions] + [item.article for item in rules.consequences]
    known = {word for text in articles for word in CITATION.findall(text)}
    outcome = judge_all(receive(scan_inbox(toolbox.project.inbox)), toolbox)
    found = set()
    for path in lay_blanks("2026届", outcome, toolbox, tmp_path / "空白表"):
        with ZipFile(path) as parts:
            for part in parts.namelist():
                words = re.sub(r"<[^>]+>", " ", parts.read(part).decode())
                found |= {(path.name, word) for word in FIRST.findall(words) if word not in own}
                found |= {(path.name, word) for word in CITATION.findall(words) if word not in known}
    assert found == set()


@pytest.fixture
def zone(regions: Callable[[str], Held]) -> Held:
    """Give the new district with three grades."""
    return regions("湾北新区")


@pytest.fixture
def mixed(regions: Callable[[str], Held]) -> Held:
    """Give the district in which persons apply too and the government decides before the notice."""
    return regions("云泽区")


def paper(held: Held, name: str) -> str:
    return next(text for path, text in held.texts.items() if name in path and path.endswith("word/document.xml"))


def test_ceilings_leave_the_amounts_to_the_meeting(zone: Held) -> None:
    assert [award.prize for award in zone.judged.announced] == [450_000, 450_000, 350_000, 350_000, 250_000, 0]
    assert "每个奖金最高50万元；创新奖单位每个奖金最高40万元；优胜奖单位每个奖金最高30万元" in paper(zone, "01-")
    assert "奖金按审定的数额发放，合计90万元" in paper(zone, "23-")
    assert "奖金按审定的数额发放，合计185万元" in paper(zone, "25-")


def test_models_win_in_three_grades(zone: Held) -> None:
    assert "授予第4公司、第5模式（第5公司）2个单位和模式“2025年度湾北新区质量创新奖”" in paper(zone, "23-")
    assert "湾北新区管理委员会第20次主任办公会议研究审定" in paper(zone, "23-")


def test_persons_are_no_houses_and_their_prize_is_announced(mixed: Held) -> None:
    assert "不超过4个；" in paper(mixed, "01-")
    assert "每个奖金30万元，个人奖金10万元；" in paper(mixed, "01-")
    assert "未曾获奖的候选单位和个人8个，按名次依次为" in paper(mixed, "14-")
    assert "依照规定受理9个" in paper(mixed, "15-")
    assert "拟奖单位和个人4个：" in paper(mixed, "17-")
    assert "9个候选单位和个人提交" in paper(mixed, "22-")
    papers = {name: text for name, text in mixed.texts.items() if name.endswith("word/document.xml")}
    counted = {name: found for name, text in papers.items() if (found := re.findall("[0-9]家.{6}", text))}
    assert counted == {}


def test_what_is_decided_first_is_posted_afterwards(mixed: Held) -> None:
    notice, meeting = mixed.judged.notice, mixed.judged.decision.approval
    assert notice is not None
    assert notice.posting is not None
    assert meeting is not None
    assert meeting.meeting.held < notice.posting.posted
    assert "评审工作已经完成" in paper(mixed, "22-")
    assert "审定以后由我办将拟奖名单公示" in paper(mixed, "22-")
    assert "公示情况报告" not in paper(mixed, "22-")
    assert "云泽区人民政府审定，拟授予下列4个单位和个人" in paper(mixed, "19-")
    assert "研究审定并经社会公示，决定授予" in paper(mixed, "23-")
    assert "第10公司" in paper(mixed, "22-")
    assert not any("第10公司" in paper(mixed, name) for name in ("19-", "23-"))


def test_one_place_is_kept_and_persons_have_one_at_most(mixed: Held) -> None:
    nomination = mixed.judged.vote.nomination
    assert nomination is not None
    kinds = [subject_of(item.uscc) for item in nomination.first]
    assert kinds.count(SubjectKind.PERSON) == 1


def test_less_money_for_a_reason_and_from_two_budgets(mixed: Held) -> None:
    assert [award.prize for award in mixed.judged.announced] == [100_000, 0, 100_000, 300_000]
    assert "由市财政承担20万元、由区财政承担30万元" in paper(mixed, "25-")


def test_grounds_of_its_own_have_consequences_of_their_own(mixed: Held) -> None:
    told = [(item.incident.number, item.consequence, item.article) for item in mixed.judged.supervision.rulings]
    assert told[1:] == [
        ("S02", Consequence.REVOKE_CONDUCT, "第二十九条"),
        ("S03", Consequence.TALK, "第二十六条"),
    ]
    assert "有效期内监督抽查不合格，事实如下" in paper(mixed, "34-")
    assert "自2025年10月9日批准撤销之日起3年内（批准当日计入，至2028年10月8日止）不予受理" in paper(mixed, "34-")
    assert "关于约谈第5公司的函" in paper(mixed, "30-")


def test_duties_fall_due_every_year_and_at_the_end(mixed: Held) -> None:
    found = [
        (due.day, due.matter.partition("：")[0], due.subject) for due in dues(mixed.judged) if due.subject == "第6公司"
    ]
    assert (date(2026, 8, 4), "年度报告", "第6公司") in found
    assert (date(2029, 8, 4), "期满复评", "第6公司") in found
    assert any("获奖后义务" in text for path, text in mixed.texts.items() if "获奖台账一览" in path)
