"""Rows at their cells, and problems said aloud: what the tests of the later rules share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from toolchain.model.problems import Problem
from toolchain.model.schema import USCC, Place, Row, columns
from toolchain.model.wording import Wording

R = TypeVar("R", bound=Row)
WORDING = Wording.load(Path(__file__).resolve().parents[2] / "templates" / "wording")

FIRST = USCC("91410702MA44ABCD5P")
SECOND = USCC("914107020706795570")
THIRD = USCC("52410702MJ0YHT125C")
FOURTH = USCC("12410702416100013A")
STRANGER = USCC("91410700172960120A")


def at(row: R, number: int, file: str = "表.xlsx") -> R:
    """Lay a row onto a line of its sheet; a cell is called by its column's label and the line: ``收到日期·7``."""
    return replace(row, at=Place(file, type(row).sheet.title, labels(type(row), "·" if number else ""), number))


@cache
def labels(sheet: type[Row], mark: str = "·") -> Mapping[str, str]:
    """Give what each field's cells are called, before the number of the line; a form has no lines."""
    return {item.name: f"{item.label}{mark}" for item in columns(sheet)}


def codes(problems: Iterable[Problem]) -> list[str]:
    """List the codes, after saying every problem: a sentence that lacks a fact fails the test."""
    found = list(problems)
    for item in found:
        assert WORDING.describe(item)
    return [item.code for item in found]


def places(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """List code and cell."""
    found = list(problems)
    return list(zip(codes(found), (item.at.cell for item in found), strict=True))


def said(problems: Iterable[Problem]) -> list[str]:
    """List what is said and where: code, cell, sentence (without the name of the one file)."""
    return [f"{item.code} {item.at.cell} {WORDING.message(item).replace('表.xlsx › ', '')}" for item in problems]
