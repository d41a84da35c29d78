"""Random notices, approvals and incidents of a cycle."""

from __future__ import annotations

from datetime import date

from tests.oracle.calendar import workday_after
from tests.oracle.random_opening import Luck, Rows, days
from tests.rows import row_of
from toolchain.model.schema import USCC, Row, Yuan
from toolchain.model.sheets.approval import Approved, ExecutiveMeeting
from toolchain.model.sheets.notice import Objection, Posting
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.supervision import Incident
from toolchain.model.sheets.vocabulary import GovernmentDecision, IncidentDecision, IncidentKind, Outcome, YesNo


def notice(luck: Luck, posted: date, nominated: list[USCC], names: dict[str, str]) -> tuple[Rows, date]:
    """Make up one or two notices, with objections."""
    objections: list[Row] = []
    standing = list(nominated)
    waiting = False
    for number, uscc in enumerate(nominated, start=1):
        if not luck.yes(0.2):
            continue
        accepted = luck.rng.choice((YesNo.YES, YesNo.YES, YesNo.NO))
        open_end = accepted is YesNo.YES and luck.yes(luck.open_ends * 2)
        outcome = Outcome.OPEN if open_end else luck.rng.choice((Outcome.UPHELD, Outcome.DISMISSED))
        if accepted is YesNo.NO:
            outcome = Outcome.DISMISSED
        waiting = waiting or open_end
        if outcome is Outcome.UPHELD:
            standing.remove(uscc)
        objections.append(
            row_of(
                Objection,
                number=f"Y{number:02d}",
                received=posted + days(1),
                uscc=uscc,
                matter=f"反映{names[uscc]}的数据",
                accepted=accepted,
                investigation=None if open_end else "已调查",
                outcome=outcome,
                concluded=None if open_end else posted + days(2),
                replied=None if open_end else posted + days(3),
            )
        )
    postings, last = [], posted
    for number, listed in enumerate([nominated, standing] if standing != list(nominated) else [nominated], start=1):
        day = last if number == 1 else last + days(1)
        least = workday_after(day, 5)
        last = least + days(luck.rng.choice((0, 0, 0, 3)) - (1 if luck.yes(luck.defects * 0.1) else 0))
        postings.append(
            row_of(
                Posting,
                number=number,
                posted=day,
                until=last,
                nominees=tuple(listed) or None,
            )
        )
    if not waiting and not luck.yes(luck.open_ends * 0.3):
        postings[-1] = _concluded(postings[-1], last + days(1))
    return {Posting: list(postings), Objection: objections}, last + days(1)


def _concluded(row: Posting, day: date) -> Posting:
    return row_of(
        Posting,
        number=row.number,
        posted=row.posted,
        until=row.until,
        place=row.place,
        nominees=row.nominees,
        concluded=day,
        confirmed_by="张三",
    )


def approval(luck: Luck, day: date, standing: list[USCC], names: dict[str, str]) -> Rows:
    """Make up the government's decision; an announcement on 29 February is possible."""
    choices = [GovernmentDecision.APPROVED] * 8 + [GovernmentDecision.REFUSED]
    rows: list[Row] = []
    waiting = False
    for number, uscc in enumerate(standing, start=1):
        decision = GovernmentDecision.PENDING if luck.yes(luck.open_ends * 0.3) else luck.rng.choice(choices)
        waiting = waiting or decision is GovernmentDecision.PENDING
        approved = decision is GovernmentDecision.APPROVED
        rows.append(
            row_of(
                Approved,
                uscc=uscc,
                name=names[uscc],
                decision=decision,
                certificate=f"新证{number}" if approved else None,
            )
        )
    announced = None if waiting or luck.yes(0.2) else day + days(luck.rng.randint(1, 20))
    return {ExecutiveMeeting: [row_of(ExecutiveMeeting, held=day, announced=announced)], Approved: rows}


_KINDS = (
    IncidentKind.FRAUD,
    IncidentKind.ACCIDENT,
    IncidentKind.OFFENCE,
    IncidentKind.TITLE_MISUSE,
    IncidentKind.PRIZE_MISUSE,
)
"""What 第二十二条 and 第二十五条 deal with; the further kinds are of other districts."""


def incidents(luck: Luck, awards: list[Award], today: date) -> list[Row]:
    """Make up what laureates did, and what the government decided on it."""
    found: list[Row] = []
    for number, award in enumerate(awards, start=1):
        kind = luck.rng.choice(_KINDS)
        decision = IncidentDecision.REVOKE
        if kind is IncidentKind.PRIZE_MISUSE:
            decision = luck.rng.choice((IncidentDecision.CRITICISE, IncidentDecision.RECOVER_PRIZE))
        outcome = luck.rng.choice((Outcome.UPHELD, Outcome.UPHELD, Outcome.UPHELD, Outcome.DISMISSED, Outcome.OPEN))
        upheld = outcome is Outcome.UPHELD
        recovers = decision is IncidentDecision.RECOVER_PRIZE
        approved = None if decision is IncidentDecision.CRITICISE or not upheld else today
        borders = (award.announced, award.valid_until, award.valid_until + days(1), award.announced + days(100))
        inside = award.announced - days(90) if kind is IncidentKind.FRAUD else luck.rng.choice(borders)
        found.append(
            row_of(
                Incident,
                number=f"S{number:02d}",
                uscc=award.uscc,
                name=award.name,
                kind=kind,
                happened=min(inside, today - days(30)),
                found=today - days(20),
                facts="事实",
                evidence="材料",
                outcome=outcome,
                serious=YesNo.YES if recovers and upheld else None,
                decision=decision if upheld else None,
                meeting="第62次常务会议" if approved else None,
                approved=approved,
                amount=Yuan(20_000) if recovers and upheld else None,
            )
        )
    return found
