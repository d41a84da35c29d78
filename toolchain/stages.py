"""The stages of a cycle, each a function from judgement to judgement, gated by the facts on record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from toolchain.judgement import Judgement
from toolchain.judgement import Settings
from toolchain.judgement import Stage
from toolchain.judgement import State
from toolchain.parameters import Rules
from toolchain.problems import Problem
from toolchain.record import Record
from toolchain.regulation import art04_quota
from toolchain.regulation import art08_draw
from toolchain.regulation import art14_acceptance
from toolchain.regulation import art15_qualification
from toolchain.regulation import art16_ranking
from toolchain.regulation import art17_vote
from toolchain.regulation import art18_notice
from toolchain.regulation import art19_prize
from toolchain.regulation import art20_support
from toolchain.regulation import art22_prize_use
from toolchain.regulation import art25_revocation
from toolchain.regulation import art26_discipline
from toolchain.regulation import art27_recusal
from toolchain.regulation import art28_validity
from toolchain.regulation.art14_acceptance import AcceptanceOutcome
from toolchain.schema import Workbook
from toolchain.sheets import APPLICATION
from toolchain.sheets import APPROVAL
from toolchain.sheets import CHECKS
from toolchain.sheets import COMMITTEE
from toolchain.sheets import DRAW
from toolchain.sheets import EXPERTS
from toolchain.sheets import NOTICE
from toolchain.sheets import PRIZE_USE
from toolchain.sheets import REGISTER
from toolchain.sheets import SCORES
from toolchain.sheets import SETTINGS
from toolchain.sheets import SUPERVISION
from toolchain.sheets.approval import Approved
from toolchain.sheets.approval import ExecutiveMeeting
from toolchain.sheets.checks import Check
from toolchain.sheets.checks import Event
from toolchain.sheets.committee import Ballot
from toolchain.sheets.committee import Count
from toolchain.sheets.committee import Meeting
from toolchain.sheets.committee import Member
from toolchain.sheets.committee import MemberRecusal
from toolchain.sheets.draw import Panel
from toolchain.sheets.draw import Refusal
from toolchain.sheets.draw import Seed
from toolchain.sheets.experts import Expert
from toolchain.sheets.experts import Tie
from toolchain.sheets.notice import Objection
from toolchain.sheets.notice import Posting
from toolchain.sheets.register import Award
from toolchain.sheets.register import Ban
from toolchain.sheets.settings import Criterion
from toolchain.sheets.settings import Cycle
from toolchain.sheets.settings import CycleRules
from toolchain.sheets.settings import Readings
from toolchain.sheets.settings import Receipt
from toolchain.sheets.supervision import Discipline
from toolchain.sheets.supervision import HigherAward
from toolchain.sheets.supervision import Incident
from toolchain.sheets.vocabulary import Verdict
from toolchain.workdays import WorkCalendar

Step = Callable[[Judgement, WorkCalendar], Judgement]


def settings_of(record: Record) -> Settings | None:
    """Give the cycle's settings, or None while they are missing or wrong."""
    cycle, rules, readings = record.one(Cycle), record.one(CycleRules), record.one(Readings)
    if cycle is None or rules is None or readings is None or record.faulty(SETTINGS):
        return None
    return Settings(cycle, rules, readings, record.all(Criterion))


def judge(record: Record, settings: Settings, rules: Rules, calendar: WorkCalendar) -> Judgement:
    """Take the cycle through its stages as far as the facts on record allow."""
    judgement = Judgement(record, rules, settings)
    for stage in (launch, accept, qualify, seat_panels, review, vote, give_notice, decide):
        judgement = stage(judgement, calendar)
        if judgement.steps[-1].state is not State.DONE:
            break
    return supervise(judgement, calendar)


def launch(j: Judgement, _: WorkCalendar) -> Judgement:
    """第四条, 第十三条: the cycle is announced."""
    problems = (
        *art04_quota.check_interval(j.settings.cycle, j.settings.cycle.previous, j.rules.art04),
        *art16_ranking.check_rules(j.settings.rules, j.settings.criteria),
    )
    return _close(j.found(problems), Stage.LAUNCH, problems)


def accept(j: Judgement, calendar: WorkCalendar) -> Judgement:
    """第十四条: decide on every application that came in."""
    if stopped := _gate(j, Stage.ACCEPTANCE, REGISTER, APPLICATION, skip=APPLICATION):
        return stopped
    receipts = {row.uscc: row for row in j.record.all(Receipt)}
    awards, bans, settings = j.record.all(Award), j.record.all(Ban), j.settings
    problems = (
        *art28_validity.check_register(awards, j.rules.art28, j.rules.document),
        *art14_acceptance.check_receipts(j.record.applications, tuple(receipts.values())),
    )
    decided = tuple(
        art14_acceptance.accept(
            application,
            receipts.get(application.uscc),
            awards,
            bans,
            settings.cycle,
            settings.readings,
            j.rules,
            calendar,
        )
        for application in j.record.applications
    )
    j = j.found(problems, acceptances=decided)
    waiting = [f"{item.application.name}：{_WAITING[item.outcome]}" for item in decided if item.outcome in _WAITING]
    faulty = [f"改正申报书“{item.file}”后重新放入收件箱" for item in j.record.of(APPLICATION) if item.faulty]
    return _close(j, Stage.ACCEPTANCE, problems, waiting=waiting, blocked=faulty)


_WAITING = {
    AcceptanceOutcome.PENDING: "在《届次设置》的“收件登记”中登记收到日期",
    AcceptanceOutcome.SUPPLEMENT: "等待补正材料；收到后登记补正日期并放入补正后的申报书",
}


def qualify(j: Judgement, _: WorkCalendar) -> Judgement:
    """第十五条: examine every accepted application."""
    if not j.accepted:
        return j.step(Stage.QUALIFICATION, State.DONE)
    if stopped := _gate(j, Stage.QUALIFICATION, CHECKS):
        return stopped
    checks, events, bans = j.record.all(Check), j.record.all(Event), j.record.all(Ban)
    problems = art15_qualification.check_coverage(j.acceptances, checks, events, j.rules)
    examined = tuple(
        art15_qualification.qualify(
            item,
            [row for row in checks if row.uscc == item.application.uscc],
            [row for row in events if row.uscc == item.application.uscc],
            [row for row in bans if row.uscc == item.application.uscc],
            j.settings.cycle,
            j.settings.readings,
            j.rules,
        )
        for item in j.accepted
    )
    waiting = [
        f"{item.acceptance.application.name}：有待核事项，请部门复查后在《部门核查》中另加一轮"
        for item in examined
        if item.verdict is Verdict.PENDING
    ]
    return _close(j.found(problems, qualifications=examined), Stage.QUALIFICATION, problems, waiting=waiting)


def seat_panels(j: Judgement, _: WorkCalendar) -> Judgement:
    """第八条, 第九条, 第二十七条: freeze the pools, draw the panels."""
    if not j.qualified:
        return j.step(Stage.PANELS, State.DONE)
    if stopped := _gate(j, Stage.PANELS, EXPERTS, DRAW):
        return stopped
    record, rules = j.record, j.rules
    experts, ties, seeds = record.all(Expert), record.all(Tie), record.all(Seed)
    applications = [item.acceptance.application for item in j.qualified]
    problems: list[Problem] = [*art08_draw.check_panels(record.all(Panel), applications, experts, ties, rules)]
    pools, draws, waiting = [], [], []
    for panel in record.all(Panel):
        conflicts = art27_recusal.conflicts(experts, ties, applications, panel.drawn, rules.art27)
        removed = sorted(art26_discipline.removed(record.all(Discipline), panel.drawn))
        pool, wrong = art08_draw.freeze(panel, experts, conflicts, removed, rules)
        problems += wrong
        pools.append(pool)
        mine = [row for row in seeds if row.panel == panel.panel]
        refusals = [row for row in record.all(Refusal) if row.panel == panel.panel]
        drawn, wrong = art08_draw.draw(j.settings.cycle.cycle, pool, mine, refusals)
        problems += wrong
        if drawn is None:
            waiting.append(f"{panel.panel}：公布专家名单和摘要后公开产生种子，填入《评审组抽取》")
            continue
        draws.append(drawn)
        if not drawn.leader:
            waiting.append(f"{panel.panel}：商定组长后填入《评审组抽取》")
    known = max((panel.drawn for panel in record.all(Panel)), default=j.settings.cycle.deadline)
    last = max([known, *(row.declared for row in ties)])
    found = art27_recusal.conflicts(experts, ties, applications, last, rules.art27)
    j = j.found(problems, pools=tuple(pools), draws=tuple(draws), conflicts=found)
    return _close(j, Stage.PANELS, problems, waiting=waiting)


def review(j: Judgement, _: WorkCalendar) -> Judgement:
    """第十六条: average, rank, list the candidates."""
    if not j.qualified:
        return j.step(Stage.REVIEW, State.DONE)
    if stopped := _gate(j, Stage.REVIEW, SCORES):
        return stopped
    settings = j.settings
    ranking, problems = art16_ranking.rank(
        j.record.of(SCORES),
        j.draws,
        j.qualified,
        j.conflicts,
        j.record.all(Discipline),
        settings.criteria,
        settings.rules,
    )
    if ranking is None:
        return _close(j.found(problems), Stage.REVIEW, problems, waiting=["收齐评审组全部评审员的评分表"])
    listed = art16_ranking.candidates(ranking, j.repeats, settings.rules)
    waiting = []
    if listed.tied:
        names = "、".join(item.name for item in listed.tied)
        waiting.append(f"{names}在候选名额边界上同分，请评审办集体研究后调整《届次设置》中的候选单位数或同分处理")
    return _close(j.found(problems, ranking=ranking, candidates=listed), Stage.REVIEW, problems, waiting=waiting)


def vote(j: Judgement, _: WorkCalendar) -> Judgement:
    """第十七条, 第四条: count the ballots, fill the places."""
    entrants = [] if j.candidates is None else [*j.candidates.first, *j.candidates.repeat]
    if not entrants:
        return replace(j, nomination=art04_quota.nominate((), (), (), j.rules.art04)).step(Stage.COMMITTEE, State.DONE)
    if stopped := _gate(j, Stage.COMMITTEE, COMMITTEE):
        return stopped
    record, rules, readings = j.record, j.settings.rules, j.settings.readings
    meeting = record.one(Meeting)
    if meeting is None:
        return j.step(Stage.COMMITTEE, State.BLOCKED, "补全《评委会会议》的“会议”表")
    box = art17_vote.BallotBox(
        meeting, record.all(Member), record.all(MemberRecusal), record.all(Count), record.all(Ballot)
    )
    problems = list(art17_vote.check_meeting(box, readings))
    named = [(item.uscc, item.name) for item in entrants]
    first, wrong = art17_vote.tally(box, named, 1, rules, readings, j.rules.art17)
    problems += wrong
    if any(problem.blocks for problem in problems):
        return _close(j.found(problems), Stage.COMMITTEE, problems)
    nomination = art04_quota.nominate(first, (), j.repeats, j.rules.art04)
    second: tuple[art17_vote.Tally, ...] = ()
    if nomination.tied and any(row.round == 2 for row in box.ballots):  # noqa: PLR2004 - the second ballot
        tied = [(item.uscc, item.name) for item in nomination.tied]
        second, wrong = art17_vote.tally(box, tied, 2, rules, readings, j.rules.art17)
        problems += wrong
        nomination = art04_quota.nominate(first, second, j.repeats, j.rules.art04)
    waiting = []
    if nomination.tied:
        names = "、".join(item.name for item in nomination.tied)
        waiting.append(f"{names}在最后一个名额上得票相同，请评委会重新投票（轮次填2）或集体研究决定")
    j = j.found(problems, tallies=first, second=second, nomination=nomination)
    return _close(j, Stage.COMMITTEE, problems, waiting=waiting)


def give_notice(j: Judgement, calendar: WorkCalendar) -> Judgement:
    """第十八条: the public notice, its days and its objections."""
    if stopped := _gate(j, Stage.NOTICE, NOTICE):
        return stopped
    nomination = j.nomination
    nominees = [] if nomination is None else [item.uscc for item in (*nomination.first, *nomination.repeat)]
    meeting = j.record.one(Meeting)
    held = meeting.held if meeting is not None else j.settings.cycle.deadline
    notice, problems = art18_notice.conclude(
        nominees, held, j.record.all(Posting), j.record.all(Objection), calendar, j.rules.art18
    )
    waiting = []
    if notice.concluded is None:
        waiting.append("公示期满且异议处理完毕后，在《公示与异议》中填写公示结束确认日期")
    return _close(j.found(problems, notice=notice), Stage.NOTICE, problems, waiting=waiting)


def decide(j: Judgement, calendar: WorkCalendar) -> Judgement:
    """第十八条, 第十九条: the government approves and announces; the prizes are listed."""
    if stopped := _gate(j, Stage.APPROVAL, APPROVAL):
        return stopped
    meeting, notice = j.record.one(ExecutiveMeeting), j.notice
    if meeting is None or notice is None:
        return j.step(Stage.APPROVAL, State.BLOCKED, "补全《政府审定》的“常务会议”表")
    names = [(uscc, j.name(uscc)) for uscc in notice.standing]
    approval, wrong = art18_notice.approve(notice, meeting, j.record.all(Approved), names)
    problems = list(wrong)
    if approval is None:
        return _close(j.found(problems), Stage.APPROVAL, problems, waiting=["在《政府审定》中填写每家的审定结论"])
    problems += _recheck(j, approval, calendar)
    prizes, wrong = art19_prize.prizes(approval.approved, j.repeats, j.settings.cycle, j.rules.art19)
    problems += wrong
    waiting = []
    if approval.announced is None:
        waiting.append("公告印发后，在《政府审定》中填写公告日期和证书编号")
    return _close(j.found(problems, approval=approval, prizes=prizes), Stage.APPROVAL, problems, waiting=waiting)


def _recheck(j: Judgement, approval: art18_notice.Approval, _: WorkCalendar) -> tuple[Problem, ...]:
    """Look at the windows and at validity once more, on the day of approval (第十一条, 第二十八条)."""
    approved = [item for item in j.qualified if item.acceptance.application.uscc in approval.approved]
    return art15_qualification.recheck(
        approved,
        j.record.all(Event),
        j.record.all(Award),
        approval.meeting.held,
        j.settings.readings,
        j.rules,
    )


def supervise(j: Judgement, _: WorkCalendar) -> Judgement:
    """第二十条至第二十六条: life after the award; incidents of earlier laureates do not wait for the cycle."""
    awards = j.register
    rulings: tuple[art25_revocation.Ruling, ...] = ()
    higher: tuple[HigherAward, ...] = ()
    problems: list[Problem] = []
    if j.record.present(SUPERVISION) and not (j.record.faulty(SUPERVISION) or j.record.faulty(REGISTER)):
        rulings, wrong = art25_revocation.rule(j.record.all(Incident), awards, j.rules)
        problems += wrong
        higher, wrong = art20_support.higher_awards(j.record.all(HigherAward), awards)
        problems += wrong
        problems += art26_discipline.check_discipline(j.record.all(Discipline), j.record.all(Expert))
    ledgers, wrong = art22_prize_use.ledgers([item for item in j.record.of(PRIZE_USE) if not item.faulty])
    problems += wrong
    j = j.found(problems, rulings=rulings, higher=higher, ledgers=ledgers)
    if not j.reached(Stage.APPROVAL):
        return j
    if stopped := _gate(j, Stage.AFTERLIFE, SUPERVISION, PRIZE_USE):
        return stopped
    return _close(j, Stage.AFTERLIFE, problems)


def _gate(j: Judgement, stage: Stage, *needed: Workbook, skip: Workbook | None = None) -> Judgement | None:
    """Stop at a stage whose workbooks are absent or wrong; None lets it go on. ``skip`` is judged copy by copy."""
    absent = [book for book in needed if not j.record.present(book)]
    if absent:
        return j.step(stage, State.NOT_REACHED, *(f"将填好的《{book.title}》放入收件箱" for book in absent))
    faulty = [book for book in needed if book is not skip and j.record.faulty(book)]
    if faulty:
        return j.step(stage, State.BLOCKED, *(f"改正《{book.title}》中标出的问题后重新放入收件箱" for book in faulty))
    return None


def _close(
    j: Judgement,
    stage: Stage,
    problems: tuple[Problem, ...] | list[Problem],
    *,
    waiting: list[str] | None = None,
    blocked: list[str] | None = None,
) -> Judgement:
    """Close a stage: wrong facts block it, open ones make it wait."""
    if blocked or any(problem.blocks for problem in problems):
        return j.step(stage, State.BLOCKED, *(blocked or ["改正问题清单中的问题后重新运行"]), *(waiting or ()))
    if waiting:
        return j.step(stage, State.WAITING, *waiting)
    return j.step(stage, State.DONE)
