"""Documents of the revocation of a title (第二十五条): the two paragraphs have papers of their own.

Those of 第二款 have no field for money or a ban but what the rule set itself lets follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from toolchain.documents.contents import Contents, Redress
from toolchain.documents.declaration import Addressee, Document, Form, slot
from toolchain.documents.incident_case import Case, Further
from toolchain.documents.incident_papers import (
    CASE,
    DUE,
    AwardDecision,
    OfAward,
    case_of,
    payable,
)
from toolchain.documents.office_context import OfficeContext
from toolchain.documents.organisations import honour
from toolchain.documents.remedy import Due, due, of_government
from toolchain.model.sheets.vocabulary import BanEnd
from toolchain.regulation import events_hearing
from toolchain.regulation.art25_revocation import Consequence, Ruling
from toolchain.stages.judgement import Judgement, Stage

_REVOCATIONS = frozenset({Consequence.REVOKE_FRAUD, Consequence.REVOKE_CONDUCT})
_FURTHER = (
    "prize 追回的奖金（元），ban 多久不予受理，until 不予受理的最后一日，counted 批准当日计入；办法没有另外规定的为空"
)


class RevocationRequest(
    OfAward,
    number=32,
    title="撤销称号的请示",
    addressee=Addressee.GOVERNMENT,
    form=Form.UPWARD,
    folder=Stage.AFTERLIFE,
    articles=("第二十五条",),
    says=Contents("妥否，请批示", facts=("case.found", "case.happened", "case.facts", "case.evidence")),
):
    """Asks the government to revoke one title; ``fraud`` says under which of the two paragraphs."""

    case: Case = slot("事项", CASE, ahead=("approved",))
    fraud: bool = slot("第一款（骗取称号）", "为假时是第二款，请示不得提奖金和不予受理年限")
    further: Further | None = slot("办法另外规定的后果", _FURTHER)
    prize: int = slot("追回的奖金（元）", "只用于第一款；再次获奖的为0")


class FraudRevocation(
    AwardDecision,
    number=33,
    title="撤销称号公告（第一款）",
    addressee=Addressee.PUBLIC,
    form=Form.DOWNWARD,
    folder=Stage.AFTERLIFE,
    articles=("第二十五条第一款",),
    says=Contents(
        "决定：",
        facts=("case.happened", "case.facts", "case.evidence", "case.approved", "ban_until"),
        redress=Redress.GOVERNMENT,
        contact=False,
    ),
):
    """Announces the revocation of a title won by fraud: everything comes back, and a ban begins."""

    by_government: ClassVar[bool] = True

    prize: int = slot("追回的奖金（元）", "再次获奖的为0")
    ban_until: date | None = slot("不予受理的最后一日", "永久不予受理的为空", ahead=True)
    ban_counted: bool = slot("批准当日计入", "不予受理的期限从批准当日算起；为假时从次日算起")


class ConductRevocation(
    AwardDecision,
    number=34,
    title="撤销称号公告（第二款）",
    addressee=Addressee.PUBLIC,
    form=Form.DOWNWARD,
    folder=Stage.AFTERLIFE,
    articles=("第二十五条第二款",),
    says=Contents(
        "决定：",
        facts=("case.happened", "case.facts", "case.evidence", "case.approved"),
        redress=Redress.GOVERNMENT,
        contact=False,
    ),
):
    """Announces the revocation of a title after an accident or offence: certificate and trophy come back."""

    by_government: ClassVar[bool] = True

    case: Case = slot("事项", CASE + "，told_as 认定的情形")
    further: Further | None = slot("办法另外规定的后果", _FURTHER)


class FraudRecovery(
    AwardDecision,
    number=35,
    title="追回通知书（第一款）",
    addressee=Addressee.SUBJECT,
    form=Form.LETTER,
    folder=Stage.AFTERLIFE,
    articles=("第二十五条第一款",),
    says=Contents(
        "撤销你单位",
        facts=("case.happened", "case.facts", "case.approved", "ban_until"),
        duty="交回我办",
        term=("due.until", "due.workdays"),
        redress=Redress.GOVERNMENT,
    ),
):
    """Asks for certificate, trophy and prize back and tells of the ban."""

    prize: int = slot("追回的奖金（元）", "再次获奖的为0")
    ban_until: date | None = slot("不予受理的最后一日", "永久不予受理的为空", ahead=True)
    ban_counted: bool = slot("批准当日计入", "不予受理的期限从批准当日算起；为假时从次日算起")
    account: str = slot("缴款账户", "《届次设置》的奖金退缴账户；没有登记的为空，留出位置")
    due: Due = slot("交回期限", DUE)


class ConductRecovery(
    AwardDecision,
    number=36,
    title="追回通知书（第二款）",
    addressee=Addressee.SUBJECT,
    form=Form.LETTER,
    folder=Stage.AFTERLIFE,
    articles=("第二十五条第二款",),
    says=Contents(
        "撤销你单位",
        facts=("case.happened", "case.facts", "case.approved"),
        duty="交回我办",
        term=("due.until", "due.workdays"),
        redress=Redress.GOVERNMENT,
    ),
):
    """Asks for certificate and trophy back, and for nothing else."""

    case: Case = slot("事项", CASE + "，told_as 认定的情形")
    further: Further | None = slot("办法另外规定的后果", _FURTHER)
    account: str = slot("缴款账户", "《届次设置》的奖金退缴账户；不追回奖金的为空")
    due: Due = slot("交回期限", DUE)


def compose(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    """Yield what follows from every ruling that revokes."""
    for ruling in judgement.supervision.rulings:
        if ruling.consequence in _REVOCATIONS:
            yield from _papers(judgement, desk, ruling)


def _papers(judgement: Judgement, desk: OfficeContext, ruling: Ruling) -> Iterator[Document]:
    """Yield the request once the unit was heard, announcement and recovery only after the approval."""
    if ruling.award is None:
        return
    row = ruling.incident
    case, award = case_of(judgement, ruling), honour(ruling.award, judgement.rules)
    fraud = ruling.consequence is Consequence.REVOKE_FRAUD
    further, counted = None, judgement.settings.readings.ban_end is not BanEnd.FOLLOWING
    if not fraud and (ruling.recover_prize or ruling.ban is not None):
        further = Further(ruling.recover_prize, ruling.ban, ruling.ban_until, counted)
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
    told |= (
        {"prize": ruling.recover_prize, "ban_until": ruling.ban_until, "ban_counted": counted}
        if fraud
        else {"further": further}
    )
    yield announced(**desk.common(judgement, announced.number, row.number, row.name), **told)
    common = payable(judgement, common) if ruling.recover_prize else common
    told["account"] = judgement.settings.cycle.refund_account or "" if fraud or ruling.recover_prize else ""
    yield asked(**common, **told, due=due(judgement, common["issue"], desk.office.terms.recovery))
