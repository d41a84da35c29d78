"""Cycles of rule sets made up for one concept: a shipped region's file with some of it changed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from tests.districts.case import DEADLINE, NAME
from tests.districts.region import REGIONS, Region, project, texts
from tests.rows import row_of
from toolchain.cycle.outcome import Outcome
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import scan_inbox
from toolchain.model.identifiers import NUMBERS, SubjectKind
from toolchain.model.parameters import rules_of
from toolchain.model.schema import USCC
from toolchain.model.sheets import REGISTER, SETTINGS
from toolchain.model.sheets.application import Applicant, Attachment, Declaration
from toolchain.model.sheets.application_book import CHOICES, form_of
from toolchain.model.sheets.other_applicants import Achievement, Person, as_applicants
from toolchain.model.sheets.settings import Receipt
from toolchain.stages.judgement import Judgement


def card(number: int) -> str:
    """Make up the number of an identity card: 17 digits and their check digit."""
    digits = f"11010119900307{number:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return digits + "10X98765432"[total % 11]


class MadeUp(Region):
    """A shipped region whose file is changed, and in which some applicants are no organisations."""

    kinds: ClassVar[Mapping[int, SubjectKind]] = {}
    """Which applicants are what."""

    def __init__(self, base: str, changes: Mapping[str, str], more: str = "") -> None:
        super().__init__(base)
        self.text = (REGIONS / f"{base}.toml").read_text(encoding="utf-8")
        for old, new in changes.items():
            assert self.text.count(old) == 1, old
            self.text = self.text.replace(old, new)
        self.text += more
        self.rules = rules_of(tomllib.loads(self.text), f"{base}.toml")

    def open(self) -> None:
        """Turn some of the twelve applicants into persons, teams, projects or models."""
        super().open()
        for number, kind in self.kinds.items():
            self._change(number, kind)
        if self.kinds:
            self.add(REGISTER, self._register())

    def _change(self, number: int, kind: SubjectKind) -> None:
        name = f"申报书-{number:02d}.xlsx"
        _, mark, rows = self.books[name]
        old: Any = rows[Applicant][0]
        subject = next(item for item in self.rules.subjects if item.kind is kind)
        row = _form(kind, USCC(f"{NUMBERS[kind]}2025{number:03d}"), number, old)
        papers = subject.attachments or self.rules.attachments
        bars = [item for item in self.rules.conditions if item.bar and item.concerns(kind)]
        mine: Any = {
            type(row): [row],
            **{CHOICES[title]: rows[CHOICES[title]] for title in subject.sheets},
            Declaration: [row_of(Declaration, item=item.code, question=item.question) for item in bars],
            Attachment: [row_of(Attachment, name=paper, pages=1) for paper in papers],
        }
        self.books[name] = (form_of(kind, subject.sheets), mark, mine)
        new = _read(mine)[Applicant][0]
        self.applicants[number - 1] = new
        settings = self.books["届次设置.xlsx"][2]
        settings[Receipt] = [
            replace(receipt, uscc=new.uscc, name=new.name) if receipt.uscc == old.uscc else receipt
            for receipt in settings[Receipt]
        ]
        self.add(SETTINGS, settings)

    def lay(self, templates: Path) -> None:
        """Put files of its own among the templates."""

    def judge(self) -> Judgement:
        """Judge the cycle as it is read from its workbooks."""
        kept = dict(self.books)
        self.books = {name: (book, mark, _read(rows)) for name, (book, mark, rows) in kept.items()}
        try:
            return super().judge()
        finally:
            self.books = kept


def _read(rows: Any) -> Any:
    whole, _ = as_applicants({sheet: tuple(found) for sheet, found in rows.items()}, {})
    return {sheet: list(found) for sheet, found in whole.items()}


def _form(kind: SubjectKind, uscc: USCC, number: int, old: Applicant) -> Person | Achievement:
    common: Any = {
        "uscc": uscc,
        "home": old.name,
        "address": old.address,
        "trade": old.trade,
        "established": date(2012, 5, 1),
        "deeds": "推行质量改进",
        "phone": old.phone,
        "email": None,
        "commitment": old.commitment,
        "credit_certificate": old.credit_certificate,
        "filled": old.filled,
    }
    if kind is SubjectKind.PERSON:
        return row_of(
            Person, name=f"方{'甲乙丙丁戊己庚辛壬癸'[number % 10]}明", identity=card(number), position="总监", **common
        )
    return row_of(Achievement, name=f"第{number}{kind}", representative="某人", contact="某人", **common)


class Words(Mapping[str, str]):
    """The words of everything that an outcome leads to, by path: made when somebody asks for them."""

    def __init__(self, outcome: Outcome, toolbox: Resources) -> None:
        self._of = outcome, toolbox

    @cached_property
    def _made(self) -> dict[str, str]:
        wrong = any(item.blocks for item in self._of[0].problems)
        return {} if wrong else dict(texts(*self._of))

    def __getitem__(self, path: str) -> str:
        return self._made[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def run(root: Path, region: MadeUp) -> tuple[Outcome, Resources, Words]:
    """Lay the workbooks into an inbox and judge what was read back; the words of what was made if nothing is wrong."""
    laid = project(root, region.name)
    (root / "templates" / "regulation" / f"{region.name}.toml").write_text(region.text, encoding="utf-8")
    region.lay(laid.templates)
    toolbox = Resources.load(laid)
    for name, data in region.files(toolbox.items.say).items():
        (laid.inbox / name).write_bytes(data)
    outcome = judge_all(receive(scan_inbox(laid.inbox)), toolbox)
    return outcome, toolbox, Words(outcome, toolbox)


__all__ = ["DEADLINE", "NAME", "MadeUp", "run"]
