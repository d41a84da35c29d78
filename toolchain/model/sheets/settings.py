"""届次设置: what the office decides before and during a cycle."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from toolchain.model.identifiers import Audience, Form
from toolchain.model.schema import Layout, Row, Share, Yuan, column
from toolchain.model.sheets.correspondence import Dispatch as Dispatch  # noqa: PLC0414 - it stood here before
from toolchain.model.sheets.correspondence import Receipt as Receipt  # noqa: PLC0414 - likewise
from toolchain.model.sheets.vocabulary import (
    BallotForm,
    BanEnd,
    BetweenDecisions,
    CreditReport,
    OpenObjection,
    Precedence,
    Quorum,
    Repaired,
    Returning,
    Scope,
    Scoring,
    SecondBallot,
    SignOff,
    Term,
    TieBreak,
    TrimmedBy,
    Trimming,
    Voters,
    Window,
)
from toolchain.model.workbook_declaration import Moved, Workbook


def _reading(label: str, number: str, basis: str, first: StrEnum) -> Any:  # noqa: ANN401 - as column
    """Declare a choice between readings that older copies lack: a blank cell is the first one."""
    return column(label, basis=basis, reading=number, default=None, initial=first, since=3)


class Cycle(
    Row,
    title="届次",
    layout=Layout.FORM,
    note="本届的名称、日期和联系方式。日期是全部计算的依据，请核对后填写。",
    audience=Audience.PUBLIC,
):
    """Name, dates and contacts of the cycle."""

    cycle: str = column("届次", "本届名称，也是结果文件夹的名称", known=True, example="2026届", length=30)
    year: int = column(
        "评定年度",
        "四位年份，用于“某年度区长质量奖”",
        basis="第四条",
        example="2026",
        minimum=2000,
        maximum=2100,
        units=("年", "年度"),
    )
    previous: date | None = column(
        "上一届公告日期", "区政府公告上一届获奖单位的日期；首届留空", basis="第四条", default=None
    )
    previous_year: int | None = column(
        "上一届评定年度",
        "上一届全部空缺、获奖台账中没有其获奖单位的填写；其他留空（口径4-1）",
        basis="第四条",
        default=None,
        minimum=2000,
        maximum=2100,
        since=3,
    )
    announced: date = column(
        "评审公告发布日期", "在区政府网站发布本次评审公告的日期；决定适用哪一版办法", basis="第十三条"
    )
    opens: date = column("申报开始日期", "开始收件的日期", basis="第十四条", group="申报")
    deadline: date = column("申报截止日期", "当日收到的计为按时；也是年限计算的基准日", basis="第十四条", group="申报")
    supplement_days: int = column(
        "补正期限（工作日）",
        "发出补正通知后几个工作日内补齐",
        basis="第十四条",
        group="申报",
        minimum=1,
        maximum=60,
        initial="5",
        units=("天", "日", "个工作日", "工作日"),
    )
    supplement_from: date | None = column(
        "补正通知日期",
        "发出补正通知的日期，补正期限自次日起算；没有需要补正的单位留空",
        basis="第十四条",
        group="申报",
        default=None,
    )
    site_from: date | None = column("现场评审开始日期", basis="第十六条", group="评审", default=None)
    site_until: date | None = column("现场评审结束日期", basis="第十六条", group="评审", default=None)
    budget: Yuan | None = column(
        "奖金预算（元）",
        "列入区财政预算的奖金数额，用于核对",
        basis="第二十一条",
        group="经费",
        default=None,
        units=("元", "元整"),
    )
    refund_account: str | None = column(
        "奖金退缴账户",
        "追缴、追回奖金时缴入的账户：户名、开户银行、账号；没有的留空，通知书留出空位",
        basis="第二十二条",
        group="经费",
        example="户名：…；开户银行：…；账号：…",
        default=None,
        length=120,
        since=2,
    )
    contact: str = column("联系人", group="联系方式", form=Form.PERSON)
    phone: str = column("联系电话", group="联系方式", example="0373-0000000", form=Form.PHONE)
    supervision_phone: str = column("监督电话", "受理异议和投诉的电话", group="联系方式", form=Form.PHONE)
    email: str = column("电子邮箱", group="联系方式", form=Form.EMAIL)
    address: str = column("办公地址", group="联系方式", length=100)
    postcode: str = column("邮政编码", group="联系方式", form=Form.POSTCODE)
    website: str = column(
        "发布网站", "公告、公示发布的网站名称", group="联系方式", length=60, initial="红旗区人民政府网站"
    )
    measured: date | None = None

    @property
    def measuring(self) -> date:
        """Give the day from which years are counted back: the deadline, or the first one where it was extended so."""
        return self.measured or self.deadline


class CycleRules(
    Row,
    title="本届规则",
    layout=Layout.FORM,
    note="办法没有规定、由评审办在公告前确定的评审规则。没有默认值的必须填写。",
):
    """The office's own rules of the cycle; the regulation gives none of them (第十六条)."""

    criteria_edition: str = column("评审标准版本", "公告中写明的标准版本", basis="第十二条", initial="GB/T 19580—2012")
    scoring: Scoring = column(
        "打分方式", "百分比须为5的倍数", basis="第十二条", reading="12-1", initial=Scoring.PERCENT
    )
    desk_weight: Share = column(
        "材料评审权重", "如 40%；与现场评审权重之和为 100%", basis="第十六条", reading="16-1", example="40%"
    )
    site_weight: Share = column("现场评审权重", "如 60%", basis="第十六条", example="60%")
    trimming: Trimming = column("去掉最高最低分", "只有不少于5名评审员打分时才去掉", basis="第十六条", reading="16-2")
    trimmed_by: TrimmedBy | None = _reading("去掉最高最低分的办法", "16-5", "第十六条", TrimmedBy.TOTAL)
    tie_break: TieBreak = column("同分处理", "公告前确定；选“并列”时名次相同", basis="第十六条", reading="16-3")
    scope: Scope = column("候选名单依据", "按统一排名还是分组排名取候选单位", basis="第十六条", reading="16-4")
    candidates: int = column(
        "首次申报候选单位数",
        "提交评委会审议的首次申报单位最多几家（分组排名时为每组几家）；再次申报的单位另列，不占此数",
        basis="第十六条",
        minimum=1,
        maximum=60,
        units=("家", "个"),
    )
    minimum_score: Decimal | None = column(
        "候选最低分",
        "低于此分不列入候选；不设留空",
        basis="第十六条",
        default=None,
        minimum=0,
        maximum=1000,
        places=2,
        units=("分",),
    )
    ballot_form: BallotForm = column("票式", "有委员回避时必须每个候选单位一张票", basis="第十七条", reading="17-4")
    vote_cap: int | None = column(
        "每张票最多同意几家",
        "超过即为无效票；不限留空",
        basis="第十七条",
        reading="17-2",
        default=None,
        minimum=1,
        maximum=60,
        units=("家", "个"),
    )


class Readings(
    Row,
    title="口径",
    layout=Layout.FORM,
    note="办法条文可有不同理解之处，本届采用哪一种。默认值见《口径说明》。",
):
    """How the open places of the regulation are read in this cycle."""

    window: Window = column("近3年的计算", reading="11-1", basis="第十一条", initial=Window.ROLLING)
    voters: Voters = column("投票人数的计算", reading="17-1", basis="第十七条", initial=Voters.RETURNED)
    quorum: Quorum = column("到会人数要求", reading="6-1", basis="第六条", initial=Quorum.NONE)
    term: Term = column("再次申请的时点", reading="28-1", basis="第二十八条", initial=Term.DEADLINE)
    credit_report: CreditReport | None = _reading(
        "专项信用报告代替无严重失信行为证明", "10-2", "第十条第（四）项", CreditReport.ACCEPTED
    )
    repaired: Repaired | None = _reading("已信用修复的失信记录", "11-4", "第十一条第（八）项", Repaired.COUNTS)
    second_ballot: SecondBallot | None = _reading("重新投票的门槛", "17-5", "第十七条", SecondBallot.THRESHOLD)
    precedence: Precedence | None = _reading("名额不足时比什么", "17-6", "第四条", Precedence.VOTES)
    sign_off: SignOff | None = _reading("公示结束确认的时点", "18-3", "第十八条", SignOff.SAME)
    between: BetweenDecisions | None = _reading("审定以后公告以前的事实", "18-4", "第十八条", BetweenDecisions.WAITS)
    open_objection: OpenObjection | None = _reading("异议未结时", "18-5", "第十八条", OpenObjection.LIST)
    ban_end: BanEnd | None = _reading("六年期满的对应日", "25-1", "第二十五条第一款", BanEnd.CORRESPONDING)
    returning: Returning | None = _reading("称号被撤销后再次获奖", "28-2", "第二十八条", Returning.FIRST)


class Criterion(
    Row,
    title="评审标准",
    key=("code",),
    least=1,
    room=10,
    note="条目与分值，合计须为1000分。更换标准版本时整表替换。",
):
    """One item of the criteria with its points (第十二条)."""

    code: str = column("条目编号", basis="第十二条", example="4.1.2", length=12)
    category: str = column("类目", basis="第十二条", example="领导", length=40)
    item: str = column("条目", basis="第十二条", example="高层领导的作用", length=60)
    points: int = column("分值", basis="第十二条", minimum=1, maximum=1000, total=True, units=("分",))
    set: str = field(default="", repr=False)


class OtherCriterion(
    Row,
    title="其他评审标准",
    key=("set", "code"),
    since=5,
    extra=True,
    room=10,
    note="办法对某一类另有评审标准的，逐条写明是哪一套；每一套的分值合计与总分相同。",
):
    """One item of the criteria of a class of applicants (第十二条)."""

    set: str = column("适用", "办法参数文件里这一套标准的名称", basis="第十二条", example="医疗机构", length=30)
    code: str = column("条目编号", basis="第十二条", example="4.1.2", length=12)
    category: str = column("类目", basis="第十二条", example="领导", length=40)
    item: str = column("条目", basis="第十二条", example="高层领导的作用", length=60)
    points: int = column("分值", basis="第十二条", minimum=1, maximum=1000, total=True, units=("分",))

    @property
    def criterion(self) -> Criterion:
        """Give it as an item of the criteria."""
        known = {name: getattr(self, name) for name in ("set", "code", "category", "item", "points")}
        return Criterion(**known, at=self.at)


SETTINGS = Workbook(
    mark="cycle-settings",
    first_mark="8bd4405a8007",
    title="届次设置",
    sheets=(Cycle, CycleRules, Readings, Criterion, OtherCriterion, Receipt, Dispatch),
    filled_by="评审办",
    note="每届一份，填好后发布公告。收到和印发登记在《收发登记》。",
    moved=(Moved(Receipt, 4), Moved(Dispatch, 4)),
)
