"""Letters that follow from events: to whoever withdraws, leaves, is refused, is to be heard or still owes money."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from toolchain.documents.contents import Contents, Redress
from toolchain.documents.declaration import Addressee, Document, Form, slot
from toolchain.documents.event_lines import OfEvent, line_of, of_departure
from toolchain.documents.office_context import OfficeContext
from toolchain.documents.organisations import Honour, clause, honour, meeting_name
from toolchain.documents.remedy import Due, Remedy, due, of_government, of_office
from toolchain.documents.revocation import ConductRecovery, FraudRecovery
from toolchain.documents.supervision import PrizeRecovery
from toolchain.model.issuance import Issuance
from toolchain.model.rule_set.spans import Span
from toolchain.model.sheets.approval import Approved
from toolchain.model.sheets.committee import Count
from toolchain.model.sheets.event_vocabulary import DecisionKind, DecisionResult, MoneyKind
from toolchain.model.sheets.vocabulary import GovernmentDecision
from toolchain.regulation import events_money
from toolchain.regulation.art25_revocation import Consequence
from toolchain.regulation.departures import Why
from toolchain.stages.judgement import Judgement, Stage

_DUE = "workdays 工作日数，until 最后一日（没有成文日期的为空）"
_ASKING = (PrizeRecovery.number, FraudRecovery.number, ConductRecovery.number)
"""The letters that ask for a prize back."""
_REMEDY = "body 复议机关，days 复议期限（日），court 法院，months 起诉期限（月）"


class WithdrawalConfirmation(
    OfEvent,
    number=38,
    title="撤回申报确认函",
    addressee=Addressee.SUBJECT,
    form=Form.LETTER,
    folder=Stage.ACCEPTANCE,
    articles=("第十四条",),
    says=Contents("现确认你单位", facts=("event.day", "event.paper")),
):
    """Confirms to an applicant that it left the cycle, and what stays on file."""

    voted: bool = slot("表决以后撤回", "为真时表决记录留存，空出的名额不递补")


class DropNotice(
    OfEvent,
    number=39,
    title="不予继续评审告知书",
    addressee=Addressee.SUBJECT,
    form=Form.LETTER,
    folder=Stage.QUALIFICATION,
    articles=("第十一条", "第十五条", "第二十八条"),
    says=Contents("决定不予继续评审", facts=("event.reason", "event.day"), redress=Redress.OFFICE),
):
    """Tells an applicant that a fact found later keeps it from going on; the others' results do not move."""

    remedy: Remedy = slot("救济途径", _REMEDY)


class AwardRefusal(
    OfEvent,
    number=45,
    title="不予授奖告知书",
    addressee=Addressee.SUBJECT,
    form=Form.LETTER,
    folder=Stage.APPROVAL,
    articles=("第十八条",),
    says=Contents("审定，决定", facts=("held", "event.reason"), redress=Redress.GOVERNMENT),
):
    """Tells a nominee that the government did not approve it, or put the decision off, and why."""

    meeting: str = slot("常务会议", "如 第52次常务会议")
    held: date = slot("会议日期")
    deferred: bool = slot("暂缓", "为假时是不同意授奖")
    remedy: Remedy = slot("救济途径", _REMEDY)


class IntendedMeasure(
    OfEvent,
    number=46,
    title="拟撤销（追缴）事先告知书",
    addressee=Addressee.SUBJECT,
    form=Form.LETTER,
    folder=Stage.AFTERLIFE,
    articles=("第二十二条", "第二十五条"),
    says=Contents(
        "拟报请",
        facts=("happened", "facts", "evidence"),
        duty="书面提出",
        term=("due.until", "due.workdays"),
        redress=Redress.STATEMENT,
    ),
):
    """Tells a laureate before a revocation or recovery what is intended, on which facts, and that it may answer."""

    happened: date = slot("事实日期")
    facts: str = slot("事实")
    evidence: str = slot("依据材料")
    award: Honour | None = slot("获奖情况", "title 奖项名称，year 年度，trophy 发过奖杯；没有登记的为空")
    revoke: bool = slot("拟撤销称号", "为假时是拟追缴奖金")
    ban: Span | None = slot("拟不予受理申报的期限", "没有的为空")
    prize: int = slot("拟追回、追缴的奖金（元）", "没有的为0")
    due: Due = slot("陈述申辩期限", _DUE, ahead=True)


class OfRecovery(OfEvent):
    """Tells how far a recovery of money is; amounts in yuan."""

    claimed: int = slot("应缴回金额（元）")
    received: int = slot("已收到金额（元）")
    waived: int = slot("已减免金额（元）")


class PaymentDemand(
    OfRecovery,
    number=49,
    title="催缴通知书",
    addressee=Addressee.SUBJECT,
    form=Form.LETTER,
    folder=Stage.AFTERLIFE,
    articles=("第二十二条", "第二十五条第一款"),
    says=Contents(
        "应当缴回",
        facts=("letter.dated", "claimed", "received", "left"),
        duty="缴入",
        term=("until",),
        redress=Redress.STATEMENT,
    ),
):
    """Asks for what is still open of a recovery, and by when."""

    left: int = slot("尚欠金额（元）")
    letter: Issuance = slot("要求缴回的通知", "number 文号，dated 日期；没有登记的为空")
    account: str = slot("缴款账户", "《届次设置》的奖金退缴账户；没有登记的为空，留出位置")
    until: date | None = slot("缴回期限", ahead=True)


class Settlement(
    OfRecovery,
    number=53,
    title="结清证明",
    addressee=Addressee.SUBJECT,
    form=Form.LETTER,
    folder=Stage.AFTERLIFE,
    articles=("第二十二条", "第二十五条第一款"),
    says=Contents("已经结清", facts=("claimed", "received"), redress=Redress.STATEMENT),
):
    """Confirms that nothing is open of a recovery any more: what came, what was waived."""


def compose(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    """Yield the letters of every event on record, each under the event's number."""
    yield from _leaving(judgement, desk)
    yield from _refused(judgement, desk)
    yield from _intended(judgement, desk)
    yield from _owing(judgement, desk)
    yield from _settled(judgement, desk)


def _leaving(j: Judgement, desk: OfficeContext) -> Iterator[Document]:
    for item in j.departures:
        name = j.name(item.uscc)
        subject = item.number or item.uscc
        if item.why is Why.WITHDRAWN:
            yield WithdrawalConfirmation(
                **desk.common(j, WithdrawalConfirmation.number, subject, name),
                event=of_departure(item, name),
                voted=any(row.uscc == item.uscc for row in j.record.all(Count)),
            )
        elif item.why in {Why.EXCLUDED, Why.FACT, Why.ANOTHER}:
            yield DropNotice(
                **desk.common(j, DropNotice.number, subject, name),
                event=of_departure(item, name),
                remedy=of_office(desk),
            )


def _refused(j: Judgement, desk: OfficeContext) -> Iterator[AwardRefusal]:
    """第十八条: one letter for each refusal or deferral whose reason is on record."""
    approval = j.decision.approval
    if approval is None:
        return
    decided = {str(row.uscc): row.decision for row in j.record.all(Approved)}
    expected = {DecisionKind.REFUSED: GovernmentDecision.REFUSED, DecisionKind.DEFERRED: GovernmentDecision.PENDING}
    for row in j.events.decisions:
        later = row.kind is DecisionKind.LATER and row.result is DecisionResult.DENIED
        decided_so = row.kind in expected and decided.get(row.uscc or "") is expected[row.kind]
        if row.uscc is None or not (later or decided_so):
            continue
        name = j.name(row.uscc)
        yield AwardRefusal(
            **desk.common(j, AwardRefusal.number, row.number, name),
            event=line_of(row, name),
            meeting=meeting_name((row.meeting or "") if later else approval.meeting.number, j.rules),
            held=row.effective if later else approval.meeting.held,
            deferred=row.kind is DecisionKind.DEFERRED,
            remedy=of_government(desk),
        )


def _intended(j: Judgement, desk: OfficeContext) -> Iterator[IntendedMeasure]:
    """第二十二条, 第二十五条: one letter for every measure that was told of before it is decided."""
    rulings = {ruling.incident.number: ruling for ruling in j.supervision.rulings}
    for row in j.events.decisions:
        ruling = rulings.get(row.incident or "")
        if row.kind is not DecisionKind.INTENDED or ruling is None:
            continue
        incident, name = ruling.incident, j.name(ruling.incident.uscc)
        common = desk.common(j, IntendedMeasure.number, row.number, name)
        yield IntendedMeasure(
            **common,
            event=line_of(row, name, ruling.article),
            happened=incident.happened,
            facts=clause(incident.facts),
            evidence=clause(incident.evidence),
            award=None if ruling.award is None else honour(ruling.award, j.rules),
            revoke=ruling.consequence in {Consequence.REVOKE_FRAUD, Consequence.REVOKE_CONDUCT},
            ban=ruling.ban,
            prize=ruling.recover_prize,
            due=due(j, common["issue"], desk.office.terms.objection),
        )


def _owing(j: Judgement, desk: OfficeContext) -> Iterator[PaymentDemand]:
    accounts = {account.incident: account for account in events_money.accounts(j.supervision.rulings, j.events)}
    for row in j.events.money:
        account = accounts.get(row.incident)
        if row.kind is not MoneyKind.DEMANDED or account is None:
            continue
        then = events_money.until(account, row.effective)
        if not then.left:
            continue
        name = j.name(account.uscc)
        yield PaymentDemand(
            **desk.common(j, PaymentDemand.number, row.number, name),
            event=line_of(row, name, account.article),
            claimed=then.claimed,
            received=then.received,
            waived=then.waived,
            left=then.left,
            letter=_letter(j, account.incident),
            account=j.settings.cycle.refund_account or "",
            until=row.until,
        )


def _letter(j: Judgement, incident: str) -> Issuance:
    """Find the letter that asked for the money of an incident first (第二十二条, 第二十五条)."""
    issues = (j.issue(number, incident) for number in _ASKING)
    return next((issue for issue in issues if issue.dated is not None), Issuance())


def _settled(j: Judgement, desk: OfficeContext) -> Iterator[Settlement]:
    """第二十二条, 第二十五条第一款: one letter for every recovery of which nothing is open, dated by its last entry."""
    for account in events_money.accounts(j.supervision.rulings, j.events):
        if account.left or not account.entries:
            continue
        name = j.name(account.uscc)
        yield Settlement(
            **desk.common(j, Settlement.number, account.incident, name),
            event=line_of(account.entries[-1], name, account.article),
            claimed=account.claimed,
            received=account.received,
            waived=account.waived,
        )
