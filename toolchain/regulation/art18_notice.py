"""第十八条: public notice of at least five working days, objections, approval, announcement."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toolchain.parameters import Art18
from toolchain.problems import Problem
from toolchain.sheets.approval import Approved
from toolchain.sheets.approval import ExecutiveMeeting
from toolchain.sheets.notice import Objection
from toolchain.sheets.notice import Posting
from toolchain.workdays import WorkCalendar


@dataclass(frozen=True)
class Notice:
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


@dataclass(frozen=True)
class Approval:
    """What the government decided.

    Attributes:
        meeting: the executive meeting.
        approved: nominees approved, in the order of the notice.
        refused: nominees refused.
        announced: date of the announcement, None while it is not out.
        rows: the entry of each nominee.
    """

    meeting: ExecutiveMeeting
    approved: tuple[str, ...]
    refused: tuple[str, ...]
    announced: date | None
    rows: tuple[Approved, ...]


def conclude(
    nominees: Sequence[str],
    held: date,
    postings: Sequence[Posting],
    objections: Sequence[Objection],
    calendar: WorkCalendar,
    p: Art18,
) -> tuple[Notice, tuple[Problem, ...]]:
    """Judge the notice: length in working days (posting day not counted), list as voted, objections, sign-off.

    ``held`` is the day of the vote; a notice before it, too short, signed off early or with another list is a problem. A
    changed list (upheld objection) needs a new notice of the remaining ones before it can be signed off.
    """
    raise NotImplementedError


def approve(
    notice: Notice, meeting: ExecutiveMeeting, rows: Sequence[Approved], names: Collection[tuple[str, str]]
) -> tuple[Approval | None, tuple[Problem, ...]]:
    """Judge the approval: after the sign-off, every standing nominee decided, nobody else, announcement after the meeting."""
    raise NotImplementedError
