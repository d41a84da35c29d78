"""What is remembered of a workbook is read back as it was: every value, of the very same type."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.gallery.case import Case
from tests.gallery.test_gallery import GALLERY
from toolchain.cycle.cache.read_workbooks import decoded, encoded
from toolchain.cycle.cache.store import body_of
from toolchain.inbox.file_examination import Examined, examine
from toolchain.model.problems import Problem, Unread
from toolchain.model.schema import Place
from toolchain.model.sheets.application import Applicant

from .conftest import ROOT

EXAMPLE = sorted((ROOT / "inbox").rglob("*.xlsx"))


def again(found: Examined) -> Examined:
    return decoded(json.loads(body_of(encoded(found))))


def same(one: Examined, other: Examined) -> bool:
    """Compare values and, by how they are shown, their types; of partial rows also what they lack, and why."""
    return one == other and shown(one) == shown(other) and lacks(one) == lacks(other) and encoded(one) == encoded(other)


def shown(found: Examined) -> tuple[str, list[tuple[str, str, str]]]:
    """Show the values; of partial rows the fields that they have."""
    if found.reading is None:
        return repr(found), []
    partial = [
        (sheet.sheet.title, name, repr(row.known(name)))
        for sheet, rows in found.reading.partial.items()
        for row in rows
        for name in row._shown
    ]
    return repr(replace(found, reading=replace(found.reading, partial={}))), partial


def lacks(found: Examined) -> list[tuple[str, Place, str, tuple[Problem, ...]]]:
    """List the fields that rows say they lack when they are read, with the problems they give."""
    told = []
    for sheet, rows in () if found.reading is None else found.reading.partial.items():
        for row in rows:
            for name in row.lacking:
                with pytest.raises(Unread) as unread:
                    getattr(row, name)
                told.append((sheet.sheet.title, row.at, name, unread.value.problems))
    return told


@pytest.mark.parametrize("path", EXAMPLE, ids=lambda path: path.stem)
def test_the_example_is_read_back(path: Path) -> None:
    found = examine(path.name, path.read_bytes())
    assert found.reading is not None
    assert same(again(found), found)


@pytest.mark.parametrize("case", GALLERY, ids=lambda case: case.title)
def test_what_is_wrong_is_read_back(case: Case) -> None:
    found = examine("表.xlsx", case.make())
    assert same(again(found), found)


def test_the_gallery_holds_what_may_be_forgotten() -> None:
    found = [examine("表.xlsx", case.make()) for case in GALLERY]
    assert any(lacks(item) for item in found)
    assert any(item.alike and item.cycle for item in found)


def test_why_a_field_is_lacking_is_compared() -> None:
    found = next(item for item in (examine("表.xlsx", case.make()) for case in GALLERY) if lacks(item))
    assert found.reading is not None
    sheet, rows = next((sheet, rows) for sheet, rows in found.reading.partial.items() if rows)
    name, wrong = next(iter(rows[0].lacking.items()))
    other = rows[0].without({name: (replace(wrong[0], code="E-CELL-00"),)})
    partial = {**found.reading.partial, sheet: (other, *rows[1:])}
    assert not same(found, replace(found, reading=replace(found.reading, partial=partial)))


@pytest.mark.parametrize("name", ["甲", 1, True, 1.0])
def test_a_value_of_another_type_than_its_column_is_not_written_down(name: object) -> None:
    path = next(path for path in EXAMPLE if path.name.startswith("申报书"))
    found = examine(path.name, path.read_bytes())
    assert found.reading is not None
    [applicant] = found.reading.rows[Applicant]
    rows = {**found.reading.rows, Applicant: (replace(applicant, contact=name),)}
    changed = replace(found, reading=replace(found.reading, rows=rows))
    if isinstance(name, str):
        assert same(again(changed), changed)
    else:
        with pytest.raises(TypeError):
            encoded(changed)
