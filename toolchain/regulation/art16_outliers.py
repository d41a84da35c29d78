"""第十六条: scores that stand far from all others, and applicants whose averages are made another way; hints only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from statistics import median

from toolchain.model.chinese import rounded
from toolchain.model.problems import At, Problem, problem
from toolchain.model.record import FilledWorkbook
from toolchain.model.rule_set.hints import Hints
from toolchain.model.sheets.scores import Reviewer, Score
from toolchain.model.sheets.settings import CycleRules
from toolchain.model.sheets.vocabulary import Scoring, Trimming
from toolchain.regulation.art16_checks import FULL
from toolchain.regulation.art16_places import Placement, Reviewed
from toolchain.regulation.art16_robustness import ReviewSetting
from toolchain.regulation.art16_scores import Card

_MOST_DIGITS = 6
_LEAST_OTHERS = 2
"""With one other score nobody can say which of the two stands apart."""


def apart(reviewed: Sequence[Reviewed], sheets: Sequence[FilledWorkbook], total: int, p: Hints) -> Iterator[Problem]:
    """Name each reviewer whose points for an applicant lie far from those of all others, with the cell.

    Far is more than ``apart_spread`` times the median absolute deviation of the others from their median, and more
    than ``apart_floor`` of all points.
    """
    cells = _cells(sheets)
    for item in reviewed:
        for kind, name in (("desk", "材料评审"), ("site", "现场评审")):
            values = {card.expert: getattr(card, kind) for card in item.cards}
            for card in item.cards:
                others = [value for expert, value in values.items() if expert != card.expert]
                middle = _far(values[card.expert], others, total, p)
                if middle is not None:
                    yield _apart(card, item.name, kind, name, middle, cells)


def _far(value: Fraction, others: Sequence[Fraction], total: int, p: Hints) -> Fraction | None:
    """Give the median of the others where a value lies far from it."""
    if len(others) < _LEAST_OTHERS:
        return None
    middle = median(others)
    spread = median([abs(other - middle) for other in others])
    return middle if abs(value - middle) > max(p.apart_spread * spread, p.apart_floor * total) else None


def _apart(
    card: Card, name: str, kind: str, label: str, middle: Fraction, cells: Mapping[tuple[str, str], Score]
) -> Problem:
    given: Fraction = getattr(card, kind)
    row = cells.get((card.expert, card.uscc))
    at = At("") if row is None else row.where(kind)
    facts = {"expert": card.expert, "reviewer": card.name, "applicant": name, "part": label}
    side = "高" if given > middle else "低"
    return problem(
        "W-RULE-1640",
        at,
        **facts,
        given=rounded(given, 2),
        median=rounded(middle, 2),
        side=side,
        difference=rounded(abs(given - middle), 2),
    )


def _cells(sheets: Sequence[FilledWorkbook]) -> Mapping[tuple[str, str], Score]:
    """Find the first row of each reviewer for each applicant."""
    found: dict[tuple[str, str], Score] = {}
    for sheet in sheets:
        reviewer = next(iter(sheet.whole(Reviewer)), None)
        for row in sheet.whole(Score) if reviewer else ():
            found.setdefault((reviewer.expert if reviewer else "", row.uscc), row)
    return found


def other_scale(sheets: Sequence[FilledWorkbook], scoring: Scoring) -> Iterator[Problem]:
    """第十二条: name a sheet whose percentages are all within the items' points: it was probably filled in points."""
    if scoring is not Scoring.PERCENT:
        return
    for sheet in sheets:
        reviewer = next(iter(sheet.whole(Reviewer)), None)
        by_applicant: dict[str, list[Score]] = {}
        for row in sheet.whole(Score):
            by_applicant.setdefault(row.uscc, []).append(row)
        for rows in by_applicant.values() if reviewer else ():
            small = [row for row in rows if row.points < FULL]
            for kind, label in (("desk", "材料评审"), ("site", "现场评审")):
                given = [(getattr(row, kind), row.points) for row in small]
                if len(given) >= _TELLING and any(value for value, _ in given) and all(v <= most for v, most in given):
                    yield problem(
                        "W-RULE-1641",
                        rows[0].where(kind),
                        subject=rows[0].uscc,
                        reviewer=reviewer.name if reviewer else "",
                        expert=reviewer.expert if reviewer else "",
                        applicant=rows[0].name,
                        part=label,
                    )


_TELLING = 5
"""Fewer items may all be scored so low by chance."""


def other_method(bench: ReviewSetting, rules: CycleRules) -> Iterator[Problem]:
    """第十六条, 口径16-2: say whose highest and lowest scores stay in for want of scores, and what that moves."""
    choice = bench.choice
    if choice.trimming is not Trimming.EXTREMES:
        return
    panels = {item.panel for item in bench.standings if item.trimmed is not None}
    whole = [item for item in bench.standings if item.trimmed is None and item.panel in panels]
    if not whole:
        return
    least = min(len(item.scores) for item in whole)
    trims = replace(choice, p=replace(choice.p, trim_from=max(3, least)))
    plain = replace(choice, trimming=Trimming.NONE)
    yield problem(
        "W-RULE-1642",
        rules.where("trimming"),
        least=choice.p.trim_from,
        whole="、".join(f"“{item.name}”（{len(item.scores)}名）" for item in whole),
        trimmed=sum(item.trimmed is not None for item in bench.standings),
        all_trimmed=_moves(bench.moved(bench.reviewed, trims)) if least >= 3 else "人数不足3名的无法去掉",  # noqa: PLR2004 - something must stay
        none_trimmed=_moves(bench.moved(bench.reviewed, plain)),
    )


def _moves(moved: Sequence[tuple[str, int, int]]) -> str:
    return "；".join(f"{name}由第{now}名变为第{then}名" for name, now, then in moved) or "名次不变"


def telling_digits(standings: Sequence[Placement], least: Fraction | None = None, start: int = 2) -> int:
    """第十六条: give the decimals at which different totals print differently, and one below the minimum below it."""
    totals = {item.total for item in standings} | ({least} if least is not None else set())
    for digits in range(start, _MOST_DIGITS):
        if len({rounded(total, digits) for total in totals}) == len(totals):
            return digits
    return _MOST_DIGITS


def hidden_by_rounding(standings: Sequence[Placement], rules: CycleRules) -> Iterator[Problem]:
    """Say which reasons two decimals do not show: places of totals that print alike, a minimum missed by less."""
    least = None if rules.minimum_score is None else Fraction(rules.minimum_score)
    digits = telling_digits(standings, least)
    by_print: dict[object, list[Placement]] = {}
    for item in standings:
        by_print.setdefault(rounded(item.total, 2), []).append(item)
    for printed, same in by_print.items():
        if len({item.total for item in same}) > 1:
            told = "；".join(f"{item.name}第{item.rank}名{rounded(item.total, digits)}" for item in same)
            yield problem("W-RULE-1643", rules.where("tie_break"), printed=printed, told=told)
    for item in standings:
        if least is not None and item.total < least and rounded(item.total, 2) == rounded(least, 2):
            facts = {"applicant": item.name, "least": rules.minimum_score, "total": rounded(item.total, digits)}
            yield problem("W-RULE-1644", rules.where("minimum_score"), subject=item.uscc, **facts)
