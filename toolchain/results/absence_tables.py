"""未参加及原因: whoever or whatever stands in a workbook and was not counted, one line each with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from toolchain.engine.value_objects import Value
from toolchain.model.chinese import date_text, rounded
from toolchain.model.findings import Finding
from toolchain.model.problems import At, Problem, Unread
from toolchain.model.record import Record
from toolchain.model.sheets.approval import Approved
from toolchain.model.sheets.checks import Check, Event
from toolchain.model.sheets.committee import Meeting, Member, MemberRecusal
from toolchain.model.sheets.draw import Panel
from toolchain.model.sheets.event_vocabulary import PersonEventKind
from toolchain.model.sheets.experts import Expert, Tie
from toolchain.model.sheets.scores import Reviewer
from toolchain.model.sheets.settings import Receipt
from toolchain.model.sheets.vocabulary import Verdict, YesNo
from toolchain.model.wording import Wording
from toolchain.regulation.art08_draw import Role
from toolchain.regulation.art14_acceptance import AcceptanceOutcome
from toolchain.results.common_tables import places
from toolchain.stages.judgement import Judgement
from toolchain.workbooks.result_sheet import Kind, ResultSheet, tabulate

NAME = "未参加及原因.xlsx"
"""The workbook, beside the overview page."""

UNREAD = frozenset({"W-ROW-02", "W-CELL-06", "W-SHEET-03", "W-COLUMN-06", "W-ISSUE-04", "W-RULE-0810", "W-RULE-0813"})
"""Problems that say of a row, a cell or a sheet that it was not used."""

_ROWS_NOT_USED = ("E-ISSUE-", "E-EVENT-")
"""Problems of 发文登记 and 变更事项: a row with one is not used until it is mended."""
_IN_THE_MEETING = frozenset(
    {PersonEventKind.MEMBER_ARRIVES, PersonEventKind.MEMBER_LEAVES, PersonEventKind.MEMBER_RECUSED}
)


class Absence(Value):
    """One line of the list.

    Attributes:
        kind: applicant, expert, reviewer, member or record.
        who, number: name, and code or number.
        step: what it took no part in.
        reason: why.
        cells: where that stands.
    """

    kind: str
    who: str
    number: str
    step: str
    reason: str
    cells: tuple[At, ...] = ()


def absence_sheet(judgement: Judgement, problems: Sequence[Problem], wording: Wording) -> ResultSheet:
    """List who and what was not counted in any stage reached so far."""
    found = absences(judgement, problems, wording)
    return tabulate(
        "未参加及原因",
        found,
        ("类别", Kind.TEXT, 10, lambda item: item.kind),
        ("名称或姓名", Kind.TEXT, 34, lambda item: item.who),
        ("代码或编号", Kind.TEXT, 22, lambda item: item.number),
        ("未参加的环节", Kind.TEXT, 16, lambda item: item.step),
        ("原因", Kind.TEXT, 60, lambda item: item.reason),
        ("依据的单元格", Kind.TEXT, 60, lambda item: places(item.cells)),
        note="表格里写着、而没有进入下一环节或没有计入的，每一项一行。"
        if found
        else "没有未参加的单位、人员和未采用的记录。",
    )


def absences(judgement: Judgement, problems: Sequence[Problem], wording: Wording) -> tuple[Absence, ...]:
    """Give the lines in the order of the stages."""
    stages = (
        _receipts(judgement.record),
        _applicants(judgement, wording),
        _experts(judgement, wording),
        _reviewers(judgement),
        _ranked(judgement),
        _members(judgement),
        _not_awarded(judgement),
        _strangers(judgement),
        _unread(problems, wording),
    )
    return tuple(line for lines in stages for line in _as_far_as_read(lines))


def counted(judgement: Judgement, problems: Sequence[Problem], wording: Wording) -> Mapping[str, int]:
    """Count the lines by what they are about."""
    return Counter(item.kind for item in absences(judgement, problems, wording))


def _as_far_as_read(lines: Iterator[Absence]) -> Iterator[Absence]:
    """Give lines until one asks for a cell that must be mended first; that is said in its place."""
    try:
        yield from lines
    except Unread as unread:
        at = tuple(item.at for item in unread.problems)
        yield Absence("记录", "（待补）", "", "", "有的格须先改正，改正后这里补全", at)


def _receipts(record: Record) -> Iterator[Absence]:
    filed = {item.uscc for item in record.applications if "uscc" not in item.applicant.lacking}
    for row in record.whole(Receipt):
        if row.uscc not in filed:
            reason = "登记了收件，收件箱里没有能读出的申报书"
            yield Absence("申报单位", row.name, row.uscc, "受理", reason, (row.where("uscc"),))


def _applicants(j: Judgement, wording: Wording) -> Iterator[Absence]:
    for item in j.acceptances:
        if item.outcome is not AcceptanceOutcome.ACCEPTED:
            reason, cells = _reasons(item.findings, wording)
            told = reason or str(item.outcome)
            yield Absence("申报单位", item.application.name, item.application.uscc, "资格审查", told, cells)
    trades = {row.trade for row in j.record.whole(Panel)}
    for examined in j.qualifications:
        application = examined.acceptance.application
        departure = j.left(application.uscc)
        if examined.verdict is not Verdict.MET:
            reason, cells = _reasons(examined.findings, wording)
            told = reason or str(examined.verdict)
            yield Absence("申报单位", application.name, application.uscc, "评审", told, cells)
        elif departure is not None and j.left_before_vote(application.uscc):
            yield Absence("申报单位", application.name, application.uscc, "表决", departure.reason, departure.cells)
        elif trades and application.applicant.trade not in trades:
            at = (application.applicant.where("trade"),)
            reason = f"“{application.applicant.trade}”没有对应的评审组"
            yield Absence("申报单位", application.name, application.uscc, "评审", reason, at)


def _reasons(findings: Sequence[Finding], wording: Wording) -> tuple[str, tuple[At, ...]]:
    """Give the sentences of what is not met and their cells."""
    held = [finding for finding in findings if finding.verdict is not Verdict.MET]
    return "".join(wording.sentence(item) for item in held), tuple(at for item in held for at in item.cells)


def _experts(j: Judgement, wording: Wording) -> Iterator[Absence]:
    """第八条, 第九条: experts of no panel's trade, those left out of a list, those whose ticket was not reached."""
    if not j.panels.pools:
        return
    listed = {entry.expert.number for pool in j.panels.pools for entry in pool.entries}
    trades = "、".join(dict.fromkeys(pool.panel.trade for pool in j.panels.pools))
    for expert in j.record.whole(Expert):
        if expert.number not in listed:
            reason = f"专业行业（{'、'.join(expert.trades)}）不在各评审组的行业（{trades}）之内"
            yield Absence("专家", expert.name, expert.number, "抽取", reason, (expert.where("trades"),))
    for pool in j.panels.pools:
        for entry in pool.entries:
            if not entry.eligible:
                reason, cells = _reasons(entry.findings, wording)
                yield Absence("专家", entry.expert.name, entry.expert.number, f"{pool.panel.panel}抽取", reason, cells)
    for draw in j.panels.draws:
        for ticket in draw.tickets:
            if ticket.role in {Role.RESERVE, Role.DECLINED}:
                reason = f"抽取顺序第{ticket.order}，{ticket.role}"
                step = f"{draw.pool.panel.panel}评审"
                yield Absence(
                    "专家", ticket.expert.name, ticket.expert.number, step, reason, (draw.seed.where("seed"),)
                )


def _reviewers(j: Judgement) -> Iterator[Absence]:
    """第十六条, 第二十七条: reviewers without a sheet, and applicants that a reviewer stays away from."""
    handed = {(row.expert, row.panel) for row in j.record.whole(Reviewer)}
    for draw in j.panels.draws:
        for expert in draw.members:
            if handed and (expert.number, draw.pool.panel.panel) not in handed:
                yield Absence("评审员", expert.name, expert.number, "评分", "没有交评分表", (expert.where("number"),))
    seated = {expert.number for draw in j.panels.draws for expert in draw.members}
    for conflict in j.panels.conflicts:
        if conflict.expert in seated:
            reason = f"与“{conflict.applicant}”有利害关系（{conflict.kind}），回避"
            step = f"对{conflict.applicant}评分"
            yield Absence("评审员", conflict.expert_name, conflict.expert, step, reason, conflict.cells)
    for void in () if j.review.ranking is None else j.review.ranking.void:
        yield Absence("评审员", void.name, void.expert, "评分", "评分作废，没有计入", (void.at,))
    for row in j.events.people:
        if row.kind is PersonEventKind.REVIEWER_LEAVES:
            reason = f"自{date_text(row.effective)}起不能继续：{row.reason}"
            yield Absence("评审员", row.name, row.person, "评分", reason, (row.where("person"),))


def _ranked(j: Judgement) -> Iterator[Absence]:
    """第十六条, 第十七条: reviewed and no candidate, candidate and no nominee."""
    if j.review.ranking is None or j.review.candidates is None:
        return
    chosen = {item.uscc for item in (*j.review.candidates.first, *j.review.candidates.repeat)}
    tied = {item.uscc for item in j.review.candidates.tied}
    rules = j.settings.rules
    least = rules.known("minimum_score")
    for item in j.review.ranking.standings:
        if item.uscc in chosen:
            continue
        low = least is not None and item.total < least
        reason = f"综合得分{rounded(item.total, 4)}，第{item.rank}名，" + (
            f"低于候选最低分{least}"
            if low
            else "在候选名额边界上同分，待评审办研究"
            if item.uscc in tied
            else f"在首次申报的候选单位数（{rules.known('candidates')}家）之外"
        )
        at = rules.where("minimum_score" if low else "candidates")
        yield Absence("申报单位", item.name, item.uscc, "表决", reason, (at,))
    named = set() if j.vote.nomination is None else {item.uscc for item in j.vote.nomination.nominees}
    tied = set() if j.vote.nomination is None else {item.uscc for item in j.vote.nomination.tied}
    for tally in j.vote.tallies if j.vote.nomination is not None else ():
        if tally.uscc not in named:
            reason = "得票相同，待评委会决定" if tally.uscc in tied else f"同意{tally.favour}票，没有进入拟奖名单"
            yield Absence("候选单位", j.name(tally.uscc), tally.uscc, "公示", reason)


def _members(j: Judgement) -> Iterator[Absence]:
    members = {row.number: row for row in j.record.whole(Member)}
    if j.record.whole(Meeting):
        for row in members.values():
            if row.present is not YesNo.YES:
                yield Absence("委员", row.name, row.number, "表决", "没有到会", (row.where("present"),))
    for recusal in j.record.whole(MemberRecusal):
        who = members[recusal.member].name if recusal.member in members else recusal.member
        step = f"对{j.name(recusal.uscc)}表决"
        at = (recusal.where("member"),)
        yield Absence("委员", who, recusal.member, step, f"回避：{recusal.reason}", at)

    for event in j.events.people:
        if event.kind in _IN_THE_MEETING:
            step = "表决" if event.uscc is None else f"对{j.name(event.uscc)}表决"
            reason = f"{event.kind}{'' if event.round is None else f'（第{event.round}轮起）'}：{event.reason}"
            yield Absence("委员", event.name, event.person, step, reason, (event.where("person"),))


def _not_awarded(j: Judgement) -> Iterator[Absence]:
    """第十八条: named by the committee and not announced: left, objected to, refused or put off by the government."""
    approval = j.decision.approval
    if j.vote.nomination is None or j.notice is None:
        return
    decided: dict[str, Approved] = {} if approval is None else {row.uscc: row for row in approval.rows}
    for item in j.vote.nomination.nominees:
        if approval is not None and item.uscc in approval.granted:
            continue
        departure, row = j.left(item.uscc), decided.get(item.uscc)
        if departure is not None:
            yield Absence("拟奖单位", j.name(item.uscc), item.uscc, "公告", departure.reason, departure.cells)
        elif item.uscc in j.notice.removed:
            at = tuple(found.where("outcome") for found in j.notice.objections if found.uscc == item.uscc)
            yield Absence("拟奖单位", j.name(item.uscc), item.uscc, "公告", "异议成立，从公示名单中去掉", at)
        elif row is not None:
            reason = f"区政府审定结论：{row.decision}"
            yield Absence("拟奖单位", j.name(item.uscc), item.uscc, "公告", reason, (row.where("decision"),))


def _strangers(j: Judgement) -> Iterator[Absence]:
    """Name records about organisations and experts that are not in this cycle."""
    filed = {item.uscc for item in j.record.applications if "uscc" not in item.applicant.lacking}
    numbers = {row.number for row in j.record.whole(Expert)}
    if not filed:
        return
    found: list[Check | Event] = [*j.record.whole(Check), *j.record.whole(Event)]
    for row in found:
        if row.uscc not in filed:
            reason = "该单位不是本届申报单位，这一行没有用上"
            place = f"{row.sheet.title}第{row.at.row}行"
            yield Absence("记录", place, row.uscc, "资格审查", reason, (row.where("uscc"),))
    for tie in j.record.whole(Tie):
        if tie.uscc not in filed or tie.expert not in numbers:
            reason = "单位不是本届申报单位，或专家不在专家库，这一行没有用上"
            yield Absence("记录", f"{Tie.sheet.title}第{tie.at.row}行", tie.uscc, "回避", reason, (tie.where("uscc"),))


def _unread(problems: Sequence[Problem], wording: Wording) -> Iterator[Absence]:
    """Repeat what the reader and the rules said of rows, cells and sheets that were not used."""
    for item in sorted(problems, key=lambda item: item.order):
        codes = (item.code, dict(item.facts).get("hint", ""))  # what somebody looked at is not used all the same
        if not UNREAD.isdisjoint(codes) or any(code.startswith(_ROWS_NOT_USED) for code in codes):
            place = f"{item.at.sheet}{f'!{item.at.cell}' if item.at.cell else ''}"
            yield Absence("记录", place, "", "读表", wording.message(item), (item.at,))
