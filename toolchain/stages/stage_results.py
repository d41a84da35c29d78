"""What each stage comes to, one value per stage; empty before it."""

from __future__ import annotations

from toolchain.engine.value_objects import Value
from toolchain.model.sheets.supervision import HigherAward
from toolchain.regulation.art04_quota import Nomination
from toolchain.regulation.art08_draw import Draw, Pool
from toolchain.regulation.art16_ranking import Candidates, Ranking
from toolchain.regulation.art17_vote import Tally
from toolchain.regulation.art18_notice import Approval
from toolchain.regulation.art19_prize import PrizeList
from toolchain.regulation.art22_prize_use import UseLedger
from toolchain.regulation.art25_revocation import Ruling
from toolchain.regulation.art27_recusal import Conflict
from toolchain.regulation.events_people import Replacement


class Panels(Value):
    """What the stage of the panels came to (第八条, 第九条, 第二十七条).

    Attributes:
        replacements: reviewers who left their panel after the draw, and who follows.
    """

    pools: tuple[Pool, ...] = ()
    draws: tuple[Draw, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    replacements: tuple[Replacement, ...] = ()


class Review(Value):
    """What the review came to (第十六条); None before it."""

    ranking: Ranking | None = None
    candidates: Candidates | None = None


class Vote(Value):
    """What the committee's vote came to (第四条, 第十七条): both turns, and the nomination once it is counted."""

    tallies: tuple[Tally, ...] = ()
    second: tuple[Tally, ...] = ()
    nomination: Nomination | None = None


class Decision(Value):
    """What the government decided (第十八条, 第十九条); None before it."""

    approval: Approval | None = None
    prizes: PrizeList | None = None


class Supervision(Value):
    """What became of awards, of this cycle and of earlier ones (第二十条至第二十六条)."""

    rulings: tuple[Ruling, ...] = ()
    higher: tuple[HigherAward, ...] = ()
    ledgers: tuple[UseLedger, ...] = ()
