"""第四条, 第二十八条: grades given by proposal alone, and how long their holders wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from toolchain.model.chinese import date_text
from toolchain.model.findings import Finding
from toolchain.model.problems import Problem, problem
from toolchain.model.record import Application
from toolchain.model.rule_set.rules import Rules
from toolchain.model.rule_set.spans import Span, Unit
from toolchain.model.sheets.committee import Proposal
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.settings import Cycle
from toolchain.model.sheets.vocabulary import AwardKind, Verdict
from toolchain.regulation import art28_validity, dates


def check_proposals(
    rows: Sequence[Proposal], candidates: Sequence[tuple[str, str]], rules: Rules
) -> tuple[Problem, ...]:
    """Name proposals of a grade that is none of those given by proposal, or for somebody who is no candidate."""
    return tuple(_wrong(rows, {uscc for uscc, _ in candidates}, rules))


def _wrong(rows: Sequence[Proposal], known: set[str], rules: Rules) -> Iterator[Problem]:
    grades = [grade.short for grade in rules.lower if grade.proposed]
    for row in rows:
        if row.grade not in grades:
            may = "、".join(grades) or "没有这样的等次"
            yield problem("E-RULE-0406", row.where("grade"), subject=row.uscc, name=row.name, found=row.grade, may=may)
        if row.uscc not in known:
            yield problem("E-RULE-0407", row.where("uscc"), subject=row.uscc, name=row.name)


def waiting(application: Application, awards: Sequence[Award], cycle: Cycle, rules: Rules) -> tuple[Finding, ...]:
    """第二十八条: the last award of each lower grade that keeps its holder from applying for a time."""
    spans = {grade.name: grade.again for grade in rules.lower if grade.again.exists}
    found: dict[str, Award] = {}
    for award in sorted(awards, key=lambda award: award.announced):
        if (
            award.uscc == application.uscc
            and award.kind is AwardKind.NOMINATION
            and award.announced <= cycle.measuring
            and art28_validity.stands(award, cycle.measuring)
            and grade_of(award, rules) in spans
        ):
            found[grade_of(award, rules)] = award
    return tuple(again(application, award, spans[name], cycle, rules) for name, award in found.items())


def grade_of(award: Award, rules: Rules) -> str:
    """Name the grade of an award below the top one, also of one from before there were several."""
    return award.grade or (rules.lower[0].name if len(rules.lower) == 1 else "")


def again(application: Application, award: Award, span: Span, cycle: Cycle, rules: Rules) -> Finding:
    """So many years since the announcement, or so many cycles in between by 评定年度."""
    if span.unit is Unit.CYCLE:
        year = award.year + (span.number + 1) * rules.art04.interval.number
        met, free, said = cycle.year >= year, None, f"{year}年度"
    else:
        free = dates.after(award.announced, span)
        met, said = free <= cycle.measuring, date_text(free)
        free = None if free == date.max else free
    return Finding(
        "28-again" if span.unit is not Unit.FOREVER else "28-never",
        "第二十八条",
        application.uscc,
        Verdict.MET if met else Verdict.NOT_MET,
        (("announced", date_text(award.announced)), ("span", span), ("free", said)),
        (award.where("announced"), cycle.where("deadline")),
        again=None if met else free,
    )
