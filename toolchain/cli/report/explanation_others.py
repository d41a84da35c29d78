"""Why, of whatever is no organisation: an expert, a committee member, a document, a certificate of a title."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.cycle.outcome import CycleOutcome, Outcome
from toolchain.documents.document_file import DocumentFile
from toolchain.model.chinese import date_text
from toolchain.model.findings import Finding
from toolchain.model.problems import At, Unread, places
from toolchain.model.sheets import SCORES
from toolchain.model.sheets.committee import Count, Member, MemberRecusal
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.scores import Reviewer, Score
from toolchain.model.sheets.supervision import Discipline
from toolchain.model.sheets.vocabulary import YesNo
from toolchain.model.wording import Wording
from toolchain.regulation.local_citations import localised
from toolchain.regulation.register import revoked
from toolchain.results.absence_tables import absences
from toolchain.stages.judgement import Judgement, Stage

_MOST_FINDINGS = 30
"""Findings that are listed under a document about everybody; the whole list is in 依据表."""


def explain_others(outcome: Outcome, who: str, wording: Wording) -> Iterator[str]:
    """Tell of experts, members, documents and certificates by number, name or title, in every cycle judged."""
    for cycle in outcome.cycles:
        if cycle.judgement is None:
            continue
        yield from _as_far_as_read(_experts(cycle, cycle.judgement, who, wording))
        yield from _as_far_as_read(_members(cycle.judgement, who))
        yield from _as_far_as_read(_papers(cycle, cycle.judgement, who, wording))


def _as_far_as_read(lines: Iterator[str]) -> Iterator[str]:
    """Give lines until one asks for a cell that must be mended first; that is said in its place."""
    try:
        yield from lines
    except Unread as unread:
        yield f"【暂停】等待改正{places(unread.problems)}，改正后这里补全"


def holder_of(outcome: Outcome, certificate: str) -> str:
    """Give the code of the organisation that a certificate was made out for, empty where nobody's is numbered so."""
    for cycle in outcome.cycles:
        j = cycle.judgement
        for award in () if j is None else revoked(j.register, j.supervision.rulings):
            if certificate and award.certificate == certificate:
                return award.uscc
    return ""


def _experts(cycle: CycleOutcome, j: Judgement, who: str, wording: Wording) -> Iterator[str]:
    for expert in j.record.having(Expert, "number", "name"):
        if who in {expert.number, expert.name}:
            yield f"专家{expert.number} {expert.name} · {cycle.record.cycle} · 依据{j.rules.document}"
            yield from _drawn(j, expert, wording)
            yield from _scored(j, expert)
            for item in absences(j, (), wording):
                if item.number == expert.number and item.kind == "评审员":
                    yield f"【回避或未评】{item.step}：{item.reason}"
                    yield from _cells(item.cells)
            for row in j.record.having(Discipline, "expert"):
                if row.expert == expert.number:
                    yield f"【处理】{row.known('measure') or '待补'}，{j.rules.said('第二十六条')}"
                    yield from _cells((row.where("expert"),))
            yield from _own_papers(cycle, expert.number)


def _drawn(j: Judgement, expert: Expert, wording: Wording) -> Iterator[str]:
    listed = False
    for pool in j.panels.pools:
        for entry in pool.entries:
            if entry.expert.number == expert.number:
                listed = True
                yield f"【名单】{pool.panel.panel}：{'列入抽取名单' if entry.eligible else '不列入抽取名单'}"
                yield from _findings(entry.findings, wording)
    if j.panels.pools and not listed:
        yield "【名单】专业行业不在各评审组的行业之内，没有列入任何一组的名单"
        yield from _cells((expert.where("trades"),))
    for draw in j.panels.draws:
        for ticket in draw.tickets:
            if ticket.expert.number == expert.number:
                led = "，组长" if draw.leader == expert.number else ""
                place = f"{draw.pool.panel.panel}：抽取顺序第{ticket.order}，{ticket.role}{led}"
                yield f"【抽取】{place}，{j.rules.said('第八条')}"
                yield from _cells((draw.seed.where("seed"),))


def _scored(j: Judgement, expert: Expert) -> Iterator[str]:
    for item in j.record.of(SCORES):
        reviewer = item.one(Reviewer)
        if reviewer is None or reviewer.known("expert") != expert.number:
            continue
        rows = item.all(Score)
        signed = reviewer.known("signed")
        day = f"，{date_text(signed)}签字" if signed else ""
        count = len({row.known("uscc") for row in rows})
        yield f"【评分】{count}家单位，{len(rows)}个条目{day}，{j.rules.said('第十六条')}"
        yield from _cells((reviewer.where("signed"),))


def _members(j: Judgement, who: str) -> Iterator[str]:
    for member in j.record.having(Member, "number", "name"):
        if who not in {member.number, member.name}:
            continue
        yield f"委员{member.number} {member.name} · {j.settings.cycle.cycle} · 依据{j.rules.document}"
        being = "，".join(str(member.known(name)) for name in ("role", "category", "position"))
        yield f"【身份】{being}，{j.rules.said('第六条')}"
        yield from _cells((member.where("category"),))
        here = "到会，领票" if member.known("present") is YesNo.YES else "没有到会，不发票"
        yield f"【签到】{here}，{j.rules.said('第十七条')}"
        yield from _cells((member.where("present"),))
        for recusal in j.record.having(MemberRecusal, "member", "uscc"):
            if recusal.member == member.number:
                reason = f"{recusal.known('reason')}，{j.rules.said('第二十七条')}"
                yield f"【回避】不参加对{j.name(recusal.uscc)}的表决：{reason}"
                yield from _cells((recusal.where("member"),))
        if j.record.readable(Count):
            yield "【表决】选票不记名：任何表格都不能把票与人对应起来，本系统不知道也不说明谁怎样投票"


def _papers(cycle: CycleOutcome, j: Judgement, who: str, wording: Wording) -> Iterator[str]:
    for paper in (*cycle.papers, *cycle.withheld):
        document = paper.document
        if who in {document.issue.number, document.title, str(document.number), f"{document.number:02d}", paper.path}:
            yield from _paper(cycle, j, paper, wording)


def _paper(cycle: CycleOutcome, j: Judgement, paper: DocumentFile, wording: Wording) -> Iterator[str]:
    document = paper.document
    yield f"文书{document.number} {document.title} · {cycle.record.cycle} · {paper.path}"
    articles = j.rules.said("、".join(document.articles))
    yield f"【状态】{paper.status}，依据{articles}" + (f"；对象：{document.subject_name}" if document.subject else "")
    row = j.dispatched(document.number, document.subject)
    if document.issue.wrong:
        yield f"    发文登记这一行没有采用，等待改正{places(document.issue.wrong)}"
    elif not document.dispatched:
        yield "    随《获奖证书》印制，文字和日期与它相同，不另登记"
    elif document.draft:
        lacks = [
            word
            for word, lacking in (
                ("发文字号", document.needs_number and document.issue.number is None),
                ("成文日期", document.needs_date and document.issue.dated is None),
            )
            if lacking
        ]
        yield f"    发文登记里没有{'和'.join(lacks)}，所以是送审稿"
    if row is not None:
        yield from _cells((row.where("document"),))
    if waits := cycle.waits(paper.rests_on, document.subject):
        yield f"【暂停】{waits}"
    mine = [item for item in _told(j, paper.rests_on) if document.subject and item.subject == document.subject]
    if mine:
        yield f"【依据】对{document.subject_name}的认定"
        yield from _findings(tuple(mine[:_MOST_FINDINGS]), wording)
    if not mine or len(mine) > _MOST_FINDINGS:
        yield f"    逐条依据见 {cycle.record.cycle}/依据表.xlsx"


def _told(j: Judgement, stage: str) -> tuple[Finding, ...]:
    """Give the findings that the papers of a stage can tell; those of later stages are no ground of it."""
    accepted = [finding for item in j.acceptances for finding in item.findings]
    if stage <= Stage.ACCEPTANCE:
        return localised(tuple(accepted), j.rules)
    if stage <= Stage.QUALIFICATION:
        examined = [finding for item in j.qualifications for finding in item.findings]
        return localised((*accepted, *examined), j.rules)
    return j.findings


def _own_papers(cycle: CycleOutcome, subject: str) -> Iterator[str]:
    for paper in cycle.papers:
        if paper.document.subject == subject:
            yield f"    文书：{paper.path}（{paper.status}）"


def _findings(found: tuple[Finding, ...], wording: Wording) -> Iterator[str]:
    for finding in found:
        yield f"    {finding.article} {finding.verdict}：{wording.sentence(finding)}"
        yield from _cells(finding.cells)


def _cells(cells: tuple[At, ...]) -> Iterator[str]:
    for at in cells:
        if at.file:
            yield f"        ← {at}"
