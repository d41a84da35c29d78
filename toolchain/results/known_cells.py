"""What is known of a cell before anybody fills it: years, numbers that go on, rows for each teller, names to choose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from toolchain.model.identifiers import Refers
from toolchain.model.sheets.committee import Member
from toolchain.model.sheets.draw import Panel
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.vocabulary import Teller
from toolchain.stages.judgement import Judgement

_YEARS = 3
_NUMBERED = re.compile(r"(.*?)(\d{4})(\d{2,})", re.ASCII)

Names = Mapping[Refers, tuple[str, ...]]
"""Whose number or code is wanted → the names to choose from; the reader takes a name for its number."""


def fiscal_years(deadline: date) -> tuple[dict[str, object], ...]:
    """Give the last three whole years before an application (第十一条第（五）项)."""
    return tuple({"year": deadline.year - back} for back in range(_YEARS, 0, -1))


def certificates(known: Iterable[str | None], year: int) -> Iterator[str | None]:
    """Give the numbers of certificates of a year in the form of the last one on record; None where there is none."""
    found = [match for number in known if number and (match := _NUMBERED.fullmatch(number))]
    if not found:
        while True:
            yield None
    last = max(found, key=lambda match: (match[2], match[3]))
    serial = max((int(match[3]) for match in found if int(match[2]) == year), default=0)
    while True:
        serial += 1
        yield f"{last[1]}{year}{serial:0{len(last[3])}d}"


def counts(candidates: Sequence[tuple[str, str]], turn: int = 1) -> list[dict[str, object]]:
    """Give a row for each teller and candidate (code and name), to be counted by each alone (第十七条)."""
    return [
        {"round": turn, "uscc": uscc, "name": name, "teller": teller}
        for teller in (Teller.COUNTING, Teller.WATCHING)
        for uscc, name in candidates
    ]


def names_to_choose(j: Judgement) -> Names:
    """Give the names of those whose codes and numbers are asked for; names that two share are left out."""
    record = j.record
    organisations = [(str(item.uscc), item.name) for item in record.applications]
    organisations += [(str(award.uscc), award.name) for award in j.register]
    members = [*record.having(Member, "number", "name"), *record.elsewhere(Member)]
    found: dict[Refers, list[tuple[str, str]]] = {
        Refers.ORGANISATION: organisations,
        Refers.EXPERT: [(row.number, row.name) for row in record.having(Expert, "number", "name")],
        Refers.MEMBER: [(row.number, row.name) for row in members],
        Refers.PANEL: [(row.panel, row.panel) for row in record.having(Panel, "panel")],
    }
    return {refers: names for refers, pairs in found.items() if (names := _single(pairs))}


def _single(pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    codes: dict[str, set[str]] = {}
    for code, name in pairs:
        codes.setdefault(name, set()).add(code)
    return tuple(name for name, mine in codes.items() if len(mine) == 1)
