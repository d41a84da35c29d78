"""Places and problems sort the way people read them."""

from __future__ import annotations

import random

from toolchain.model.problems import At, problem


def test_cells_sort_by_row_then_column() -> None:
    cells = ["B2", "A9", "A10", "Z10", "AA10", "B10:C12"]
    places = [At("甲.xlsx", "表", cell) for cell in cells]
    shuffled = random.Random(1).sample(places, len(places))
    expected = ["B2", "A9", "A10", "Z10", "AA10"]
    assert [at.cell for at in sorted(shuffled, key=lambda at: at.order) if ":" not in at.cell] == expected


def test_a_place_without_a_cell_stands_first() -> None:
    assert At("甲.xlsx", "表").order < At("甲.xlsx", "表", "A1").order


def test_errors_stand_before_warnings_and_notes() -> None:
    at = At("甲.xlsx", "表", "A1")
    found = [problem("N-CELL-01", at), problem("W-ROW-02", at), problem("E-CELL-01", At("乙.xlsx"))]
    assert [item.code[0] for item in sorted(found, key=lambda item: item.order)] == ["E", "W", "N"]
