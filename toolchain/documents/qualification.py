"""Documents of the qualification examination: inquiry, table, refusal, invitation to the site review (第十五条)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from toolchain.documents.acceptance import Ground, grounds
from toolchain.documents.contents import Contents, Redress
from toolchain.documents.declaration import Addressee, Document, Form, Pending, slot
from toolchain.documents.launch import CriterionGroup, groups, window_from
from toolchain.documents.office_context import OfficeContext
from toolchain.documents.remedy import Due, Remedy, due, of_office
from toolchain.engine.value_objects import Value
from toolchain.model.check_items import Item
from toolchain.model.findings import Finding, worst
from toolchain.model.sheets import WORKBOOKS
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.settings import CycleRules
from toolchain.model.sheets.vocabulary import Verdict
from toolchain.model.wording import Wording
from toolchain.regulation.art10_conditions import ORDINARY
from toolchain.regulation.art12_criteria import criteria_of, set_of
from toolchain.regulation.art15_qualification import Qualification
from toolchain.stages.judgement import Judgement, Stage

_DISTRICT = "区"
_SHEETS = {sheet.sheet.title: f"《{book.title}》“{sheet.sheet.title}”" for book in WORKBOOKS for sheet in book.sheets}
"""Name of a sheet with its workbook; the sheets' titles are unique."""


class Asked(Value):
    """One applicant × one item that a department is asked about."""

    name: str
    uscc: str
    article: str


class ExaminedItem(Value):
    """One item of the examination.

    Attributes:
        article: the provision.
        matter: what is looked into; empty where the item comes from the register alone.
        verdict: the worst of what was found.
        applies: the provision is meant for this applicant; 第十条第（六）项 is for firms of its kind alone.
        sentences: what was found.
        evidence: the sheets and papers it rests on, and the readings used.
    """

    article: str
    matter: str
    verdict: Verdict
    sentences: tuple[str, ...]
    evidence: tuple[str, ...]
    applies: bool = True

    @property
    def result(self) -> str:
        """Give the verdict as the table prints it."""
        return self.verdict if self.applies else "不适用"


class DepartmentInquiry(
    Document,
    number=6,
    title="部门核查函",
    addressee=Addressee.OTHERS,
    form=Form.LETTER,
    folder=Stage.QUALIFICATION,
    articles=("第十条", "第十一条", "第十五条"),
    says=Contents(
        "核查…下列事项",
        facts=("cycle.deadline", "window_from"),
        duty="核查结果填入",
        term=("due.until", "due.workdays"),
    ),
):
    """Asks one department about the items that are its business, for every accepted applicant."""

    tells: ClassVar[str] = Stage.ACCEPTANCE

    items: tuple[Item, ...] = slot("核查事项", "article 条款，matter 内容")
    applicants: tuple[Applicant, ...] = slot(
        "申报单位", "name 名称，uscc 代码，representative 法定代表人，address 住所"
    )
    asked: tuple[Asked, ...] = slot("逐家逐项", "name 单位名称，uscc 代码，article 条款")
    bars: bool = slot("有第十一条的事项", "所列事项中有不得申报的情形时为真")
    dated: bool = slot("有按年限计算的事项", "所列事项中有与事件有关、按年限计算的时为真")
    window_from: date = slot("近几年的起算日", "以申报截止日回溯，这一天起的计入")
    own: bool = slot("本局", "核查部门就是评审办所在的机关时为真，不以该机关名义去函")
    due: Due = slot("函复期限", "workdays 工作日数，until 最后一日（没有成文日期的为空），早于现场评审")


class QualificationTable(
    Document,
    number=7,
    title="资格审查表",
    addressee=Addressee.OFFICE,
    form=Form.FREE,
    folder=Stage.QUALIFICATION,
    articles=("第十条", "第十一条", "第十五条"),
    says=Contents("审查结论", facts=("received", "cycle.deadline"), contact=False),
):
    """The examination of one applicant, item by item."""

    on_findings: ClassVar[bool] = True

    applicant: Applicant = slot("申报单位", "name、uscc、address、established、kind、trade、representative")
    received: date | None = slot("收到日期")
    repeat: bool = slot("再次申请", "曾经获奖且称号已期满时为真")
    rows: tuple[ExaminedItem, ...] = slot("逐项", "article、matter、verdict、sentences、evidence")
    verdict: Verdict = slot("审查结论")
    met: bool = slot("符合", "结论为符合时为真")
    pending: bool = slot("待核", "结论为待核时为真")
    failed: tuple[str, ...] = slot("不符合或待核的条款")
    earliest: date | None = slot("最早可以再次申报的日期", "结论为符合或不能确定日期的为空", ahead=True)


class QualificationRefusal(
    Document,
    number=8,
    title="资格审查不通过告知书",
    addressee=Addressee.SUBJECT,
    form=Form.LETTER,
    folder=Stage.QUALIFICATION,
    articles=("第十条", "第十一条", "第十五条"),
    says=Contents("未通过资格审查", facts=("received", "grounds.text"), redress=Redress.OFFICE),
):
    """Tells an applicant that it did not pass, why, and when it may apply again."""

    on_findings: ClassVar[bool] = True

    received: date | None = slot("收到日期")
    grounds: tuple[Ground, ...] = slot("理由", "article 条款，text 事实")
    earliest: date | None = slot("最早可以再次申报的日期", "不能确定日期的为空", ahead=True)
    remedy: Remedy = slot("救济途径", "body 复议机关，days 复议期限（日），court 法院，months 起诉期限（月）")


class SiteVisitNotice(
    Document,
    number=9,
    title="现场评审通知书",
    addressee=Addressee.SUBJECT,
    form=Form.LETTER,
    folder=Stage.QUALIFICATION,
    articles=("第十二条", "第十五条", "第十六条", "第二十七条"),
    says=Contents(
        "评审组…进行现场评审",
        facts=("cycle.site_from", "cycle.site_until"),
        duty="书面告知我办",
        term=("cycle.site_from",),
    ),
):
    """Tells an applicant that it passed and when the panel comes."""

    on_findings: ClassVar[bool] = True

    settings: CycleRules = slot("本届规则", "如 settings.criteria_edition 评审标准版本")
    trade: str = slot("所属行业")
    groups: tuple[CriterionGroup, ...] = slot("类目", "category 类目，points 分值")
    total: int = slot("评审标准总分")


def compose(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    """Yield the inquiries once acceptance is done, then what each examined applicant's verdict calls for."""
    if judgement.reached(Stage.ACCEPTANCE):
        yield from _inquiries(judgement, desk)
        for pending in _results(judgement, desk):
            yield pending.make()


def _letters(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    if judgement.reached(Stage.ACCEPTANCE):
        yield from _inquiries(judgement, desk)


def _results(judgement: Judgement, desk: OfficeContext) -> Iterator[Pending]:
    """Say what each examined applicant's verdict calls for."""
    for item in judgement.qualifications if judgement.reached(Stage.ACCEPTANCE) else ():
        yield _pending(QualificationTable, item, partial(_table, judgement, desk, item))
        if item.verdict is Verdict.NOT_MET:
            yield _pending(QualificationRefusal, item, partial(_refusal, judgement, desk, item))
        elif item.verdict is Verdict.MET and judgement.reached(Stage.QUALIFICATION):
            yield _pending(SiteVisitNotice, item, partial(_site_visit, judgement, desk, item))


def _pending(kind: type[Document], item: Qualification, make: Callable[[], Document]) -> Pending:
    return Pending(kind.number, kind.folder, item.acceptance.application.uscc, make)


PARTS = (_letters, _results)
"""What is composed apart: a wrong cell that one reads does not hold the other."""


def _inquiries(judgement: Judgement, desk: OfficeContext) -> Iterator[DepartmentInquiry]:
    """Make one letter per department, in the order in which the items name them; none without applicants."""
    applicants = tuple(item.application.applicant for item in judgement.accepted)
    departments = dict.fromkeys(item.department for item in desk.items.checks) if applicants else {}
    window = judgement.settings.readings.window
    for department in departments:
        items = tuple(item for item in desk.items.checks if item.department == department)
        common = desk.common(judgement, DepartmentInquiry.number, department, department)
        yield DepartmentInquiry(
            **common,
            items=items,
            applicants=applicants,
            asked=tuple(
                Asked(who.name, who.uscc, item.article)
                for who in applicants
                for item in items
                if item.concerns(who.subject)
            ),
            bars=any(item.bar for item in items),
            dated=any(item.dated for item in items),
            window_from=window_from(judgement.settings.cycle.measuring, judgement.rules.art11.window_years, window),
            own=desk.office.bureau.endswith(department.removeprefix(_DISTRICT)),
            due=due(judgement, common["issue"], desk.office.terms.inquiry, judgement.settings.cycle.site_from),
        )


def _table(judgement: Judgement, desk: OfficeContext, item: Qualification) -> QualificationTable:
    applicant, receipt = item.acceptance.application.applicant, item.acceptance.receipt
    mine = [row for row in desk.items.all if row.concerns(applicant.subject)]
    rows = examined(item.findings, mine, desk.wording)
    return QualificationTable(
        **desk.common(judgement, QualificationTable.number, applicant.uscc, applicant.name),
        applicant=applicant,
        received=None if receipt is None else receipt.received,
        repeat=item.acceptance.repeat,
        rows=rows,
        verdict=item.verdict,
        met=item.verdict is Verdict.MET,
        pending=item.verdict is Verdict.PENDING,
        failed=tuple(row.article for row in rows if row.verdict is item.verdict is not Verdict.MET),
        earliest=item.earliest,
    )


def examined(findings: Sequence[Finding], items: Sequence[Item], wording: Wording) -> tuple[ExaminedItem, ...]:
    """Group the findings by provision: each item of 第十条 and 第十一条 (待核 without a finding), then others."""
    named = {item.code: item for item in items}
    by_item: dict[str, list[Finding]] = {code: [] for code in named}
    for finding in findings:
        by_item.setdefault(finding.rule if finding.rule in named else finding.article, []).append(finding)
    return tuple(
        ExaminedItem(
            article=named[key].article if key in named else key,
            matter=named[key].matter if key in named else "",
            verdict=worst(found) if found else Verdict.PENDING,
            sentences=tuple(wording.sentence(finding) for finding in found),
            evidence=tuple(dict.fromkeys(source for finding in found for source in _sources(finding, wording))),
            applies=not any(finding.case.endswith(ORDINARY) for finding in found),
        )
        for key, found in by_item.items()
    )


def _sources(finding: Finding, wording: Wording) -> Iterator[str]:
    """Name the sheets and papers a finding rests on, and its reading; the cells, which may move, stand in 依据表."""
    for cell in finding.cells:
        if cell.sheet in _SHEETS:
            yield _SHEETS[cell.sheet]
    paper = dict(finding.facts).get("evidence", "")
    if paper and paper not in wording.sentence(finding):
        yield paper
    if finding.reading:
        yield finding.reading


def _refusal(judgement: Judgement, desk: OfficeContext, item: Qualification) -> QualificationRefusal:
    application, receipt = item.acceptance.application, item.acceptance.receipt
    return QualificationRefusal(
        **desk.common(judgement, QualificationRefusal.number, application.uscc, application.name),
        received=None if receipt is None else receipt.received,
        grounds=grounds(item.findings, desk.wording),
        earliest=item.earliest,
        remedy=of_office(desk),
    )


def _site_visit(judgement: Judgement, desk: OfficeContext, item: Qualification) -> SiteVisitNotice:
    application, settings = item.acceptance.application, judgement.settings
    criteria = criteria_of(settings.all_criteria, set_of(application.applicant, judgement.rules))
    return SiteVisitNotice(
        **desk.common(judgement, SiteVisitNotice.number, application.uscc, application.name),
        settings=settings.rules,
        trade=application.applicant.trade,
        groups=groups(criteria),
        total=sum(row.points for row in criteria),
    )
