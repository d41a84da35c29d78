"""第二十条: higher awards and the credit platform."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolchain.model.chinese import date_text
from toolchain.model.problems import Problem, problem
from toolchain.model.rule_set.higher_awards import Higher
from toolchain.model.schema import Yuan
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.supervision import HigherAward
from toolchain.model.sheets.vocabulary import AwardKind
from toolchain.regulation.art28_validity import stands


def higher_awards(
    rows: Sequence[HigherAward], awards: Sequence[Award], amounts: Sequence[Higher] = ()
) -> tuple[tuple[HigherAward, ...], tuple[Problem, ...]]:
    """第二十条: higher awards won by laureates; the office proposes the amount, the government approves it.

    An organisation without an award, or whose award had been revoked by then, is a problem and left out. Where the rule
    set names the amount, it is filled in, and another one is a problem.
    """
    problems = tuple(
        found for row in rows for found in (*_wrong(row, awards), *_amount(row, due_amount(row, rows, awards, amounts)))
    )
    blocked = {item.subject for item in problems if item.blocks}
    kept = [row for row in rows if row.uscc not in blocked]
    due = [(row, due_amount(row, rows, awards, amounts)) for row in kept]
    return tuple(row if yuan is None else replace(row, proposed=Yuan(yuan)) for row, yuan in due), problems


def due_amount(
    row: HigherAward, rows: Sequence[HigherAward], awards: Sequence[Award], amounts: Sequence[Higher]
) -> int | None:
    """Give the amount in yuan that the rule set names for a higher award; None where it names none.

    Of a difference, what the laureate had before is taken off: the greatest of its prizes here and of the amounts for
    higher awards won earlier.
    """
    named = {item.award: item for item in amounts}
    mine = named.get(row.award)
    if mine is None:
        return None
    if not mine.difference:
        return mine.yuan
    had = [int(award.prize) for award in awards if award.uscc == row.uscc and award.announced <= row.won]
    had += [
        named[other.award].yuan
        for other in rows
        if other.uscc == row.uscc and other.award in named and other.won < row.won
    ]
    return max(0, mine.yuan - max(had, default=0))


def _amount(row: HigherAward, due: int | None) -> Iterator[Problem]:
    if due is not None and row.proposed is not None and row.proposed != due:
        facts = {"name": row.name, "award": row.award, "found": row.proposed, "due": due}
        yield problem("E-RULE-2004", row.where("proposed"), subject=row.uscc, **facts)


def _wrong(row: HigherAward, awards: Sequence[Award]) -> Iterator[Problem]:
    mine = [award for award in awards if award.uscc == row.uscc and award.kind is not AwardKind.NOMINATION]
    facts = {"name": row.name, "award": row.award}
    if not mine:
        yield problem("E-RULE-2001", row.where("uscc"), subject=row.uscc, uscc=row.uscc, **facts)
        return
    if not any(stands(award, row.won) for award in mine):
        yield problem("E-RULE-2002", row.where("uscc"), subject=row.uscc, won=date_text(row.won), **facts)
    known = max(mine, key=lambda award: award.announced).name
    if row.name != known:
        yield problem("W-RULE-2003", row.where("name"), subject=row.uscc, name=row.name, known=known)
