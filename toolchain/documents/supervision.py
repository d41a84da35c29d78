"""Documents of supervision (第二十二条, 第二十四条至第二十六条).

The two revocations have documents of their own, and those of 第二款 have no field for money or a ban.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from toolchain.documents.declaration import Document, Form, slot
from toolchain.documents.office_context import Desk
from toolchain.documents.organisations import Honour, clause, honour, meeting_name
from toolchain.engine.value_objects import Value
from toolchain.model.sheets import SUPERVISION
from toolchain.model.sheets.supervision import Discipline, Incident
from toolchain.model.sheets.vocabulary import IncidentKind, Measure
from toolchain.regulation.art25_revocation import Consequence, Ruling
from toolchain.stages.judgement import Judgement, Stage

_REVOCATIONS = frozenset({Consequence.REVOKE_FRAUD, Consequence.REVOKE_CONDUCT})
_CRITICISED = frozenset({Consequence.CRITICISE, Consequence.RECOVER_PRIZE})
_CASE = (
    "number 编号，happened 事实日期，facts 事实，evidence 依据材料，article 依据条款，meeting、approved 批准会议和日期"
)
_AWARD = "year 年度，announced 公告日期，valid_until 有效期截止，certificate 证书编号（没有登记的为空）"


class Case(Value):
    """An incident as decisions tell it.

    Attributes:
        number: its number.
        uscc: the organisation's code.
        kind: what it is.
        happened: day of the fact.
        found: day it was found.
        facts: what happened, without end mark.
        evidence: what it rests on.
        article: the provision applied.
        meeting: the meeting that approved the measure, empty before.
        approved: the day of the approval, None before.
    """

    number: str
    uscc: str
    kind: IncidentKind
    happened: date
    found: date
    facts: str
    evidence: str
    article: str
    meeting: str
    approved: date | None

    @property
    def accident(self) -> bool:
        """Say whether it is an accident."""
        return self.kind is IncidentKind.ACCIDENT

    @property
    def title(self) -> bool:
        """Say whether title, certificate or trophy were misused."""
        return self.kind is IncidentKind.TITLE_MISUSE

    @property
    def money(self) -> bool:
        """Say whether the prize was misused."""
        return self.kind is IncidentKind.PRIZE_MISUSE


class _OfIncident:
    """Names the file by incident too: one organisation may have several."""

    template: ClassVar[str]
    subject_name: str
    case: Case

    @property
    def stem(self) -> str:
        """The result's file name, with the incident's number."""
        return f"{self.template}-{self.subject_name}-{self.case.number}"


class Criticism(
    _OfIncident,
    Document,
    number=30,
    title="通报批评",
    form=Form.DOWNWARD,
    folder=Stage.AFTERLIFE,
    articles=("第二十二条", "第二十四条"),
    public=True,
    needs_number=True,
):
    """Criticises a laureate before all of them for misuse of the prize or the title; the title stays."""

    case: Case = slot("事项", _CASE + "，money 奖金使用不当，title 称号使用不当")
    award: Honour | None = slot("获奖情况", _AWARD)


class PrizeRecovery(
    _OfIncident,
    Document,
    number=31,
    title="追缴奖金通知书",
    form=Form.LETTER,
    folder=Stage.AFTERLIFE,
    articles=("第二十二条",),
    public=True,
    needs_number=True,
):
    """Asks for the prize back, which was misused in a serious way; title, certificate and trophy stay."""

    case: Case = slot("事项", _CASE)
    award: Honour = slot("获奖情况", _AWARD)
    amount: int = slot("追缴金额（元）")


class RevocationRequest(
    _OfIncident,
    Document,
    number=32,
    title="撤销称号的请示",
    form=Form.UPWARD,
    folder=Stage.AFTERLIFE,
    articles=("第二十五条",),
    needs_number=True,
):
    """Asks the government to revoke one title; ``fraud`` says under which of the two paragraphs."""

    case: Case = slot("事项", _CASE)
    award: Honour = slot("获奖情况", _AWARD)
    fraud: bool = slot("第一款（骗取称号）", "为假时是第二款，请示不得提奖金和不予受理年限")
    prize: int = slot("追回的奖金（元）", "只用于第一款；再次获奖的为0")


class FraudRevocation(
    _OfIncident,
    Document,
    number=33,
    title="撤销称号公告（第一款）",
    form=Form.DOWNWARD,
    folder=Stage.AFTERLIFE,
    articles=("第二十五条第一款",),
    public=True,
    needs_number=True,
):
    """Announces the revocation of a title won by fraud: everything comes back, and a ban begins."""

    case: Case = slot("事项", _CASE)
    award: Honour = slot("获奖情况", _AWARD)
    prize: int = slot("追回的奖金（元）", "再次获奖的为0")
    ban_until: date = slot("不予受理的最后一日")


class ConductRevocation(
    _OfIncident,
    Document,
    number=34,
    title="撤销称号公告（第二款）",
    form=Form.DOWNWARD,
    folder=Stage.AFTERLIFE,
    articles=("第二十五条第二款",),
    public=True,
    needs_number=True,
):
    """Announces the revocation of a title after an accident or offence: certificate and trophy come back."""

    case: Case = slot("事项", _CASE + "，accident 是事故")
    award: Honour = slot("获奖情况", _AWARD)


class FraudRecovery(
    _OfIncident,
    Document,
    number=35,
    title="追回通知书（第一款）",
    form=Form.LETTER,
    folder=Stage.AFTERLIFE,
    articles=("第二十五条第一款",),
    public=True,
    needs_number=True,
):
    """Asks for certificate, trophy and prize back and tells of the ban."""

    case: Case = slot("事项", _CASE)
    award: Honour = slot("获奖情况", _AWARD)
    prize: int = slot("追回的奖金（元）", "再次获奖的为0")
    ban_until: date = slot("不予受理的最后一日")


class ConductRecovery(
    _OfIncident,
    Document,
    number=36,
    title="追回通知书（第二款）",
    form=Form.LETTER,
    folder=Stage.AFTERLIFE,
    articles=("第二十五条第二款",),
    public=True,
    needs_number=True,
):
    """Asks for certificate and trophy back, and for nothing else."""

    case: Case = slot("事项", _CASE + "，accident 是事故")
    award: Honour = slot("获奖情况", _AWARD)


class ReviewerDiscipline(
    Document,
    number=37,
    title="评审员处理通知",
    form=Form.PLAIN,
    folder=Stage.AFTERLIFE,
    articles=("第二十六条",),
    public=True,
):
    """Tells a reviewer of criticism, warning or removal."""

    expert: str = slot("专家编号")
    facts: str = slot("事实")
    measure: Measure = slot("处理措施", "批评、警告或取消评审资格")
    removed: bool = slot("取消评审资格")
    decided: date = slot("决定日期")
    decided_by: str = slot("决定机构")

    @property
    def stem(self) -> str:
        """The file name tells people of one name, and two measures, apart."""
        return f"{self.template}-{self.subject_name}-{self.subject}"


def compose(judgement: Judgement, desk: Desk) -> Iterator[Document]:
    """Yield what follows from every ruling and every measure against a reviewer."""
    for ruling in judgement.rulings:
        if ruling.consequence in _CRITICISED:
            yield from _misuse(judgement, desk, ruling)
        elif ruling.consequence in _REVOCATIONS:
            yield from _revocation(judgement, desk, ruling)
    if not judgement.record.faulty(SUPERVISION):
        yield from _discipline(judgement, desk)


def _case(ruling: Ruling) -> Case:
    row: Incident = ruling.incident
    return Case(
        number=row.number,
        uscc=row.uscc,
        kind=row.kind,
        happened=row.happened,
        found=row.found,
        facts=clause(row.facts),
        evidence=clause(row.evidence),
        article=ruling.article,
        meeting=meeting_name(row.meeting) if row.meeting else "",
        approved=row.approved,
    )


def _misuse(judgement: Judgement, desk: Desk, ruling: Ruling) -> Iterator[Document]:
    """Yield the criticism, and the recovery only where the government approved it."""
    row, case = ruling.incident, _case(ruling)
    award = None if ruling.award is None else honour(ruling.award, judgement.rules)
    yield Criticism(**desk.common(judgement, Criticism.number, row.number, row.name), case=case, award=award)
    if ruling.consequence is Consequence.RECOVER_PRIZE and ruling.approved and award is not None:
        yield PrizeRecovery(
            **desk.common(judgement, PrizeRecovery.number, row.number, row.name),
            case=case,
            award=award,
            amount=ruling.recover_prize,
        )


def _revocation(judgement: Judgement, desk: Desk, ruling: Ruling) -> Iterator[Document]:
    """Yield the request for every revocation decided, announcement and recovery only after the approval."""
    if ruling.award is None:
        return
    row = ruling.incident
    case, award = _case(ruling), honour(ruling.award, judgement.rules)
    fraud = ruling.consequence is Consequence.REVOKE_FRAUD
    yield RevocationRequest(
        **desk.common(judgement, RevocationRequest.number, row.number, row.name),
        case=case,
        award=award,
        fraud=fraud,
        prize=ruling.recover_prize,
    )
    if not ruling.approved:
        return
    if not fraud:
        for kind in (ConductRevocation, ConductRecovery):
            yield kind(**desk.common(judgement, kind.number, row.number, row.name), case=case, award=award)
    elif ruling.ban_until is not None:
        for fraudulent in (FraudRevocation, FraudRecovery):
            yield fraudulent(
                **desk.common(judgement, fraudulent.number, row.number, row.name),
                case=case,
                award=award,
                prize=ruling.recover_prize,
                ban_until=ruling.ban_until,
            )


def _discipline(judgement: Judgement, desk: Desk) -> Iterator[ReviewerDiscipline]:
    """Yield one notice per measure; an expert's second measure is told apart by its date."""
    rows = sorted(judgement.record.all(Discipline), key=lambda row: (row.decided, row.expert))
    seen: Counter[str] = Counter()
    for row in rows:
        seen[row.expert] += 1
        subject = row.expert if seen[row.expert] == 1 else f"{row.expert}-{row.decided:%Y%m%d}"
        yield ReviewerDiscipline(
            **desk.common(judgement, ReviewerDiscipline.number, subject, row.name),
            expert=row.expert,
            facts=clause(row.facts),
            measure=row.measure,
            removed=row.measure is Measure.REMOVAL,
            decided=row.decided,
            decided_by=row.decided_by,
        )
