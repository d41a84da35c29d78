"""第十九条: the prize of each new laureate; repeat laureates get none (第二十八条)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType

from toolchain.engine.value_objects import Value
from toolchain.model.problems import Problem, problem
from toolchain.model.rule_set.grades import Grade
from toolchain.model.rule_set.numbers import Art19, Way
from toolchain.model.rule_set.pools import Of
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.approval import Approved
from toolchain.model.sheets.settings import Cycle
from toolchain.regulation.art12_criteria import belongs


class Prize(Value):
    """One line of the prize list; ``amount`` in yuan."""

    uscc: str
    amount: int


class PrizeList(Value):
    """All prizes of a cycle; ``total`` in yuan."""

    prizes: tuple[Prize, ...]
    total: int


def prizes(
    laureates: Sequence[str],
    repeats: Collection[str],
    cycle: Cycle,
    p: Art19,
    lower: Mapping[str, int] = MappingProxyType({}),
    decided: Mapping[str, Approved] = MappingProxyType({}),
) -> tuple[PrizeList, tuple[Problem, ...]]:
    """List the prizes, everyone with an amount; over the budget on record is a problem (第二十一条).

    ``lower`` gives the prize of those in a lower grade or in a class with one of its own; ``decided`` are the rows of
    审定名单, in which the government's own amount stands where the rule set leaves it to it.
    """
    amounts = {uscc: _amount(uscc, repeats, lower, p) for uscc in laureates}
    found = tuple(wrong for uscc in laureates if uscc in decided for wrong in _granted(decided[uscc], amounts[uscc], p))
    listed = tuple(Prize(uscc, _given(decided.get(uscc), amounts[uscc], p)) for uscc in laureates)
    total = sum(prize.amount for prize in listed)
    if cycle.budget is not None and total > cycle.budget:
        found = (*found, problem("E-RULE-1901", cycle.where("budget"), total=total, budget=cycle.budget))
    return PrizeList(listed, total), found


def of_classes(applicants: Iterable[Applicant], grades: Mapping[str, Grade], p: Art19) -> Mapping[str, int]:
    """Give the prize in yuan of each that belongs to a class with one of its own in its grade, by code."""
    found: dict[str, int] = {}
    for row in applicants:
        of = grades[row.uscc].short if row.uscc in grades else str(Of.TOP)
        mine = (item.yuan for item in p.subjects if item.of == of and belongs(row, item))
        found |= {str(row.uscc): yuan for yuan in islice(mine, 1)}
    return found


def _amount(uscc: str, repeats: Collection[str], lower: Mapping[str, int], p: Art19) -> int:
    if uscc in repeats and uscc not in lower:
        return p.repeat_prize_yuan
    return lower.get(uscc, p.prize_yuan)


def _given(row: Approved | None, amount: int, p: Art19) -> int:
    """Give what a laureate gets: the amount of the rule set, or the government's own where it may name one."""
    if row is None or row.granted is None or not (p.ceiling or row.less):
        return 0 if row is not None and row.granted is None and p.ceiling else amount
    return row.granted


def _granted(row: Approved, amount: int, p: Art19) -> Iterator[Problem]:
    """An own amount rests on a ceiling or on a reduction that the rule set names, and is never above its amount."""
    facts = {"name": row.name, "amount": amount}
    if row.less and p.reduction(row.less) is None:
        known = "、".join(item.name for item in p.reductions) or "没有写"
        yield problem("E-RULE-1902", row.where("less"), subject=row.uscc, less=row.less, known=known, **facts)
        return
    reduction = p.reduction(row.less or "")
    if row.granted is None:
        if amount and (p.ceiling or reduction is not None):
            yield problem("E-RULE-1903", row.where("granted"), subject=row.uscc, **facts)
    elif row.granted > amount:
        yield problem("E-RULE-1904", row.where("granted"), subject=row.uscc, granted=row.granted, **facts)
    elif reduction is not None and reduction.way is Way.NONE and row.granted:
        yield problem(
            "E-RULE-1905", row.where("granted"), subject=row.uscc, granted=row.granted, less=row.less, **facts
        )
    elif reduction is None and not p.ceiling and row.granted != amount:
        yield problem("E-RULE-1906", row.where("granted"), subject=row.uscc, granted=row.granted, **facts)


def shares(total: int, p: Art19) -> tuple[tuple[str, int], ...]:
    """Divide a sum among those who pay it, in whole yuan; what does not divide falls to the first."""
    parts = [(item.name, int(item.share * total)) for item in p.payers]
    rest = total - sum(part for _, part in parts)
    return tuple((name, part + (rest if place == 0 else 0)) for place, (name, part) in enumerate(parts))
