"""第十六条: who scored whom, in points, once the matrix reviewer × applicant × criterion has no holes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import lcm

from toolchain.engine.value_objects import Value
from toolchain.model.problems import At, Problem, problem
from toolchain.model.record import FilledWorkbook
from toolchain.model.rule_set.numbers import Art08
from toolchain.model.rule_set.rules import Rules
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.scores import SCORES, Reviewer, Score
from toolchain.model.sheets.settings import Criterion
from toolchain.model.sheets.supervision import Discipline
from toolchain.model.sheets.vocabulary import Scoring
from toolchain.regulation import art16_rounds
from toolchain.regulation.art08_draw import Draw
from toolchain.regulation.art12_criteria import criteria_of, set_of
from toolchain.regulation.art15_qualification import Qualification
from toolchain.regulation.art16_checks import FULL, Terms, by_applicant, check_reviewer, check_scores
from toolchain.regulation.art26_discipline import removals, removed
from toolchain.regulation.art27_recusal import Conflict


class Part(Value):
    """Points of one category, desk and site."""

    category: str
    desk: Fraction
    site: Fraction


class Card(Value):
    """What one reviewer gave one applicant, in points, exact.

    Attributes:
        expert, name: the reviewer.
        panel: the reviewer's panel.
        uscc: the applicant.
        parts: points by category, in the order of the criteria.
        defence: what the oral defence adds, weighed, where the rule set has one.
    """

    expert: str
    name: str
    panel: str
    uscc: str
    parts: tuple[Part, ...]
    defence: Fraction = Fraction(0)

    @cached_property
    def desk(self) -> Fraction:
        """Add the points of the desk review."""
        return added([part.desk for part in self.parts])

    @cached_property
    def site(self) -> Fraction:
        """Add the points of the site review."""
        return added([part.site for part in self.parts])


def added(values: Sequence[Fraction]) -> Fraction:
    """Add fractions over their common denominator, which is reduced once and not after each one."""
    below = lcm(*(value.denominator for value in values))
    return Fraction(sum(value.numerator * (below // value.denominator) for value in values), below)


class Void(Value):
    """Scores that do not count, or would not if the ranking had not been voted on: of a removed or recused reviewer.

    Attributes:
        expert, name: the reviewer.
        at: where the sheet says whose it is, or the first score in question.
        cards: what it would have counted for; empty where the sheet is not sound.
        found: the day of the removal, or on which the interest was found.
        applicant: whom the reviewer should have stayed away from (第二十七条); empty for a removal (第二十六条).
        late: found after the vote: the scores stay counted, and the difference is told.
    """

    expert: str
    name: str
    at: At
    cards: tuple[Card, ...]
    found: date
    applicant: str = ""
    late: bool = False


class Matrix(Value):
    """All scores of the cycle.

    Attributes:
        cards: those that count.
        void: those of removed and recused reviewers, by number.
        problems: what is wrong or missing.
        complete: every reviewer who may score an applicant did, and nothing is wrong.
    """

    cards: tuple[Card, ...]
    void: tuple[Void, ...]
    problems: tuple[Problem, ...]
    complete: bool


def collect(
    sheets: tuple[FilledWorkbook, ...],
    draws: tuple[Draw, ...],
    qualified: tuple[Qualification, ...],
    conflicts: tuple[Conflict, ...],
    discipline: tuple[Discipline, ...],
    criteria: tuple[Criterion, ...],
    scoring: Scoring,
    p: Rules,
    voted: date | None = None,
) -> Matrix:
    """第十六条: gather the sheets of those who may score; nothing is left out in silence.

    ``voted`` is the day of the vote on this ranking, None before: what is found later changes nothing in it.
    """
    in_time = tuple(item for item in conflicts if voted is None or item.known <= voted)
    found_later = frozenset((item.expert, item.uscc) for item in conflicts if item not in in_time)
    terms = {
        panel: replace(held, found_later=found_later)
        for panel, held in _terms(draws, qualified, in_time, criteria, scoring, p).items()
    }
    gone = removed(discipline, voted)
    seats = {
        (draw.pool.panel.panel, expert.number): expert
        for draw in draws
        for expert in draw.members
        if expert.number not in gone
    }
    problems: list[Problem] = [*_without_panel(draws, qualified), *_too_few(draws, seats, terms, p.art08)]
    handed, wrong = _handed_in(sheets, seats, gone)
    problems += wrong
    cards: list[Card] = []
    absent = False
    for key, expert in seats.items():
        held = terms[key[0]]
        if all((expert.number, uscc) in held.recused for uscc in held.applicants):
            continue
        if key not in handed:
            absent = True
            problems.append(_not_handed_in(key[0], expert))
            continue
        sheet, reviewer = handed[key]
        problems += check_scores(sheet, reviewer, held)
        cards += _cards(sheet, reviewer, held)
    void = (
        *_void(sheets, terms, discipline, voted),
        *_recused(handed.values(), conflicts, terms, voted),
    )
    complete = not absent and not any(item.blocks for item in problems)
    return Matrix(tuple(cards), void, tuple(sorted(set(problems))), complete)


def _terms(
    draws: Sequence[Draw],
    qualified: Sequence[Qualification],
    conflicts: Sequence[Conflict],
    criteria: Sequence[Criterion],
    scoring: Scoring,
    p: Rules,
) -> dict[str, Terms]:
    applications = [item.acceptance.application for item in qualified]
    recused = _first_known(conflicts)
    found = {}
    for draw in draws:
        panel = draw.pool.panel
        mine: dict[str, str] = {one.uscc: one.name for one in applications if one.applicant.trade == panel.trade}
        rest: dict[str, str] = {one.uscc: one.name for one in applications if one.applicant.trade != panel.trade}
        items = {row.code: row for row in criteria_of(criteria)}
        named = ((str(one.uscc), set_of(one.applicant, p)) for one in applications)
        own = {uscc: {row.code: row for row in criteria_of(criteria, name)} for uscc, name in named if name}
        found[panel.panel] = Terms(
            panel.panel, mine, rest, items, recused, scoring, p.art12.percent_step, p.rounds, own
        )
    return found


def _handed_in(
    sheets: Sequence[FilledWorkbook], seats: Mapping[tuple[str, str], Expert], gone: Collection[str]
) -> tuple[dict[tuple[str, str], tuple[FilledWorkbook, Reviewer]], list[Problem]]:
    """Put each sheet on its reviewer's seat; a second one for the same seat is a problem, not a choice."""
    handed: dict[tuple[str, str], tuple[FilledWorkbook, Reviewer]] = {}
    problems: list[Problem] = []
    for sheet in sorted(sheets, key=lambda sheet: sheet.file):
        reviewer = sheet.one(Reviewer)
        if reviewer is None or reviewer.expert in gone:
            continue
        key = (reviewer.panel, reviewer.expert)
        problems += check_reviewer(sheet, reviewer, seats.get(key))
        if key in handed:
            other = handed[key][0].file
            problems.append(
                problem(
                    "E-RULE-1619", reviewer.where("expert"), expert=reviewer.expert, name=reviewer.name, other=other
                )
            )
        elif key in seats:
            handed[key] = (sheet, reviewer)
    return handed, problems


def _not_handed_in(panel: str, expert: Expert) -> Problem:
    """Name a sheet that has not come; absent is not wrong, but there is no ranking without it."""
    at = At(f"{SCORES.title}-{expert.number}{expert.name}.xlsx")
    return problem("W-RULE-1616", at, panel=panel, expert=expert.number, name=expert.name)


def _cards(sheet: FilledWorkbook, reviewer: Reviewer, terms: Terms) -> Iterator[Card]:
    """Add up each applicant that is scored on every item and that this reviewer may score."""
    for uscc, rows in by_applicant(sheet.all(Score)).items():
        codes = {row.code for row in rows}
        if uscc not in terms.applicants or (reviewer.expert, uscc) in terms.recused or codes != set(terms.items(uscc)):
            continue
        oral = art16_rounds.defence(sheet, uscc, terms.rounds)
        if oral is not None:
            yield Card(reviewer.expert, reviewer.name, reviewer.panel, uscc, tuple(_parts(uscc, rows, terms)), oral)


def _parts(uscc: str, rows: Sequence[Score], terms: Terms) -> Iterator[Part]:
    scored = {row.code: row for row in rows}
    for category, items in terms.categories(uscc).items():
        desk = _points([(scored[row.code].desk, row.points) for row in items], terms.scoring)
        site = _points([(scored[row.code].site, row.points) for row in items], terms.scoring)
        yield Part(category, desk, site)


def _points(scored: Iterable[tuple[Decimal, int]], scoring: Scoring) -> Fraction:
    """第十二条: add up percentages of the items' points, or points as written (口径12-1); whole numbers stay whole."""
    total: int | Fraction = 0
    for value, points in scored:
        above, below = value.as_integer_ratio()
        gained = above * points if scoring is Scoring.PERCENT else above
        total += gained if below == 1 else Fraction(gained, below)
    return Fraction(total) / FULL if scoring is Scoring.PERCENT else Fraction(total)


def _void(
    sheets: Sequence[FilledWorkbook], terms: Mapping[str, Terms], discipline: Sequence[Discipline], voted: date | None
) -> Iterator[Void]:
    """第二十六条: a removed reviewer's scores do not count; they are kept to tell the difference."""
    days = removals(discipline)
    found = [(reviewer, sheet) for sheet in sheets if (reviewer := sheet.one(Reviewer)) and reviewer.expert in days]
    for reviewer, sheet in sorted(found, key=lambda pair: (pair[0].expert, pair[0].panel, pair[1].file)):
        held, day = terms.get(reviewer.panel), days[reviewer.expert]
        cards: tuple[Card, ...] = ()
        if held is not None and not any(check_scores(sheet, reviewer, held)):
            cards = tuple(_cards(sheet, reviewer, held))
        late = voted is not None and day > voted
        yield Void(reviewer.expert, reviewer.name, reviewer.where("expert"), cards, day, late=late)


def _first_known(conflicts: Sequence[Conflict]) -> dict[tuple[str, str], Conflict]:
    """Give the interest of an expert in an applicant that was known first, by (专家编号, code)."""
    found: dict[tuple[str, str], Conflict] = {}
    for item in sorted(conflicts, key=lambda item: item.known):
        found.setdefault((item.expert, item.uscc), item)
    return found


def _recused(
    handed: Iterable[tuple[FilledWorkbook, Reviewer]],
    conflicts: Sequence[Conflict],
    terms: Mapping[str, Terms],
    voted: date | None,
) -> Iterator[Void]:
    """第二十七条: scores signed before an interest was found are void; found after the vote, they are told of."""
    first = _first_known(conflicts)
    for sheet, reviewer in handed:
        held = terms[reviewer.panel]
        cards = {card.uscc: card for card in _cards(sheet, reviewer, replace(held, recused={}))}
        for uscc, rows in by_applicant(sheet.all(Score)).items():
            conflict = first.get((reviewer.expert, uscc))
            if conflict is None or uscc not in held.applicants or conflict.known <= reviewer.signed:
                continue
            sound = (cards[uscc],) if uscc in cards else ()
            late = voted is not None and conflict.known > voted
            at = rows[0].where("desk")
            yield Void(reviewer.expert, reviewer.name, at, sound, conflict.known, conflict.applicant, late)


def _without_panel(draws: Sequence[Draw], qualified: Sequence[Qualification]) -> Iterator[Problem]:
    trades = {draw.pool.panel.trade for draw in draws}
    for item in qualified:
        applicant = item.acceptance.application.applicant
        if applicant.trade not in trades:
            yield problem("E-RULE-0806", applicant.where("trade"), trade=applicant.trade, names=applicant.name)


def _too_few(
    draws: Sequence[Draw], seats: Mapping[tuple[str, str], Expert], terms: Mapping[str, Terms], p: Art08
) -> Iterator[Problem]:
    """第八条, 第二十七条: after recusals and removals an applicant keeps as many reviewers as a panel needs."""
    for draw in draws:
        panel = draw.pool.panel
        held = terms[panel.panel]
        numbers = [number for name, number in seats if name == panel.panel]
        for uscc, name in sorted(held.applicants.items()):
            count = sum((number, uscc) not in held.recused for number in numbers)
            if count < p.panel_min:
                yield problem(
                    "E-RULE-1617",
                    panel.where("panel"),
                    subject=uscc,
                    panel=panel.panel,
                    applicant=name,
                    count=count,
                    least=p.panel_min,
                )
