"""第二十六条: reviewers who break the discipline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from toolchain.model.problems import Problem, problem
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


def check_discipline(rows: Sequence[Discipline], experts: Sequence[Expert]) -> tuple[Problem, ...]:
    """Name rows for unknown experts or with another name than the pool's, and removed experts still in the pool."""
    return tuple(found for row in rows for found in _check(row, {expert.number: expert for expert in experts}))


def _check(row: Discipline, pool: Mapping[str, Expert]) -> Iterator[Problem]:
    expert = pool.get(row.expert)
    if expert is None:
        yield problem("E-RULE-2601", row.where("expert"), expert=row.expert, name=row.name)
        return
    if expert.name != row.name:
        yield problem("E-RULE-2602", row.where("name"), expert=row.expert, name=row.name, pool=expert.name)
    if row.measure is Measure.REMOVAL and expert.status is not ExpertStatus.REMOVED:
        facts = {"expert": row.expert, "name": row.name, "status": expert.status}
        yield problem("W-RULE-2603", expert.where("status"), **facts)
