"""The numbered readings (口径) of the regulation's open places, read from ``templates/readings.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from toolchain.model.rule_set.building import build
from toolchain.model.rule_set.toml_files import read_toml

READINGS = "readings.toml"


@dataclass(frozen=True, slots=True)
class Interpretation:
    """One open place of the regulation and how it is read.

    Attributes:
        article: the provision.
        title: the question in few words.
        question: what the text leaves open.
        chosen: the reading that applies by default, and why.
        setting: the cell of 届次设置 that chooses another one, as 表.栏目; empty where none does.
    """

    article: str
    title: str
    question: str
    chosen: str
    setting: str

    @classmethod
    def load(cls, templates: Path) -> Mapping[str, Interpretation]:
        """Read all of them by number, e.g. ``17-1``.

        Raises:
            ParameterFault: the file is missing or broken.
        """
        data = read_toml(templates / READINGS)
        return {number: build(cls, entry, f"{READINGS} 的 {number}") for number, entry in data.items()}
