"""Pairs of dates under one declared order: whether they contradict it, and what a changed date would contradict."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from datetime import date
from functools import cache
from operator import attrgetter

from toolchain.engine.value_objects import Value
from toolchain.model.problems import At
from toolchain.regulation.chronology import Order
from toolchain.regulation.chronology_words import SameDay
from toolchain.regulation.recorded_dates import Moment, RecordedDates

Contradicts = Callable[[date], bool]
_Held = tuple[bool, tuple[tuple[date, date], ...]]
"""Which side a date stands on, and the days of the other one."""
_ENDS = 2
"""So many dates from each end of a group are enough: the outermost one, and the next where that is the date itself."""


class Clash(Value):
    """Two dates that contradict each other."""

    order: Order
    earlier: Moment
    later: Moment
    distance: bool = False

    @property
    def blocks(self) -> bool:
        """Say whether it must be mended: a broken order by the table, a distance where nothing else is declared."""
        return self.order.blocks and (not self.distance or self.order.same is SameDay.UNORDERED)


def compare(order: Order, one: Moment, other: Moment) -> Clash | None:
    """Say whether two dates contradict each other."""
    broken = _broken(order, (one.first, one.last), (other.first, other.last))
    return None if broken is None else Clash(order, one, other, distance=broken)


def _broken(order: Order, one: tuple[date, date], other: tuple[date, date]) -> bool | None:
    """Say of the first and last days of two dates whether they break an order: by their distance, else (False) in it.

    Returns:
        None where they are in order.
    """
    if order.same is SameDay.REQUIRED:
        return False if one[0] != other[0] else None
    if order.same is not SameDay.UNORDERED:
        together = order.same is SameDay.ALLOWED
        if other[1] < one[0] or (not together and other[0] <= one[1]):
            return False
    if order.within is not None and other[0] > order.within.after(one[1]):
        return True
    return None


class Neighbours:
    """What each date on record is held against, so that it can be asked what another day would contradict."""

    def __init__(self, dates: RecordedDates) -> None:
        self._dates = dates

    def of(self, order: Order, wanted: Container[At]) -> Iterator[tuple[At, Contradicts]]:
        """Give each date of an order that is asked for, with whether a day in its place would contradict the others."""
        before, after = (self._dates.by_key(side, order.join) for side in (order.earlier, order.later))
        known: dict[_Held, Contradicts] = {}
        for key in (key for key in before if key in after):
            yield from _of_side(order, before[key], after[key], wanted, known, first=True)
            yield from _of_side(order, after[key], before[key], wanted, known, first=False)


def _of_side(
    order: Order,
    mine: Sequence[Moment],
    theirs: Sequence[Moment],
    wanted: Container[At],
    known: dict[_Held, Contradicts],
    *,
    first: bool,
) -> Iterator[tuple[At, Contradicts]]:
    one_is_enough = order.later.any if first else order.earlier.any
    if order.earlier.any if first else order.later.any:
        mine = mine if len(mine) == 1 else ()
    asked = [moment for moment in mine if moment.at in wanted]
    ends = _ends(theirs) if asked else ()
    for moment in asked:
        others = [item for item in (theirs if one_is_enough else ends) if item.at != moment.at]
        if others:
            held = first, tuple(dict.fromkeys((item.first, item.last) for item in others))
            if held not in known:
                known[held] = _against(order, held[1], first=first, all_of_them=one_is_enough)
            yield moment.at, known[held]


def _against(order: Order, days: Sequence[tuple[date, date]], *, first: bool, all_of_them: bool) -> Contradicts:
    """Hold a day against those of the other side; many dates are held against the same ones."""
    quantified = all if all_of_them else any

    @cache
    def contradicts(day: date) -> bool:
        mine = (day, day)
        return quantified(_broken(order, *((mine, other) if first else (other, mine))) is not None for other in days)

    return contradicts


def _ends(moments: Sequence[Moment]) -> Sequence[Moment]:
    ordered = sorted(moments, key=attrgetter("first"))
    return ordered if len(ordered) <= 2 * _ENDS else [*ordered[:_ENDS], *ordered[-_ENDS:]]
