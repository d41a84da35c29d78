"""第十六条: what a score sheet must agree on with the panel, the applicants and the criteria, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from toolchain.engine.value_objects import Value
from toolchain.model.problems import At, Problem, problem
from toolchain.model.record import FilledWorkbook
from toolchain.model.rule_set.rounds import Round
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.scores import Reviewer, Score
from toolchain.model.sheets.settings import Criterion
from toolchain.model.sheets.vocabulary import Scoring
from toolchain.regulation import art16_rounds
from toolchain.regulation.art27_recusal import Conflict, same_name

FULL = 100
"""The whole, in per cent."""


class Terms(Value):
    """What the scores of one panel are held against.

    Attributes:
        panel: its name.
        applicants: names of those it reviews, by code.
        elsewhere: names of those other panels review, by code.
        criteria: the items of the cycle, by number.
        recused: the interest of an expert in an applicant that keeps its scores out, by (专家编号, code).
        scoring: per cent or points.
        step: percentages are multiples of it.
        own: the items of applicants that have criteria of their own, by code.
        rounds: the rounds that the rule set states; empty where the cycle weighs desk and site review itself.
        found_later: interests found after the vote: the scores given stand, those not given are not missed.
    """

    panel: str
    applicants: Mapping[str, str]
    elsewhere: Mapping[str, str]
    criteria: Mapping[str, Criterion]
    recused: Mapping[tuple[str, str], Conflict]
    scoring: Scoring
    step: int
    rounds: tuple[Round, ...] = ()
    own: Mapping[str, Mapping[str, Criterion]] | None = None
    found_later: frozenset[tuple[str, str]] = frozenset()

    def items(self, uscc: str) -> Mapping[str, Criterion]:
        """Give the items that an applicant is reviewed by, by number."""
        return (self.own or {}).get(uscc, self.criteria)

    def categories(self, uscc: str) -> Mapping[str, tuple[Criterion, ...]]:
        """Put the criteria of an applicant together by category, in the order of the criteria."""
        return self._categories if uscc not in (self.own or {}) else _by_category(self.items(uscc))

    @cached_property
    def _categories(self) -> Mapping[str, tuple[Criterion, ...]]:
        return _by_category(self.criteria)


def _by_category(items: Mapping[str, Criterion]) -> Mapping[str, tuple[Criterion, ...]]:
    found: dict[str, tuple[Criterion, ...]] = {}
    for row in items.values():
        found[row.category] = (*found.get(row.category, ()), row)
    return found


def by_applicant(rows: Sequence[Score]) -> dict[str, list[Score]]:
    """Group a sheet's rows by applicant; within one, in the order of their places and numbers."""
    groups: dict[str, list[Score]] = {}
    for row in sorted(rows, key=lambda row: (row.at.row, row.uscc, row.code)):
        groups.setdefault(row.uscc, []).append(row)
    return groups


def check_reviewer(sheet: FilledWorkbook, reviewer: Reviewer, member: Expert | None) -> Iterator[Problem]:
    """第八条: only those who were drawn score, and each hands in the sheet made for them."""
    at = reviewer.where("expert")
    if member is None:
        yield problem("E-RULE-1601", at, expert=reviewer.expert, name=reviewer.name, panel=reviewer.panel)
    elif member.name != reviewer.name:
        yield problem(
            "E-RULE-1602", reviewer.where("name"), expert=reviewer.expert, name=reviewer.name, pool=member.name
        )
    if sheet.mark.subject and sheet.mark.subject != reviewer.expert:
        yield problem("E-RULE-1603", at, expert=reviewer.expert, whose=sheet.mark.subject)


def check_scores(sheet: FilledWorkbook, reviewer: Reviewer, terms: Terms) -> Iterator[Problem]:
    """第十六条, 第二十七条: every row is for an applicant and an item that this reviewer may and must score."""
    groups = by_applicant(sheet.all(Score))
    for uscc, rows in groups.items():
        barred = tuple(_check_applicant(uscc, rows, reviewer, terms))
        yield from barred
        if not barred and (reviewer.expert, uscc) not in terms.recused:
            yield from _check_rows(rows, terms)
    for uscc in sorted(terms.applicants):
        stayed_away = uscc not in groups and (reviewer.expert, uscc) in terms.found_later
        if (reviewer.expert, uscc) not in terms.recused and not stayed_away:
            yield from _check_holes(sheet, reviewer, uscc, groups.get(uscc, []), terms)
            yield from art16_rounds.check_defence(sheet, reviewer.name, uscc, terms.applicants[uscc], terms.rounds)


def _check_applicant(uscc: str, rows: Sequence[Score], reviewer: Reviewer, terms: Terms) -> Iterator[Problem]:
    """第二十七条: a recused reviewer's score is named, never averaged; neither is one for somebody else's applicant.

    Who knew of the interest when signing should not have scored; what was found later makes the signed scores void.
    """
    first, name = rows[0], terms.applicants.get(uscc)
    if (conflict := terms.recused.get((reviewer.expert, uscc))) is not None:
        if conflict.known > reviewer.signed:
            return
        yield problem(
            "E-RULE-1604",
            first.where("desk"),
            subject=uscc,
            expert=reviewer.expert,
            name=reviewer.name,
            applicant=conflict.applicant,
            kind=conflict.kind,
            count=len(rows),
        )
    elif name is not None:
        if not same_name(first.name, name):
            yield problem("E-RULE-1607", first.where("name"), name=first.name, filed=name, uscc=uscc)
    elif (other := terms.elsewhere.get(uscc)) is not None:
        yield problem("E-RULE-1605", first.where("uscc"), applicant=other, panel=terms.panel)
    else:
        yield problem("E-RULE-1606", first.where("uscc"), uscc=uscc, name=first.name)


def _check_rows(rows: Sequence[Score], terms: Terms) -> Iterator[Problem]:
    seen: set[str] = set()
    for row in rows:
        criterion = terms.items(row.uscc).get(row.code)
        if row.code in seen:
            yield problem("E-RULE-1611", row.where("code"), criterion=row.code, applicant=row.name)
        seen.add(row.code)
        if criterion is None:
            yield problem("E-RULE-1608", row.where("code"), criterion=row.code)
            continue
        if row.item != criterion.item:
            yield problem("E-RULE-1609", row.where("item"), criterion=row.code, found=row.item, item=criterion.item)
        if row.points != criterion.points:
            yield problem(
                "E-RULE-1610", row.where("points"), criterion=row.code, found=row.points, points=criterion.points
            )
        for name in ("desk", "site"):
            yield from _check_value(row, name, criterion, terms)
        yield from art16_rounds.check_kinds(row, terms.rounds)


def _check_value(row: Score, name: str, criterion: Criterion, terms: Terms) -> Iterator[Problem]:
    """第十二条: a percentage is a multiple of the step up to 100; points go up to the item's own (口径12-1).

    The sheet takes nothing below zero.
    """
    value: Decimal = getattr(row, name)
    if terms.scoring is Scoring.PERCENT:
        if value > FULL or value % terms.step:
            yield problem(
                "E-RULE-1612", row.where(name), found=value, step=terms.step, most=FULL, criterion=criterion.code
            )
    elif value > criterion.points:
        yield problem("E-RULE-1613", row.where(name), found=value, points=criterion.points, criterion=criterion.code)


def _check_holes(
    sheet: FilledWorkbook, reviewer: Reviewer, uscc: str, rows: Sequence[Score], terms: Terms
) -> Iterator[Problem]:
    """第十六条: without every item of every applicant there is no average."""
    name = terms.applicants[uscc]
    if not rows:
        at = At(sheet.file, Score.sheet.title)
        yield problem("E-RULE-1614", at, expert=reviewer.expert, name=reviewer.name, applicant=name)
        return
    present = {row.code for row in rows}
    missing = [code for code in terms.items(uscc) if code not in present]
    if missing:
        yield problem(
            "E-RULE-1615", rows[0].where("code"), name=reviewer.name, applicant=name, missing="、".join(missing)
        )
