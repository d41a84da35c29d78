"""文号 in the 发文登记: whose word it begins with, its year, gaps and order of each series, the next one for a draft.

A series is the numbers of one organ's word in one year. The government's series goes on elsewhere, so only the office's
own is looked through for gaps, and begins with 1. A number is proposed, never given: what people register counts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from toolchain.documents.declaration import Document
from toolchain.model.chinese import date_text
from toolchain.model.dispatch_series import Numbered, series
from toolchain.model.problems import Problem, problem
from toolchain.model.rule_set.office import Office
from toolchain.model.sheets.settings import Dispatch

_MOST_NAMED = 10
_WITH_YEAR = re.compile(r"(.+)〔\d{4}〕\d+号")


def check_numbers(rows: Sequence[Dispatch], own_word: str, unnumbered: int) -> Iterator[Problem]:
    """Name numbers of another year than their date, gaps in the office's own series, numbers out of step with dates.

    ``unnumbered`` registrations are named because they lack their number; a gap may be theirs.
    """
    for (word, year), items in series(rows).items():
        for item in items:
            if item.row.dated is not None and item.row.dated.year != year:
                facts = {"number": item.row.number or "", "dated": date_text(item.row.dated), "title": item.row.title}
                yield problem("E-ISSUE-10", item.row.where("number"), year=year, **facts)
        if word == own_word:
            yield from _gaps(items, unnumbered)
        yield from _out_of_step(items)


def check_words(
    rows: Sequence[Dispatch], office: Office, documents: Sequence[type[Document]] = ()
) -> Iterator[Problem]:
    """Name numbers that begin with the word of neither organ, or with the other one's than the document's."""
    known = (office.government_prefix, office.office_prefix)
    organs = {(document.number, document.title): document.by_government for document in documents}
    for row in rows:
        found = _WITH_YEAR.fullmatch(row.number or "")
        if found is None:
            continue
        if found[1] not in known:
            facts = {"number": row.number or "", "agency": found[1], "known": "、".join(known)}
            yield problem("W-ISSUE-21", row.where("number"), **facts)
            continue
        by_government = organs.get((row.document, row.title))
        if by_government is not None and found[1] != known[not by_government]:
            facts = {"number": row.number or "", "title": row.title, "agency": found[1]}
            yield problem("W-ISSUE-23", row.where("number"), wanted=known[not by_government], **facts)


def _gaps(items: Sequence[Numbered], unnumbered: int) -> Iterator[Problem]:
    """Name the numbers that nobody has between the first and the last of a series, at the row after the first gap.

    What rows of the same number, or without one, may explain is left to them.
    """
    used = {item.serial for item in items}
    missing = [serial for serial in range(min(used), max(used)) if serial not in used]
    if len(missing) > len(items) - len(used) + unnumbered:
        after = next(item for item in items if item.serial > missing[0])
        named = "、".join(f"{serial}号" for serial in missing[:_MOST_NAMED])
        more = f"等{len(missing)}个" if len(missing) > _MOST_NAMED else ""
        series_name = f"{after.word}〔{after.year}〕"
        yield problem("W-ISSUE-11", after.row.where("number"), series=series_name, missing=f"{named}{more}")


def _out_of_step(items: Sequence[Numbered]) -> Iterator[Problem]:
    """Name dates that do not go up with the numbers: as few rows as can be left out of the ascending rest."""
    dated = [(item, day) for item in items if (day := item.row.dated) is not None and day.year == item.year]
    kept = _ascending([day for _, day in dated])
    for place, (item, day) in enumerate(dated):
        if place in kept:
            continue
        before = [dated[other] for other in kept if other < place]
        after = [dated[other] for other in kept if other > place]
        other, their = before[-1] if before and day < before[-1][1] else after[0]
        facts = {"number": item.row.number or "", "dated": date_text(day)}
        facts |= {"other": other.row.number or "", "their": date_text(their)}
        yield problem("W-ISSUE-12", item.row.where("dated"), where=other.row.where("dated"), **facts)


def _ascending(days: Sequence[date]) -> list[int]:
    """Give the places of a longest sequence that never goes down."""
    tails: list[date] = []
    last: list[int] = []
    previous: list[int | None] = []
    for place, day in enumerate(days):
        length = bisect_right(tails, day)
        previous.append(last[length - 1] if length else None)
        tails[length : length + 1] = [day]
        last[length : length + 1] = [place]
    found: list[int] = []
    place_of: int | None = last[-1] if last else None
    while place_of is not None:
        found.append(place_of)
        place_of = previous[place_of]
    return found[::-1]


def proposals(
    documents: Sequence[Document], rows: Sequence[Dispatch], year: int | None
) -> Mapping[tuple[int, str], str]:
    """Propose the next 文号 for each document that needs one and has none, in the order of the list of documents.

    Args:
        documents: all documents of the cycle.
        rows: the 发文登记.
        year: the year of what is registered so far, for documents without 成文日期; None where nothing is known.
    """
    known = series(rows)
    last: dict[tuple[str, int], int] = {key: items[-1].serial for key, items in known.items()}
    found: dict[tuple[int, str], str] = {}
    for document in documents:
        of = document.issue.dated.year if document.issue.dated is not None else year
        if not document.needs_number or document.issue.number is not None or of is None:
            continue
        office = document.office
        word = office.government_prefix if document.by_government else office.office_prefix
        if document.by_government and (word, of) not in last:
            continue
        last[word, of] = last.get((word, of), 0) + 1
        found[document.number, document.subject] = f"{word}〔{of}〕{last[word, of]}号"
    return found
