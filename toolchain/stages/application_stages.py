"""From the announcement to the examination of the applicants (第四条, 第十三条至第十五条)."""

from __future__ import annotations

from collections.abc import Sequence

from toolchain.model.chinese import date_text
from toolchain.model.record import by_code
from toolchain.model.sheets import APPLICATION, CHECKS, REGISTER
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.checks import Check, Event
from toolchain.model.sheets.event_kinds import Phase
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.settings import Receipt
from toolchain.model.sheets.vocabulary import Verdict
from toolchain.regulation import (
    art04_quota,
    art14_acceptance,
    art15_qualification,
    art16_ranking,
    art28_validity,
    events_schedule,
)
from toolchain.regulation.art14_acceptance import AcceptanceOutcome
from toolchain.stages.gates import close, gate
from toolchain.stages.judgement import Judgement, Stage, State


def launch(j: Judgement) -> Judgement:
    """第四条, 第十三条: the cycle is announced."""
    problems = (
        *art04_quota.check_interval(j.settings.cycle, j.record.all(Award), j.rules.art04),
        *art16_ranking.check_rules(j.settings.rules, j.settings.criteria, j.rules),
    )
    return close(j.found(problems), Stage.LAUNCH, problems)


def accept(j: Judgement) -> Judgement:
    """第十四条: decide on every application that came in."""
    if stopped := gate(j, Stage.ACCEPTANCE, REGISTER, APPLICATION, skip=APPLICATION):
        return stopped
    receipts = {row.uscc: row for row in j.record.all(Receipt)}
    settings = j.settings
    unread = tuple(item.file for item in j.record.of(APPLICATION) if item.one(Applicant) is None)
    problems = (
        *art28_validity.check_register(j.record.all(Award), j.rules.art28, j.rules.document),
        *art14_acceptance.check_receipts(j.record.applications, tuple(receipts.values()), unread),
    )
    decided = tuple(
        art14_acceptance.accept(
            application,
            receipts.get(application.uscc),
            j.status.awards_of(application.uscc),
            j.status.bans_of(application.uscc),
            settings.cycle,
            settings.readings,
            j.rules,
            j.calendar,
            j.papers,
        )
        for application in j.record.applications
    )
    j = j.found(problems, acceptances=decided)
    waiting = [
        f"{item.application.name}：{_WAITING[item.outcome]}"
        for item in decided
        if item.outcome in _WAITING and j.left(item.application.uscc) is None
    ]
    if not events_schedule.closed(Phase.APPLICATIONS, j.settings.cycle.deadline, j.registered, j.events):
        day = "" if j.registered is None else f"，现有登记至{date_text(j.registered.day)}"
        waiting.append(
            f"申报截止日为{date_text(j.settings.cycle.deadline)}{day}，受理尚未结束；"
            "截止以后，在《变更事项》的“日程变更”登记“登记截至”或“宣布截止”"
        )
    faulty = [f"改正申报书“{item.file}”后重新放入收件箱" for item in j.record.of(APPLICATION) if item.faulty]
    return close(j, Stage.ACCEPTANCE, problems, waiting=waiting, blocked=faulty)


_WAITING = {
    AcceptanceOutcome.PENDING: "在《届次设置》的“收件登记”中登记收到日期",
    AcceptanceOutcome.SUPPLEMENT: "等待补正材料；收到后登记补正日期并放入补正后的申报书",
}


def qualify(j: Judgement) -> Judgement:
    """第十五条: examine every accepted application."""
    if not j.accepted:
        return j.step(Stage.QUALIFICATION, State.DONE)
    if stopped := gate(j, Stage.QUALIFICATION, CHECKS):
        return stopped
    checks, events = j.record.all(Check), j.record.all(Event)
    problems = art15_qualification.check_coverage(j.acceptances, checks, events, j.rules)
    checked, happened = by_code(checks), by_code(events)
    examined = tuple(
        art15_qualification.qualify(
            item,
            checked.get(item.application.uscc, ()),
            happened.get(item.application.uscc, ()),
            j.status.bans_of(item.application.uscc),
            j.settings.cycle,
            j.settings.readings,
            j.rules,
            j.status.awards_of(item.application.uscc),
        )
        for item in j.accepted
    )
    waiting = [
        f"{item.acceptance.application.name}：{_asking(checked.get(item.acceptance.application.uscc, ()))}"
        for item in examined
        if item.verdict is Verdict.PENDING and j.left(item.acceptance.application.uscc) is None
    ]
    return close(j.found(problems, qualifications=examined), Stage.QUALIFICATION, problems, waiting=waiting)


def _asking(checks: Sequence[Check]) -> str:
    """Say what a pending applicant waits for: a department's second look, or departments not heard yet."""
    latest = {row.item: row for row in sorted(checks, key=lambda row: row.round)}
    if any(row.verdict is Verdict.PENDING for row in latest.values()):
        return "有待核事项，请部门复查后在《部门核查》中另加一轮"
    return "有的事项还没有部门结论，等待其余部门的《部门核查》"
