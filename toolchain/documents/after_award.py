"""Documents of life after the award: validity, credit, higher awards, prize use (第二十条至第二十二条, 第二十八条)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from toolchain.documents.contents import Contents
from toolchain.documents.declaration import Addressee, Document, Form, Pending, slot
from toolchain.documents.office_context import OfficeContext
from toolchain.documents.organisations import Honour, clause, honour
from toolchain.documents.remedy import Due, due
from toolchain.model.issuance import Issuance
from toolchain.model.problems import Unread
from toolchain.model.rule_set.spans import Span, Unit
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.supervision import HigherAward
from toolchain.model.sheets.vocabulary import AwardKind, OrganisationKind
from toolchain.regulation import register
from toolchain.regulation.art28_validity import open_again, stands
from toolchain.regulation.dates import after
from toolchain.stages.judgement import Judgement, Stage

_AWARD = "year 年度，announced 公告日期，valid_until 有效期截止，certificate 证书编号"
_FIRMS = frozenset({OrganisationKind.COMPANY, OrganisationKind.COOPERATIVE})


class ExpiryReminder(
    Document,
    number=26,
    title="有效期届满提醒",
    addressee=Addressee.SUBJECT,
    form=Form.PLAIN,
    folder=Stage.AFTERLIFE,
    articles=("第二十八条", "第二十四条"),
    says=Contents("提醒如下", facts=("award.announced", "award.valid_until", "again")),
):
    """Tells a laureate when its award runs out and from when it may apply again."""

    award: Honour = slot("获奖情况", _AWARD)
    again: date = slot("可以再次申报的第一日", "有效期截止日的次日", ahead=True)


class CreditLetter(
    Document,
    number=27,
    title="信易贷推荐函",
    addressee=Addressee.OTHERS,
    form=Form.LETTER,
    folder=Stage.AFTERLIFE,
    articles=("第二十条",),
    says=Contents("推荐该单位", facts=("award.announced", "award.valid_until"), duty="白名单认证"),
):
    """Recommends a laureate to the credit platform and its white list."""

    award: Honour = slot("获奖情况", _AWARD)


class HigherAwardRequest(
    Document,
    number=28,
    title="上级奖奖励请示",
    addressee=Addressee.GOVERNMENT,
    form=Form.UPWARD,
    folder=Stage.AFTERLIFE,
    articles=("第二十条",),
    says=Contents("妥否，请批示", facts=("won", "evidence")),
):
    """Asks the government to reward a laureate for an award above the district; the amount is a proposal."""

    prize: str = slot("上级奖项", "如 市长质量奖")
    won: date = slot("获奖日期")
    evidence: str = slot("依据材料")
    proposed: int | None = slot("拟奖励金额（元）", "尚未提出的为空，请示保持送审稿")

    @property
    def stem(self) -> str:
        """The file name tells two awards of one laureate apart."""
        return f"{super().stem}-{self.prize}"


class UseInspection(
    Document,
    number=29,
    title="奖金使用检查通知",
    addressee=Addressee.SUBJECT,
    form=Form.LETTER,
    folder=Stage.AFTERLIFE,
    articles=("第二十一条", "第二十二条"),
    says=Contents("进行监督检查", facts=("prize",), duty="报送我办", term=("due.until", "due.workdays")),
):
    """Announces the inspection of how a laureate used its prize."""

    award: Honour = slot("获奖情况", "year 年度，announced 公告日期，certificate 证书编号")
    prize: int = slot("奖金（元）")
    due: Due = slot("报送期限", "workdays 工作日数，until 最后一日（没有成文日期的为空）")


def compose(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    """Yield reminders for awards that run out in this cycle's time, and what follows the announcement."""
    for pending in _reminders(judgement, desk):
        yield pending.make()
    for part in PARTS[1:]:
        yield from part(judgement, desk)


def _reminders(judgement: Judgement, desk: OfficeContext) -> Iterator[Pending]:
    for award in running_out(judgement):
        yield Pending(
            ExpiryReminder.number, ExpiryReminder.folder, award.uscc, partial(_reminder, judgement, desk, award)
        )


def _reminder(judgement: Judgement, desk: OfficeContext, award: Award) -> ExpiryReminder:
    """Remind a holder; nobody who has perhaps applied again.

    Raises:
        Unread: it cannot be told whether it has.
    """
    if judgement.perhaps_applied(award.uscc):
        raise Unread(judgement.perhaps_applied(award.uscc))
    return ExpiryReminder(
        **desk.common(judgement, ExpiryReminder.number, award.uscc, award.name),
        award=honour(award, judgement.rules),
        again=open_again(award),
    )


def _following(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    for award in judgement.announced:
        yield from _privileges(judgement, desk, award)


def _requests(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    for row in judgement.supervision.higher:
        yield _higher(judgement, desk, row)


PARTS: tuple[Callable[[Judgement, OfficeContext], Iterator[Any]], ...] = (_reminders, _following, _requests)
"""What is composed apart: a wrong cell that one reads does not hold the others."""


_USUAL = Span(2, Unit.YEAR)
"""How far to look ahead where the award has no fixed cycle."""


def running_out(judgement: Judgement) -> tuple[Award, ...]:
    """第二十八条: list the awards that end between this cycle's announcement and the time of the next cycle's.

    Both ends count. Awards revoked since are left out unless the reminder has gone out before, and so are holders that
    have a later award or apply again this time. The 提名 grade keeps nobody from applying: it needs no reminder.
    """
    start = judgement.settings.cycle.announced
    end = after(start, judgement.rules.art04.interval if judgement.rules.art04.interval.exists else _USUAL)
    carried = register.revoked(judgement.register, judgement.supervision.rulings)
    awards = [award for award in carried if award.kind is not AwardKind.NOMINATION]
    later = {award.uscc: max(row.announced for row in awards if row.uscc == award.uscc) for award in awards}
    return tuple(
        award
        for award in awards
        if start <= award.valid_until <= end
        and (stands(award, award.valid_until) or judgement.issue(ExpiryReminder.number, award.uscc).issued)
        and award.announced == later[award.uscc]
        and award.uscc not in judgement.repeats
    )


def _privileges(judgement: Judgement, desk: OfficeContext, award: Award) -> Iterator[Document]:
    """Yield recommendation and inspection; a title revoked since has neither, unless the paper has gone out before.

    The 提名 grade has its prize inspected, but is no laureate to be recommended (第二十条); the platform's list holds
    firms, so that a school or a hospital is not recommended either.
    """
    (now,) = register.revoked((award,), judgement.supervision.rulings)
    given = honour(award, judgement.rules)
    common = desk.common(judgement, CreditLetter.number, award.uscc, award.name)
    firm = _kinds(judgement).get(award.uscc) in _FIRMS
    if firm and award.kind is not AwardKind.NOMINATION and (now.revoked is None or common["issue"].issued):
        yield CreditLetter(**common, award=given)
    common = desk.common(judgement, UseInspection.number, award.uscc, award.name)
    if award.prize and (now.revoked is None or common["issue"].issued):
        until = due(judgement, common["issue"], desk.office.terms.use_report)
        yield UseInspection(**common, award=given, prize=award.prize, due=until)


def _kinds(judgement: Judgement) -> Mapping[str, OrganisationKind]:
    """Give what each applicant of the cycle is."""
    return {item.application.uscc: item.application.applicant.kind for item in judgement.acceptances}


def _higher(judgement: Judgement, desk: OfficeContext, row: HigherAward) -> HigherAwardRequest:
    """Make the request; without an amount it stays a draft, whatever 发文登记 says."""
    common = desk.common(judgement, HigherAwardRequest.number, f"{row.uscc}-{row.award}", row.name)
    if row.proposed is None:
        common["issue"] = Issuance()
    return HigherAwardRequest(
        **common, prize=str(row.award), won=row.won, evidence=clause(row.evidence), proposed=row.proposed
    )
