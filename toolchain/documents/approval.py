"""Documents of the approval: request, announcement, certificates, payment (第十八条, 第十九条, 第二十八条)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import ClassVar

from toolchain.documents.declaration import Addressee, Document, Form, slot
from toolchain.documents.notice import ObjectionLine, objection_line
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
from toolchain.model.issuance import Issuance
from toolchain.model.sheets.approval import Approved
from toolchain.model.sheets.committee import Meeting
from toolchain.model.sheets.vocabulary import AwardKind
from toolchain.regulation.art18_notice import Approval, LaterApproval
from toolchain.regulation.art19_prize import shares
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


class Payee(Value):
    """One line of the payment list; ``amount`` in yuan, bank and account empty while they are not on record."""

    name: str
    amount: int
    bank: str
    account: str
    nominated: bool = False


class PaidBy(Value):
    """Who pays how much of all prizes together, in yuan."""

    name: str
    amount: int


class ApprovalRequest(
    Document,
    number=22,
    title="提请审定的请示",
    addressee=Addressee.GOVERNMENT,
    form=Form.UPWARD,
    folder=Stage.APPROVAL,
    articles=("第十八条", "第六条", "第四条"),
    needs_number=True,
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
    public=True,
    needs_number=True,
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
    Document,
    number=24,
    title="获奖证书",
    addressee=Addressee.SUBJECT,
    form=Form.CERTIFICATE,
    folder=Stage.APPROVAL,
    articles=("第十八条", "第十九条", "第二十八条"),
    public=True,
):
    """The certificate of one laureate."""

    award: Honour = slot(
        "获奖情况", "title 奖项名称，year 年度，announced 公告日期，valid_until 有效期截止，certificate 证书编号"
    )
    repeat: bool = slot("再次获奖")


class PaymentRequest(
    Document,
    number=25,
    title="奖金拨付请示",
    addressee=Addressee.GOVERNMENT,
    form=Form.UPWARD,
    folder=Stage.APPROVAL,
    articles=("第十九条", "第二十一条", "第二十八条"),
    needs_number=True,
):
    """Asks for the prize money; its list is the only paper with bank accounts."""

    payees: tuple[Payee, ...] = slot("发放奖金的单位", "name、amount 奖金（元）、bank 开户银行、account 银行账号")
    first: tuple[Payee, ...] = slot("其中首次获奖单位")
    nominated: tuple[Payee, ...] = slot("其中获提名奖的单位", "办法没有提名奖的为空")
    grades: tuple[GradeGroup, ...] = slot("其中最高等级以下的等次", "short 简称，amount 奖金，names 单位名称")
    again: tuple[NamedOrganisation, ...] = slot("再次获奖、不授予奖金的单位")
    total: int = slot("奖金合计（元）")
    varied: bool = slot("奖金由审定会议逐家决定", "办法写最高额，或者有单位少发的为真")
    payers: tuple[PaidBy, ...] = slot("各级承担", "name、amount 承担的数额（元）；由一级财政承担的为空")
    meeting: str = slot("常务会议", "如 第52次常务会议")
    announced: date | None = slot("公告日期", "尚未公告的为空")


def compose(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    """Yield the request after the notice, the announcement after the approval, certificates after the announcement."""
    if judgement.reached(Stage.COMMITTEE if judgement.rules.art18.after_decision else Stage.NOTICE):
        yield _request(judgement, desk)
    approval = judgement.decision.approval
    if approval is None:
        return
    yield _announcement(judgement, desk, approval)
    for found in _later(approval):
        yield _announced_later(judgement, desk, found)
    for award in judgement.announced:
        yield Certificate(
            **desk.common(judgement, Certificate.number, award.uscc, award.name),
            award=honour(award, judgement.rules),
            repeat=award.kind is AwardKind.REPEAT,
        )
    yield from _payment(judgement, desk, approval)


def _request(judgement: Judgement, desk: OfficeContext) -> ApprovalRequest:
    notice, nomination = judgement.notice, judgement.vote.nomination
    meeting = judgement.record.one(Meeting)
    tallies = {} if nomination is None else {row.uscc: row for row in nomination.nominees}
    standing = () if notice is None else notice.standing
    if judgement.rules.art18.after_decision:
        notice, standing = None, tuple(tallies)
    nominees = tuple(
        NomineeLine(**vars(party), favour=tallies[party.uscc].favour, voters=tallies[party.uscc].voters)
        for party in parties(judgement, standing)
        if party.uscc in tallies
    )
    posting, held = None if notice is None else notice.posting, judgement.grades
    return ApprovalRequest(
        **desk.common(judgement, ApprovalRequest.number),
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
        varied=_varied(judgement, approval.approved),
        meeting=meeting_name(approval.meeting.number, judgement.rules),
        held=approval.meeting.held,
        valid_until=None
        if judgement.rules.art28.forever
        else next((award.valid_until for award in judgement.announced), None),
    )


def _later(approval: Approval) -> Iterator[tuple[LaterApproval, ...]]:
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
        varied=_varied(judgement, [item.uscc for item in found]),
        grades=grades(judgement, [item.uscc for item in found]),
        meeting=meeting_name(event.meeting or "", judgement.rules),
        held=event.effective,
        valid_until=None if judgement.rules.art28.forever else next((award.valid_until for award in awards), None),
    )


def _amounts(judgement: Judgement) -> Mapping[str, int]:
    """Give the prize of each laureate."""
    prizes = judgement.decision.prizes
    return {} if prizes is None else {prize.uscc: prize.amount for prize in prizes.prizes}


def _varied(judgement: Judgement, codes: Collection[str]) -> bool:
    """Say whether the government decided on amounts of its own."""
    approval = judgement.decision.approval
    rows = () if approval is None else approval.rows
    prizes = judgement.rules.art19
    return prizes.ceiling or bool(prizes.subjects) or any(row.less for row in rows if row.uscc in codes)


def _payment(judgement: Judgement, desk: OfficeContext, approval: Approval) -> Iterator[PaymentRequest]:
    """Yield the request for the money where there is any, one for each announcement; before it a draft."""
    meeting = (approval.meeting.number, approval.announced)
    yield from _request_for(judgement, desk, approval.approved, approval.rows, "", *meeting)
    for found in _later(approval):
        event, rows = found[0].event, tuple(item.row for item in found if item.row is not None)
        codes = tuple(item.uscc for item in found)
        yield from _request_for(judgement, desk, codes, rows, event.number, event.meeting or "", event.announced)


def _request_for(
    judgement: Judgement,
    desk: OfficeContext,
    codes: tuple[str, ...],
    entered: tuple[Approved, ...],
    subject: str,
    meeting: str,
    announced: date | None,
) -> Iterator[PaymentRequest]:
    listed = () if judgement.decision.prizes is None else judgement.decision.prizes.prizes
    rows = {str(row.uscc): row for row in entered}
    payees = tuple(
        Payee(
            judgement.name(prize.uscc),
            prize.amount,
            rows[prize.uscc].bank or "",
            rows[prize.uscc].account or "",
            prize.uscc in judgement.nominated,
        )
        for prize in listed
        if prize.amount and prize.uscc in rows and prize.uscc in codes
    )
    if not payees:
        return
    common = desk.common(judgement, PaymentRequest.number, subject, subject)
    total = sum(payee.amount for payee in payees)
    if announced is None:
        common["issue"] = Issuance()
    yield PaymentRequest(
        **common,
        payees=payees,
        first=tuple(payee for payee in payees if not payee.nominated),
        nominated=tuple(payee for payee in payees if payee.nominated),
        grades=grades(
            judgement, [prize.uscc for prize in listed if prize.amount and prize.uscc in rows and prize.uscc in codes]
        ),
        again=tuple(party for party in parties(judgement, codes) if party.repeat),
        total=total,
        varied=_varied(judgement, codes),
        payers=tuple(PaidBy(name, amount) for name, amount in shares(total, judgement.rules.art19)),
        meeting=meeting_name(meeting, judgement.rules),
        announced=announced,
    )
