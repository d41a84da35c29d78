"""第十四条: applications within the announced window, completed within the days the cycle sets."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum

from toolchain.engine.value_objects import Value
from toolchain.model.chinese import date_text
from toolchain.model.findings import Finding
from toolchain.model.problems import Problem, problem
from toolchain.model.record import Application
from toolchain.model.rule_set.rules import Rules
from toolchain.model.sheets.register import Award, Ban
from toolchain.model.sheets.settings import Cycle, Readings, Receipt
from toolchain.model.sheets.vocabulary import BanCause, CreditReport, Term, Verdict, YesNo
from toolchain.model.work_calendar import WorkCalendar
from toolchain.regulation import art28_validity
from toolchain.regulation.art04_grades import again, waiting
from toolchain.regulation.art11_bars import FOREVER, article_of, case_of, facts_of, free_from
from toolchain.regulation.art14_supplement import Notified, planned, supplied, term
from toolchain.regulation.conditions import asks_credit, with_conditions
from toolchain.regulation.register import fraud_bans


class AcceptanceOutcome(StrEnum):
    """What the office answers an application."""

    ACCEPTED = "受理"
    SUPPLEMENT = "补正"
    REFUSED = "不予受理"
    PENDING = "待核"


class Acceptance(Value):
    """The decision on one application.

    Attributes:
        application: the application.
        receipt: the office's entry, None while it is missing.
        outcome: the answer.
        findings: deadline (14), papers (14), ban (25), validity of an earlier award (28).
        repeat: the applicant is an earlier laureate whose award has run out (第二十八条).
        missing: the papers to hand in, for 补正: those missing now, or those asked for then (Receipt.requested).
        supplement_until: the last day for it.
        earliest: the first day on which a refused applicant may be accepted again, where the rules give one.
    """

    application: Application
    receipt: Receipt | None
    outcome: AcceptanceOutcome
    findings: tuple[Finding, ...]
    repeat: bool
    missing: tuple[str, ...] = ()
    supplement_until: date | None = None
    earliest: date | None = None


COMMITMENT = "《企业信用承诺书》"
CREDIT_CERTIFICATE = "无严重失信行为证明"
_WAITS = frozenset({"14-window", "14-notice", "14-calendar", "14-undated", "14-unasked", "14-both"})


def accept(  # noqa: PLR0913 - what is on record of one application, and by what it is decided
    application: Application,
    receipt: Receipt | None,
    awards: Sequence[Award],
    bans: Sequence[Ban],
    cycle: Cycle,
    readings: Readings,
    rules: Rules,
    calendar: WorkCalendar,
    required: Sequence[str] = (),
    *,
    notice: Notified | None = None,
    asked: bool = True,
) -> Acceptance:
    """第十四条, 第二十五条, 第二十八条: decide on one application.

    Late or barred: 不予受理. Papers missing: 补正, that is required attachments not provided, or commitment or credit
    certificate without a date (第十条第（四）项). ``required`` names papers that must be there even where the applicant
    struck their row or their 必交. After the supplement came in within the days set: 受理, and the workbook handed in
    shows the papers; still missing, too late or entered as 逾期未补正: 不予受理. No receipt, or entries that
    contradict each other: 待核. ``notice`` is the day from which this applicant's term runs, by default the planned
    one; ``asked`` says whether anybody asked for a supplement.
    """
    kind = application.applicant.subject
    papers = with_conditions(required, rules, kind)
    missing = papers_missing(application, papers, readings, credit=asks_credit(rules, kind))
    supplement = bool(missing or (receipt and receipt.supplemented))
    notice = (notice or planned(cycle)) if supplement else None
    until = term(notice, cycle, calendar)
    mine = bans_of(application.uscc, awards, bans)
    titles = art28_validity.titles(application.uscc, awards, cycle.measuring)
    findings = (
        _window(application, receipt, cycle),
        *supplied(application, receipt, missing, notice, until, cycle, asked=asked),
        *_banned(application, receipt, mine, cycle, readings, rules),
        *_validity(application, titles, cycle, readings, rules),
        *waiting(application, awards, cycle, rules),
    )
    outcome = _outcome(findings)
    if outcome is AcceptanceOutcome.ACCEPTED:  # a ban that begins later acts from its own day (口径30-1)
        day = cycle.deadline if receipt is None else receipt.received
        later = {(ban.where("cause"), ban.where("since")) for ban in mine if ban.since > day}
        findings = tuple(item for item in findings if item.cells not in later)
    return Acceptance(
        application=application,
        receipt=receipt,
        outcome=outcome,
        findings=findings,
        missing=missing,
        supplement_until=until,
        earliest=_earliest(findings, mine, readings, rules) if outcome is AcceptanceOutcome.REFUSED else None,
        repeat=rules.art28.repeat_apart
        and (bool(titles) or art28_validity.returns(application.uscc, awards, cycle.measuring, readings.returning)),
    )


def supplements(
    application: Application, receipt: Receipt | None, required: Sequence[str], readings: Readings, rules: Rules
) -> bool:
    """Say whether a supplement has to do with an application at all: papers are missing, or some came in later."""
    kind = application.applicant.subject
    papers = with_conditions(required, rules, kind)
    missing = papers_missing(application, papers, readings, credit=asks_credit(rules, kind))
    return bool(missing or (receipt and receipt.supplemented))


def papers_missing(
    application: Application, required: Sequence[str] = (), readings: Readings | None = None, *, credit: bool = True
) -> tuple[str, ...]:
    """第十四条: name the papers to be handed in, in the order of the list, none twice, those of 信用 where asked.

    A 专项信用报告 with its date stands for the certificate, unless the cycle reads otherwise (口径10-2).
    """
    provided = {row.name for row in application.attachments if row.provided is YesNo.YES}
    reported = credit_report(application, readings) is not None
    if reported:
        provided.add(CREDIT_CERTIFICATE)
    must = [row.name for row in application.attachments if row.required is YesNo.YES]
    found = [name for name in (*must, *required) if name not in provided]
    if credit and application.applicant.commitment is None:
        found.append(COMMITMENT)
    if credit and application.applicant.credit_certificate is None and not reported:
        found.append(CREDIT_CERTIFICATE)
    return tuple(dict.fromkeys(found))


def credit_report(application: Application, readings: Readings | None) -> date | None:
    """Give the day of a 专项信用报告 that stands for the certificate (口径10-2)."""
    if readings is not None and readings.credit_report is CreditReport.REFUSED:
        return None
    return application.applicant.credit_report


def _outcome(findings: Sequence[Finding]) -> AcceptanceOutcome:
    """A reason to refuse goes first; then a receipt must be on record; then the papers must be there."""
    if any(finding.verdict is Verdict.NOT_MET for finding in findings):
        return AcceptanceOutcome.REFUSED
    pending = {finding.case for finding in findings if finding.verdict is Verdict.PENDING}
    if pending & _WAITS:
        return AcceptanceOutcome.PENDING
    return AcceptanceOutcome.SUPPLEMENT if pending else AcceptanceOutcome.ACCEPTED


def _window(application: Application, receipt: Receipt | None, cycle: Cycle) -> Finding:
    """第十四条: received by the deadline, that day included; what came in early is in time."""
    facts = [("opens", date_text(cycle.opens)), ("deadline", date_text(cycle.deadline))]
    if receipt is None:
        return Finding("14-window", "第十四条", application.uscc, Verdict.PENDING, tuple(facts))
    facts.append(("received", date_text(receipt.received)))
    return Finding(
        "14-window",
        "第十四条",
        application.uscc,
        Verdict.MET if receipt.received <= cycle.deadline else Verdict.NOT_MET,
        tuple(facts),
        (receipt.where("received"), cycle.where("deadline")),
    )


def bans_of(uscc: str, awards: Sequence[Award], bans: Sequence[Ban]) -> list[Ban]:
    """第二十五条第一款: list an organisation's bans; a title revoked for fraud bars though nobody entered the ban."""
    mine = [ban for ban in bans if ban.uscc == uscc]
    known = {ban.since for ban in mine if ban.cause is BanCause.FRAUD}
    lost = fraud_bans(award for award in awards if award.uscc == uscc)
    return [*mine, *(ban for ban in lost if ban.since not in known)]


def _banned(
    application: Application,
    receipt: Receipt | None,
    bans: Sequence[Ban],
    cycle: Cycle,
    readings: Readings,
    rules: Rules,
) -> tuple[Finding, ...]:
    """第二十五条第一款: what is received during a ban for fraud is not accepted; cheating belongs to 第十一条."""
    day = cycle.deadline if receipt is None else receipt.received
    found = []
    for ban in bans:
        if ban.cause is BanCause.CHEATING:
            continue
        free = free_from(ban, readings, rules)
        barred = ban.since <= day < free
        found.append(
            Finding(
                case_of(ban, free),
                article_of(ban, rules),
                application.uscc,
                Verdict.NOT_MET if barred else Verdict.MET,
                facts_of(ban, free),
                (ban.where("cause"), ban.where("since")),
                again=free if barred and free < FOREVER else None,
            )
        )
    return tuple(found)


def _validity(
    application: Application, titles: Sequence[Award], cycle: Cycle, readings: Readings, rules: Rules
) -> tuple[Finding, ...]:
    """第二十八条: every earlier title must have run out by the deadline; the last to end is told where all have.

    Under the other reading (by approval) the application is accepted and looked at again on the day of approval. Where
    the rule set counts from the award instead, so long must have passed since each title was announced.
    """
    if rules.art28.again.exists:
        return tuple(again(application, award, rules.art28.again, cycle, rules) for award in titles[-1:])
    running = [award for award in titles if art28_validity.in_force(award, cycle.measuring)]
    told = running or titles[-1:]
    return tuple(_title(application, award, cycle, readings, running=bool(running)) for award in told)


def _title(application: Application, award: Award, cycle: Cycle, readings: Readings, *, running: bool) -> Finding:
    free = art28_validity.open_again(award)
    later = running and readings.term is Term.APPROVAL and free < FOREVER
    return Finding(
        "28-approval" if later else "28-validity" if free < FOREVER else "28-never",
        "第二十八条",
        application.uscc,
        Verdict.NOT_MET if running and not later else Verdict.MET,
        (
            ("announced", date_text(award.announced)),
            ("until", date_text(award.valid_until)),
            ("deadline", date_text(cycle.measuring)),
            ("free", date_text(free)),
        ),
        (award.where("valid_until"), cycle.where("deadline")),
        "口径28-1",
        free if running and not later and free < FOREVER else None,
    )


def _earliest(findings: Sequence[Finding], bans: Sequence[Ban], readings: Readings, rules: Rules) -> date | None:
    """Give the first day on which an applicant held back by a ban or an award may be accepted: the longest one decides.

    Cheating does not refuse an application, but a date at which it would still bar is of no use to the applicant.
    """
    held = [finding.again for finding in findings if finding.again is not None]
    if not held:
        return None
    free = [free_from(ban, readings, rules) for ban in bans]
    return None if FOREVER in free else max([*held, *free])


def check_receipts(
    applications: Sequence[Application],
    receipts: Sequence[Receipt],
    unread: Sequence[str] = (),
    waiting: Collection[str] = (),
) -> tuple[Problem, ...]:
    """Name entries of the 收件登记 without an application in the inbox, and names that differ from it.

    Also two applications of one organisation. ``unread`` names
    the applications of which nobody can say yet whose they are; a missing one may be among them. ``waiting`` are the
    codes of those whose application is there and cannot be judged.
    """
    found: list[Problem] = []
    filed: dict[str, Application] = {}
    for application in applications:
        first = filed.setdefault(application.uscc, application)
        if first is not application:
            at = application.applicant.where("uscc")
            facts = {"name": application.name, "file": application.file, "other": first.file}
            found.append(problem("E-RULE-1403", at, subject=application.uscc, **facts))
    for receipt in receipts:
        if receipt.uscc in filed or receipt.uscc not in waiting:
            found.extend(_odd(receipt, filed.get(receipt.uscc), unread))
    return tuple(found)


def _odd(receipt: Receipt, application: Application | None, unread: Sequence[str]) -> list[Problem]:
    found, subject, name = [], receipt.uscc, receipt.name
    if application is None and unread:
        facts = {"name": name, "uscc": receipt.uscc, "files": "、".join(f"“{file}”" for file in unread)}
        found.append(problem("W-RULE-1405", receipt.where("uscc"), subject=subject, **facts))
    elif application is None:
        found.append(problem("E-RULE-1401", receipt.where("uscc"), subject=subject, name=name, uscc=receipt.uscc))
    elif application.name != name:
        found.append(problem("W-RULE-1402", receipt.where("name"), subject=subject, name=name, filed=application.name))
    return found
