"""公示与异议: the public notice and what was said against it."""

from __future__ import annotations

from datetime import date

from toolchain.model.identifiers import Audience, Form, Refers
from toolchain.model.schema import USCC, Row, column
from toolchain.model.sheets.vocabulary import Outcome, YesNo
from toolchain.model.workbook_declaration import Workbook


class Posting(
    Row,
    title="公示",
    key=("number",),
    room=4,
    note="每次公示一行。名单变动后须重新公示，另加一行。",
    audience=Audience.PUBLIC,
):
    """One public notice (第十八条)."""

    number: int = column("次数", "首次为1", basis="第十八条", minimum=1, maximum=9, initial="1", units=("次",))
    posted: date = column("发布日期", "发布当日不计入公示期", basis="第十八条")
    until: date = column("公示截止日期", "不少于5个工作日", basis="第十八条")
    place: str = column("发布位置", "网站及栏目", basis="第十八条", length=100)
    nominees: tuple[USCC, ...] | None = column(
        "公示单位代码", "用顿号隔开；空缺公示留空", basis="第十八条", default=None, refers=Refers.ORGANISATION
    )
    concluded: date | None = column("公示结束确认日期", "公示期满且异议处理完毕后填写", basis="第十八条", default=None)
    confirmed_by: str | None = column("确认人", default=None, form=Form.PERSON)


class Objection(
    Row,
    title="异议",
    key=("number",),
    room=20,
    note="异议人信息只供评审办使用，不会出现在任何对外文书中。没有异议的留空。",
):
    """An objection and what came of it (第七条, 第十八条)."""

    number: str = column("异议编号", basis="第十八条", example="Y01", length=20)
    received: date = column("收到日期", basis="第十八条")
    uscc: USCC = column("被异议单位代码", basis="第十八条", refers=Refers.ORGANISATION)
    matter: str = column("异议事项", "不写异议人信息", basis="第十八条", length=400)
    objector: str = column("异议人", "保密", basis="第十八条", length=60, audience=Audience.CONFIDENTIAL)
    contact: str = column("异议人联系方式", "保密", basis="第十八条", length=60, audience=Audience.CONFIDENTIAL)
    accepted: YesNo = column("是否受理", "匿名或无具体事实的可不受理", basis="第十八条")
    investigation: str | None = column(
        "调查情况", "结论作出后必填；不写异议人信息", basis="第七条", default=None, length=800
    )
    outcome: Outcome = column("结论", basis="第十八条", initial=Outcome.OPEN)
    concluded: date | None = column("结论日期", basis="第十八条", default=None)
    replied: date | None = column("答复日期", basis="第十八条", default=None)


NOTICE = Workbook(
    mark="public-notice",
    first_mark="0bb221f7a8af",
    title="公示与异议",
    sheets=(Posting, Objection),
    filled_by="评审办",
    note="公示发布后放入，异议处理过程中随时更新。",
)
