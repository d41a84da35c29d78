"""Hints that somebody looked at: they become notes that say who did, and come back once the facts are others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from toolchain.model.problems import At, Problem, Severity, problem
from toolchain.model.record import Record
from toolchain.model.schema import columns
from toolchain.model.sheets.hint_review import HintReview
from toolchain.model.wording import Wording
from toolchain.workbooks.normalisation import visible

_DIGITS = 8
"""Hexadecimal digits of a digest; a cycle has some hundreds of hints."""

_MOST, _LONGEST = 500, 600
"""Hints that a blank lists, and characters it quotes of each."""

Seen = frozenset[tuple[At, str]]
"""Place and code of each hint that was looked at."""


def numbers_of(problems: Sequence[Problem], record: Record) -> Mapping[Problem, str]:
    """Give the hints their numbers: the code, and a digest of the cell and of everything that is said of it.

    A workbook is what it says inside, so its name in the inbox does not count.
    """
    marks = {item.file: f"{item.mark.template}/{item.mark.subject}" for item in record.filled}
    return {item: _number(item, marks) for item in problems if item.severity is Severity.WARNING}


def _number(item: Problem, marks: Mapping[str, str]) -> str:
    facts = []
    for name, value in item.facts:
        file, mark, place = value.partition(" › ")  # as places are printed
        facts.append((name, f"{marks.get(file, file)}{mark}{place}"))
    said = repr((marks.get(item.at.file, item.at.file), item.at.sheet, item.at.cell, facts, item.subject))
    return f"{item.code}-{hashlib.sha256(said.encode()).hexdigest()[:_DIGITS]}"


def settled(problems: Sequence[Problem], record: Record, wording: Wording) -> tuple[tuple[Problem, ...], Seen]:
    """Put a note in the place of every hint that somebody looked at.

    Returns:
        The problems, with rows of 提示核对 that do not say everything; and the hints that are notes now.
    """
    rows = {row.hint: row for row in record.readable(HintReview) if not row.lacking}
    found: list[Problem] = []
    seen = set()
    numbers = numbers_of(problems, record) if rows else {}
    for item in problems:
        row = rows.get(numbers.get(item, ""))
        if row is None or row.day is None or row.person is None or row.result is None:
            found.append(item)
            continue
        seen.add((item.at, item.code))
        facts = {
            "hint": item.code,
            "title": wording.title(item),
            "person": row.person,
            "day": row.day,
            "result": row.result,
        }
        found.append(problem("N-SEEN-01", item.at, subject=item.subject, **facts, where=row.where("hint")))
    return (*found, *_half_said(rows.values())), frozenset(seen)


def _half_said(rows: Iterable[HintReview]) -> Iterator[Problem]:
    """Name the rows that say who looked or what came of it, but not both and when."""
    for row in rows:
        said = {"核对日期": row.day, "核对人": row.person, "核对结果": row.result}
        missing = [label for label, value in said.items() if value is None]
        if missing and (row.day is not None or row.result is not None):
            yield problem("W-SEEN-02", row.where("hint"), hint=row.hint, missing="、".join(missing))


def open_hints(problems: Sequence[Problem], record: Record, wording: Wording) -> list[dict[str, object]]:
    """Give the cells of 提示核对: what was looked at, then every hint that nobody looked at, to be filled."""
    rows = record.readable(HintReview)
    person = next((found for row in reversed(rows) if (found := row.known("person"))), None)
    names = [column.name for column in columns(HintReview)]
    known: list[dict[str, object]] = [
        {name: row.known(name) for name in names} for row in rows if row.known("day") or row.known("result")
    ]
    listed = {item["hint"] for item in known}
    for item, number in numbers_of(sorted(problems, key=lambda one: one.order), record).items():
        if number not in listed and len(listed) < _MOST and not item.code.startswith("W-SEEN"):
            listed.add(number)
            said = visible(wording.message(item), _LONGEST)
            known.append({"hint": number, "place": str(item.at), "said": said, "person": person})
    return known
