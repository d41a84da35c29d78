"""The numbers of a rule set, one group for each matter; a key that is missing or unknown stops the run."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from toolchain.engine.value_objects import Value
from toolchain.model.identifiers import SubjectKind
from toolchain.model.rule_set.articles import Local
from toolchain.model.rule_set.pools import Of
from toolchain.model.rule_set.spans import Span, Unit
from toolchain.model.sheets.vocabulary import OrganisationKind, PrizeUse, Voters


class Art04(Value):
    """第四条: how often, new laureates per cycle, places of the 提名 grade where an award has one.

    An interval that is not firm (一般, 原则上) only warns; 无 for an award held as needed. ``least_score`` is what a
    new laureate must have in the review, where the text says so. Up to ``late_until_month`` a cycle of the year before
    may still be announced; 0 where none is.
    """

    interval: Span
    firm: bool
    new_laureates: int
    nomination_places: int
    total: int
    least_score: int | None = None
    late_until_month: int = 0


class Art06(Value):
    """第六条: number of vice-chairs; share of the members that a full meeting needs or is warned under (口径6-1).

    Attributes:
        members: at least so many members; 0 where the text does not say.
        odd: their number is odd.
    """

    vice_chairs: int
    quorum: Fraction
    members: int = 0
    odd: bool = False


class Art08(Value):
    """第八条: least and most experts of a panel; least digits of a seed and witnesses of it."""

    panel_min: int
    panel_max: int
    seed_digits: int
    witnesses: int


class Art09(Value):
    """第九条第（二）项: years of experience."""

    experience_years: int


class Art10(Value):
    """第十条: years of operation; years without major accidents; years the credit certificate covers."""

    operating_years: int
    accident_years: int
    credit_years: int


class Art11(Value):
    """第十一条: length of the look-back in years, fiscal years of the loss, ban for cheating."""

    window_years: int
    loss_years: int
    cheating: Span


class Art12(Value):
    """第十二条: points of all criteria together; percentages are multiples of the step (口径12-1)."""

    criteria: str
    total_points: int
    percent_step: int


class Art16(Value):
    """第十六条: what the text leaves to the office.

    Attributes:
        trim_from: scores an applicant needs before the highest and the lowest are left out (口径16-2).
        results_category: the category that one of the tie-breaks looks at (口径16-3).
        weight_shift: how far the weights are moved to see whether the places are firm.
    """

    trim_from: int
    results_category: str
    weight_shift: Fraction


class Method(StrEnum):
    """How the committee decides."""

    BALLOT = "投票"
    DELIBERATION = "审议"


class Art17(Value):
    """第十七条: share of the voters, and whether the share itself passes.

    With fewer than ``secret_from`` ballots a unanimous count tells how each of the voters voted.

    Attributes:
        base: who counts as 投票人数, where the text says so; else the cycle reads it (口径17-1).
        turns: how often is voted on those tied at the last place; with one, the committee decides.
        score_share: where more pass than there are places, the share of the review's score in what puts them in order;
            the votes are the rest. None for the votes alone.
    """

    vote_share: Fraction
    inclusive: bool
    secret_from: int
    method: Method
    manner: str
    base: Voters | None = None
    turns: int = 2
    score_share: Fraction | None = None


class Art18(Value):
    """第十八条: how long the list is posted, in working or calendar days; whether after the government's decision.

    ``settled`` is how long after its receipt an objection is concluded, where the text says so.
    """

    notice: Span
    after_decision: bool
    settled: Span | None = None


class Way(StrEnum):
    """What becomes of the prize of a laureate that a reduction is for."""

    NONE = "不发"
    DIFFERENCE = "补差额"


class Reduction(Value):
    """Who gets no prize or less of it: bodies financed by the state, holders of another award.

    Attributes:
        name: as 《政府审定》 gives the reason.
        article: the provision.
        way: nothing, or only what goes beyond what was had.
    """

    name: str
    article: Local
    way: Way


class ClassPrize(Value):
    """The prize of a class of laureates in one grade; the first one that fits is theirs.

    Attributes:
        yuan: the prize of each.
        subject: the kind of laureate.
        of: the grade, as pools name it.
        trades, kinds: who belongs to the class; empty for any.
    """

    yuan: int
    subject: SubjectKind | None = None
    of: str = Of.TOP
    trades: tuple[str, ...] = ()
    kinds: tuple[OrganisationKind, ...] = ()
    specialised: ClassVar[bool | None] = None
    employees_least: ClassVar[int | None] = None
    employees_most: ClassVar[int | None] = None

    @property
    def subjects(self) -> tuple[SubjectKind, ...]:
        """Give the kind of laureate as one of several."""
        return () if self.subject is None else (self.subject,)

    @property
    def plain(self) -> bool:
        """Say whether it is that of a kind of laureate in the top grade."""
        return self.of == Of.TOP and not self.trades and not self.kinds


class Payer(Value):
    """Who pays which share of the prizes."""

    name: str
    share: Fraction


class Art19(Value):
    """第十九条, 第二十八条: prize in yuan of a new laureate, of a repeat one, of the 提名 grade where there is one.

    Attributes:
        ceiling: the amounts are the most that may be given; the government decides on each.
        reductions: who gets less, or nothing.
        payers: who pays which share; empty where one budget pays all.
        subjects: the prizes of classes of laureates that have one of their own.
        uses: what the money may be spent on; empty for all uses that promote quality.
    """

    prize_yuan: int
    repeat_prize_yuan: int
    nomination_prize_yuan: int
    ceiling: bool = False
    reductions: tuple[Reduction, ...] = ()
    payers: tuple[Payer, ...] = ()
    uses: tuple[PrizeUse, ...] = ()
    subjects: tuple[ClassPrize, ...] = ()

    def reduction(self, name: str) -> Reduction | None:
        """Give the reduction of a name."""
        return next((item for item in self.reductions if item.name == name), None)


class Art25(Value):
    """第二十五条第一款: how long nothing is accepted after fraud."""

    fraud_ban: Span


class Art27(Value):
    """第二十七条: years after which an ended interest no longer counts (口径27-1)."""

    lookback_years: int


class Art28(Value):
    """第二十八条: how long a title is valid; from its announcement how long nobody applies again, 无 until it ends.

    Attributes:
        repeat_apart: a laureate of old that wins again stands outside the places and has a prize of its own; else it
            competes like everybody else.
    """

    validity: Span
    again: Span
    repeat_apart: bool = True

    @property
    def forever(self) -> bool:
        """Say whether a title has no end."""
        return self.validity.unit is Unit.FOREVER

    @property
    def never_again(self) -> bool:
        """Say whether whoever has the award never applies again."""
        return self.again.unit is Unit.FOREVER
