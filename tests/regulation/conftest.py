"""Rows of made-up organisations for the rules' tests; every test names only what it changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.rows import row_of
from toolchain.model.parameters import load_rules
from toolchain.model.record import Application
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import USCC, WanYuan
from toolchain.model.sheets.application import Applicant, Attachment, Declaration, FiscalYear
from toolchain.model.sheets.checks import Check, Event
from toolchain.model.sheets.settings import Cycle, Readings
from toolchain.model.sheets.vocabulary import EventKind, Verdict, YesNo

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
CODE = USCC("91410702MA44ABCD5P")
ASKED = (
    "10.1",
    "10.2",
    "10.3",
    "10.4",
    "10.5",
    "10.7",
    "11.1",
    "11.2",
    "11.3",
    "11.4",
    "11.6",
    "11.7",
    "11.8",
)


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The rule set in force."""
    return load_rules(TEMPLATES / "regulation" / "2022-76.toml")


@pytest.fixture
def readings() -> Readings:
    """The default readings."""
    return row_of(Readings)


@pytest.fixture
def cycle() -> Cycle:
    """A cycle whose deadline is 2026-10-31."""
    return row_of(
        Cycle,
        previous=date(2024, 12, 20),
        deadline=date(2026, 10, 31),
        contact="某某",
        phone="0373-0000000",
        supervision_phone="0373-0000001",
        email="a@example.invalid",
    )


def _applicant() -> Applicant:
    return row_of(
        Applicant,
        uscc=CODE,
        phone="0373-0000002",
        commitment=date(2026, 9, 1),
        credit_certificate=date(2026, 9, 2),
    )


def _year(year: int, net: str) -> FiscalYear:
    amount = WanYuan(Decimal(net))
    return row_of(
        FiscalYear,
        year=year,
        profit=amount,
        net_profit=amount,
    )


Apply = Callable[..., Application]


@pytest.fixture
def apply() -> Apply:
    """Make an application without fault; ``years`` maps years to net profit, ``admits`` lists the items answered 是."""

    def make(
        *,
        years: dict[int, str] | None = None,
        admits: tuple[str, ...] = (),
        attachments: tuple[tuple[str, YesNo, YesNo], ...] = (("自评报告", YesNo.YES, YesNo.YES),),
        **changes: object,
    ) -> Application:
        figures = {2023: "1", 2024: "1", 2025: "1"} if years is None else years
        return Application(
            applicant=replace(_applicant(), **changes),
            years=tuple(_year(year, net) for year, net in figures.items()),
            practice=None,
            declarations=tuple(
                row_of(
                    Declaration,
                    item=f"11.{number}",
                    question="问",
                    answer=YesNo.YES if f"11.{number}" in admits else YesNo.NO,
                    explanation="某年某事" if f"11.{number}" in admits else None,
                )
                for number in range(1, 9)
            ),
            attachments=tuple(
                row_of(Attachment, name=name, required=required, provided=provided)
                for name, required, provided in attachments
            ),
            file="申报书-甲.xlsx",
        )

    return make


def _check(item: str, verdict: Verdict = Verdict.MET, /, turn: int = 1, **changes: object) -> Check:
    row = row_of(
        Check,
        uscc=CODE,
        item=item,
        round=turn,
        verdict=verdict,
        facts=None if verdict is Verdict.MET else "查明某事",
        evidence="记录1",
        department="某局",
    )
    return replace(row, **changes)


@pytest.fixture
def check() -> Callable[..., Check]:
    """Make one conclusion."""
    return _check


@pytest.fixture
def checks() -> Callable[..., tuple[Check, ...]]:
    """Make a conclusion for every item asked, 符合 but for those named; None leaves an item out."""

    def make(changes: dict[str, Verdict | None] | None = None) -> tuple[Check, ...]:
        verdicts: dict[str, Verdict | None] = dict.fromkeys(ASKED, Verdict.MET) | (changes or {})
        return tuple(_check(item, verdict) for item, verdict in verdicts.items() if verdict is not None)

    return make


@pytest.fixture
def event() -> Callable[..., Event]:
    """Make one event."""

    def make(kind: EventKind, happened: date, **changes: object) -> Event:
        row = row_of(
            Event,
            uscc=CODE,
            kind=kind,
            happened=happened,
            evidence="文书1",
        )
        return replace(row, **changes)

    return make
