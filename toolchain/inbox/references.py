"""Codes and numbers that one workbook takes from another: a name in their place, a code that only its papers confirm.

A name is taken for the code or number that it has, where it has one and only one among the workbooks of the cycle. A
code that fails its check counts once its evidence is on record. Whatever stays open leaves its row out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from toolchain.engine.value_objects import Value
from toolchain.inbox.intake import Entry, FileState
from toolchain.model.identifiers import Refers, check_uscc
from toolchain.model.problems import At, Problem, problem
from toolchain.model.record import FilledWorkbook
from toolchain.model.schema import USCC, Column, Row, columns
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.committee import Member
from toolchain.model.sheets.draw import Panel
from toolchain.model.sheets.event_vocabulary import ApplicantEventKind
from toolchain.model.sheets.events import ApplicantEvent
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.settings import Receipt
from toolchain.workbooks.normalisation import ascii_form, label_key
from toolchain.workbooks.sheet_grid import PENDING

_SHORT = 3
"""A name cut shorter says nothing."""
_PERSON = 4
"""A longer name in front of a bracket is an organisation's, of which the bracket may be a part."""

Place = tuple[str, str]
"""Sheet and cell."""


class Known(Value):
    """What the workbooks of a cycle call each other.

    Attributes:
        filled: the workbooks.
    """

    filled: tuple[FilledWorkbook, ...]

    @cached_property
    def confirmed(self) -> Mapping[str, tuple[At, str]]:
        """Find the codes whose evidence is on record, with its cell and what it says."""
        receipts: list[Receipt | Award] = [row for item in self.filled for row in item.whole(Receipt)]
        awards = [row for item in self.filled for row in item.whole(Award)]
        found: dict[str, tuple[At, str]] = {}
        for row in (*receipts, *awards):
            if row.code_evidence:
                found.setdefault(row.uscc, (row.where("code_evidence"), row.code_evidence))
        for event in (row for item in self.filled for row in item.whole(ApplicantEvent)):
            if event.kind is ApplicantEventKind.IDENTITY:
                found.setdefault(event.uscc, (event.where("paper"), event.paper))
        return found

    def sound(self, code: str) -> bool:
        """Say whether a code can be somebody's: it passes its check, or its evidence is on record."""
        return check_uscc(code).ok or code in self.confirmed

    def named(self, refers: Refers) -> Mapping[str, frozenset[str]]:
        """Give the codes or numbers by the names of those who have them, as keys."""
        return self._by_name.get(refers, {})

    def numbers(self, refers: Refers) -> frozenset[str]:
        """Give the codes or numbers that are known."""
        return frozenset(code for codes in self.named(refers).values() for code in codes)

    @cached_property
    def _by_name(self) -> Mapping[Refers, Mapping[str, frozenset[str]]]:
        people = {Refers.EXPERT: list(self._people(Expert)), Refers.MEMBER: list(self._people(Member))}
        organisations = list(self._organisations())
        panels = [(row.panel, row.panel) for row in self._rows(Panel)]
        panels += [(row.trade, row.panel) for row in self._rows(Panel)]
        both = [*people[Refers.EXPERT], *people[Refers.MEMBER]]
        return {
            **{refers: _grouped(pairs) for refers, pairs in people.items()},
            Refers.PERSON: _grouped(both),
            Refers.PANEL: _grouped([*panels, *((panel.removesuffix("组"), panel) for _, panel in panels)]),
            Refers.ORGANISATION: _grouped(organisations),
            Refers.SUBJECT: _grouped([*organisations, *both]),
        }

    def _rows(self, sheet: type[Any]) -> Iterator[Any]:
        return (row for item in self.filled for row in item.whole(sheet))

    def _people(self, sheet: type[Expert | Member]) -> Iterator[tuple[str, str]]:
        for row in self._rows(sheet):
            yield row.name, row.number
            yield row.number, row.number

    def _organisations(self) -> Iterator[tuple[str, str]]:
        for sheet in (Applicant, Award, Receipt):
            for row in self._rows(sheet):
                if self.sound(row.uscc):
                    yield row.name, row.uscc


def _grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, code in pairs:
        found.setdefault(label_key(name), set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def settle_references(
    entries: Sequence[Entry], filled: Sequence[FilledWorkbook]
) -> tuple[list[Entry], list[FilledWorkbook]]:
    """Settle what the workbooks of each cycle can settle for each other; a file's state follows its problems."""
    by_cycle: dict[str, list[FilledWorkbook]] = {}
    for item in filled:
        by_cycle.setdefault(item.mark.cycle, []).append(item)
    known = {cycle: Known(tuple(items)) for cycle, items in by_cycle.items()}
    settled = [_settle(item, known[item.mark.cycle]) for item in filled]
    changed = {new.file: new for new, old in zip(settled, filled, strict=True) if new is not old}
    told = [_told(entry, changed[entry.name]) if entry.name in changed else entry for entry in entries]
    return told, settled


def _told(entry: Entry, item: FilledWorkbook) -> Entry:
    return replace(entry, problems=item.problems, state=FileState.FAULTY if item.faulty else FileState.USED)


def _settle(item: FilledWorkbook, known: Known) -> FilledWorkbook:
    waiting = {(p.at.sheet, p.at.cell): p for p in item.problems if p.code in PENDING}
    answers: dict[Place, tuple[Problem, ...]] = {}
    rows, partial = dict(item.rows), dict(item.partial)
    for sheet in {**item.rows, **item.partial}:
        asked = [c for c in columns(sheet) if _asks(c, waiting=bool(waiting))]
        held = (*item.rows.get(sheet, ()), *item.partial.get(sheet, ()))
        if not asked or not held:
            continue
        kept = [_answered(row, asked, known, waiting, answers) for row in held]
        if any(new is not old for new, old in zip(kept, held, strict=True)):
            rows[sheet], doubled = _without_doubles(sheet, [row for row in kept if not row.lacking], answers)
            partial[sheet] = (*(row for row in kept if row.lacking), *doubled)
    if not answers and all(rows[sheet] is held for sheet, held in item.rows.items()):
        return item
    before = [p for p in item.problems if p.code not in PENDING or (p.at.sheet, p.at.cell) not in answers]
    return replace(
        item, rows=rows, partial=partial, problems=(*before, *(p for found in answers.values() for p in found))
    )


def _asks(column: Column, *, waiting: bool) -> bool:
    """Say whether a column may hold something to settle; codes do only where the reader said so."""
    return waiting if column.element is USCC else column.refers is not Refers.NOBODY


def _answered(
    row: Row,
    asked: Sequence[Column],
    known: Known,
    waiting: Mapping[Place, Problem],
    answers: dict[Place, tuple[Problem, ...]],
) -> Row:
    """Give a row with its references settled; it lacks those that stay open."""
    changes: dict[str, object] = {}
    open_ones: dict[str, tuple[Problem, ...]] = {}
    for column in asked:
        value = row.known(column.name)
        if value is None:
            continue
        settle = _code if column.element is USCC else _number
        found, told = settle(value, column, row.where(column.name), known, waiting)
        if told:
            at = row.where(column.name)
            answers[at.sheet, at.cell] = told
        if found is None:
            at = row.where(column.name)
            open_ones[column.name] = told or tuple(filter(None, (waiting.get((at.sheet, at.cell)),)))
        elif found != value:
            changes[column.name] = found
    row = row.changed(**changes) if changes else row
    return row.without(open_ones) if open_ones else row


def _number(
    value: str, column: Column, at: At, known: Known, _: Mapping[Place, Problem]
) -> tuple[object, tuple[Problem, ...]]:
    """Take a name, or another spelling of a number, for the number; who is not known is left to the rules."""
    numbers, names = known.numbers(column.refers), known.named(column.refers)
    if value in numbers or not names:
        return value, ()
    codes = _meant(value, names, numbers)
    if len(codes) == 1:
        [code] = codes
        return code, (_noted(column, at, value, code),)
    if len(codes) > 1:
        return None, (problem("E-REF-02", at, label=column.label, found=value, candidates="、".join(sorted(codes))),)
    return value, ()


_NUMBER = re.compile(r"[A-Za-z]*[0-9]+")
_REMARK = re.compile(r"\s*[（(][^（）()]*[）)]$")


def _meant(value: str, names: Mapping[str, frozenset[str]], numbers: frozenset[str]) -> frozenset[str]:
    """Give whom a text may mean: by name, by another spelling of the number, by both, by a name with a remark.

    Where number and name are written together and are two people's, both are given.
    """
    if found := names.get(label_key(value)) or frozenset(n for n in numbers if _plain(n) == _plain(value)):
        return found
    number = _NUMBER.search(ascii_form(value))
    name = re.sub(r"[\W\d_]", "", _NUMBER.sub("", ascii_form(value)))
    if number is None:
        bare = _REMARK.sub("", value)
        return names.get(label_key(bare), frozenset()) if len(bare) <= _PERSON and bare != value else frozenset()
    called, numbered = names.get(label_key(name)), _meant(number[0], names, numbers) if name else frozenset()
    return called | numbered if called and numbered else frozenset()


def _plain(number: str) -> str:
    """Write a number without what people write differently: case, width, leading noughts."""
    key = label_key(number)
    digits = key.lstrip("abcdefghijklmnopqrstuvwxyz")
    return key[: len(key) - len(digits)] + digits.lstrip("0") if digits.isdigit() else key


def _code(
    value: object, column: Column, at: At, known: Known, waiting: Mapping[Place, Problem]
) -> tuple[object, tuple[Problem, ...]]:
    """Take names for codes, and codes that fail their check where they are confirmed."""
    told: list[Problem] = []
    codes: list[str] = []
    for one in value if isinstance(value, tuple) else (value,):
        code = _one_code(str(one), column, at, known, told)
        if code is None:
            return None, tuple(told)
        codes.append(code)
    return (tuple(codes) if column.many else codes[0]), (*told, *_others(at, waiting, told))


def _others(at: At, waiting: Mapping[Place, Problem], told: Sequence[Problem]) -> tuple[Problem, ...]:
    """Keep nothing of what waited; where it was settled without a word it is told as it was."""
    return () if told or (at.sheet, at.cell) not in waiting else (waiting[at.sheet, at.cell],)


def _one_code(code: str, column: Column, at: At, known: Known, told: list[Problem]) -> str | None:
    if check_uscc(code).ok:
        return code
    if code in known.confirmed:
        where, evidence = known.confirmed[code]
        facts = {"label": column.label, "found": code, "evidence": evidence, "where": str(where)}
        told.append(problem("N-USCC-07", at, **facts))
        return code
    if code.isascii():
        return None
    names = known.named(Refers.ORGANISATION)
    codes = names.get(label_key(code), frozenset())
    if len(codes) == 1:
        [only] = codes
        told.append(_noted(column, at, code, only))
        return only
    if codes:
        told.append(problem("E-REF-02", at, label=column.label, found=code, candidates="、".join(sorted(codes))))
        return None
    near = sorted(name for name in names if len(label_key(code)) >= _SHORT and label_key(code) in name)
    hint = f"是否指“{near[0]}”（{'、'.join(sorted(names[near[0]]))}）？" if len(near) == 1 else ""
    told.append(problem("E-REF-01", at, label=column.label, found=code, hint=hint))
    return None


def _noted(column: Column, at: At, found: str, code: str) -> Problem:
    return problem("N-CELL-01", at, label=column.label, found=found, result=code)


def _without_doubles(
    sheet: type[Row], rows: Sequence[Row], answers: dict[Place, tuple[Problem, ...]]
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Part rows that are the same record once names are codes from the others: nothing but their key is known."""
    if not sheet.sheet.key:
        return tuple(rows), ()
    by_key: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        by_key.setdefault(tuple(getattr(row, name) for name in sheet.sheet.key), []).append(row)
    labels = "、".join(column.label for column in columns(sheet) if column.name in sheet.sheet.key)
    doubled: list[Row] = []
    for key, same in by_key.items():
        told: tuple[Problem, ...] = ()
        for row in same[1:]:
            at = row.where(sheet.sheet.key[0])
            shown = "、".join("（空）" if value is None else str(value) for value in key)
            double = problem("E-ROW-05", at, label=labels, found=shown, other=f"第{same[0].at.row}行")
            answers[at.sheet, at.cell] = (*answers.get((at.sheet, at.cell), ()), double)
            told = (*told, double)
        unsure = [column.name for column in columns(sheet) if column.name not in sheet.sheet.key]
        doubled += [row.without(dict.fromkeys(unsure, told)) for row in same] if told else []
    return tuple(row for same in by_key.values() if len(same) == 1 for row in same), tuple(doubled)
