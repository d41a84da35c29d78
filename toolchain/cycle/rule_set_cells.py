"""The cells of a 规则表 that say what a rule set says: the way back of :mod:`toolchain.cycle.rule_set_rows`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from toolchain.cycle.rule_set_rows import ANSWERS, NUMBERS, TABLES, TEST_KEYS
from toolchain.engine.value_objects import Value
from toolchain.model.parameters import SECTIONS
from toolchain.model.rule_set import interview as sheets
from toolchain.model.rule_set import interview_classes as classes
from toolchain.model.rule_set.conditions import Condition, TestKind
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import Row, columns
from toolchain.model.sheets.vocabulary import YesNo

_FIELDS = {section: name for name, section in SECTIONS.items()}


def rows_like(rules: Rules) -> dict[type[Row], list[dict[str, Any]]]:
    """Give the cells that say what another rule set says: all but names, organs, places and the functions' articles."""
    numbers = {name: _number(rules, keys[0]) for name, keys in NUMBERS.items()}
    tables = {sheet: [_cells(item, sheet) for item in _listed(rules, key)] for sheet, key in TABLES.items()}
    plain = [item for item in rules.art19.subjects if item.plain and item.subject in rules.subject_kinds]
    prizes = {item.subject: item.yuan for item in plain}
    words = [(None, rules.words), *((item.kind, item.words) for item in rules.subjects)]
    return {
        **tables,
        sheets.Numbers: [{name: value for name, value in numbers.items() if value is not None}],
        sheets.Rule: [cells for item in rules.conditions for cells in _rule(item)],
        sheets.Paper: [{"name": paper} for paper in rules.attachments],
        sheets.Unused: [{"number": number} for number in rules.documents_off],
        classes.Kind: [
            _cells(item, classes.Kind) | ({"yuan": prizes[item.kind]} if item.kind in prizes else {})
            for item in rules.subjects
        ],
        classes.OwnPrize: [_cells(item, classes.OwnPrize) for item in rules.art19.subjects if item not in plain],
        classes.Said: [
            {"word": item.word, "own": item.own} | ({} if kind is None else {"kind": kind})
            for kind, table in words
            for item in table
        ],
    }


def _listed(rules: Rules, key: str) -> Iterable[Value]:
    section, _, name = key.rpartition(".")
    found: Iterable[Value] = getattr(getattr(rules, _FIELDS[section]) if section else rules, name)
    return found


def _number(rules: Rules, key: str) -> object:
    section, _, name = key.rpartition(".")
    return _shown(getattr(getattr(rules, _FIELDS[section]), name))


def _cells(item: Value, sheet: type[Row]) -> dict[str, Any]:
    found = {c.name: _shown(getattr(item, c.name, None)) for c in columns(sheet)}
    return {key: value for key, value in found.items() if value is not None}


def _shown(value: Any) -> Any:  # noqa: ANN401 - of any key
    """Write a value as its cell holds it; nothing for an empty one."""
    if isinstance(value, bool):
        return YesNo.YES if value else YesNo.NO
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    return None if value in {None, (), ""} else value


def _rule(item: Condition) -> Iterator[dict[str, Any]]:
    asking = {answer: said for said, answer in ANSWERS.items()}
    for test in item.tests or (None,):
        found: dict[str, Any] = {
            "article": item.article or None,
            "kind": sheets.Kind.BAR if item.bar else sheets.Kind.CONDITION,
            "text": item.text or None,
            "matter": item.matter if item.asked else None,
            "department": item.department if item.asked else None,
            "asking": asking[item.answer],
            "note": YesNo.YES if item.note else None,
            "subjects": item.subjects or None,
            "grades": item.titles or None,
        }
        if test is not None:
            shown = {key: _shown(getattr(test, key)) for key in TEST_KEYS}
            found |= {"test": test.kind} | {key: value for key, value in shown.items() if value is not YesNo.NO}
            found["at_least"] = test.at_least if test.kind is TestKind.FIGURE else None
        yield {key: value for key, value in found.items() if value is not None}
