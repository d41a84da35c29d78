"""Documents of the supervision of laureates (第二十二条, 第二十四条, 第二十五条).

The two revocations have documents of their own, and those of 第二款 have no field for money or a ban.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from toolchain.documents.declaration import Addressee, Document, Form, slot
from toolchain.documents.incident_case import Answer, Case, Further
from toolchain.documents.office_context import OfficeContext
from toolchain.documents.organisations import Honour, clause, honour, meeting_name
from toolchain.documents.remedy import Due, Remedy, due, of_government, of_office
from toolchain.model.issuance import Issuance
from toolchain.model.sheets.event_kinds import DecisionKind
from toolchain.model.sheets.supervision import Incident
from toolchain.regulation import events_hearing
from toolchain.regulation.art25_revocation import Consequence, Ruling
from toolchain.regulation.events_hearing import ANSWERS
from toolchain.stages.judgement import Judgement, Stage

_REVOCATIONS = frozenset({Consequence.REVOKE_FRAUD, Consequence.REVOKE_CONDUCT})
_MISUSES = frozenset(
    {
        Consequence.CRITICISE,
        Consequence.RECOVER_PRIZE,
        Consequence.REMIND,
        Consequence.TALK,
        Consequence.MEND,
    }
)
_LETTERS = frozenset({Consequence.REMIND, Consequence.TALK, Consequence.MEND})
_FURTHER = "prize 追回的奖金（元），ban 多久不予受理，until 不予受理的最后一日；办法没有另外规定的为空"
_CASE = (
    "number 编号，happened 事实日期，facts 事实，evidence 依据材料，article 依据条款，"
    "meeting、approved 批准会议和日期，told 事先告知日期（没有登记的为空），"
    "answers 陈述申辩（day 日期，text 内容），accident 是事故"
)
_DUE = "workdays 工作日数，until 最后一日（没有成文日期的为空）"
_REMEDY = "body 复议机关，days 复议期限（日），court 法院，months 起诉期限（月）"
_AWARD = "year 年度，announced 公告日期，valid_until 有效期截止，certificate 证书编号（没有登记的为空）"


class _OfIncident(Document):
    """A paper about one incident; its file is named by the incident too, for one organisation may have several."""

    case: Case = slot("事项", _CASE)

    @property
    def stem(self) -> str:
        """The result's file name, with the incident's number."""
        return f"{self.template}-{self.subject_name}-{self.case.number}"


class _OfAward(_OfIncident):
    """A paper about an incident and the award that it may cost."""

    award: Honour = slot("获奖情况", _AWARD)


class _Decision(_OfAward):
    """A decision about an award, which can be challenged."""

    remedy: Remedy = slot("救济途径", _REMEDY)


class Criticism(
    _OfIncident,
    number=30,
    title="通报批评",
    addressee=Addressee.OTHERS,
    form=Form.DOWNWARD,
    folder=Stage.AFTERLIFE,
    articles=("第二十二条",),
    public=True,
    needs_number=True,
):
    """Criticises a laureate before all of them for misuse of the prize; 第二十二条 alone has this sanction."""

    case: Case = slot("事项", _CASE, ahead=("approved",))
    award: Honour | None = slot("获奖情况", _AWARD)
    due: Due = slot("改正期限", _DUE)
    remedy: Remedy = slot("救济途径", _REMEDY)


class Reminder(
    _OfIncident,
    number=30,
    title="称号使用提醒函",
    addressee=Addressee.SUBJECT,
    form=Form.LETTER,
    folder=Stage.AFTERLIFE,
    articles=("第二十四条",),
    public=True,
    needs_number=True,
):
    """Asks one laureate to stop a use of its title that 第二十四条 forbids; it sanctions nothing."""

    case: Case = slot("事项", _CASE, ahead=("approved",))
    award: Honour | None = slot("获奖情况", _AWARD)
    due: Due = slot("改正期限", _DUE)


class PrizeRecovery(
    _Decision,
    number=31,
    title="追缴奖金通知书",
    addressee=Addressee.SUBJECT,
    form=Form.LETTER,
    folder=Stage.AFTERLIFE,
    articles=("第二十二条",),
    public=True,
    needs_number=True,
):
    """Asks for the prize back, which was misused in a serious way; title, certificate and trophy stay."""

    amount: int = slot("追缴金额（元）")
    account: str = slot("缴款账户", "《届次设置》的奖金退缴账户；没有登记的为空，留出位置")
    due: Due = slot("退缴期限", _DUE)


class RevocationRequest(
    _OfAward,
    number=32,
    title="撤销称号的请示",
    addressee=Addressee.GOVERNMENT,
    form=Form.UPWARD,
    folder=Stage.AFTERLIFE,
    articles=("第二十五条",),
    needs_number=True,
):
    """Asks the government to revoke one title; ``fraud`` says under which of the two paragraphs."""

    case: Case = slot("事项", _CASE, ahead=("approved",))
    fraud: bool = slot("第一款（骗取称号）", "为假时是第二款，请示不得提奖金和不予受理年限")
    further: Further | None = slot("办法另外规定的后果", _FURTHER)
    prize: int = slot("追回的奖金（元）", "只用于第一款；再次获奖的为0")


class FraudRevocation(
    _Decision,
    number=33,
    title="撤销称号公告（第一款）",
    addressee=Addressee.PUBLIC,
    form=Form.DOWNWARD,
    folder=Stage.AFTERLIFE,
    articles=("第二十五条第一款",),
    public=True,
    needs_number=True,
):
    """Announces the revocation of a title won by fraud: everything comes back, and a ban begins."""

    by_government: ClassVar[bool] = True

    prize: int = slot("追回的奖金（元）", "再次获奖的为0")
    ban_until: date | None = slot("不予受理的最后一日", "永久不予受理的为空", ahead=True)


class ConductRevocation(
    _Decision,
    number=34,
    title="撤销称号公告（第二款）",
    addressee=Addressee.PUBLIC,
    form=Form.DOWNWARD,
    folder=Stage.AFTERLIFE,
    articles=("第二十五条第二款",),
    public=True,
    needs_number=True,
):
    """Announces the revocation of a title after an accident or offence: certificate and trophy come back."""

    by_government: ClassVar[bool] = True

    case: Case = slot("事项", _CASE + "，told_as 认定的情形")
    further: Further | None = slot("办法另外规定的后果", _FURTHER)


class FraudRecovery(
    _Decision,
    number=35,
    title="追回通知书（第一款）",
    addressee=Addressee.SUBJECT,
    form=Form.LETTER,
    folder=Stage.AFTERLIFE,
    articles=("第二十五条第一款",),
    public=True,
    needs_number=True,
):
    """Asks for certificate, trophy and prize back and tells of the ban."""

    prize: int = slot("追回的奖金（元）", "再次获奖的为0")
    ban_until: date | None = slot("不予受理的最后一日", "永久不予受理的为空", ahead=True)
    account: str = slot("缴款账户", "《届次设置》的奖金退缴账户；没有登记的为空，留出位置")
    due: Due = slot("交回期限", _DUE)


class ConductRecovery(
    _Decision,
    number=36,
    title="追回通知书（第二款）",
    addressee=Addressee.SUBJECT,
    form=Form.LETTER,
    folder=Stage.AFTERLIFE,
    articles=("第二十五条第二款",),
    public=True,
    needs_number=True,
):
    """Asks for certificate and trophy back, and for nothing else."""

    case: Case = slot("事项", _CASE + "，told_as 认定的情形")
    further: Further | None = slot("办法另外规定的后果", _FURTHER)
    account: str = slot("缴款账户", "《届次设置》的奖金退缴账户；不追回奖金的为空")
    due: Due = slot("交回期限", _DUE)


def compose(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    """Yield what follows from every ruling."""
    for ruling in judgement.supervision.rulings:
        if ruling.consequence in _MISUSES:
            yield from _misuse(judgement, desk, ruling)
        elif ruling.consequence in _REVOCATIONS:
            yield from _revocation(judgement, desk, ruling)


def _case(judgement: Judgement, ruling: Ruling) -> Case:
    """Tell of an incident, with what is on record of the hearing of its unit (变更事项)."""
    row: Incident = ruling.incident
    steps = events_hearing.steps(judgement.events, row.number)
    return Case(
        number=row.number,
        uscc=row.uscc,
        kind=row.kind,
        happened=row.happened,
        found=row.found,
        facts=clause(row.facts),
        evidence=clause(row.evidence),
        article=ruling.article,
        meeting=meeting_name(row.meeting, judgement.rules) if row.meeting else "",
        approved=row.approved,
        told=min((event.effective for event in steps if event.kind is DecisionKind.INTENDED), default=None),
        answers=tuple(Answer(event.effective, clause(event.reason)) for event in steps if event.kind in ANSWERS),
        decision=row.decision,
    )


def _misuse(judgement: Judgement, desk: OfficeContext, ruling: Ruling) -> Iterator[Document]:
    """Yield the criticism or the reminder, and the recovery only where the government approved it."""
    row, case = ruling.incident, _case(judgement, ruling)
    award = None if ruling.award is None else honour(ruling.award, judgement.rules)
    common = desk.common(judgement, Criticism.number, row.number, row.name)
    until = due(judgement, common["issue"], desk.office.terms.correction)
    if ruling.consequence in _LETTERS:
        yield Reminder(**common, case=case, award=award, due=until)
        return
    yield Criticism(**common, case=case, award=award, due=until, remedy=of_office(desk))
    if ruling.consequence is Consequence.RECOVER_PRIZE and ruling.approved and award is not None:
        common = _payable(judgement, desk.common(judgement, PrizeRecovery.number, row.number, row.name))
        yield PrizeRecovery(
            **common,
            case=case,
            award=award,
            amount=ruling.recover_prize,
            account=judgement.settings.cycle.refund_account or "",
            due=due(judgement, common["issue"], desk.office.terms.recovery),
            remedy=of_government(desk),
        )


def _payable(judgement: Judgement, common: dict[str, Any]) -> dict[str, Any]:
    """Leave a letter that asks for money a draft while the account for it is not on record."""
    if not judgement.settings.cycle.refund_account and not common["issue"].issued:
        common["issue"] = Issuance()
    return common


def _revocation(judgement: Judgement, desk: OfficeContext, ruling: Ruling) -> Iterator[Document]:
    """Yield the request once the unit was heard, announcement and recovery only after the approval."""
    if ruling.award is None:
        return
    row = ruling.incident
    case, award = _case(judgement, ruling), honour(ruling.award, judgement.rules)
    fraud = ruling.consequence is Consequence.REVOKE_FRAUD
    further = None
    if not fraud and (ruling.recover_prize or ruling.ban is not None):
        further = Further(ruling.recover_prize, ruling.ban, ruling.ban_until)
    common = desk.common(judgement, RevocationRequest.number, row.number, row.name)
    if ruling.approved or common["issue"].issued or events_hearing.heard(judgement.events, row.number):
        told: dict[str, Any] = {
            "case": case,
            "award": award,
            "fraud": fraud,
            "further": further,
            "prize": ruling.recover_prize,
        }
        yield RevocationRequest(**common, **told)
    if not ruling.approved:
        return
    told = {"case": case, "award": award, "remedy": of_government(desk)}
    announced, asked = (FraudRevocation, FraudRecovery) if fraud else (ConductRevocation, ConductRecovery)
    common = desk.common(judgement, asked.number, row.number, row.name)
    told |= {"prize": ruling.recover_prize, "ban_until": ruling.ban_until} if fraud else {"further": further}
    yield announced(**desk.common(judgement, announced.number, row.number, row.name), **told)
    common = _payable(judgement, common) if ruling.recover_prize else common
    told["account"] = judgement.settings.cycle.refund_account or "" if fraud or ruling.recover_prize else ""
    yield asked(**common, **told, due=due(judgement, common["issue"], desk.office.terms.recovery))
