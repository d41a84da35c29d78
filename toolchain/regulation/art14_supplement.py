"""第十四条: the supplement: from which day its term runs for each applicant, and whether it came in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from toolchain.engine.value_objects import Value
from toolchain.model.chinese import date_text
from toolchain.model.findings import Finding
from toolchain.model.problems import At, Problem, problem
from toolchain.model.record import Application
from toolchain.model.sheets.event_vocabulary import PaperEventKind
from toolchain.model.sheets.events import PaperEvent
from toolchain.model.sheets.settings import Cycle, Dispatch, Receipt
from toolchain.model.sheets.vocabulary import Verdict, YesNo
from toolchain.model.work_calendar import WorkCalendar

NOTICE = 4
"""The number of the 补正通知书 in the list of documents."""
TITLE = "补正通知书"
"""Its name there."""
TERM_READING = "口径14-2"


class Notified(Value):
    """The day from which an applicant's term runs, its own day not counted.

    Attributes:
        day: when the applicant's notice was delivered, else went out, else goes out by the timetable.
        at: the cell that says so.
        own: it is about this applicant's notice, not only the day planned for all.
    """

    day: date
    at: At
    own: bool


def planned(cycle: Cycle) -> Notified | None:
    """Give the day that the timetable names for all."""
    day = cycle.supplement_from
    return None if day is None else Notified(day, cycle.where("supplement_from"), own=False)


def sent(uscc: str, cycle: Cycle, dispatches: Iterable[Dispatch]) -> Notified | None:
    """Give the day on which an applicant's notice went out by the 发文登记, else the planned one.

    A registration of its own goes before one for all.
    """
    rows = [row for row in dispatches if row.document == NOTICE and row.subject in {None, uscc}]
    for row in sorted(rows, key=lambda item: item.subject is None):
        for name in ("printed", "dated"):
            day: date | None = getattr(row, name)
            if day is not None:
                return Notified(day, row.where(name), own=True)
    return planned(cycle)


def perhaps_sent(uscc: str, row: Dispatch) -> tuple[Problem, ...]:
    """Say what is wrong with a row of which nobody can say whether it registers an applicant's notice."""
    doubted = (*row.lacking.get("document", ()), *row.lacking.get("subject", ()))
    named = row.known("title") in {None, TITLE} if "document" in row.lacking else row.document == NOTICE
    mine = "subject" in row.lacking or row.subject in {None, uscc}
    return doubted if named and mine else ()


def notified(uscc: str, cycle: Cycle, dispatches: Iterable[Dispatch], papers: Iterable[PaperEvent]) -> Notified | None:
    """口径14-2: the day of delivery, else the day the notice went out, else the planned one; None without any."""
    for row in papers:
        if row.kind is PaperEventKind.DELIVERED and row.document == NOTICE and row.subject == uscc:
            return Notified(row.effective, row.where("effective"), own=True)
    return sent(uscc, cycle, dispatches)


def term(notice: Notified | None, cycle: Cycle, calendar: WorkCalendar) -> date | None:
    """Give the last working day for the supplement, the day of the notice not counted.

    None while there is no notice, or where the holidays of a year it runs into are not on file: they are never guessed.
    """
    return None if notice is None else calendar.after(notice.day, cycle.supplement_days)


def supplied(
    application: Application,
    receipt: Receipt | None,
    missing: Sequence[str],
    notice: Notified | None,
    until: date | None,
    cycle: Cycle,
    *,
    asked: bool,
) -> Iterator[Finding]:
    """第十四条: complete, to be supplemented, supplemented in time, or not; what contradicts itself waits for people.

    Args:
        application: as handed in last.
        receipt: the office's entry, None while it is missing.
        missing: the papers that are not there.
        notice: from which day the term runs.
        until: its last day.
        cycle: the days that the cycle sets.
        asked: a supplement was asked for, by the entry or by a notice of this applicant's own.
    """
    subject = application.uscc
    cells = tuple(row.where("provided") for row in application.attachments if row.name in missing) or (
        application.applicant.where("uscc"),
    )
    facts = [("missing", "、".join(missing))]
    came = None if receipt is None else receipt.supplemented
    if receipt is not None and came is not None:
        yield _came(application, receipt, missing, notice, until, cycle, asked=asked)
    elif receipt is not None and receipt.requested and not missing and receipt.lapsed is not YesNo.YES:
        told = (("requested", "、".join(receipt.requested)),)
        at = (receipt.where("supplemented"), receipt.where("requested"))
        yield Finding("14-undated", "第十四条", subject, Verdict.PENDING, told, at)
    if receipt is not None and came is None and receipt.lapsed is YesNo.YES and (missing or receipt.requested):
        facts = [("missing", "、".join(missing or receipt.requested or ())), ("days", str(cycle.supplement_days))]
        cells = (receipt.where("lapsed"), *cells)
        yield Finding("14-lapsed", "第十四条", subject, Verdict.NOT_MET, tuple(facts), cells)
    elif not missing:
        yield Finding("14-papers", "第十四条", subject, Verdict.MET, (), cells)
    else:
        verdict = Verdict.PENDING if came is None else Verdict.NOT_MET
        facts.append(("days", str(cycle.supplement_days)))
        yield Finding("14-papers", "第十四条", subject, verdict, tuple(facts), cells)


def _came(
    application: Application,
    receipt: Receipt,
    missing: Sequence[str],
    notice: Notified | None,
    until: date | None,
    cycle: Cycle,
    *,
    asked: bool,
) -> Finding:
    """Judge the day on which a supplement came in."""
    came, subject = receipt.supplemented, application.uscc
    facts: tuple[tuple[str, str], ...] = (("supplemented", date_text(came)),)
    own = receipt.where("supplemented")
    if not asked:
        return Finding("14-unasked", "第十四条", subject, Verdict.PENDING, facts, (own, receipt.where("requested")))
    if until is None:
        at = (cycle.where("supplement_from") if notice is None else notice.at, own)
        case = "14-notice" if notice is None else "14-calendar"
        return Finding(case, "第十四条", subject, Verdict.PENDING, facts, at)
    facts = (*facts, ("until", date_text(until)))
    at = (own, cycle.where("supplement_from") if notice is None else notice.at)
    in_time = came is not None and came <= until
    if in_time and not missing and receipt.lapsed is YesNo.YES:
        return Finding("14-both", "第十四条", subject, Verdict.PENDING, facts, (own, receipt.where("lapsed")))
    verdict = Verdict.MET if in_time else Verdict.NOT_MET
    return Finding("14-supplement", "第十四条", subject, verdict, facts, at, TERM_READING)


def contradictions(subject: str, receipt: Receipt, findings: Iterable[Finding]) -> Iterator[Problem]:
    """Name entries of one row about an applicant that cannot both be right, at both cells."""
    cases = {finding.case for finding in findings}
    name = receipt.known("name") or subject
    if "14-unasked" in cases:
        facts = {"supplemented": date_text(receipt.supplemented), "where": receipt.where("requested")}
        yield problem("E-RULE-1406", receipt.where("supplemented"), subject=subject, name=name, **facts)
    if "14-both" in cases:
        told = dict(next(finding.facts for finding in findings if finding.case == "14-both"))
        for at, other in (("supplemented", "lapsed"), ("lapsed", "supplemented")):
            facts = {"supplemented": told["supplemented"], "until": told["until"], "where": receipt.where(other)}
            yield problem("E-RULE-1407", receipt.where(at), subject=subject, name=name, **facts)
    asked = {"requested", "supplemented"} & receipt.lacking.keys() or receipt.requested or receipt.supplemented
    if receipt.known("lapsed") is YesNo.YES and not asked and "14-lapsed" not in cases:
        yield problem("W-RULE-1408", receipt.where("lapsed"), subject=subject, name=name)
