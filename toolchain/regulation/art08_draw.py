"""第八条: panels are drawn at random from the pool, in a way that anyone can redo."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum

from toolchain.engine.value_objects import Value
from toolchain.model.problems import Problem, problem
from toolchain.model.rule_set.numbers import Art08
from toolchain.model.sheets.draw import Panel, Refusal, Seed
from toolchain.model.sheets.experts import Expert
from toolchain.regulation.art08_panels import check_panels, check_registers
from toolchain.regulation.art08_pool import Pool, PoolEntry, freeze, sha256

__all__ = [
    "Draw",
    "Pool",
    "PoolEntry",
    "Role",
    "Ticket",
    "check_panels",
    "check_registers",
    "draw",
    "freeze",
    "seat",
    "source",
]


class Role(StrEnum):
    """What a ticket came to."""

    DRAWN = "入选"
    SUCCEEDED = "递补入选"
    RESERVE = "候补"
    DECLINED = "谢绝"


_SERVING = frozenset({Role.DRAWN, Role.SUCCEEDED})


class Ticket(Value):
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
    role: Role


class Draw(Value):
    """The finished draw of one panel.

    Attributes:
        pool: the frozen pool.
        seed: the seed in force (not annulled, last round).
        tickets: all of them, in order.
        leader: number of the chosen leader, empty while open.
        complete: panel full, leader chosen.
        seated: who serves after somebody left and was followed; None while it is as drawn.
    """

    pool: Pool
    seed: Seed
    tickets: tuple[Ticket, ...]
    leader: str
    complete: bool
    seated: tuple[Expert, ...] | None = None

    @property
    def members(self) -> tuple[Expert, ...]:
        """List those who serve, in ticket order; who follows somebody has that one's place."""
        return (
            self.seated
            if self.seated is not None
            else tuple(ticket.expert for ticket in self.tickets if ticket.role in _SERVING)
        )


def source(cycle: str, panel: str, turn: int, seed: str, number: str) -> str:
    """Write the text whose SHA-256 is an expert's ticket; it names nobody else, so nobody else can move it."""
    return f"{cycle}|{panel}|{turn}|{seed}|{number}"


def seat(numbers: Sequence[str], size: int, declined: Collection[str]) -> tuple[Role, ...]:
    """Say what each ticket comes to: the first ``size`` serve, a refusal takes the next one, the rest are reserves."""
    roles: list[Role] = []
    seated = 0
    for order, number in enumerate(numbers):
        if seated == size:
            roles.append(Role.RESERVE)
        elif number in declined:
            roles.append(Role.DECLINED)
        else:
            roles.append(Role.DRAWN if order < size else Role.SUCCEEDED)
            seated += 1
    return tuple(roles)


def draw(
    cycle: str, pool: Pool, seeds: Sequence[Seed], refusals: Sequence[Refusal], p: Art08
) -> tuple[Draw | None, tuple[Problem, ...]]:
    """第八条: sort the tickets by SHA-256 and seat the panel; None while no sound seed is in force.

    Problems: seed too short, two seeds in force, rounds with a gap, too few witnesses, digest not
    published before the seed, refusal of someone not drawn or before the draw, reserves exhausted, leader not a member.
    """
    ordered = sorted(seeds, key=lambda row: (row.round, row.where("seed"), row.seed))
    if not ordered:
        return None, ()
    problems = tuple(_check_seeds(pool.panel, ordered, p))
    last = ordered[-1]
    if problems or last.annulled:
        return None, problems
    declined = frozenset(row.expert for row in refusals)
    tickets = _tickets(cycle, pool, last, declined)
    leader = pool.panel.leader or ""
    numbers = {ticket.expert.number for ticket in tickets if ticket.role in _SERVING}
    full = len(numbers) == pool.panel.size
    finished = Draw(pool, last, tickets, leader if leader in numbers else "", full and leader in numbers)
    earlier = {number for row in ordered[:-1] for number in _reached(_tickets(cycle, pool, row, declined))}
    problems = (*_check_refusals(finished, refusals, earlier), *_check_members(finished, leader))
    return finished, problems


def _tickets(cycle: str, pool: Pool, seed: Seed, declined: Collection[str]) -> tuple[Ticket, ...]:
    sources = {
        expert.number: source(cycle, pool.panel.panel, seed.round, seed.seed, expert.number) for expert in pool.eligible
    }
    drawn = sorted(
        ((sha256(sources[expert.number]), expert) for expert in pool.eligible),
        key=lambda pair: (pair[0], pair[1].number),
    )
    roles = seat([expert.number for _, expert in drawn], pool.panel.size, declined)
    return tuple(
        Ticket(order, expert, sources[expert.number], digest, role)
        for order, ((digest, expert), role) in enumerate(zip(drawn, roles, strict=True), start=1)
    )


def _reached(tickets: Sequence[Ticket]) -> frozenset[str]:
    """Give those whose turn came."""
    return frozenset(ticket.expert.number for ticket in tickets if ticket.role is not Role.RESERVE)


def _check_seeds(panel: Panel, seeds: Sequence[Seed], p: Art08) -> Iterator[Problem]:
    """A second seed needs the recorded annulment of the first; the one in force is long enough and was witnessed."""
    for expected, row in enumerate(seeds, start=1):
        if row.round != expected:
            yield problem("E-RULE-0822", row.where("round"), panel=panel.panel, found=row.round, expected=expected)
    for row in seeds[:-1]:
        if not row.annulled:
            yield problem("E-RULE-0821", row.where("annulled"), panel=panel.panel, round=row.round)
    last = seeds[-1]
    if last.annulled:
        return
    digits = sum(sign.isascii() and sign.isdigit() for sign in last.seed)
    if digits < p.seed_digits or digits != len(last.seed):
        yield problem(
            "E-RULE-0820", last.where("seed"), panel=panel.panel, seed=last.seed, digits=digits, least=p.seed_digits
        )
    present = len(set(last.witnesses))
    if present < p.witnesses:
        yield problem("E-RULE-0823", last.where("witnesses"), panel=panel.panel, count=present, least=p.witnesses)
    if not panel.pool_digest:
        yield problem("E-RULE-0824", panel.where("pool_digest"), panel=panel.panel)


def _check_refusals(drawn: Draw, refusals: Sequence[Refusal], earlier: Collection[str]) -> Iterator[Problem]:
    panel, reached = drawn.pool.panel, _reached(drawn.tickets)
    for row in refusals:
        if row.expert not in reached and row.expert not in earlier:
            yield problem("E-RULE-0825", row.where("expert"), panel=panel.panel, expert=row.expert)
        if row.refused < panel.drawn:
            yield problem("E-RULE-0828", row.where("refused"), panel=panel.panel, expert=row.expert)


def _check_members(drawn: Draw, leader: str) -> Iterator[Problem]:
    panel, members = drawn.pool.panel, drawn.members
    declined = sum(ticket.role is Role.DECLINED for ticket in drawn.tickets)
    if len(members) < panel.size and declined:
        yield problem(
            "E-RULE-0826",
            panel.where("size"),
            panel=panel.panel,
            declined=declined,
            count=len(members),
            size=panel.size,
        )
    if leader and not drawn.leader:
        yield problem("E-RULE-0827", panel.where("leader"), panel=panel.panel, leader=leader)
