"""Made-up applicants and the judgement that the first stages make of them; a test names only what it changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.rows import row_of
from toolchain.documents.office_context import OfficeContext
from toolchain.model.check_items import Items
from toolchain.model.parameters import load_rules
from toolchain.model.problems import At, Problem, problem
from toolchain.model.record import FilledWorkbook, Record
from toolchain.model.rule_set.office import Office
from toolchain.model.schema import USCC, Place, Row, WanYuan
from toolchain.model.sheets import APPLICATION, CHECKS, REGISTER, SETTINGS
from toolchain.model.sheets.application import Applicant, Attachment, Declaration, FiscalYear
from toolchain.model.sheets.checks import Check, Event
from toolchain.model.sheets.register import Award, Ban
from toolchain.model.sheets.settings import Criterion, Cycle, CycleRules, Dispatch, Readings, Receipt
from toolchain.model.sheets.vocabulary import (
    TieBreak,
    Trimming,
    Verdict,
)
from toolchain.model.wording import Wording
from toolchain.model.work_calendar import WorkCalendar
from toolchain.model.workbook_declaration import Mark, Workbook
from toolchain.stages import application_stages
from toolchain.stages.judgement import Judgement, Settings, Stage, State

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FIRST, SECOND = USCC("91410702MA44ABCD5P"), USCC("52410702MJ0YHT125C")

CYCLE = row_of(
    Cycle,
    previous=date(2024, 12, 20),
    supplement_from=date(2026, 11, 2),
    site_from=date(2026, 12, 7),
    site_until=date(2026, 12, 11),
)
RULES = row_of(
    CycleRules,
    trimming=Trimming.EXTREMES,
    tie_break=TieBreak.SITE,
)
READINGS = row_of(Readings)


def desk() -> OfficeContext:
    """Read the office's desk as it is shipped."""
    items = Items.load(TEMPLATES)
    return OfficeContext(Office.load(TEMPLATES / "office.toml"), Wording.load(TEMPLATES / "wording"), items)


DESK = desk()
CALENDAR = WorkCalendar.load(TEMPLATES / "calendar.toml")
REGULATION = load_rules(TEMPLATES / "regulation" / "2022-76.toml")


@dataclass(frozen=True)
class Entrant:
    """One applicant with what is on record of it."""

    applicant: Applicant
    receipt: Receipt | None
    checks: tuple[Check, ...]
    events: tuple[Event, ...] = ()
    faults: tuple[Problem, ...] = ()

    @property
    def file(self) -> str:
        """Name its workbook."""
        return f"申报书-{self.applicant.uscc}.xlsx"


def entrant(
    uscc: USCC = FIRST,
    name: str = "甲制造有限公司",
    *,
    verdicts: dict[str, Verdict] | None = None,
    events: tuple[Event, ...] = (),
    received: date | None = date(2026, 9, 10),
    receipt: dict[str, object] | None = None,
    broken: bool = False,
    **changes: object,
) -> Entrant:
    """Make an applicant without fault; ``verdicts`` changes conclusions by item, ``receipt`` the office's entry."""
    applicant = row_of(
        Applicant,
        uscc=uscc,
        name=name,
        commitment=date(2026, 9, 1),
        credit_certificate=date(2026, 9, 2),
        at=Place(f"申报书-{uscc}.xlsx", "基本情况", {"uscc": "B3", "established": "B6"}),
    )
    entry = None
    if received is not None:
        entry = replace(row_of(Receipt, uscc=uscc, name=name, received=received, receiver="柳青"), **receipt or {})
    made = Entrant(replace(applicant, **changes), entry, _checks(uscc, name, verdicts or {}), events)
    fault = problem("E-CELL-01", At(made.file, "基本情况", "B3"))
    return replace(made, faults=(fault,)) if broken else made


def _checks(uscc: USCC, name: str, verdicts: dict[str, Verdict]) -> tuple[Check, ...]:
    return tuple(
        row_of(
            Check,
            uscc=uscc,
            name=name,
            item=item.code,
            matter=item.matter,
            verdict=verdicts.get(item.code, Verdict.MET),
            facts=None if verdicts.get(item.code, Verdict.MET) is Verdict.MET else "查明某事",
            evidence=f"查询记录{item.code}",
            department=item.department,
            checked=date(2026, 11, 12),
            at=Place("部门核查.xlsx", "核查结论", {"verdict": "F"}, 5),
        )
        for item in DESK.items.checks
    )


def record(*entrants: Entrant, cycle: Cycle = CYCLE, **more: tuple[Row, ...]) -> Record:
    """Lay the workbooks of the first stages; ``more`` holds awards, bans, dispatch; without checks none are on file."""
    checks = tuple(row for item in entrants for row in item.checks)
    events = tuple(row for item in entrants for row in item.events)
    receipts = tuple(item.receipt for item in entrants if item.receipt is not None)
    filled = [
        _book(SETTINGS, "届次设置.xlsx", {Cycle: (cycle,), Receipt: receipts, Dispatch: more.get("dispatch", ())}),
        _book(REGISTER, "获奖台账.xlsx", {Award: more.get("awards", ()), Ban: more.get("bans", ())}),
        *(_application(item) for item in entrants),
    ]
    if checks:
        filled.append(_book(CHECKS, "部门核查.xlsx", {Check: checks, Event: events}))
    return Record(cycle.cycle, tuple(filled))


def _book(
    workbook: Workbook, file: str, rows: dict[type[Row], tuple[Row, ...]], problems: tuple[Problem, ...] = ()
) -> FilledWorkbook:
    return FilledWorkbook(file=file, mark=Mark(workbook.mark, workbook.version, "2026届"), rows=rows, problems=problems)


def _application(item: Entrant) -> FilledWorkbook:
    figures = tuple(
        row_of(
            FiscalYear,
            year=year,
            assets=WanYuan(Decimal(900)),
        )
        for year in (2023, 2024, 2025)
    )
    said = tuple(row_of(Declaration, item=bar.code, question=bar.matter) for bar in DESK.items.bars)
    papers = tuple(row_of(Attachment, name=name) for name in DESK.items.attachments)
    rows: dict[type[Row], tuple[Row, ...]] = {
        Applicant: (item.applicant,),
        FiscalYear: figures,
        Declaration: said,
        Attachment: papers,
    }
    return _book(APPLICATION, item.file, rows, item.faults)


def launched(found: Record, settings: Settings | None = None) -> Judgement:
    """Give the judgement of a cycle that has been announced and nothing more."""
    cycle = found.one(Cycle)
    assert cycle is not None
    criteria = tuple(
        row_of(Criterion, code=row.code, category=row.category, item=row.item, points=row.points)
        for row in DESK.items.criteria
    )
    settings = settings or Settings(cycle, RULES, READINGS, criteria)
    judgement = Judgement(found, REGULATION, settings, CALENDAR, DESK.items.attachments)
    return judgement.step(Stage.LAUNCH, State.DONE)


def opened(found: Record, settings: Settings | None = None) -> Judgement:
    """Take a cycle through acceptance and, where that is done, through the examination."""
    judgement = application_stages.accept(launched(found, settings))
    return application_stages.qualify(judgement) if judgement.reached(Stage.ACCEPTANCE) else judgement
