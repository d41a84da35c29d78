"""第十八条: public notice of at least five working days, objections, approval, announcement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from toolchain.engine.value_objects import Value
from toolchain.model.chinese import date_text
from toolchain.model.problems import At, Problem, problem
from toolchain.model.rule_set.numbers import Art18
from toolchain.model.sheets.approval import Approved, ExecutiveMeeting
from toolchain.model.sheets.events import DecisionEvent
from toolchain.model.sheets.notice import Objection, Posting
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.vocabulary import GovernmentDecision, OpenObjection, SignOff
from toolchain.model.work_calendar import WorkCalendar
from toolchain.regulation import art18_objections, art18_postings, dates

_ENOUGH = 2
"""So many certificates' numbers written one way show how the cycle writes them."""


class Notice(Value):
    """Where the public notice stands.

    Attributes:
        posting: the notice in force (last one), None before it is posted.
        ends: the day on which the last working day required ends.
        objections: every objection to a nominee.
        open: numbers of objections without a conclusion; they block their subject.
        removed: nominees removed by an upheld objection; nobody moves up.
        standing: nominees that go on, in their order.
        concluded: the sign-off date once all is settled, None while it is not.
    """

    posting: Posting | None
    ends: date | None
    objections: tuple[Objection, ...]
    open: tuple[str, ...]
    removed: tuple[str, ...]
    standing: tuple[str, ...]
    concluded: date | None


class LaterApproval(Value):
    """A nominee whose approval was deferred and given later, by a meeting and in an announcement of its own.

    Attributes:
        uscc: the nominee.
        event: the row of 变更事项.
        row: its entry in 政府审定, with bank and account; None where there is none.
    """

    uscc: str
    event: DecisionEvent
    row: Approved | None

    @property
    def announced(self) -> date | None:
        """Give the day from which its title holds; None while its announcement is not out."""
        return self.event.announced


class Approval(Value):
    """What the government decided.

    Attributes:
        meeting: the executive meeting.
        approved: nominees approved, in the order of the notice.
        refused: nominees refused.
        announced: date of the announcement, None while it is not out.
        rows: the entry of each nominee.
        later: nominees deferred at first and approved since.
    """

    meeting: ExecutiveMeeting
    approved: tuple[str, ...]
    refused: tuple[str, ...]
    announced: date | None
    rows: tuple[Approved, ...]
    later: tuple[LaterApproval, ...] = ()

    @property
    def granted(self) -> tuple[str, ...]:
        """List whoever was approved, at first or later."""
        return (*self.approved, *(item.uscc for item in self.later))


def conclude(
    nominees: Sequence[str],
    postings: Sequence[Posting],
    objections: Sequence[Objection],
    calendar: WorkCalendar,
    p: Art18,
    sign_off: SignOff | None = None,
    open_objection: OpenObjection | None = None,
) -> tuple[Notice, tuple[Problem, ...]]:
    """Judge the notice: length in working days (posting day not counted), list as voted, objections, sign-off.

    A notice that is too short, signed off early or with another list is a problem; that it follows the vote is held by
    the order of dates. A changed list (upheld objection) needs a new notice of the remaining ones before it can be
    signed off. Only the last notice is judged: a new one mends what was wrong with an earlier one. It may be signed off
    on its last day, or from the next one (口径18-3). An open objection holds the list, or its subject alone, which then
    does not stand until it is settled (口径18-5).
    """
    alone = open_objection is OpenObjection.SUBJECT
    ordered = sorted(postings, key=lambda row: row.number)
    last = ordered[-1] if ordered else None
    problems = [*art18_postings.sequence(ordered), *art18_objections.check(objections, nominees, ordered)]
    problems += art18_objections.late(objections, p.settled, calendar)
    mine = tuple(row for row in objections if row.uscc in nominees)
    weighed = [row for row in mine if art18_objections.counts(row, last)]
    upheld = [row for row in weighed if art18_objections.upheld(row)]
    waiting = tuple(row.number for row in weighed if art18_objections.waits(row))
    gone = {row.uscc for row in upheld}
    waits = {row.uscc for row in weighed if row.number in waiting}
    ends = None if last is None else notice_ends(last.posted, p, calendar)
    changed: list[Objection] = []
    if last is not None:
        changed = [row for row in upheld if _while_posted(row, last)]
        problems += art18_postings.length(last, ends, calendar, p)
        problems += art18_postings.listing(last, nominees, [row for row in upheld if row not in changed])
        problems += art18_postings.sign_off(last, ends, weighed, sign_off, alone=alone)
        problems += art18_postings.changed(last, changed)
    held_up = bool(waiting) and not alone
    wrong = [item for item in problems if item.blocks and not (alone and item.subject)]
    settled = last is not None and not held_up and not changed and not wrong
    notice = Notice(
        posting=last,
        ends=ends,
        objections=mine,
        open=waiting,
        removed=tuple(uscc for uscc in nominees if uscc in gone),
        standing=tuple(uscc for uscc in nominees if uscc not in gone and not (alone and uscc in waits)),
        concluded=last.concluded if last is not None and settled else None,
    )
    return notice, tuple(problems)


def _while_posted(row: Objection, last: Posting) -> bool:
    """Say whether an objection was upheld while the list naming its subject was posted, the posting day included."""
    if row.concluded is None or row.concluded < last.posted:
        return False
    return row.concluded > last.posted or row.uscc in (last.nominees or ())


def notice_ends(posted: date, p: Art18, calendar: WorkCalendar) -> date | None:
    """Give the last day of a notice, the posting day not counted; None where a year's holidays are not on file."""
    return dates.ends(posted, p.notice, calendar)


def approve(
    notice: Notice,
    meeting: ExecutiveMeeting,
    rows: Sequence[Approved],
    names: Collection[tuple[str, str]],
    p: Art18 | None = None,
    awards: Sequence[Award] = (),
    *,
    whole: bool = True,
) -> tuple[Approval | None, tuple[Problem, ...]]:
    """Judge the approval: after the sign-off, all standing nominees decided, nobody else, then the announcement.

    None while a decision is 待议, and where something is wrong; what is wrong with one nominee leaves that one out.
    ``names`` are the standing nominees' names by code, ``awards`` the register, whose certificates have their numbers;
    ``whole`` says that no row of the sheet is left out.
    """
    problems = (
        *_moments(notice, meeting, before=p is not None and p.after_decision),
        *_coverage(notice, meeting, rows, dict(names)),
        *_certificates(meeting, rows, awards, whole=whole),
    )
    decided = {str(row.uscc): row.decision for row in rows}
    pending = any(row.decision is GovernmentDecision.PENDING for row in rows)
    if pending or any(item.blocks and not item.subject for item in problems):
        return None, problems
    waiting = {item.subject for item in problems if item.blocks} | (set(notice.standing) - decided.keys())
    standing = [uscc for uscc in notice.standing if uscc not in waiting]
    approval = Approval(
        meeting=meeting,
        approved=tuple(uscc for uscc in standing if decided[uscc] is GovernmentDecision.APPROVED),
        refused=tuple(uscc for uscc in standing if decided[uscc] is GovernmentDecision.REFUSED),
        announced=meeting.announced,
        rows=tuple(rows),
    )
    return approval, problems


def _moments(notice: Notice, meeting: ExecutiveMeeting, *, before: bool) -> Iterator[Problem]:
    """公示, 常务会议, 公告, in this order; ``before``: 常务会议 first. The same day is in order."""
    held = date_text(meeting.held)
    if notice.concluded is None:
        yield problem("E-RULE-1840", meeting.where("held"), held=held)
    elif before and notice.posting is not None and notice.posting.posted < meeting.held:
        at, posted = notice.posting.where("posted"), date_text(notice.posting.posted)
        yield problem("E-RULE-1823", at, held=held, posted=posted)
    elif not before and meeting.held < notice.concluded:
        yield problem("E-RULE-1831", meeting.where("held"), held=held, signed=date_text(notice.concluded))


def _coverage(
    notice: Notice, meeting: ExecutiveMeeting, rows: Sequence[Approved], names: Mapping[str, str]
) -> Iterator[Problem]:
    """Every nominee that stands has its decision, and nobody else; what is pending cannot have been announced."""
    listed = {row.uscc for row in rows}
    for uscc in notice.standing:
        if uscc not in listed:
            at = At(meeting.at.file, Approved.sheet.title)
            yield problem("E-RULE-1832", at, subject=uscc, name=names.get(uscc, uscc))
    for row in rows:
        if row.uscc not in notice.standing:
            yield problem("E-RULE-1833", row.where("uscc"), subject=row.uscc, name=row.name)
        elif row.name != names.get(row.uscc, row.name):
            yield problem("W-RULE-1834", row.where("name"), subject=row.uscc, name=row.name, filed=names[row.uscc])
        if row.decision is GovernmentDecision.PENDING and meeting.announced is not None:
            yield problem("E-RULE-1839", row.where("decision"), subject=row.uscc, name=row.name)


def _certificates(
    meeting: ExecutiveMeeting, rows: Sequence[Approved], awards: Sequence[Award], *, whole: bool
) -> Iterator[Problem]:
    """A certificate number is one laureate's only, and only a laureate has one."""
    seen: dict[str, Approved] = {}
    used = {award.certificate: award for award in awards if award.announced != meeting.announced}
    for row in rows:
        if not row.certificate:
            if meeting.announced is not None and row.decision is GovernmentDecision.APPROVED:
                yield problem("W-RULE-1838", row.where("certificate"), subject=row.uscc, name=row.name)
            continue
        at = row.where("certificate")
        if row.decision is not GovernmentDecision.APPROVED:
            facts = {"certificate": row.certificate, "decision": row.decision}
            yield problem("E-RULE-1837", at, subject=row.uscc, name=row.name, **facts)
        first = seen.setdefault(row.certificate, row)
        if first is not row:
            facts = {"certificate": row.certificate, "other": first.name}
            yield problem("E-RULE-1836", at, subject=row.uscc, name=row.name, **facts)
        if row.certificate in used:
            facts = {
                "certificate": row.certificate,
                "other": f"{used[row.certificate].name}（{used[row.certificate].cycle}）",
            }
            yield problem("E-RULE-1836", at, subject=row.uscc, name=row.name, **facts)
    approved = [row for row in seen.values() if row.decision is GovernmentDecision.APPROVED]
    yield from _odd_certificates(approved, whole=whole)


def _odd_certificates(rows: Sequence[Approved], *, whole: bool) -> Iterator[Problem]:
    """Name a certificate's number not written as all others of its cycle are, and gaps where the list is ``whole``."""
    shapes = {row.uscc: _YEAR_OR_DIGIT.sub(lambda found: found[1] or "0", row.certificate or "") for row in rows}
    [(usual, count), *_] = Counter(shapes.values()).most_common(1) or [("", 0)]
    if count < len(rows) - 1 or count < _ENOUGH:
        return
    for row in rows:
        if shapes[row.uscc] != usual:
            other = next(item.certificate for item in rows if shapes[item.uscc] == usual) or ""
            facts = {"certificate": row.certificate or "", "other": other}
            yield problem("W-RULE-1846", row.where("certificate"), subject=row.uscc, name=row.name, **facts)
    if set(shapes.values()) != {usual} or not whole:
        return
    serials = sorted(((_serial(row), row) for row in rows), key=lambda pair: pair[0])
    for (before, earlier), (after, row) in pairwise(serials):
        if after - before > 1:
            facts = {"certificate": row.certificate or "", "other": earlier.certificate or ""}
            yield problem("W-RULE-1848", row.where("certificate"), subject=row.uscc, name=row.name, **facts)


def _serial(row: Approved) -> int:
    """Give the last number of a certificate's number, 0 where it has none."""
    return int((re.findall(r"[0-9]+", row.certificate or "") or ["0"])[-1])


_YEAR_OR_DIGIT = re.compile(r"((?:19|20)\d\d)|\d")
"""A year in a certificate's number stays what it is, so that one of another year stands out."""
