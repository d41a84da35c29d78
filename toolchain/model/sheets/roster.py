"""名册: whom a batch of certificates or notices is for; it is filled for ``letters`` and never lies in the inbox."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from toolchain.model.schema import Layout, Row, column
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.settings import Cycle
from toolchain.model.workbook_declaration import Workbook


class LetterKind(StrEnum):
    """What is made for each organisation of the list."""

    CERTIFICATE = "获奖证书"
    LARGE = "获奖证书（A3）"
    BOARD = "颁奖展板"
    REMINDER = "有效期届满提醒"


class Batch(Row, title="批次", layout=Layout.FORM, note="成批制作的文书是哪一种，落款日期是哪一天。"):
    """What the batch is (第十九条, 第二十八条)."""

    kind: LetterKind = column("文书", "从下拉框选", basis="第十九条")
    dated: date | None = column("成文日期", "留空的制成送审稿", default=None)


ROSTER = Workbook(
    mark="letter-roster",
    first_mark="b1f47d9bee68",
    title="名册",
    sheets=(Batch, Cycle, Award),
    filled_by="评审办",
    note="成批制作证书或提醒用。“届次”照抄《届次设置》，“获奖单位”照抄《获奖台账》。",
)
