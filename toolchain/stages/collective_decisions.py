"""第六条, 第十七条: what the committee decides where nobody can vote, on one candidate or at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolchain.model.problems import Problem, problem
from toolchain.model.sheets.event_vocabulary import DecisionKind, DecisionResult
from toolchain.model.sheets.events import DecisionEvent
from toolchain.regulation import art17_reconciliation, art17_vote
from toolchain.regulation.art16_ranking import Placement
from toolchain.regulation.art17_ballots import BallotBox
from toolchain.regulation.art17_vote import Tally
from toolchain.stages.judgement import Judgement


def nobody_left(entrants: Sequence[Placement], j: Judgement) -> tuple[bool, tuple[Problem, ...]]:
    """Say whether it is on record that no candidate is left to vote on; while one is, that is a problem."""
    rows = [row for row in _on_record(j) if row.uscc is None]
    there = [item.name for item in entrants if j.left(item.uscc) is None]
    if not rows or not there:
        return bool(rows), ()
    facts = {"number": rows[0].number, "kind": rows[0].kind, "who": f"{'、'.join(there)}还是候选单位"}
    return False, (problem("E-EVENT-32", rows[0].where("result"), **facts),)


def instead_of_vote(
    named: Sequence[tuple[str, str]], box: BallotBox, j: Judgement
) -> tuple[Judgement, tuple[Tally, ...]]:
    """Count the collective decision on a candidate from whom every member present is recused (第二十七条).

    To be named it needs the share of the votes that a ballot needs. A decision that stands in for no vote is none.
    """
    names, found, problems = dict(named), [], []
    for row in _on_record(j):
        if row.uscc is None:
            continue
        wrong = _wrong(row, names, box, j)
        problems += wrong
        if not wrong:
            found.append(_tally(row, names[row.uscc], box, j))
    return _without(j, problems), tuple(found)


def of_ties(tied: Sequence[Tally], j: Judgement) -> Judgement:
    """口径17-5: a collective decision breaks a tie at the last place; on whoever stands in none it is none."""
    codes = {item.uscc for item in tied}
    problems = [
        problem(
            "E-EVENT-32",
            row.where("uscc"),
            subject=str(row.uscc),
            number=row.number,
            kind=row.kind,
            who=f"{j.name(row.uscc or '')}没有在最后一个名额上与别家得票相同",
        )
        for row in ties(j)
        if row.uscc not in codes
    ]
    return _without(j, problems)


def ties(j: Judgement) -> tuple[DecisionEvent, ...]:
    """List the decisions on record on ties, a decision for each organisation."""
    return tuple(row for row in j.events.decisions if row.kind is DecisionKind.TIE)


def _without(j: Judgement, problems: Sequence[Problem]) -> Judgement:
    """Name what is wrong with decisions; no paper and no finding tells of them."""
    wrong = {item.at for item in problems}
    kept = tuple(row for row in j.events.decisions if wrong.isdisjoint({row.where("uscc"), row.where("favour")}))
    return replace(j, events=replace(j.events, decisions=kept)).found(problems) if wrong else j


def voted_on(box: BallotBox, decided: Sequence[Tally]) -> BallotBox:
    """Leave out of the ballot those on whom nobody could vote."""
    gone = {item.uscc for item in decided}
    return replace(
        box,
        counts=tuple(row for row in box.counts if row.uscc not in gone),
        recusals=tuple(row for row in box.recusals if row.uscc not in gone),
    )


def _on_record(j: Judgement) -> tuple[DecisionEvent, ...]:
    return tuple(row for row in j.events.decisions if row.kind is DecisionKind.NOBODY)


def _wrong(row: DecisionEvent, names: dict[str, str], box: BallotBox, j: Judgement) -> list[Problem]:
    uscc = str(row.uscc)
    facts = {"number": row.number, "kind": row.kind}
    if uscc not in names:
        return [problem("E-EVENT-32", row.where("uscc"), subject=uscc, **facts, who=f"{j.name(uscc)}不是候选单位")]
    seats = art17_reconciliation.room(box, uscc)
    if seats.present > seats.recused:
        who = f"{names[uscc]}还有{seats.present - seats.recused}名到会委员可以投票"
        return [problem("E-EVENT-32", row.where("uscc"), subject=uscc, **facts, who=who)]
    needed = art17_vote.needed(row.voters or 0, j.rules.art17)
    favour = row.favour or 0
    if row.result is DecisionResult.INCLUDED and favour < max(needed, 1):
        told = {"number": row.number, "favour": favour, "voters": row.voters or 0, "needed": needed}
        return [problem("E-EVENT-33", row.where("favour"), subject=uscc, **told)]
    return []


def _tally(row: DecisionEvent, name: str, box: BallotBox, j: Judgement) -> Tally:
    seats = art17_reconciliation.room(box, str(row.uscc))
    favour, voters = row.favour or 0, row.voters or 0
    return Tally(
        uscc=str(row.uscc),
        name=name,
        members=seats.members,
        present=seats.present,
        recused=seats.recused,
        handed=0,
        returned=0,
        favour=favour,
        against=voters - favour,
        abstained=0,
        invalid=0,
        voters=voters,
        needed=art17_vote.needed(voters, j.rules.art17),
        passed=row.result is DecisionResult.INCLUDED,
        cells=(row.where("result"), row.where("favour")),
    )
