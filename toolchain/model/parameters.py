"""The numbers of the regulation: one TOML file per promulgated rule set, each key a field here.

A key that is missing, unknown or of the wrong type stops the run; nothing that decides has a default in code.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from toolchain.model.rule_set.building import ParameterFault, build
from toolchain.model.rule_set.checks import contradictions
from toolchain.model.rule_set.rules import Edition, Rules
from toolchain.model.rule_set.toml_files import bytes_of, table_of, unreadable


def rules_for(day: date, folder: Path) -> Rules | None:
    """Choose the rule set in force on the day a cycle is announced; None where none is (第三十条).

    A new edition ends the one before it for good: where the new one has lapsed, the old one is not in force again.

    Raises:
        ParameterFault: a file is broken.
    """
    begun = sorted(
        (rules for path in sorted(folder.glob("*.toml")) if (rules := load_rules(path)).effective <= day),
        key=lambda rules: rules.effective,
        reverse=True,
    )
    if not begun or (begun[0].expires is not None and begun[0].expires < day):
        return None
    former = tuple(
        Edition(old.document, old.effective, old.in_years(old.art25.fraud_ban), old.art28.validity) for old in begun[1:]
    )
    return replace(begun[0], former=former) if former else begun[0]


SECTIONS = {
    "art04": "quota",
    "art06": "committee",
    "art08": "panels",
    "art09": "experts",
    "art10": "operation",
    "art11": "look_back",
    "art12": "criteria",
    "art16": "ranking",
    "art17": "vote",
    "art18": "notice",
    "art19": "prize",
    "art25": "fraud",
    "art27": "recusal",
    "art28": "validity",
}
"""The sections of a file, each named after its matter, by the article of the model text that has it."""
_FIELDS = {section: name for name, section in SECTIONS.items()}


def _in_sections(text: str) -> str:
    return re.sub("art[0-9]{2}", lambda found: SECTIONS.get(found[0], found[0]), text)


def newest_rules(folder: Path) -> Rules | None:
    """Give the rule set that came into force last.

    Raises:
        ParameterFault: a file is broken.
    """
    found = [load_rules(path) for path in sorted(folder.glob("*.toml"))]
    return max(found, key=lambda rules: rules.effective, default=None)


def load_rules(path: Path) -> Rules:
    """Read one parameter file.

    Raises:
        ParameterFault: the file is missing or broken.
    """
    data = bytes_of(path)
    try:
        return _loaded(data, path.name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise unreadable(path, error) from error


@lru_cache(maxsize=16)
def _loaded(data: bytes, name: str) -> Rules:
    """Read a text once for all who ask for its rule set in one run."""
    return rules_of(table_of(data), name)


def rules_of(given: Mapping[str, Any], name: str) -> Rules:
    """Turn what a parameter file says into a rule set; ``name`` is what messages call it.

    Raises:
        ParameterFault: a key is missing, unknown or of the wrong type, or what is said does not fit together.
    """
    try:
        rules = build(Rules, {_FIELDS.get(key, key): value for key, value in given.items()}, name)
    except ParameterFault as fault:
        raise ParameterFault(_in_sections(str(fault))) from fault
    wrong = contradictions(rules)
    if wrong:
        raise ParameterFault(f"{name}：{_in_sections(wrong[0])}")
    return rules
