"""The request for the prize money, the only paper with bank accounts (第十九条, 第二十一条, 第二十八条)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from toolchain.documents.approval import later, varied
from toolchain.documents.contents import Contents
from toolchain.documents.data_digest import SignedDocument, printed_digest
from toolchain.documents.declaration import Addressee, Form, slot
from toolchain.documents.office_context import OfficeContext
from toolchain.documents.organisations import GradeGroup, NamedOrganisation, grades, meeting_name, parties
from toolchain.engine.value_objects import Value
from toolchain.model.issuance import Issuance
from toolchain.model.sheets import APPROVAL
from toolchain.model.sheets.approval import Approved
from toolchain.regulation.art19_prize import shares
from toolchain.stages.judgement import Judgement, Stage


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


class PaymentRequest(
    SignedDocument,
    number=25,
    title="奖金拨付请示",
    addressee=Addressee.GOVERNMENT,
    form=Form.UPWARD,
    folder=Stage.APPROVAL,
    articles=("第十九条", "第二十一条", "第二十八条"),
    says=Contents("妥否，请批示", facts=("announced",), duty="拨付至"),
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


def compose(judgement: Judgement, desk: OfficeContext) -> Iterator[PaymentRequest]:
    """第十九条: yield the request for the money where there is any, one for each announcement; before it a draft."""
    approval = judgement.decision.approval
    if approval is None:
        return
    meeting = (approval.meeting.number, approval.announced)
    yield from _request_for(judgement, desk, approval.approved, approval.rows, "", *meeting)
    for found in later(approval):
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
        varied=varied(judgement, codes),
        payers=tuple(PaidBy(name, amount) for name, amount in shares(total, judgement.rules.art19)),
        meeting=meeting_name(meeting, judgement.rules),
        announced=announced,
        data_digest=printed_digest(judgement, APPROVAL),
    )
