"""The numbered readings (口径) of the regulation's open places, read from ``templates/readings.toml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolchain.model.rule_set.building import build
from toolchain.model.rule_set.toml_files import read_toml
from toolchain.model.schema import Row, columns

READINGS = "readings.toml"


@dataclass(frozen=True, slots=True)
class Interpretation:
    """One open place of the regulation and how it is read.

    Attributes:
        article: the provision.
        title: the question in few words.
        question: what the text leaves open.
        chosen: the reading that applies by default, and why.
    """

    article: str
    title: str
    question: str
    chosen: str

    @classmethod
    def load(cls, templates: Path) -> Mapping[str, Interpretation]:
        """Read all of them by number, e.g. ``17-1``.

        Raises:
            ParameterFault: the file is missing or broken.
        """
        data = read_toml(templates / READINGS)
        return {number: build(cls, entry, f"{READINGS} 的 {number}") for number, entry in data.items()}


def cells_that_choose(sheets: Sequence[type[Row]]) -> Mapping[str, str]:
    """Give the cell that chooses a reading by its number, as 表.栏目; where several do, the first."""
    found: dict[str, str] = {}
    for sheet in sheets:
        for item in columns(sheet):
            if item.reading:
                found.setdefault(item.reading, f"{sheet.sheet.title}.{item.label}")
    return found
