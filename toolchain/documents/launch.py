"""Documents that open a cycle: the announcement and the commitment to sign (第十条, 第十三条)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction

from toolchain.documents.acceptance import papers_asked
from toolchain.documents.contents import Contents
from toolchain.documents.declaration import Addressee, Document, Form, slot
from toolchain.documents.office_context import OfficeContext
from toolchain.engine.value_objects import Value
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.settings import Criterion, Cycle, CycleRules, Readings
from toolchain.model.sheets.vocabulary import Scope, Trimming, Window
from toolchain.regulation.art12_criteria import criteria_of
from toolchain.regulation.art14_acceptance import COMMITMENT
from toolchain.regulation.art16_places import share
from toolchain.regulation.conditions import announced, encourages, papers_of_all
from toolchain.regulation.dates import within_last_years, years_after
from toolchain.regulation.events_schedule import in_force
from toolchain.stages.judgement import Judgement, Stage


class CriterionGroup(Value):
    """One category of the criteria (类目) with the points of its items added up."""

    category: str
    points: int


class OwnCriteria(Value):
    """The criteria of a class of applicants: name of the set, the provision, its items."""

    name: str
    article: str
    criteria: tuple[Criterion, ...]


class Announcement(
    Document,
    number=1,
    title="评审公告",
    addressee=Addressee.PUBLIC,
    form=Form.PLAIN,
    folder=Stage.LAUNCH,
    articles=(
        "第三条",
        "第四条",
        "第十条",
        "第十一条",
        "第十二条",
        "第十三条",
        "第十四条",
        "第十六条",
        "第十九条",
        "第二十八条",
    ),
    says=Contents(
        "组织开展…评审工作",
        facts=("cycle.opens", "cycle.deadline", "window_from"),
        duty="送达评审办",
        term=("cycle.deadline", "cycle.supplement_days"),
    ),
):
    """The announcement of the cycle on the government's website."""

    settings: CycleRules = slot("本届规则", "《届次设置》的“本届规则”，如 settings.criteria_edition")
    readings: Readings = slot("口径", "《届次设置》的“口径”，如 readings.term 再次申请的时点")
    desk_weight: Fraction = slot("材料评审权重", "用 percent 印成百分比")
    site_weight: Fraction = slot("现场评审权重", "用 percent 印成百分比")
    trimmed: bool = slot("去掉最高最低分", "本届去掉一个最高分和一个最低分时为真")
    trim_from: int = slot("满几名才去掉", "评审员满这个人数才去掉最高分和最低分（口径16-2）")
    by_panel: bool = slot("分组取候选单位", "候选名单按各评审组分别排名时为真")
    total: int = slot("评审标准总分")
    groups: tuple[CriterionGroup, ...] = slot("类目", "category 类目，points 分值")
    criteria: tuple[Criterion, ...] = slot("评审标准条目", "code 编号，category 类目，item 条目，points 分值")
    others: tuple[OwnCriteria, ...] = slot("另有的评审标准", "name 名称，article 条款，criteria 条目；没有的为空")
    conditions: tuple[str, ...] = slot("申报条件", "每条一句，不带序号和句末标点，取自办法参数文件")
    encouraged: str = slot("鼓励申报的单位", "没有的为空")
    bars: tuple[str, ...] = slot("不得申报的情形", "每条一句，不带序号和句末标点，取自办法参数文件")
    papers: tuple[str, ...] = slot("申报材料", "必交材料的名称")
    window_from: date = slot("近几年的起算日", "以申报截止日回溯，这一天起的计入")


class CreditCommitment(
    Document,
    number=2,
    title="企业信用承诺书",
    addressee=Addressee.SUBJECT,
    form=Form.FREE,
    folder=Stage.LAUNCH,
    articles=("第十条第（四）项", "第二十五条"),
    says=Contents("郑重承诺", contact=False),
    needs_date=False,
):
    """The commitment the legal representative signs: a blank, and one for each applicant that is asked for it."""

    applicant: Applicant | None = slot(
        "申报单位",
        "name 名称，uscc 代码，representative 法定代表人；空白式为空",
        ahead=("commitment", "credit_certificate", "filled"),
    )


def compose(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    """Yield announcement and blank commitment once the settings hold, then a pre-filled one where it was missing."""
    for part in PARTS:
        yield from part(judgement, desk)


def _announcements(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    if judgement.reached(Stage.LAUNCH):
        yield _announcement(judgement, desk)


def _commitments(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    if not judgement.reached(Stage.LAUNCH):
        return
    yield CreditCommitment(**desk.common(judgement, CreditCommitment.number), applicant=None)
    for item in judgement.acceptances:
        if COMMITMENT in papers_asked(item):
            applicant = item.application.applicant
            common = desk.common(judgement, CreditCommitment.number, applicant.uscc, applicant.name)
            yield CreditCommitment(**common, applicant=applicant)


PARTS = (_announcements, _commitments)
"""What is composed apart: a wrong cell that one reads does not hold the other."""


def _announcement(judgement: Judgement, desk: OfficeContext) -> Announcement:
    settings = judgement.settings
    common = desk.common(judgement, Announcement.number)
    rules = judgement.rules
    said = {item.code: announced(item, rules) for item in rules.conditions if item.text}
    cycle, filed = settings.cycle, judgement.record.one(Cycle)
    if judgement.events.schedule and filed is not None:
        cycle = common["cycle"] = in_force(filed, judgement.events, common["issue"].dated or cycle.announced)
    return Announcement(
        **common,
        settings=settings.rules,
        readings=settings.readings,
        desk_weight=share(settings.rules.desk_weight),
        site_weight=share(settings.rules.site_weight),
        trimmed=settings.rules.trimming is Trimming.EXTREMES,
        trim_from=judgement.rules.art16.trim_from,
        by_panel=settings.rules.scope is Scope.PANEL,
        total=sum(row.points for row in settings.criteria),
        groups=groups(settings.criteria),
        criteria=settings.criteria,
        others=tuple(
            OwnCriteria(item.name, item.article, criteria_of(settings.more, item.name)) for item in rules.criteria_sets
        ),
        conditions=tuple(
            said[item.code] for item in rules.conditions if item.code in said and not item.bar and not encourages(item)
        ),
        encouraged="".join(said[item.code] for item in rules.conditions if item.code in said and encourages(item)),
        bars=tuple(said[item.code] for item in rules.conditions if item.code in said and item.bar),
        papers=papers_of_all(desk.items.attachments, rules),
        window_from=window_from(cycle.measuring, judgement.rules.art11.window_years, settings.readings.window),
    )


def groups(criteria: Iterable[Criterion]) -> tuple[CriterionGroup, ...]:
    """Add the points up by category (第十二条), in the order in which the categories first appear."""
    points: dict[str, int] = {}
    for row in criteria:
        points[row.category] = points.get(row.category, 0) + row.points
    return tuple(CriterionGroup(category, total) for category, total in points.items())


def window_from(deadline: date, years: int, window: Window) -> date:
    """Give the first day that lies within 近几年 of the deadline (口径11-1)."""
    day = years_after(deadline, -years)
    if window is Window.CALENDAR:
        day = date(day.year, 1, 1)
    return day if within_last_years(day, deadline, years, window) else day + timedelta(days=1)
