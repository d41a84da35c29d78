"""第二十条: higher awards and the credit platform."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolchain.model.chinese import date_text
from toolchain.model.problems import Problem, problem
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.supervision import HigherAward
from toolchain.model.sheets.vocabulary import AwardKind
from toolchain.regulation.art28_validity import stands


def higher_awards(
    rows: Sequence[HigherAward], awards: Sequence[Award]
) -> tuple[tuple[HigherAward, ...], tuple[Problem, ...]]:
    """第二十条: higher awards won by laureates; the office proposes the amount, the government approves it.

    An organisation without an award, or whose award had been revoked by then, is a problem and left out.
    """
    problems = tuple(found for row in rows for found in _wrong(row, awards))
    blocked = {item.subject for item in problems if item.blocks}
    return tuple(row for row in rows if row.uscc not in blocked), problems


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
