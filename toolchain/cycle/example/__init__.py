"""The example cycle: a whole award of made-up organisations of 红旗区, as filled workbooks.

It is made the way a real cycle is: each stage's workbook is filled from what the stage before gave out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from toolchain.cycle.example import later, office
from toolchain.cycle.example.applicants import application, checks
from toolchain.cycle.example.dispatch import dispatched
from toolchain.cycle.example.originals import confirmed_dates
from toolchain.cycle.example.sample_data import CYCLE, Rows, fixed, profiles, rows
from toolchain.documents.composition import compose
from toolchain.documents.office_context import OfficeContext
from toolchain.model.record import FilledWorkbook, Record
from toolchain.model.rule_set.rules import Rules
from toolchain.model.sheets import (
    APPLICATION,
    APPROVAL,
    CHECKS,
    COMMITTEE,
    CORRESPONDENCE,
    DRAW,
    EXPERTS,
    NOTICE,
    PRIZE_USE,
    REGISTER,
    SCORES,
    SETTINGS,
    SUPERVISION,
)
from toolchain.model.sheets.checks import Check, Event
from toolchain.model.sheets.confirmed_dates import ConfirmedDate
from toolchain.model.sheets.draw import Refusal
from toolchain.model.sheets.vocabulary import AwardKind
from toolchain.model.work_calendar import WorkCalendar
from toolchain.model.workbook_declaration import Mark, Workbook
from toolchain.stages import judge, settings_of
from toolchain.stages.judgement import Judgement
from toolchain.workbooks.blank import write

FOLDER = CYCLE
_DECLINER = 1
"""Which ticket of the second panel is declined (0 = first)."""


class _Binder:
    """Collects filled workbooks and judges what is there so far."""

    def __init__(self, desk: OfficeContext, rules: Rules, calendar: WorkCalendar) -> None:
        self.desk, self.rules, self.calendar = desk, rules, calendar
        self.books: dict[str, tuple[Workbook, Mark, Rows]] = {}

    def add(self, book: Workbook, rows: Rows, subject: str = "", suffix: str = "") -> None:
        """Put a filled workbook into the inbox, replacing an earlier copy."""
        mark = Mark(book.mark, book.version, FOLDER, subject)
        self.books[f"{book.title}{suffix}.xlsx"] = (book, mark, rows)

    def judge(self) -> Judgement:
        """Judge the cycle as it stands."""
        filled = tuple(
            FilledWorkbook(name, mark, rows={sheet: tuple(found) for sheet, found in rows.items()})
            for name, (_, mark, rows) in sorted(self.books.items())
        )
        record = Record(FOLDER, filled)
        settings = settings_of(record)
        if settings is None:
            raise AssertionError("示例的届次设置不完整")
        return judge(record, settings, self.rules, self.calendar, self.desk.items.attachments)


def books(desk: OfficeContext, rules: Rules, calendar: WorkCalendar) -> Iterator[tuple[str, bytes]]:
    """Make every workbook of the example as (file name, bytes)."""
    binder = _Binder(desk, rules, calendar)
    binder.add(SETTINGS, office.settings(desk.items, []))
    binder.add(REGISTER, fixed(REGISTER))
    for number, profile in enumerate(profiles().values(), start=1):
        binder.add(APPLICATION, application(profile, desk.items), suffix=f"-{number:02d}{profile.name}")
    binder.add(CHECKS, {Check: checks(desk.items), Event: rows(Event)})
    binder.add(EXPERTS, fixed(EXPERTS))
    _draw(binder)
    judged = binder.judge()
    for draw in judged.panels.draws:
        for expert in draw.members:
            binder.add(SCORES, later.score_sheet(judged, draw, expert), expert.number, f"-{expert.number}{expert.name}")
    binder.add(COMMITTEE, later.committee(binder.judge()))
    binder.add(NOTICE, later.notice(binder.judge()))
    binder.add(APPROVAL, later.approval(binder.judge()))
    for award in binder.judge().announced:
        if award.kind is AwardKind.FIRST:
            binder.add(PRIZE_USE, later.prize_use(award.uscc, award.name, award.prize), award.uscc, f"-{award.name}")
    binder.add(SUPERVISION, fixed(SUPERVISION))
    papers = tuple(compose(binder.judge(), desk))
    binder.add(SETTINGS, office.settings(desk.items, dispatched(papers)))
    again = confirmed_dates(filled for _, _, filled in binder.books.values())
    binder.add(CORRESPONDENCE, {ConfirmedDate: list(again)})
    for name, (book, mark, filled) in sorted(binder.books.items()):
        yield name, write(book, mark, filled)


def _draw(binder: _Binder) -> None:
    """Publish the pools, produce the seed, draw, let one decline, choose the leaders."""
    binder.add(DRAW, office.panels({}, {}, []))
    digests = {pool.panel.panel: pool.digest for pool in binder.judge().panels.pools}
    binder.add(DRAW, office.panels(digests, {}, []))
    drawn = binder.judge().panels.draws
    refusals = rows(Refusal, expert=drawn[-1].tickets[_DECLINER].expert.number)
    binder.add(DRAW, office.panels(digests, {}, refusals))
    leaders = {draw.pool.panel.panel: draw.members[0].number for draw in binder.judge().panels.draws}
    binder.add(DRAW, office.panels(digests, leaders, refusals))


def lay(inbox: Path, desk: OfficeContext, rules: Rules, calendar: WorkCalendar) -> int:
    """Write the example into its own folder of the inbox; give the number of workbooks."""
    folder = inbox / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, data in books(desk, rules, calendar):
        path = folder / name
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)
        count += 1
    return count


def drop(inbox: Path) -> int:
    """Remove the example's folder from the inbox; give the number of workbooks removed."""
    folder = inbox / FOLDER
    files = sorted(folder.glob("*.xlsx"))
    for path in files:
        path.unlink()
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
    return len(files)
