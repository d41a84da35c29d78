"""A small made-up workbook declaration, and cells to fill it with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from toolchain.engine.xlsx.cells import Cell, CellKind
from toolchain.engine.xlsx.package import open_book
from toolchain.engine.xlsx.style import CellFormat, style
from toolchain.model.schema import USCC, Column, Layout, Row, Share, WanYuan, Yuan, column, columns
from toolchain.model.workbook_declaration import Mark, Workbook
from toolchain.workbooks.blank import write
from toolchain.workbooks.reader import Reading, read

CODE = USCC("91350100M000100Y43")
"""The example code of the standard."""


class Colour(StrEnum):
    RED = "红（主色）"
    GREEN = "绿"


class Plan(Row, title="概况", layout=Layout.FORM, note="先填这一张。"):
    name: str = column("名称", "全称", group="基本", length=20)
    begun: date = column("开始日期", group="基本")
    share: Share = column("占比", group="其他")
    colour: Colour | None = column("颜色", group="其他", default=None)
    story: str | None = column("经过", group="其他", default=None, length=300)


class Item(Row, title="明细", key=("code", "round"), least=1, room=5, note="逐行填写。"):
    code: USCC = column("统一社会信用代码")
    round: int = column("轮次", initial="1", minimum=1, maximum=9)
    score: Decimal = column("得分", minimum=0, maximum=100, places=2, aliases=("分数",))
    money: WanYuan | None = column("金额（万元）", default=None, minimum=-1000, maximum=1000)
    cost: Yuan | None = column("费用（元）", default=None)
    day: date | None = column("日期", default=None)
    people: tuple[str, ...] | None = column("见证人", default=None)
    remark: str | None = column("说明", default=None, length=40)


BOOK = Workbook(mark="sample", title="样表", sheets=(Plan, Item), filled_by="办公室", note="试验用。")
MARK = Mark(BOOK.mark, BOOK.version, "2026届", "某单位")
PLAN = Plan(name="某某计划", begun=date(2026, 3, 1), share=Share("60%"), colour=Colour.RED)
ITEM = Item(
    code=CODE,
    round=2,
    score=Decimal("89.55"),
    money=Decimal("-12.3456"),
    cost=Yuan(1200),
    day=date(2025, 12, 31),
    people=("张三", "李四"),
    remark="=1+1",
)


def of(sheet: type[Row], name: str) -> Column:
    return next(c for c in columns(sheet) if c.name == name)


def text(value: str) -> Cell:
    return Cell(5, 3, CellKind.TEXT, value)


CODES = {
    CellFormat.GENERAL: "General",
    CellFormat.DATE: "yyyy-mm-dd",
    CellFormat.TIME: "h:mm",
    CellFormat.PERCENT: "0.0%",
    CellFormat.NUMBER: "0.####",
    CellFormat.TEXT: "@",
}
"""A number format of each class."""


def number(value: str, kind: CellFormat = CellFormat.GENERAL) -> Cell:
    return Cell(5, 3, CellKind.NUMBER, value, style=style(CODES[kind]))


def filled() -> bytes:
    return write(BOOK, MARK, {Plan: (PLAN,), Item: (ITEM,)})


def reread(data: bytes, book: Workbook = BOOK) -> Reading:
    opened, faults = open_book(data)
    assert not faults
    assert opened is not None
    return read(opened, book, "表.xlsx")


class Edit:
    """Opens a filled sample for hand-made changes."""

    def __init__(self, data: bytes | None = None) -> None:
        self.book = load_workbook(BytesIO(filled() if data is None else data))

    def __getitem__(self, title: str) -> Any:
        return self.book[title]

    def save(self) -> bytes:
        buffer = BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()

    def read(self) -> Reading:
        return reread(self.save())

    def codes(self) -> list[tuple[str, str]]:
        return [(item.code, item.at.cell) for item in self.read().problems]
