"""Blanks that another sheet of the workbook fills with one word for many rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolchain.model.problems import At, Problem, problem
from toolchain.model.schema import Row
from toolchain.model.workbook_declaration import Statement
from toolchain.workbooks.sheet_grid import MOST_ERRORS

Rows = Mapping[type[Row], tuple[Row, ...]]
Given = dict[str, tuple[object, At]]
"""Field → what is said of it, and the cell that says so."""


def with_statements(
    rows: Rows, partial: Rows, problems: Sequence[Problem], statements: Sequence[Statement]
) -> tuple[Rows, Rows, list[Problem]]:
    """Fill the blanks for which somebody speaks, and name the others.

    Only blanks are filled. What is filled wrongly stays wrong, whatever is said of the rest.
    """
    told = list(problems)
    for statement in statements:
        waiting = partial.get(statement.rows, ())
        speaking = (*rows.get(statement.by, ()), *partial.get(statement.by, ()))
        speakers = {_shared(statement, row): row for row in speaking}
        listed = frozenset(problems)
        done, missing = [], []
        for row in waiting:
            blanks = {name for name, wrong in row.lacking.items() if not listed.intersection(wrong)}
            said = _given(statement, speakers.get(_shared(statement, row)))
            given = {name: value for name, value in said.items() if name in blanks}
            done.append(_filled(row, given) if given else row)
            missing += [item for name in sorted(blanks - given.keys()) for item in row.lacking[name]]
        whole = [*rows.get(statement.rows, ()), *(row for row in done if not row.lacking)]
        rows = {**rows, statement.rows: tuple(sorted(whole, key=lambda row: row.at.row))}
        partial = {**partial, statement.rows: tuple(row for row in done if row.lacking)}
        told += _listed(missing)
    return rows, partial, told


def _shared(statement: Statement, row: Row) -> object:
    """Give what tells who speaks for a row."""
    return row.known(statement.shared) if statement.shared else None


def _given(statement: Statement, speaker: Row | None) -> Given:
    given: Given = {}
    for said in statement.said if speaker is not None else ():
        value = None if speaker is None else speaker.known(said.by)
        if speaker is not None and value is not None and (said.answer is None or value == said.answer):
            given[said.field] = value if said.answer is None else said.value, speaker.where(said.by)
    return given


def _filled(row: Row, given: Given) -> Row:
    known = row.changed(**{name: value for name, (value, _) in given.items()})
    place = replace(row.at, stated={name: at for name, (_, at) in given.items()})
    return type(row).lacks(place, {name: value for name, value in vars(known).items() if name != "at"}, known.lacking)


def _listed(missing: Sequence[Problem]) -> list[Problem]:
    """Give as many as are listed of a sheet, and the number of the rest."""
    more = len(missing) - MOST_ERRORS
    if more <= 0:
        return list(missing)
    at = At(missing[0].at.file, missing[0].at.sheet)
    return [*missing[:MOST_ERRORS], problem("E-SHEET-06", at, listed=MOST_ERRORS, more=more)]
