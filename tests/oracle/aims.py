"""Cycles aimed at one rule each: a faultless cycle with one workbook changed where the rule decides.

The dice seldom throw these; each aim puts them by hand, and what follows is filled from it as ever.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from tests.oracle.cells import years_later
from tests.oracle.random_opening import Rows, days
from tests.rows import row_of
from toolchain.model.sheets import APPROVAL, CHECKS, COMMITTEE, EXPERTS, NOTICE, REGISTER, SCORES, SETTINGS, SUPERVISION
from toolchain.model.sheets.approval import Approved, ExecutiveMeeting
from toolchain.model.sheets.checks import Check, Event
from toolchain.model.sheets.committee import Ballot, Count, Member
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.notice import Objection, Posting
from toolchain.model.sheets.register import Award, Ban
from toolchain.model.sheets.scores import Score
from toolchain.model.sheets.settings import Cycle, CycleRules, Readings, Receipt
from toolchain.model.sheets.supervision import Incident
from toolchain.model.sheets.vocabulary import (
    BallotForm,
    BanCause,
    Degree,
    EventKind,
    EventLevel,
    GovernmentDecision,
    IncidentDecision,
    IncidentKind,
    Outcome,
    Quorum,
    Repaired,
    Scoring,
    SecondBallot,
    Teller,
    Term,
    Vote,
    Voters,
    YesNo,
)
from toolchain.model.workbook_declaration import Workbook

Edit = Callable[[Any, Cycle], None]
"""Changes the rows of one workbook in place; done twice it is as if done once."""

Aim = dict[str, Edit]
"""The edits by the title of the workbook."""

LATER = 65
"""Days after the deadline on which the qualification is over and the committee has not met."""


def _each(sheet: type[Any], **changes: Any) -> Edit:
    def edit(rows: Rows, _: Cycle) -> None:
        rows[sheet] = [replace(row, **changes) for row in rows[sheet]]

    return edit


def _first(sheet: type[Any], **changes: Any) -> Edit:
    def edit(rows: Rows, _: Cycle) -> None:
        rows[sheet] = [replace(row, **changes) if number == 0 else row for number, row in enumerate(rows[sheet])]

    return edit


def _event(kind: EventKind, level: EventLevel | None = None, *, after: int = -100, repaired: bool = False) -> Aim:
    def edit(rows: Any, cycle: Cycle) -> None:
        rows[Event] = [
            row_of(
                Event,
                uscc=rows[Check][0].uscc,
                kind=kind,
                level=level,
                happened=cycle.deadline + days(after),
                repaired=cycle.deadline if repaired else None,
                facts="事实",
                evidence="记录",
                department="区某局",
            )
        ]

    return {CHECKS.title: edit}


def _ban(cause: BanCause, after: int) -> Aim:
    """A ban that begins some days after the deadline; everybody applied two days before it."""

    def receive(rows: Rows, cycle: Cycle) -> None:
        _each(Receipt, received=cycle.deadline - days(2))(rows, cycle)

    def ban(rows: Any, cycle: Cycle) -> None:
        rows[Ban] = [
            row_of(Ban, uscc=WHO[0], name=WHO[1], cause=cause, since=cycle.deadline + days(after), evidence="决定书")
        ]

    return {SETTINGS.title: _both(receive, _whom), REGISTER.title: ban}


WHO: list[Any] = ["", ""]
"""The first applicant of the cycle that is being made: code and name."""


def _whom(rows: Any, _: Cycle) -> None:
    WHO[:] = [rows[Receipt][0].uscc, rows[Receipt][0].name]


def _both(*edits: Edit) -> Edit:
    def edit(rows: Any, cycle: Cycle) -> None:
        for one in edits:
            one(rows, cycle)

    return edit


def _held_title(rows: Any, cycle: Cycle) -> None:
    until = cycle.deadline + days(400)
    rows[Award] = [
        row_of(
            Award,
            uscc=WHO[0],
            name=WHO[1],
            cycle="2019届",
            year=2019,
            basis="红政〔2015〕1号",
            announced=years_later(until, -4),
            valid_until=until,
            certificate="证2019000001",
        )
    ]


def _quorum(rows: Any, _: Cycle) -> None:
    """Two thirds of nine members come."""
    found = rows[Member][:9]
    while len(found) < 9:
        number = len(found) + 1
        found.append(replace(found[-1], number=f"W{number:02d}", name=f"委员{number}"))
    rows[Member] = [replace(row, present=YesNo.YES if place < 6 else YesNo.NO) for place, row in enumerate(found)]


def _tallies(rows: Any) -> dict[tuple[int, str], dict[str, int]]:
    """Count the papers as they lie."""
    found: dict[tuple[int, str], dict[str, int]] = {}
    names = {Vote.FOR: "favour", Vote.AGAINST: "against", Vote.ABSTAIN: "abstained", Vote.INVALID: "invalid"}
    for row in rows[Ballot]:
        box = found.setdefault((row.round, row.uscc), dict.fromkeys(("returned", *names.values()), 0))
        box["returned"] += 1
        box[names[row.vote]] += 1
    return found


def _counted(change: Callable[[dict[str, int], Teller], dict[str, int]]) -> Edit:
    """Let both tellers write down what lies there, changed."""

    def edit(rows: Any, _: Cycle) -> None:
        boxes = _tallies(rows)
        once = {(row.round, row.uscc): row for row in rows[Count]}
        rows[Count] = [
            replace(row, teller=teller, **change(dict(boxes[key]), teller))
            for key, row in once.items()
            if key in boxes
            for teller in Teller
        ]

    return edit


def _too_few(box: dict[str, int], _: Teller) -> dict[str, int]:
    back = box["returned"] - 1
    return {"returned": back, "favour": back, "against": 0, "abstained": 0, "invalid": 0}


def _differently(box: dict[str, int], teller: Teller) -> dict[str, int]:
    moved = 1 if teller is Teller.WATCHING and box["favour"] else 0
    return box | {"favour": box["favour"] - moved, "against": box["against"] + moved}


def _second_ballot(rows: Any, cycle: Cycle) -> None:
    """All are level first; then two have every vote, one has half of them, the others have none."""
    second = sorted({row.uscc for row in rows[Ballot] if row.round == 2})
    seen: dict[str, int] = {}
    found = []
    for row in rows[Ballot]:
        place = second.index(row.uscc) if row.round == 2 else 0
        seen[row.uscc] = seen.get(row.uscc, 0) + (row.round == 2)
        yes = row.round == 1 or place < 2 or (place == 2 and seen[row.uscc] % 2 == 0)
        found.append(replace(row, vote=Vote.FOR if yes else Vote.AGAINST))
    rows[Ballot] = found
    _counted(lambda box, _: box)(rows, cycle)


def _objection(accepted: YesNo, outcome: Outcome) -> Aim:
    def edit(rows: Any, _: Cycle) -> None:
        last = rows[Posting][0]
        if not last.nominees:
            return
        rows[Posting] = [replace(last, concluded=last.until + days(1), confirmed_by="张三")]
        ends = {} if outcome is Outcome.OPEN else {"investigation": "已调查", "concluded": last.posted + days(2)}
        rows[Objection] = [
            row_of(
                Objection,
                received=last.posted + days(1),
                uscc=last.nominees[0],
                matter="反映数据",
                accepted=accepted,
                outcome=outcome,
                **{"investigation": None, "concluded": None, "replied": None, **ends},
            )
        ]

    return {NOTICE.title: edit}


def _short_list(rows: Any, _: Cycle) -> None:
    """The notice forgets one nominee."""
    rows[Objection] = []
    last = rows[Posting][0]
    rows[Posting] = [
        replace(last, nominees=(last.nominees or ())[1:], concluded=last.until + days(1), confirmed_by="张三")
    ]


def _unapproved(rows: Any, cycle: Cycle) -> None:
    """What revokes a title is found, and no government has approved the revocation."""
    changes = {"kind": IncidentKind.ACCIDENT, "outcome": Outcome.UPHELD, "decision": IncidentDecision.REVOKE}
    changes |= {"approved": None, "meeting": None, "serious": None, "amount": None}
    rows[Incident] = [replace(row, happened=cycle.deadline - days(700), **changes) for row in rows[Incident]]


def _put_off(rows: Any, cycle: Cycle) -> None:
    """The government puts one decision off, and nothing is announced."""
    _first(Approved, decision=GovernmentDecision.PENDING, certificate=None)(rows, cycle)
    _each(ExecutiveMeeting, announced=None)(rows, cycle)


def _settings(**changes: Any) -> Edit:
    """Choose rules and readings; every candidate has a paper of its own."""
    rules = {name: value for name, value in changes.items() if name in CycleRules.__dataclass_fields__}
    readings = {name: value for name, value in changes.items() if name not in rules}
    single = {"ballot_form": BallotForm.SINGLE, "vote_cap": None, "candidates": 8}
    return _both(
        _each(CycleRules, **{**single, **rules}), _each(Readings, **{"voters": Voters.RETURNED, **readings}), _whom
    )


_LEVEL_SCORES = _settings(scoring=Scoring.PERCENT, minimum_score=Decimal(700))

AIMS: tuple[Aim, ...] = (
    _event(EventKind.OFFENCE),
    _event(EventKind.INSPECTION, EventLevel.DISTRICT),
    {SETTINGS.title: _settings(repaired=Repaired.CLEARED), **_event(EventKind.DISHONESTY, repaired=True)},
    _ban(BanCause.FRAUD, 0),
    _event(EventKind.OFFENCE, after=LATER),
    _ban(BanCause.CHEATING, LATER),
    {SETTINGS.title: _settings(term=Term.APPROVAL), REGISTER.title: _held_title},
    {EXPERTS.title: _first(Expert, degree=Degree.COLLEGE, senior=YesNo.NO)},
    {SETTINGS.title: _LEVEL_SCORES, SCORES.title: _each(Score, desk=Decimal(70), site=Decimal(70))},
    {SETTINGS.title: _settings(quorum=Quorum.TWO_THIRDS, ballot_form=BallotForm.LIST), COMMITTEE.title: _quorum},
    {SETTINGS.title: _settings(), COMMITTEE.title: _counted(lambda box, _: box | {"handed": 99})},
    {SETTINGS.title: _settings(), COMMITTEE.title: _counted(_too_few)},
    {SETTINGS.title: _settings(), COMMITTEE.title: _counted(_differently)},
    {SETTINGS.title: _settings(second_ballot=SecondBallot.THRESHOLD), COMMITTEE.title: _second_ballot},
    {SETTINGS.title: _settings(second_ballot=SecondBallot.MOST), COMMITTEE.title: _second_ballot},
    _objection(YesNo.YES, Outcome.OPEN),
    {NOTICE.title: _short_list},
    {APPROVAL.title: _put_off},
    {SUPERVISION.title: _unapproved},
)


ENDS = {3: "资格审查", 7: "评审组"}
"""The last stage of cycles that go on with others once the rule is read otherwise: a change is then noticed before."""


def end_of(number: int, last: str) -> str:
    """Give the last stage of an aimed cycle."""
    return ENDS.get(number % len(AIMS), last)


def aim(number: int, book: Workbook, rows: Rows, cycle: Cycle) -> None:
    """Change the rows of a workbook as an aim has it."""
    edit = AIMS[number % len(AIMS)].get(book.title)
    if edit is not None:
        edit(rows, cycle)
