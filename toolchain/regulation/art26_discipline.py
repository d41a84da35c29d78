"""第二十六条: reviewers who break the discipline."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from toolchain.model.problems import Problem, as_far_as_read, problem
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.supervision import Discipline
from toolchain.model.sheets.vocabulary import ExpertStatus, Measure


def removed(rows: Sequence[Discipline], by: date | None = None) -> frozenset[str]:
    """第二十六条: numbers of the experts removed, on or before a day where one is given."""
    return frozenset(expert for expert, day in removals(rows).items() if by is None or day <= by)


def removals(rows: Sequence[Discipline]) -> dict[str, date]:
    """第二十六条: give the day from which each removed expert is out, by 专家编号; that day included (口径30-1)."""
    found: dict[str, date] = {}
    for row in rows:
        if row.measure is Measure.REMOVAL:
            found[row.expert] = min(row.decided, found.get(row.expert, row.decided))
    return found


def check_discipline(
    rows: Sequence[Discipline], experts: Sequence[Expert], numbers: Collection[str] | None = None
) -> tuple[Problem, ...]:
    """Name rows for unknown experts or with another name than the pool's, and removed experts still in the pool.

    ``numbers`` of the pool may be more than those of the rows given.
    """
    pool = {expert.number: expert for expert in experts}
    numbers = pool.keys() if numbers is None else numbers
    return tuple(found for row in rows for found in as_far_as_read(_check(row, pool, numbers)))


def _check(row: Discipline, pool: Mapping[str, Expert], numbers: Collection[str]) -> Iterator[Problem]:
    if row.expert not in numbers:
        yield problem("E-RULE-2601", row.where("expert"), expert=row.expert, name=row.name)
    expert = pool.get(row.expert)
    if expert is None:
        return
    if expert.name != row.name:
        yield problem("E-RULE-2602", row.where("name"), expert=row.expert, name=row.name, pool=expert.name)
    if row.measure is Measure.REMOVAL and expert.status is not ExpertStatus.REMOVED:
        facts = {"expert": row.expert, "name": row.name, "status": expert.status}
        yield problem("W-RULE-2603", expert.where("status"), **facts)
