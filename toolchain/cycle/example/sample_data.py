"""The fixed rows of the example cycle and its made-up organisations, as ``sample_data.toml`` tells them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from toolchain.model.rule_set.building import build
from toolchain.model.rule_set.toml_files import read_toml
from toolchain.model.schema import USCC, Row
from toolchain.model.sheets.vocabulary import Verdict
from toolchain.model.workbook_declaration import Workbook

CYCLE = "示例2025届"
R = TypeVar("R", bound=Row)
Rows = dict[type[Row], list[Row]]


@dataclass(frozen=True)
class Profile:
    """What the example says of one organisation.

    Attributes:
        received, requested, supplemented: when it filed, which papers were missing, when it handed them in.
        level: the score in percent around which the reviewers judge it.
        votes: for, against, abstained, invalid.
        figures: (revenue, profit, net profit, assets) in 万元 per fiscal year.
        checked: the departments looked at it.
        item, verdict, facts: the one check item that was not plainly met in the first round.
    """

    uscc: USCC
    name: str
    address: str
    established: date
    trade: str
    representative: str
    employees: int
    product: str
    received: date
    level: int
    votes: tuple[int, ...] = (0, 0, 0, 0)
    figures: tuple[tuple[str, ...], ...] = ()
    nonprofit: bool = False
    specialised: bool = False
    requested: tuple[str, ...] = ()
    supplemented: date | None = None
    checked: bool = True
    item: str = ""
    verdict: Verdict = Verdict.MET
    facts: str = ""


@cache
def tables() -> Mapping[str, Any]:
    """Read the file once."""
    return read_toml(Path(__file__).with_suffix(".toml"))


@cache
def profiles() -> Mapping[str, Profile]:
    """Give every applicant by its code, in the order of the story."""
    found = [build(Profile, told, f"示例单位{told['name']}") for told in tables()["Profile"]]
    return {profile.uscc: profile for profile in found}


def rows(sheet: type[R], **computed: object) -> list[R]:
    """Give the rows of a sheet, completed by what only the course of the cycle tells.

    Raises:
        ParameterFault: a column is missing, unknown or of the wrong type.
    """
    return [build(sheet, {**told, **computed}, f"示例的{sheet.sheet.title}") for told in tables()[sheet.__name__]]


def fixed(book: Workbook) -> Rows:
    """Fill a workbook whose rows are all in the file."""
    return {sheet: rows(sheet) for sheet in book.sheets if sheet.__name__ in tables()}
