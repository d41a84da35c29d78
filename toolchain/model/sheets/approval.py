"""政府审定: the decision of 区政府常务会议 and the announcement."""

from __future__ import annotations

from datetime import date

from toolchain.model.identifiers import Form, Refers
from toolchain.model.schema import USCC, Layout, Row, Yuan, column
from toolchain.model.sheets.vocabulary import GovernmentDecision
from toolchain.model.workbook_declaration import Workbook


class ExecutiveMeeting(
    Row, title="常务会议", layout=Layout.FORM, note="区政府常务会议研究审定的情况。公告日期在公告印发后填写。"
):
    """The meeting that approves (第十八条)."""

    number: str = column("会议次数", "如 第45次", basis="第十八条", example="第45次", form=Form.MEETING)
    held: date = column("会议日期", basis="第十八条")
    announced: date | None = column(
        "公告日期", "区政府发文公告的日期，有效期自此日起算", basis="第十八条", default=None
    )


class Approved(
    Row,
    title="审定名单",
    key=("uscc",),
    room=12,
    note="逐家填写审定结论；证书编号由评审办登记，系统不自动编号。没有拟奖单位的留空。",
):
    """What was decided on one nominee (第十八条, 第十九条)."""

    uscc: USCC = column("统一社会信用代码", basis="第十八条", refers=Refers.ORGANISATION)
    name: str = column("单位名称", basis="第十八条", form=Form.ORGANISATION)
    decision: GovernmentDecision = column("审定结论", basis="第十八条")
    certificate: str | None = column("证书编号", basis="第十九条", default=None, form=Form.CERTIFICATE)
    bank: str | None = column("开户银行", "首次获奖单位填写", basis="第十九条", default=None, form=Form.BANK)
    account: str | None = column("银行账号", "按文本填写", basis="第十九条", default=None, form=Form.ACCOUNT)
    granted: Yuan | None = column(
        "审定奖金（元）",
        "办法只写最高额的、有单位不发或者只补差额的，填审定的数额；其他不填",
        basis="第十九条",
        default=None,
        minimum=0,
        units=("元", "元整"),
        since=2,
    )
    less: str | None = column(
        "少发的原因", "照办法里的说法填写；全额发放的不填", basis="第十九条", default=None, length=60, since=2
    )


APPROVAL = Workbook(
    mark="government-approval",
    first_mark="e481d578a55d",
    title="政府审定",
    sheets=(ExecutiveMeeting, Approved),
    filled_by="评审办",
    note="常务会议审定后放入；公告印发后补填公告日期和证书编号。",
)
