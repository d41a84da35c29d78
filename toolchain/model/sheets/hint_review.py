"""提示核对: hints that somebody of the office looked at, and why they stay as they are."""

from __future__ import annotations

from datetime import date

from toolchain.model.identifiers import Form
from toolchain.model.schema import Row, column


class HintReview(
    Row,
    title="提示核对",
    key=("hint",),
    since=6,
    note="提示不影响办理。看过、不必改的填核对日期、核对人和核对结果，以后不再提示；所说的内容变了会重新提示。"
    "outbox 里的《收发登记》已经列出本次运行的提示。",
):
    """A hint that was looked at (product: nothing silent); it comes back once its cell says something else."""

    hint: str = column("提示编号", "照《收发登记》预先填好的", known=True, example="W-RULE-1014-3f2a91bc", length=40)
    place: str | None = column("位置", "提示所在的格子", known=True, default=None, length=200)
    said: str | None = column("提示内容", known=True, default=None, length=800)
    day: date | None = column("核对日期", "没有核对的留空", default=None)
    person: str | None = column("核对人", default=None, form=Form.PERSON)
    result: str | None = column(
        "核对结果", "看的是什么，为什么不必改", default=None, example="与营业执照一致", length=200
    )
