"""What is remembered of a workbook is read back as it was: every value, of the very same type."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.gallery.cells import CELLS
from tests.speed.read_back import again, lacks, same
from toolchain.cycle.cache.read_workbooks import encoded
from toolchain.inbox.file_examination import examine
from toolchain.model.sheets.application import Applicant

from .conftest import ROOT

EXAMPLE = sorted((ROOT / "inbox").rglob("*.xlsx"))


@pytest.mark.parametrize("path", EXAMPLE, ids=lambda path: path.stem)
def test_the_example_is_read_back(path: Path) -> None:
    found = examine(path.name, path.read_bytes())
    assert found.reading is not None
    assert same(again(found), found)


def test_why_a_field_is_lacking_is_compared() -> None:
    """What is wrong in a workbook is read back with its reasons: each file of the gallery, in its own test."""
    cases = (case for case in CELLS if any(code.startswith("E-") for code in case.codes))
    found = next(item for item in (examine("表.xlsx", case.make()) for case in cases) if lacks(item))
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
