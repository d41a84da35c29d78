"""What stands out when the workbooks of a cycle are laid side by side; hints for people, no rule decides by them.

A figure a thousand times that of other years or of all other applicants was probably written in another unit; two
parties with one telephone, one account or one name may be one party.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from toolchain.engine.value_objects import Value
from toolchain.model.identifiers import SubjectKind, kinds_of
from toolchain.model.problems import At, Problem, problem
from toolchain.model.record import Application
from toolchain.model.rule_set.hints import Hints
from toolchain.model.schema import Row, columns
from toolchain.model.sheets.application import FiscalYear
from toolchain.model.sheets.approval import Approved
from toolchain.model.sheets.committee import Member
from toolchain.model.sheets.experts import Expert

_FIGURES = ("revenue", "profit", "net_profit", "assets", "taxes", "research")
_LEAST_OTHERS = 3
"""With fewer others nobody can say what is usual."""


def check_applications(
    applications: Sequence[Application], experts: Sequence[Expert], members: Sequence[Member], p: Hints
) -> tuple[Problem, ...]:
    """第十条, 第二十七条: name what stands out among the applications, and between them and the people who judge."""
    return (
        *(item for application in applications for item in _kind(application)),
        *(item for application in applications for item in _years(application, p)),
        *_others(applications, p),
        *_contacts(applications, experts),
        *_same_people(applications, experts, members),
    )


def _label(sheet: type[Row], name: str) -> str:
    return next(column.label for column in columns(sheet) if column.name == name)


def _kind(application: Application) -> Iterator[Problem]:
    """Hold the first two characters of the code against the kind of organisation (GB 32100)."""
    applicant = application.applicant
    kinds = kinds_of(applicant.uscc)
    if applicant.subject is SubjectKind.ORGANISATION and applicant.kind.value not in kinds:
        yield problem(
            "W-RULE-1010",
            applicant.where("kind"),
            subject=applicant.uscc,
            kind=applicant.kind,
            uscc=applicant.uscc,
            start=applicant.uscc[:2],
            meant="、".join(kinds) or "没有这样的登记类别",
            where=applicant.where("uscc"),
        )


def _years(application: Application, p: Hints) -> Iterator[Problem]:
    """Hold each figure against the other years of the same applicant, and net profit against revenue."""
    for name in _FIGURES:
        known = [(abs(value), row) for row in application.years if (value := getattr(row, name))]
        for value, row in known:
            rest = [(other, place) for other, place in known if place is not row]
            if not rest:
                continue
            most, least = max(rest, key=_size), min(rest, key=_size)
            other, place = most if value > most[0] else least
            if _far(value, other, p):
                yield _apart(
                    "W-RULE-1011", application, row, name, f"{place.year}年", getattr(place, name), place.where(name)
                )
                break
    for row in application.years:
        if row.revenue and row.net_profit > row.revenue:
            yield problem(
                "W-RULE-1012",
                row.where("net_profit"),
                subject=application.uscc,
                name=application.name,
                year=row.year,
                profit=row.net_profit,
                revenue=row.revenue,
                where=row.where("revenue"),
            )


def _size(pair: tuple[Decimal, FiscalYear]) -> Decimal:
    return pair[0]


def _far(one: Decimal, other: Decimal, p: Hints) -> bool:
    return bool(one and other) and max(one, other) >= p.unit_ratio * min(one, other)


def _apart(
    code: str, application: Application, row: FiscalYear, name: str, whose: str, value: Decimal, where: At
) -> Problem:
    return problem(
        code,
        row.where(name),
        subject=application.uscc,
        name=application.name,
        year=row.year,
        label=_label(FiscalYear, name),
        found=getattr(row, name),
        whose=whose,
        other=value,
        where=where,
    )


def _others(applications: Sequence[Application], p: Hints) -> Iterator[Problem]:
    """Hold the latest year of each applicant against the median of all others."""
    latest = [(item, max(item.years, key=lambda row: row.year)) for item in applications if item.years]
    for name in ("revenue", "assets"):
        known = [(item, row, getattr(row, name)) for item, row in latest if getattr(row, name)]
        if len(known) <= _LEAST_OTHERS:
            continue
        figures = Figures([Figure(value, row.where(name), item.name) for item, row, value in known])
        for (item, row, value), mine in zip(known, figures.given, strict=True):
            if _far(value, figures.median_without(mine), p):
                other = figures.nearest_to(mine)
                yield _apart("W-RULE-1013", item, row, name, other.whose, other.value, other.at)


class Figure(NamedTuple):
    """A figure of an applicant, in the order in which figures are told."""

    value: Decimal
    at: At
    whose: str


class Figures:
    """One figure of all applicants, in its order: to ask about one against all others takes no look at each."""

    def __init__(self, given: Sequence[Figure]) -> None:
        """Take the figures, at least two."""
        self.given = given
        self._sorted = sorted(given)
        self._values = [item.value for item in self._sorted]
        self._by_value: dict[Decimal, list[Figure]] = {}
        for item in sorted(given, key=lambda item: (item.whose, item.at)):
            self._by_value.setdefault(item.value, []).append(item)

    def median_without(self, mine: Figure) -> Decimal:
        """Give the median of all others."""
        place, rest = bisect_left(self._values, mine.value), len(self._values) - 1
        low, high = (self._values[at + (at >= place)] for at in ((rest - 1) // 2, rest // 2))
        return low if rest % 2 else (low + high) / 2

    def nearest_to(self, mine: Figure) -> Figure:
        """Give the other figure that is nearest, by the owner's name where several are."""
        start, stop = bisect_left(self._values, mine.value), bisect_right(self._values, mine.value)
        near = (
            [mine.value]
            if stop - start > 1
            else [*self._values[max(start - 1, 0) : start], *self._values[stop : stop + 1]]
        )
        others = [next(item for item in self._by_value[value] if item is not mine) for value in near]
        return min(others, key=lambda item: (abs(item.value - mine.value), item.whose, item.value, item.at))


class _Contact(Value):
    """A way to reach somebody: its digits or address, whose it is, where it stands."""

    key: str
    owner: str
    name: str
    at: At
    label: str


def _contacts(applications: Sequence[Application], experts: Sequence[Expert]) -> Iterator[Problem]:
    """Name two parties that are reached by one telephone or one address."""
    found: list[_Contact] = []
    for item in applications:
        one = item.applicant
        found += [_Contact(key, item.uscc, item.name, one.where("phone"), "联系电话") for key in _numbers(one.phone)]
        if one.email:
            found.append(_Contact(one.email.casefold(), item.uscc, item.name, one.where("email"), "电子邮箱"))
    for expert in experts:
        numbers = _numbers(expert.phone or "")
        found += [_Contact(key, expert.number, expert.name, expert.where("phone"), "联系电话") for key in numbers]
    first: dict[str, _Contact] = {}
    for contact in found:
        other = first.setdefault(contact.key, contact)
        if other.owner != contact.owner:
            facts = {"label": contact.label, "found": contact.key, "name": contact.name, "other": other.name}
            yield problem("W-RULE-2702", contact.at, where=other.at, **facts)


def _numbers(text: str) -> list[str]:
    """Give each telephone number of a cell by its digits."""
    numbers = [re.sub(r"\D", "", part) for part in text.split("、")]
    return [number for number in dict.fromkeys(numbers) if len(number) > _SERVICE]


_SERVICE = 6
"""So short a number is a service's and nobody's own."""


def _same_people(
    applications: Sequence[Application], experts: Sequence[Expert], members: Sequence[Member]
) -> Iterator[Problem]:
    """第二十七条: name an expert or member who is called as an applicant's representative or contact."""
    judges: dict[str, tuple[str, At]] = {}
    for role, rows in (("专家", experts), ("委员", members)):
        for row in rows:
            judges.setdefault(row.name, (f"{role}{row.number}", row.where("name")))
    for item in applications:
        for name in dict.fromkeys(("representative", "contact")):
            person = getattr(item.applicant, name)
            if person in judges:
                role, at = judges[person]
                label = _label(type(item.applicant), name)
                facts = {"person": person, "role": role, "applicant": item.name, "label": label}
                yield problem("W-RULE-2703", at, subject=item.uscc, where=item.applicant.where(name), **facts)


def check_accounts(rows: Sequence[Approved], p: Hints) -> tuple[Problem, ...]:
    """第十九条: every laureate has an account of its own, as long as accounts of that bank are."""
    return tuple(_accounts(rows, p))


def _accounts(rows: Sequence[Approved], p: Hints) -> Iterator[Problem]:
    first: dict[str, Approved] = {}
    for row in rows:
        if not row.account:
            continue
        owner = first.setdefault(row.account, row)
        if owner is not row:
            yield _one_account(row, owner)
            yield _one_account(owner, row)
        usual = next((item.digits for item in p.accounts if item.bank in (row.bank or "")), 0)
        if _CARD.fullmatch(row.account) and len(row.account) != usual:
            yield problem("W-RULE-1913", row.where("account"), name=row.name, found=row.account)
        elif usual and len(row.account) != usual:
            yield problem(
                "W-RULE-1912",
                row.where("account"),
                bank=row.bank,
                digits=usual,
                count=len(row.account),
                name=row.name,
            )


def _one_account(row: Approved, other: Approved) -> Problem:
    facts = {"found": row.account or "", "name": row.name, "other": other.name}
    return problem("E-RULE-1910", row.where("account"), subject=row.uscc, where=other.where("account"), **facts)


_CARD = re.compile(r"62\d{14}(?:\d{3})?")
"""How numbers of people's bank cards begin and how long they are."""
