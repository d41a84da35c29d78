"""Documents of the public notice: the notice, the letters to whoever objects, the report on how it went (第十八条)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from toolchain.documents.contents import Contents, Redress
from toolchain.documents.declaration import Addressee, Document, Form, slot
from toolchain.documents.event_lines import EventLine, of_departure
from toolchain.documents.office_context import OfficeContext
from toolchain.documents.organisations import (
    GradeGroup,
    NamedOrganisation,
    clause,
    grades,
    laureates,
    nominated,
    parties,
)
from toolchain.engine.value_objects import Value
from toolchain.model.sheets.approval import ExecutiveMeeting
from toolchain.model.sheets.notice import Objection, Posting
from toolchain.model.sheets.vocabulary import Outcome, YesNo
from toolchain.regulation.art18_notice import Notice
from toolchain.stages.decision_stages import to_post, undecided
from toolchain.stages.judgement import Judgement, Stage

LEFT = ("公示后退出、等待的单位", "name 单位，day 自哪一天起，kind 事项，reason 理由")
"""The slot of those who stand on the list as voted and not on the one put forward."""


class PostingLine(Value):
    """One public notice as it was posted; the same facts as its row, with names in place of codes."""

    number: int
    posted: date
    until: date
    place: str
    names: tuple[str, ...]


class ObjectionLine(Value):
    """One objection without a word on who raised it.

    Attributes:
        number: its number.
        received: when it came in.
        name: the nominee it is about.
        matter: what it says.
        accepted: the office looked into it.
        outcome: where that stands.
        concluded: day of the conclusion, None while there is none.
    """

    number: str
    received: date
    name: str
    matter: str
    accepted: bool
    outcome: Outcome
    concluded: date | None

    @property
    def upheld(self) -> bool:
        """Say whether the objection removed its nominee."""
        return self.outcome is Outcome.UPHELD


class PublicNotice(
    Document,
    number=19,
    title="拟奖名单公示",
    addressee=Addressee.PUBLIC,
    form=Form.PLAIN,
    folder=Stage.NOTICE,
    articles=("第十八条", "第四条", "第二十八条"),
    says=Contents("予以公示", facts=("posted", "until"), duty="书面形式", term=("until",)),
):
    """The list for the website; without nominees it says that the award stays vacant."""

    turn: int = slot("第几次公示", "名单变动后重新公示的大于1")
    nominees: tuple[NamedOrganisation, ...] = slot("拟奖单位", "name 单位名称，uscc 统一社会信用代码；空缺时为空")
    again: tuple[NamedOrganisation, ...] = slot("其中再次获奖的单位")
    nominated: tuple[NamedOrganisation, ...] = slot("拟授予提名奖的单位", "办法没有提名奖的为空")
    grades: tuple[GradeGroup, ...] = slot("其中最高等级以下的等次", "title 全称，short 简称，names 单位名称")
    posted: date | None = slot("公示开始日期", "尚未登记时留出空位", ahead=True)
    until: date | None = slot("公示截止日期", "尚未登记时留出空位", ahead=True)


class ObjectionAcceptance(
    Document,
    number=20,
    title="异议受理函",
    addressee=Addressee.OBJECTOR,
    form=Form.LETTER,
    folder=Stage.NOTICE,
    articles=("第七条", "第十八条"),
    says=Contents("予受理", facts=("objection.received", "objection.matter")),
):
    """Tells whoever objected that the office looks into it; the letter names the objection, never the person."""

    objection: ObjectionLine = slot(
        "异议", "number 编号，received 收到日期，name 被异议单位，matter 异议事项", ahead=("concluded",)
    )


class ObjectionReply(
    Document,
    number=20,
    title="异议答复函",
    addressee=Addressee.OBJECTOR,
    form=Form.LETTER,
    folder=Stage.NOTICE,
    articles=("第七条", "第十八条"),
    says=Contents(
        "认定异议",
        facts=("objection.received", "objection.matter", "investigation", "objection.concluded"),
        redress=Redress.STATEMENT,
    ),
):
    """Tells whoever objected what came of it; the letter names the objection, never the person."""

    objection: ObjectionLine = slot("异议", "number、received、name、matter、concluded 结论日期，upheld 是否成立")
    investigation: str = slot("调查情况")


class NoticeReport(
    Document,
    number=21,
    title="公示情况报告",
    addressee=Addressee.COMMITTEE,
    form=Form.UPWARD,
    folder=Stage.NOTICE,
    articles=("第十八条",),
    says=Contents("特此报告", facts=("postings.posted", "postings.until", "until", "settled")),
):
    """How the notice went: postings, objections and what came of them, who goes on."""

    postings: tuple[PostingLine, ...] = slot("历次公示", "number 次数，posted、until、place、names 单位名称")
    objections: tuple[ObjectionLine, ...] = slot("异议", "number、received、name、matter、accepted、outcome")
    removed: tuple[NamedOrganisation, ...] = slot("因异议成立移出的单位")
    left: tuple[EventLine, ...] = slot(*LEFT)
    standing: tuple[NamedOrganisation, ...] = slot("公示后的拟奖单位", "全部移出或空缺时为空")
    nominated: tuple[NamedOrganisation, ...] = slot("公示后拟授予提名奖的单位", "办法没有提名奖的为空")
    grades: tuple[GradeGroup, ...] = slot("其中最高等级以下的等次", "title 全称，short 简称，names 单位名称")
    until: date | None = slot("公示截止日期", "最后一次公示的")
    settled: date | None = slot("异议处理完毕日期", "最后一件异议作出结论的日期；没有异议的为空")


def left_by(judgement: Judgement, codes: Iterable[str], day: date | None) -> dict[str, EventLine]:
    """Tell who of a list had left or was waiting by the day of a paper, or by now where it has none, by code."""
    gone = {uscc: judgement.left(uscc, day) for uscc in codes}
    return {uscc: of_departure(item, judgement.name(uscc)) for uscc, item in gone.items() if item is not None}


def compose(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    """Yield the notice after the vote, a letter per step of an objection, and the report once all is settled."""
    ready = not judgement.rules.art18.after_decision or (
        judgement.record.one(ExecutiveMeeting) is not None and not undecided(judgement)
    )
    if judgement.reached(Stage.COMMITTEE) and ready:
        yield from _notices(judgement, desk)
    notice = judgement.notice
    if notice is None:
        return
    for row in notice.objections:
        yield from _letters(judgement, desk, row)
    if judgement.reached(Stage.NOTICE):
        common = desk.common(judgement, NoticeReport.number)
        left = left_by(judgement, notice.standing, common["issue"].dated)
        codes = tuple(uscc for uscc in notice.standing if uscc not in left)
        standing = parties(judgement, codes)
        yield NoticeReport(
            **common,
            left=tuple(left.values()),
            postings=tuple(_posting_line(judgement, row) for row in _postings(judgement)),
            objections=tuple(objection_line(judgement, row) for row in notice.objections),
            removed=parties(judgement, notice.removed),
            standing=laureates(standing),
            nominated=nominated(standing),
            grades=grades(judgement, codes),
            until=None if notice.posting is None else notice.posting.until,
            settled=max((row.concluded for row in notice.objections if row.concluded is not None), default=None),
        )


def _notices(judgement: Judgement, desk: OfficeContext) -> Iterator[PublicNotice]:
    """Yield every notice posted, or the one to be posted next: the first, or a new one after a nominee was removed."""
    postings = _postings(judgement)
    for posting in postings:
        yield _notice(judgement, desk, posting.number, posting.nominees or (), posting)
    if not postings:
        yield _notice(
            judgement, desk, 1, tuple(tally.uscc for tally in to_post(judgement) if judgement.left(tally.uscc) is None)
        )
    elif judgement.notice is not None and _changed(judgement.notice, postings[-1]):
        yield _notice(judgement, desk, postings[-1].number + 1, judgement.notice.standing)


def _changed(notice: Notice, last: Posting) -> bool:
    return bool(set(notice.removed) & set(last.nominees or ()))


def _notice(
    judgement: Judgement, desk: OfficeContext, turn: int, codes: tuple[str, ...], posting: Posting | None = None
) -> PublicNotice:
    later = turn > 1
    listed = parties(judgement, codes)
    subject, name = (str(turn), f"第{turn}次公示") if later else ("", "")
    return PublicNotice(
        **desk.common(judgement, PublicNotice.number, subject, name),
        turn=turn,
        nominees=laureates(listed),
        again=tuple(party for party in listed if party.repeat),
        nominated=nominated(listed),
        grades=grades(judgement, codes),
        posted=None if posting is None else posting.posted,
        until=None if posting is None else posting.until,
    )


def _letters(judgement: Judgement, desk: OfficeContext, row: Objection) -> Iterator[Document]:
    """Yield the letter of acceptance, which stays on record, and the reply once there is a conclusion."""
    if row.accepted is not YesNo.YES:
        return
    line = objection_line(judgement, row)
    yield ObjectionAcceptance(
        **desk.common(judgement, ObjectionAcceptance.number, f"{row.number}-受理", row.number), objection=line
    )
    if row.outcome is not Outcome.OPEN and row.concluded is not None:
        yield ObjectionReply(
            **desk.common(judgement, ObjectionReply.number, row.number, row.number),
            objection=line,
            investigation=clause(row.investigation or ""),
        )


def _postings(judgement: Judgement) -> tuple[Posting, ...]:
    return tuple(sorted(judgement.record.all(Posting), key=lambda row: row.number))


def _posting_line(judgement: Judgement, row: Posting) -> PostingLine:
    names = tuple(party.name for party in parties(judgement, row.nominees or ()))
    return PostingLine(row.number, row.posted, row.until, row.place, names)


def objection_line(judgement: Judgement, row: Objection) -> ObjectionLine:
    """Tell of an objection without a word on who raised it."""
    return ObjectionLine(
        number=row.number,
        received=row.received,
        name=judgement.name(row.uscc),
        matter=clause(row.matter),
        accepted=row.accepted is YesNo.YES,
        outcome=row.outcome,
        concluded=row.concluded,
    )
