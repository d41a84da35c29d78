"""A date of 变更事项 mistyped: it is said, or it is among the dates that are to be read in the original again."""

from __future__ import annotations

import pytest

from tests.chronology.sweep import Cell, Sweep
from tests.scenarios.events import FILE, with_events
from tests.scenarios.test_every_event import LIVES, Life
from tests.scenarios.test_six_years import later_files
from toolchain.inbox.intake import Intake
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile

HAPPENING = tuple(life for life in LIVES if life.rows)


@pytest.fixture(scope="module")
def received() -> Intake:
    return Sweep().intake


def swept(life: Life, intake: Intake) -> tuple[Sweep, list[Cell]]:
    sweep = Sweep(with_events(life.books(intake), *life.rows))
    return sweep, [cell for cell in sweep.cells if sweep.intake.filled[cell.book].file == FILE]


@pytest.mark.parametrize("life", HAPPENING[::5], ids=lambda life: f"{life.number}{life.name}")
def test_a_slip_in_an_event_is_said_or_asked_about(life: Life, received: Intake) -> None:
    sweep, cells = swept(life, received)
    assert cells
    assert sweep.silent(cells, every=2) == []


@pytest.mark.stress
@pytest.mark.parametrize("life", HAPPENING, ids=lambda life: f"{life.number}{life.name}")
def test_every_slip_in_every_event_is_said_or_asked_about(life: Life, received: Intake) -> None:
    sweep, cells = swept(life, received)
    assert sweep.silent(cells) == []


@pytest.mark.stress
@pytest.mark.parametrize("cycle", ["2027届", "2031届"])
def test_every_slip_in_the_cycles_of_later_years_is_said_or_asked_about(cycle: str) -> None:
    example = Sweep()
    files = later_files(example.intake, example.judged(example.intake))
    sweep = Sweep(receive([ScannedFile(name, data) for name, data in sorted(files.items()) if name.startswith(cycle)]))
    assert sweep.silent(sweep.cells) == []
