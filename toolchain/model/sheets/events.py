"""变更事项: what happens in the life of an award, each event a dated row: withdrawal, rename, correction, hearing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from toolchain.model.identifiers import Form, Refers
from toolchain.model.schema import USCC, Row, Yuan, column
from toolchain.model.sheets.event_vocabulary import (
    ApplicantEventKind,
    DecisionKind,
    DecisionResult,
    Delivery,
    GivenScores,
    MeasuringDay,
    MoneyKind,
    PaperEventKind,
    PersonEventKind,
    Phase,
    ScheduleEventKind,
    ScorePhase,
)
from toolchain.model.sheets.vocabulary import YesNo
from toolchain.model.workbook_declaration import Workbook

_DECIDER = "作出决定或确认的人或会议"
_PAPER = "决定、通知、申请或证明的名称和文号"


def _number(example: str) -> Any:  # noqa: ANN401 - as dataclasses.field
    """Declare the number that papers and the trace name an event by."""
    return column("事项编号", "本表内不重复", example=example, length=20)


def _decided_by(label: str = "决定人", said: str = _DECIDER) -> Any:  # noqa: ANN401 - as dataclasses.field
    """Declare who decided or confirmed an event."""
    return column(label, said, length=60)


def _paper(said: str = _PAPER) -> Any:  # noqa: ANN401 - as dataclasses.field
    """Declare what an event rests on, which every row names."""
    return column("依据文件", said, length=200)


def _paper_if_any(said: str = _PAPER) -> Any:  # noqa: ANN401 - as dataclasses.field
    """Declare what an event rests on where only some kinds need it."""
    return column("依据文件", said, default=None, length=200)


def _change(label: str, form: Form = Form.FREE, length: int = 0) -> Any:  # noqa: ANN401 - as dataclasses.field
    """Declare what something is from the event's date on; empty where it stays."""
    return column(label, "变更的填写，不变的留空", default=None, form=form, length=length, since=2)


class ApplicantEvent(
    Row,
    title="单位变更",
    key=("number",),
    room=20,
    note="撤回、更名、换代码、合并分立、身份确认、更换联系人，逐件一行。原来的表格照旧，不要改动。",
):
    """Something that happens to an applicant or laureate."""

    number: str = _number("D01")
    uscc: USCC = column("统一社会信用代码", "变更前的代码", basis="第十四条", refers=Refers.ORGANISATION)
    name: str = column("单位名称", "变更前的名称", basis="第十四条", form=Form.ORGANISATION)
    kind: ApplicantEventKind = column("事项", basis="第十四条")
    effective: date = column("生效日期", "撤回为收到书面申请之日，更名和换代码为登记机关核准之日")
    decided_by: str = _decided_by()
    paper: str = _paper()
    new_name: str | None = column("新名称", "名称变更、合并、分立的填写", default=None, form=Form.ORGANISATION)
    new_code: USCC | None = column("新代码", "代码变更、合并、分立的填写", default=None)
    same: YesNo | None = column(
        "是否视为同一单位", "代码变更、合并、分立的由评审办集体认定", basis="第七条", default=None
    )
    contact: str | None = column("新联系人", "联系方式变更的填写", default=None, form=Form.PERSON)
    phone: str | None = column("新联系电话", "联系方式变更的填写", default=None, form=Form.PHONE)
    note: str | None = column("说明", default=None, length=400)


class PersonEvent(
    Row,
    title="人员变更",
    key=("number",),
    room=20,
    note="评审员抽取以后不能继续的、委员在会议中到会离会和临时回避的，逐件一行。签过字的评分表和签到表不要改动。",
):
    """Something that happens to a reviewer or a committee member."""

    number: str = _number("R01")
    person: str = column("专家或委员编号", basis="第八条", length=20, refers=Refers.PERSON)
    name: str = column("姓名", basis="第八条", form=Form.PERSON)
    kind: PersonEventKind = column("事项", basis="第八条")
    effective: date = column("生效日期", "评审员为停止评审之日，委员为会议日期", basis="第八条")
    reason: str = column("理由", length=200)
    decided_by: str = _decided_by()
    paper: str = _paper()
    panel: str | None = column("组别", "评审员填写", basis="第八条", default=None, length=30, refers=Refers.PANEL)
    scores: GivenScores | None = column("已评分数", "评审员填写", basis="第十六条", default=None)
    successor: str | None = column(
        "递补人专家编号",
        "更换组长的写新组长；候补用完、扩大范围另行抽取的写递补人；按顺序递补的留空",
        basis="第八条",
        default=None,
        length=20,
        refers=Refers.EXPERT,
    )
    round: int | None = column(
        "表决轮次", "委员：自第几轮表决起到会、离会", basis="第十七条", default=None, minimum=1, maximum=9
    )
    uscc: USCC | None = column(
        "回避的单位代码", "临时回避的填写", basis="第二十七条", default=None, refers=Refers.ORGANISATION
    )


class ScheduleEvent(
    Row,
    title="日程变更",
    key=("number",),
    room=20,
    note="“登记截至”写明各项登记已办到哪一天，期限以它为准；没有这一行，也没有宣布截止的，系统不认定期限已过。",
):
    """Something that happens to the timetable, or the day up to which things are registered."""

    number: str = _number("C01")
    kind: ScheduleEventKind = column("事项", basis="第十三条")
    effective: date = column("日期", "登记截至日、决定日期、公示中断的第一日、迟发的实际发布日", basis="第十三条")
    decided_by: str = _decided_by()
    paper: str | None = _paper_if_any(_PAPER + "；登记截至可以留空")
    phase: Phase | None = column("阶段", "宣布截止的填写", basis="第十四条", default=None)
    until: date | None = column("新日期", "延期后的截止日、改期后的开始日、公示中断的最后一日", default=None)
    ends: date | None = column(
        "新的结束日期", "现场评审改期的填写；公示中断、迟发以后另定截止日的填写", basis="第十六条", default=None
    )
    measured: MeasuringDay | None = column(
        "年限计算基准", "申报截止延期的填写（口径14-1）", basis="第十一条", default=None
    )
    posting: int | None = column(
        "公示次数", "公示中断、迟发、名单有误的填写", basis="第十八条", default=None, minimum=1, maximum=9
    )
    reason: str | None = column("理由", default=None, length=300)


class PaperEvent(
    Row,
    title="文书事项",
    key=("number",),
    room=30,
    note="已印发的文书不得改动：有错的更正，遗失损坏的补发，更名的换发，送达的登记回证。",
):
    """Something that happens to an issued paper."""

    number: str = _number("W01")
    kind: PaperEventKind = column("事项")
    document: int = column("文书编号", "《文书清单》中的编号", example="23", minimum=1, maximum=99)
    subject: str | None = column(
        "对象代码", "与发文登记相同；不分对象的留空", default=None, length=40, refers=Refers.SUBJECT
    )
    effective: date = column("日期", "更正、补发、换发、撤回、送达的日期")
    decided_by: str = _decided_by("决定人或经办人")
    paper: str | None = _paper_if_any()
    place: str | None = column("错误位置", "更正的填写", default=None, example="正文第二段", length=60)
    wrong: str | None = column("原文", "更正的填写", default=None, length=300)
    right: str | None = column("更正为", "更正的填写", default=None, length=300)
    reason: str | None = column("理由", "补发、换发、撤回的填写", default=None, length=300)
    certificate: str | None = column(
        "新证书编号", "补发、换发证书的填写", basis="第十九条", default=None, form=Form.CERTIFICATE
    )
    method: Delivery | None = column("送达方式", "送达的填写", default=None)
    receiver: str | None = column("签收人", "送达的填写；留置、公告送达的写见证人或公告处", default=None, length=60)


class DecisionEvent(
    Row,
    title="决定事项",
    key=("number",),
    room=20,
    note="规则停下来等人决定的事、审定的例外、撤销和追缴以前的告知和申辩，逐件一行。",
):
    """A decision of people where the rules stop, or a step before an adverse decision."""

    number: str = _number("J01")
    kind: DecisionKind = column("事项", basis="第六条")
    uscc: USCC | None = column("统一社会信用代码", "决定所及的单位", default=None, refers=Refers.ORGANISATION)
    incident: str | None = column(
        "监督事项编号", "告知、陈述申辩、听证的填写", basis="第二十五条", default=None, length=20
    )
    effective: date = column("日期", "决定、告知、收到申辩、听证、常务会议的日期", basis="第六条")
    result: DecisionResult | None = column("结果", basis="第六条", default=None)
    favour: int | None = column("赞成人数", "集体决定的填写", basis="第六条", default=None, minimum=0, maximum=999)
    voters: int | None = column("参加人数", "集体决定的填写", basis="第六条", default=None, minimum=0, maximum=999)
    reason: str = column("事实或理由", length=800)
    decided_by: str = _decided_by("决定人或经办人")
    paper: str = _paper()
    meeting: str | None = column(
        "常务会议次数", "暂缓后审定的填写", basis="第十八条", default=None, form=Form.MEETING, since=2
    )
    announced: date | None = column(
        "补充公告日期", "暂缓后同意授奖的，公告印发后填写；有效期自此日起算", basis="第十八条", default=None, since=2
    )
    certificate: str | None = column(
        "证书编号", "暂缓后同意授奖的填写", basis="第十九条", default=None, form=Form.CERTIFICATE, since=2
    )


class ScoreCorrection(
    Row,
    title="评分更正",
    key=("number",),
    strict=True,
    room=20,
    note="签字以后发现的评分笔误，由评审员本人签字更正，逐个分数一行。原评分表不要改动。",
):
    """A score that a reviewer corrects after signing (第十六条)."""

    number: str = _number("F01")
    expert: str = column("专家编号", basis="第十六条", length=20, refers=Refers.EXPERT)
    uscc: USCC = column("统一社会信用代码", basis="第十六条", refers=Refers.ORGANISATION)
    code: str = column("条目编号", basis="第十二条", example="4.1.2", length=12)
    phase: ScorePhase = column("评审方式", basis="第十六条")
    old: Decimal = column("原分", "照评分表填写", basis="第十六条", minimum=0, maximum=1000, places=2)
    new: Decimal = column("更正后", basis="第十六条", minimum=0, maximum=1000, places=2)
    effective: date = column("更正签字日期", basis="第十六条")
    reason: str = column("理由", length=300)
    decided_by: str = _decided_by("确认人", "评审组组长或评审办")
    paper: str = _paper()


class MoneyEntry(
    Row,
    title="追缴款项",
    key=("number",),
    room=40,
    note="批准追缴、追回以后，催缴、收到、减免逐笔登记；应收数额由监督事项得出。",
):
    """A line of the account of a recovery (第二十二条, 第二十五条第一款)."""

    number: str = _number("K01")
    incident: str = column("监督事项编号", basis="第二十二条", length=20)
    kind: MoneyKind = column("事项", basis="第二十二条")
    effective: date = column("日期", basis="第二十二条")
    amount: Yuan | None = column(
        "金额（元）", "收到、减免的填写；催缴的由系统算出", basis="第二十二条", default=None, minimum=1
    )
    until: date | None = column("缴回期限", "催缴的填写", basis="第二十二条", default=None)
    decided_by: str = _decided_by("经办人或决定人")
    paper: str | None = _paper_if_any("减免须写明批准文件；收到的写凭证编号")


class OfficeEvent(
    Row,
    title="评审办变更",
    key=("number",),
    room=10,
    since=2,
    note="联系人、电话、地址、主任委员变更，一次变更写一行，只填变了的栏。以前的文书照旧，以后的文书用新的。",
):
    """A change of the office's own particulars or of the committee's chair (第六条, 第七条)."""

    number: str = _number("B01")
    effective: date = column("生效日期", "自此日起的文书用新的", basis="第七条")
    contact: str | None = _change("联系人", Form.PERSON)
    phone: str | None = _change("联系电话", Form.PHONE)
    supervision_phone: str | None = _change("监督电话", Form.PHONE)
    email: str | None = _change("电子邮箱", Form.EMAIL)
    address: str | None = _change("办公地址", length=100)
    postcode: str | None = _change("邮政编码", Form.POSTCODE)
    website: str | None = _change("发布网站", length=60)
    refund_account: str | None = _change("奖金退缴账户", length=120)
    chair: str | None = _change("评委会主任", Form.PERSON)
    decided_by: str = _decided_by()
    paper: str = _paper()


EVENTS = Workbook(
    mark="life-events",
    title="变更事项",
    sheets=(
        ApplicantEvent,
        PersonEvent,
        ScheduleEvent,
        PaperEvent,
        DecisionEvent,
        ScoreCorrection,
        MoneyEntry,
        OfficeEvent,
    ),
    filled_by="评审办",
    note="没有变更的不必放入。每件事写明对象、日期、决定人和依据；以前已经决定的照旧，只从这一天起变动。",
)
