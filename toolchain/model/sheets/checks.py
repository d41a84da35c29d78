"""部门核查: what the departments found of each applicant."""

from __future__ import annotations

from datetime import date

from toolchain.model.identifiers import Form, Refers
from toolchain.model.schema import USCC, Row, column
from toolchain.model.sheets.vocabulary import EventKind, EventLevel, Verdict, YesNo
from toolchain.model.workbook_declaration import Said, Statement, Workbook


class Check(
    Row,
    title="核查结论",
    key=("uscc", "item", "round"),
    room=40,
    note="没有问题的不必逐行填，在“核查签字”填一行。有问题的逐项填写结论。一时查不清的填“待核”，查清后另加一行，核查轮次填2，以最后一轮为准。",
):
    """A department's conclusion on one item of 第十条 or 第十一条 (第十五条)."""

    uscc: USCC = column("统一社会信用代码", known=True, basis="第十五条", refers=Refers.ORGANISATION)
    name: str = column("单位名称", known=True, basis="第十五条", form=Form.ORGANISATION)
    item: str = column("条款", "如 10.2、11.4", known=True, basis="第十五条", length=10)
    matter: str = column("核查事项", known=True, basis="第十五条", length=200)
    round: int = column(
        "核查轮次",
        "首次为1；待核后复查另加一行填2",
        basis="第十五条",
        minimum=1,
        maximum=9,
        initial="1",
        units=("轮", "次"),
    )
    verdict: Verdict = column("结论", basis="第十五条", stated=True)
    facts: str | None = column("事实", "结论为“不符合”或“待核”的必填", default=None, length=800)
    evidence: str | None = column("依据材料", "文件名称、编号或查询记录", default=None, length=300)
    department: str = column("核查部门", basis="第十五条", form=Form.ORGANISATION)
    checked: date = column("核查日期", basis="第十五条", stated=True)


class Event(
    Row,
    title="事件清单",
    room=40,
    note="查到的事故、抽查不合格、处罚、失信等逐件填写，不论是否超过三年；是否在期限内由系统计算。",
):
    """One fact of an applicant's past with its date (第十条第（五）项, 第十一条第（三）（四）（六）（七）（八）项)."""

    uscc: USCC = column("统一社会信用代码", basis="第十一条", refers=Refers.ORGANISATION)
    kind: EventKind = column("事件类型", basis="第十一条")
    level: EventLevel | None = column(
        "等级或层级",
        "事故填一般至特别重大；监督抽查填国家级至区级；其他可留空",
        default=None,
        basis="第十一条",
    )
    happened: date = column("日期", "事故为发生日，处罚为决定日，抽查为结果公布日", basis="第十一条")
    responsible: YesNo = column("是否责任事件", "事故填是否负有责任；其他填“是”", basis="第十一条", initial=YesNo.YES)
    overturned: YesNo = column("是否已被推翻", "复检合格、复议或判决撤销的填“是”", basis="第十一条", initial=YesNo.NO)
    repaired: date | None = column(
        "信用修复日期",
        "失信记录经信用修复的填写决定日期（口径11-4）；没有留空",
        default=None,
        basis="第十一条",
        since=2,
    )
    facts: str = column("事实", length=800)
    evidence: str = column("依据材料", length=300)
    department: str = column("核查部门", form=Form.ORGANISATION)


class CheckSignature(
    Row,
    title="核查签字",
    key=("department",),
    room=10,
    since=3,
    note="没有问题的不必逐行填：每个部门在这里填一行，“核查结论”只填不符合、待核的各行。逐行都填了的，这一张可以不填。",
):
    """One statement, one day and one signature of a department for the rows that nobody filled (第十五条)."""

    department: str = column("核查部门", basis="第十五条", form=Form.ORGANISATION, offered=True)
    rest: YesNo | None = column(
        "其余各项均符合",
        "“核查结论”里这个部门没有填结论的各行都符合的填“是”",
        basis="第十五条",
        default=None,
    )
    checked: date | None = column(
        "核查日期", "这个部门没有逐行填写核查日期的各行，照此日期", basis="第十五条", default=None
    )
    signer: str | None = column("经办人", "签字以纸质件为准", default=None, form=Form.PERSON)


CHECKS = Workbook(
    mark="department-check",
    first_mark="73aa0586c67b",
    title="部门核查",
    sheets=(Check, Event, CheckSignature),
    filled_by="有关部门",
    parts="部门",
    statements=(
        Statement(
            Check,
            CheckSignature,
            "department",
            (Said("verdict", "rest", YesNo.YES, Verdict.MET), Said("checked", "checked")),
        ),
    ),
    note="评审办预填单位和事项，有关部门填写结论和事件。可以由各部门分别填写各自的一份，也可以合填一份。",
)
