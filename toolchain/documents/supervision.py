"""Documents of the supervision of laureates short of revocation (第二十二条, 第二十四条)."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.documents.contents import Contents, Redress
from toolchain.documents.declaration import Addressee, Document, Form, slot
from toolchain.documents.incident_case import Case
from toolchain.documents.incident_papers import (
    AWARD,
    CASE,
    DUE,
    REMEDY,
    AwardDecision,
    OfIncident,
    case_of,
    payable,
)
from toolchain.documents.office_context import OfficeContext
from toolchain.documents.organisations import Honour, honour
from toolchain.documents.remedy import Due, Remedy, due, of_government, of_office
from toolchain.regulation.art25_revocation import Consequence, Ruling
from toolchain.stages.judgement import Judgement, Stage

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


class Criticism(
    OfIncident,
    number=30,
    title="通报批评",
    addressee=Addressee.OTHERS,
    form=Form.DOWNWARD,
    folder=Stage.AFTERLIFE,
    articles=("第二十二条",),
    says=Contents(
        "予以通报批评",
        facts=("case.happened", "case.facts", "case.evidence"),
        duty="报送我办",
        term=("due.until", "due.workdays"),
        redress=Redress.OFFICE,
    ),
):
    """Criticises a laureate before all of them for misuse of the prize; 第二十二条 alone has this sanction."""

    case: Case = slot("事项", CASE, ahead=("approved",))
    award: Honour | None = slot("获奖情况", AWARD)
    due: Due = slot("改正期限", DUE)
    remedy: Remedy = slot("救济途径", REMEDY)


class Reminder(
    OfIncident,
    number=30,
    title="称号使用提醒函",
    addressee=Addressee.SUBJECT,
    form=Form.LETTER,
    folder=Stage.AFTERLIFE,
    articles=("第二十四条",),
    says=Contents(
        "只作提醒",
        facts=("case.happened", "case.facts", "case.evidence"),
        duty="书面告知我办",
        term=("due.until", "due.workdays"),
        redress=Redress.STATEMENT,
    ),
):
    """Asks one laureate to stop a use of its title that 第二十四条 forbids; it sanctions nothing."""

    case: Case = slot("事项", CASE, ahead=("approved",))
    award: Honour | None = slot("获奖情况", AWARD)
    due: Due = slot("改正期限", DUE)


class PrizeRecovery(
    AwardDecision,
    number=31,
    title="追缴奖金通知书",
    addressee=Addressee.SUBJECT,
    form=Form.LETTER,
    folder=Stage.AFTERLIFE,
    articles=("第二十二条",),
    says=Contents(
        "决定追缴奖金",
        facts=("case.happened", "case.facts", "case.evidence", "case.approved"),
        duty="缴入以下账户",
        term=("due.until", "due.workdays"),
        redress=Redress.GOVERNMENT,
    ),
):
    """Asks for the prize back, which was misused in a serious way; title, certificate and trophy stay."""

    amount: int = slot("追缴金额（元）")
    account: str = slot("缴款账户", "《届次设置》的奖金退缴账户；没有登记的为空，留出位置")
    due: Due = slot("退缴期限", DUE)


def compose(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    """Yield what follows from every ruling that revokes nothing."""
    for ruling in judgement.supervision.rulings:
        if ruling.consequence in _MISUSES:
            yield from _misuse(judgement, desk, ruling)


def _misuse(judgement: Judgement, desk: OfficeContext, ruling: Ruling) -> Iterator[Document]:
    """Yield the criticism or the reminder, and the recovery only where the government approved it."""
    row, case = ruling.incident, case_of(judgement, ruling)
    award = None if ruling.award is None else honour(ruling.award, judgement.rules)
    common = desk.common(judgement, Criticism.number, row.number, row.name)
    until = due(judgement, common["issue"], desk.office.terms.correction)
    if ruling.consequence in _LETTERS:
        yield Reminder(**common, case=case, award=award, due=until)
        return
    yield Criticism(**common, case=case, award=award, due=until, remedy=of_office(desk))
    if ruling.consequence is Consequence.RECOVER_PRIZE and ruling.approved and award is not None:
        common = payable(judgement, desk.common(judgement, PrizeRecovery.number, row.number, row.name))
        yield PrizeRecovery(
            **common,
            case=case,
            award=award,
            amount=ruling.recover_prize,
            account=judgement.settings.cycle.refund_account or "",
            due=due(judgement, common["issue"], desk.office.terms.recovery),
            remedy=of_government(desk),
        )
