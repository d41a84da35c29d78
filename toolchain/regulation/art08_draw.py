"""第八条: panels are drawn at random from the pool, in a way that anyone can redo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolchain.finding import Finding
from toolchain.parameters import Rules
from toolchain.problems import Problem
from toolchain.record import Application
from toolchain.regulation.art27_recusal import Conflict
from toolchain.sheets.draw import Panel
from toolchain.sheets.draw import Refusal
from toolchain.sheets.draw import Seed
from toolchain.sheets.experts import Expert
from toolchain.sheets.experts import Tie


@dataclass(frozen=True)
class PoolEntry:
    """One expert of the trade and why in or out.

    Attributes:
        expert: the row of the pool workbook.
        eligible: may be drawn.
        findings: 第九条, commitment (第八条), status (第二十六条), recusal (第二十七条).
        reason: the sentence keys of what keeps the expert out, as findings that are not met.
    """

    expert: Expert
    findings: tuple[Finding, ...]

    @property
    def eligible(self) -> bool:
        """Say whether every finding is met."""
        raise NotImplementedError


@dataclass(frozen=True)
class Pool:
    """The frozen pool of one panel.

    Attributes:
        panel: the panel's row.
        entries: every expert of the trade, ordered by number.
        listing: the canonical text that is published: one line ``专家编号|姓名|工作单位`` per eligible expert, LF ends.
        digest: SHA-256 of the listing in UTF-8, lower-case hexadecimal.
    """

    panel: Panel
    entries: tuple[PoolEntry, ...]
    listing: str
    digest: str


@dataclass(frozen=True)
class Ticket:
    """One expert's ticket.

    Attributes:
        order: 1 for the smallest ticket.
        expert: the row of the pool workbook.
        source: the text that was hashed, ``届次|组别|轮次|种子|专家编号``.
        digest: its SHA-256 in hexadecimal.
        role: 入选, 递补入选, 候补 or 谢绝.
    """

    order: int
    expert: Expert
    source: str
    digest: str
    role: str


@dataclass(frozen=True)
class Draw:
    """The finished draw of one panel.

    Attributes:
        pool: the frozen pool.
        seed: the seed in force (not annulled, last round).
        tickets: all of them, in order.
        leader: number of the chosen leader, empty while open.
        complete: panel full, leader chosen.
    """

    pool: Pool
    seed: Seed
    tickets: tuple[Ticket, ...]
    leader: str
    complete: bool

    @property
    def members(self) -> tuple[Expert, ...]:
        """List those who serve, in ticket order."""
        return tuple(ticket.expert for ticket in self.tickets if ticket.role in {"入选", "递补入选"})


def freeze(
    panel: Panel, experts: Sequence[Expert], conflicts: Sequence[Conflict], removed: Sequence[str], rules: Rules
) -> tuple[Pool, tuple[Problem, ...]]:
    """Freeze the pool of a panel as of its draw date; ``removed`` = experts removed under 第二十六条 by then.

    Problems: pool changed since its digest was published, size outside 第八条, too few experts and no widening on record.
    """
    raise NotImplementedError


def draw(
    cycle: str, pool: Pool, seeds: Sequence[Seed], refusals: Sequence[Refusal]
) -> tuple[Draw | None, tuple[Problem, ...]]:
    """Sort the tickets by SHA-256 and seat the panel; None while there is no seed in force.

    Problems: seed under 20 digits, two seeds in force, fewer than two witnesses, refusal of someone not drawn, leader not
    a member, digest not published before the seed, reserves exhausted.
    """
    raise NotImplementedError


def check_panels(
    panels: Sequence[Panel],
    applications: Sequence[Application],
    experts: Sequence[Expert],
    ties: Sequence[Tie],
    rules: Rules,
) -> tuple[Problem, ...]:
    """Every qualified applicant's trade has exactly one panel; size within 第八条; ties name known experts and applicants."""
    raise NotImplementedError
