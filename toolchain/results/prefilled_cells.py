"""What is known of a cell before anybody fills it: years, numbers that go on, rows for each teller, names to choose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date

from toolchain.model.identifiers import Refers
from toolchain.model.problems import Unread
from toolchain.model.schema import Row, columns
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.committee import Member
from toolchain.model.sheets.draw import Panel
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.vocabulary import BallotForm, Teller
from toolchain.model.workbook_declaration import Workbook
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


def ballots(j: Judgement, candidates: Sequence[tuple[str, str]]) -> list[dict[str, object]]:
    """Give the candidates (code and name) beside each other where a paper lists them all; else nothing (口径17-4)."""
    if j.settings.rules.known("ballot_form") is not BallotForm.LIST:
        return []
    names = [name for _, name in candidates]
    return [{"uscc": name if names.count(name) == 1 else uscc} for uscc, name in candidates]


_SOURCES: Mapping[Refers, tuple[tuple[type[Row], str, str], ...]] = {
    Refers.ORGANISATION: ((Applicant, "uscc", "name"), (Award, "uscc", "name")),
    Refers.EXPERT: ((Expert, "number", "name"),),
    Refers.MEMBER: ((Member, "number", "name"),),
    Refers.PANEL: ((Panel, "panel", "panel"),),
}
"""Where those stand whose code or number is wanted: the sheet, the field of it, the field of the name."""


def names_to_choose(j: Judgement, book: Workbook | None = None) -> Names:
    """Give the names of those whose codes and numbers a workbook asks for; names that two share are left out.

    Where no workbook is named, all names that can be read.

    Raises:
        Unread: somebody's number or name cannot be read that the workbook asks for.
    """
    if book is None:
        return {refers: names for refers, sources in _SOURCES.items() if (names := _single(_readable(j, sources)))}
    wanted = {item.refers for sheet in book.sheets for item in columns(sheet)}
    found = {refers: _single(_pairs(j, sources)) for refers, sources in _SOURCES.items() if refers in wanted}
    return {refers: names for refers, names in found.items() if names}


def _readable(j: Judgement, sources: Iterable[tuple[type[Row], str, str]]) -> Iterator[tuple[str, str]]:
    with suppress(Unread):
        yield from _pairs(j, sources)


def _pairs(j: Judgement, sources: Iterable[tuple[type[Row], str, str]]) -> Iterator[tuple[str, str]]:
    for sheet, number, name in sources:
        rows = [*j.record.all(sheet), *(j.record.elsewhere(sheet) if sheet is Member else ())]
        pairs = [(str(getattr(row, number)), str(getattr(row, name))) for row in rows]
        yield from sorted(pairs) if sheet is Applicant else pairs


def _single(pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    codes: dict[str, set[str]] = {}
    for code, name in pairs:
        codes.setdefault(name, set()).add(code)
    return tuple(name for name, mine in codes.items() if len(mine) == 1)
