"""第二十二条, 第二十五条第一款: what was claimed of a prize, what came, what was waived, what is open; in yuan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from toolchain.engine.value_objects import Value
from toolchain.model.chinese import date_text, grouped
from toolchain.model.problems import Problem, problem
from toolchain.model.sheets.event_vocabulary import MoneyKind
from toolchain.model.sheets.events import MoneyEntry
from toolchain.regulation.art25_revocation import Ruling
from toolchain.regulation.events import Events


class Account(Value):
    """The account of one recovery; amounts in yuan.

    Attributes:
        incident: number of the supervision's incident.
        uscc: whose prize it is.
        article: the provision.
        approved: the day of the approval.
        claimed: what is to come back, by the ruling; never more than was paid.
        entries: what happened since, by day.
    """

    incident: str
    uscc: str
    article: str
    approved: date | None
    claimed: int
    entries: tuple[MoneyEntry, ...]

    def _sum(self, kind: MoneyKind) -> int:
        return sum(row.amount or 0 for row in self.entries if row.kind is kind)

    @property
    def received(self) -> int:
        """Add up what came."""
        return self._sum(MoneyKind.RECEIVED)

    @property
    def waived(self) -> int:
        """Add up what was waived."""
        return self._sum(MoneyKind.WAIVED)

    @property
    def left(self) -> int:
        """Give what is open, never less than nothing."""
        return max(self.claimed - self.received - self.waived, 0)


def accounts(rulings: Sequence[Ruling], events: Events) -> tuple[Account, ...]:
    """Open an account for every approved recovery of money."""
    return tuple(
        Account(
            incident=ruling.incident.number,
            uscc=ruling.incident.uscc,
            article=ruling.article,
            approved=ruling.incident.approved,
            claimed=ruling.recover_prize,
            entries=tuple(
                sorted(
                    (row for row in events.money if row.incident == ruling.incident.number),
                    key=lambda row: (row.effective, row.number),
                )
            ),
        )
        for ruling in rulings
        if ruling.approved and ruling.recover_prize
    )


def until(account: Account, day: date) -> Account:
    """Give an account as it stood on a day."""
    return replace(account, entries=tuple(row for row in account.entries if row.effective <= day))


def check(rulings: Sequence[Ruling], events: Events) -> Iterator[Problem]:
    """Name entries without a recovery, before its approval, and beyond what is claimed."""
    known = {account.incident: account for account in accounts(rulings, events)}
    for row in events.money:
        account = known.get(row.incident)
        if account is None:
            yield problem("E-EVENT-18", row.where("incident"), number=row.number, incident=row.incident)
        elif account.approved is not None and row.effective < account.approved:
            facts = {"number": row.number, "kind": row.kind, "day": date_text(row.effective), "order": "早于"}
            other = date_text(account.approved)
            where = "《监督事项》"
            yield problem(
                "E-EVENT-04", row.where("effective"), **facts, label="区政府批准日期", other=other, where=where
            )
    for account in known.values():
        total = 0
        for row in account.entries:
            total += 0 if row.kind is MoneyKind.DEMANDED else row.amount or 0
            if total > account.claimed and row.kind is not MoneyKind.DEMANDED:
                facts = {"number": row.number, "total": grouped(total), "claimed": grouped(account.claimed)}
                yield problem("E-EVENT-19", row.where("amount"), subject=account.uscc, **facts)
