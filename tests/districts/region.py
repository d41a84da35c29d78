"""A whole cycle of any made-up region: the workbooks follow from its rule set."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from tests.districts.case import DEADLINE, TEMPLATES, District, code
from tests.oracle.random_opening import Rows, days
from tests.rows import row_of
from toolchain.cycle.outcome import Outcome
from toolchain.cycle.paths import Project
from toolchain.cycle.pipeline import judge_all, produce
from toolchain.cycle.resources import Resources
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import scan_inbox
from toolchain.model.parameters import load_rules
from toolchain.model.rule_set.numbers import Method
from toolchain.model.schema import Row
from toolchain.model.sheets import CHECKS, REGISTER, SETTINGS
from toolchain.model.sheets.application import Applicant, Attachment, Declaration
from toolchain.model.sheets.checks import Check
from toolchain.model.sheets.committee import Ballot
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.settings import Cycle, Receipt

REGIONS = Path(__file__).resolve().parents[2] / "examples" / "办法"


class Region(District):
    """A made-up region's cycle; its workbooks ask what its rule set asks."""

    since = date(2012, 6, 9)
    rare = 5
    """An award every so many years was announced before on the day on which the register has one anyway."""
    best = 70
    """So that no reviewer is further from the others than a tenth of all points (W-RULE-1640)."""

    def __init__(self, name: str, file: Path | None = None) -> None:
        super().__init__()
        self.name = name
        self.file = file or REGIONS / f"{name}.toml"
        self.rules = load_rules(self.file)
        self.votes = {1: 10, 2: 10, 3: 9, 4: 9, 5: 8, 6: 7, 7: 6, 8: 6, 9: 5, 10: 7}

    def open(self) -> None:
        """Twelve applicants, from every area in turn; one holds an award, one is barred."""
        super().open()
        settings = self.books["届次设置.xlsx"][2]
        cycle: Any = settings[Cycle][0]
        site = f"{self.rules.issuer}网站"
        settings[Cycle] = [replace(cycle, address=self.name, website=site, budget=None, previous=self.previous)]
        self.applicants.clear()
        receipts: list[Any] = []
        for number in range(1, 13):
            name = f"申报书-{number:02d}.xlsx"
            book, mark, rows = self.books[name]
            area = self.rules.areas[number % len(self.rules.areas)]
            row: Any = rows[Applicant][0]
            uscc = code(row, (area.codes[0] + "01" * 3)[:6])
            applicant = replace(
                row, uscc=uscc, name=f"第{number}公司", address=f"{area.city}{area.name}禾苗路{number}号"
            )
            rows[Applicant] = [applicant]
            rows[Declaration] = [
                row_of(Declaration, item=item.code, question=item.question)
                for item in self.rules.conditions
                if item.bar
            ]
            rows[Attachment] = [row_of(Attachment, name=paper, pages=1) for paper in self.rules.attachments]
            self.books[name] = (book, mark, rows)
            self.applicants.append(applicant)
            receipts.append(replace(settings[Receipt][number - 1], uscc=uscc, name=applicant.name))
        settings[Receipt] = receipts
        self.add(SETTINGS, settings)
        self.add(REGISTER, self._register())

    def _register(self) -> Rows:
        """Let the award of the cycle before have been announced when that cycle was."""
        rows: Any = super()._register()
        day = self.previous
        rows[Award] = [
            self._award(row, day, row.kind, row.status) if row.announced == date(2024, 5, 20) else row
            for row in rows[Award]
        ]
        return {**rows}

    @property
    def previous(self) -> date:
        """Give the day on which the cycle before was announced."""
        years = max(self.rules.art04.interval.number, 1)
        return date(2020, 4, 29) if years == self.rare else date(2025 - years, 5, 20)

    def vote(self) -> None:
        """The committee votes; one that deliberates leaves no papers."""
        super().vote()
        if self.rules.art17.method is Method.DELIBERATION:
            self.books["评委会会议.xlsx"][2][Ballot] = []

    def examine(self) -> None:
        """Every department finds everything in order."""
        judged = self.judge()
        found: list[Row] = [
            row_of(
                Check,
                uscc=one.application.uscc,
                name=one.application.name,
                item=item.code,
                matter=item.matter,
                evidence="记录",
                department=item.department,
                checked=DEADLINE + days(20),
            )
            for one in judged.accepted
            for item in self.rules.conditions
            if item.asked and item.concerns(one.application.applicant.subject)
        ]
        self.add(CHECKS, {Check: found})


def project(root: Path, name: str, file: Path | None = None, office: Path | None = None) -> Project:
    """Lay out the templates with a region's regulation and organs instead of ours."""
    file = file or REGIONS / f"{name}.toml"
    shutil.copytree(TEMPLATES, root / "templates")
    for path in (root / "templates" / "regulation").glob("*.toml"):
        path.unlink()
    shutil.copy(file, root / "templates" / "regulation" / f"{name}.toml")
    rules = load_rules(file)
    shutil.copy(office or REGIONS / "机关" / rules.office, root / "templates" / rules.office)
    (root / "templates" / "office.toml").unlink()
    (root / "inbox").mkdir()
    return Project(root, root / "inbox", root / "outbox")


def run(root: Path, region: Region, office: Path | None = None) -> tuple[Outcome, Resources]:
    """Lay the region's workbooks into an inbox of its own and judge what was read back."""
    laid = project(root, region.name, region.file, office)
    toolbox = Resources.load(laid)
    for name, data in region.files(toolbox.items.say).items():
        (laid.inbox / name).write_bytes(data)
    return judge_all(receive(scan_inbox(laid.inbox)), toolbox), toolbox


def texts(outcome: Outcome, toolbox: Resources) -> Iterator[tuple[str, str]]:
    """Give path and words of every document, workbook and page made."""
    for folder in produce(outcome, toolbox).values():
        for output in folder:
            if output.path.endswith((".docx", ".xlsx")):
                with ZipFile(BytesIO(output.data)) as parts:
                    for part in parts.namelist():
                        words = re.sub(r"<[^>]+>", "" if part.startswith("word") else " ", parts.read(part).decode())
                        yield f"{output.path}!{part}", words
            else:
                yield output.path, output.data.decode("utf-8", "replace")
