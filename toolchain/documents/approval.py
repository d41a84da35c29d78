"""Documents of the approval: request, announcement, certificates, payment (第十八条, 第十九条, 第二十八条)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import ClassVar

from toolchain.documents.contents import Contents
from toolchain.documents.data_digest import SignedDocument, printed_digest
from toolchain.documents.declaration import Addressee, Document, Form, PaperOfSet, slot
from toolchain.documents.event_lines import EventLine
from toolchain.documents.notice import LEFT, ObjectionLine, left_by, objection_line
from toolchain.documents.office_context import OfficeContext
from toolchain.documents.organisations import (
    GradeGroup,
    Honour,
    NamedOrganisation,
    grades,
    honour,
    laureates,
    meeting_name,
    nominated,
    parties,
)
from toolchain.engine.value_objects import Value
from toolchain.model.sheets import COMMITTEE, NOTICE
from toolchain.model.sheets.committee import Meeting
from toolchain.model.sheets.vocabulary import AwardKind
from toolchain.regulation.art18_notice import Approval, LaterApproval
from toolchain.stages.judgement import Judgement, Stage


class NomineeLine(Value):
    """A nominee with the votes it got; ``favour`` of ``voters``."""

    uscc: str
    name: str
    repeat: bool
    nominated: bool
    favour: int
    voters: int


class GradeLines(GradeGroup):
    """Those in one grade below the top one, with their votes."""

    lines: tuple[NomineeLine, ...]


class Numbers(Value):
    """How many organisations came how far."""

    applied: int
    accepted: int
    qualified: int
    voted: int


class ApprovalRequest(
    SignedDocument,
    number=22,
    title="提请审定的请示",
    addressee=Addressee.GOVERNMENT,
    form=Form.UPWARD,
    folder=Stage.APPROVAL,
    articles=("第十八条", "第六条", "第四条"),
    says=Contents("妥否，请批示", facts=("held", "posted", "until"), duty="发文公告"),
):
    """Asks the government to approve the nominees that stand after the notice, and nothing else."""

    numbers: Numbers = slot("数量", "applied 申报，accepted 受理，qualified 通过资格审查，voted 提交表决")
    held: date | None = slot("评委会会议日期", "没有单位进入表决的为空")
    nominees: tuple[NomineeLine, ...] = slot("拟奖单位", "uscc、name、repeat 再次获奖，favour 同意票，voters 投票人数")
    again: tuple[NomineeLine, ...] = slot("其中再次获奖的单位")
    nominated: tuple[NomineeLine, ...] = slot("拟授予提名奖的单位", "办法没有提名奖的为空")
    grades: tuple[GradeLines, ...] = slot(
        "其中最高等级以下的等次", "title 全称，short 简称，names 单位名称，lines 得票"
    )
    removed: tuple[NamedOrganisation, ...] = slot("公示中移出的单位")
    left: tuple[EventLine, ...] = slot(*LEFT)
    objections: tuple[ObjectionLine, ...] = slot("异议", "number、received、name、matter、accepted、outcome、concluded")
    posted: date | None = slot("公示开始日期")
    until: date | None = slot("公示截止日期")


class Announcement(
    Document,
    number=23,
    title="授奖公告",
    addressee=Addressee.PUBLIC,
    form=Form.DOWNWARD,
    folder=Stage.APPROVAL,
    articles=("第十八条", "第十九条", "第四条", "第二十八条"),
    says=Contents("决定授予", facts=("held", "meeting"), contact=False),
):
    """The government's announcement; without laureates it says that the award stays vacant."""

    by_government: ClassVar[bool] = True

    laureates: tuple[NamedOrganisation, ...] = slot("获奖单位", "name、uscc、repeat 再次获奖；空缺时为空")
    first: tuple[NamedOrganisation, ...] = slot("其中首次获奖的单位")
    again: tuple[NamedOrganisation, ...] = slot("其中再次获奖的单位")
    nominated: tuple[NamedOrganisation, ...] = slot("获提名奖的单位", "不是获奖单位；办法没有提名奖的为空")
    grades: tuple[GradeGroup, ...] = slot(
        "其中最高等级以下的等次", "title 全称，short 简称，amount 奖金，names 单位名称"
    )
    total: int = slot("首次获奖单位的奖金合计（元）", "再次获奖和提名奖的不计")
    varied: bool = slot("奖金由审定会议逐家决定", "办法写最高额，或者有单位少发的为真")
    meeting: str = slot("常务会议", "如 第52次常务会议")
    held: date = slot("常务会议日期")
    valid_until: date | None = slot("有效期截止", "尚未公告的为空", ahead=True)


class Certificate(
    PaperOfSet,
    number=24,
    title="获奖证书",
    addressee=Addressee.SUBJECT,
    form=Form.CERTIFICATE,
    folder=Stage.APPROVAL,
    articles=("第十八条", "第十九条", "第二十八条"),
    says=Contents("荣获", facts=("award.valid_until",), contact=False, uncited=("第十八条", "第十九条", "第二十八条")),
):
    """The certificate of one laureate."""

    award: Honour = slot(
        "获奖情况", "title 奖项名称，year 年度，announced 公告日期，valid_until 有效期截止，certificate 证书编号"
    )
    repeat: bool = slot("再次获奖")


def compose(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    """Yield the request after the notice, the announcement after the approval, certificates after the announcement."""
    if judgement.reached(Stage.COMMITTEE if judgement.rules.art18.after_decision else Stage.NOTICE):
        yield _request(judgement, desk)
    approval = judgement.decision.approval
    if approval is None:
        return
    yield _announcement(judgement, desk, approval)
    for found in later(approval):
        yield _announced_later(judgement, desk, found)
    for award in judgement.announced:
        yield Certificate(
            **desk.common(judgement, Certificate.number, award.uscc, award.name),
            award=honour(award, judgement.rules),
            repeat=award.kind is AwardKind.REPEAT,
        )


def _request(judgement: Judgement, desk: OfficeContext) -> ApprovalRequest:
    notice, nomination = judgement.notice, judgement.vote.nomination
    meeting = judgement.record.one(Meeting)
    tallies = {} if nomination is None else {row.uscc: row for row in nomination.nominees}
    standing = () if notice is None else notice.standing
    if judgement.rules.art18.after_decision:
        notice, standing = None, tuple(tallies)
    common = desk.common(judgement, ApprovalRequest.number)
    left = left_by(judgement, standing, common["issue"].dated)
    nominees = tuple(
        NomineeLine(**vars(party), favour=tallies[party.uscc].favour, voters=tallies[party.uscc].voters)
        for party in parties(judgement, standing)
        if party.uscc in tallies and party.uscc not in left
    )
    posting, held = None if notice is None else notice.posting, judgement.grades
    return ApprovalRequest(
        data_digest=printed_digest(judgement, COMMITTEE, NOTICE),
        **common,
        left=tuple(left.values()),
        numbers=Numbers(
            applied=len(judgement.acceptances),
            accepted=len(judgement.accepted),
            qualified=len(judgement.passed),
            voted=len(judgement.vote.tallies),
        ),
        held=meeting.held if meeting is not None and judgement.vote.tallies else None,
        nominees=tuple(line for line in nominees if not line.nominated),
        again=tuple(line for line in nominees if line.repeat),
        nominated=tuple(line for line in nominees if line.nominated),
        grades=tuple(
            GradeLines(
                title=one.title,
                short=one.short,
                amount=one.amount,
                names=one.names,
                lines=tuple(line for line in nominees if line.nominated and held[line.uscc].name == one.title),
            )
            for one in grades(judgement, [line.uscc for line in nominees])
        ),
        removed=() if notice is None else parties(judgement, notice.removed),
        objections=() if notice is None else tuple(objection_line(judgement, row) for row in notice.objections),
        posted=None if posting is None else posting.posted,
        until=None if posting is None else posting.until,
    )


def _announcement(judgement: Judgement, desk: OfficeContext, approval: Approval) -> Announcement:
    listed = parties(judgement, approval.approved)
    first = tuple(party for party in laureates(listed) if not party.repeat)
    amounts = _amounts(judgement)
    return Announcement(
        **desk.common(judgement, Announcement.number),
        laureates=laureates(listed),
        first=first,
        again=tuple(party for party in listed if party.repeat),
        nominated=nominated(listed),
        grades=grades(judgement, approval.approved),
        total=sum(amounts.get(party.uscc, 0) for party in first),
        varied=varied(judgement, approval.approved),
        meeting=meeting_name(approval.meeting.number, judgement.rules),
        held=approval.meeting.held,
        valid_until=None
        if judgement.rules.art28.forever
        else next((award.valid_until for award in judgement.announced), None),
    )


def later(approval: Approval) -> Iterator[tuple[LaterApproval, ...]]:
    """Put together those deferred whom one meeting approved, for one announcement (第十八条)."""
    groups: dict[tuple[str | None, date, date | None], list[LaterApproval]] = {}
    for item in approval.later:
        groups.setdefault((item.event.meeting, item.event.effective, item.announced), []).append(item)
    yield from map(tuple, groups.values())


def _announced_later(judgement: Judgement, desk: OfficeContext, found: tuple[LaterApproval, ...]) -> Announcement:
    """Announce those approved later in a paper of its own, under the number of the first event."""
    event, listed = found[0].event, parties(judgement, [item.uscc for item in found])
    first = tuple(party for party in laureates(listed) if not party.repeat)
    awards = [award for award in judgement.announced if award.uscc in {item.uscc for item in found}]
    return Announcement(
        **desk.common(judgement, Announcement.number, event.number, event.number),
        laureates=laureates(listed),
        first=first,
        again=tuple(party for party in listed if party.repeat),
        nominated=nominated(listed),
        total=sum(_amounts(judgement).get(party.uscc, 0) for party in first),
        varied=varied(judgement, [item.uscc for item in found]),
        grades=grades(judgement, [item.uscc for item in found]),
        meeting=meeting_name(event.meeting or "", judgement.rules),
        held=event.effective,
        valid_until=None if judgement.rules.art28.forever else next((award.valid_until for award in awards), None),
    )


def _amounts(judgement: Judgement) -> Mapping[str, int]:
    """Give the prize of each laureate."""
    prizes = judgement.decision.prizes
    return {} if prizes is None else {prize.uscc: prize.amount for prize in prizes.prizes}


def varied(judgement: Judgement, codes: Collection[str]) -> bool:
    """Say whether the government decided on amounts of its own."""
    approval = judgement.decision.approval
    rows = () if approval is None else approval.rows
    prizes = judgement.rules.art19
    return prizes.ceiling or bool(prizes.subjects) or any(row.less for row in rows if row.uscc in codes)
