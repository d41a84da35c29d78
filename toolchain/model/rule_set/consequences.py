"""What becomes of a laureate after the award: the grounds a rule set names, what may be decided, what follows."""

from __future__ import annotations

from toolchain.engine.value_objects import Value
from toolchain.model.rule_set.articles import Local
from toolchain.model.rule_set.spans import Span
from toolchain.model.sheets.vocabulary import BanCause, IncidentDecision, IncidentKind


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
