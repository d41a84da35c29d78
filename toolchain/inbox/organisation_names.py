"""One organisation, one code: who is called what over all workbooks of a cycle.

The code (统一社会信用代码) says who an organisation is. A name that stands with two codes makes it unclear whose matter
a row is, so it blocks the workbook; a code with two names is usually a change of name, so it is only pointed out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from toolchain.engine.value_objects import Value
from toolchain.inbox.intake import FileState, Intake
from toolchain.model.problems import At, Problem, problem
from toolchain.model.record import FilledWorkbook
from toolchain.model.schema import Row
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.approval import Approved
from toolchain.model.sheets.checks import Check
from toolchain.model.sheets.committee import Count
from toolchain.model.sheets.prize_use import PrizeReport
from toolchain.model.sheets.register import Award, Ban
from toolchain.model.sheets.scores import Remark, Score
from toolchain.model.sheets.settings import Receipt
from toolchain.model.sheets.supervision import HigherAward, Incident
from toolchain.workbooks.normalisation import label_key

_NAMED: tuple[type[Row], ...] = (
    Applicant,
    Receipt,
    Award,
    Ban,
    Check,
    Score,
    Remark,
    Count,
    Approved,
    PrizeReport,
    Incident,
    HigherAward,
)
"""Sheets whose rows give an organisation's code and its name; the application says it first-hand."""

_UNCHECKED = (Award, Ban, Remark, PrizeReport)
"""Sheets whose names no rule of an article compares with the application."""


class Naming(Value):
    """A name as one sheet first gives it to a code.

    Attributes:
        own: it stands in the organisation's own application.
        compared: a rule of an article compares it with the application already.
    """

    code: str
    name: str
    at_code: At
    at_name: At
    own: bool
    compared: bool


def check_names(intake: Intake) -> Intake:
    """Name every organisation that is called differently in two workbooks of a cycle, with both cells."""
    found = [item for record in intake.records for item in _conflicts(list(_namings(record.filled)))]
    by_file: dict[str, tuple[Problem, ...]] = {}
    for item in found:
        by_file[item.at.file] = (*by_file.get(item.at.file, ()), item)
    if not by_file:
        return intake
    entries = tuple(
        replace(
            entry,
            state=FileState.FAULTY if any(item.blocks for item in by_file[entry.name]) else entry.state,
            problems=(*entry.problems, *by_file[entry.name]),
        )
        if entry.name in by_file
        else entry
        for entry in intake.entries
    )
    filled = tuple(
        replace(item, problems=(*item.problems, *by_file[item.file])) if item.file in by_file else item
        for item in intake.filled
    )
    return replace(intake, entries=entries, filled=filled)


def _namings(filled: Iterable[FilledWorkbook]) -> Iterator[Naming]:
    for item in filled:
        for sheet in _NAMED:
            seen: set[tuple[str, str]] = set()
            for row in item.readable(sheet):
                if {"uscc", "name"} & row.lacking.keys():
                    continue
                key = (row.known("uscc"), row.known("name"))
                if key not in seen:
                    seen.add(key)
                    places = row.where("uscc"), row.where("name")
                    yield Naming(*key, *places, own=sheet is Applicant, compared=sheet not in _UNCHECKED)


def _conflicts(namings: list[Naming]) -> Iterator[Problem]:
    namings.sort(key=lambda item: not item.own)
    by_name: dict[str, list[Naming]] = {}
    by_code: dict[str, Naming] = {}
    for item in namings:
        by_name.setdefault(label_key(item.name), []).append(item)
        first = by_code.setdefault(item.code, item)
        if item.name != first.name and not (item.compared and first.own):
            facts = {"uscc": item.code, "name": item.name, "other": first.name, "where": first.at_name}
            yield problem("W-NAME-02", item.at_name, subject=item.code, **facts)
    for group in by_name.values():
        first = group[0]
        strangers = [item for item in group if item.code != first.code]
        for item in strangers:
            yield _two_codes(item, first)
        if strangers and not (first.own and not any(item.own for item in strangers)):
            yield _two_codes(first, strangers[0])


def _two_codes(item: Naming, other: Naming) -> Problem:
    facts = {"name": item.name, "uscc": item.code, "other": other.code, "where": other.at_code}
    return problem("E-NAME-01", item.at_code, subject=item.code, **facts)
