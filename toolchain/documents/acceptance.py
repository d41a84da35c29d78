"""Letters that answer an application: accepted, to be completed, not accepted (第十四条)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar

from toolchain.documents.contents import Contents, Redress
from toolchain.documents.declaration import Addressee, Document, Form, slot
from toolchain.documents.office_context import OfficeContext
from toolchain.documents.remedy import Remedy, of_office
from toolchain.engine.value_objects import Value
from toolchain.model.findings import Finding
from toolchain.model.sheets.settings import Dispatch
from toolchain.model.sheets.vocabulary import Verdict, YesNo
from toolchain.model.wording import Wording
from toolchain.regulation import art14_supplement
from toolchain.regulation.art14_acceptance import Acceptance, AcceptanceOutcome
from toolchain.stages.judgement import Judgement, Stage

_EVENT, _CONCLUSION = "-event", "-checked"


class Ground(Value):
    """One provision that a decision rests on, with the sentences that say why."""

    article: str
    text: str


class AcceptanceLetter(
    Document,
    number=3,
    title="受理通知书",
    addressee=Addressee.SUBJECT,
    form=Form.LETTER,
    folder=Stage.ACCEPTANCE,
    articles=("第十四条", "第二十八条"),
    says=Contents(
        "决定…受理", facts=("received", "supplemented"), duty="书面告知我办", term=("office.terms.objection",)
    ),
):
    """Tells an applicant that its application is accepted."""

    on_findings: ClassVar[bool] = True

    received: date = slot("收到日期")
    supplemented: date | None = slot("补正材料收到日期", "没有补正的为空")
    earlier: tuple[str, ...] = slot("曾经获奖", "说明上次称号有效期的句子；首次申报的为空")


class SupplementLetter(
    Document,
    number=4,
    title="补正通知书",
    addressee=Addressee.SUBJECT,
    form=Form.LETTER,
    folder=Stage.ACCEPTANCE,
    articles=("第十条第（四）项", "第十四条"),
    says=Contents(
        "通知你单位补正",
        facts=("received",),
        duty="送达我办",
        term=("until", "cycle.supplement_days"),
        uncited=("第十条第（四）项",),
    ),
):
    """Asks an applicant for the papers that are missing."""

    received: date = slot("收到日期")
    papers: tuple[str, ...] = slot("需要补正的材料")
    until: date | None = slot("补正截止日", "补正通知日期未登记时为空", ahead=True)


class RefusalLetter(
    Document,
    number=5,
    title="不予受理通知书",
    addressee=Addressee.SUBJECT,
    form=Form.LETTER,
    folder=Stage.ACCEPTANCE,
    articles=("第十四条", "第二十五条第一款", "第二十八条"),
    says=Contents("决定不予受理", facts=("received", "grounds.text"), redress=Redress.OFFICE),
):
    """Tells an applicant that its application is not accepted, why, and when it may apply again."""

    on_findings: ClassVar[bool] = True

    received: date = slot("收到日期")
    grounds: tuple[Ground, ...] = slot("理由", "article 条款，text 事实")
    earliest: date | None = slot("最早可以再次申报的日期", "不能确定日期的为空", ahead=True)
    remedy: Remedy = slot("救济途径", "body 复议机关，days 复议期限（日），court 法院，months 起诉期限（月）")


def compose(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    """第十四条: yield the letters of every application that is decided; a supplement asked for stays on record."""
    for item in judgement.acceptances:
        if item.receipt is None:
            continue
        who, received = (item.application.uscc, item.application.name), item.receipt.received
        if papers := papers_asked(item):
            yield SupplementLetter(
                **desk.common(judgement, SupplementLetter.number, *who),
                received=received,
                papers=papers,
                until=_supplement_until(judgement, item.application.uscc),
            )
        if item.outcome is AcceptanceOutcome.ACCEPTED:
            yield AcceptanceLetter(
                **desk.common(judgement, AcceptanceLetter.number, *who),
                received=received,
                supplemented=item.receipt.supplemented,
                earlier=tuple(desk.wording.sentence(finding) for finding in item.findings if finding.rule == "28"),
            )
        elif item.outcome is AcceptanceOutcome.REFUSED:
            yield RefusalLetter(
                **desk.common(judgement, RefusalLetter.number, *who),
                received=received,
                grounds=grounds(item.findings, desk.wording),
                earliest=item.earliest,
                remedy=of_office(desk),
            )


def papers_asked(item: Acceptance) -> tuple[str, ...]:
    """Name the papers a supplement was asked for: those on record in 收件登记, or those that are missing now.

    Empty where nobody asked: the application is complete, its receipt is missing, or it is refused outright.
    """
    if item.receipt is None:
        return ()
    if item.receipt.requested:
        return item.receipt.requested
    asked = item.receipt.supplemented is not None or item.receipt.lapsed is YesNo.YES
    return item.missing if asked or item.outcome is AcceptanceOutcome.SUPPLEMENT else ()


def grounds(findings: Iterable[Finding], wording: Wording) -> tuple[Ground, ...]:
    """Say why not: the sentences of the failed checks, one ground for each provision, in the order of the findings.

    Where an event tells the fact, the department's conclusion on the same provision, which tells it again, is left out.
    """
    failed = [finding for finding in findings if finding.verdict is Verdict.NOT_MET]
    told = {finding.article for finding in failed if finding.case.endswith(_EVENT)}
    sentences: dict[str, list[str]] = {}
    for finding in failed:
        if not (finding.case.endswith(_CONCLUSION) and finding.article in told):
            sentences.setdefault(finding.article, []).append(wording.sentence(finding))
    return tuple(Ground(article, "".join(said)) for article, said in sentences.items())


def _supplement_until(judgement: Judgement, uscc: str) -> date | None:
    """Give the last day by the letter's own date, None while that or the holidays are not on record (口径14-2)."""
    cycle = judgement.settings.cycle
    rows = judgement.record.having(Dispatch, "document", "subject", "dated", "printed")
    notice = art14_supplement.sent(uscc, cycle, rows)
    return art14_supplement.term(notice, cycle, judgement.calendar)
