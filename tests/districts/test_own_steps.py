"""Steps of a rule set's own, its committee's size, prizes of classes, how soon objections are settled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.districts.made_up import MadeUp, run
from tests.districts.test_rule_set import SHIPPED, changed
from tests.rows import row_of
from toolchain.model.parameters import load_rules
from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.rule_set.feasibility import disjointed
from toolchain.model.schema import USCC
from toolchain.model.sheets import CORRESPONDENCE
from toolchain.model.sheets.notice import Objection
from toolchain.model.sheets.own_steps import StepRecord
from toolchain.model.sheets.vocabulary import Outcome, Verdict
from toolchain.model.work_calendar import WorkCalendar
from toolchain.regulation import art18_objections
from toolchain.stages.judgement import Judgement, Stage, State

STEPS = """
[[steps]]
name = "推荐单位公示"
article = "第二十条"
body = "区县市场监督管理局"
before = "资格审查"
lasts = "5个工作日"

[[steps]]
name = "监督组报告"
article = "第十条"
body = "评审监督组"
before = "公示"
"""
POSTED = ("推荐单位公示", date(2025, 4, 1), date(2025, 4, 9))
REPORTED = ("监督组报告", None, date(2025, 7, 11))
Records = Sequence[tuple[str, date | None, date | None]]
CALENDAR = WorkCalendar.load(SHIPPED.parents[1] / "calendar.toml")


class WithSteps(MadeUp):
    """禾川市 with two steps of its own."""

    records: Records = (POSTED, REPORTED)

    def open(self) -> None:
        """Enter what is done of the steps."""
        super().open()
        rows = [row_of(StepRecord, name=name, begun=b, ended=e) for name, b, e in self.records]
        self.add(CORRESPONDENCE, {StepRecord: rows})


def until(records: Records, *steps: str) -> Judgement:
    region = WithSteps("禾川市", {}, STEPS)
    region.records = records
    for step in steps:
        getattr(region, step)()
    return region.judge()


def state(judged: Judgement, stage: Stage) -> tuple[State, str]:
    step = next(item for item in judged.steps if item.stage is stage)
    return step.state, "；".join(step.todo)


def test_a_stage_waits_for_the_step_before_it() -> None:
    judged = until((), "open", "examine")
    assert state(judged, Stage.QUALIFICATION) == (
        State.WAITING,
        "“推荐单位公示”（第二十条，由区县市场监督管理局办理）做完以后，在《收发登记》“其他程序”填写完成日期",
    )
    assert judged.qualifications == ()


def test_what_is_to_be_done_is_told_with_the_workbook_that_is_wanted() -> None:
    judged = until((POSTED,), "open", "examine", "draw", "score", "vote")
    found, todo = state(judged, Stage.NOTICE)
    assert (found, "《公示与异议》" in todo, "监督组报告" in todo) == (State.NOT_REACHED, True, True)


@pytest.mark.parametrize(
    ("ended", "codes"), [(date(2025, 4, 8), ["E-STEP-01"]), (date(2025, 4, 9), []), (date(2025, 4, 10), [])]
)
def test_a_step_lasts_its_working_days(ended: date, codes: list[str]) -> None:
    """From Tuesday 1 April; Friday 4 April is 清明节."""
    judged = until([("推荐单位公示", date(2025, 4, 1), ended)], "open", "examine")
    assert [item.code for item in judged.problems] == codes
    assert (state(judged, Stage.QUALIFICATION)[0] is State.DONE) is not bool(codes)


def test_a_length_without_a_beginning_and_a_name_that_is_no_step() -> None:
    judged = until([("推荐单位公示", None, date(2025, 4, 9)), ("公示", None, None)], "open", "examine")
    assert {(item.code, item.at.cell) for item in judged.problems} >= {("E-STEP-01", ""), ("W-STEP-02", "")}


@pytest.mark.slow
def test_a_cycle_with_steps_runs_to_a_revocation_and_carries_them_on(tmp_path: Path) -> None:
    region = WithSteps("禾川市", {}, STEPS)
    region.fill()
    outcome, _, texts = run(tmp_path, region)
    (cycle,) = outcome.cycles
    assert cycle.judgement is not None
    assert cycle.judgement.supervision.rulings
    register = "".join(text for path, text in texts.items() if path.startswith("收发登记"))
    assert all(word in register for word in ("其他程序", "监督组报告", "评审监督组", "区县市场监督管理局"))


def test_without_steps_the_register_has_no_such_sheet(tmp_path: Path) -> None:
    region = MadeUp("禾川市", {})
    region.open()
    _, _, texts = run(tmp_path, region)
    assert not any("其他程序" in text for path, text in texts.items() if path.startswith("收发登记"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('name = "甲"\narticle = "第九"\nbody = "组"\nbefore = "公示"', "article 应写成“第十六条”这样"),
        ('name = "甲"\narticle = "第九条"\nbody = ""\nbefore = "公示"', "name、body 不能为空"),
        ('name = "甲"\narticle = "第九条"\nbody = "组"\nbefore = "颁奖"', "应为资格审查、评审组"),
        ('name = "甲"\narticle = "第九条"\nbody = "组"\nbefore = "公示"\nlasts = "2年"', "lasts 应以个工作日、日计"),
    ],
)
def test_a_step_that_cannot_be_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "办法.toml"
    path.write_text(f"{SHIPPED.read_text(encoding='utf-8')}\n[[steps]]\n{text}\n", encoding="utf-8")
    with pytest.raises(ParameterFault, match=said):
        load_rules(path)


def test_a_class_has_its_prize_in_the_grade_it_is_named_for(tmp_path: Path) -> None:
    text = 'subjects = [{ trades = ["制造业"], yuan = 700_000 }, { kinds = ["企业"], yuan = 90_000, of = "提名奖" }]'
    region = MadeUp("禾川市", {"repeat_prize_yuan = 0": f"repeat_prize_yuan = 0\n{text}"})
    region.fill()
    outcome, _, _ = run(tmp_path, region)
    (cycle,) = outcome.cycles
    assert cycle.judgement is not None
    found = {award.name: (str(award.kind), int(award.prize)) for award in cycle.judgement.announced}
    assert found["第1公司"] == ("首次", 700_000)
    assert found["第10公司"] == ("再次", 0)
    assert {prize for kind, prize in found.values() if kind == "提名"} <= {90_000, 200_000}


@pytest.mark.parametrize(
    ("text", "said"),
    [('{ trades = ["制造业"], yuan = 1, of = "金奖" }', "of 只能写首次获奖"), ("{ yuan = 1 }", "至少写一个")],
)
def test_a_prize_of_no_class_is_named(tmp_path: Path, text: str, said: str) -> None:
    rules = load_rules(changed(tmp_path, "prize_yuan = 50_000", f"prize_yuan = 50_000\nsubjects = [{text}]"))
    assert any(said in fault for fault in disjointed(rules))


def test_the_committee_has_its_members() -> None:
    region = MadeUp("禾川市", {"vice_chairs = 2": "vice_chairs = 2\nmembers = 11\nodd = true"})
    for step in (region.open, region.examine, region.draw, region.score, region.vote):
        step()
    found = [dict(item.facts) for item in region.judge().problems if item.code == "W-RULE-0610"]
    assert found == [{"count": "10", "wanted": "不少于11人、单数"}]


@pytest.mark.parametrize(("concluded", "late"), [(date(2025, 7, 21), False), (date(2025, 7, 22), True)])
def test_an_objection_is_settled_in_time(concluded: date, late: bool) -> None:
    row = row_of(
        Objection,
        received=date(2025, 7, 14),
        uscc=USCC("91419901MAC4DPR2XB"),
        matter="事实",
        contact="电话",
        investigation="查了",
        outcome=Outcome.DISMISSED,
        concluded=concluded,
    )
    span = load_rules(SHIPPED).art18.notice
    found = art18_objections.late([row], span, CALENDAR)
    assert [item.code for item in found] == (["W-RULE-1847"] if late else [])


TAX = """
[[conditions]]
code = "40.1"
article = "第四十条"
matter = "上年度纳税"
department = "市税务局"
answer = "computed"
asked = {asked}
tests = [{{ kind = "财务", figure = "上缴税金", way = "最近一年", at_least = 100 }}]
"""


@pytest.mark.parametrize(("asked", "verdict"), [("true", Verdict.MET), ("false", Verdict.PENDING)])
def test_what_cannot_be_computed_a_department_that_is_asked_decides(asked: str, verdict: Verdict) -> None:
    """Nobody filled in the taxes; the department says that they are enough."""
    region = MadeUp("禾川市", {}, TAX.format(asked=asked))
    region.open()
    region.examine()
    found = [
        {finding.verdict for finding in item.findings if finding.rule == "40.1"}
        for item in region.judge().qualifications
    ]
    assert {verdict} in found
    assert all(mine in ({verdict}, {Verdict.MET}) for mine in found), "从事非盈利性业务的不看"
