"""日期核对: dates that the office read once more from the original paper, typed a second time."""

from __future__ import annotations

from datetime import date

from toolchain.model.identifiers import Form, Refers
from toolchain.model.schema import Row, column


class ConfirmedDate(
    Row,
    title="日期核对",
    room=60,
    since=5,
    note="没有别的日期可以印证的日期，对照原件再填一次。outbox 里的《收发登记》已经列出要核对的，看着原件填日期。",
):
    """A date as the original paper has it, to be held against the one that was typed (product: nothing silent)."""

    sheet_title: str = column("工作表", "日期所在的工作表，照《日期核对单》填写", example="基本情况", length=20)
    label: str = column("日期栏", "日期所在的栏目", example="成立日期", length=40)
    subject: str | None = column(
        "对象代码",
        "统一社会信用代码、专家编号或事项编号；不分对象的留空",
        default=None,
        length=40,
        refers=Refers.SUBJECT,
    )
    day: date | None = column("原件上的日期", "看着原件填，不要从表格里复制；没有核对的留空", default=None)
    paper: str | None = column("原件", "看的是哪一份原件", example="营业执照", default=None, length=60)
    person: str | None = column("核对人", default=None, form=Form.PERSON)
