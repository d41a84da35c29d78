"""第十七条: the committee votes by secret ballot; two thirds of the voters, two thirds included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from toolchain.engine.value_objects import Value
from toolchain.model.problems import At, Problem, problem
from toolchain.model.rule_set.numbers import Art17, Method
from toolchain.model.sheets.committee import Ballot, Count
from toolchain.model.sheets.settings import CycleRules, Readings
from toolchain.model.sheets.vocabulary import BallotForm, Vote, Voters
from toolchain.regulation import art17_ballots, art17_reconciliation
from toolchain.regulation.art17_ballots import BallotBox
from toolchain.regulation.art17_reconciliation import Room


class Tally(Value):
    """The count for one candidate, every number of the reconciliation kept.

    Attributes:
        uscc, name: the candidate.
        members: 应到; present: 实到; recused: present members recused from this candidate.
        handed, returned: ballots out and back.
        favour, against, abstained, invalid: marks; they add to ``returned``.
        voters: 投票人数 by the reading of the cycle.
        needed: least number of yes votes that passes.
        passed: reached it.
        cells: the cells the count rests on.
    """

    uscc: str
    name: str
    members: int
    present: int
    recused: int
    handed: int
    returned: int
    favour: int
    against: int
    abstained: int
    invalid: int
    voters: int
    needed: int
    passed: bool
    cells: tuple[At, ...] = ()


def needed(voters: int, p: Art17) -> int:
    """第十七条: the least number of yes votes that passes among ``voters``, in integers."""
    share, whole = p.vote_share.numerator * voters, p.vote_share.denominator
    return -(-share // whole) if p.inclusive else share // whole + 1


def tally(
    box: BallotBox,
    candidates: Sequence[tuple[str, str]],
    turn: int,
    rules: CycleRules,
    readings: Readings,
    p: Art17,
) -> tuple[tuple[Tally, ...], tuple[Problem, ...]]:
    """Count one round. ``candidates`` are (统一社会信用代码, name); every mismatch is a blocking problem.

    发出 = 实到 − 回避; 收回 ≤ 发出; 同意 + 不同意 + 弃权 + 无效 = 收回 = ballots entered; both tellers agree. With
    a blocking problem nothing is counted. The second round (``turn`` 2) is held on the candidates tied in the first.
    """
    names = dict(candidates)
    if p.method is Method.DELIBERATION:
        box = replace(box, ballots=art17_ballots.shown(box))
        rules = replace(rules, ballot_form=BallotForm.SINGLE, vote_cap=None)
    papers, wrong = art17_ballots.read(box, names, turn, rules)
    problems = [*wrong, *art17_reconciliation.check_rows(box, names, turn)]
    if turn == 1:
        problems += art17_reconciliation.check_recusals(box, names, readings.voters)
    tallies = []
    for uscc, name in candidates:
        count, wrong = art17_reconciliation.counted(box, uscc, name, turn)
        problems += wrong
        if count is not None:
            marks, seats = papers[uscc], art17_reconciliation.room(box, uscc)
            problems += art17_reconciliation.reconcile(count, marks, seats)
            one = _one(count, name, marks, seats, readings, p)
            problems += _odd(one, count, p)
            tallies.append(one)
    blocked = any(item.blocks for item in problems)
    return () if blocked else tuple(tallies), tuple(problems)


def _one(count: Count, name: str, marks: Sequence[Ballot], seats: Room, readings: Readings, p: Art17) -> Tally:
    votes = Counter(row.vote for row in marks)
    voters = _voters(count.returned, votes[Vote.INVALID], seats, p.base or readings.voters)
    least = needed(voters, p)
    return Tally(
        uscc=count.uscc,
        name=name,
        members=seats.members,
        present=seats.present,
        recused=seats.recused,
        handed=count.handed,
        returned=count.returned,
        favour=votes[Vote.FOR],
        against=votes[Vote.AGAINST],
        abstained=votes[Vote.ABSTAIN],
        invalid=votes[Vote.INVALID],
        voters=voters,
        needed=least,
        passed=votes[Vote.FOR] >= least,
        cells=(count.where("returned"), count.where("favour"), *(row.where("vote") for row in marks)),
    )


def _voters(returned: int, invalid: int, seats: Room, base: Voters) -> int:
    """口径17-1: who counts as 投票人数; a recused member never does."""
    match base:
        case Voters.RETURNED:
            return returned
        case Voters.VALID:
            return returned - invalid
        case Voters.PRESENT:
            return seats.present - seats.recused
        case Voters.ALL:
            return seats.members - seats.away
        case _:
            assert_never(base)


def check_base(readings: Readings, p: Art17) -> Iterator[Problem]:
    """Where the rule set says who counts as 投票人数, the cycle reads it so."""
    if p.base is not None and readings.voters is not p.base:
        yield problem("W-RULE-1740", readings.where("voters"), found=readings.voters, base=p.base)


def _odd(one: Tally, count: Count, p: Art17) -> Iterator[Problem]:
    """A share of nobody decides nothing; a unanimous count of very few is no secret."""
    if one.voters <= 0:
        yield problem("E-RULE-1711", count.where("returned"), subject=one.uscc, name=one.name)
    elif (
        p.method is Method.BALLOT
        and one.returned < p.secret_from
        and one.returned in (one.favour, one.against, one.abstained, one.invalid)
    ):
        yield problem("W-RULE-1712", count.where("returned"), subject=one.uscc, name=one.name, returned=one.returned)
