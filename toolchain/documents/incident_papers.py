"""What papers about an incident share: their fields, and how the incident is told."""

from __future__ import annotations

from typing import Any

from toolchain.documents.declaration import Document, slot
from toolchain.documents.incident_case import Answer, Case
from toolchain.documents.organisations import Honour, clause, meeting_name
from toolchain.documents.remedy import Remedy
from toolchain.model.issuance import Issuance
from toolchain.model.sheets.event_vocabulary import DecisionKind
from toolchain.model.sheets.supervision import Incident
from toolchain.regulation import events_hearing
from toolchain.regulation.art25_revocation import Ruling
from toolchain.regulation.events_hearing import ANSWERS
from toolchain.stages.judgement import Judgement

CASE = (
    "number 编号，happened 事实日期，facts 事实，evidence 依据材料，article 依据条款，"
    "meeting、approved 批准会议和日期，told 事先告知日期（没有登记的为空），"
    "answers 陈述申辩（day 日期，text 内容），accident 是事故"
)
DUE = "workdays 工作日数，until 最后一日（没有成文日期的为空）"
REMEDY = "body 复议机关，days 复议期限（日），court 法院，months 起诉期限（月）"
AWARD = "year 年度，announced 公告日期，valid_until 有效期截止，certificate 证书编号（没有登记的为空），trophy 发过奖杯"


class OfIncident(Document):
    """A paper about one incident; its file is named by the incident too, for one organisation may have several."""

    case: Case = slot("事项", CASE)

    @property
    def stem(self) -> str:
        """The result's file name, with the incident's number."""
        return f"{self.template}-{self.subject_name}-{self.case.number}"


class OfAward(OfIncident):
    """A paper about an incident and the award that it may cost."""

    award: Honour = slot("获奖情况", AWARD)


class AwardDecision(OfAward):
    """A decision about an award, which can be challenged."""

    remedy: Remedy = slot("救济途径", REMEDY)


def case_of(judgement: Judgement, ruling: Ruling) -> Case:
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


def payable(judgement: Judgement, common: dict[str, Any]) -> dict[str, Any]:
    """Leave a letter that asks for money a draft while the account for it is not on record."""
    if not judgement.settings.cycle.refund_account and not common["issue"].issued:
        common["issue"] = Issuance()
    return common
