"""Every date of the example mistyped in the everyday ways: a year off, a month off, day and month exchanged.

``python -m tests.chronology.sweep`` prints, column by column, how many are said and which are not.
"""

from __future__ import annotations

import calendar
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from toolchain.cycle.example import FOLDER
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.paths import Project, find_root
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.inbox.intake import Intake
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import scan_inbox
from toolchain.model.other_cycles import with_others
from toolchain.model.parameters import rules_for
from toolchain.model.problems import At, Problem
from toolchain.model.record import FilledWorkbook
from toolchain.model.schema import Row, columns
from toolchain.regulation.chronology_check import DateCheck, check
from toolchain.regulation.events_identity import named_now
from toolchain.regulation.events_on_record import read as read_events
from toolchain.stages import settings_of

ROOT = find_root(Path(__file__).parent)
_MONTHS = 12


class Slip(StrEnum):
    """How a date is mistyped."""

    YEAR_LATER = "年份多1"
    YEAR_EARLIER = "年份少1"
    MONTH_LATER = "月份多1"
    MONTH_EARLIER = "月份少1"
    EXCHANGED = "月日互换"

    def of(self, day: date) -> date | None:
        """Give the mistyped date, None where there is no such day or it is the same."""
        if self is Slip.EXCHANGED:
            return None if day.day > _MONTHS or day.day == day.month else date(day.year, day.day, day.month)
        steps = {Slip.YEAR_LATER: 12, Slip.YEAR_EARLIER: -12, Slip.MONTH_LATER: 1, Slip.MONTH_EARLIER: -1}
        year, month = divmod(day.year * _MONTHS + day.month - 1 + steps[self], _MONTHS)
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(day.day, last))


@dataclass(frozen=True)
class Cell:
    """One date cell of the example."""

    book: int
    sheet: type[Row]
    row: int
    column: str
    label: str
    day: date
    place: str

    def at(self, intake: Intake) -> At:
        """Give its place."""
        return intake.filled[self.book].rows[self.sheet][self.row].where(self.column)

    @property
    def kind(self) -> str:
        """Name the column as people see it."""
        return f"{self.sheet.sheet.title}/{self.label}"


@dataclass(frozen=True)
class Result:
    """What became of one slip.

    Attributes:
        said: the codes of what is said beyond what is said of the example.
        moved: a decision is another one; looked at only where nothing is said.
    """

    cell: Cell
    slip: Slip
    day: date
    said: tuple[str, ...]
    moved: bool


class Sweep:
    """An inbox, received once; without one the example's."""

    def __init__(self, intake: Intake | None = None) -> None:
        self.toolbox = Resources.load(Project(ROOT, ROOT / "inbox" / FOLDER, ROOT / "outbox"))
        self.intake = receive(scan_inbox(self.toolbox.project.inbox)) if intake is None else intake
        before = self.judged(self.intake)
        dates = DateCheck() if before.judgement is None else before.judgement.dates
        self.to_confirm = frozenset(item.at for item in dates.loose)
        self._before = frozenset(before.problems)
        self._decided = decisions(before)
        self._known = frozenset(self.dated(self.intake))

    @property
    def cells(self) -> list[Cell]:
        """List every date cell that is filled."""
        return list(self._cells())

    def _cells(self) -> Iterator[Cell]:
        for number, item in enumerate(self.intake.filled):
            for sheet, rows in item.rows.items():
                dated = [column for column in columns(sheet) if column.element is date]
                for place, row in enumerate(rows):
                    for column in dated:
                        day = getattr(row, column.name)
                        if day is not None:
                            at = str(row.where(column.name))
                            yield Cell(number, sheet, place, column.name, column.label, day, at)

    def slips(self, cells: list[Cell]) -> Iterator[tuple[Cell, Slip, date]]:
        """Mistype each cell in every way that gives a date."""
        for cell in cells:
            for slip in Slip:
                day = slip.of(cell.day)
                if day is not None:
                    yield cell, slip, day

    def silent(self, cells: list[Cell], every: int = 1) -> list[Result]:
        """Give the slips of which nothing is said, and whose cell is not listed to be read in the original again."""
        asked = [cell for cell in cells if cell.at(self.intake) not in self.to_confirm]
        results = (self.run(*slip) for slip in list(self.slips(asked))[::every])
        return [item for item in results if not item.said]

    def run(self, cell: Cell, slip: Slip, day: date) -> Result:
        """Judge the example with one cell mistyped."""
        intake = self.with_cell(cell, day)
        dated = sorted({item.code for item in self.dated(intake) if item not in self._known})
        if dated:  # the order of dates alone tells it
            return Result(cell, slip, day, tuple(dated), moved=False)
        outcome = self.judged(intake)
        said = sorted({item.code for item in outcome.problems if item not in self._before})
        return Result(cell, slip, day, tuple(said), moved=not said and decisions(outcome) != self._decided)

    def with_cell(self, cell: Cell, day: date) -> Intake:
        """Write another day into one cell."""
        item = self.intake.filled[cell.book]
        rows = list(item.rows[cell.sheet])
        values: dict[str, Any] = {cell.column: day}
        rows[cell.row] = replace(rows[cell.row], **values)
        other: FilledWorkbook = replace(item, rows={**item.rows, cell.sheet: tuple(rows)})
        filled = (*self.intake.filled[: cell.book], other, *self.intake.filled[cell.book + 1 :])
        return replace(self.intake, filled=filled)

    def dated(self, intake: Intake) -> tuple[Problem, ...]:
        """Give what the declared order of dates alone says of an intake; nothing where its settings cannot be read."""
        record = with_others(intake.records)[0]
        settings = settings_of(record)
        rules = None if settings is None else rules_for(settings.cycle.announced, self.toolbox.project.regulations)
        if settings is None or rules is None:
            return ()
        tools = self.toolbox.under(rules)
        record = named_now(record, read_events(record)[0])
        return check(record, tools.chronology, rules, tools.calendar, settings.cycle).problems

    def judged(self, intake: Intake) -> CycleOutcome:
        """Judge an intake."""
        return judge_all(intake, self.toolbox).cycles[0]


def decisions(outcome: CycleOutcome) -> tuple[object, ...]:
    """Give what was decided: acceptance, examination, panels, candidates, nominees, approval, prizes, rulings."""
    j = outcome.judgement
    if j is None:
        return ()
    return (
        tuple((item.application.uscc, item.outcome) for item in j.acceptances),
        tuple((item.acceptance.application.uscc, item.verdict) for item in j.qualifications),
        tuple(tuple(member.number for member in draw.members) for draw in j.panels.draws),
        None
        if j.review.candidates is None
        else tuple(item.uscc for item in (*j.review.candidates.first, *j.review.candidates.repeat)),
        None if j.vote.nomination is None else tuple(item.uscc for item in j.vote.nomination.nominees),
        None if j.decision.approval is None else j.decision.approval.approved,
        tuple((award.uscc, award.announced, award.valid_until, award.status) for award in j.announced),
        tuple((ruling.incident.number, ruling.consequence) for ruling in j.supervision.rulings),
    )


def lines(results: list[Result]) -> Iterator[str]:
    """Print the table, column by column, then what nobody is told."""
    yield "| 日期 | 格数 | " + " | ".join(f"{slip}：说到/共" for slip in Slip) + " |"
    yield "|---|---|" + "---|" * len(Slip)
    for kind in dict.fromkeys(item.cell.kind for item in results):
        mine = [item for item in results if item.cell.kind == kind]
        counts = []
        for slip in Slip:
            of_slip = [item for item in mine if item.slip is slip]
            counts.append(f"{sum(bool(item.said) for item in of_slip)}/{len(of_slip)}")
        yield f"| {kind} | {len({item.cell for item in mine})} | " + " | ".join(counts) + " |"
    silent = [item for item in results if not item.said]
    yield ""
    yield f"共{len(results)}次，没有说到的{len(silent)}次，其中改变认定的{sum(item.moved for item in silent)}次。"
    yield ""
    for item in silent:
        note = "，认定改变" if item.moved else ""
        yield f"- {item.cell.place} {item.cell.label}：{item.slip}，{item.cell.day} → {item.day}{note}"


def main() -> None:
    """Sweep the columns that are named on the command line, or all."""
    sweep = Sweep()
    wanted = sys.argv[1:]
    cells = [cell for cell in sweep.cells if not wanted or any(word in cell.kind for word in wanted)]
    results = [sweep.run(*slip) for slip in sweep.slips(cells)]
    sys.stdout.write("\n".join(lines(results)) + "\n")


if __name__ == "__main__":
    main()
