"""What follows from events of the timetable and of panels: new days, the stop, who follows whom (第八条, 第十三条)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from toolchain.documents.contents import Contents
from toolchain.documents.declaration import Addressee, Document, Form, slot
from toolchain.documents.event_lines import OfEvent, line_of
from toolchain.documents.office_context import OfficeContext
from toolchain.model.sheets.event_vocabulary import ScheduleEventKind
from toolchain.model.sheets.events import ScheduleEvent
from toolchain.model.sheets.notice import Posting
from toolchain.model.sheets.settings import Cycle
from toolchain.regulation.events_schedule import in_force
from toolchain.stages.judgement import Judgement, Stage


class Postponement(
    OfEvent,
    number=40,
    title="延期公告",
    addressee=Addressee.PUBLIC,
    form=Form.PLAIN,
    folder=Stage.LAUNCH,
    articles=("第十三条", "第十四条", "第十八条"),
    says=Contents("决定变更", facts=("event.day", "until")),
):
    """Tells everybody that the deadline, the site visits or the end of the notice move; other days stay."""

    extended: bool = slot("申报截止延期", "为假时是现场评审改期或公示期变动")
    notice: int = slot("公示次数", "公示期变动的是第几次公示；不是公示期变动的为0")
    late: bool = slot("公示迟发", "为假时是公示中断")
    before: date | None = slot("原日期", ahead=True)
    until: date = slot("新日期", ahead=True)
    measuring: date = slot("年限计算基准日", ahead=True)


class StopNotice(
    OfEvent,
    number=41,
    title="中止公告",
    addressee=Addressee.PUBLIC,
    form=Form.PLAIN,
    folder=Stage.LAUNCH,
    articles=("第六条", "第七条", "第十三条"),
    says=Contents("决定", facts=("event.day", "event.reason"), uncited=("第十三条",)),
):
    """Tells everybody that the cycle is stopped or put off, and what becomes of the papers."""

    postponed: bool = slot("延期举行", "为假时是中止")
    resumes: date | None = slot("恢复日期", "没有确定的为空", ahead=True)


class ReplacementRecord(
    OfEvent,
    number=42,
    title="评审员替补记录",
    addressee=Addressee.OFFICE,
    form=Form.FREE,
    folder=Stage.PANELS,
    articles=("第八条",),
    says=Contents("递补", facts=("event.day", "event.reason", "left"), contact=False),
):
    """Records that a reviewer left a panel, who followed, and what became of the marks given."""

    panel: str = slot("评审组")
    left: str = slot("不能继续的评审员", "编号和姓名")
    follows: str = slot("递补的评审员", "编号和姓名；不递补的为空")
    kept: bool = slot("已评分数保留")


def compose(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    """Yield the notices of the timetable and the records of replacements, each under the event's number."""
    for row in judgement.events.schedule:
        yield from _schedule(judgement, desk, row)
    for item in judgement.panels.replacements:
        yield ReplacementRecord(
            **desk.common(judgement, ReplacementRecord.number, item.event.number, item.left.name),
            event=line_of(item.event, item.left.name),
            panel=item.panel,
            left=f"{item.left.number} {item.left.name}",
            follows="" if item.follows is None else f"{item.follows.number} {item.follows.name}",
            kept=item.follows is None,
        )


def _schedule(j: Judgement, desk: OfficeContext, row: ScheduleEvent) -> Iterator[Document]:
    if row.kind in {ScheduleEventKind.EXTENDED, ScheduleEventKind.MOVED} and row.until is not None:
        earlier = tuple(
            item for item in j.events.schedule if (item.effective, item.number) < (row.effective, row.number)
        )
        filed = j.record.one(Cycle) or j.settings.cycle
        before = in_force(filed, type(j.events)(schedule=earlier))
        after = in_force(filed, type(j.events)(schedule=(*earlier, row)))
        extended = row.kind is ScheduleEventKind.EXTENDED
        yield Postponement(
            **desk.common(j, Postponement.number, row.number, row.number),
            event=line_of(row, ""),
            extended=extended,
            notice=0,
            late=False,
            before=before.deadline if extended else before.site_from,
            until=row.until,
            measuring=after.measuring,
        )
    elif row.kind in {ScheduleEventKind.INTERRUPTED, ScheduleEventKind.POSTED_LATE}:
        yield from _notice(j, desk, row)
    elif row.kind in {ScheduleEventKind.STOPPED, ScheduleEventKind.POSTPONED}:
        yield StopNotice(
            **desk.common(j, StopNotice.number, row.number, row.number),
            event=line_of(row, "", desk.competence(j, row.decided_by)),
            postponed=row.kind is ScheduleEventKind.POSTPONED,
            resumes=row.until,
        )


def _notice(j: Judgement, desk: OfficeContext, row: ScheduleEvent) -> Iterator[Postponement]:
    """第十八条: tell the new end of a notice: the one that was set, else the day the required days now reach."""
    posting = next((item for item in j.record.all(Posting) if item.number == row.posting), None)
    now = j.notice if j.notice is not None and j.notice.posting is not None else None
    reached = now.ends if now is not None and now.posting is not None and now.posting.number == row.posting else None
    until = row.ends or reached
    if posting is not None and until is not None and until > posting.until:
        yield Postponement(
            **desk.common(j, Postponement.number, row.number, row.number),
            event=line_of(row, ""),
            extended=False,
            notice=posting.number,
            late=row.kind is ScheduleEventKind.POSTED_LATE,
            before=posting.until,
            until=until,
            measuring=j.settings.cycle.measuring,
        )
