"""第二十二条, 第二十四条, 第二十五条: what follows from incidents. The two revocations and the recovery of a prize never mix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from toolchain.parameters import Rules
from toolchain.problems import Problem
from toolchain.sheets.register import Award
from toolchain.sheets.supervision import Incident


class Consequence(StrEnum):
    """What an incident leads to."""

    REVOKE_FRAUD = "第二十五条第一款撤销"
    REVOKE_CONDUCT = "第二十五条第二款撤销"
    CRITICISE = "通报批评"
    RECOVER_PRIZE = "追缴奖金"
    NONE = "不予处理"
    OPEN = "调查中"


@dataclass(frozen=True)
class Ruling:
    """What an incident leads to, with what is recovered.

    Attributes:
        incident: the row.
        award: the award concerned, None where the organisation holds none.
        consequence: see :class:`Consequence`; OPEN while investigation, decision or approval is missing.
        article: the provision, e.g. 第二十五条第一款.
        approved: 区政府 approved it, so that announcement and recovery may go out; before that only the 请示.
        recover_title: certificate and trophy come back.
        recover_prize: yuan to be paid back, 0 where none.
        ban_until: last day on which applications are not accepted, None where there is no ban.
    """

    incident: Incident
    award: Award | None
    consequence: Consequence
    article: str
    approved: bool
    recover_title: bool
    recover_prize: int
    ban_until: date | None


def rule(
    incidents: Sequence[Incident], awards: Sequence[Award], rules: Rules
) -> tuple[tuple[Ruling, ...], tuple[Problem, ...]]:
    """Rule on every incident.

    Fraud: any time, certificate, trophy and prize, six years from the approval date. Accident or offence: the fact must
    lie within validity; certificate and trophy only. Prize misuse: criticism; serious and approved: the prize. Misuse of
    the title alone: criticism, or 第二款 where a revocation was decided. A decision that the article does not allow is a problem.
    """
    raise NotImplementedError
