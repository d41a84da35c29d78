"""第十八条: the public notices posted: their order, length, list and sign-off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from toolchain.model.chinese import date_text
from toolchain.model.problems import Problem, problem
from toolchain.model.rule_set.numbers import Art18
from toolchain.model.rule_set.spans import Unit
from toolchain.model.sheets.notice import Objection, Posting
from toolchain.model.sheets.vocabulary import SignOff
from toolchain.model.work_calendar import WorkCalendar
from toolchain.regulation import art18_objections


def sequence(ordered: Sequence[Posting]) -> Iterator[Problem]:
    """Notices count 1, 2, 3, each posted after the one before, which nobody signs off any more."""
    for expected, row in enumerate(ordered, start=1):
        if row.number != expected:
            yield problem("E-RULE-1801", row.where("number"), found=row.number, expected=expected)
            break
    for earlier, later in pairwise(ordered):
        if later.posted <= earlier.posted:
            facts = {"posted": date_text(later.posted), "before": date_text(earlier.posted)}
            yield problem("E-RULE-1802", later.where("posted"), number=later.number, **facts)
        if earlier.concluded is not None:
            yield problem("W-RULE-1812", earlier.where("concluded"), number=earlier.number, later=later.number)


def length(row: Posting, ends: date | None, calendar: WorkCalendar, p: Art18) -> Iterator[Problem]:
    """Long enough; a year whose holidays are not on file is refused, never guessed."""
    posted = date_text(row.posted)
    if ends is None:
        year = calendar.missing(row.posted, p.notice.number)
        yield problem("E-RULE-1803", row.where("posted"), posted=posted, span=p.notice, year=year)
    elif row.until < ends:
        facts = {"posted": posted, "until": date_text(row.until), "ends": date_text(ends)}
        yield problem("E-RULE-1805", row.where("until"), span=p.notice, **facts)
    if ends is not None and p.notice.unit is Unit.WORKDAY and calendar.unsettled(ends):
        yield problem("W-RULE-1822", row.where("until"), ends=date_text(ends), year=ends.year + 1)


def listing(row: Posting, nominees: Sequence[str], removed: Sequence[Objection]) -> Iterator[Problem]:
    """The list is the one voted, without whoever an objection removed before the notice was posted."""
    gone = {objection.uscc for objection in removed}
    expected = [uscc for uscc in nominees if uscc not in gone]
    posted = row.nominees or ()
    missing = [uscc for uscc in expected if uscc not in posted]
    strange = [uscc for uscc in posted if uscc not in expected]
    if missing or strange:
        facts = {"missing": "、".join(missing) or "无", "strange": "、".join(strange) or "无"}
        yield problem("E-RULE-1806", row.where("nominees"), number=row.number, **facts)


def sign_off(
    row: Posting,
    ends: date | None,
    weighed: Sequence[Objection],
    reading: SignOff | None = None,
    *,
    alone: bool = False,
) -> Iterator[Problem]:
    """The sign-off waits for the last day, as required and as printed, and for every objection.

    By 口径18-3 the last day itself may do or not; by 口径18-5 an open objection may hold its subject ``alone``.
    """
    if row.concluded is None:
        return
    at, signed = row.where("concluded"), date_text(row.concluded)
    last = max(row.until, ends) if ends is not None else row.until
    if row.concluded < last or (reading is SignOff.FOLLOWING and row.concluded == last):
        yield problem("E-RULE-1807", at, signed=signed, last=date_text(last))
    waiting = [item.number for item in weighed if art18_objections.waits(item)]
    if waiting and not alone:
        yield problem("E-RULE-1808", at, numbers="、".join(waiting))
    for item in weighed:
        if item.concluded is not None and item.concluded > row.concluded and not alone:
            facts = {"objection": item.number, "decided": date_text(item.concluded)}
            yield problem("E-RULE-1809", at, subject=item.uscc, signed=signed, **facts)
    if not row.confirmed_by:
        yield problem("W-RULE-1821", row.where("confirmed_by"), signed=signed)


def changed(row: Posting, changed: Sequence[Objection]) -> Iterator[Problem]:
    """A list that changed while it was posted must be posted anew; signing it off is wrong."""
    for item in changed:
        facts = {"objection": item.number, "uscc": item.uscc, "number": row.number + 1}
        if row.concluded is None:
            yield problem("W-RULE-1811", item.where("outcome"), subject=item.uscc, **facts)
        else:
            yield problem("E-RULE-1810", row.where("concluded"), subject=item.uscc, **facts)
