"""A finding is what a rule says of one subject: article, verdict, facts and the cells it rests on.

The sentence is made at the edge from ``templates/wording/findings.toml``; rules give facts only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from toolchain.model.problems import At
from toolchain.model.sheets.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found.

    Attributes:
        case: key of the sentence, the rule's number and a word, e.g. ``10.1-years``.
        article: the provision, e.g. 第十条第（一）项.
        subject: the applicant (统一社会信用代码) or expert (专家编号) it is about.
        verdict: 符合, 不符合 or 待核.
        facts: the values the sentence names, already in their printed form.
        cells: the input cells it rests on.
        reading: the 口径 used where the text is open, e.g. 口径11-1.
        again: the first day from which a fact that bars, or will bar, no longer does, where one can be told.
    """

    case: str
    article: str
    subject: str
    verdict: Verdict
    facts: tuple[tuple[str, str], ...] = ()
    cells: tuple[At, ...] = ()
    reading: str = ""
    again: date | None = None

    @property
    def rule(self) -> str:
        """Give the rule's number, e.g. ``10.1``."""
        return self.case.partition("-")[0]


def worst(findings: Iterable[Finding]) -> Verdict:
    """Join verdicts: one 不符合 decides, else one 待核 keeps it open."""
    verdicts = {finding.verdict for finding in findings}
    for verdict in (Verdict.NOT_MET, Verdict.PENDING):
        if verdict in verdicts:
            return verdict
    return Verdict.MET
