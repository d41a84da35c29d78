"""From the announcement to the examination of the applicants (第四条, 第十三条至第十五条)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from toolchain.model.chinese import date_text
from toolchain.model.findings import Finding
from toolchain.model.problems import Problem, Unread
from toolchain.model.record import Application
from toolchain.model.sheets import APPLICATION, CHECKS, REGISTER
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.approval import Approved, ExecutiveMeeting
from toolchain.model.sheets.checks import Check, Event
from toolchain.model.sheets.draw import Panel
from toolchain.model.sheets.event_vocabulary import Phase
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.settings import Cycle, Dispatch, Receipt
from toolchain.model.sheets.vocabulary import GovernmentDecision, Verdict
from toolchain.regulation import (
    art04_quota,
    art14_acceptance,
    art14_subjects,
    art14_supplement,
    art15_qualification,
    art28_validity,
    departures,
    events_schedule,
)
from toolchain.regulation.art14_acceptance import AcceptanceOutcome
from toolchain.stages.gates import close, each, gate, guarded, hold, parts, register_of, weigh
from toolchain.stages.judgement import Judgement, Stage


@guarded(Stage.LAUNCH)
def launch(j: Judgement) -> Judgement:
    """第四条, 第十三条: the cycle is announced."""
    cycle, known = j.settings.cycle, j.record
    problems = art04_quota.check_interval(cycle, known.whole(Award), j.rules.art04, known.elsewhere(Cycle))
    return close(weigh(j, Stage.LAUNCH, problems), Stage.LAUNCH)


@guarded(Stage.ACCEPTANCE)
def accept(j: Judgement) -> Judgement:
    """第十四条: decide on every application that came in."""
    if stopped := gate(j, Stage.ACCEPTANCE, REGISTER, APPLICATION):
        return stopped
    record = j.record
    unread = tuple(item.file for item in record.of(APPLICATION) if item.file in record.unfit)
    receipts = art14_acceptance.check_receipts(record.applications, record.whole(Receipt), unread, record.unfit)
    problems = (
        *art28_validity.check_register(
            record.whole(Award),
            j.rules.art28,
            j.rules.document,
            j.rules.former,
            j.rules.extension,
            j.rules.art19.repeat_prize_yuan if j.rules.art28.repeat_apart else None,
        ),
        *receipts,
        *art14_subjects.check_subjects(record.applications, j.rules, record.elsewhere(Applicant)),
    )
    j = weigh(hold(j, Stage.ACCEPTANCE, dict(record.unfit)), Stage.ACCEPTANCE, problems)
    received, clear = j.record.by_code(Receipt), register_of(j)

    def decide(application: Application) -> art14_acceptance.Acceptance:
        clear(application.uscc)
        return _accepted(j, application, next(iter(received.of(application.uscc)), None))

    j, decided = each(j, Stage.ACCEPTANCE, record.applications, lambda item: item.uscc, decide)
    j = weigh(j, Stage.ACCEPTANCE, [wrong for item in decided for wrong in _contradictions(item)])
    waiting = [
        f"{item.application.name}：{_awaited(item)}"
        for item in decided
        if item.outcome in _WAITING and j.left(item.application.uscc) is None
    ]
    if not events_schedule.closed(Phase.APPLICATIONS, j.settings.cycle.deadline, j.registered, j.events):
        day = "" if j.registered is None else f"，现有登记至{date_text(j.registered.day)}"
        waiting.append(
            f"申报截止日为{date_text(j.settings.cycle.deadline)}{day}，受理尚未结束；"
            "截止以后，在《变更事项》的“日程变更”登记“登记截至”或“宣布截止”"
        )
    return close(replace(j, acceptances=j.localised(decided)), Stage.ACCEPTANCE, waiting)


def _contradictions(item: art14_acceptance.Acceptance) -> Iterator[Problem]:
    """Name what contradicts itself in the entry of an application."""
    if item.receipt is not None:
        yield from art14_supplement.contradictions(item.application.uscc, item.receipt, item.findings)


def _accepted(j: Judgement, application: Application, receipt: Receipt | None) -> art14_acceptance.Acceptance:
    """Decide on one application, its supplement counted from its own notice."""
    cycle, notice = j.settings.cycle, None
    if art14_acceptance.supplements(application, receipt, j.papers, j.settings.readings, j.rules):
        notice = _notified(j, application.uscc)
    return art14_acceptance.accept(
        application,
        receipt,
        j.status.awards_of(application.uscc),
        j.status.bans_of(application.uscc),
        cycle,
        j.settings.readings,
        j.rules,
        j.calendar,
        j.papers,
        notice=notice,
        asked=bool(receipt and receipt.requested) or (notice is not None and notice.own),
    )


def _notified(j: Judgement, uscc: str) -> art14_supplement.Notified | None:
    """Give the day from which an applicant's supplement counts.

    Raises:
        Unread: a row of 发文登记 that may be its notice's does not say so.
    """
    cycle = j.settings.cycle
    days = () if cycle.supplement_from is None else ("dated", "printed")  # a day that cannot be read is not registered
    dispatches = j.record.having(Dispatch, "document", "subject", *days)
    wrong = [item for row in j.record.readable(Dispatch) for item in art14_supplement.perhaps_sent(uscc, row)]
    if wrong:
        raise Unread(wrong)
    return art14_supplement.notified(uscc, cycle, dispatches, j.events.papers)


def _awaited(item: art14_acceptance.Acceptance) -> str:
    """Say what an applicant that is not decided waits for."""
    cases = {finding.case for finding in item.findings if finding.verdict is Verdict.PENDING}
    return next((text for case, text in _CASES.items() if case in cases), _WAITING[item.outcome])


_CASES = {
    "14-undated": "要求补正的材料已经齐全，在《收发登记》的“收件登记”中登记补正材料收到日期",
    "14-unasked": "没有要求补正却登记了补正材料收到日期，在“收件登记”中改正",
    "14-both": "补正按期收到却登记为逾期未补正，在“收件登记”中改正",
    "14-notice": "登记补正通知书的成文日期或送达日期",
}
"""What is to be entered where the entries of a supplement are not complete or contradict each other."""
_WAITING = {
    AcceptanceOutcome.PENDING: "在《收发登记》的“收件登记”中登记收到日期",
    AcceptanceOutcome.SUPPLEMENT: "等待补正材料；收到后登记补正日期并放入补正后的申报书",
}


@guarded(Stage.QUALIFICATION)
def qualify(j: Judgement) -> Judgement:
    """第十五条: examine every accepted application."""
    if not j.accepted:
        return close(j, Stage.QUALIFICATION)
    if stopped := gate(j, Stage.QUALIFICATION, CHECKS):
        return stopped
    whole = j.record.whole
    waiting_ones = frozenset(j.stopped)
    named = ("uscc", "item", "round")
    loose = {j.record.about(row) for row in j.record.readable(Check) if row.lacking.keys() & {*named}}
    rounds = tuple(row for row in j.record.having(Check, *named) if not {"", row.uscc} & loose)
    problems = art15_qualification.check_coverage(
        j.acceptances, whole(Check), whole(Event), j.rules, waiting_ones, rounds
    )
    j = weigh(j, Stage.QUALIFICATION, problems)
    checks, events = j.record.by_code(Check), j.record.by_code(Event)
    clear = register_of(j)

    drawn = min((row.drawn for row in whole(Panel) if row.pool_digest), default=None)

    def examine(item: art14_acceptance.Acceptance) -> art15_qualification.Qualification:
        code = item.application.uscc
        clear(code)
        late = art15_qualification.late_refusals(checks.of(code), drawn)
        return art15_qualification.qualify(
            item,
            [row for row in checks.of(code) if row not in late],
            events.of(code),
            j.status.bans_of(code),
            j.settings.cycle,
            j.settings.readings,
            j.rules,
            j.status.awards_of(code),
            partial(parts, j),
        )

    j, examined = each(j, Stage.QUALIFICATION, j.accepted, lambda item: item.application.uscc, examine)
    passed = {item.acceptance.application.uscc for item in examined if item.verdict is Verdict.MET}
    refused = [row for code in passed for row in art15_qualification.late_refusals(checks.of(code), drawn)]
    given = _given(j)
    leaving = departures.of_refusals(row for row in refused if row.uscc not in given)
    told = departures.standing_refusals(row for row in refused if row.uscc in given)
    j = replace(j, departures=(*j.departures, *leaving)).found(told)
    waiting = [
        f"{item.acceptance.application.name}：{_asking(item.findings, checks.of(item.acceptance.application.uscc))}"
        for item in examined
        if item.verdict is Verdict.PENDING and j.left(item.acceptance.application.uscc) is None
    ]
    return close(replace(j, qualifications=j.localised(examined)), Stage.QUALIFICATION, waiting)


def _given(j: Judgement) -> frozenset[str]:
    """List those whose award is announced: what is found later is told, and undoes nothing."""
    meeting = j.record.one(ExecutiveMeeting)
    if meeting is None or meeting.known("announced") is None:
        return frozenset()
    rows = j.record.having(Approved, "uscc", "decision")
    return frozenset(row.uscc for row in rows if row.decision is GovernmentDecision.APPROVED)


def _asking(findings: Sequence[Finding], checks: Sequence[Check]) -> str:
    """Say what a pending applicant waits for: a second look, departments not heard, anything else by article."""
    latest = {row.item: row for row in sorted(checks, key=lambda row: row.round)}
    told = []
    if any(row.verdict is Verdict.PENDING for row in latest.values()):
        told.append("有待核事项，请部门复查后在《部门核查》中另加一轮")
    pending = [item for item in findings if item.verdict is Verdict.PENDING]
    if any(item.case.endswith("-missing") for item in pending):
        told.append("有的事项还没有部门结论，等待其余部门的《部门核查》")
    rest = dict.fromkeys(item.article for item in pending if not item.case.endswith(("-missing", "-checked")))
    if rest:
        told.append(f"{'、'.join(rest)}待核，原因见《资格审查表》")
    return "；".join(told)
