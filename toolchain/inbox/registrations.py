"""收发登记 as its pre-filled copy means it: a batch is dated once, a proposal counts only when a date is filled in.

A pre-filled row that nobody has dated is no registration. The registers stood in 届次设置 before: what both hold is
taken from 收发登记, and where they differ that is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from toolchain.model.problems import Problem, problem
from toolchain.model.record import FilledWorkbook
from toolchain.model.schema import Row, columns
from toolchain.model.sheets import CORRESPONDENCE, SETTINGS
from toolchain.model.sheets.correspondence import Dispatch, Receipt
from toolchain.model.sheets.vocabulary import YesNo

_OF_BATCH = ("dated", "signer", "printed", "issued")
_HELPING = frozenset({"subject_name", "after", "proposed", "batch"})
"""Columns of a pre-filled row that only help whoever fills it."""

_KEYS: Mapping[type[Row], tuple[str, ...]] = {Receipt: ("uscc",), Dispatch: ("document", "subject")}


def registered(rows: Mapping[type[Row], tuple[Row, ...]]) -> Mapping[type[Row], tuple[Row, ...]]:
    """Give the rows of a workbook with its registrations completed, and without proposals that nobody took up."""
    if not rows.get(Dispatch):
        return rows
    found = cast("tuple[Dispatch, ...]", rows[Dispatch])
    leading: dict[str, Dispatch] = {}
    for row in found:
        if row.batch and row.dated:
            leading.setdefault(row.batch, row)
    return {**rows, Dispatch: tuple(_registered(found, leading))}


def _registered(rows: Sequence[Dispatch], leading: Mapping[str, Dispatch]) -> Iterator[Dispatch]:
    for row in rows:
        first = leading.get(row.batch or "")
        given = row
        if first is not None and row.dated is None and row.issued is not YesNo.NO:
            taken = {name: getattr(first, name) for name in _OF_BATCH if getattr(row, name) is None}
            given = replace(row, **taken)
        if given.dated is not None and given.number is None:
            given = replace(given, number=given.proposed)
        offered = (row.proposed or row.batch or row.after or row.subject_name) is not None
        if not offered or _taken_up(given):
            yield given


def _taken_up(row: Dispatch) -> bool:
    """Say whether somebody registered something in a pre-filled row; a signer may be pre-filled too."""
    return row.issued is YesNo.YES or any(item is not None for item in (row.number, row.dated, row.printed))


def one_register(filled: Sequence[FilledWorkbook]) -> tuple[FilledWorkbook, ...]:
    """Take from 届次设置 the rows that 收发登记 of the same cycle holds too, and say where they differ."""
    own = {item.mark.cycle: item for item in filled if item.mark.template == CORRESPONDENCE.mark}
    return tuple(
        _without(item, own[item.mark.cycle]) if item.mark.template == SETTINGS.mark and item.mark.cycle in own else item
        for item in filled
    )


def _without(settings: FilledWorkbook, registers: FilledWorkbook) -> FilledWorkbook:
    rows, problems = dict(settings.rows), list(settings.problems)
    for sheet, key in _KEYS.items():
        newer = {_key(row, key): row for row in registers.readable(sheet)}
        older = settings.whole(sheet)
        rows[sheet] = tuple(row for row in older if _key(row, key) not in newer)
        problems += [
            wrong for row in older if (other := newer.get(_key(row, key))) for wrong in _differing(row, other, key)
        ]
    return replace(settings, rows=rows, problems=tuple(problems))


def _key(row: Row, names: Sequence[str]) -> tuple[object, ...]:
    return tuple(row.known(name) or "" for name in names)


def _differing(older: Row, newer: Row, key: Sequence[str]) -> Iterator[Problem]:
    for column in columns(type(older)):
        mine, theirs = older.known(column.name), newer.known(column.name)
        if column.name not in {*key, *_HELPING} and mine is not None and mine != theirs:
            yield problem("W-ISSUE-22", older.where(column.name), label=column.label, where=newer.where(column.name))
