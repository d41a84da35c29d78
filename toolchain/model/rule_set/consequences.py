"""What becomes of a laureate after the award: the grounds a rule set names, what may be decided, what follows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolchain.engine.value_objects import Value
from toolchain.model.rare_words import RARE
from toolchain.model.rule_set.articles import CITATION, Local
from toolchain.model.rule_set.spans import Span, Unit
from toolchain.model.sheets.vocabulary import BanCause, IncidentDecision, IncidentKind

if TYPE_CHECKING:
    from toolchain.model.parameters import Rules

_TERMS = (Unit.YEAR, Unit.MONTH, Unit.CYCLE, Unit.FOREVER)
_SPECIAL = frozenset({IncidentKind.FRAUD, IncidentKind.PRIZE_MISUSE})


class Ground(Value):
    """One ground, and what follows from it.

    Attributes:
        ground: what happened, as 《监督事项》 names it.
        article: the provision.
        decisions: what may be decided once it is established.
        valid: it counts within the validity of a title only.
        prize: a revocation takes back what is left of the prize.
        ban: after a revocation nothing is accepted so long; that for fraud stands in its own section.
        revoking: the provision a revocation rests on, where it is another one.
        extends: a title that is kept is valid so much longer.
    """

    ground: IncidentKind
    article: Local
    decisions: tuple[IncidentDecision, ...]
    valid: bool = False
    prize: bool = False
    ban: Span | None = None
    revoking: Local = Local("")
    extends: Span | None = None

    def rests_on(self, decision: IncidentDecision | None) -> Local:
        """Give the provision that a decision on it rests on."""
        return self.revoking if decision is IncidentDecision.REVOKE and self.revoking else self.article


def cause_of(kind: IncidentKind) -> BanCause | None:
    """Name the ban that a revocation on a ground brings; None where there is no revocation."""
    if kind is IncidentKind.PRIZE_MISUSE:
        return None
    return BanCause[kind.name]


def rare_words(rules: Rules) -> frozenset[str]:
    """List the words that only some rule sets use, which this one names: grounds, decisions, causes of bans."""
    found: set[str] = set()
    for row in rules.consequences:
        found |= {row.ground, *row.decisions}
        if row.ban is not None:
            found.add(str(cause_of(row.ground)))
    found |= {item.award for item in rules.higher}
    return frozenset(found & RARE)


def wrong_grounds(rules: Rules) -> Iterator[str]:
    """Say what of the table does not fit together, each with key and remedy."""
    kinds = [row.ground for row in rules.consequences]
    if IncidentKind.FRAUD not in kinds:
        yield f"consequences：没有“{IncidentKind.FRAUD}”一段，骗取称号的无从处理"
    for row in rules.consequences:
        name = f"consequences 的“{row.ground}”"
        if kinds.count(row.ground) > 1:
            yield f"{name}：写了{kinds.count(row.ground)}段，请合成一段"
        yield from (f"{name}：{wrong}" for wrong in (*_cited(row), *_banned(row), *_kept(row)))


def _cited(row: Ground) -> Iterator[str]:
    if not row.decisions:
        yield "decisions 至少写一种处理决定"
    for article in (row.article, row.revoking):
        if article and CITATION.fullmatch(article) is None:
            yield f"article、revoking 应写成“第二十五条第一款”这样，现为“{article}”"


def _banned(row: Ground) -> Iterator[str]:
    revokes = IncidentDecision.REVOKE in row.decisions
    if (row.prize or row.ban is not None or row.revoking) and not revokes:
        yield "不撤销称号，用不到 prize、ban、revoking；请删去，或者在 decisions 里加上“撤销称号”"
    elif row.ban is not None and row.ground in _SPECIAL:
        yield "ban 请删去；骗取称号的写在 fraud 的 fraud_ban"
    elif row.ban is not None and row.ban.unit not in _TERMS:
        yield f"ban 应以{'、'.join(_TERMS)}计，现为“{row.ban}”"


def _kept(row: Ground) -> Iterator[str]:
    if (row.extends is not None) is not (IncidentDecision.KEEP in row.decisions):
        yield "extends（保留称号的延长多久）和 decisions 里的“保留称号”要么都有，要么都没有"
    elif row.extends is not None and row.extends.unit not in {Unit.YEAR, Unit.MONTH}:
        yield f"extends 应以年、个月计，现为“{row.extends}”"
