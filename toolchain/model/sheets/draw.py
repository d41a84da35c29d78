"""评审组抽取: panels, the public seed, refusals and leaders."""

from __future__ import annotations

from datetime import date

from toolchain.model.identifiers import Form, Refers
from toolchain.model.schema import Row, column
from toolchain.model.workbook_declaration import Workbook


class Panel(
    Row,
    title="评审组",
    key=("panel",),
    least=1,
    room=8,
    note="每个行业组别一行。先登记评审组，公布名单和摘要后再公开产生种子。",
):
    """One panel to be drawn (第八条)."""

    panel: str = column("组别", "评审组名称", basis="第八条", example="制造业组", length=30)
    trade: str = column("行业", "只从专业行业含此项的专家中抽取", basis="第八条", form=Form.TRADE)
    size: int = column("人数", "3至5名", basis="第八条", minimum=1, maximum=15, units=("人", "名", "位"))
    drawn: date = column("抽取日期", "专家年限和承诺以此日为准", basis="第八条")
    pool_digest: str | None = column(
        "公布的名单摘要",
        "产生种子前公布的SHA-256，照《评审员抽取记录》抄录",
        basis="第八条",
        default=None,
        length=64,
    )
    widened: str | None = column(
        "扩大范围的决定", "本行业专家不足时的集体决定及日期；没有留空", basis="第八条", default=None
    )
    leader: str | None = column(
        "组长专家编号", "抽取后商定", basis="第八条", default=None, length=20, refers=Refers.EXPERT
    )


class Seed(
    Row,
    title="公开种子",
    key=("panel", "round"),
    room=8,
    note="当众掷骰或摇号产生不少于20位数字。作废的种子不得删除，写明作废决定后另加一轮。",
):
    """A seed produced in public (第八条)."""

    panel: str = column("组别", basis="第八条", length=30, refers=Refers.PANEL, offered=True)
    round: int = column("轮次", "首次为1", basis="第八条", minimum=1, maximum=9, initial="1", units=("轮", "次"))
    seed: str = column("种子", "不少于20位数字，按文本填写", basis="第八条", length=80)
    method: str = column("产生方式", example="当众掷骰24次", length=100)
    place: str = column("地点", length=60)
    witnesses: tuple[str, ...] = column("见证人", "不少于2人，用顿号隔开", form=Form.PERSON)
    annulled: str | None = column("作废决定", "作废的写明决定和理由；有效的留空", default=None, length=200)


class Refusal(
    Row,
    title="谢绝与递补",
    key=("panel", "expert"),
    room=20,
    note="抽中后不能参加的，由下一号递补，不重新抽取。",
):
    """An expert who was drawn and cannot serve (第八条)."""

    panel: str = column("组别", basis="第八条", length=30, refers=Refers.PANEL)
    expert: str = column("专家编号", basis="第八条", length=20, refers=Refers.EXPERT)
    refused: date = column("日期", basis="第八条")
    reason: str = column("理由", length=200)


DRAW = Workbook(
    mark="panel-draw",
    first_mark="3084a78f9094",
    title="评审组抽取",
    sheets=(Panel, Seed, Refusal),
    filled_by="评审办",
    note="抽取可由任何人复算，方法见《评审员抽取记录》。",
)
