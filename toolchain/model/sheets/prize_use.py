"""奖金使用: how a laureate spent its prize."""

from __future__ import annotations

from datetime import date

from toolchain.model.identifiers import Form
from toolchain.model.schema import USCC, Layout, Row, Yuan, column
from toolchain.model.sheets.vocabulary import PrizeUse, Verdict
from toolchain.model.workbook_declaration import Workbook


class PrizeReport(Row, title="奖金情况", layout=Layout.FORM, note="由获奖单位填写。奖金只能用于与质量建设有关的活动。"):
    """Whose report this is (第二十一条)."""

    uscc: USCC = column("统一社会信用代码", known=True, basis="第二十一条")
    name: str = column("单位名称", known=True, basis="第二十一条", form=Form.ORGANISATION)
    prize: Yuan = column("奖金（元）", known=True, basis="第十九条", minimum=0, maximum=100000000, units=("元", "元整"))
    received: date = column("收到日期", basis="第二十一条")
    reported: date = column("填报日期", basis="第二十二条")


class Spending(Row, title="支出明细", room=40, note="逐笔填写，附凭证编号。用途为“其他质量建设活动”的由评审办认定。"):
    """One expense out of the prize (第二十一条)."""

    spent: date = column("支出日期", basis="第二十一条")
    use: PrizeUse = column("用途", basis="第二十一条")
    amount: Yuan = column(
        "金额（元）", basis="第二十一条", minimum=1, maximum=100000000, total=True, units=("元", "元整")
    )
    detail: str = column("内容", length=200)
    evidence: str = column("凭证编号", length=100)
    judged: Verdict | None = column("评审办认定", "由评审办填写", basis="第二十二条", default=None)


PRIZE_USE = Workbook(
    mark="prize-use",
    first_mark="ffa9ebf552c6",
    title="奖金使用",
    sheets=(PrizeReport, Spending),
    filled_by="获奖单位",
    each="单位",
    note="每个领取奖金的获奖单位一份。",
)
