"""监督事项: incidents after the award, reviewers' discipline, higher awards."""

from __future__ import annotations

from datetime import date

from toolchain.model.identifiers import Form, Refers
from toolchain.model.schema import USCC, Row, Yuan, column
from toolchain.model.sheets.vocabulary import HigherAwardKind, IncidentDecision, IncidentKind, Measure, Outcome, YesNo
from toolchain.model.workbook_declaration import Workbook


class Incident(
    Row,
    title="获奖单位事项",
    key=("number",),
    room=30,
    note="骗取称号与事故违规后果不同：前者追回奖金并六年不予受理，后者不追回奖金、不限制申报。",
):
    """Something a laureate did or suffered, and what was decided (第二十二条, 第二十四条, 第二十五条)."""

    number: str = column("事项编号", example="S01", length=20)
    uscc: USCC = column("统一社会信用代码", basis="第二十五条", refers=Refers.ORGANISATION)
    name: str = column("单位名称", basis="第二十五条", form=Form.ORGANISATION)
    kind: IncidentKind = column("事项类型", basis="第二十五条")
    happened: date = column("事实日期", basis="第二十五条")
    found: date = column("发现日期", basis="第二十五条")
    facts: str = column("事实", length=800)
    evidence: str = column("依据材料", length=300)
    outcome: Outcome = column("调查结论", basis="第七条", initial=Outcome.OPEN)
    serious: YesNo | None = column("情节严重", "奖金使用不当的由评审办集体认定", basis="第二十二条", default=None)
    decision: IncidentDecision | None = column("处理决定", basis="第二十五条", default=None)
    meeting: str | None = column(
        "区政府批准会议", "如 第62次常务会议", basis="第二十五条", default=None, form=Form.MEETING
    )
    approved: date | None = column("区政府批准日期", "撤销称号、追缴奖金的必填", basis="第二十五条", default=None)
    amount: Yuan | None = column(
        "追缴金额（元）", "奖金使用不当追缴时填写", basis="第二十二条", default=None, minimum=1, units=("元", "元整")
    )


class Discipline(
    Row,
    title="评审员处理",
    room=20,
    note="被取消评审资格的，表决以前决定的评分作废、重新计算，表决以后决定的只报告差别。",
):
    """A measure against a reviewer (第二十六条)."""

    expert: str = column("专家编号", basis="第二十六条", length=20, refers=Refers.EXPERT)
    name: str = column("姓名", basis="第二十六条", form=Form.PERSON)
    facts: str = column(
        "事实", "写明日期、经过和依据的材料，如 2025年6月24日，评审中泄露评分，有询问笔录为证", length=400
    )
    measure: Measure = column("处理措施", basis="第二十六条")
    decided: date = column("决定日期", basis="第二十六条")
    decided_by: str = column("决定机构", form=Form.ORGANISATION)


class HigherAward(
    Row,
    title="上级奖",
    key=("uscc", "award"),
    room=12,
    note="获得市长、省长、中国质量奖的，奖励数额由区政府另行批准。",
):
    """A higher award won by a laureate (第二十条)."""

    uscc: USCC = column("统一社会信用代码", basis="第二十条", refers=Refers.ORGANISATION)
    name: str = column("单位名称", basis="第二十条", form=Form.ORGANISATION)
    award: HigherAwardKind = column("奖项", basis="第二十条")
    won: date = column("获奖日期", basis="第二十条")
    evidence: str = column("依据材料", length=200)
    proposed: Yuan | None = column(
        "拟奖励金额（元）",
        "办法未定数额，由评审办提出并报批",
        basis="第二十条",
        default=None,
        minimum=1,
        units=("元", "元整"),
    )


SUPERVISION = Workbook(
    mark="supervision",
    first_mark="05fe16c8f9ee",
    title="监督事项",
    sheets=(Incident, Discipline, HigherAward),
    filled_by="评审办",
    note="获奖之后的管理。随时可以放入和更新，不影响本届评审进度。",
)
