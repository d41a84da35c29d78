"""第四条: one cycle every two years, at most three new laureates, places may stay vacant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from toolchain.engine.value_objects import Value
from toolchain.model.chinese import date_text
from toolchain.model.findings import Finding
from toolchain.model.problems import Problem, problem
from toolchain.model.rule_set.conditions import Condition
from toolchain.model.rule_set.grades import Grade
from toolchain.model.rule_set.numbers import Art04
from toolchain.model.rule_set.pools import Of, Pool
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.settings import Cycle
from toolchain.model.sheets.vocabulary import Precedence, SecondBallot, Verdict
from toolchain.regulation.art04_lower_grades import Below
from toolchain.regulation.art12_criteria import belongs
from toolchain.regulation.art17_vote import Tally


class Nomination(Value):
    """Who is nominated after the vote.

    Attributes:
        first: new nominees, most votes first, never more than the quota.
        repeat: repeat laureates that passed; they stand outside the quota (第二十八条).
        failed: candidates under the threshold.
        surplus: new candidates that passed but found no place left.
        tied: candidates with equal votes at the last place; a second ballot or people must decide.
        vacant: places left empty.
        decided: those among the nominees that the committee named by a decision, after a tie.
        nominated: the next that passed, in the grades below where there are any; nobody while the first grade is tied.
        grades: of each of these its grade, by code: the place in the list of grades below the top one.
    """

    first: tuple[Tally, ...]
    repeat: tuple[Tally, ...]
    failed: tuple[Tally, ...]
    surplus: tuple[Tally, ...]
    tied: tuple[Tally, ...]
    vacant: int
    nominated: tuple[Tally, ...] = ()
    decided: tuple[Tally, ...] = ()
    grades: tuple[tuple[str, int], ...] = ()

    @property
    def settled(self) -> bool:
        """Say whether nothing is left to a second ballot."""
        return not self.tied

    @property
    def nominees(self) -> tuple[Tally, ...]:
        """List everyone who goes on to the public notice: first grade, 提名 grade, repeat laureates."""
        return (*self.first, *self.nominated, *self.repeat)


def check_interval(
    cycle: Cycle, awards: Sequence[Award], p: Art04, before: Sequence[Cycle] = ()
) -> tuple[Problem, ...]:
    """第四条: under two years since the last cycle is an error, over it a warning (口径4-1).

    Counted from 评定年度 to 评定年度: counted by days, two announcements of the usual rhythm would lie a few days under
    or over two years, and one of January belongs to the year before. The register tells the 评定年度 of the awards
    announced that day, or 届次设置 does, or the settings of that cycle (``before``) where they are in the inbox. Where
    none does, since every place stayed vacant, an announcement of the first half of a year may be for the year before:
    that is asked.
    """
    previous = cycle.previous
    if previous is None:
        earlier = [row for row in awards if row.announced < cycle.announced]
        last = max(earlier, key=lambda row: row.announced, default=None)
        if last is None:
            return ()
        at, where = cycle.where("previous"), last.where("announced")
        return (problem("W-RULE-0408", at, announced=date_text(last.announced), where=where),)
    at, said = cycle.where("previous"), date_text(previous)
    if previous >= cycle.announced:
        return (problem("E-RULE-0403", at, previous=said, announced=date_text(cycle.announced)),)
    known = [row.year for row in awards if row.announced == previous] or [row.year for row in before]
    told = cycle.previous_year if cycle.previous_year is not None else max(known, default=None)
    passed = cycle.year - (previous.year if told is None else told)
    years = p.interval.number
    if not p.interval.exists or passed == years:
        return ()
    code = "E-RULE-0401" if passed < years and p.firm else "W-RULE-0405" if passed < years else "W-RULE-0402"
    if told is None and passed == years - 1 and previous.month <= p.late_until_month:
        code = "W-RULE-0404"
    return (problem(code, at, previous=said, year=cycle.year, passed=passed, years=years),)


class Limit(Value):
    """At most so many of some entrants, named by their codes, in one grade (第四条)."""

    of: str
    members: frozenset[str]
    most: int


def limits(
    pools: Sequence[Pool], applicants: Iterable[Applicant], p: Art04, lower: Sequence[Grade] = ()
) -> tuple[Limit, ...]:
    """Say of the pools of a rule set whom each one limits, and to how many."""
    known = tuple(applicants)
    found = []
    lower = lower or Below.of(p).grades
    for pool in pools:
        inside = frozenset(row.uscc for row in known if belongs(row, pool))
        outside = frozenset(row.uscc for row in known) - inside
        of = lower[0].short if pool.of == Of.LOWER else pool.of
        places = next((grade.places for grade in lower if grade.short == of), p.new_laureates)
        found.append(Limit(of, inside if pool.kept is None else outside, pool.limit(places)))
    return tuple(found)


def kept_from(
    qualified: Iterable[tuple[str, Sequence[Finding]]], conditions: Sequence[Condition], lower: Sequence[Grade] = ()
) -> tuple[Limit, ...]:
    """Say whom a condition of some grades alone keeps from them: who does not meet it, or not yet.

    Args:
        qualified: the codes of those who passed, with what was found of them.
        conditions: those of the rule set.
        lower: the grades below the top one.
    """
    asked = [item for item in conditions if item.titles]
    known = [(code, tuple(findings)) for code, findings in qualified] if asked else []
    found: list[Limit] = []
    for item in asked:
        failing = frozenset(
            code
            for code, findings in known
            if any(finding.rule == item.code and finding.verdict is not Verdict.MET for finding in findings)
        )
        named = [lower[0].short if title == Of.LOWER and lower else title for title in item.titles]
        found += [Limit(title, failing, 0) for title in named if failing]
    return tuple(found)


def nominate(
    tallies: Sequence[Tally],
    second: Sequence[Tally],
    repeats: Collection[str],
    p: Art04,
    by: SecondBallot = SecondBallot.THRESHOLD,
    over: Precedence = Precedence.VOTES,
    decided: Mapping[str, bool] | None = None,
    shared: Sequence[Limit] = (),
    below: Below | None = None,
) -> Nomination:
    """第四条, 第二十八条: take the new candidates that passed, by votes or their share (口径17-6), up to the quota.

    A tie that straddles the last place goes to the second ballot (``second``) where there is one. By default the share
    of the votes is needed again, and a place that nobody reaches it for is left to people; else the most votes decide
    (口径17-5). What stays equal stays tied until people decide (``decided``: named or not, by code). Where the rule set
    has grades below the top one (``below``), the next ones fill them alike, as far as the places of all together allow.
    ``shared`` says what the classes of applicants may have of the places.
    """
    below = below or Below.of(p)
    again = Again({item.uscc: item for item in second}, by, over, decided or {}, below.merit, below.votes)
    passed = [item for item in tallies if item.passed]
    special = tuple(item for item in passed if below.special(item.uscc) is not None)
    new = [item for item in passed if item.uscc not in repeats and item not in special]
    open_ = [item for item in new if below.enough(item.uscc, p.least_score)]
    first, tied, rest = _fill(open_, p.new_laureates, again, [one for one in shared if one.of == Of.TOP])
    left = [*rest, *(item for item in new if item not in open_)]
    found: list[tuple[Tally, Grade]] = [(item, grade) for item in special if (grade := below.special(item.uscc))]
    vacant = 0 if tied else p.new_laureates - len(first)
    for grade in below.grades:
        if tied or grade.proposed:
            continue
        had = len(first) + sum(not one.proposed for _, one in found)
        places = min(grade.places or len(left), p.total - had) if p.total else grade.places or len(left)
        may = [item for item in left if below.enough(item.uscc, grade.least_score)]
        mine, tied, rest = _fill(may, places, again, [one for one in shared if one.of == grade.short])
        found += [(item, grade) for item in mine]
        left = [*rest, *(item for item in left if item not in may)]
    gone = {item.uscc for item in (*first, *tied, *(item for item, _ in found))}
    nominated = tuple(item for item, _ in found)
    return Nomination(
        first=first,
        repeat=tuple(item for item in passed if item.uscc in repeats and item not in special),
        failed=tuple(item for item in tallies if not item.passed),
        surplus=tuple(item for item in left if item.uscc not in gone),
        tied=tied,
        vacant=vacant,
        nominated=nominated,
        decided=tuple(item for item in (*first, *nominated) if again.decided.get(item.uscc, False)),
        grades=tuple((item.uscc, below.grades.index(grade)) for item, grade in found),
    )


_Split = tuple[tuple[Tally, ...], tuple[Tally, ...], tuple[Tally, ...]]


class Again(Value):
    """What settles a tie at the last place.

    Attributes:
        second: the second ballot, by code.
        by: what it decides by.
        over: what comes first where more pass than there are places.
        decided: whether the committee decided to name one that is still tied, by code.
        merit: what the review adds to the votes of each, by code, where scores count beside them.
        votes: the share of the votes then.
    """

    second: Mapping[str, Tally]
    by: SecondBallot
    over: Precedence
    decided: Mapping[str, bool]
    merit: Mapping[str, Fraction] | None = None
    votes: Fraction = Fraction(1)

    def weight(self, item: Tally) -> Fraction:
        """Give what a candidate is put in order by."""
        if self.merit is not None:
            return self.merit.get(item.uscc, Fraction(0)) + self.votes * Fraction(item.favour, item.voters or 1)
        return Fraction(item.favour, item.voters or 1) if self.over is Precedence.SHARE else Fraction(item.favour)


def _fill(entries: Sequence[Tally], places: int, again: Again, shared: Sequence[Limit] = ()) -> _Split:
    """Fill the places by votes: who has one, who is tied at the last one, who has none."""
    if shared:
        return _fill_shared(entries, places, again, shared)
    weights = {item.uscc: again.weight(item) for item in entries}
    sure, level, rest = _border(entries, places, weights)
    if len(sure) + len(level) <= places:
        return (*sure, *level), (), rest
    named, tied, behind = _again(level, places - len(sure), again)
    return (*sure, *named), tied, (*behind, *rest)


def _fill_shared(entries: Sequence[Tally], places: int, again: Again, shared: Sequence[Limit]) -> _Split:
    """Fill places that classes share: equal ones are looked at together, those whose class is full go without.

    Where there is no place for all of the others, a tie is settled as any other, if one limit holds for all of them;
    else people decide.
    """
    chosen: list[Tally] = []
    rest: list[Tally] = []
    for level in _levels(entries, again):
        open_ = [item for item in level if _fits([*chosen, item], places, shared)]
        rest += [item for item in level if item not in open_]
        if _fits([*chosen, *open_], places, shared):
            chosen += open_
            continue
        named, tied, behind = _again(tuple(open_), _room(chosen, open_, places, shared), again)
        if not _fits([*chosen, *named], places, shared):
            named, tied, behind = (), tuple(open_), ()
        chosen += named
        rest += behind
        if tied:
            below = [item for item in entries if item not in (*chosen, *tied, *rest)]
            return tuple(chosen), tied, (*rest, *sorted(below, key=lambda item: -again.weight(item)))
    return tuple(chosen), (), tuple(rest)


def _room(chosen: Sequence[Tally], level: Sequence[Tally], places: int, shared: Sequence[Limit]) -> int:
    """Say for how many of some entrants there is room under the limits that hold for all of them."""
    had, codes = {item.uscc for item in chosen}, {item.uscc for item in level}
    limited = (one.most - len(had & one.members) for one in shared if codes <= one.members)
    return min(places - len(had), len(codes), *limited)


def _levels(entries: Sequence[Tally], again: Again) -> Iterator[list[Tally]]:
    """Give the entries with equal weight together, the heaviest first."""
    for weight in sorted({again.weight(item) for item in entries}, reverse=True):
        yield [item for item in entries if again.weight(item) == weight]


def _fits(chosen: Sequence[Tally], places: int, shared: Sequence[Limit]) -> bool:
    codes = {item.uscc for item in chosen}
    return len(codes) <= max(0, places) and all(len(codes & one.members) <= one.most for one in shared)


def _again(level: tuple[Tally, ...], places: int, again: Again) -> _Split:
    """Settle a tie: by the second ballot, then by what people decided; what neither settles stays tied."""
    named: tuple[Tally, ...] = ()
    behind: tuple[Tally, ...] = ()
    tied = level
    if all(item.uscc in again.second for item in level):
        short: tuple[Tally, ...] = ()
        if again.by is SecondBallot.THRESHOLD:
            short = tuple(item for item in level if not again.second[item.uscc].passed)
        through = [item for item in level if item not in short]
        named, tied, behind = _border(
            through, places, {item.uscc: again.weight(again.second[item.uscc]) for item in level}
        )
        if len(named) + len(tied) <= places:
            named, tied = (*named, *tied), ()
        if len(named) < places and not tied:
            tied = short
        else:
            behind = (*behind, *short)
    chosen = tuple(item for item in tied if again.decided.get(item.uscc, False))
    if len(named) + len(chosen) <= places:
        behind = (*behind, *(item for item in tied if not again.decided.get(item.uscc, True)))
        named, tied = (*named, *chosen), tuple(item for item in tied if item.uscc not in again.decided)
    if len(named) == places:
        behind, tied = (*behind, *tied), ()
    return named, tied, behind


def _border(entries: Sequence[Tally], places: int, weights: Mapping[str, Fraction]) -> _Split:
    """Part the entries at the last place: more than it takes, exactly as much, less."""
    ranked = sorted(entries, key=lambda item: -weights[item.uscc])
    if places <= 0 or not ranked:
        return (), (), tuple(ranked)
    last = weights[ranked[min(places, len(ranked)) - 1].uscc]
    return (
        tuple(item for item in ranked if weights[item.uscc] > last),
        tuple(item for item in ranked if weights[item.uscc] == last),
        tuple(item for item in ranked if weights[item.uscc] < last),
    )
