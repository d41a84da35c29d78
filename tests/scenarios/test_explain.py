"""make explain: one sentence says where an organisation stands, then stage by stage why, down to the cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from tests.documents.award_samples import BING, DESK, JIA, NAMES, YI, approved, noticed, objection, tally, voted
from toolchain.cli.report.conclusion import conclusion
from toolchain.cli.report.explanation import explain
from toolchain.cli.report.explanation_others import explain_others, holder_of
from toolchain.cycle.outcome import CycleOutcome, Outcome
from toolchain.cycle.resources import Resources
from toolchain.inbox.intake import Intake
from toolchain.model.sheets.committee import Member
from toolchain.model.sheets.vocabulary import Outcome as Concluded
from toolchain.model.sheets.vocabulary import YesNo
from toolchain.regulation.art04_quota import Nomination
from toolchain.regulation.art16_ranking import Candidates
from toolchain.regulation.art17_vote import Tally
from toolchain.stages.judgement import Judgement
from toolchain.stages.stage_results import Decision, Review, Vote

Tell = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def told(intake: Intake, example: CycleOutcome, toolbox: Resources) -> Tell:
    """Explain an organisation of the example."""

    def tell(who: str) -> list[str]:
        return list(explain(Outcome(intake, (example,)), who, toolbox.wording))

    return tell


@pytest.mark.parametrize(
    ("who", "stands"),
    [
        ("启明", "首次获奖，有效期至2029年8月15日"),
        ("宏远", "再次获奖，授予证书，不授予奖金，不占名额，有效期至2029年8月15日"),
        ("锦程", "资格审查不符合（第十一条第（五）项，2022年至2024年净利润合计为亏损162.6万元）"),
    ],
)
def test_the_second_line_says_where_it_stands(told: Tell, who: str, stands: str) -> None:
    assert told(who)[1] == f"【结论】{stands}"


def test_a_refused_applicant_reads_when_it_may_come_again(told: Tell) -> None:
    lines = told("正源")
    assert lines[1].startswith("【结论】不予受理（第二十八条，")
    assert lines[1].endswith("，最早2026年12月31日可以再次申报")
    assert "    最早可以再次申报：2026年12月31日" in lines
    assert lines[-1].startswith("若按另一解释（口径28-1：")


def test_every_stage_of_a_laureate_goes_down_to_its_cells(told: Tell) -> None:
    lines = told("启明")
    heads = [index for index, line in enumerate(lines) if line.startswith("【") and "【结论】" not in line]
    assert [lines[index][1:3] for index in heads] == ["受理", "资格", "评审", "表决", "公示", "审定", "获奖"]
    for start, end in pairwise(heads):
        assert any(line.startswith("        ← ") for line in lines[start:end]), lines[start]
    assert "    第十九条 符合：奖金50,000元。" in lines
    assert any(line.endswith("评委会会议.xlsx › “表决票”中这家单位的15张票") for line in lines)


def nominated(**groups: tuple[Tally, ...]) -> Judgement:
    """Put the first of three into another group of the vote."""
    base = voted()
    assert base.vote.nomination is not None
    parts = {"first": (tally(YI, NAMES[YI]),), **groups}
    return replace(base, vote=replace(base.vote, nomination=replace(base.vote.nomination, **parts)))


ONE = (tally(JIA, NAMES[JIA]),)


@pytest.fixture(scope="module")
def others(intake: Intake, example: CycleOutcome, toolbox: Resources) -> Tell:
    """Explain whatever is no organisation of the example."""

    def tell(who: str) -> list[str]:
        return list(explain_others(Outcome(intake, (example,)), who, toolbox.wording))

    return tell


def test_an_expert_is_explained_by_number_and_by_name(others: Tell) -> None:
    lines = others("E01")
    assert lines == others("张建国")
    heads = [line.partition("】")[0] + "】" for line in lines if line.startswith("【")]
    assert heads == ["【名单】", "【抽取】", "【评分】"]
    assert any(line.startswith("    第九条第（二）项 符合：张建国") for line in lines)
    assert lines[-1].startswith("    文书：04-评审组/")


def test_an_expert_who_was_left_out_reads_why(others: Tell) -> None:
    assert any(line == "【名单】制造业组：不列入抽取名单" for line in others("E16"))
    assert any("第二十七条 不符合" in line for line in others("E16"))


def test_a_member_is_explained_but_never_the_vote(others: Tell, example: CycleOutcome) -> None:
    member = next(row for row in example.record.whole(Member) if row.present is YesNo.NO)
    lines = others(member.name)
    assert lines[0].startswith(f"委员{member.number} {member.name}")
    assert any(line.startswith("【签到】没有到会，不发票") for line in lines)
    assert lines[-1].startswith("【表决】选票不记名")
    assert not any("同意" in line for line in lines)


def test_a_document_is_explained_by_its_number_title_or_dispatch_number(others: Tell) -> None:
    lines = others("红质评办〔2025〕3号")
    assert lines[0].startswith("文书3 受理通知书 · 示例2025届 · 02-受理/03-受理通知书-")
    assert lines[1].startswith("【状态】已印发，依据第十四条")
    assert "届次设置.xlsx › “发文登记” › A" in lines[2]
    assert not any("第十一条" in line for line in lines), "what was found later is no ground of it"
    assert len(others("受理通知书")) > len(lines)
    assert others("14")[0].startswith("文书14 评审报告")


def test_a_certificate_leads_to_its_holder_even_after_the_title_was_revoked(
    told: Tell, intake: Intake, example: CycleOutcome
) -> None:
    holder = holder_of(Outcome(intake, (example,)), "红质奖2022001")
    assert any("已撤销（骗取称号）" in line for line in told(holder))
    assert holder_of(Outcome(intake, (example,)), "红质奖0000001") == ""


NOBODY = Nomination((), (), (), (), (), 3)


@pytest.mark.parametrize(
    ("judged", "stands"),
    [
        (voted(), "列入拟奖名单"),
        (nominated(failed=ONE), "表决未达到规定票数"),
        (nominated(surplus=ONE), "表决达到规定票数，名额已满，未列入拟奖名单"),
        (nominated(tied=ONE), "在最后一个名额上得票相同，待重新投票或者研究决定"),
        (nominated(nominated=ONE), "列入提名奖拟奖名单"),
        (noticed(voted(), [objection()], removed=(JIA,)), "公示期间异议成立，退出拟奖名单，不递补"),
        (approved(noticed(voted()), announced=None), "区政府审定同意，待公告"),
        (approved(noticed(voted())), "首次获奖，有效期至2028年12月20日"),
    ],
    ids=["拟奖", "未达票数", "名额已满", "并列", "提名", "移出", "待公告", "获奖"],
)
def test_the_furthest_stage_decides(judged: Judgement, stands: str) -> None:
    assert conclusion(judged, JIA, DESK.wording) == stands


def test_who_was_refused_by_the_government() -> None:
    judged = approved(noticed(voted()))
    assert judged.decision.approval is not None
    refused = replace(judged.decision.approval, approved=(YI, BING), refused=(JIA,))
    decided = replace(judged, decision=Decision(refused, judged.decision.prizes))
    assert conclusion(decided, JIA, DESK.wording) == "区政府审定不同意授奖"
    assert conclusion(decided, BING, DESK.wording).startswith("再次获奖")


@pytest.mark.parametrize("group", ["first", "tied", ""])
def test_candidates_and_others(example: CycleOutcome, toolbox: Resources, group: str) -> None:
    judged = example.judgement
    assert judged is not None
    assert judged.review.ranking is not None
    standing = judged.review.ranking.standings[0]
    parts = {"first": (), "repeat": (), "tied": (), group or "first": (standing,) if group else ()}
    listed = Review(judged.review.ranking, Candidates(**parts))
    early = replace(judged, review=listed, vote=Vote(), notice=None, decision=Decision())
    assert (
        conclusion(early, standing.uscc, toolbox.wording)
        == {
            "first": "列入候选名单，提交评委会表决",
            "tied": "在候选名额边界上同分，待评审办集体研究",
            "": "按综合排名和候选条件，未列入候选名单",
        }[group]
    )


def test_a_stranger_has_no_conclusion() -> None:
    assert conclusion(voted(), "91410700172960120A", DESK.wording) == ""


def test_an_open_objection_is_told_before_anything_else(intake: Intake) -> None:
    row = objection(outcome=Concluded.OPEN, concluded=None)
    judged = noticed(voted(), [row], done=False)
    outcome = Outcome(intake, (CycleOutcome(judged.record, judged, (), (), ()),))
    lines = list(explain(outcome, NAMES[JIA], DESK.wording))
    assert "【公示】2024年10月21日至2024年10月28日，有异议尚未结论，第十八条" in lines
    others = list(explain(outcome, NAMES[YI], DESK.wording))
    assert "【公示】2024年10月21日至2024年10月28日，尚未确认结束，第十八条" in others
    assert date(2024, 10, 28) == judged.notice.ends
