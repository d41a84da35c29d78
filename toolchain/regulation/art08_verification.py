"""第八条: redo a finished draw from what its record prints, and say where the record does not add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from toolchain.engine.value_objects import Value
from toolchain.regulation.art08_draw import Draw, Role, seat, source
from toolchain.regulation.art08_pool import same_digest, sha256


class PrintedTicket(Value):
    """One line of the draw record."""

    order: int
    number: str
    source: str
    digest: str
    role: str


class PrintedDraw(Value):
    """What the record of one panel's draw prints; enough to redo it without the program."""

    cycle: str
    panel: str
    round: int
    seed: str
    size: int
    listing: str
    digest: str
    tickets: tuple[PrintedTicket, ...]


class Discrepancy(StrEnum):
    """What of a printed draw does not add up."""

    LISTING = "名单的摘要与公布的摘要不同"
    MISSING = "名单中的专家没有抽取号"
    STRANGER = "抽取号的专家不在名单中"
    SOURCE = "抽取号的原文与届次、组别、轮次、种子、专家编号不符"
    DIGEST = "抽取号与其原文的摘要不同"
    ORDER = "抽取号没有从小到大排列"
    ROLE = "抽取结果与抽取号的顺序不符"


@dataclass(frozen=True, order=True)
class Mismatch:
    """One discrepancy, and the expert it is about where there is one."""

    what: Discrepancy
    expert: str = ""


def printed(cycle: str, draw: Draw) -> PrintedDraw:
    """Give what the record of a draw prints."""
    panel, pool = draw.pool.panel, draw.pool
    tickets = tuple(
        PrintedTicket(ticket.order, ticket.expert.number, ticket.source, ticket.digest, ticket.role)
        for ticket in draw.tickets
    )
    return PrintedDraw(
        cycle, panel.panel, draw.seed.round, draw.seed.seed, panel.size, pool.listing, pool.digest, tickets
    )


def verify(record: PrintedDraw) -> tuple[Mismatch, ...]:
    """第八条: redo a printed draw; nothing comes back when all of it adds up."""
    return (*_pool(record), *_tickets(record), *_order(record))


def _pool(record: PrintedDraw) -> Iterator[Mismatch]:
    if not same_digest(sha256(record.listing), record.digest):
        yield Mismatch(Discrepancy.LISTING)
    pool = [line.partition("|")[0] for line in record.listing.splitlines()]
    drawn = [ticket.number for ticket in record.tickets]
    for number in pool:
        if drawn.count(number) != 1:
            yield Mismatch(Discrepancy.MISSING, number)
    for number in drawn:
        if number not in pool:
            yield Mismatch(Discrepancy.STRANGER, number)


def _tickets(record: PrintedDraw) -> Iterator[Mismatch]:
    for ticket in record.tickets:
        if ticket.source != source(record.cycle, record.panel, record.round, record.seed, ticket.number):
            yield Mismatch(Discrepancy.SOURCE, ticket.number)
        if not same_digest(sha256(ticket.source), ticket.digest):
            yield Mismatch(Discrepancy.DIGEST, ticket.number)


def _order(record: PrintedDraw) -> Iterator[Mismatch]:
    for before, after in pairwise(record.tickets):
        if before.digest >= after.digest or before.order + 1 != after.order:
            yield Mismatch(Discrepancy.ORDER, after.number)
    declined = {ticket.number for ticket in record.tickets if ticket.role == Role.DECLINED}
    roles = seat([ticket.number for ticket in record.tickets], record.size, declined)
    for ticket, role in zip(record.tickets, roles, strict=True):
        if ticket.role != role:
            yield Mismatch(Discrepancy.ROLE, ticket.number)
