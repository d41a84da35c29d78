"""Notices and records that follow from events: timetable, corrections, hearings, delivery, replaced certificates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from toolchain.documents.contents import Contents, Redress
from toolchain.documents.declaration import Addressee, Document, Form, slot
from toolchain.documents.event_lines import OfCorrection, OfEvent, OfIssued, OfPaper, line_of
from toolchain.documents.office_context import OfficeContext
from toolchain.documents.organisations import Honour, clause, honour
from toolchain.model.sheets.committee import Meeting
from toolchain.model.sheets.event_vocabulary import DecisionKind, PaperEventKind
from toolchain.model.sheets.events import PaperEvent
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.notice import Objection
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.vocabulary import AwardKind
from toolchain.regulation.events_papers import award_of, certified
from toolchain.regulation.events_scores import counts
from toolchain.stages.judgement import Judgement, Stage

GOVERNMENT = frozenset({23, 33, 34})
"""Papers that the government issues; it corrects and recalls them too."""
_PARAGRAPH = re.compile(r"（第.款）$")  # tells two templates apart, and is no part of a title
_PUBLIC = frozenset({1, 19, 23, 33, 34, 40, 41, 43})
"""Papers for the public: what corrects or recalls one is public too."""


class Correction(
    OfCorrection,
    number=43,
    title="更正公告",
    addressee=Addressee.PUBLIC,
    form=Form.PLAIN,
    folder=Stage.AFTERLIFE,
    articles=("第七条",),
    says=Contents("现更正如下", facts=("place", "wrong", "right")),
):
    """Corrects an issued paper by its number, place, wrong and right words; the first one stays."""

    government: bool = slot("区政府的文书")


class CorrectionLetter(
    OfCorrection,
    number=43,
    title="更正通知",
    addressee=Addressee.SUBJECT,
    form=Form.PLAIN,
    folder=Stage.AFTERLIFE,
    articles=("第七条",),
    says=Contents("现更正如下", facts=("place", "wrong", "right"), redress=Redress.STATEMENT),
):
    """Corrects a paper that was for somebody; nobody else is told."""

    to: str = slot("收到所指文书的单位")


class ScoreNote(
    OfEvent,
    number=44,
    title="评分更正说明",
    addressee=Addressee.OFFICE,
    form=Form.PLAIN,
    folder=Stage.REVIEW,
    articles=("第十六条",),
    says=Contents("更正说明如下", facts=("old", "new", "event.reason"), contact=False),
):
    """Records a score that its reviewer corrected after signing; for the office alone."""

    expert: str = slot("专家编号")
    code: str = slot("条目编号")
    item: str = slot("条目")
    phase: str = slot("评审方式")
    old: str = slot("原分")
    new: str = slot("更正后")
    counted: bool = slot("计入排名", "表决以后更正的为假，只作说明")


class StatementRecord(
    OfEvent,
    number=47,
    title="陈述申辩记录",
    addressee=Addressee.OFFICE,
    form=Form.PLAIN,
    folder=Stage.AFTERLIFE,
    articles=("第七条", "第二十五条"),
    says=Contents("听取了", facts=("event.day", "event.reason", "result"), contact=False),
):
    """Records what a laureate answered before a measure, and what came of it."""

    hearing: bool = slot("听证", "为假时是书面陈述、申辩")
    incident: str = slot("监督事项编号")
    article: str = slot("拟适用的条款")
    result: str = slot("处理意见", "采纳、部分采纳、不采纳、未提出意见")


class DeliveryReceipt(
    OfPaper,
    number=48,
    title="送达回证",
    addressee=Addressee.OFFICE,
    form=Form.FREE,
    folder=Stage.AFTERLIFE,
    articles=("第七条",),
    says=Contents("送达", facts=("event.day", "receiver"), contact=False),
):
    """Records how and when a paper reached whom it is for; remedies count from that day."""

    method: str = slot("送达方式")
    receiver: str = slot("签收人")


class NewCertificate(
    Document,
    number=50,
    title="获奖证书补换发",
    addressee=Addressee.SUBJECT,
    form=Form.CERTIFICATE,
    folder=Stage.AFTERLIFE,
    articles=("第十九条", "第二十八条"),
    says=Contents("荣获", facts=("award.valid_until",), contact=False, uncited=("第十九条", "第二十八条")),
):
    """The certificate of a laureate once more: validity and award stay, the number may be a new one."""

    award: Honour = slot(
        "获奖情况",
        "title 奖项名称，year 年度，announced 公告日期，valid_until 有效期截止，certificate 原证书编号",
        ahead=("valid_until",),
    )
    repeat: bool = slot("再次获奖")
    word: str = slot("补发或换发")
    certificate: str = slot("新证书编号", "没有新编号的为原编号")


class Recall(
    OfIssued,
    number=51,
    title="文书撤回通知",
    addressee=Addressee.SUBJECT,
    form=Form.PLAIN,
    folder=Stage.AFTERLIFE,
    articles=("第七条",),
    says=Contents("决定予以撤回", facts=("event.reason", "event.day"), redress=Redress.STATEMENT),
):
    """Says that an issued paper is recalled; it stays on file with that state."""

    government: bool = slot("区政府的文书")
    to: str = slot("收到所指文书的单位", "写给社会公众的为空，这时是公告")


class DecisionRecord(
    OfEvent,
    number=52,
    title="集体研究决定记录",
    addressee=Addressee.OFFICE,
    form=Form.PLAIN,
    folder=Stage.COMMITTEE,
    articles=("第六条", "第七条"),
    says=Contents("集体研究决定", facts=("event.day", "event.reason"), contact=False),
):
    """Records what people decided where the rules stop."""

    result: str = slot("结果")
    favour: int = slot("赞成人数")
    voters: int = slot("参加人数")


def compose(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    """Yield the notices and records of every event on record, each under the event's number."""
    yield from _scores(judgement, desk)
    yield from _decisions(judgement, desk)
    for paper in judgement.events.papers:
        yield from _papers(judgement, desk, paper)


def _scores(j: Judgement, desk: OfficeContext) -> Iterator[ScoreNote]:
    items, meeting = {row.code: row.item for row in j.settings.criteria}, j.record.one(Meeting)
    for row in j.events.scores:
        name = j.name(row.uscc)
        yield ScoreNote(
            **desk.common(j, ScoreNote.number, row.number, name),
            event=line_of(row, name),
            expert=row.expert,
            code=row.code,
            item=items.get(row.code, ""),
            phase=row.phase,
            old=f"{row.old.normalize():f}",
            new=f"{row.new.normalize():f}",
            counted=counts(row, None if meeting is None else meeting.held),
        )


def _decisions(j: Judgement, desk: OfficeContext) -> Iterator[Document]:
    rulings = {ruling.incident.number: ruling for ruling in j.supervision.rulings}
    for row in j.events.decisions:
        if row.kind in {DecisionKind.STATEMENT, DecisionKind.HEARING} and row.incident in rulings:
            name = j.name(rulings[row.incident].incident.uscc)
            yield StatementRecord(
                **desk.common(j, StatementRecord.number, row.number, name),
                event=line_of(row, name),
                hearing=row.kind is DecisionKind.HEARING,
                incident=row.incident,
                article=rulings[row.incident].article,
                result=str(row.result),
            )
        elif row.kind in {DecisionKind.TIE, DecisionKind.NOBODY}:
            name = j.name(row.uscc) if row.uscc else ""
            yield DecisionRecord(
                **desk.common(j, DecisionRecord.number, row.number, name or row.number),
                event=line_of(row, name, desk.competence(j, row.decided_by)),
                result=str(row.result),
                favour=row.favour or 0,
                voters=row.voters or 0,
            )


def _papers(j: Judgement, desk: OfficeContext, row: PaperEvent) -> Iterator[Document]:
    """第七条: what an event of an issued paper makes; the paper itself is never touched."""
    issued = j.dispatched(row.document, row.subject or "")
    title = _PARAGRAPH.sub("", issued.title) if issued is not None else f"第{row.document}号文书"
    registered = (issued.number or "") if issued is not None else ""
    named: Mapping[str, Any] = {"paper": title, "registered": registered}
    common_name = row.number if not row.subject else f"{row.number}{j.name(row.subject)}"
    event = line_of(row, _receiver(j, row.subject) if row.subject else "")
    government = row.document in GOVERNMENT
    given: dict[str, Any] = {
        "dated": None if issued is None else issued.dated,
        "article": _basis(j, row.document),
    }
    to = "" if row.document in _PUBLIC else f"{_receiver(j, row.subject or '')}{_comrade(j, row.subject)}"
    if row.kind is PaperEventKind.CORRECTED:
        given |= {"place": clause(row.place or ""), "wrong": row.wrong or "", "right": row.right or ""}
        common = {**desk.common(j, Correction.number, row.number, common_name), "event": event, **named, **given}
        yield CorrectionLetter(**common, to=to) if to else Correction(**common, government=government)
    elif row.kind is PaperEventKind.RECALLED:
        common = desk.common(j, Recall.number, row.number, common_name)
        yield Recall(**common, event=event, **named, **given, government=government, to=to)
    elif row.kind is PaperEventKind.DELIVERED:
        common = desk.common(j, DeliveryReceipt.number, row.number, common_name)
        yield DeliveryReceipt(**common, event=event, **named, method=str(row.method), receiver=row.receiver or "")
    else:
        yield from _certificate(j, desk, row)


def _basis(j: Judgement, document: int) -> str:
    """Give the provision under which whoever issued a paper answers for it (第七条, 第十八条, 第二十五条)."""
    given = {23: j.rules.articles.notice, 33: j.rules.articles.fraud, 34: j.rules.articles.conduct}
    return given.get(document, j.rules.articles.office)


def _receiver(j: Judgement, subject: str) -> str:
    """Name whom a paper was for, by its subject in 发文登记: a unit, an incident's unit, an expert, an objector."""
    incidents = {ruling.incident.number: ruling.incident.uscc for ruling in j.supervision.rulings}
    name = j.name(incidents.get(subject, subject))
    experts = {row.number: row.name for row in j.record.readable(Expert)}
    objector = subject.removesuffix("-受理")
    if objector in {row.number for row in j.record.readable(Objection)}:
        return f"异议人（异议编号{objector}）"
    return name if name != subject else experts.get(subject, "有关单位")


def _comrade(j: Judgement, subject: str | None) -> str:
    return "同志" * any(row.number == subject for row in j.record.readable(Expert))


def _certificate(j: Judgement, desk: OfficeContext, row: PaperEvent) -> Iterator[NewCertificate]:
    award = award_of(row, j.register)
    if award is None:
        return
    own = (award.uscc, award.announced)
    entered = (item for item in (*j.announced, *j.record.readable(Award)) if (item.uscc, item.announced) == own)
    papers = (*j.events.papers, *j.record.elsewhere(PaperEvent))
    earlier = [item for item in papers if (item.effective, item.number) < (row.effective, row.number)]
    [before] = certified([next(entered, award)], earlier)
    yield NewCertificate(
        **desk.common(j, NewCertificate.number, row.number, award.name),
        award=replace(honour(award, j.rules), certificate=before.certificate or ""),
        repeat=award.kind is AwardKind.REPEAT,
        word=row.kind.value,
        certificate=row.certificate or before.certificate or "",
    )
