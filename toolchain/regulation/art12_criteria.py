"""第十二条: by which criteria an applicant is reviewed, where classes of applicants have criteria of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolchain.model.problems import Problem, problem
from toolchain.model.rule_set.pools import Selecting
from toolchain.model.rule_set.rules import Rules
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.settings import Criterion, CycleRules
from toolchain.model.sheets.vocabulary import YesNo


def belongs(row: Applicant, to: Selecting) -> bool:
    """Say whether an applicant is one of a class; what the class does not name stays open."""
    return (
        (not to.trades or row.trade in to.trades)
        and (not to.kinds or row.kind in to.kinds)
        and (not to.subjects or row.subject in to.subjects)
        and (to.specialised is None or to.specialised is (row.specialised is YesNo.YES))
        and (to.employees_least is None or row.employees >= to.employees_least)
        and (to.employees_most is None or row.employees <= to.employees_most)
    )


def set_of(row: Applicant, rules: Rules) -> str:
    """Name the set of criteria of an applicant; empty for those of everybody else."""
    return next((item.name for item in rules.criteria_sets if belongs(row, item)), "")


def criteria_of(criteria: Iterable[Criterion], name: str = "") -> tuple[Criterion, ...]:
    """Take the items of one set, or with no name those of everybody else."""
    return tuple(row for row in criteria if row.known("set") == name)


def check_sets(cycle: CycleRules, criteria: Sequence[Criterion], rules: Rules) -> Iterator[Problem]:
    """The points of every set add to the total, and every set of the rule set has its items."""
    known = [item.name for item in rules.criteria_sets]
    for name in dict.fromkeys(row.set for row in criteria if row.set):
        mine = criteria_of(criteria, name)
        total = sum(row.points for row in mine)
        if name not in known:
            told = "、".join(known) or "没有另外的标准"
            yield problem("E-RULE-1201", mine[0].where("set"), found=name, known=told)
        elif total != rules.art12.total_points:
            at = mine[-1].where("points")
            yield problem("E-RULE-1202", at, name=name, sum=total, total=rules.art12.total_points)
    present = {row.set for row in criteria}
    for name in known:
        if name not in present and criteria:
            yield problem("E-RULE-1203", cycle.where("criteria_edition"), name=name)
