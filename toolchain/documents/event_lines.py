"""An event as papers tell it."""

from __future__ import annotations

from datetime import date

from toolchain.documents.declaration import Document, slot
from toolchain.documents.organisations import clause
from toolchain.engine.value_objects import Value
from toolchain.regulation.departures import Departure
from toolchain.regulation.events import AnyEvent

EVENT = (
    "number 事项编号，kind 事项，name 单位，day 生效日期，reason 理由，decided_by 决定人，paper 依据文件，article 条款"
)


class EventLine(Value):
    """What papers say of an event.

    Attributes:
        number: its number in 变更事项, empty where a fact decides by itself.
        kind: what it is.
        name: whom it concerns.
        day: from which day it counts.
        reason: in a few words without end mark, empty where none is on record.
        decided_by, paper: who decided, on what paper; empty where none is on record.
        article: the provision, empty where none is cited.
    """

    number: str
    kind: str
    name: str
    day: date
    reason: str
    decided_by: str
    paper: str
    article: str = ""


def line_of(row: AnyEvent, name: str, article: str = "") -> EventLine:
    """Tell a row of 变更事项, with the provision where one is cited."""
    return EventLine(
        number=row.number,
        kind=str(getattr(row, "kind", type(row).sheet.title)),
        name=name,
        day=row.effective,
        reason=clause(getattr(row, "reason", None) or ""),
        decided_by=row.decided_by,
        paper=clause(row.paper or ""),
        article=article,
    )


def of_departure(item: Departure, name: str) -> EventLine:
    """Tell of somebody who does not go on."""
    return EventLine(
        number=item.number,
        kind=item.why.value,
        name=name,
        day=item.day,
        reason=clause(item.reason),
        decided_by=item.decided_by,
        paper=clause(item.paper),
        article=item.article,
    )


class OfEvent(Document):
    """A paper that an event of 变更事项 makes."""

    event: EventLine = slot("事项", EVENT)


class OfPaper(OfEvent):
    """A paper about a paper that was issued, which it names; the first one stays."""

    paper: str = slot("所指的文书", "名称")
    registered: str = slot("所指文书的发文字号", "没有文号的为空")


class OfIssued(OfPaper):
    """A paper that takes back or corrects one that was issued, by the organ that issued it."""

    dated: date | None = slot("所指文书的成文日期")
    article: str = slot("所指文书依据的条款", "区政府的文书为发文公告的条款，评审办的为其职责")


class OfCorrection(OfIssued):
    """A paper that corrects words of one that was issued."""

    place: str = slot("错误位置")
    wrong: str = slot("原文")
    right: str = slot("更正为")
