"""第十七条: the ballot papers, which carry no names; what makes a paper wrong or invalid (口径17-2, 口径17-4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from toolchain.engine.value_objects import Value
from toolchain.model.problems import Problem, problem
from toolchain.model.sheets.committee import Ballot, Count, Meeting, Member, MemberRecusal
from toolchain.model.sheets.settings import CycleRules
from toolchain.model.sheets.vocabulary import BallotForm, Teller, Vote

LAST_TURN = 2
"""The second ballot is the last one; what it leaves open goes to people."""


class BallotBox(Value):
    """What the tellers' workbook holds of the vote."""

    meeting: Meeting
    members: tuple[Member, ...]
    recusals: tuple[MemberRecusal, ...]
    counts: tuple[Count, ...]
    ballots: tuple[Ballot, ...]


def read(
    box: BallotBox, names: Mapping[str, str], turn: int, rules: CycleRules
) -> tuple[Mapping[str, tuple[Ballot, ...]], tuple[Problem, ...]]:
    """Give each candidate's marks of one round, in the order of the paper numbers, and what is wrong with the papers.

    ``names`` are the candidates by code. A paper with more 同意 than allowed is 无效 for all its candidates.
    """
    cast: Sequence[Ballot] = sorted(
        (row for row in box.ballots if row.round == turn), key=lambda row: (row.number, row.uscc)
    )
    found = [*_foreign(cast, names), *_telling(cast, box.members)]
    if rules.ballot_form is BallotForm.SINGLE:
        found += _single(cast, rules)
    else:
        found += _listing(cast, box.recusals, names)
        cast, notes = _capped(cast, rules.vote_cap)
        found += notes
    return {uscc: tuple(row for row in cast if row.uscc == uscc) for uscc in names}, tuple(found)


def shown(box: BallotBox) -> tuple[Ballot, ...]:
    """Give the marks of an open deliberation, which has no papers, as the teller counted them."""
    return tuple(
        Ballot(round=row.round, number=f"{row.uscc}-{row.round}-{place}", uscc=row.uscc, vote=vote, at=row.at)
        for row in box.counts
        if row.teller is Teller.COUNTING
        for place, vote in enumerate(
            [Vote.FOR] * row.favour
            + [Vote.AGAINST] * row.against
            + [Vote.ABSTAIN] * row.abstained
            + [Vote.INVALID] * row.invalid
        )
    )


def held(box: BallotBox, turn: int) -> bool:
    """Say whether anything is on record of a round."""
    return any(row.round == turn for row in box.counts) or any(row.round == turn for row in box.ballots)


def stray_rounds(box: BallotBox, *, tied: bool) -> tuple[Problem, ...]:
    """Name rows of a round that nothing calls for: a second one without a tie at the border, or a third one."""
    last = LAST_TURN if tied else 1
    rows: tuple[Count | Ballot, ...] = (*box.counts, *box.ballots)
    return tuple(
        problem("E-RULE-1723", row.where("round"), round=row.round, last=last) for row in rows if row.round > last
    )


def _foreign(cast: Sequence[Ballot], names: Mapping[str, str]) -> Iterator[Problem]:
    for row in cast:
        if row.uscc not in names:
            yield problem("E-RULE-1713", row.where("uscc"), number=row.number, uscc=row.uscc)


def _telling(cast: Sequence[Ballot], members: Sequence[Member]) -> Iterator[Problem]:
    """Find paper numbers that tell who voted: a member's name is an error, a member's number may be chance."""
    numbers = {row.number for row in members}
    for row in _firsts(cast):
        if any(member.name in row.number for member in members):
            yield problem("E-RULE-1719", row.where("number"), number=row.number)
        elif row.number in numbers:
            yield problem("W-RULE-1725", row.where("number"), number=row.number)


def _firsts(cast: Sequence[Ballot]) -> tuple[Ballot, ...]:
    """Give the first row of each paper."""
    papers: dict[str, Ballot] = {}
    for row in cast:
        papers.setdefault(row.number, row)
    return tuple(papers.values())


def _single(cast: Sequence[Ballot], rules: CycleRules) -> Iterator[Problem]:
    """One paper per candidate: a number occurs once in the round, and nobody can count one voter's 同意."""
    if rules.vote_cap is not None:
        yield problem("E-RULE-1718", rules.where("vote_cap"), cap=rules.vote_cap, form=rules.ballot_form)
    seen: dict[str, Ballot] = {}
    for row in cast:
        first = seen.setdefault(row.number, row)
        if first is not row:
            yield problem("E-RULE-1714", row.where("number"), number=row.number, other=first.where("number"))


def _listing(cast: Sequence[Ballot], recusals: Sequence[MemberRecusal], names: Mapping[str, str]) -> Iterator[Problem]:
    """One paper for all: every paper carries every candidate once, and nobody may be recused from one of them."""
    for recusal in recusals:
        if recusal.uscc in names:
            yield problem("E-RULE-1717", recusal.where("uscc"), subject=recusal.uscc, name=names[recusal.uscc])
    for number, rows in _papers(cast).items():
        seen: dict[str, Ballot] = {}
        for row in rows:
            first = seen.setdefault(row.uscc, row)
            if first is not row:
                name = names.get(row.uscc, row.uscc)
                yield problem("E-RULE-1715", row.where("number"), number=number, name=name, other=first.where("number"))
        missing = [name for uscc, name in names.items() if uscc not in seen]
        if missing:
            yield problem("E-RULE-1716", rows[0].where("number"), number=number, missing="、".join(missing))


def _papers(cast: Sequence[Ballot]) -> Mapping[str, list[Ballot]]:
    papers: defaultdict[str, list[Ballot]] = defaultdict(list)
    for row in cast:
        papers[row.number].append(row)
    return papers


def _capped(cast: Sequence[Ballot], cap: int | None) -> tuple[Sequence[Ballot], list[Problem]]:
    """口径17-2: a paper with more 同意 than allowed says nothing that can be counted; all its marks become 无效."""
    if cap is None:
        return cast, []
    over = {
        number: favour
        for number, rows in _papers(cast).items()
        if (favour := sum(row.vote is Vote.FOR for row in rows)) > cap
    }
    notes = [
        problem("N-RULE-1726", row.where("number"), number=row.number, favour=over[row.number], cap=cap)
        for row in _firsts(cast)
        if row.number in over
    ]
    return [replace(row, vote=Vote.INVALID) if row.number in over else row for row in cast], notes
