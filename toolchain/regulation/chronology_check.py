"""The dates on record held against the order that is declared of them (:mod:`toolchain.regulation.chronology`).

Of two dates that contradict each other the one that contradicts more others is the more likely wrong one; where they
are even, the one that agrees with fewer others is. The problem stands at that cell and names the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial

from toolchain.engine.value_objects import Value
from toolchain.model.chinese import date_text
from toolchain.model.problems import At, Problem, problem
from toolchain.model.record import Record
from toolchain.model.rule_set.rules import Rules
from toolchain.model.sheets.settings import Cycle
from toolchain.model.work_calendar import WorkCalendar
from toolchain.regulation.chronology import Chronology, DateColumn, Limit, Order
from toolchain.regulation.chronology_words import SameDay
from toolchain.regulation.date_confirmation import LooseDate, Originals, contradicted_months, loose_dates, originals
from toolchain.regulation.date_pairs import Clash, compare
from toolchain.regulation.dates import years_after
from toolchain.regulation.recorded_dates import Moment, RecordedDates

_CODES = {
    (True, False): "E-ORDER-01",
    (False, False): "W-ORDER-01",
    (True, True): "E-ORDER-02",
    (False, True): "W-ORDER-02",
}
"""By whether it must be mended and whether it is a distance."""
_MOST_NAMED = 2
"""So many other cells are named in one problem; the rest are counted."""


class DateCheck(Value):
    """What is found of the dates on record.

    Attributes:
        problems: what is said of them.
        find_loose: lists those that could be mistyped without a word; it looks at every date, so only on demand.
    """

    problems: tuple[Problem, ...] = ()
    find_loose: Callable[[], tuple[LooseDate, ...]] | None = None

    @cached_property
    def loose(self) -> tuple[LooseDate, ...]:
        """List the dates that could be mistyped without a word, with whether somebody read the original again."""
        return () if self.find_loose is None else self.find_loose()


def check(record: Record, chronology: Chronology, rules: Rules, calendar: WorkCalendar, cycle: Cycle) -> DateCheck:
    """Name every pair of dates that contradict each other, dates near a limit, and days off; both cells are named.

    What the originals bear out (日期核对) is not asked about again: a date near a limit, a day off, a rare order of two
    dates that were both read again. Of two dates the one that was read again is the less likely wrong one.

    Args:
        record: every date on record.
        chronology: what must hold between them.
        rules: the rule set in force, for the limits.
        calendar: the working days.
        cycle: 届次 as it stands after the changes of the timetable that are on record.
    """
    dates = RecordedDates(record, cycle)
    clashes = [clash for order in chronology.orders for clash in _clashes(order, dates)]
    held = originals(dates)
    settled = held.contradicted | held.confirmed.keys()
    told = (
        *held.problems,
        *_marked(clashes, _agreed(clashes, chronology, dates), held, rules),
        *(found for item in chronology.written for found in contradicted_months(dates, item, settled)),
        *(found for limit in chronology.limits for found in _near(limit, dates, rules, settled)),
        *(found for dated in chronology.workdays for found in _days_off(dated, dates, calendar, settled)),
    )
    clashing = {moment.at for clash in clashes for moment in (clash.earlier, clash.later)}
    named = clashing.union(item.at for item in told)
    return DateCheck(told, partial(loose_dates, dates, chronology, calendar, held.confirmed, named))


# -- pairs ---------------------------------------------------------------------------------------------


def _clashes(order: Order, dates: RecordedDates) -> Iterator[Clash]:
    """Give the pairs that contradict an order."""
    before, after = dates.by_key(order.earlier, order.join), dates.by_key(order.later, order.join)
    for key in before:
        if key in after:
            yield from _of_group(order, before[key], after[key])


def _agreed(clashes: Sequence[Clash], chronology: Chronology, dates: RecordedDates) -> Counter[At]:
    """Count for each cell that contradicts another how often it is in order."""
    cells = {moment.at for clash in clashes for moment in (clash.earlier, clash.later)}
    found: Counter[At] = Counter()
    for order in chronology.orders if cells else ():
        before, after = dates.by_key(order.earlier, order.join), dates.by_key(order.later, order.join)
        for key in before:
            here = {moment.at for moment in (*before[key], *after.get(key, ()))} & cells if key in after else set()
            if here:
                wrong = _of_group(order, before[key], after[key])
                found.update(here - {moment.at for clash in wrong for moment in (clash.earlier, clash.later)})
    return found


def _of_group(order: Order, before: Sequence[Moment], after: Sequence[Moment]) -> Iterator[Clash]:
    if len(before) == len(after) == 1 and not (order.earlier.any or order.later.any):
        clash = compare(order, before[0], after[0])
        if clash is not None and before[0].at != after[0].at:
            yield clash
    elif order.earlier.any:
        yield from (found for item in after if (found := _none_fits(order, before, (item,))))
    elif order.later.any:
        yield from (found for item in before if (found := _none_fits(order, (item,), after)))
    else:
        yield from _all_fit(order, before, after)


def _none_fits(order: Order, before: Sequence[Moment], after: Sequence[Moment]) -> Clash | None:
    """Give the clash of the pair that is nearest to being in order, or None where one pair is."""
    pairs = [(one, other) for one in before for other in after]
    found = [clash for one, other in pairs if (clash := compare(order, one, other)) is not None]
    if len(found) < len(pairs):
        return None
    return min(found, key=lambda clash: abs(clash.later.first - clash.earlier.first))


def _all_fit(order: Order, before: Sequence[Moment], after: Sequence[Moment]) -> Iterator[Clash]:
    """Hold each date against the one of the other side that it contradicts most; each contradiction once."""
    if order.same is SameDay.REQUIRED:
        pairs = [(before[0], item) for item in after]
    else:
        last, first = max(before, key=lambda item: item.last), min(after, key=lambda item: item.first)
        pairs = [(last, item) for item in after] + [(item, first) for item in before]
    if order.within is not None:
        early, late = min(before, key=lambda item: item.last), max(after, key=lambda item: item.first)
        if len(before) > 1 or len(after) > 1:
            pairs += [(early, item) for item in after] + [(item, late) for item in before]
    seen: set[tuple[At, At]] = set()
    for one, other in pairs:
        place = (one.at, other.at)
        if place not in seen and one.at != other.at:
            seen.add(place)
            clash = compare(order, one, other)
            if clash is not None:
                yield clash


# -- problems ------------------------------------------------------------------------------------------


def _marked(clashes: Sequence[Clash], agreed: Counter[At], held: Originals, rules: Rules) -> Iterator[Problem]:
    """Give one problem for each cell that is the more likely wrong one of its clashes, the original apart."""
    partners: dict[At, set[At]] = defaultdict(set)
    for clash in clashes:
        partners[clash.earlier.at].add(clash.later.at)
        partners[clash.later.at].add(clash.earlier.at)
    by_cell: dict[At, list[tuple[Clash, bool]]] = defaultdict(list)
    for clash in clashes:
        ends = (clash.earlier.at, clash.later.at)
        told = any(at in held.contradicted for at in ends)
        if told or (not clash.blocks and all(at in held.confirmed for at in ends)):
            continue
        one, other = ((at not in held.confirmed, len(partners[at]), -agreed[at]) for at in ends)
        first = one > other
        by_cell[clash.earlier.at if first else clash.later.at].append((clash, first))
    for found in by_cell.values():
        yield _problem(
            sorted(found, key=lambda item: (not item[0].blocks, item[0].distance, item[0].order.number)), rules
        )


def _problem(found: Sequence[tuple[Clash, bool]], rules: Rules) -> Problem:
    """Tell the gravest clash of a cell, and with which other cells there are more."""
    clash, first = found[0]
    mine, other = (clash.earlier, clash.later) if first else (clash.later, clash.earlier)
    others = dict.fromkeys(
        f"{theirs.label}{theirs.text}（{theirs.at}）"
        for one, of_first in found
        for theirs in ((one.later if of_first else one.earlier),)
        if theirs.at != other.at
    )
    named = "、".join(tuple(others)[:_MOST_NAMED])
    rest = f"等{len(others)}处" if len(others) > _MOST_NAMED else ""
    order = clash.order
    return problem(
        _CODES[clash.blocks, clash.distance],
        mine.at,
        subject=mine.subject,
        label=mine.label,
        day=mine.text,
        other=other.label,
        their=other.text,
        where=other.at,
        relation=_relation(clash, first),
        reason=rules.said(order.reason),
        more=f"与{named}{rest}也不合。" if others else "",
        basis=order.article,
    )


def _relation(clash: Clash, first: bool) -> str:
    if clash.distance:
        span = "" if clash.order.within is None else clash.order.within.text
        return f"早了{span}以上" if first else f"晚了{span}以上"
    if clash.order.same is SameDay.REQUIRED:
        return "不是同一天"
    if clash.earlier.first == clash.later.first:
        return "是同一天"
    return "晚" if first else "早"


def _near(limit: Limit, dates: RecordedDates, rules: Rules, settled: Container[At]) -> Iterator[Problem]:
    """Name dates so near a limit that a year mistyped would turn the decision."""
    years = limit.length(rules)
    if not years:
        return
    for base in {item.first: item for item in dates.of(limit.base)}.values():
        edge = years_after(base.first, -years)
        for item in dates.of(limit.dated):
            near, far = sorted((item.first, edge))
            if limit.near.after(near) > far and item.at not in settled:
                yield problem(
                    "W-ORDER-03",
                    item.at,
                    subject=item.subject,
                    label=item.label,
                    day=item.text,
                    matter=limit.matter,
                    years=years,
                    edge=date_text(edge),
                    base=base.label,
                    their=base.text,
                    where=base.at,
                    near=limit.near.text,
                    basis=limit.article,
                )


def _days_off(
    dated: DateColumn, dates: RecordedDates, calendar: WorkCalendar, settled: Container[At]
) -> Iterator[Problem]:
    """Name days on which offices are closed; of a year whose notice is not on file nothing is said."""
    for item in dates.of(dated):
        off = calendar.knows(item.first.year) and not calendar.is_workday(item.first)
        if off and item.at not in settled:
            weekday = "一二三四五六日"[item.first.weekday()]
            facts = {"label": item.label, "day": item.text, "weekday": weekday}
            yield problem("W-ORDER-04", item.at, subject=item.subject, **facts)


def of_plan(chronology: Chronology, planned: Mapping[str, date]) -> tuple[tuple[Order, str, str], ...]:
    """Hold planned days against the table.

    Args:
        chronology: what must hold.
        planned: days by the date they are, written as the table writes it (工作表/栏目).

    Returns:
        each order that two planned days contradict, with the earlier and the later date.
    """
    found = []
    for order in chronology.orders:
        one, other = planned.get(order.earlier.text), planned.get(order.later.text)
        if one is None or other is None:
            continue
        moments = (Moment(day, day, At(""), "", "") for day in (one, other))
        if compare(order, *moments) is not None:
            found.append((order, order.earlier.text, order.later.text))
    return tuple(found)
