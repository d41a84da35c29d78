"""Vote, public notice and approval (第四条, 第十七条至第十九条)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from toolchain.model.problems import Problem
from toolchain.model.rule_set.spans import Span
from toolchain.model.schema import USCC
from toolchain.model.sheets import APPROVAL, COMMITTEE, NOTICE
from toolchain.model.sheets.approval import Approved, ExecutiveMeeting
from toolchain.model.sheets.checks import Event
from toolchain.model.sheets.committee import Ballot, Count, Meeting, Member, Proposal
from toolchain.model.sheets.event_vocabulary import DecisionResult
from toolchain.model.sheets.notice import Objection, Posting
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.vocabulary import (
    BetweenDecisions,
    GovernmentDecision,
    OpenObjection,
    Precedence,
    SecondBallot,
)
from toolchain.regulation import (
    art04_grades,
    art04_quota,
    art06_committee,
    art15_qualification,
    art17_ballots,
    art17_vote,
    art18_notice,
    art19_prize,
    departures,
    events_notice,
    events_people,
    plausibility,
)
from toolchain.regulation.art04_lower_grades import Below
from toolchain.regulation.events_notice import lost_workdays
from toolchain.stages import collective_decisions as collective
from toolchain.stages.date_holds import dated
from toolchain.stages.gates import close, gate, guarded, halt, hold, lacking, register_of, weigh
from toolchain.stages.judgement import Judgement, Stage, State
from toolchain.stages.stage_results import Decision, Vote


@guarded(Stage.COMMITTEE)
def vote(j: Judgement) -> Judgement:
    """第十七条, 第四条: count the ballots, fill the places."""
    entrants = [] if j.review.candidates is None else [*j.review.candidates.first, *j.review.candidates.repeat]
    settled, wrong = collective.nobody_left(entrants, j)
    j = j.found(wrong)
    if not entrants or settled:
        nobody = Vote(nomination=art04_quota.nominate((), (), (), j.rules.art04))
        return replace(j, vote=nobody).step(Stage.COMMITTEE, State.DONE)
    if stopped := gate(j, Stage.COMMITTEE, COMMITTEE):
        return stopped
    record, rules, readings = j.record, j.settings.rules, j.settings.readings
    meeting = record.one(Meeting)
    if meeting is None:
        return j.step(Stage.COMMITTEE, State.BLOCKED, "补全《评委会会议》的“会议”表")
    ballots = tuple(
        sorted(record.all(Ballot), key=lambda row: (row.round, row.number, row.uscc))
    )  # entry order is lost
    box = art17_ballots.BallotBox(
        meeting, record.all(Member), events_people.recusals(record, j.events), record.all(Count), ballots
    )
    box = replace(box, members=events_people.present(box.members, j.events, 1))
    counted = {row.uscc for row in box.counts}
    j, told = _rechecked(j, [item.uscc for item in entrants], meeting.held)
    problems = [*art06_committee.check_meeting(meeting, box.members, readings, j.rules.art06), *told]
    named = [
        (item.uscc, item.name)
        for item in entrants
        if item.uscc in counted or (j.left(item.uscc) is None and j.left(item.uscc, meeting.held) is None)
    ]
    j, without_vote = collective.instead_of_vote(named, box, j)
    box = collective.voted_on(box, without_vote)
    named = [(uscc, name) for uscc, name in named if uscc not in {item.uscc for item in without_vote}]
    first, wrong = art17_vote.tally(box, named, 1, rules, readings, j.rules.art17)
    problems += wrong
    if any(problem.blocks for problem in problems):
        return close(halt(j, Stage.COMMITTEE, problems), Stage.COMMITTEE)
    by, over = readings.second_ballot or SecondBallot.THRESHOLD, readings.precedence or Precedence.VOTES
    shared, below = _limits(j), _below(j)
    problems += [
        *art17_vote.check_base(readings, j.rules.art17),
        *art04_grades.check_proposals(record.all(Proposal), named, j.rules),
    ]
    every = (*first, *without_vote)
    nomination = art04_quota.nominate(every, (), j.repeats, j.rules.art04, by, over, None, shared, below)
    problems += art17_ballots.stray_rounds(box, tied=bool(nomination.tied) and j.rules.art17.turns > 1)
    second: tuple[art17_vote.Tally, ...] = ()
    if j.rules.art17.turns > 1 and nomination.tied and art17_ballots.held(box, art17_ballots.LAST_TURN):
        tied = [(item.uscc, item.name) for item in nomination.tied]
        again = replace(box, members=events_people.present(record.all(Member), j.events, art17_ballots.LAST_TURN))
        second, wrong = art17_vote.tally(again, tied, art17_ballots.LAST_TURN, rules, readings, j.rules.art17)
        problems += wrong
        nomination = art04_quota.nominate(every, second, j.repeats, j.rules.art04, by, over, None, shared, below)
    j = collective.of_ties(nomination.tied, j)
    if nomination.tied:
        decided = {str(row.uscc): row.result is DecisionResult.INCLUDED for row in collective.ties(j) if row.uscc}
        nomination = art04_quota.nominate(every, second, j.repeats, j.rules.art04, by, over, decided, shared, below)
    chosen = tuple(item for item in nomination.nominees if item in without_vote)
    nomination = replace(nomination, decided=(*nomination.decided, *chosen))
    if by is SecondBallot.MOST:
        second = tuple(replace(item, needed=0, passed=item.uscc in named_of(nomination)) for item in second)
    waiting = []
    if nomination.tied:
        names = "、".join(item.name for item in nomination.tied)
        waiting.append(_open_tie(names, again=bool(second), once=j.rules.art17.turns == 1))
    j = halt(j, Stage.COMMITTEE, problems)
    j = replace(j, vote=j.localised(Vote(first, second, nomination)))
    return close(j, Stage.COMMITTEE, waiting)


def _limits(j: Judgement) -> tuple[art04_quota.Limit, ...]:
    """Give what the classes of applicants may have of the places, and whom conditions keep from some grades."""
    filed = (item.acceptance.application.applicant for item in j.qualified)
    examined = ((item.acceptance.application.uscc, item.findings) for item in j.qualified)
    return (
        *art04_quota.limits(j.rules.pools, filed, j.rules.art04, j.rules.lower),
        *art04_quota.kept_from(examined, j.rules.conditions, j.rules.lower),
    )


def _below(j: Judgement) -> Below:
    """Give the grades below the top one, with what decides who may have one."""
    ranking = j.review.ranking
    return Below(
        j.rules.lower,
        tuple((str(row.uscc), row.grade) for row in j.record.all(Proposal)),
        () if ranking is None else tuple((item.uscc, item.total) for item in ranking.standings),
        j.rules.art17.score_share,
        j.rules.art12.total_points,
    )


def named_of(nomination: art04_quota.Nomination) -> frozenset[str]:
    """Give the codes of the nominees."""
    return frozenset(item.uscc for item in nomination.nominees)


def _open_tie(names: str, *, again: bool, once: bool) -> str:
    if once:
        return f"{names}在最后一个名额上相同，请评委会集体研究决定，登记在《变更事项》的“决定事项”（同票集体决定）"
    if again:
        return (
            f"{names}重新投票后仍未定出最后的名额（须再次达到规定票数，口径17-5），"
            "请评委会集体研究决定，登记在《变更事项》的“决定事项”（同票集体决定）"
        )
    return f"{names}在最后一个名额上得票相同，请评委会重新投票（轮次填2）或集体研究决定"


@guarded(Stage.NOTICE)
def give_notice(j: Judgement) -> Judgement:
    """第十八条: the public notice, its days and its objections."""
    first = j.rules.art18.after_decision
    if stopped := gate(j, Stage.NOTICE, *((APPROVAL,) if first else ()), NOTICE):
        return stopped
    postings = events_notice.as_posted(j.record.all(Posting), j.events)
    if first and (open_ := undecided(j)):
        return close(j, Stage.NOTICE, [f"在《政府审定》中填写{'、'.join(map(j.name, open_))}的审定结论，然后公示"])
    last = max(postings, key=lambda row: row.number, default=None)
    posted = _posted(j, last)
    gone = {item.uscc for item in (() if j.vote.nomination is None else j.vote.nomination.nominees)} - set(posted)
    readings = j.settings.readings
    alone = readings.open_objection is OpenObjection.SUBJECT
    if alone:  # 口径18-5: what cannot be read of an objection holds its subject
        j = hold(j, Stage.NOTICE, lacking(j.record, j.record.all(Objection)))
        if "" in j.stopped:
            return close(j, Stage.NOTICE)
    elif told := tuple(item for found in dated(j, Stage.NOTICE).values() for item in found):
        j = hold(j, Stage.NOTICE, {"": told})  # whether an objection is settled, nobody can say
    filed = j.record.whole(Objection) if alone else j.record.all(Objection)
    objections = [row for row in filed if row.uscc not in gone]
    lost = 0 if last is None else lost_workdays(j.events, last.number, j.calendar)
    length = j.rules.art18.notice
    term = replace(j.rules.art18, notice=Span(length.number + lost, length.unit))
    notice, problems = art18_notice.conclude(
        posted, postings, objections, j.calendar, term, readings.sign_off, readings.open_objection
    )
    waiting = []
    if notice.concluded is not None:
        j, told = _rechecked(j, notice.standing, notice.concluded)
        problems = (*problems, *told)
    elif last is not None and events_notice.listed_wrongly(j.events, last.number):
        waiting.append(f"第{last.number}次公示名单有误，用正确的名单重新公示，在《公示与异议》中另加一行")
    elif notice.open and not alone:
        waiting.append(f"异议{'、'.join(notice.open)}没有结论，整个名单等待（口径18-5）")
    else:
        waiting.append("公示期满且异议处理完毕后，在《公示与异议》中填写公示结束确认日期")
    mine = [item for item in problems if alone and item.subject]
    j = weigh(halt(j, Stage.NOTICE, [item for item in problems if item not in mine]), Stage.NOTICE, mine)
    return close(replace(j, notice=j.localised(notice)), Stage.NOTICE, waiting)


def undecided(j: Judgement) -> tuple[str, ...]:
    """List the nominees on whom the government has not decided, where it decides before the notice."""
    voted = () if j.vote.nomination is None else j.vote.nomination.nominees
    decided = {row.uscc for row in j.record.whole(Approved) if row.decision is not GovernmentDecision.PENDING}
    return tuple(item.uscc for item in voted if item.uscc not in decided and j.left(item.uscc) is None)


def to_post(j: Judgement) -> tuple[art17_vote.Tally, ...]:
    """List the nominees a notice names: those voted, or, where the government decides first, those it approved."""
    voted = () if j.vote.nomination is None else j.vote.nomination.nominees
    if not j.rules.art18.after_decision:
        return voted
    agreed = {row.uscc for row in j.record.whole(Approved) if row.decision is GovernmentDecision.APPROVED}
    return tuple(item for item in voted if item.uscc in agreed)


def _posted(j: Judgement, last: Posting | None) -> list[str]:
    """List the nominees the notice must name: those voted, also one that left since and stands on the list posted.

    Who left on record before the posting must not be on the list any more; a posted list is a fact for all others.
    """
    voted = to_post(j)
    listed = () if last is None else last.nominees or ()
    found = []
    for item in voted:
        departure = j.left(item.uscc)
        early = departure is not None and departure.by_event and (last is None or departure.day <= last.posted)
        if departure is None or (item.uscc in listed and not early):
            found.append(item.uscc)
    return found


@guarded(Stage.APPROVAL)
def decide(j: Judgement) -> Judgement:
    """第十八条, 第十九条: the government approves and announces; the prizes are listed."""
    if stopped := gate(j, Stage.APPROVAL, APPROVAL):
        return stopped
    meeting, notice = j.record.one(ExecutiveMeeting), j.notice
    if meeting is None or notice is None:
        return j.step(Stage.APPROVAL, State.BLOCKED, "补全《政府审定》的“常务会议”表")
    j = hold(j, Stage.APPROVAL, lacking(j.record, j.record.all(Approved)))
    held = j.stopped
    if "" in held:
        return close(j, Stage.APPROVAL)
    still = tuple(uscc for uscc in notice.standing if uscc not in held and j.left(uscc, meeting.held) is None)
    rows = [
        row
        for row in j.record.whole(Approved)
        if row.uscc not in held and (row.uscc in still or j.left(row.uscc, meeting.held) is None)
    ]
    if j.rules.art18.after_decision:
        rows = [row for row in rows if row.uscc in still or row.decision is GovernmentDecision.APPROVED]
    names = [(uscc, j.name(uscc)) for uscc in still]
    awards, whole = j.record.whole(Award), len(rows) == len(j.record.readable(Approved))
    standing = replace(notice, standing=still)
    approval, wrong = art18_notice.approve(standing, meeting, rows, names, j.rules.art18, awards, whole=whole)
    problems: tuple[Problem, ...] = (*wrong, *plausibility.check_accounts(rows, j.rules.hints))
    if approval is None:
        waits = ["在《政府审定》中填写每家的审定结论"]
        return close(weigh(j, Stage.APPROVAL, problems), Stage.APPROVAL, waits)
    cycle = j.settings.cycle.cycle
    clear = register_of(j)
    for uscc in approval.approved:
        clear(uscc)
    titles = [row for uscc in approval.approved for row in j.status.awards_of(USCC(uscc))]
    earlier = [row for row in titles if row.cycle != cycle and row.announced != meeting.announced]
    j, told = _rechecked(j, approval.approved, meeting.held, earlier, given=approval.announced is not None)
    j, more = _until_announced(j, approval)
    told = (*told, *(item for item in more if item.at not in {found.at for found in told}))
    granted = tuple(uscc for uscc in approval.approved if j.left(uscc) is None)
    j, later, more = _granted_later(j, notice)
    told = (*told, *(item for item in more if item.at not in {found.at for found in told}))
    approval = replace(approval, approved=granted, later=later)
    amounts = {code: grade.prize_yuan for code, grade in j.grades.items()}
    if j.rules.art19.subjects:
        new = (item.application.applicant for item in j.acceptances if item.application.uscc not in j.repeats)
        amounts |= art19_prize.of_classes(new, j.grades, j.rules.art19)
    prizes, wrong = art19_prize.prizes(
        approval.granted, j.repeats, j.settings.cycle, j.rules.art19, amounts, {row.uscc: row for row in rows}
    )
    problems = (*problems, *told, *wrong)
    if any(item.blocks and not item.subject for item in problems):
        return close(halt(j, Stage.APPROVAL, problems), Stage.APPROVAL)
    j = weigh(j, Stage.APPROVAL, problems)
    waiting = []
    if approval.announced is None:
        waiting.append("公告印发后，在《政府审定》中填写公告日期和证书编号")
    return close(replace(j, decision=j.localised(Decision(approval, prizes))), Stage.APPROVAL, waiting)


def _granted_later(
    j: Judgement, notice: art18_notice.Notice
) -> tuple[Judgement, tuple[art18_notice.LaterApproval, ...], tuple[Problem, ...]]:
    """第十八条: approve whoever was deferred, on the day of that decision; the windows are looked at once more."""
    rows = {row.uscc: row for row in j.record.whole(Approved)}
    told: tuple[Problem, ...] = ()
    found = []
    for event in departures.later(j.events):
        if event.uscc is None or event.uscc not in notice.standing or event.result is not DecisionResult.AWARDED:
            continue
        j, more = _rechecked(j, [event.uscc], event.effective, given=event.announced is not None)
        told = (*told, *more)
        if j.left(event.uscc) is None and event.uscc not in j.stopped:
            found.append(art18_notice.LaterApproval(event.uscc, event, rows.get(event.uscc)))
    return j, tuple(found), told


def _until_announced(j: Judgement, approval: art18_notice.Approval) -> tuple[Judgement, tuple[Problem, ...]]:
    """口径18-4: look once more on the day of the announcement, or as far as things are registered before it."""
    if j.settings.readings.between is BetweenDecisions.AWARDED:
        return j, ()
    known = approval.meeting.held if j.registered is None else j.registered.day
    day = max(approval.announced or known, approval.meeting.held)
    return _rechecked(j, approval.approved, day, given=approval.announced is not None)


def _rechecked(
    j: Judgement, subjects: Sequence[str], day: date, awards: Sequence[Award] = (), *, given: bool = False
) -> tuple[Judgement, tuple[Problem, ...]]:
    """Look at the windows once more on the day of the vote, of the sign-off and of the approval (第十一条).

    A fact found since concerns its subject alone, which leaves or waits; who was decided to go on is not looked at.
    Validity of an earlier award is looked at again on the day of approval only (第二十八条). An award that
    was ``given`` stands.
    """
    decided = departures.going_on(j.events)
    mine = [uscc for uscc in subjects if uscc not in decided and j.left(uscc) is None]
    again = [item for item in j.qualified if item.acceptance.application.uscc in mine]
    clear, happened = register_of(j), j.record.by_code(Event)
    for uscc in mine:
        clear(uscc)
    bans = [ban for uscc in mine for ban in j.status.bans_of(USCC(uscc))]
    events = [row for uscc in mine for row in happened.of(uscc)]
    found = art15_qualification.recheck(again, events, bans, awards, day, j.settings.readings, j.rules)
    if given:
        return j, departures.after_the_award(found, day)
    leaving, told = departures.of_facts(found, day)
    return replace(j, departures=(*j.departures, *leaving)), told
