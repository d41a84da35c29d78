"""A small committee and its ballots, for the tests of the vote."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

from tests.regulation.placed import FIRST, at
from tests.rows import row_of
from toolchain.model.schema import USCC
from toolchain.model.sheets.committee import Ballot, Count, Meeting, Member, MemberRecusal
from toolchain.model.sheets.settings import CycleRules
from toolchain.model.sheets.vocabulary import (
    MemberCategory,
    MemberRole,
    Teller,
    Vote,
    YesNo,
)
from toolchain.regulation.art17_ballots import BallotBox

MEETING = at(
    row_of(
        Meeting,
        held=date(2026, 12, 1),
        presider="委员一",
        counting="计票员",
        watching="监票员",
        recorder="记录员",
    ),
    0,
)
NAMES = {FIRST: "甲制造有限公司"}
RULES = row_of(
    CycleRules,
)
_NUMERALS = "一二三四五六七八九十"
_CATEGORIES = tuple(MemberCategory)


def members(count: int, present: int | None = None) -> tuple[Member, ...]:
    """Make a roster: a chair, two vice-chairs, members of all categories; the last ones may be away."""
    came = count if present is None else present
    roles = (MemberRole.CHAIR, MemberRole.VICE_CHAIR, MemberRole.VICE_CHAIR)
    return tuple(
        at(
            row_of(
                Member,
                number=f"W{index + 1:02d}",
                name=f"委员{_NUMERALS[index]}" if index < len(_NUMERALS) else f"委员第{index}",
                position="某单位某职务",
                category=_CATEGORIES[index % len(_CATEGORIES)],
                role=roles[index] if index < len(roles) else MemberRole.MEMBER,
                present=YesNo.YES if index < came else YesNo.NO,
            ),
            index + 2,
        )
        for index in range(count)
    )


def number(*parts: object) -> str:
    """Make a paper number that looks random."""
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:8]


def marks(uscc: USCC, votes: Sequence[Vote], *, turn: int = 1, paper: str = "") -> tuple[Ballot, ...]:
    """Make one paper per mark; ``paper`` shares the papers between candidates (一张票列全部候选单位)."""
    return tuple(
        row_of(Ballot, round=turn, number=number(turn, paper or uscc, index), uscc=uscc, vote=vote)
        for index, vote in enumerate(votes)
    )


def box(
    votes: Mapping[USCC, Sequence[Vote]],
    *,
    names: Mapping[USCC, str],
    count: int,
    present: int | None = None,
    recused: Mapping[USCC, Sequence[str]] | None = None,
    turn: int = 1,
    listing: bool = False,
) -> BallotBox:
    """Make a box whose numbers all agree."""
    room = count if present is None else present
    away = recused or {}
    counts, ballots = [], []
    for uscc, cast in votes.items():
        numbers = {
            "favour": sum(vote is Vote.FOR for vote in cast),
            "against": sum(vote is Vote.AGAINST for vote in cast),
            "abstained": sum(vote is Vote.ABSTAIN for vote in cast),
            "invalid": sum(vote is Vote.INVALID for vote in cast),
        }
        counts += [
            row_of(
                Count,
                round=turn,
                uscc=uscc,
                name=names[uscc],
                teller=teller,
                handed=room - len(away.get(uscc, ())),
                returned=len(cast),
                **numbers,
            )
            for teller in Teller
        ]
        ballots += marks(uscc, cast, turn=turn, paper="票" if listing else "")
    recusals = [row_of(MemberRecusal, member=one, uscc=uscc) for uscc, who in away.items() for one in who]
    return BallotBox(
        meeting=MEETING,
        members=members(count, present),
        recusals=tuple(at(row, index) for index, row in enumerate(recusals, start=2)),
        counts=tuple(at(row, index) for index, row in enumerate(counts, start=2)),
        ballots=tuple(at(row, index) for index, row in enumerate(ballots, start=2)),
    )


def split(favour: int = 0, against: int = 0, abstained: int = 0, invalid: int = 0) -> list[Vote]:
    """List marks by their numbers."""
    pairs = ((Vote.FOR, favour), (Vote.AGAINST, against), (Vote.ABSTAIN, abstained), (Vote.INVALID, invalid))
    return [vote for vote, times in pairs for _ in range(times)]
